//! From the first data row to the last: regular records in bulk, odd ones with patience.

use std::sync::Arc;

use undertone_kernel::{Cell, Regular, Shape, regular, shift_cells};

use super::Escape;
use super::buffer::{Buffer, Source};
use super::columnar::{Builder, Records};
use super::layout;
use super::records;
use super::scan::{Rule, Scan, Scanner};
use crate::notice::Notices;

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

/// One kind of oddity: how often, and where first.
#[derive(Debug, Default)]
struct Odd {
    n: u64,
    starts: Vec<u32>,
}

impl Odd {
    fn add(&mut self, start: u32) {
        self.n += 1;
        if self.starts.len() < crate::notice::KEPT_PLACES {
            self.starts.push(start);
        }
    }

    /// Takes over what was counted further on.
    fn join(&mut self, other: Odd) {
        self.n += other.n;
        self.starts.extend(other.starts);
        self.starts.truncate(crate::notice::KEPT_PLACES);
    }
}

const KINDS: [(&str, &str); 6] = [
    ("blank-line", "the line is blank and was left out"),
    ("repeated-header", "the header stands here again and was set aside"),
    ("short-row", "the row has too few cells; the rest is empty"),
    ("long-row", "the row has too many cells; the surplus was left out"),
    ("inner-quote", "a quote inside quotes was not escaped; it was taken as an ordinary character"),
    ("unclosed-quote", "a quote was never closed; the cell was ended with its line"),
];
const BLANK: usize = 0;
const REPEATED: usize = 1;
const SHORT: usize = 2;
const LONG: usize = 3;
const INNER: usize = 4;
const UNCLOSED: usize = 5;

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
    odd: [Odd; KINDS.len()],
    /// Oddities of rows that are held back: kind and where.
    recent: Vec<(usize, u32)>,
    /// Rows that lack only the last cell, where that is idle.
    almost: Odd,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        buffer: &Arc<Buffer>,
        text: &'a str,
        (rule, usual_width): (Rule, u32),
        header: &'a Header<'a>,
        limits: Limits,
    ) -> Self {
        let is_plain = !rule.spaced
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
            recent: Vec::new(),
            almost: Odd::default(),
        }
    }

    /// Takes the rows `from` to before `to` of a file that was read as a whole.
    pub(super) fn take_rows(mut self, out: Scan, from: usize, to: usize) -> Self {
        self.scanner.out.side = out.side;
        self.scanner.out.inner_quotes = out.inner_quotes;
        self.scanner.out.unclosed = out.unclosed;
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
            return;
        }
        let (n, width) = (cells.len(), self.width);
        if self.header.is_last_idle && n + 1 == width {
            self.almost.add(start);
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

    /// A reader of about `n_rows` that lie further on; what it finds is for [`Body::join`].
    pub(super) fn fork(&self, n_rows: usize) -> Body<'a> {
        let usual_width = self.shape_width();
        let rule = (self.rule, usual_width);
        let mut fork = Body::new(&self.buffer, self.text, rule, self.header, self.limits);
        fork.builder = self.builder.fork(n_rows);
        fork
    }

    /// Takes what a fork read from where this one stopped. Where it might have read otherwise nothing
    /// changes and the answer is `false`: its part must be read again.
    pub(super) fn join(&mut self, mut part: Body<'_>) -> bool {
        let Some(budget) = self.scanner.budget_after(&part.scanner) else { return false };
        let base = self.scanner.out.side.len();
        self.scanner.out.side.push_str(&part.scanner.out.side);
        part.shift(base);
        if part.held.starts.is_empty() {
            self.recent.append(&mut part.recent);
            for (cells, start) in part.batch.cells.chunks(self.width.max(1)).zip(&part.batch.starts)
            {
                self.batch.cells.extend_from_slice(cells);
                self.batch.starts.push(*start);
                if self.batch.starts.len() >= self.limits.batch {
                    self.rotate();
                }
            }
        } else {
            self.rotate();
            self.rotate();
            let side = self.scanner.out.side.as_bytes();
            if !self.builder.join(self.text.as_bytes(), side, &part.builder) {
                self.scanner.out.side.truncate(base);
                return false;
            }
            (self.held, self.batch, self.recent) = (part.held, part.batch, part.recent);
        }
        for (own, more) in self.odd.iter_mut().zip(part.odd) {
            own.join(more);
        }
        self.almost.join(part.almost);
        self.scanner.out.inner_quotes.append(&mut part.scanner.out.inner_quotes);
        self.scanner.out.unclosed.append(&mut part.scanner.out.unclosed);
        self.scanner.budget = budget;
        true
    }

    /// Moves cells that had to be unescaped behind so many bytes of others.
    fn shift(&mut self, by: usize) {
        let (n, by) = (self.text.len() as u32, by as u32);
        if by > 0 && !self.scanner.out.side.is_empty() {
            shift_cells(&mut self.held.cells, n, by);
            shift_cells(&mut self.batch.cells, n, by);
            self.builder.shift(n, by);
        }
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
        self.scanner.out.inner_quotes.retain(is_data);
        self.scanner.out.unclosed.retain(is_data);
        let n = tail.n_rows() as usize - end;
        let layout = layout::Layout { n_preamble: 0, n_header: 0, end };
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
            let almost = std::mem::take(&mut self.almost);
            self.odd[SHORT].n += almost.n;
            self.odd[SHORT].starts.extend(almost.starts);
        }
        for (kind, starts) in [
            (INNER, std::mem::take(&mut self.scanner.out.inner_quotes)),
            (UNCLOSED, std::mem::take(&mut self.scanner.out.unclosed)),
        ] {
            starts.iter().for_each(|start| self.odd[kind].add(*start));
        }
        let n = |kind: usize| self.odd[kind].n as u32;
        let (n_repaired, n_repeated) = (n(SHORT) + n(LONG) + n(INNER) + n(UNCLOSED), n(REPEATED));
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
            notices.add_all(code, message, odd.n, &places);
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
