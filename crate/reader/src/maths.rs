//! The few functions between the matrix products, in 32 bits and in a fixed order.

/// Makes each row of mean 0 and variance 1, then stretches and shifts it (Ba, Kiros and Hinton
/// 2016).
pub(crate) fn normalise(rows: &mut [f32], stretch: &[f32], shift: &[f32]) {
    let n = stretch.len();
    for row in rows.chunks_exact_mut(n) {
        let mean = sum(row, |value| value) / n as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / n as f32;
        let factor = 1.0 / (variance + 1e-12).sqrt();
        for ((value, stretch), shift) in row.iter_mut().zip(stretch).zip(shift) {
            *value = (*value - mean) * factor * stretch + shift;
        }
    }
}

/// The sum of what `of` makes of the values, in eight lanes.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (chunks, tail) = values.as_chunks::<8>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    across(lanes) + tail.iter().fold(0.0, |total, value| total + of(*value))
}

/// The product of two rows, in eight lanes.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let ((a, a_tail), (b, b_tail)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    across(lanes) + a_tail.iter().zip(b_tail).fold(0.0, |total, (a, b)| total + a * b)
}

#[inline(always)]
fn across(lanes: [f32; 8]) -> f32 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// Makes shares of `scores`: the exponential of each over the sum of all.
pub(crate) fn shares(scores: &mut [f32]) {
    let most = scores.iter().fold(f32::MIN, |most, value| most.max(*value));
    for score in scores.iter_mut() {
        *score = exp_of_negative(*score - most);
    }
    let total = sum(scores, |value| value);
    for score in scores {
        *score /= total;
    }
}

/// The exponential of a number that is not above 0: a power of two times a short Taylor series.
#[inline(always)]
fn exp_of_negative(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 · 2²³: its last bit is worth one
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = x.max(-80.0);
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let whole = shifted - MAGIC;
    let r = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    let series = 1.0
        + r * (1.0
            + r * (0.5
                + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0))))));
    let power = (shifted.to_bits() as i32).wrapping_sub(MAGIC.to_bits() as i32);
    series * f32::from_bits((power.wrapping_add(127) as u32) << 23)
}

/// Gaussian error linear units (Hendrycks and Gimpel 2016), from a table with straight lines
/// between its places.
pub(crate) struct Gelu {
    table: Vec<f32>,
}

/// Beyond these the function is 0 or its argument.
const FAR: f32 = 6.0;
/// Places of the table in a unit.
const STEPS: f32 = 128.0;

impl Gelu {
    pub(crate) fn new() -> Self {
        let n = (2.0 * FAR * STEPS) as usize + 2;
        let value = |at: usize| {
            let x = at as f64 / f64::from(STEPS) - f64::from(FAR);
            (0.5 * x * (1.0 + libm::erf(x * std::f64::consts::FRAC_1_SQRT_2))) as f32
        };
        Gelu { table: (0..n).map(value).collect() }
    }

    /// Applies it to every value.
    pub(crate) fn apply(&self, values: &mut [f32]) {
        for value in values {
            let x = value.clamp(-FAR, FAR);
            let place = (x + FAR) * STEPS;
            let at = place as usize;
            let within = place - at as f32;
            if let Some([low, high]) = self.table.get(at..at + 2) {
                let between = low + (high - low) * within;
                *value = if *value > FAR { *value } else { between };
            }
        }
    }
}

/// Gives `row` unit length; what has none becomes zeros.
pub(crate) fn to_unit(row: &mut [f32]) {
    let length = dot(row, row).sqrt();
    let factor = if length > 1e-12 && length.is_finite() { 1.0 / length } else { 0.0 };
    for value in row {
        *value = if factor > 0.0 { *value * factor } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_library() {
        for at in 0..8000 {
            let x = -0.01 * at as f32;
            let (own, true_) = (f64::from(exp_of_negative(x)), libm::exp(f64::from(x)));
            assert!((own - true_).abs() <= 4e-7 * true_, "exp({x}) = {own}, not {true_}");
        }
        assert!(exp_of_negative(-1e30) < 1e-30);
    }

    #[test]
    fn the_table_of_gelu_is_its_definition() {
        let gelu = Gelu::new();
        for at in -9000..9000 {
            let x = at as f32 * 0.001_3;
            let mut own = [x];
            gelu.apply(&mut own);
            let x = f64::from(x);
            let true_ = 0.5 * x * (1.0 + libm::erf(x / std::f64::consts::SQRT_2));
            assert!((f64::from(own[0]) - true_).abs() < 1e-5, "gelu({x}) = {own:?}, not {true_}");
        }
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut scores: Vec<f32> = (0..37).map(|i| (i * i % 19) as f32).collect();
        shares(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(scores[1] < scores[2]);
    }
}
