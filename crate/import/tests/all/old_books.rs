//! Workbooks of Excel 97 to 2003, made by hand: no library writes them any more.

use crate::common::{refused, rows, tables};

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
}

fn cell(row: u16, col: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for number in [row, col, style] {
        out.extend(number.to_le_bytes());
    }
    out.extend(rest);
    out
}

/// The stream of a workbook with these sheets: name, whether it is hidden, records.
fn stream(sheets: &[(&str, bool, Vec<u8>)], strings: &[&str]) -> Vec<u8> {
    let mut head = Vec::new();
    record(&mut head, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let mut format = vec![164, 0, 10, 0, 0];
    format.extend(b"yyyy-mm-dd");
    record(&mut head, 0x041e, &format);
    record(&mut head, 0x00e0, &[0, 0, 0, 0]);
    record(&mut head, 0x00e0, &[0, 0, 164, 0]);
    let mut table = Vec::new();
    table.extend((strings.len() as u32).to_le_bytes());
    table.extend((strings.len() as u32).to_le_bytes());
    for own in strings {
        let wide: Vec<u16> = own.encode_utf16().collect();
        table.extend((wide.len() as u16).to_le_bytes());
        table.push(1);
        table.extend(wide.into_iter().flat_map(u16::to_le_bytes));
    }
    record(&mut head, 0x00fc, &table);
    let names: usize = sheets.iter().map(|(name, ..)| 12 + name.len()).sum();
    let mut start = head.len() + names + 4;
    for (name, is_hidden, own) in sheets {
        let mut data = (start as u32).to_le_bytes().to_vec();
        data.extend([u8::from(*is_hidden), 0, name.len() as u8, 0]);
        data.extend(name.bytes());
        record(&mut head, 0x0085, &data);
        start += own.len();
    }
    record(&mut head, 0x000a, &[]);
    head.extend(sheets.iter().flat_map(|(.., own)| own));
    head.resize(head.len().max(4096), 0);
    head
}

/// A container with that one stream.
fn container(name: &str, content: &[u8]) -> Vec<u8> {
    let n = content.len().div_ceil(512);
    let mut out = vec![0; 512];
    out[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    out[30] = 9;
    out[32] = 6;
    let mut put = |at: usize, number: u32| out[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(44, 1);
    put(48, 1);
    put(56, 4096);
    put(60, u32::MAX - 1);
    put(68, u32::MAX - 1);
    (0..109).for_each(|at| put(76 + at * 4, if at == 0 { 0 } else { u32::MAX }));
    // Sector 0 is the table, sector 1 the directory, the rest is the stream.
    let mut table = vec![u32::MAX - 2, u32::MAX - 1];
    table.extend((0..n).map(|at| if at + 1 == n { u32::MAX - 1 } else { at as u32 + 3 }));
    table.resize(128, u32::MAX);
    out.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = vec![0; 512];
    let mut entry = |at: usize, name: &str, kind: u8, start: u32, size: u32| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        directory[at..at + wide.len()].copy_from_slice(&wide);
        directory[at + 64] = wide.len() as u8 + 2;
        directory[at + 66] = kind;
        directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
        directory[at + 120..at + 124].copy_from_slice(&size.to_le_bytes());
    };
    entry(0, "Root Entry", 5, u32::MAX - 1, 0);
    entry(128, name, 2, 2, content.len() as u32);
    out.extend(directory);
    out.extend(content);
    out.resize(512 * (n + 3), 0);
    out
}

fn sheet(cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0]);
    // A chart within the sheet, whose cells are not the sheet's.
    record(&mut out, 0x0809, &[0, 6, 0x20, 0, 0, 0, 0, 0]);
    record(&mut out, 0x0203, &cell(9, 9, 0, &1.0f64.to_le_bytes()));
    record(&mut out, 0x000a, &[]);
    for (kind, data) in cells {
        record(&mut out, *kind, data);
    }
    record(&mut out, 0x000a, &[]);
    out
}

fn small() -> Vec<(u16, Vec<u8>)> {
    let mut text = vec![0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
    text[0] = 0;
    vec![
        (0x00fd, cell(0, 0, 0, &0u32.to_le_bytes())),
        (0x00fd, cell(0, 1, 0, &1u32.to_le_bytes())),
        (0x0204, cell(0, 2, 0, b"\x04\0\0note")),
        (0x0203, cell(1, 0, 1, &46_027.0f64.to_le_bytes())),
        (0x027e, cell(1, 1, 0, &0x0000_0016u32.to_le_bytes())),
        (0x0006, cell(1, 2, 0, &text)),
        (0x0207, b"\x03\0\0yes".to_vec()),
        (0x00bd, cell(2, 0, 1, b"\0\0\xe0\x40\0\0\x16\0\0\0\x02\0")),
        (0x0205, cell(2, 2, 0, &[7, 1])),
    ]
}

#[test]
fn old_workbooks_are_read() {
    let hidden = sheet(&small());
    let bytes = container(
        "Workbook",
        &stream(&[("One", false, sheet(&small())), ("Two", true, hidden)], &["däy", "score"]),
    );
    assert_eq!(rows("a.xls", &bytes), ["däy|score|note", "2026-01-05|5|yes", "1989-09-17|5|"]);
    let two = stream(&[("One", false, sheet(&small())), ("Two", false, sheet(&small()))], &["a"]);
    let names: Vec<String> =
        tables("a.xls", &container("Workbook", &two)).into_iter().map(|own| own.0).collect();
    assert_eq!(names, ["One", "Two"]);
}

#[test]
fn other_containers_are_refused_in_words() {
    let content = vec![0; 4096];
    for (stream, code) in [
        ("EncryptedPackage", "locked-file"),
        ("WordDocument", "wrong-type"),
        ("Book", "wrong-type"),
        ("Workbook", "no-rows"),
    ] {
        assert_eq!(refused("a.xls", &container(stream, &content)), code, "{stream}");
    }
    let mut locked = Vec::new();
    record(&mut locked, 0x0809, &[0, 6, 5, 0]);
    record(&mut locked, 0x002f, &[1, 0]);
    locked.resize(4096, 0);
    assert_eq!(refused("a.xls", &container("Workbook", &locked)), "locked-file");
}

#[test]
fn damaged_containers_are_answered() {
    let whole = container("Workbook", &stream(&[("One", false, sheet(&small()))], &["a", "b"]));
    for at in 0..1536 {
        let mut own = whole.clone();
        own[at] ^= 0xff;
        let _ = undertone_import::unpack("a.xls", &own);
    }
    for end in (8..whole.len()).step_by(97) {
        let _ = undertone_import::unpack("a.xls", &whole[..end]);
    }
}
