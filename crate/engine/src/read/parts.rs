//! The body of a file read in several parts side by side. What comes of it is, bit for bit, what one
//! reader makes of it from beginning to end: a part counts only if it began exactly where the one
//! before it ended, else its bytes are read again from there.

use undertone_kernel::{Regular, Shape, regular};

use super::body::Body;

/// Whoever does jobs that do not touch one another, side by side where the host has threads.
pub trait Crew {
    /// Into how many parts so many bytes are cut.
    fn n_parts(&self, n_bytes: usize) -> usize;

    /// Does all jobs.
    fn run(&self, jobs: Vec<Job<'_>>);
}

/// A job of a [`Crew`].
pub type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Reads everything from `start` on.
pub(super) fn read(body: &mut Body<'_>, start: usize, crew: &dyn Crew) {
    let (text, shape) = body.subject();
    let cut = |at: usize| match shape {
        Some(shape) => likely_starts(text.as_bytes(), at, crew.n_parts(text.len() - at), shape),
        None => Vec::new(),
    };
    read_cut(body, start, &cut, crew);
}

/// Reads everything from `start` on; `cut` says where parts seem to begin behind a place.
pub(super) fn read_cut(
    body: &mut Body<'_>,
    start: usize,
    cut: &dyn Fn(usize) -> Vec<usize>,
    crew: &dyn Crew,
) {
    let n = body.subject().0.len();
    let mut at = start;
    while at < n && !body.builder().is_probed() {
        at = body.step(at, n);
    }
    while at < n {
        at = read_round(body, at, &cut(at), crew);
    }
}

/// A part read by itself: where it was to begin and to end, and where it did end.
struct Part<'a> {
    body: Body<'a>,
    start: usize,
    end: usize,
    next: usize,
}

/// Reads on from `at`, the first part into `body` and the others, which seem to begin at `starts`,
/// beside it. Ends early where the columns turn out to be held in another way than when it began.
fn read_round(body: &mut Body<'_>, at: usize, starts: &[usize], crew: &dyn Crew) -> usize {
    let n = body.subject().0.len();
    let plan = body.builder().plan();
    let ends = starts.iter().skip(1).copied().chain([n]);
    let fork = |(start, end): (usize, usize)| {
        let share = (end - start) as f64 / (n - at) as f64;
        let body = body.fork((body.builder().room() as f64 * share) as usize);
        Part { body, start, end, next: start }
    };
    let mut parts: Vec<Part<'_>> = starts.iter().copied().zip(ends).map(fork).collect();
    let first_end = starts.first().copied().unwrap_or(n);
    let mut at = at;
    let own: Job<'_> = Box::new(|| at = read_to(body, at, first_end));
    let other = |part| -> Job<'_> { Box::new(move || Part::read(part)) };
    crew.run([own].into_iter().chain(parts.iter_mut().map(other)).collect());
    for part in parts {
        if body.builder().plan() != plan {
            break;
        }
        let fits = part.start == at && body.join(part.body);
        at = if fits { part.next } else { read_to(body, at, part.end) };
    }
    at
}

impl Part<'_> {
    fn read(&mut self) {
        self.next = read_to(&mut self.body, self.start, self.end);
    }
}

fn read_to(body: &mut Body<'_>, at: usize, end: usize) -> usize {
    let mut at = at;
    while at < end {
        at = body.step(at, end);
    }
    at
}

/// Regular records that follow where a part begins, and how far and how often they are looked for.
const SURE: usize = 16;
const WINDOW: usize = 256 << 10;
const N_TRIES: usize = 64;

/// Where records seem to begin that cut what lies behind `at` into `n` parts of about the same size.
fn likely_starts(bytes: &[u8], at: usize, n: usize, shape: Shape) -> Vec<usize> {
    let mut starts = Vec::new();
    for part in 1..n {
        let from = at + (bytes.len() - at) / n * part;
        let last = starts.last().copied().unwrap_or(at);
        starts.extend(likely_start(bytes, from, shape).filter(|start| *start > last));
    }
    starts
}

/// Where a record seems to begin behind `from`: the first line that regular records follow. A line
/// within quotes is none, for the quote that closes them makes a record odd.
fn likely_start(bytes: &[u8], from: usize, shape: Shape) -> Option<usize> {
    let window = &bytes[..bytes.len().min(from + WINDOW)];
    let is_end = |at: &usize| window[*at] == shape.line_end;
    let line_ends = (from..window.len()).filter(is_end).take(N_TRIES);
    line_ends.map(|at| at + 1).find(|start| {
        let mut found = Regular::default();
        regular(window, *start, shape, SURE, &mut found);
        found.starts.len() == SURE
    })
}

#[cfg(test)]
mod tests;
