//! Line numbers, counted only when something is worth a mention.

/// What ends a line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct LineEnds {
    /// Usually a line feed.
    pub(super) byte: u8,
    /// Whether a carriage return alone ends a line too.
    pub(super) lone_cr: bool,
}

impl LineEnds {
    /// The line, from 1, on which `offset` lies.
    pub(super) fn line_at(self, text: &str, offset: usize) -> u32 {
        1 + self.count(text, 0, offset)
    }

    /// Lines of a text; a line end at its end begins no further one.
    pub(super) fn n_lines(self, text: &str) -> u32 {
        let last = text.as_bytes().last().copied();
        let is_open = last.is_some_and(|b| b != self.byte && !(self.lone_cr && b == b'\r'));
        self.count(text, 0, text.len()) + u32::from(is_open)
    }

    /// Line ends between two places.
    pub(super) fn count(self, text: &str, from: usize, to: usize) -> u32 {
        let part = &text.as_bytes()[from.min(to)..to];
        let mut n = undertone_kernel::count_byte(part, self.byte);
        if self.lone_cr {
            let is_lone =
                |(at, byte): &(usize, &u8)| **byte == b'\r' && part.get(at + 1) != Some(&b'\n');
            n += part.iter().enumerate().filter(is_lone).count();
        }
        n as u32
    }
}
