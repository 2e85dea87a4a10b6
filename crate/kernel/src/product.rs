//! Products of vectors.

/// Dot product in eight fixed lanes: the order of additions is part of the definition, so the
/// compiler may use SIMD on any target and the bits stay the same.
#[inline(never)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let (a_tail, b_tail) = (a_chunks.remainder(), b_chunks.remainder());
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let mut tail = 0.0;
    for (x, y) in a_tail.iter().zip(b_tail) {
        tail += x * y;
    }
    let (l, r) = lanes.split_at(4);
    ((l[0] + r[0]) + (l[2] + r[2])) + ((l[1] + r[1]) + (l[3] + r[3])) + tail
}

/// Adds `factor` times `from` to `to`.
#[inline(never)]
pub fn add_times(to: &mut [f32], from: &[f32], factor: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// The product of two rows of whole numbers; what it adds up to must stay below 2³¹.
#[inline(never)]
pub fn dot_whole(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum()
}

/// The products of one row with four at least as long, so that the one is loaded once.
#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
#[inline(never)]
pub fn dot_whole4(a: &[i16], rows: [&[i16]; 4]) -> [i32; 4] {
    one_at_a_time(a, rows)
}

/// The products of one row with four at least as long, so that the one is loaded once.
#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
#[inline(never)]
pub fn dot_whole4(a: &[i16], rows: [&[i16]; 4]) -> [i32; 4] {
    use core::arch::wasm32::{i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat};
    let whole = a.len() - a.len() % 8;
    let own = a.as_chunks::<8>().0;
    let with = rows.map(|row| row[..whole].as_chunks::<8>().0);
    let mut sums = [i32x4_splat(0); 4];
    for (at, own) in own.iter().enumerate() {
        let own = eight(own);
        for row in 0..4 {
            sums[row] = i32x4_add(sums[row], i32x4_dot_i16x8(own, eight(&with[row][at])));
        }
    }
    let mut out = one_at_a_time(&a[whole..], rows.map(|row| &row[whole..]));
    for (out, sums) in out.iter_mut().zip(sums) {
        *out += i32x4_extract_lane::<0>(sums) + i32x4_extract_lane::<1>(sums);
        *out += i32x4_extract_lane::<2>(sums) + i32x4_extract_lane::<3>(sums);
    }
    out
}

#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
#[inline(always)]
fn eight(numbers: &[i16; 8]) -> core::arch::wasm32::v128 {
    let [a, b, c, d, e, f, g, h] = *numbers;
    core::arch::wasm32::i16x8(a, b, c, d, e, f, g, h)
}

/// The form for any processor: the twin of the SIMD form.
#[inline(always)]
fn one_at_a_time(a: &[i16], rows: [&[i16]; 4]) -> [i32; 4] {
    let n = a.len();
    let [b0, b1, b2, b3] = rows.map(|row| &row[..n]);
    let mut out = [0_i32; 4];
    for at in 0..n {
        let x = i32::from(a[at]);
        out[0] += x * i32::from(b0[at]);
        out[1] += x * i32::from(b1[at]);
        out[2] += x * i32::from(b2[at]);
        out[3] += x * i32::from(b3[at]);
    }
    out
}

/// Adds `weight` times the number beside each place to what stands at that place.
#[inline(never)]
pub fn add_products(sums: &mut [i32], places: &[(u32, i16)], weight: i16) {
    for (place, own) in places {
        if let Some(sum) = sums.get_mut(*place as usize) {
            *sum += i32::from(*own) * i32::from(weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_agrees_with_its_definition() {
        let a: Vec<f32> = (0..131).map(|i| (i % 7) as f32 - 3.0).collect();
        let b: Vec<f32> = (0..131).map(|i| (i % 5) as f32).collect();
        let slow: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
        assert_eq!(dot(&a, &b).to_bits(), slow.to_bits());
    }

    #[test]
    fn four_products_at_once_are_those_of_one_at_a_time() {
        let row = |n: i32, seed: i32| -> Vec<i16> {
            (0..n).map(|i| ((i * i * 31 + seed * 17) % 601 - 300) as i16).collect()
        };
        for n in [0, 1, 7, 8, 9, 131] {
            let rows: Vec<Vec<i16>> = (0..5).map(|seed| row(n, seed)).collect();
            let four = dot_whole4(&rows[0], [&rows[1], &rows[2], &rows[3], &rows[4]]);
            for (at, value) in four.iter().enumerate() {
                assert_eq!(*value, dot_whole(&rows[0], &rows[at + 1]));
            }
        }
    }
}
