//! Ordered answers: which of two samples tends higher.

use super::Tail;
use super::normal::normal_two;
use super::tails::t_two;

/// Two samples compared by ranks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranks {
    /// Pairs in which the first is higher, ties half (Mann and Whitney 1947).
    pub u: f64,
    /// Normal approximation with tie correction; undefined when all values are equal.
    pub z: Option<f64>,
    /// Its two-sided p.
    pub p: Tail,
    /// As `z`, half a pair nearer to no difference: the continuity correction.
    pub z_corrected: Option<f64>,
    /// Its two-sided p.
    pub p_corrected: Tail,
    /// Cliff's delta (1993): P(first higher) less P(second higher).
    pub delta: f64,
    /// Its unbiased variance, floored.
    pub delta_variance: f64,
    /// 95 % interval of delta, asymmetric.
    pub delta_low: f64,
    /// See `delta_low`.
    pub delta_high: f64,
    /// Brunner and Munzel's statistic (2000), positive when the second tends higher, with its
    /// degrees of freedom; undefined when neither sample varies in its placements.
    pub bm: Option<(f64, f64)>,
    /// Its two-sided p.
    pub bm_p: Tail,
}

/// Compares two samples given as counts of ordered levels; `None` when one is empty.
pub fn compare_ranks(one: &[f64], two: &[f64], z_of_interval: f64) -> Option<Ranks> {
    let (n1, n2): (f64, f64) = (one.iter().sum(), two.iter().sum());
    if n1 <= 0.0 || n2 <= 0.0 {
        return None;
    }
    let total = n1 + n2;
    // Placement of a level: the share of the other sample below it less that above it.
    let places_in_two = placements(two, n2);
    let places_in_one = placements(one, n1);
    let mean = |counts: &[f64], places: &[f64], n: f64| {
        counts.iter().zip(places).map(|(count, place)| count * place).sum::<f64>() / n
    };
    let delta = mean(one, &places_in_two, n1);
    let spread = |counts: &[f64], places: &[f64], center: f64| -> f64 {
        let part = |(count, place): (&f64, &f64)| count * (place - center) * (place - center);
        counts.iter().zip(places).map(part).sum()
    };
    let s1 = spread(one, &places_in_two, delta);
    let s2 = spread(two, &places_in_one, -delta);
    let u = 0.5 * n1 * n2 * (1.0 + delta);
    let ties: f64 = one.iter().zip(two).map(|(a, b)| a + b).map(|t| t * t * t - t).sum();
    let u_variance = n1 * n2 / 12.0 * ((total + 1.0) - ties / (total * (total - 1.0)));
    let z = (u_variance > 0.0).then(|| (u - 0.5 * n1 * n2) / u_variance.sqrt());
    let gap = u - 0.5 * n1 * n2;
    let nearer = if gap.abs() > 0.0 { gap.signum() * (gap.abs() - 0.5) } else { 0.0 };
    let z_corrected = (u_variance > 0.0).then(|| nearer / u_variance.sqrt());
    let delta_variance = cliff_variance((one, n1), (two, n2), delta, (s1, s2));
    let (delta_low, delta_high) = cliff_interval(delta, delta_variance, z_of_interval);
    let (bm, bm_p) = brunner_munzel((n1, n2), delta, (s1, s2));
    Some(Ranks {
        u,
        z,
        p: z.map_or(Tail::ONE, normal_two),
        z_corrected,
        p_corrected: z_corrected.map_or(Tail::ONE, normal_two),
        delta,
        delta_variance,
        delta_low,
        delta_high,
        bm,
        bm_p,
    })
}

fn placements(counts: &[f64], n: f64) -> Vec<f64> {
    let mut below = 0.0;
    let place = |count: &f64| {
        let above = n - below - count;
        let place = (below - above) / n;
        below += count;
        place
    };
    counts.iter().map(place).collect()
}

fn cliff_variance(one: (&[f64], f64), two: (&[f64], f64), delta: f64, s: (f64, f64)) -> f64 {
    let ((counts1, n1), (counts2, n2)) = (one, two);
    let same: f64 = counts1.iter().zip(counts2).map(|(a, b)| a * b).sum();
    // Sum over all pairs of (d_ij - d)^2, d_ij being -1, 0 or 1.
    let pairs = n1 * n2 - same - n1 * n2 * delta * delta;
    let numerator = n2 * n2 * s.0 + n1 * n1 * s.1 - pairs;
    let floor = (1.0 - delta * delta) / (n1 * n2 - 1.0);
    (numerator / (n1 * n2 * (n1 - 1.0) * (n2 - 1.0))).max(floor)
}

fn cliff_interval(delta: f64, variance: f64, z: f64) -> (f64, f64) {
    let square = delta * delta;
    let rest = 1.0 - square;
    let half = z * variance.sqrt() * (rest * rest + z * z * variance).sqrt();
    let scale = rest + z * z * variance;
    let center = delta - delta * square;
    ((center - half) / scale, (center + half) / scale)
}

/// The statistic on placements: within-sample ranks need not be formed.
fn brunner_munzel(n: (f64, f64), delta: f64, s: (f64, f64)) -> (Option<(f64, f64)>, Tail) {
    let (n1, n2) = n;
    // Variances of the placements, on the scale of ranks: half of n2 (n1) times ours.
    let v1 = 0.25 * n2 * n2 * s.0 / (n1 - 1.0);
    let v2 = 0.25 * n1 * n1 * s.1 / (n2 - 1.0);
    let pooled = n1 * v1 + n2 * v2;
    if pooled.is_nan() || pooled <= 0.0 {
        return (None, if delta.abs() > 0.0 { Tail::ZERO } else { Tail::ONE });
    }
    // Mean ranks differ by half of N times delta.
    let gap = -0.5 * (n1 + n2) * delta;
    let statistic = n1 * n2 * gap / ((n1 + n2) * pooled.sqrt());
    let parts = (n1 * v1) * (n1 * v1) / (n1 - 1.0) + (n2 * v2) * (n2 * v2) / (n2 - 1.0);
    let df = pooled * pooled / parts;
    (Some((statistic, df)), t_two(statistic, df))
}
