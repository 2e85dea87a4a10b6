//! Tests with a small pack that is made here, and pieces as the original makes them.

use std::fmt::Write;

use super::pass::Polyglot;
use super::pieces::{Pieces, SPECIAL, Scratch};
use crate::bytes::Bytes;
use crate::{Encode, Reader, ReaderError};

const WIDE: usize = 16;
const NARROW: usize = 8;
const RANK: usize = 8;
const DEEP: usize = 8;
const DIMS: usize = 8;
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// Texts of which the last has nothing to read.
const TEXTS: [&str; 7] = [
    "ab ba abba",
    "a",
    "b",
    "abab baba ab b a",
    "zz ab zz",
    "ab ba abba ab ba abba ab ba abba ab ba abba",
    "zz",
];

/// Numbers that look random and are the same each time.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> i32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) as i32 % 101 - 50
    }

    fn floats(&mut self, n: usize) -> Vec<f32> {
        (0..n).map(|_| self.next() as f32 / 50.0).collect()
    }
}

/// What a matrix of a pack holds, as plain numbers.
struct Plain {
    inputs: usize,
    bias: Vec<f32>,
    weights: Vec<f32>,
}

impl Plain {
    fn times(&self, row: &[f32]) -> Vec<f32> {
        let outputs = self.weights.chunks_exact(self.inputs).zip(&self.bias);
        outputs
            .map(|(own, bias)| own.iter().zip(row).map(|(a, b)| a * b).sum::<f32>() + bias)
            .collect()
    }
}

/// A pack, and what it holds.
struct Small {
    pack: Vec<u8>,
    rows: Vec<Vec<f32>>,
    matrices: Vec<Plain>,
    floats: Vec<Vec<f32>>,
}

impl Small {
    fn new() -> Small {
        let mut own = Small {
            pack: b"UNDRPOLY".to_vec(),
            rows: Vec::new(),
            matrices: Vec::new(),
            floats: Vec::new(),
        };
        let mut numbers = Numbers(1);
        for number in [1, WIDE, NARROW, RANK, DEEP, DIMS] {
            own.number(number);
        }
        let pieces = ["a", "ab", "b", "▁", "▁ab", "▁b"];
        own.vocabulary(&pieces.map(|piece| (piece, -(piece.len() as f32))), &[("\t", " ")], -99.0);
        own.table(pieces.len() + SPECIAL, &mut numbers);
        own.matrix(WIDE, 3 * NARROW, &mut numbers);
        own.add_floats(3 * NARROW, &mut numbers);
        own.add_floats(3 * NARROW, &mut numbers);
        for (order, _) in ORDERS {
            own.matrix(NARROW, order * NARROW, &mut numbers);
            own.add_floats(NARROW, &mut numbers);
            own.matrix(NARROW, RANK, &mut numbers);
            own.matrix(RANK, order * NARROW, &mut numbers);
            own.add_floats(NARROW, &mut numbers);
        }
        let all = WIDE + 3 * NARROW;
        own.add_floats(all, &mut numbers);
        own.add_floats(all, &mut numbers);
        own.matrix(all, WIDE, &mut numbers);
        own.add_floats(WIDE, &mut numbers);
        for (inputs, outputs) in
            [(WIDE, 2 * DEEP), (DEEP, DEEP), (DEEP, 2 * WIDE), (WIDE, WIDE), (WIDE, DIMS)]
        {
            own.matrix(inputs, outputs, &mut numbers);
        }
        own
    }

    fn number(&mut self, number: usize) {
        self.pack.extend((number as u32).to_le_bytes());
    }

    fn write_floats(&mut self, values: &[f32]) {
        self.pack.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    fn add_floats(&mut self, n: usize, numbers: &mut Numbers) {
        let values = numbers.floats(n);
        self.write_floats(&values);
        self.floats.push(values);
    }

    fn vocabulary(&mut self, pieces: &[(&str, f32)], rules: &[(&str, &str)], unknown: f32) {
        let texts: Vec<&str> = pieces.iter().map(|(piece, _)| *piece).collect();
        let texts = texts.join("\n");
        let mut written = Vec::new();
        for (key, value) in rules {
            written.extend([key.len() as u8, value.len() as u8]);
            written.extend(key.bytes().chain(value.bytes()));
        }
        for number in [pieces.len(), texts.len(), rules.len(), written.len()] {
            self.number(number);
        }
        self.pack.extend(texts.bytes().chain(written));
        let scores: Vec<f32> =
            [unknown].into_iter().chain(pieces.iter().map(|(_, score)| *score)).collect();
        self.write_floats(&scores);
    }

    fn table(&mut self, n: usize, numbers: &mut Numbers) {
        let bits: Vec<u8> = (0..n).map(|at| 2 + (at % 3) as u8).collect();
        let (lows, steps) = (numbers.floats(n), numbers.floats(n));
        self.pack.extend(&bits);
        self.write_floats(&lows);
        self.write_floats(&steps);
        for ((bits, low), step) in bits.iter().zip(lows).zip(steps) {
            let codes: Vec<u8> =
                (0..WIDE).map(|_| (numbers.next() + 50) as u8 % (1 << bits)).collect();
            let mut packed = vec![0_u8; WIDE * *bits as usize / 8];
            for (at, code) in codes.iter().enumerate() {
                for bit in 0..*bits as usize {
                    let place = at * *bits as usize + bit;
                    packed[place / 8] |= (code >> bit & 1) << (place % 8);
                }
            }
            self.pack.extend(packed);
            self.rows.push(codes.iter().map(|code| f32::from(*code) * step + low).collect());
        }
    }

    fn matrix(&mut self, inputs: usize, outputs: usize, numbers: &mut Numbers) {
        let scales: Vec<f32> = numbers.floats(outputs).iter().map(|v| v.abs() * 0.01).collect();
        let bias = numbers.floats(outputs);
        let whole: Vec<i8> = (0..inputs * outputs).map(|_| numbers.next() as i8).collect();
        self.write_floats(&scales);
        self.write_floats(&bias);
        self.pack.extend(whole.iter().map(|value| *value as u8));
        let scaled = whole.chunks_exact(inputs).zip(&scales);
        let weights =
            scaled.flat_map(|(own, scale)| own.iter().map(move |v| f32::from(*v) * scale));
        self.matrices.push(Plain { inputs, bias, weights: weights.collect() });
    }

    /// The vector of a text, step by step, without anything remembered.
    fn slowly(&self, pieces: &[u32]) -> Vec<f32> {
        let n = pieces.len();
        let rows: Vec<&Vec<f32>> = pieces.iter().map(|piece| &self.rows[*piece as usize]).collect();
        let ready: Vec<Vec<f32>> = rows
            .iter()
            .map(|row| normal(&self.matrices[0].times(row), &self.floats[0], &self.floats[1]))
            .collect();
        let mut joined: Vec<Vec<f32>> = rows.iter().map(|row| (*row).clone()).collect();
        for (at, (order, before)) in ORDERS.into_iter().enumerate() {
            let mut own: Vec<Vec<f32>> =
                ready.iter().map(|row| row[at * NARROW..(at + 1) * NARROW].to_vec()).collect();
            for level in 0..2 {
                let shares: Vec<Vec<f32>> = own
                    .iter()
                    .map(|row| match level {
                        0 => self.matrices[1 + at * 3].times(row),
                        _ => self.matrices[3 + at * 3].times(&self.matrices[2 + at * 3].times(row)),
                    })
                    .collect();
                let bias = &self.floats[2 + at * 2 + level];
                for (row, own) in own.iter_mut().enumerate() {
                    for unit in 0..NARROW {
                        let mut total = bias[unit];
                        for place in 0..order {
                            if let Some(seen) = (row + place).checked_sub(before)
                                && seen < n
                            {
                                total += shares[seen][place * NARROW + unit];
                            }
                        }
                        own[unit] += total.max(0.0);
                    }
                }
            }
            for (joined, own) in joined.iter_mut().zip(own) {
                joined.extend(own);
            }
        }
        let mut sums = vec![0.0; WIDE + 3 * NARROW];
        for row in &joined {
            for (sum, value) in sums.iter_mut().zip(normal(row, &self.floats[8], &self.floats[9])) {
                *sum += value / (n as f32).sqrt();
            }
        }
        self.deep(&sums, n)
    }

    fn deep(&self, sums: &[f32], n: usize) -> Vec<f32> {
        let add = |a: Vec<f32>, b: &[f32], by: f32| -> Vec<f32> {
            a.iter().zip(b).map(|(a, b)| a + by * b).collect()
        };
        let bend = |values: &[f32]| -> Vec<f32> { values.iter().map(|v| v.max(0.0)).collect() };
        let mean = add(self.matrices[10].times(sums), &self.floats[10], (n as f32).sqrt());
        let first = self.matrices[11].times(&mean);
        let y0 = self.matrices[12].times(&bend(&first[..DEEP]));
        let y1 = bend(&add(first[DEEP..].to_vec(), &y0, 1.0));
        let second = self.matrices[13].times(&y1);
        let y2 = self.matrices[14].times(&bend(&second[..WIDE]));
        let last: Vec<f32> =
            add(second[WIDE..].to_vec(), &y2, 1.0).iter().map(|v| libm::tanhf(*v)).collect();
        let out = self.matrices[15].times(&last);
        let length = out.iter().map(|v| v * v).sum::<f32>().sqrt();
        out.iter().map(|v| v / length).collect()
    }
}

fn normal(row: &[f32], stretch: &[f32], shift: &[f32]) -> Vec<f32> {
    let n = row.len() as f32;
    let mean = row.iter().sum::<f32>() / n;
    let variance = row.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / n;
    let all = row.iter().zip(stretch).zip(shift);
    all.map(|((v, a), b)| (v - mean) / (variance + 1e-12).sqrt() * a + b).collect()
}

#[test]
fn a_text_has_the_vector_that_the_layers_give_step_by_step() {
    let small = Small::new();
    let model = Polyglot::read(&small.pack).unwrap();
    let vectors = model.embed(&TEXTS, &mut |_| {});
    for (text, vector) in TEXTS.iter().zip(vectors.chunks_exact(DIMS)) {
        let pieces = model.split(text);
        if *text == "zz" {
            assert!(pieces.is_empty() && vector.iter().all(|value| *value == 0.0));
            continue;
        }
        let slow = small.slowly(&pieces);
        for (own, slow) in vector.iter().zip(&slow) {
            assert!((own - slow).abs() < 2e-3, "{text:?}: {vector:?}, not {slow:?}");
        }
    }
}

#[test]
fn what_stands_beside_a_text_changes_no_bit_of_its_vector() {
    let model = Polyglot::read(&Small::new().pack).unwrap();
    let bits = |vectors: Vec<f32>| -> Vec<u32> { vectors.iter().map(|v| v.to_bits()).collect() };
    let together = bits(model.embed(&TEXTS, &mut |_| {}));
    let alone: Vec<u32> =
        TEXTS.iter().flat_map(|text| bits(model.embed(&[text], &mut |_| {}))).collect();
    assert_eq!(together, alone);
    for batch in [1, 7, 20] {
        assert_eq!(together, bits(model.embed_in(&TEXTS, batch, &mut |_| {})), "batch {batch}");
    }
}

#[test]
fn progress_rises_to_all() {
    let reader = Reader::open(&Small::new().pack).unwrap();
    let mut heard = Vec::new();
    assert!(reader.embed(&[], &mut |_| {}).is_empty());
    assert_eq!(reader.embed(&TEXTS, &mut |share| heard.push(share)).len(), TEXTS.len() * DIMS);
    assert!(heard.is_sorted() && heard.last().is_some_and(|last| *last >= 1.0));
}

#[test]
fn damaged_packs_are_refused_or_read_without_a_fall() {
    let good = Small::new().pack;
    for len in 0..good.len() {
        assert!(Reader::open(&good[..len]).is_err(), "{len} bytes");
    }
    assert!(Reader::open(&[&good[..], b"x"].concat()).is_err());
    let mut newer = good.clone();
    newer[8] = 2;
    assert_eq!(Reader::open(&newer).err(), Some(ReaderError::Version(2)));
    for at in 8..good.len() {
        for bit in [0, 3, 7] {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            if let Ok(reader) = Reader::open(&bad) {
                let vectors = reader.embed(&TEXTS[..2], &mut |_| {});
                assert!(vectors.iter().all(|value| value.is_finite()), "byte {at} bit {bit}");
            }
        }
    }
}

/// Cases that `model/check_polyglot.py` wrote: texts with the pieces that the library sentencepiece
/// makes of them, and what of the vocabulary and the rules they touch.
const CASES: &str = include_str!("../../tests/sentencepiece.txt");

#[test]
fn pieces_are_those_of_the_original() {
    let of_kind = |kind: &'static str| {
        let lines = CASES.lines().filter(move |line| line.starts_with(kind));
        lines.map(|line| {
            let mut cells = line.split('\t').skip(1);
            (unescape(cells.next().unwrap()), unescape(cells.next().unwrap()))
        })
    };
    let pieces: Vec<(String, f32)> =
        of_kind("piece").map(|(text, score)| (text, score.parse().unwrap())).collect();
    let rules: Vec<(String, String)> = of_kind("rule").collect();
    let unknown = of_kind("unknown").next().unwrap().1.parse().unwrap();
    let mut small =
        Small { pack: Vec::new(), rows: Vec::new(), matrices: Vec::new(), floats: Vec::new() };
    let borrowed: Vec<(&str, f32)> = pieces.iter().map(|(p, s)| (p.as_str(), *s)).collect();
    let pairs: Vec<(&str, &str)> = rules.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    small.vocabulary(&borrowed, &pairs, unknown);
    let vocabulary = Pieces::read(&mut Bytes::new(&small.pack)).unwrap();
    let mut n = 0;
    for (text, expected) in of_kind("text") {
        let own = vocabulary.split(&text, 1000, &mut Scratch::default());
        if own.is_empty() {
            // The reader leaves such texts alone.
            assert_eq!(expected.replace("<unk>", "").replace(['▁', '|'], ""), "");
            continue;
        }
        let mut written = String::new();
        for piece in &own[1..own.len() - 1] {
            let piece = (*piece as usize).checked_sub(SPECIAL);
            write!(written, "|{}", piece.map_or("<unk>", |at| &pieces[at].0)).unwrap();
        }
        assert_eq!(written.strip_prefix('|').unwrap(), expected, "{text:?}");
        n += 1;
    }
    assert!(n > 10);
}

fn unescape(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\")
}
