//! The container of old Office documents: a file system of sectors in a file.

/// Sector numbers from here on mean the end, a free sector and the like.
const LAST: u32 = 0xffff_fff0;
/// Streams below this size lie in small sectors.
const SMALL: usize = 4096;
const ENTRY: usize = 128;
/// Sectors of the table that the header itself names.
const IN_HEADER: usize = 109;

/// An open container.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    size: usize,
    /// The next sector of each sector.
    next: Vec<u32>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    directory: Vec<u8>,
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Opens a container; nothing where its tables lead nowhere.
pub(super) fn open(bytes: &[u8]) -> Option<Container<'_>> {
    let size = 1usize << bytes.get(30)?.clamp(&7, &16);
    let mut container = Container {
        bytes,
        size,
        next: Vec::new(),
        small_next: Vec::new(),
        small: Vec::new(),
        directory: Vec::new(),
    };
    container.next = container.table()?;
    container.directory = container.chain(u32_at(bytes, 48)?);
    container.small_next = numbers(&container.chain(u32_at(bytes, 60)?));
    // The first entry holds all small sectors.
    let start = u32_at(&container.directory, 116)?;
    container.small = container.chain(start);
    Some(container)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|part| u32_at(part, 0)).collect()
}

impl Container<'_> {
    fn sector(&self, at: u32) -> &[u8] {
        let start = (at as usize + 1).saturating_mul(self.size);
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The table of sectors, from the sectors that the header and what it goes on in name.
    fn table(&self) -> Option<Vec<u32>> {
        let mut own: Vec<u32> =
            (0..IN_HEADER).filter_map(|at| u32_at(self.bytes, 76 + at * 4)).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.size + 1;
        for _ in 0..most {
            let list = numbers(self.sector(more));
            let Some((last, named)) = list.split_last() else { break };
            own.extend(named);
            more = *last;
        }
        own.retain(|at| *at < LAST);
        own.truncate(most);
        Some(own.iter().flat_map(|at| numbers(self.sector(*at))).collect())
    }

    /// The content of a chain of sectors; a circle ends where every sector was met.
    fn chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        for _ in 0..self.next.len() {
            if at >= LAST {
                break;
            }
            out.extend_from_slice(self.sector(at));
            at = self.next.get(at as usize).copied().unwrap_or(LAST);
        }
        out
    }

    fn small_chain(&self, start: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = start;
        for _ in 0..self.small_next.len() {
            if at >= LAST {
                break;
            }
            let from = at as usize * 64;
            out.extend_from_slice(self.small.get(from..from + 64).unwrap_or_default());
            at = self.small_next.get(at as usize).copied().unwrap_or(LAST);
        }
        out
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.directory.chunks_exact(ENTRY).find(|entry| {
            let is_stream = entry[66] == 2;
            is_stream && entry.starts_with(&wide) && entry[wide.len()..wide.len() + 2] == [0, 0]
        })
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The content of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let (start, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut content = if size < SMALL { self.small_chain(start) } else { self.chain(start) };
        content.truncate(size);
        Some(content)
    }
}
