//! From the first data row to the last: regular records in bulk, odd ones with patience.

mod join;

use std::sync::Arc;

use undertone_kernel::{Cell, Regular, Shape, regular};

use super::Escape;
use super::buffer::{Buffer, Source};
use super::columnar::{Builder, Records};
use super::layout;
use super::odd::{ALMOST, BLANK, INNER, KINDS, LONG, Odd, REPEATED, SHORT, SURPLUS, UNCLOSED};
use super::records;
use super::scan::{Rule, Scan, Scanner};
use crate::notice::Notices;
use crate::num::sort_by_key;

/// How much is read before it is decided what is data, and handed on at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Records in which preamble and header must end; a file with fewer is looked at as a whole.
    pub(super) head: usize,
    /// Rows of a batch; totals and closing remarks must lie within as many at the end.
    pub(super) batch: usize,
    /// Rows after which it is decided how a column is held.
    pub(super) probe: usize,
}

pub(super) const LIMITS: Limits = Limits { head: 1000, batch: 512, probe: 4096 };

/// Bytes between two reports of progress.
const PROGRESS_STEP: usize = 4 << 20;

/// What the header says.
pub(super) struct Header<'a> {
    pub(super) names: &'a [String],
    pub(super) n_rows: usize,
    /// Whether the last column seems to be nothing but a delimiter at the end of every row.
    pub(super) is_last_idle: bool,
}

/// What came of the body.
pub(super) struct Taken {
    pub(super) records: Records,
    /// Rows that were repaired, and repeated headers.
    pub(super) n_repaired: u32,
    pub(super) n_repeated: u32,
    /// Whether the last column was nothing but a delimiter.
    pub(super) is_last_idle: bool,
}

/// Reads data rows.
pub(super) struct Body<'a> {
    buffer: Arc<Buffer>,
    text: &'a str,
    rule: Rule,
    /// What the fast reader takes; `None` where nothing is regular.
    shape: Option<Shape>,
    width: usize,
    header: &'a Header<'a>,
    limits: Limits,
    scanner: Scanner<'a>,
    batch: Regular,
    /// The batch before, held back until it is known that no footer begins in it.
    held: Regular,
    builder: Builder,
    odd: [Odd; ALMOST + 1],
    /// Where blank lines were left out, and whether the row handed on last was blank.
    gaps: Vec<u32>,
    was_blank: bool,
    /// Whether the row handed on first was blank.
    is_first_blank: Option<bool>,
    /// Oddities of rows that are held back: kind and where.
    recent: Vec<(usize, u32)>,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        buffer: &Arc<Buffer>,
        text: &'a str,
        (rule, usual_width): (Rule, u32),
        header: &'a Header<'a>,
        limits: Limits,
    ) -> Self {
        let is_plain = rule.tail == 0
            && !rule.lone_cr
            && (rule.quote.is_none() || rule.escape == Escape::Doubled)
            && !(rule.quote.is_none() && rule.escape == Escape::Backslash);
        let shape = Shape {
            delimiter: rule.delimiter,
            line_end: rule.line_end,
            quote: rule.quote,
            width: usual_width,
        };
        let width = header.names.len();
        Body {
            buffer: Arc::clone(buffer),
            text,
            rule,
            shape: is_plain.then_some(shape),
            width,
            header,
            limits,
            scanner: Scanner::new(text, rule, usual_width),
            batch: Regular::default(),
            held: Regular::default(),
            builder: Builder::new(width as u32, 0, limits.probe),
            odd: std::array::from_fn(|_| Odd::default()),
            gaps: Vec::new(),
            was_blank: false,
            is_first_blank: None,
            recent: Vec::new(),
        }
    }

    /// Takes the rows `from` to before `to` of a file that was read as a whole.
    pub(super) fn take_rows(mut self, out: Scan, from: usize, to: usize) -> Self {
        self.scanner.out.side = out.side;
        self.scanner.out.inner_quotes = out.inner_quotes;
        self.scanner.out.unclosed = out.unclosed;
        self.scanner.out.surplus = out.surplus;
        let n_rows = to.saturating_sub(from);
        self.builder = Builder::new(self.width as u32, n_rows, self.limits.probe);
        for row in out.rows.get(from..to).unwrap_or_default() {
            let first = row.first as usize;
            self.add(&out.cells[first..first + row.n as usize], row.start);
        }
        self.rotate();
        self.rotate();
        self
    }

    /// Makes room for about so many rows.
    pub(super) fn reserve(&mut self, n_rows: usize) {
        self.builder = Builder::new(self.width as u32, n_rows, self.limits.probe);
    }

    /// Reads everything from `start` on.
    pub(super) fn read(&mut self, start: usize, progress: &mut dyn FnMut(u64)) {
        let (mut at, mut told) = (start, start);
        while at < self.text.len() {
            at = self.step(at, self.text.len());
            if at - told >= PROGRESS_STEP {
                told = at;
                progress(at as u64);
            }
        }
    }

    /// Reads some of the records that begin from `at` on and before `end`; gives where the next one
    /// begins.
    pub(super) fn step(&mut self, at: usize, end: usize) -> usize {
        let mut at = at;
        if let Some(shape) = self.shape {
            at = self.regular(at, end, shape);
        }
        if self.batch.starts.len() < self.limits.batch && at < end {
            at = self.odd_record(at);
        }
        if self.batch.starts.len() >= self.limits.batch {
            self.rotate();
        }
        at
    }

    /// Takes regular records in bulk.
    fn regular(&mut self, at: usize, end: usize, shape: Shape) -> usize {
        let narrow = shape.width as usize;
        if narrow == self.width {
            let next = regular(self.text.as_bytes(), at, shape, self.limits.batch, &mut self.batch);
            let next = cut_at(end, next, narrow, &mut self.batch);
            unescape(self.text, shape, &mut self.batch, &mut self.scanner.out.side);
            return next;
        }
        let mut found = Regular::default();
        let limit = self.limits.batch - self.batch.starts.len();
        let next = regular(self.text.as_bytes(), at, shape, limit, &mut found);
        let next = cut_at(end, next, narrow, &mut found);
        unescape(self.text, shape, &mut found, &mut self.scanner.out.side);
        for (cells, start) in found.cells.chunks(narrow.max(1)).zip(&found.starts) {
            self.add(cells, *start);
        }
        next
    }

    fn odd_record(&mut self, at: usize) -> usize {
        self.scanner.out.cells.clear();
        self.scanner.out.rows.clear();
        let next = self.scanner.record(at);
        let cells = std::mem::take(&mut self.scanner.out.cells);
        let start = self.scanner.out.rows.first().map_or(at as u32, |row| row.start);
        self.add(&cells, start);
        self.scanner.out.cells = cells;
        next
    }

    /// Appends one row of any width.
    fn add(&mut self, cells: &[Cell], start: u32) {
        let text = |cell: &Cell| text_of(self.text, &self.scanner.out.side, *cell);
        if cells.len() <= 1 && cells.iter().all(|cell| text(cell).trim().is_empty()) {
            self.recent.push((BLANK, start));
            self.gaps.push(start);
            return;
        }
        let (n, width) = (cells.len(), self.width);
        if self.header.is_last_idle && n + 1 == width {
            self.recent.push((ALMOST, start));
        } else if n < width {
            self.recent.push((SHORT, start));
        } else if cells[width..].iter().any(|cell| !text(cell).is_empty()) {
            self.recent.push((LONG, start));
        }
        self.batch.cells.extend_from_slice(&cells[..n.min(width)]);
        let padded = self.batch.cells.len() + width.saturating_sub(n);
        self.batch.cells.resize(padded, Cell::default());
        self.batch.starts.push(start);
    }

    /// Hands the held batch on and holds the current one back.
    fn rotate(&mut self) {
        std::mem::swap(&mut self.batch, &mut self.held);
        let mut rows = std::mem::take(&mut self.batch);
        self.drop_gaps(&mut rows);
        self.drop_repeated(&mut rows);
        let side = self.scanner.out.side.as_bytes();
        self.builder.push(self.text.as_bytes(), side, &rows.cells, &rows.starts);
        rows.cells.clear();
        rows.starts.clear();
        self.batch = rows;
        self.settle(self.held_from());
    }

    /// Counts the oddities before `to`.
    fn settle(&mut self, to: usize) {
        let odd = &mut self.odd;
        self.recent.retain(|(kind, start)| {
            let is_settled = (*start as usize) < to;
            if is_settled {
                odd[*kind].add(*start);
            }
            !is_settled
        });
    }

    /// Takes rows out that hold nothing but delimiters and stand beside another blank line.
    fn drop_gaps(&mut self, rows: &mut Regular) {
        let (n, width) = (rows.starts.len(), self.width);
        let Some(last) = rows.starts.last().copied() else { return };
        let next = self.held.starts.first().copied();
        let mut before = self.was_blank;
        let (mut from, mut n_kept) = (0, 0);
        let mut is_blank = self.is_blank(rows, 0);
        self.is_first_blank.get_or_insert(is_blank);
        for row in 0..n {
            let start = rows.starts[row];
            let after = if row + 1 < n {
                self.is_blank(rows, row + 1)
            } else {
                next.is_some() && self.is_blank(&self.held, 0)
            };
            let to = rows.starts.get(row + 1).copied().or(next).unwrap_or(u32::MAX);
            if is_blank && (before || after || self.has_gap(from, to)) {
                self.recent.push((BLANK, start));
            } else {
                if n_kept < row {
                    rows.starts[n_kept] = start;
                    rows.cells.copy_within(row * width..(row + 1) * width, n_kept * width);
                }
                n_kept += 1;
            }
            (before, is_blank, from) = (is_blank, after, start);
        }
        self.was_blank = before;
        self.gaps.retain(|gap| *gap > last);
        if n_kept < n {
            rows.starts.truncate(n_kept);
            rows.cells.truncate(n_kept * width);
            sort_by_key(&mut self.recent, |odd| odd.1);
        }
    }

    /// Whether a blank line was left out between two places.
    fn has_gap(&self, from: u32, to: u32) -> bool {
        let gap = self.gaps.get(self.gaps.partition_point(|gap| *gap < from));
        gap.is_some_and(|gap| *gap < to)
    }

    fn is_blank(&self, rows: &Regular, row: usize) -> bool {
        let cells = &rows.cells[row * self.width..(row + 1) * self.width];
        let text = |cell: &Cell| text_of(self.text, &self.scanner.out.side, *cell);
        let may_be = |cell: &Cell| {
            let first = self.text.as_bytes().get(cell.start as usize);
            cell.start == cell.end || first.is_none_or(|byte| *byte <= b' ' || *byte >= 0xc2)
        };
        cells.iter().all(may_be) && cells.iter().all(|cell| text(cell).trim().is_empty())
    }

    /// Takes rows out that repeat the header.
    fn drop_repeated(&mut self, rows: &mut Regular) {
        let names = self.header.names;
        if self.header.n_rows == 0 || names.len() < 2 {
            return;
        }
        let width = self.width;
        let same = |cell: &Cell, name: &String| {
            cell.end - cell.start == name.len() as u32
                && text_of(self.text, &self.scanner.out.side, *cell) == name
        };
        let mut row = 0;
        while row < rows.starts.len() {
            let cells = &rows.cells[row * width..(row + 1) * width];
            if same(&cells[0], &names[0]) && cells.iter().zip(names).all(|(c, n)| same(c, n)) {
                self.odd[REPEATED].add(rows.starts.remove(row));
                rows.cells.drain(row * width..(row + 1) * width);
            } else {
                row += 1;
            }
        }
    }

    /// Where the last batch of rows begins, counted from the end: a footer lies behind that.
    fn tail_from(&self) -> usize {
        let starts = || self.held.starts.iter().chain(&self.batch.starts);
        let n_before = starts().count().saturating_sub(self.limits.batch);
        starts().nth(n_before).map_or(self.text.len(), |start| *start as usize)
    }

    /// Where the rows begin that were held back.
    fn held_from(&self) -> usize {
        let first = self.held.starts.first().or(self.batch.starts.first());
        first.map_or(self.text.len(), |start| *start as usize)
    }

    /// What is read, and how regular records look in it.
    pub(super) fn subject(&self) -> (&'a str, Option<Shape>) {
        (self.text, self.shape)
    }

    pub(super) fn builder(&self) -> &Builder {
        &self.builder
    }

    /// Sets the footer aside; gives its lines, and how many of them say something. Only for a file
    /// that was not read as a whole.
    pub(super) fn cut_footer(&mut self, notices: &mut Notices) -> (u32, u32) {
        let from = self.tail_from();
        let mut scanner = Scanner::new(self.text, self.rule, self.shape_width());
        scanner.records(from, usize::MAX);
        let tail = records::Records::new(&self.buffer, self.rule, scanner.out);
        let end = layout::data_end(&tail, self.shape_width(), 0);
        let cut = tail.start(end);
        for batch in [&mut self.held, &mut self.batch] {
            let n = batch.starts.partition_point(|start| (*start as usize) < cut);
            batch.starts.truncate(n);
            batch.cells.truncate(n * self.width);
        }
        let is_data = |start: &u32| (*start as usize) < cut;
        self.recent.retain(|(_, start)| is_data(start));
        self.gaps.retain(is_data);
        self.scanner.out.inner_quotes.retain(is_data);
        self.scanner.out.unclosed.retain(is_data);
        self.scanner.out.surplus.retain(is_data);
        let n = tail.n_rows() as usize - end;
        let layout = layout::Layout { end, ..layout::Layout::default() };
        (n as u32, layout::note(&tail, &layout, notices))
    }

    fn shape_width(&self) -> u32 {
        self.shape.map_or(self.width as u32, |shape| shape.width)
    }

    /// The records, with what was odd about them.
    pub(super) fn finish(mut self, notices: &mut Notices) -> Taken {
        self.rotate();
        self.rotate();
        self.settle(usize::MAX);
        let is_last_idle = self.header.is_last_idle && self.builder.is_last_idle();
        if is_last_idle {
            self.builder.drop_last();
        } else {
            let almost = std::mem::take(&mut self.odd[ALMOST]);
            let short = &mut self.odd[SHORT];
            short.n += almost.n;
            short.starts.extend(almost.starts);
            sort_by_key(&mut short.starts, |start| *start);
        }
        for (kind, starts) in [
            (INNER, std::mem::take(&mut self.scanner.out.inner_quotes)),
            (UNCLOSED, std::mem::take(&mut self.scanner.out.unclosed)),
            (SURPLUS, std::mem::take(&mut self.scanner.out.surplus)),
        ] {
            for start in starts {
                self.odd[kind].add(start);
            }
        }
        let n = |kind: usize| self.odd[kind].n as u32;
        let n_repaired = [SHORT, LONG, INNER, UNCLOSED, SURPLUS].into_iter().map(n).sum();
        let n_repeated = n(REPEATED);
        self.note(notices);
        let side = Arc::new(std::mem::take(&mut self.scanner.out.side));
        let source = Source { buffer: self.buffer, side };
        let records = self.builder.finish(source, self.rule.line_ends());
        Taken { records, n_repaired, n_repeated, is_last_idle }
    }

    fn note(&self, notices: &mut Notices) {
        for (odd, (code, message)) in self.odd.iter().zip(KINDS) {
            let (mut line, mut from) = (1, 0);
            let mut places = Vec::new();
            for start in &odd.starts {
                line += self.rule.line_ends().count(self.text, from, *start as usize);
                from = *start as usize;
                places.push(u64::from(line));
            }
            notices.add_many(code, message.to_owned(), odd.n, &places);
        }
    }
}

fn text_of<'a>(text: &'a str, side: &'a str, cell: Cell) -> &'a str {
    let (start, end) = (cell.start as usize, cell.end as usize);
    let n = text.len();
    let own = if start < n { text.get(start..end) } else { side.get(start - n..end - n) };
    own.unwrap_or_default()
}

/// Takes out the records of `rows` that begin at `end` or after it; gives where the first of them
/// begins, or `next`.
fn cut_at(end: usize, next: usize, width: usize, rows: &mut Regular) -> usize {
    if next <= end {
        return next;
    }
    let n = rows.starts.partition_point(|start| (*start as usize) < end);
    let next = rows.starts.get(n).map_or(next, |start| *start as usize);
    rows.starts.truncate(n);
    rows.cells.truncate(n * width);
    rows.escaped.retain(|at| (*at as usize) < n * width);
    next
}

/// Writes the cells with doubled quotes into `side`, undoubled.
fn unescape(text: &str, shape: Shape, rows: &mut Regular, side: &mut String) {
    let quote = char::from(shape.quote.unwrap_or(b'"'));
    for at in rows.escaped.drain(..) {
        let cell = &mut rows.cells[at as usize];
        let from = side.len();
        let inner = text.get(cell.start as usize..cell.end as usize).unwrap_or_default();
        for (n, part) in inner.split(quote).enumerate() {
            if n % 2 == 1 || n == 0 {
                side.push_str(part);
            } else {
                side.push(quote);
                side.push_str(part);
            }
        }
        *cell = Cell { start: (text.len() + from) as u32, end: (text.len() + side.len()) as u32 };
    }
}
