//! Where certain bytes stand within a block of 64: one bit a byte.

/// Bytes of a block.
pub(crate) const BLOCK: usize = 64;

/// Where `byte` stands in `block`, the first byte in the lowest bit.
#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
#[inline(always)]
pub(crate) fn places(block: &[u8; BLOCK], byte: u8) -> u64 {
    words(block, byte)
}

/// Where `byte` stands in `block`, the first byte in the lowest bit.
#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
#[inline(always)]
pub(crate) fn places(block: &[u8; BLOCK], byte: u8) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2};
    let wanted = u8x16_splat(byte);
    let mut mask = 0;
    for (at, part) in block.chunks_exact(16).enumerate() {
        let lanes = u64x2(word(&part[..8]), word(&part[8..]));
        mask |= u64::from(u8x16_bitmask(u8x16_eq(lanes, wanted))) << (at * 16);
    }
    mask
}

/// The same eight bytes at a time with whole numbers only: the twin of the SIMD form.
#[cfg(any(test, not(all(target_family = "wasm", target_feature = "simd128"))))]
#[inline(always)]
fn words(block: &[u8; BLOCK], byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let wanted = u64::from_le_bytes([byte; 8]);
    let mut mask = 0;
    for (at, part) in block.chunks_exact(8).enumerate() {
        let odd = word(part) ^ wanted;
        let zeros = !(((odd & LOW) + LOW) | odd | LOW);
        mask |= ((zeros >> 7).wrapping_mul(GATHER) >> 56) << (at * 8);
    }
    mask
}

/// Eight bytes as a number.
#[inline(always)]
pub(crate) fn word(bytes: &[u8]) -> u64 {
    let mut own = [0; 8];
    own.copy_from_slice(bytes);
    u64::from_le_bytes(own)
}

/// Each bit says whether an odd number of bits of `mask` stand at or below it.
#[inline(always)]
pub(crate) fn parity(mask: u64) -> u64 {
    let mut out = mask;
    for shift in [1, 2, 4, 8, 16, 32] {
        out ^= out << shift;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_one_byte_at_a_time() {
        let mut state = 7_u64;
        for _ in 0..2000 {
            let mut block = [0_u8; BLOCK];
            for byte in &mut block {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
                *byte = b",\"\n\x80\xffa\x7f\0"[(state >> 60) as usize & 7];
            }
            for byte in [b',', b'"', b'\n', 0x80, 0xff, 0, 0x7f, b'z'] {
                let slow = block
                    .iter()
                    .enumerate()
                    .fold(0, |mask, (at, own)| mask | u64::from(*own == byte) << at);
                assert_eq!(places(&block, byte), slow);
                assert_eq!(words(&block, byte), slow);
                let odd = (0..64).fold(0, |mask, at| {
                    let below = slow & (u64::MAX >> (63 - at));
                    mask | u64::from(below.count_ones() & 1) << at
                });
                assert_eq!(parity(slow), odd);
            }
        }
    }
}
