//! New language: terms that more customers use this week than their past makes likely.
//!
//! What is counted is voices (distinct accounts; texts without an account count each), so that one
//! customer who writes a word twelve times is one. STATISTICS.md section 3.

use super::nbx::{Block, FEWEST_BLOCKS, History, MOST_BLOCKS, Week};
use super::words::{Usage, log_odds};
use crate::defaults::FDR;
use crate::join::Accounts;
use crate::num::{RowMask, hash64, mix64};
use crate::stats::{benjamini_hochberg, conditional_upper};
use crate::table::Table;
use crate::text::{BEGINS, Corpus, ROUTINE, StopWords};

/// Words of the longest term.
const MOST_WORDS: usize = 5;

/// Voices that a term needs this week to be tested at all.
const FEWEST_VOICES: u32 = 3;

/// Of two terms the one is part of the other when they share this part of their texts.
const SHARED: f64 = 0.8;

/// Words that the prior of the log-odds assumes (STATISTICS.md section 3).
const PRIOR_USES: f64 = 500.0;

/// Days of a block.
const WEEK: i32 = 7;

/// A term that is new or used by more voices than likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its words.
    pub text: String,
    /// Voices this week.
    pub voices: u32,
    /// Voices that the weeks before made likely.
    pub expected: f64,
    /// One-sided p.
    pub p: f64,
    /// After Benjamini–Hochberg over all terms tested.
    pub q: f64,
    /// Weighted log-odds, over their error: the order of display.
    pub z: f64,
    /// Whether no earlier text has it.
    pub is_new: bool,
    /// The texts of this week with it, ascending.
    pub rows: Vec<u32>,
}

/// The terms of a week.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Terms {
    /// Those that are evident, by their log-odds.
    pub terms: Vec<Term>,
    /// First and last day of the week.
    pub from: i32,
    /// See `from`.
    pub to: i32,
    /// Terms tested.
    pub n_tested: u32,
    /// Which test, in a sentence; why there was none, where there was none.
    pub footnote: String,
}

/// One place of a term: which week before the last day, which voice, which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    term: u32,
    week: u32,
    voice: u32,
    row: u32,
}

/// Finds the terms of the seven days up to `as_of` among `rows`.
pub fn emerging(
    corpus: &Corpus,
    table: &Table,
    accounts: &Accounts,
    rows: &RowMask,
    as_of: i32,
) -> Terms {
    let none = |reason: &str| Terms {
        from: as_of - WEEK + 1,
        to: as_of,
        footnote: reason.to_owned(),
        ..Terms::default()
    };
    let Some(dates) = table.dates() else {
        return none("There is no date column, so no term can be called new.");
    };
    let week_of = |row: u32| {
        let back = dates.day(row).filter(|day| *day <= as_of).map(|day| (as_of - day) / WEEK)?;
        (back < MOST_BLOCKS as i32 + 2).then_some(back as u32)
    };
    let dated: Vec<(u32, u32)> =
        rows.iter().filter_map(|row| week_of(row).map(|week| (row, week))).collect();
    let reader = Reader::new(corpus);
    let counted = Counted::new(&reader, accounts, &dated);
    if counted.exposure.iter().skip(2).filter(|n| **n > 0).count() < 3 {
        return none("With fewer than three earlier weeks no term can be called new.");
    }
    let tested: Vec<Tested> = (0..counted.keys.len()).map(|term| counted.test(term)).collect();
    let q = benjamini_hochberg(&tested.iter().map(|own| own.p).collect::<Vec<f64>>());
    let evident: Vec<usize> = (0..tested.len()).filter(|term| q[*term] <= FDR).collect();
    let mut found: Vec<Term> = counted
        .merged(&evident, &tested)
        .into_iter()
        .map(|term| counted.term(&reader, term, &tested[term], q[term]))
        .collect();
    crate::num::sort_by(&mut found, |a, b| {
        a.p.total_cmp(&b.p).then(b.z.total_cmp(&a.z)).then_with(|| a.text.cmp(&b.text))
    });
    let n_tested = tested.len() as u32;
    Terms { terms: found, n_tested, ..none(&counted.footnote(accounts)) }
}

/// What may be a term.
struct Reader<'a> {
    corpus: &'a Corpus,
    /// A number of each word, the same in any corpus.
    hashes: Vec<u64>,
    /// Words that no term begins or ends with.
    is_stop: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        let stops = StopWords::of(&["en", "fr", "de", "es", "pt", "it", "nl"]);
        let hashes = corpus.words.iter().map(|word| hash64(word.as_bytes(), 3)).collect();
        let is_stop = corpus.words.iter().map(|word| stops.contains(word)).collect();
        Reader { corpus, hashes, is_stop }
    }

    /// Calls `each` with key, place and length of every term of a text: runs of words within a
    /// clause that neither begin nor end with a function word. Where it says no, the terms that
    /// begin with this one are left out.
    fn terms(&self, row: u32, mut each: impl FnMut(u64, usize, usize) -> bool) {
        let (words, marks) = (self.corpus.row(row), self.corpus.row_marks(row));
        for start in 0..words.len() {
            let mut key = 0;
            for at in start..words.len().min(start + MOST_WORDS) {
                if marks[at] & ROUTINE != 0 || (at > start && marks[at] & BEGINS != 0) {
                    break;
                }
                let is_stop = self.is_stop[words[at] as usize];
                if at == start && is_stop {
                    break;
                }
                key = mix64(key ^ self.hashes[words[at] as usize]).wrapping_mul(0x9e37_79b9);
                if !is_stop && !each(key, start, at + 1 - start) {
                    break;
                }
            }
        }
    }
}

/// The terms of this week with their uses in all weeks.
struct Counted {
    /// Keys of the terms tested, ascending.
    keys: Vec<u64>,
    /// Where each stands: row, place, words.
    places: Vec<(u32, u32, u32)>,
    /// Sorted by term, week and voice, each once with its first row.
    uses: Vec<Use>,
    /// Where the uses of each term end.
    ends: Vec<usize>,
    /// Voices of each week.
    exposure: Vec<u32>,
    /// Words in the texts of this week, and in those of the weeks that it is compared with.
    n_words: (f64, f64),
}

/// The test of one term.
#[derive(Debug, Clone, Copy)]
struct Tested {
    p: f64,
    expected: f64,
}

impl Counted {
    fn new(reader: &Reader<'_>, accounts: &Accounts, dated: &[(u32, u32)]) -> Counted {
        let voice =
            |row: u32| accounts.of(row).map_or(accounts.len() as u32 + row, |own| own as u32);
        let mut said: Vec<(u64, u32, u32, u32, u32)> = Vec::new();
        let mut heard: Vec<(u32, u32)> = Vec::with_capacity(dated.len());
        for (row, week) in dated {
            heard.push((*week, voice(*row)));
            if *week == 0 {
                reader.terms(*row, |key, at, n| {
                    said.push((key, voice(*row), *row, at as u32, n as u32));
                    true
                });
            }
        }
        heard.sort_unstable();
        heard.dedup();
        let mut exposure = vec![0; MOST_BLOCKS + 2];
        for (week, _) in &heard {
            exposure[*week as usize] += 1;
        }
        said.sort_unstable();
        let mut counted = Counted {
            keys: Vec::new(),
            places: Vec::new(),
            uses: Vec::new(),
            ends: Vec::new(),
            exposure,
            n_words: (0.0, 0.0),
        };
        for own in said.chunk_by(|a, b| a.0 == b.0) {
            let n_voices = own.chunk_by(|a, b| a.1 == b.1).count() as u32;
            if n_voices >= FEWEST_VOICES {
                counted.keys.push(own[0].0);
                counted.places.push((own[0].2, own[0].3, own[0].4));
            }
        }
        counted.collect(reader, dated, &voice);
        counted
    }

    /// Finds the terms in all weeks.
    fn collect(&mut self, reader: &Reader<'_>, dated: &[(u32, u32)], voice: &dyn Fn(u32) -> u32) {
        for (row, week) in dated {
            let n_words = reader.corpus.row(*row).len() as f64;
            match week {
                0 => self.n_words.0 += n_words,
                1 => {}
                _ => self.n_words.1 += n_words,
            }
            let (keys, uses) = (&self.keys, &mut self.uses);
            reader.terms(*row, |key, _, _| {
                // What begins with a term of too few voices has no more of them.
                let Ok(term) = keys.binary_search(&key) else { return false };
                uses.push(Use { term: term as u32, week: *week, voice: voice(*row), row: *row });
                true
            });
        }
        self.uses.sort_unstable();
        self.ends = (0..self.keys.len() as u32)
            .map(|term| self.uses.partition_point(|own| own.term <= term))
            .collect();
    }

    fn uses(&self, term: usize) -> &[Use] {
        let start = if term == 0 { 0 } else { self.ends[term - 1] };
        &self.uses[start..self.ends[term]]
    }

    /// Voices of each week.
    fn voices(&self, term: usize) -> Vec<u32> {
        let mut voices = vec![0; self.exposure.len()];
        for same in self.uses(term).chunk_by(|a, b| (a.week, a.voice) == (b.week, b.voice)) {
            voices[same[0].week as usize] += 1;
        }
        voices
    }

    /// The predictive test with eight weeks or more, else the conditional binomial.
    fn test(&self, term: usize) -> Tested {
        let voices = self.voices(term);
        let now = (f64::from(voices[0]), f64::from(self.exposure[0]));
        // Oldest first; the week before this one is the guard.
        let weeks: Vec<Week> = (2..voices.len())
            .rev()
            .map(|week| Block { y: f64::from(voices[week]), e: f64::from(self.exposure[week]) })
            .map(Week::from)
            .collect();
        let before = weeks.iter().map(Week::counts).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        match History::of(&weeks).filter(|own| own.n_blocks >= FEWEST_BLOCKS) {
            Some(history) => {
                let prediction = history.predict(now.1, 1.0);
                Tested { p: prediction.upper(now.0).p, expected: prediction.mean }
            }
            None => Tested {
                p: conditional_upper(now, before).p,
                expected: before.0 / before.1 * now.1,
            },
        }
    }

    /// The texts of this week with a term.
    fn rows(&self, term: usize) -> Vec<u32> {
        let now = self.uses(term).iter().take_while(|own| own.week == 0);
        let mut rows: Vec<u32> = now.map(|own| own.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// One term of each group that shares its texts: the longest that most of them have.
    fn merged(&self, evident: &[usize], tested: &[Tested]) -> Vec<usize> {
        let mut order = evident.to_vec();
        crate::num::sort_by(&mut order, |a, b| {
            tested[*a].p.total_cmp(&tested[*b].p).then(self.keys[*a].cmp(&self.keys[*b]))
        });
        let mut groups: Vec<(Vec<u32>, Vec<usize>)> = Vec::new();
        for term in order {
            let rows = self.rows(term);
            match groups.iter_mut().find(|(own, _)| is_shared(own, &rows)) {
                Some((_, terms)) => terms.push(term),
                None => groups.push((rows, vec![term])),
            }
        }
        groups
            .into_iter()
            .filter_map(|(rows, terms)| {
                let holds = |term: &usize| {
                    common(&rows, &self.rows(*term)) as f64 >= SHARED * rows.len() as f64
                };
                let n_words = |term: &usize| self.places[*term].2;
                // Of equally long ones the clearest, which stands first.
                terms
                    .iter()
                    .rev()
                    .copied()
                    .filter(holds)
                    .max_by_key(n_words)
                    .or(terms.first().copied())
            })
            .collect()
    }

    fn term(&self, reader: &Reader<'_>, term: usize, tested: &Tested, q: f64) -> Term {
        let (row, at, n) = self.places[term];
        let words = &reader.corpus.row(row)[at as usize..(at + n) as usize];
        let words: Vec<&str> = words.iter().map(|word| reader.corpus.words.get(*word)).collect();
        let of = |weeks: std::ops::Range<u32>| {
            self.uses(term).iter().filter(|own| weeks.contains(&own.week)).count() as f64
        };
        let (now, base) = (of(0..1), of(2..u32::MAX));
        let usage = Usage { now: (now, self.n_words.0), base: (base, self.n_words.1) };
        let share = (now + base) / (self.n_words.0 + self.n_words.1);
        Term {
            text: words.join(" "),
            voices: self.voices(term)[0],
            expected: tested.expected,
            p: tested.p,
            q,
            z: log_odds(usage, PRIOR_USES * share, PRIOR_USES).z(),
            is_new: self.uses(term).last().is_some_and(|own| own.week == 0),
            rows: self.rows(term),
        }
    }

    fn footnote(&self, accounts: &Accounts) -> String {
        let unit = if accounts.is_empty() { "items" } else { "distinct accounts" };
        let n_weeks = self.exposure.iter().skip(2).filter(|n| **n > 0).count();
        let test = if n_weeks >= FEWEST_BLOCKS {
            "negative binomial predictive test against up to 52 earlier weeks"
        } else {
            "conditional binomial against the earlier weeks"
        };
        format!(
            "New language: {test} on {unit}, the week before left out; Benjamini–Hochberg over the \
             {} terms of at least {FEWEST_VOICES} {unit} this week, shown at q ≤ {FDR}; terms that \
             share four fifths of their texts are one; ordered by weighted log-odds.",
            self.keys.len()
        )
    }
}

/// Numbers that two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|own| b.binary_search(own).is_ok()).count()
}

/// Whether two terms say the same: the smaller list of texts lies in the larger one.
fn is_shared(a: &[u32], b: &[u32]) -> bool {
    common(a, b) as f64 >= SHARED * a.len().min(b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Random;
    use crate::table::{Column, Data, Dates, Origin, Role};

    const USUAL: [&str; 6] = [
        "the invoice total looks wrong",
        "search is slow on large projects",
        "export to excel stops halfway",
        "please add dark mode",
        "mobile app drains the battery",
        "sync conflicts in shared folders",
    ];

    fn found(extra: &[(i32, &str, u32)], n_weeks: i32) -> Terms {
        let mut random = Random::new(4);
        let mut items: Vec<(i32, String, u32)> = (0..n_weeks * 7)
            .flat_map(|day| (0..6).map(move |i| (day, i)))
            .map(|(day, _)| {
                let text = USUAL[random.below(6) as usize];
                (day, text.to_owned(), random.below(200) as u32)
            })
            .collect();
        items.extend(extra.iter().map(|(day, text, own)| (*day, (*text).to_owned(), *own)));
        let texts: Vec<&str> = items.iter().map(|item| item.1.as_str()).collect();
        let mut table = Table::of_verbatims(&texts);
        let mut dates = Dates::default();
        for item in &items {
            dates.push(Some((item.0, None)));
        }
        table.put(Column {
            key: "date".to_owned(),
            name: "Date".to_owned(),
            role: Some(Role::Date),
            origin: Origin::File,
            data: Data::Date(dates),
        });
        let accounts = Accounts {
            of_row: items.iter().map(|item| item.2).collect(),
            keys: (0..200).map(|idx| idx.to_string()).collect(),
            ..Accounts::default()
        };
        let corpus = crate::text::analyse(&table, Some("en"));
        emerging(&corpus, &table, &accounts, &RowMask::all(table.n_rows), n_weeks * 7 - 1)
    }

    #[test]
    fn a_phrase_that_several_accounts_begin_to_use_is_found_whole_and_once() {
        let new: Vec<(i32, &str, u32)> =
            (0..5).map(|i| (135 + i, "stuck in a login loop again", i as u32)).collect();
        let terms = found(&new, 20).terms;
        assert_eq!(terms.len(), 1, "{terms:?}");
        assert!(terms[0].text.contains("login loop") && terms[0].is_new, "{terms:?}");
        assert_eq!((terms[0].voices, terms[0].rows.len()), (5, 5));
        let early: Vec<(i32, &str, u32)> =
            new.iter().map(|own| (own.0 - 105, own.1, own.2)).collect();
        assert!(!found(&early, 5).terms.is_empty(), "conditional test of a short history");
    }

    #[test]
    fn one_account_pasting_and_a_week_like_others_bring_nothing() {
        let pasted: Vec<(i32, &str, u32)> =
            (0..12).map(|i| (134 + i % 6, "quantum flux capacitor broken", 7)).collect();
        for extra in [&pasted[..], &[]] {
            let terms = found(extra, 20);
            assert!(terms.terms.is_empty() && terms.n_tested > 5, "{:?}", terms.terms);
        }
        assert!(found(&[], 2).footnote.contains("three earlier weeks"));
    }
}
