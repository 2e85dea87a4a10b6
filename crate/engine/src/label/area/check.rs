//! How far a model may be believed: tried on rows that it had not seen, area by area.

use crate::defaults::AREA_PRECISION;
use crate::stats::wilson;

/// z of a 90 % interval: 25 right answers of 25 are enough.
const Z: f64 = 1.644_853_626_951_473;

/// Answers about as likely as those that were wrong more often than one time in four are not sure,
/// however well likelier ones did.
const LEAST_SHARE: f32 = 0.75;

/// Answers of which one share is told at least, and steps of it at most.
const LEAST_IN_BAND: usize = 25;
const MOST_BANDS: usize = 8;

/// What a model answered for a row that it had not seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The class that it found likeliest.
    pub(super) class: usize,
    /// How likely.
    pub(super) chance: f32,
    /// Whether it was right.
    pub(super) is_right: bool,
}

/// What trying on held-out rows showed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AreaCheck {
    /// Different texts whose area is known and was tried.
    pub n_tried: u32,
    /// Of these, those of which the model was sure enough.
    pub n_sure: u32,
    /// Of the sure ones, those that were right.
    pub n_right: u32,
    /// By class: likelihoods at which a band of sure answers begins, ascending, each with the share
    /// of right ones in it; none where no answer is sure enough.
    bands: Vec<Vec<(f32, f32)>>,
}

impl AreaCheck {
    /// Finds for each class the least likelihood from which on answers are right often enough.
    pub(super) fn new(answers: &[Answer], n_classes: usize) -> AreaCheck {
        let mut own = AreaCheck { n_tried: answers.len() as u32, ..AreaCheck::default() };
        for class in 0..n_classes {
            let of_class = answers.iter().filter(|answer| answer.class == class);
            let mut sure: Vec<(f32, bool)> =
                of_class.map(|answer| (answer.chance, answer.is_right)).collect();
            crate::num::sort_by(&mut sure, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            sure.truncate(n_sure(&sure));
            sure.reverse();
            let bands = own.bands(&sure);
            own.bands.push(bands);
        }
        own
    }

    /// Shares of right answers along ascending likelihood, drawn in to be less than certain, and
    /// never falling; counts those that are sure enough.
    fn bands(&mut self, answers: &[(f32, bool)]) -> Vec<(f32, f32)> {
        let size = answers.len().div_ceil(MOST_BANDS).max(LEAST_IN_BAND);
        let (mut bands, mut most) = (Vec::new(), 0.0_f32);
        for own in answers.chunks(size) {
            let n_right = own.iter().filter(|answer| answer.1).count() as u32;
            if bands.is_empty() && (n_right as f32) < LEAST_SHARE * own.len() as f32 {
                continue;
            }
            most = most.max((n_right as f32 + 1.0) / (own.len() as f32 + 2.0));
            bands.push((own[0].0, most));
            self.n_sure += own.len() as u32;
            self.n_right += n_right;
        }
        bands
    }

    /// How often answers for this class were right that were about as likely; `None` where that is
    /// not often enough.
    pub(super) fn sureness(&self, class: usize, chance: f32) -> Option<f32> {
        let bands = self.bands.get(class)?;
        let at = bands.partition_point(|band| band.0 <= chance).checked_sub(1)?;
        Some(bands[at].1)
    }
}

/// How many of the answers, likeliest first, are sure enough.
fn n_sure(answers: &[(f32, bool)]) -> usize {
    let (mut n, mut n_right) = (0, 0.0);
    for (at, (chance, is_right)) in answers.iter().enumerate() {
        n_right += f64::from(u8::from(*is_right));
        let is_last = answers.get(at + 1).is_none_or(|next| next.0 < *chance);
        if is_last && wilson(n_right, (at + 1) as f64, Z).0 >= AREA_PRECISION {
            n = at + 1;
        }
    }
    n
}
