//! What was odd about the data but did not stop the work.

use std::collections::BTreeMap;

/// How many notices of one kind keep their place; later ones only count.
pub(crate) const KEPT_PLACES: usize = 20;

/// Collects notices while a computation goes on; a function that takes it may repair or set aside.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Notices {
    by_code: BTreeMap<&'static str, Notice>,
}

/// One kind of oddity: how often, where first, and in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Stable code ("ragged-row", "unreadable-date", …).
    pub code: &'static str,
    /// A sentence for the reader, without the count.
    pub message: String,
    /// How often it happened.
    pub count: u64,
    /// The first few places: line numbers of the file, from 1. Empty when it concerns the whole file.
    pub places: Vec<u64>,
}

impl Notices {
    /// Notes one oddity; `place` is a line number of the file, from 1, where there is one.
    pub fn add(&mut self, code: &'static str, message: impl Into<String>, place: Option<u64>) {
        let notice = self.of(code, || message.into());
        notice.count += 1;
        if let Some(place) = place
            && notice.places.len() < KEPT_PLACES
        {
            notice.places.push(place);
        }
    }

    /// Notes one oddity whose words and place are made only where they are kept.
    pub(crate) fn add_lazily(
        &mut self,
        code: &'static str,
        message: &dyn Fn() -> String,
        place: &dyn Fn() -> u64,
    ) {
        match self.by_code.get_mut(code) {
            Some(notice) => {
                notice.count += 1;
                if notice.places.len() < KEPT_PLACES {
                    notice.places.push(place());
                }
            }
            None => self.add(code, message(), Some(place())),
        }
    }

    /// Notes `count` oddities of one kind at once; nothing when there are none.
    pub fn add_many(&mut self, code: &'static str, message: String, count: u64, places: &[u64]) {
        if count > 0 {
            let notice = self.of(code, || message);
            notice.count += count;
            notice.places.extend(places);
            notice.places.truncate(KEPT_PLACES);
        }
    }

    fn of(&mut self, code: &'static str, message: impl FnOnce() -> String) -> &mut Notice {
        self.by_code.entry(code).or_insert_with(|| Notice {
            code,
            message: message(),
            count: 0,
            places: Vec::new(),
        })
    }

    /// Takes over all notices of `other`, as if they had been added after those here.
    pub fn extend(&mut self, other: Notices) {
        for (code, notice) in other.by_code {
            match self.by_code.get_mut(code) {
                Some(own) => {
                    own.count += notice.count;
                    own.places.extend(notice.places);
                    own.places.truncate(KEPT_PLACES);
                }
                None => {
                    self.by_code.insert(code, notice);
                }
            }
        }
    }

    /// How often `code` was noted.
    pub fn count(&self, code: &str) -> u64 {
        self.by_code.get(code).map_or(0, |notice| notice.count)
    }

    /// All notices, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.by_code.values()
    }
}
