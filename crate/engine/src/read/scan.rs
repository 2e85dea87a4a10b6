//! Text to cells by one rule; broken quotes are contained to the lines that they stand on.

mod mend;

use super::Escape;
use super::lines::LineEnds;
use super::records::{Row, Span};

/// How cells and lines end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) delimiter: u8,
    /// Second byte of the delimiter; 0 where it has one.
    pub(super) tail: u8,
    pub(super) quote: Option<u8>,
    pub(super) escape: Escape,
    /// Whether a carriage return alone ends a line.
    pub(super) lone_cr: bool,
    /// What ends a record: a line feed, or the mark of record streams.
    pub(super) line_end: u8,
    pub(super) columns: Columns,
}

impl Rule {
    /// Cells between `delimiter`s, quoted as RFC 4180 says, one record a line.
    pub(super) fn plain(delimiter: u8) -> Self {
        Rule {
            delimiter,
            tail: 0,
            quote: Some(b'"'),
            escape: Escape::Doubled,
            lone_cr: false,
            line_end: b'\n',
            columns: Columns::ANY,
        }
    }

    /// A record stream: units and records between the separators that ASCII has for them.
    pub(super) fn stream() -> Self {
        Rule { quote: None, escape: Escape::None, line_end: super::RECORD_END, ..Rule::plain(0x1f) }
    }

    pub(super) fn line_ends(self) -> LineEnds {
        LineEnds { byte: self.line_end, lone_cr: self.lone_cr }
    }
}

/// What the first 64 columns usually hold, a bit each: by it a broken record is mended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Columns {
    /// Some cells stand in quotes.
    pub(super) quoted: u64,
    /// Hardly a cell is empty.
    pub(super) filled: u64,
    /// Cells are numbers, dates or times.
    pub(super) values: u64,
}

impl Columns {
    /// Nothing is known.
    pub(super) const ANY: Columns = Columns { quoted: !0, filled: 0, values: 0 };

    /// Whether `set` holds the column `col`.
    fn has(set: u64, col: usize) -> bool {
        col < 64 && set >> col & 1 == 1
    }
}

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) cells: Vec<Span>,
    pub(super) rows: Vec<Row>,
    /// Cells that had to be unescaped; their spans count on from the end of the text.
    pub(super) side: String,
    /// Where records begin that have a quote inside quotes that was not escaped.
    pub(super) inner_quotes: Vec<u32>,
    /// Where records begin that have a quote that was never closed.
    pub(super) unclosed: Vec<u32>,
    /// Where records begin that have an empty cell too many, which was left out.
    pub(super) surplus: Vec<u32>,
    /// Quoted cells.
    pub(super) n_quoted: u32,
}

/// Scans `text`; `width` is the usual number of cells, 0 if unknown, and at most `limit` rows are
/// read.
pub(super) fn scan(text: &str, rule: Rule, width: u32, limit: usize) -> Scan {
    let mut scanner = Scanner::new(text, rule, width);
    scanner.records(0, limit);
    scanner.out
}

/// How a trial of one record went.
#[derive(Clone, Copy)]
struct Trial {
    /// Where the next record begins.
    next: usize,
    /// Where the line after the first line break within quotes begins.
    second_line: Option<usize>,
    /// Whether a quote looks like one that was never closed.
    is_broken: bool,
}

/// How strictly quotes are taken within one record.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    /// A stray quote after a line break within quotes breaks the trial off.
    Wary,
    /// Stray quotes are ordinary characters.
    Patient,
    /// Cells end with the line; a quote that does not close on it is dropped.
    OneLine,
    /// As `OneLine`, and a quoted cell with a stray quote is a bare one.
    Dropping,
    /// Stray quotes come in pairs: a quote that makes a pair does not close the cell.
    Paired,
    /// A quote inside quotes stands for itself, even at the end of its cell.
    Plain,
}

/// Lengths of what was found, to return to.
type Mark = (usize, usize, usize, u32);

/// Bytes of a text that may be read a second time.
fn budget(text: &str) -> usize {
    text.len().saturating_mul(4) + 1024
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    rule: Rule,
    width: u32,
    /// Bytes that end or change the scanning of a bare cell.
    stops: [bool; 256],
    /// Where the record begins.
    start: usize,
    /// The first cell of the record.
    row_start: usize,
    /// Bytes that may still be read a second time; keeps the whole linear.
    pub(super) budget: usize,
    pub(super) out: Scan,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, rule: Rule, width: u32) -> Self {
        let mut stops = [false; 256];
        for byte in [rule.delimiter, rule.line_end] {
            stops[usize::from(byte)] = true;
        }
        stops[usize::from(b'\r')] = rule.line_end == b'\n';
        stops[usize::from(b'\\')] = rule.escape == Escape::Backslash;
        Scanner {
            text,
            bytes: text.as_bytes(),
            rule,
            width,
            stops,
            start: 0,
            row_start: 0,
            budget: budget(text),
            out: Scan::default(),
        }
    }

    /// What this one may still read a second time after what another one did of the same text; `None`
    /// where this one might have had to stop on the way.
    pub(super) fn budget_after(&self, other: &Scanner<'_>) -> Option<usize> {
        let left = (self.budget + other.budget).checked_sub(budget(self.text));
        left.filter(|left| *left > 0)
    }

    /// Reads records from `at` on until there are `limit`; gives where the next one begins.
    pub(super) fn records(&mut self, at: usize, limit: usize) -> usize {
        let mut at = at;
        while at < self.text.len() && self.out.rows.len() < limit {
            at = self.record(at);
        }
        at
    }

    /// Reads the record at `start`; gives where the next one begins.
    pub(super) fn record(&mut self, start: usize) -> usize {
        let has_mark = self.bytes[start..].starts_with(b"\xef\xbb\xbf");
        let start = if has_mark { start + 3 } else { start };
        self.start = start;
        let mark = self.mark();
        let mut trial = self.attempt(start, self.bytes.len(), Mood::Wary);
        let mut is_odd = self.is_odd(trial, mark);
        if is_odd && self.width > 1 {
            trial = self.other(start, trial, mark);
            is_odd = self.is_odd(trial, mark);
        }
        let mut next = trial.next;
        if let (true, Some(second)) = (is_odd, trial.second_line) {
            self.budget = self.budget.saturating_sub((trial.next - start) * 2);
            let is_last = trial.is_broken && second >= self.bytes.len();
            let resumes = self.budget > 0 && (is_last || self.fits(second));
            if resumes {
                self.reset(mark);
                self.attempt(start, second, Mood::OneLine);
                self.out.unclosed.push(self.start as u32);
                next = second;
            } else if trial.is_broken {
                self.reset(mark);
                next = self.attempt(start, self.bytes.len(), Mood::Patient).next;
            }
        } else if trial.is_broken {
            self.reset(mark);
            next = self.attempt(start, self.bytes.len(), Mood::OneLine).next;
            self.out.unclosed.push(self.start as u32);
        }
        if self.out.inner_quotes.len() > mark.2 && trial.second_line.is_none() {
            next = self.mend(start, next, mark, self.n_cells(mark) as usize);
        }
        self.leave_out(mark.0);
        let n = self.n_cells(mark);
        self.out.rows.push(Row { first: mark.0 as u32, n, start: start as u32 });
        next
    }

    fn n_cells(&self, mark: Mark) -> u32 {
        (self.out.cells.len() - mark.0) as u32
    }

    fn is_odd(&self, trial: Trial, mark: Mark) -> bool {
        trial.is_broken || self.width > 0 && self.n_cells(mark) != self.width
    }

    fn mark(&self) -> Mark {
        (self.out.cells.len(), self.out.side.len(), self.out.inner_quotes.len(), self.out.n_quoted)
    }

    fn reset(&mut self, mark: Mark) {
        self.out.cells.truncate(mark.0);
        self.out.side.truncate(mark.1);
        self.out.inner_quotes.truncate(mark.2);
        self.out.n_quoted = mark.3;
    }

    /// Reads one record between `start` and `end`.
    fn attempt(&mut self, start: usize, end: usize, mood: Mood) -> Trial {
        let mut trial = Trial { next: end, second_line: None, is_broken: false };
        self.row_start = self.out.cells.len();
        let mut at = start;
        loop {
            at = self.cell(at, end, mood, &mut trial);
            if trial.is_broken && mood == Mood::Wary {
                trial.next = at;
                return trial;
            }
            if at >= end {
                return trial;
            }
            if let Some(after) = self.line_end(at) {
                trial.next = after.min(end);
                return trial;
            }
            at += self.delimiter_len(at);
        }
    }

    /// Where the line after a line break at `at` begins.
    fn line_end(&self, at: usize) -> Option<usize> {
        match self.bytes[at] {
            byte if byte == self.rule.line_end => Some(at + 1),
            _ if self.rule.line_end != b'\n' => None,
            b'\r' if self.bytes.get(at + 1) == Some(&b'\n') => Some(at + 2),
            b'\r' if self.rule.lone_cr || at + 1 == self.bytes.len() => Some(at + 1),
            _ => None,
        }
    }

    /// How long the delimiter at `at` is; 0 where there is none.
    fn delimiter_len(&self, at: usize) -> usize {
        if self.bytes.get(at) != Some(&self.rule.delimiter) {
            return 0;
        }
        match self.bytes.get(at + 1) {
            _ if self.rule.tail == 0 => 1,
            Some(byte) if *byte == self.rule.tail => 2,
            None | Some(b'\r' | b'\n') if self.rule.tail == b' ' => 1,
            _ => 0,
        }
    }

    /// Whether a cell may end at `at`.
    fn is_end(&self, at: usize, end: usize) -> bool {
        at >= end || self.delimiter_len(at) > 0 || self.line_end(at).is_some()
    }

    /// Reads the cell at `at`; gives where it ends.
    fn cell(&mut self, at: usize, end: usize, mood: Mood, trial: &mut Trial) -> usize {
        match self.rule.quote {
            Some(quote) if at < end && self.bytes[at] == quote => self.quoted(at, end, mood, trial),
            Some(quote)
                if at + 1 < end && self.bytes[at] == b'=' && self.bytes[at + 1] == quote =>
            {
                self.formula_text(at, end).unwrap_or_else(|| self.bare(at, end))
            }
            _ => self.bare(at, end),
        }
    }

    /// A cell without quotes around it.
    fn bare(&mut self, start: usize, end: usize) -> usize {
        let mut at = start;
        let mut has_escape = false;
        while at < end {
            if !self.stops[usize::from(self.bytes[at])] {
                at += 1;
            } else if self.bytes[at] == b'\\' && self.rule.escape == Escape::Backslash {
                has_escape = true;
                at += 1 + self.char_len(at + 1);
            } else if self.is_end(at, end) {
                break;
            } else {
                at += 1;
            }
        }
        let at = at.min(end);
        if has_escape {
            self.push_unescaped(start, at);
        } else {
            self.push(start, at);
        }
        at
    }

    fn char_len(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }

    /// `="00123"`: how spreadsheets keep an identifier from becoming a number.
    fn formula_text(&mut self, start: usize, end: usize) -> Option<usize> {
        let from = start + 2;
        let quote = self.bytes[start + 1];
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b" .,:/+-_".contains(byte);
        let len = self.bytes[from..end].iter().take(64).position(|byte| !is_plain(byte))?;
        let close = from + len;
        (self.bytes[close] == quote && self.is_end(close + 1, end)).then(|| {
            self.push(from, close);
            close + 1
        })
    }

    /// A cell with quotes around it.
    fn quoted(&mut self, open: usize, end: usize, mood: Mood, trial: &mut Trial) -> usize {
        let quote = self.bytes[open];
        let is_one_line = matches!(mood, Mood::OneLine | Mood::Dropping);
        let end = if is_one_line { self.end_of_line(open, end) } else { end };
        let mut at = open + 1;
        let mut has_escape = false;
        let mut first_break = None;
        let mut n_stray = 0;
        while at < end {
            let byte = self.bytes[at];
            if byte == b'\\' && self.rule.escape == Escape::Backslash {
                has_escape = true;
                at += 1 + self.char_len(at + 1);
            } else if byte != quote {
                if byte == b'\n' || byte == b'\r' && self.rule.lone_cr {
                    first_break = first_break.or(self.line_end(at)).or(Some(at + 1));
                }
                at += 1;
            } else if mood == Mood::Dropping && n_stray > 0 {
                break;
            } else if let Some(after) =
                self.closes(at, end).filter(|_| mood != Mood::Paired || n_stray % 2 == 0)
            {
                trial.second_line = trial.second_line.or(first_break);
                self.note_quoted(n_stray);
                self.push_quoted(open + 1, at, has_escape);
                return after;
            } else if self.bytes.get(at + 1) == Some(&quote)
                && self.rule.escape != Escape::None
                && mood != Mood::Plain
            {
                has_escape = true;
                at += 2;
            } else {
                n_stray += 1;
                at += 1;
                if mood == Mood::Wary && first_break.is_some() {
                    break;
                }
            }
        }
        trial.second_line = trial.second_line.or(first_break);
        trial.is_broken = true;
        if mood == Mood::Dropping {
            return self.unquoted(open, end);
        }
        if is_one_line {
            return self.unclosed(open, end);
        }
        let at = at.min(end);
        self.push_quoted(open + 1, at, has_escape);
        at
    }

    fn note_quoted(&mut self, n_stray: u32) {
        self.out.n_quoted += 1;
        if n_stray > 0 {
            self.out.inner_quotes.push(self.start as u32);
        }
    }

    /// A quote that never closes: it opens nothing if the row then has its usual cells, else the
    /// cell goes on to the end of the line.
    fn unclosed(&mut self, open: usize, end: usize) -> usize {
        let n_before = self.out.cells.len() - self.row_start;
        let n_after = (open..end).filter(|at| self.delimiter_len(*at) > 0).count();
        if n_before + n_after + 1 == self.width as usize {
            return self.unquoted(open, end);
        }
        self.push(open + 1, end);
        end
    }

    /// A cell that begins with a quote which opens nothing: left out where other cells of the
    /// column stand in quotes, an ordinary character where none does.
    fn unquoted(&mut self, open: usize, end: usize) -> usize {
        let col = self.out.cells.len() - self.row_start;
        if col < 64 && !Columns::has(self.rule.columns.quoted, col) {
            return self.bare(open, end);
        }
        let at = self.bare(open + 1, end);
        let quote = self.bytes[open];
        if self.bytes[open + 1..at].windows(2).any(|pair| pair == [quote, quote]) {
            self.out.cells.pop();
            self.push_unescaped(open + 1, at);
        }
        at
    }

    fn end_of_line(&self, at: usize, end: usize) -> usize {
        let is_break = |at: &usize| self.line_end(*at).is_some();
        (at..end).find(is_break).unwrap_or(end)
    }

    /// Where a cell ends whose closing quote is at `at`; `None` if that quote does not close it.
    fn closes(&self, at: usize, end: usize) -> Option<usize> {
        let mut after = at + 1;
        while after < end && self.bytes[after] == b' ' && !self.is_end(after, end) {
            after += 1;
        }
        self.is_end(after, end).then_some(after)
    }

    fn push(&mut self, start: usize, end: usize) {
        self.out.cells.push(Span { start: start as u32, end: end as u32 });
    }

    fn push_quoted(&mut self, start: usize, end: usize, has_escape: bool) {
        if has_escape { self.push_unescaped(start, end) } else { self.push(start, end) }
    }

    /// Appends the unescaped cell to the side text.
    fn push_unescaped(&mut self, start: usize, end: usize) {
        let from = self.out.side.len();
        let quote = self.rule.quote.map(char::from);
        let mut chars = self.text.get(start..end).unwrap_or_default().chars().peekable();
        while let Some(c) = chars.next() {
            if Some(c) == quote && chars.peek() == Some(&c) {
                chars.next();
                self.out.side.push(c);
            } else if c == '\\' && self.rule.escape == Escape::Backslash {
                match chars.next() {
                    Some('n') => self.out.side.push('\n'),
                    Some('t') => self.out.side.push('\t'),
                    Some('r') => self.out.side.push('\r'),
                    Some('N') if quote.is_none() => {}
                    Some(next) => {
                        let is_special = next == '\\' || quote.is_none_or(|quote| quote == next);
                        if !is_special {
                            self.out.side.push('\\');
                        }
                        self.out.side.push(next);
                    }
                    None => self.out.side.push('\\'),
                }
            } else {
                self.out.side.push(c);
            }
        }
        let base = self.text.len();
        let to = self.out.side.len();
        self.push(base + from, base + to);
    }
}
