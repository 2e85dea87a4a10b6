//! A file that arrives in pieces of any size is the same table.

use std::path::PathBuf;

use undertone_engine::Result;
use undertone_engine::read::{Decoder, Incoming};
use undertone_engine::session::Session;
use undertone_engine::view::FileView;

struct Native;

impl Decoder for Native {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// The answer to a file whose bytes came in pieces, as the page brings them in.
fn opened(name: &str, bytes: &[u8], chunk: usize) -> String {
    let head = &bytes[..bytes.len().min(64)];
    let own = Incoming::new(name, bytes.len() as u64, head);
    said(own.and_then(|mut own| {
        bytes.chunks(chunk).for_each(|chunk| own.push(chunk));
        Session::new().open_with_progress(name, own, &Native, &mut |_| {})
    }))
}

fn said(answer: Result<FileView>) -> String {
    answer.map_or_else(|error| error.to_string(), |view| format!("{view:?}"))
}

#[test]
fn the_pieces_in_which_a_file_arrives_do_not_matter() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let files = std::fs::read_dir(folder.join("csv-dialects/files")).expect("fixtures");
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.expect("a file").path()).collect();
    paths.push(folder.join("own_multilingual.csv"));
    assert!(paths.len() > 60);
    for path in paths {
        let bytes = std::fs::read(&path).expect("a fixture");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let whole = said(Session::new().open(&name, &bytes[..], &Native));
        for chunk in [1, 7, 64, 4096, bytes.len().max(1)] {
            assert_eq!(opened(&name, &bytes, chunk), whole, "{name} in pieces of {chunk}");
        }
    }
}
