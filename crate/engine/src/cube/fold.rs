//! Totals and subtotals: values of one side of a table taken together, as tables of their own.

use std::collections::BTreeMap;

use super::axis::{Axis, Cut};

/// What is listed on both sides.
#[derive(Debug, Clone)]
pub(super) struct Frame<'a> {
    pub(super) axes: [Axis; 2],
    pub(super) cuts: [Cut<'a>; 2],
}

impl Frame<'_> {
    /// The same with everything of one side in one group, those values included that are not listed.
    pub(super) fn total(&self, side: usize) -> Self {
        let mut frame = self.clone();
        frame.cuts[side] = Cut::whole();
        let place = vec![0; self.axes[side].place.len()];
        frame.axes[side] = Axis { listed: vec![0], n_shown: 1, place, n_hidden: 0 };
        frame
    }

    /// The same with the rows of each outer value in one group, where rows are nested.
    pub(super) fn subtotals(&self) -> Option<Self> {
        let ([axis, _], [cut, _]) = (&self.axes, &self.cuts);
        let mut place_of = BTreeMap::new();
        let (mut listed, mut n_shown) = (Vec::new(), 0);
        for (at, outer) in axis.listed.iter().filter_map(|code| cut.outer(*code)).enumerate() {
            place_of.entry(outer).or_insert_with(|| {
                listed.push(outer);
                listed.len() as u32 - 1
            });
            n_shown = if at < axis.n_shown { listed.len() } else { n_shown };
        }
        if listed.is_empty() {
            return None;
        }
        let of_code = |code: u32| {
            let own = cut.outer(code).and_then(|outer| place_of.get(&outer));
            own.map_or(listed.len() as u32, |place| *place)
        };
        let place = (0..axis.place.len() as u32).map(of_code).collect();
        let mut frame = self.clone();
        frame.cuts[0] = cut.outer_only();
        frame.axes[0] = Axis { listed, n_shown, place, n_hidden: 0 };
        Some(frame)
    }
}
