//! One alert an episode: what points at the same rows, or says the same, is said once.

use super::Kind;
use super::rise::Candidate;
use super::stream::{ONE, Stream};

/// Days without a sign after which an episode is over.
const QUIET_DAYS: i32 = 28;

/// Candidates with this share of their rows in an episode are part of it.
const SHARED: f64 = 0.3;

/// So are those whose middle is as near as this to the episode's.
const NEAR: f32 = 0.85;

/// Rows and the middle of what was said.
struct Episode {
    places: Vec<u32>,
    middle: Vec<f32>,
    last: i32,
}

/// The episodes so far.
#[derive(Default)]
pub(super) struct Episodes {
    all: Vec<Episode>,
}

impl Episodes {
    /// Whether a candidate is part of an episode that goes on; if not, it begins one.
    pub(super) fn is_known(&mut self, stream: &Stream, day: i32, found: &Candidate) -> bool {
        let middle = middle(stream, &found.places);
        let is_own = |episode: &&mut Episode| {
            day - episode.last <= QUIET_DAYS
                && (crate::num::dot(&middle, &episode.middle) >= NEAR
                    || shared(&found.places, &episode.places) >= SHARED)
        };
        if let Some(episode) = self.all.iter_mut().find(is_own) {
            episode.last = day;
            if found.kind != Kind::ScoreDrop {
                episode.places.extend(&found.places);
                episode.places.sort_unstable();
                episode.places.dedup();
            }
            return true;
        }
        self.all.push(Episode { places: found.places.clone(), middle, last: day });
        false
    }
}

/// The share of `own` that is in `other`; both ascending.
fn shared(own: &[u32], other: &[u32]) -> f64 {
    let n = own.iter().filter(|place| other.binary_search(place).is_ok()).count();
    n as f64 / own.len().max(1) as f64
}

/// The unit mean of the vectors at these places.
fn middle(stream: &Stream, places: &[u32]) -> Vec<f32> {
    let mut sum = vec![0.0; stream.dims];
    for place in places {
        for (total, value) in sum.iter_mut().zip(stream.vector(*place as usize)) {
            *total += f32::from(*value) / ONE;
        }
    }
    crate::num::to_unit(&mut sum);
    sum
}
