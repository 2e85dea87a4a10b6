//! What was odd about a file but did not stop the work.

/// How many notices of one kind keep their place; later ones only count.
const KEPT_PLACES: usize = 20;

/// One kind of oddity: how often, where first, and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Stable code.
    pub code: &'static str,
    /// A sentence for the reader, without the count.
    pub message: String,
    /// How often it happened.
    pub count: u64,
    /// The first few places: lines or rows, from 1. Empty when it concerns the whole file.
    pub places: Vec<u64>,
}

/// Collects notices, in the order of their first occurrence.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Notices {
    list: Vec<Notice>,
}

impl Notices {
    /// Notes one oddity.
    pub(crate) fn add(&mut self, code: &'static str, message: &str, place: Option<u64>) {
        self.add_many(code, message, 1);
        if let Some(place) = place
            && let Some(notice) = self.list.iter_mut().find(|notice| notice.code == code)
            && notice.places.len() < KEPT_PLACES
        {
            notice.places.push(place);
        }
    }

    /// Notes `count` oddities without a place; none where `count` is 0.
    pub(crate) fn add_many(&mut self, code: &'static str, message: &str, count: u64) {
        match self.list.iter_mut().find(|notice| notice.code == code) {
            Some(notice) => notice.count += count,
            None if count > 0 => {
                let message = message.to_owned();
                self.list.push(Notice { code, message, count, places: Vec::new() });
            }
            None => {}
        }
    }

    /// Puts the notices of `other` after those here.
    pub(crate) fn extend(&mut self, other: &Notices) {
        for notice in &other.list {
            self.add_many(notice.code, &notice.message, notice.count);
            if let Some(own) = self.list.iter_mut().find(|own| own.code == notice.code) {
                own.places.extend(&notice.places);
                own.places.truncate(KEPT_PLACES);
            }
        }
    }

    /// All notices.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.list.iter()
    }

    /// How often `code` was noted.
    pub fn count(&self, code: &str) -> u64 {
        self.list.iter().find(|notice| notice.code == code).map_or(0, |notice| notice.count)
    }
}
