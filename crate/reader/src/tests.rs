//! Packs made here: the same vectors as a plain twin in 64 bits, and what is damaged is refused.

use crate::bytes::Bytes;
use crate::pieces::Pieces;
use crate::{Reader, ReaderError};

const CASES: &str = include_str!("../tests/pieces.tsv");
const RULES: &str = include_str!("../tests/rules.txt");

/// The text that `\u{…}` stands for.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split("\\u{");
    out.push_str(parts.next().unwrap());
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// The rules of `rules.txt` as a pack has them.
fn rules() -> Vec<u8> {
    let (mut runs, mut folds) = (Vec::new(), Vec::new());
    for line in RULES.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| u32::from_str_radix(words[at], 16).unwrap();
        match words[0] {
            "run" => runs.push([number(1), number(1), number(2)]),
            _ => folds.push([1, 2, 3, 4].map(number)),
        }
    }
    let mut out = (runs.len() as u32).to_le_bytes().to_vec();
    out.extend(runs.as_flattened().iter().flat_map(|value| value.to_le_bytes()));
    out.extend((folds.len() as u32).to_le_bytes());
    out.extend(folds.as_flattened().iter().flat_map(|value| value.to_le_bytes()));
    out
}

#[test]
fn pieces_are_those_of_the_original_tokenizer() {
    let cases: Vec<(String, Vec<&str>)> = CASES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .map(|(text, pieces)| (plain(text), pieces.split(' ').collect()))
        .collect();
    assert!(cases.len() > 30);
    // With the pieces that occur alone, the longest that fits is the same.
    let mut vocabulary: Vec<&str> = cases.iter().flat_map(|(_, pieces)| pieces.clone()).collect();
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let words = vocabulary.join("\n");
    let pack = [words.as_bytes(), &rules()].concat();
    let pieces = Pieces::read(&mut Bytes::new(&pack), vocabulary.len(), words.len()).unwrap();
    for (text, expected) in &cases {
        let ids = pieces.split(text, 1000);
        let own: Vec<&str> = ids.iter().map(|id| vocabulary[*id as usize]).collect();
        assert_eq!(own, *expected, "{text:?}");
        let cut = pieces.split(text, 4);
        assert!(cut.len() <= 4 && cut.last() == ids.last(), "{text:?}");
    }
}

const DIMS: usize = 32;
const HEADS: usize = 4;
const WIDE: usize = 64;
const LAYERS: usize = 2;
const PLACES: usize = 24;
const VOCABULARY: [&str; 10] =
    ["[UNK]", "[CLS]", "[SEP]", "the", "app", "##s", "crash", "log", "##in", "!"];

/// Even draws from -1 to 1.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
    }
}

/// A small pack, and its numbers for the twin, in the order in which they stand in it.
struct Made {
    bytes: Vec<u8>,
    parts: Vec<Vec<f64>>,
}

fn make() -> Made {
    let mut draws = Draws(7);
    let words = VOCABULARY.join("\n");
    let mut bytes = b"UNDRREAD".to_vec();
    for size in [1, DIMS, LAYERS, HEADS, WIDE, PLACES, VOCABULARY.len(), words.len()] {
        bytes.extend((size as u32).to_le_bytes());
    }
    bytes.extend(words.as_bytes());
    bytes.extend([1_u32, 32, 32, 2, 0].iter().flat_map(|value| value.to_le_bytes()));
    let mut parts = Vec::new();
    let floats = |bytes: &mut Vec<u8>, n: usize, of: &mut dyn FnMut() -> f64| {
        let own: Vec<f32> = (0..n).map(|_| of() as f32).collect();
        bytes.extend(own.iter().flat_map(|value| value.to_le_bytes()));
        own.iter().map(|value| f64::from(*value)).collect::<Vec<f64>>()
    };
    let small = |bytes: &mut Vec<u8>, scales: &[f64], n: usize, draws: &mut Draws| {
        let own: Vec<i8> = (0..scales.len() * n).map(|_| (draws.next() * 127.0) as i8).collect();
        bytes.extend(own.iter().map(|value| *value as u8));
        own.chunks(n)
            .zip(scales)
            .flat_map(|(row, scale)| {
                row.iter().map(|value| f64::from(*value) * scale).collect::<Vec<f64>>()
            })
            .collect::<Vec<f64>>()
    };
    let scales = floats(&mut bytes, VOCABULARY.len(), &mut || 0.01);
    parts.push(small(&mut bytes, &scales, DIMS, &mut draws));
    parts.push(floats(&mut bytes, PLACES * DIMS, &mut || 0.3 * draws.next()));
    let norm = |bytes: &mut Vec<u8>, parts: &mut Vec<Vec<f64>>, draws: &mut Draws| {
        parts.push(floats(bytes, DIMS, &mut || 1.0 + 0.2 * draws.next()));
        parts.push(floats(bytes, DIMS, &mut || 0.1 * draws.next()));
    };
    norm(&mut bytes, &mut parts, &mut draws);
    for _ in 0..LAYERS {
        for (inputs, outputs, ends) in
            [(DIMS, 3 * DIMS, false), (DIMS, DIMS, true), (DIMS, WIDE, false), (WIDE, DIMS, true)]
        {
            let scales = floats(&mut bytes, outputs, &mut || 0.003 + 0.001 * draws.next());
            let bias = floats(&mut bytes, outputs, &mut || 0.1 * draws.next());
            parts.push(small(&mut bytes, &scales, inputs, &mut draws));
            parts.push(bias);
            if ends {
                norm(&mut bytes, &mut parts, &mut draws);
            }
        }
    }
    Made { bytes, parts }
}

/// The encoder in plain loops of 64 bits.
struct Twin<'a> {
    parts: std::slice::Iter<'a, Vec<f64>>,
}

impl Twin<'_> {
    fn next(&mut self) -> Vec<f64> {
        self.parts.next().unwrap().clone()
    }

    fn norm(&mut self, rows: &mut [Vec<f64>]) {
        let (stretch, shift) = (self.next(), self.next());
        for row in rows {
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let variance =
                row.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / row.len() as f64;
            for (at, x) in row.iter_mut().enumerate() {
                *x = (*x - mean) / (variance + 1e-12).sqrt() * stretch[at] + shift[at];
            }
        }
    }

    fn product(&mut self, rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let (weights, bias) = (self.next(), self.next());
        let one = |row: &Vec<f64>| {
            let sum = |own: &[f64]| own.iter().zip(row).map(|(a, b)| a * b).sum::<f64>();
            weights.chunks(row.len()).zip(&bias).map(|(own, bias)| sum(own) + bias).collect()
        };
        rows.iter().map(one).collect()
    }

    fn embed(made: &Made, ids: &[usize]) -> Vec<f64> {
        let mut twin = Twin { parts: made.parts.iter() };
        let (words, places) = (twin.next(), twin.next());
        let mut rows: Vec<Vec<f64>> = ids
            .iter()
            .enumerate()
            .map(|(at, id)| {
                (0..DIMS).map(|d| words[id * DIMS + d] + places[at * DIMS + d]).collect()
            })
            .collect();
        twin.norm(&mut rows);
        for _ in 0..LAYERS {
            let asked = twin.product(&rows);
            let heard = attend(&asked);
            let out = twin.product(&heard);
            add(&mut rows, &out);
            twin.norm(&mut rows);
            let mut wide = twin.product(&rows);
            for x in wide.iter_mut().flatten() {
                *x *= 0.5 * (1.0 + libm::erf(*x / std::f64::consts::SQRT_2));
            }
            let out = twin.product(&wide);
            add(&mut rows, &out);
            twin.norm(&mut rows);
        }
        let mut mean = vec![0.0; DIMS];
        for (at, x) in rows.iter().flat_map(|row| row.iter().enumerate()) {
            mean[at] += x;
        }
        let length = mean.iter().map(|x| x * x).sum::<f64>().sqrt();
        mean.iter().map(|x| x / length).collect()
    }
}

fn add(rows: &mut [Vec<f64>], more: &[Vec<f64>]) {
    for (row, more) in rows.iter_mut().zip(more) {
        row.iter_mut().zip(more).for_each(|(x, y)| *x += y);
    }
}

fn attend(asked: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = DIMS / HEADS;
    let mut out = vec![vec![0.0; DIMS]; asked.len()];
    for head in 0..HEADS {
        let part = |row: &Vec<f64>, part: usize| {
            row[part * DIMS + head * size..part * DIMS + (head + 1) * size].to_vec()
        };
        for (query, out) in asked.iter().zip(&mut out) {
            let scores: Vec<f64> = asked
                .iter()
                .map(|key| part(query, 0).iter().zip(part(key, 1)).map(|(a, b)| a * b).sum::<f64>())
                .map(|score| libm::exp(score / (size as f64).sqrt()))
                .collect();
            let total: f64 = scores.iter().sum();
            for (score, value) in scores.iter().zip(asked) {
                for (at, x) in part(value, 2).iter().enumerate() {
                    out[head * size + at] += score / total * x;
                }
            }
        }
    }
    out
}

const TEXTS: [&str; 5] = ["the app crash", "login logs !", "", "zzz", "app app app ! the log"];

#[test]
fn vectors_are_those_of_the_plain_twin() {
    let made = make();
    let reader = Reader::open(&made.bytes).unwrap();
    assert_eq!((reader.dims(), reader.sha256().len()), (DIMS, 64));
    let mut heard = Vec::new();
    let vectors = reader.embed(&TEXTS, &mut |share| heard.push(share));
    assert_eq!(heard.last().map(|share| share.to_bits()), Some(1.0_f64.to_bits()));
    let ids: [&[usize]; 5] =
        [&[1, 3, 4, 6, 2], &[1, 7, 8, 7, 5, 9, 2], &[], &[1, 0, 2], &[1, 4, 4, 4, 9, 3, 7, 2]];
    for ((text, ids), own) in TEXTS.iter().zip(ids).zip(vectors.chunks(DIMS)) {
        if ids.is_empty() {
            assert!(own.iter().all(|x| *x == 0.0), "{text:?}");
            continue;
        }
        for (x, y) in own.iter().zip(Twin::embed(&made, ids)) {
            assert!((f64::from(*x) - y).abs() < 2e-4, "{text:?}: {x} is not {y}");
        }
    }
}

#[test]
fn what_stands_beside_a_text_changes_nothing() {
    let reader = Reader::open(&make().bytes).unwrap();
    let many: Vec<&str> = TEXTS.iter().cycle().take(101).copied().collect();
    let together = reader.embed(&many, &mut |_| {});
    for (text, own) in many.iter().zip(together.chunks(DIMS)) {
        let alone = reader.embed(&[text], &mut |_| {});
        assert!(alone.iter().zip(own).all(|(a, b)| a.to_bits() == b.to_bits()), "{text:?}");
    }
}

#[test]
fn packs_that_are_none_are_refused() {
    let good = make().bytes;
    let code = |bytes: &[u8]| Reader::open(bytes).map(|_| ()).map_err(|error| error.code());
    assert_eq!(code(b""), Err("not-a-pack"));
    assert_eq!(code(b"UNDRVECS and more"), Err("not-a-pack"));
    for len in (8..good.len()).step_by(97).chain([good.len() - 1]) {
        assert_eq!(code(&good[..len]), Err("damaged-pack"), "{len} bytes");
    }
    assert_eq!(code(&[&good[..], b"x"].concat()), Err("damaged-pack"));
    let mut other = good.clone();
    other[8] = 9;
    assert_eq!(Reader::open(&other).map(|_| ()), Err(ReaderError::Version(9)));
    let mut odd = good.clone();
    let end = odd.len();
    odd[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
    assert_eq!(code(&odd), Err("damaged-pack"));
}

#[test]
fn bytes_that_were_turned_never_panic() {
    let good = make().bytes;
    let mut draws = Draws(3);
    for _ in 0..400 {
        let mut bad = good.clone();
        for _ in 0..3 {
            let at = (f64::midpoint(draws.next(), 1.0) * good.len() as f64) as usize % good.len();
            let near = if draws.next() > 0.0 { at } else { at % 200 };
            bad[near] ^= 1 << (at % 8);
        }
        if let Ok(reader) = Reader::open(&bad) {
            let vectors = reader.embed(&TEXTS, &mut |_| {});
            assert!(vectors.iter().all(|x| x.is_finite()));
        }
    }
}

/// Against the original, where the pack is there (`model/READER.md` says how it is made).
#[test]
fn the_pack_itself_says_what_the_original_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/undertone-reader.bin");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no model/undertone-reader.bin");
        return;
    };
    let reader = Reader::open(&bytes).unwrap();
    let texts =
        ["I am still waiting on my card?", "My card has not arrived yet", "Delete my account"];
    let vectors = reader.embed(&texts, &mut |_| {});
    let cosine = |a: usize, b: usize| {
        let row = |at: usize| &vectors[at * reader.dims()..(at + 1) * reader.dims()];
        row(a).iter().zip(row(b)).map(|(x, y)| x * y).sum::<f32>()
    };
    assert!(cosine(0, 1) > 0.7 && cosine(0, 2) < 0.3, "{} {}", cosine(0, 1), cosine(0, 2));
}
