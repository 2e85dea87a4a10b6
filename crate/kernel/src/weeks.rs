//! Counts of weeks against a rate.

/// Weeks looked at together.
const LANES: usize = 4;

/// Positions of the counts that lie above `rate` times their exposure by so much that the square of
/// the gap is above `exposure × (linear + square × exposure)`; ascending, at the front of `found`,
/// and how many there are. `found` is as long as there are counts, or longer.
#[inline(never)]
pub fn far_above(
    counts: &[f64],
    exposures: &[f64],
    rate: f64,
    (linear, square): (f64, f64),
    found: &mut [u8],
) -> usize {
    let is_far = |count: f64, exposure: f64| {
        let gap = count - rate * exposure;
        (gap > 0.0) & (gap * gap > exposure * (linear + square * exposure))
    };
    let mut n = 0;
    let blocks = counts.chunks(LANES).zip(exposures.chunks(LANES));
    for (block, (counts, exposures)) in blocks.enumerate() {
        if let (Ok(counts), Ok(exposures)) =
            (<&[f64; LANES]>::try_from(counts), <&[f64; LANES]>::try_from(exposures))
        {
            let mut any = false;
            for lane in 0..LANES {
                any |= is_far(counts[lane], exposures[lane]);
            }
            if !any {
                continue;
            }
        }
        for (lane, (count, exposure)) in counts.iter().zip(exposures).enumerate() {
            if is_far(*count, *exposure) {
                found[n] = (block * LANES + lane) as u8;
                n += 1;
            }
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_far_above_the_rate_is_found() {
        let counts: Vec<f64> = (0..103_u32).map(|week| f64::from(week * 37 % 29)).collect();
        let exposures: Vec<f64> = (0..103_u32).map(|week| f64::from(week * 11 % 50)).collect();
        for n in [0, 3, 4, 50, 103] {
            let mut found = [0; 103];
            let (counts, exposures) = (&counts[..n], &exposures[..n]);
            let n_found = far_above(counts, exposures, 0.3, (1.2, 0.06), &mut found);
            let slow: Vec<u8> = (0..n)
                .filter(|at| {
                    let gap = counts[*at] - 0.3 * exposures[*at];
                    gap > 0.0 && gap * gap > exposures[*at] * (1.2 + 0.06 * exposures[*at])
                })
                .map(|at| at as u8)
                .collect();
            assert_eq!(found[..n_found], slow);
        }
    }
}
