//! Threads for reading: as many as the machine has, where a file is worth it.

use std::num::NonZero;
use std::thread;

use undertone_engine::read::{Crew, Job};

/// Below this a part is not worth a thread (`cargo xtask bench` measures it).
const MIN_PART: usize = 2 << 20;

/// A thread for each part.
pub(crate) struct Threads {
    /// How many were asked for.
    pub(crate) n: Option<usize>,
}

impl Crew for Threads {
    fn n_parts(&self, n_bytes: usize) -> usize {
        let n_there = || thread::available_parallelism().map_or(1, NonZero::get);
        self.n.unwrap_or_else(|| n_there().min(n_bytes / MIN_PART))
    }

    fn run(&self, jobs: Vec<Job<'_>>) {
        thread::scope(|scope| {
            let mut jobs = jobs.into_iter();
            let own = jobs.next();
            for job in jobs {
                scope.spawn(job);
            }
            if let Some(own) = own {
                own();
            }
        });
    }
}
