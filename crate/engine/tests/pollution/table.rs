//! Clean tables of the product's kind, and how they are written.

use undertone_engine::num::Random;

#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// Columns whose cells always stand in quotes.
    pub(crate) quoted: &'static [usize],
}

/// How a table is written.
#[derive(Clone)]
pub(crate) struct Style {
    pub(crate) delimiter: &'static str,
    pub(crate) quote: char,
    /// What stands before a quote inside quotes.
    pub(crate) escape: &'static str,
    pub(crate) line_end: &'static str,
    pub(crate) all_quoted: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { delimiter: ",", quote: '"', escape: "\"", line_end: "\r\n", all_quoted: false }
    }
}

impl Style {
    /// One cell, quoted where it must be or `is_quoted`.
    pub(crate) fn cell(&self, cell: &str, is_quoted: bool) -> String {
        let must = cell.contains(self.delimiter)
            || cell.contains(self.quote)
            || cell.contains(['\n', '\r'])
            || cell.contains(self.delimiter.trim()) && self.delimiter.trim() != "";
        if !must && !is_quoted && !self.all_quoted {
            return cell.to_owned();
        }
        let escaped = cell.replace(self.quote, &format!("{}{}", self.escape, self.quote));
        format!("{0}{escaped}{0}", self.quote)
    }

    /// The cells of one record, as written.
    pub(crate) fn cells(&self, table: &Table, cells: &[String]) -> Vec<String> {
        let is_quoted = |col: usize| table.quoted.contains(&col);
        cells.iter().enumerate().map(|(col, cell)| self.cell(cell, is_quoted(col))).collect()
    }

    /// The lines of the table, header first, without their ends.
    pub(crate) fn lines(&self, table: &Table) -> Vec<String> {
        let rows = std::iter::once(&table.header).chain(&table.rows);
        rows.map(|row| self.cells(table, row).join(self.delimiter)).collect()
    }

    pub(crate) fn text(&self, table: &Table) -> String {
        let lines = self.lines(table);
        lines.iter().flat_map(|line| [line.as_str(), self.line_end]).collect()
    }
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

const SUBJECTS: &[&str] = &[
    "The export",
    "Your mobile app",
    "The new dashboard",
    "Single sign-on",
    "The invoice page",
    "Search",
    "The weekly digest",
    "Our workspace",
];
const VERBS: &[&str] = &[
    "drops the last column",
    "logs me out, again and again",
    "takes 10 to 15 seconds to load",
    "is a joy to use",
    "shows the wrong VAT, and support took 3 days",
    "doesn't open on a 13\" screen",
    "can't find what's in front of it",
    "works, but only after a second try",
];
const TAILS: &[&str] = &[
    ".",
    "; please fix it.",
    ", which we can't explain to our customers.",
    ". We'd love an API for that.",
    ". Otherwise fine!",
    ", and I'm not the only one who says so.",
];
const TOPICS: &[&str] = &[
    "Billing",
    "Login, sign-up",
    "Customer's export",
    "Search",
    "Monitor, 24\"",
    "Mobile app",
    "Team plan, annual",
];

fn pick<'a>(random: &mut Random, from: &[&'a str]) -> &'a str {
    from[random.below(from.len() as u64) as usize]
}

fn sentence(random: &mut Random) -> String {
    format!("{} {}{}", pick(random, SUBJECTS), pick(random, VERBS), pick(random, TAILS))
}

/// A long table with dates, times, amounts, prose, links and an empty column.
fn tickets() -> Table {
    let mut random = Random::new(5);
    let row = |n: u64| {
        let (day, month) = (1 + n % 28, 1 + n / 28);
        strings(&[
            &format!("{day:02}/{month:02}/2026"),
            &format!("{:02}:{:02}", n / 4, n % 4 * 15),
            &random.below(11).to_string(),
            &format!("{}-{}", pick(&mut random, &["AB", "CX", "QT"]), 1000 + random.below(9000)),
            &format!("${}.{:02}", random.below(90), random.below(100)),
            pick(&mut random, TOPICS),
            &sentence(&mut random),
            &format!("https://example.org/ticket/{}", 40_000 + n),
            "",
        ])
    };
    let header = "Created,Time,Score,Ticket,Amount,Topic,Comment,Link,Remarks";
    Table {
        name: "tickets",
        header: strings(&header.split(',').collect::<Vec<_>>()),
        rows: (0..83).map(row).collect(),
        quoted: &[6, 7],
    }
}

/// A survey: text with line breaks and other scripts, and gaps.
fn survey() -> Table {
    let mut random = Random::new(6);
    let extra =
        ["", "\nSecond thought: no.", "\r\n\r\nThanks", " Ça marche très bien", " 使いやすい"];
    let row = |n: u64| {
        let text = format!("{}{}", sentence(&mut random), pick(&mut random, &extra));
        strings(&[
            &(7000 + n * 3).to_string(),
            &format!("2026-0{}-{:02} 1{}:05", 1 + n / 20, 1 + n % 20, n % 10),
            if random.below(5) == 0 { "" } else { &text },
            pick(&mut random, &["free", "pro", "enterprise", ""]),
            &(1 + random.below(5)).to_string(),
        ])
    };
    Table {
        name: "survey",
        header: strings(&["id", "answered at", "What could be better?", "plan", "rating"]),
        rows: (0..60).map(row).collect(),
        quoted: &[],
    }
}

/// Few columns, all text but one.
fn reviews() -> Table {
    let mut random = Random::new(7);
    let row = |n: u64| {
        let name = format!("user {}", (n * 7919) % 1000);
        strings(&[&name, &sentence(&mut random), &(1 + random.below(5)).to_string()])
    };
    Table {
        name: "reviews",
        header: strings(&["Reviewer", "Review", "Stars"]),
        rows: (0..40).map(row).collect(),
        quoted: &[1],
    }
}

pub(crate) fn bases() -> Vec<Table> {
    vec![tickets(), survey(), reviews()]
}
