//! New language: texts of the newest weeks that lie nearer to one another than to almost anything
//! said before them.

use undertone_kernel::dot_whole;

use super::copies::root;
use super::neighbours::{Points, STEPS, whole};
use crate::stats;

/// Weeks looked at together: a new theme of three items a week needs two to be seen.
const WINDOW: i32 = 3;

/// Weeks before the newest in which a window may end.
const AT_MOST_WEEKS: i32 = 12;

/// Two texts are near when no more than this many earlier texts, less one, are nearer to either.
const RANK: usize = 3;

/// Texts less alike than this are never near.
const LEAST_COSINE: f32 = 0.4;

/// Items, different texts and accounts that a new theme has at least.
const ITEMS: u32 = 5;
const TEXTS: usize = 2;
const ACCOUNTS: usize = 3;

/// Earlier texts without which nothing can be called new.
const HISTORY: usize = 100;

/// Texts compared: of the newest and of the earlier ones.
const MAX_NEW: usize = 4000;
const MAX_OLD: usize = 16_000;

/// The share of new among near texts must be this unlikely by chance (binomial tail, natural
/// logarithm of 10^-3.5): of 20 weeks without a new theme, about ten candidates.
const LN_P: f64 = -8.06;

/// Distinct texts in the order of their hashes, with their items.
pub(crate) struct Stream<'a> {
    /// The vector of each.
    pub(crate) points: &'a Points,
    /// The week of the first item of each, 0 for the newest week, −1 for the one before.
    pub(crate) first: &'a [i32],
    /// The items of each: week and account.
    pub(crate) items: &'a [Vec<(i32, u32)>],
    /// The first week in which a window may end.
    pub(crate) since: i32,
    /// Whether weeks are weeks; else 0 is what is new and −1 what was known.
    pub(crate) is_dated: bool,
}

/// A group of texts that is new.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Burst {
    /// Places of its texts, ascending.
    pub(crate) members: Vec<u32>,
}

/// The new groups, those seen earliest first; a text is in one at most.
pub(crate) fn bursts(stream: &Stream<'_>) -> Vec<Burst> {
    let window = if stream.is_dated { WINDOW } else { 1 };
    let since = stream.since.max(-AT_MOST_WEEKS);
    let n = stream.first.len();
    let mut new: Vec<u32> =
        (0..n as u32).filter(|at| stream.first[*at as usize] > since - window).collect();
    crate::num::sort_by_key(&mut new, |at| (-stream.first[*at as usize], *at));
    new.truncate(MAX_NEW);
    new.sort_unstable();
    let n_old = n.min(MAX_OLD);
    let old: Vec<u32> = (0..n_old).map(|at| (at * n / n_old) as u32).collect();
    let rows = Whole::of(stream.points);
    let bars = bars(stream, &rows, &new, &old, window);
    let mut out: Vec<Burst> = Vec::new();
    for end in since..=0 {
        let present: Vec<usize> = (0..new.len())
            .filter(|p| {
                let first = stream.first[new[*p] as usize];
                first > end - window && first <= end
            })
            .collect();
        let past: Vec<u32> =
            old.iter().filter(|at| stream.first[**at as usize] <= end - window).copied().collect();
        if past.len() < HISTORY {
            continue;
        }
        let bar = |p: usize| {
            let age = (end - stream.first[new[p] as usize]) as usize;
            bars[p * window as usize + age]
        };
        let texts: Vec<u32> = present.iter().map(|p| new[*p]).collect();
        let heights: Vec<i32> = present.iter().map(|p| bar(*p)).collect();
        for group in groups(&rows, &texts, &heights) {
            if is_new(stream, &rows, &group, &texts, &past, (end - window + 1, end)) {
                join(&mut out, group);
            }
        }
    }
    out
}

/// Vectors as whole numbers: their products add up to the same in any order.
struct Whole {
    values: Vec<i16>,
    dims: usize,
}

impl Whole {
    fn of(points: &Points) -> Whole {
        Whole { values: whole(&points.values), dims: points.dims }
    }

    fn row(&self, at: u32) -> &[i16] {
        let start = at as usize * self.dims;
        &self.values[start..start + self.dims]
    }

    fn cosine(&self, a: u32, b: u32) -> i32 {
        dot_whole(self.row(a), self.row(b))
    }
}

/// For each new text and each week in which a window that holds it may end: the cosine that
/// `RANK` earlier texts reach.
fn bars(stream: &Stream<'_>, rows: &Whole, new: &[u32], old: &[u32], window: i32) -> Vec<i32> {
    let ages = window as usize;
    let mut out = Vec::with_capacity(new.len() * ages);
    let mut best = vec![[i32::MIN; RANK]; ages];
    for p in new {
        best.fill([i32::MIN; RANK]);
        for q in old.iter().filter(|q| *q != p) {
            let begin = stream.first[*q as usize] - stream.first[*p as usize] + window;
            if begin < window {
                let list = &mut best[begin.max(0) as usize];
                let cosine = rows.cosine(*p, *q);
                if cosine > list[RANK - 1] {
                    insert(list, cosine);
                }
            }
        }
        let mut all = [i32::MIN; RANK];
        for list in &best {
            for cosine in list {
                if *cosine > all[RANK - 1] {
                    insert(&mut all, *cosine);
                }
            }
            out.push(all[RANK - 1]);
        }
    }
    out
}

fn insert(list: &mut [i32; RANK], value: i32) {
    let mut at = RANK - 1;
    while at > 0 && value > list[at - 1] {
        list[at] = list[at - 1];
        at -= 1;
    }
    list[at] = value;
}

/// Texts tied by pairs that are nearer than the bars of both.
fn groups(rows: &Whole, texts: &[u32], bars: &[i32]) -> Vec<Vec<u32>> {
    let least = (LEAST_COSINE * STEPS * STEPS) as i32;
    let mut leader: Vec<u32> = (0..texts.len() as u32).collect();
    for a in 0..texts.len() {
        for b in a + 1..texts.len() {
            if rows.cosine(texts[a], texts[b]) >= least.max(bars[a]).max(bars[b]) {
                let (x, y) = (root(&leader, a as u32), root(&leader, b as u32));
                leader[x.max(y) as usize] = x.min(y);
            }
        }
    }
    let mut out: Vec<Vec<u32>> = vec![Vec::new(); texts.len()];
    for (at, text) in texts.iter().enumerate() {
        out[root(&leader, at as u32) as usize].push(*text);
    }
    out.retain(|group| group.len() >= TEXTS);
    out
}

/// Whether a group is large enough and its surroundings hold too few earlier texts for chance.
fn is_new(
    stream: &Stream<'_>,
    rows: &Whole,
    group: &[u32],
    texts: &[u32],
    past: &[u32],
    (from, to): (i32, i32),
) -> bool {
    let mut n_items = 0;
    let mut accounts: Vec<u32> = Vec::new();
    for at in group {
        for (week, account) in &stream.items[*at as usize] {
            if (from..=to).contains(week) {
                n_items += 1;
                accounts.push(*account);
            }
        }
    }
    accounts.sort_unstable();
    accounts.dedup();
    let is_known = accounts.iter().any(|account| *account != crate::table::MISSING);
    if n_items < ITEMS || is_known && accounts.len() < ACCOUNTS {
        return false;
    }
    let own = stream.points.pick(group);
    let centre = super::centre::centres(&own, &vec![0; group.len()], 1);
    let near = Whole::of(&centre);
    let cosine = |at: &u32| dot_whole(near.row(0), rows.row(*at));
    let mut cosines: Vec<i32> = group.iter().map(cosine).collect();
    crate::num::sort_by(&mut cosines, Ord::cmp);
    let radius = cosines[cosines.len() / 2] / 10 * 9;
    let within = |texts: &[u32]| texts.iter().filter(|at| cosine(at) >= radius).count() as f64;
    let (now, before) = (within(texts), within(past));
    let share = texts.len() as f64 / (texts.len() + past.len()) as f64;
    stats::binomial(now, now + before, share, 1.0 - share).upper.ln_p <= LN_P
}

/// Adds a group, or makes the one that it shares a text with larger.
fn join(out: &mut Vec<Burst>, group: Vec<u32>) {
    let shares = |burst: &&mut Burst| group.iter().any(|at| burst.members.contains(at));
    let Some(known) = out.iter_mut().find(shares) else {
        out.push(Burst { members: group });
        return;
    };
    known.members.extend(group);
    known.members.sort_unstable();
    known.members.dedup();
    // A text stays with the first group that had it.
    let mut taken: Vec<u32> = Vec::new();
    for burst in out {
        burst.members.retain(|at| !taken.contains(at));
        taken.extend(&burst.members);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Random, dot};

    const DIMS: usize = 16;

    /// Texts about forty things over ten weeks, 60 a week; in the newest two weeks some about a new
    /// thing, unless `is_old`: then it was there all along.
    fn stream(is_old: bool) -> (Points, Vec<i32>) {
        let mut random = Random::new(5);
        let mut things: Vec<Vec<f32>> = Vec::new();
        for _ in 0..41 {
            things.push((0..DIMS).map(|_| random.unit() as f32 - 0.5).collect());
        }
        let (mut values, mut first) = (Vec::new(), Vec::new());
        for week in -9..=0 {
            for n in 0..60 {
                let is_new = n < 5 && (is_old || week > -2);
                let thing = if is_new { 40 } else { random.below(40) as usize };
                let noise = (0..DIMS).map(|_| random.unit() as f32 * 0.3 - 0.15);
                let mut own: Vec<f32> =
                    things[thing].iter().zip(noise).map(|(a, b)| a + b).collect();
                let length = dot(&own, &own).sqrt();
                for value in &mut own {
                    *value /= length;
                }
                values.extend(own);
                first.push(week);
            }
        }
        (Points { values, dims: DIMS }, first)
    }

    fn found(is_old: bool, account: impl Fn(u32) -> u32) -> Vec<Burst> {
        let (points, first) = stream(is_old);
        let items: Vec<Vec<(i32, u32)>> =
            first.iter().enumerate().map(|(at, week)| vec![(*week, account(at as u32))]).collect();
        let (points, first, items) = (&points, &first[..], &items[..]);
        bursts(&Stream { points, first, items, since: 0, is_dated: true })
    }

    #[test]
    fn a_thing_that_nobody_spoke_of_before_is_found_whole() {
        let bursts = found(false, |at| at);
        assert_eq!(bursts.len(), 1);
        let new: Vec<u32> = (480..485).chain(540..545).collect();
        assert_eq!(bursts[0].members, new);
    }

    #[test]
    fn what_was_always_said_and_what_one_account_says_is_not_new() {
        assert_eq!(found(true, |at| at), []);
        assert_eq!(found(false, |_| 7), []);
    }

    #[test]
    fn bars_are_those_that_sorting_finds() {
        let (points, first) = stream(false);
        let items = vec![Vec::new(); first.len()];
        let stream =
            Stream { points: &points, first: &first, items: &items, since: -1, is_dated: true };
        let rows = Whole::of(&points);
        let old: Vec<u32> = (0..first.len() as u32).collect();
        let new: Vec<u32> = old.iter().filter(|at| first[**at as usize] > -4).copied().collect();
        let quick = bars(&stream, &rows, &new, &old, WINDOW);
        for (place, p) in new.iter().enumerate() {
            for age in 0..WINDOW {
                let end = first[*p as usize] + age;
                let mut before: Vec<i32> = old
                    .iter()
                    .filter(|q| *q != p && first[**q as usize] <= end - WINDOW)
                    .map(|q| rows.cosine(*p, *q))
                    .collect();
                crate::num::sort_by_key(&mut before, |cosine| std::cmp::Reverse(*cosine));
                assert_eq!(quick[place * WINDOW as usize + age as usize], before[RANK - 1]);
            }
        }
    }
}
