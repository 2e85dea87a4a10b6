//! Sums of products of whole numbers, the innermost loop of an encoder. They are exact, so the form
//! for WebAssembly and the one for any processor give the same.

/// Eight factors of 16 bits.
pub(crate) trait Lanes: Copy {
    /// Eight factors.
    fn pack(factors: [i16; 8]) -> Self;
    /// The sums of products of two rows with four others of the same length.
    fn products(rows: [&[Self]; 2], with: [&[Self]; 4]) -> [[i32; 4]; 2];
}

#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
pub(crate) type Fast = simd::Eight;
#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
pub(crate) type Fast = Plain;

/// The form for any processor, in loops that the compiler widens; the twin of the other.
#[cfg(any(test, not(all(target_family = "wasm", target_feature = "simd128"))))]
pub(crate) type Plain = [i16; 8];

#[cfg(any(test, not(all(target_family = "wasm", target_feature = "simd128"))))]
impl Lanes for Plain {
    fn pack(factors: [i16; 8]) -> Self {
        factors
    }

    #[inline]
    fn products(rows: [&[Self]; 2], with: [&[Self]; 4]) -> [[i32; 4]; 2] {
        rows.map(|row| with.map(|other| dot(row.as_flattened(), other.as_flattened())))
    }
}

/// The sum of products of two rows. Thirty-two at a time: from a loop of that length, and of no
/// other that was tried, the compiler makes the instruction that multiplies eight and adds them two
/// by two.
#[cfg(any(test, not(all(target_family = "wasm", target_feature = "simd128"))))]
#[inline]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    let ((a, a_tail), (b, b_tail)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
    let mut total = 0_i32;
    for (a, b) in a.iter().zip(b) {
        let mut sum = 0;
        for at in 0..32 {
            sum += i32::from(a[at]) * i32::from(b[at]);
        }
        total += sum;
    }
    for (a, b) in a_tail.iter().zip(b_tail) {
        total += i32::from(*a) * i32::from(*b);
    }
    total
}

#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
mod simd {
    //! WebAssembly's instruction for it: eight products, added two by two.

    use core::arch::wasm32::{
        i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat, v128,
    };

    use super::Lanes;

    #[derive(Clone, Copy)]
    pub(crate) struct Eight(v128);

    impl Lanes for Eight {
        #[inline(always)]
        fn pack(factors: [i16; 8]) -> Self {
            let [a, b, c, d, e, f, g, h] = factors;
            Eight(i16x8(a, b, c, d, e, f, g, h))
        }

        #[inline(always)]
        fn products(rows: [&[Self]; 2], with: [&[Self]; 4]) -> [[i32; 4]; 2] {
            let mut sums = [[i32x4_splat(0); 4]; 2];
            let [w0, w1, w2, w3] = with;
            let all = rows[0].iter().zip(rows[1]).zip(w0).zip(w1).zip(w2).zip(w3);
            for (((((a, b), w0), w1), w2), w3) in all {
                for (at, weight) in [w0, w1, w2, w3].into_iter().enumerate() {
                    sums[0][at] = i32x4_add(sums[0][at], i32x4_dot_i16x8(a.0, weight.0));
                    sums[1][at] = i32x4_add(sums[1][at], i32x4_dot_i16x8(b.0, weight.0));
                }
            }
            sums.map(|four| four.map(across))
        }
    }

    #[inline(always)]
    fn across(sums: v128) -> i32 {
        i32x4_extract_lane::<0>(sums)
            .wrapping_add(i32x4_extract_lane::<1>(sums))
            .wrapping_add(i32x4_extract_lane::<2>(sums))
            .wrapping_add(i32x4_extract_lane::<3>(sums))
    }
}
