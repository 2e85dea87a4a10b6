//! How often the tests of tables speak when there is nothing to say: exact false positive rates of
//! the default cell test, and simulated ones of the test over accounts and of the correction, beside
//! their bars. `sizes [SEED] [DRAWS]`.

use undertone_engine::num::{Random, exp, ln};
use undertone_engine::stats::{
    Answers, CappedSums, Tail, benjamini_hochberg, capped_share, capped_weight, cell_against_rest,
    compare_capped, mid_p,
};

fn main() {
    let mut args = std::env::args().skip(1);
    let seed = args.next().and_then(|own| own.parse().ok()).unwrap_or(5);
    let n_draws = args.next().and_then(|own| own.parse().ok()).unwrap_or(4000);
    exact_sizes();
    account_sizes(&mut Random::new(seed), n_draws);
    small_cells(&mut Random::new(seed), n_draws);
    weighted_sizes(&mut Random::new(seed), n_draws);
    null_tables(&mut Random::new(seed), n_draws);
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

/// Binomial probabilities of 0 to n.
fn masses(n: u32, p: f64) -> Vec<f64> {
    let mut ln_mass = f64::from(n) * ln(1.0 - p);
    let mut all = Vec::new();
    for k in 0..=n {
        all.push(exp(ln_mass));
        ln_mass += ln(f64::from(n - k) / f64::from(k + 1)) + ln(p / (1.0 - p));
    }
    all
}

/// The chance that Fisher's mid-p is at most each level, where both shares are `p`.
fn exact_size(n1: u32, n2: u32, p: f64, levels: &[f64]) -> Vec<f64> {
    let (one, two) = (masses(n1, p), masses(n2, p));
    let mut size = vec![0.0; levels.len()];
    for (x1, m1) in one.iter().enumerate().filter(|own| *own.1 > 1e-15) {
        for (x2, m2) in two.iter().enumerate().filter(|own| *own.1 > 1e-15) {
            let (a, c) = (x1 as f64, x2 as f64);
            let own = mid_p(a, f64::from(n1) - a, c, f64::from(n2) - c).p;
            for (size, level) in size.iter_mut().zip(levels) {
                *size += if own <= *level { m1 * m2 } else { 0.0 };
            }
        }
    }
    size
}

/// Designs of STATISTICS.md 1.3: groups of 10 to 500, and 15 against thousands for the far tail.
fn exact_sizes() {
    let pairs = [(10, 10), (10, 100), (15, 60), (30, 30), (30, 300), (100, 100), (100, 500)];
    let far = [(15, 15), (15, 60), (15, 300), (15, 1500), (15, 4500), (30, 300), (30, 1500)];
    let shares = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
    println!("Fisher mid-p, two-sided, exact; worst over the designs");
    println!("| designs | level | worst | at | bar | |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (name, pairs, level, bar) in
        [("n 10–500", pairs, 0.05, 0.065), ("15–30 against 15–4,500", far, 0.001, 0.0011)]
    {
        let mut worst = (0.0, String::new());
        for (n1, n2) in pairs {
            for p in shares {
                let size = exact_size(n1, n2, p, &[level])[0];
                if size > worst.0 {
                    worst = (size, format!("{n1}/{n2}, share {p}"));
                }
            }
        }
        println!(
            "| {name} ({} designs) | {level} | {:.3} % | {} | {:.2} % | {} |",
            pairs.len() * shares.len(),
            100.0 * worst.0,
            worst.1,
            100.0 * bar,
            verdict(worst.0 <= bar)
        );
    }
}

/// A normal draw (Box and Muller 1958).
fn normal(random: &mut Random) -> f64 {
    let (u, v) = (1.0 - random.unit(), random.unit());
    (-2.0 * ln(u)).sqrt() * cosine(2.0 * std::f64::consts::PI * v)
}

/// Cosine by its series around 0: the engine has no use for one, so it has none.
fn cosine(x: f64) -> f64 {
    let x = x - 2.0 * std::f64::consts::PI * (x / (2.0 * std::f64::consts::PI)).round();
    let square = x * x;
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..20 {
        term *= -square / f64::from((2 * k - 1) * (2 * k));
        sum += term;
    }
    sum
}

/// A gamma draw of this shape (Marsaglia and Tsang 2000).
fn gamma(random: &mut Random, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = exp(ln(1.0 - random.unit()) / shape);
        return gamma(random, shape + 1.0) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = normal(random);
        let v = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z);
        if v > 0.0 && ln(1.0 - random.unit()) < 0.5 * z * z + d - d * v + d * ln(v) {
            return d * v;
        }
    }
}

/// An account: 1 to 40 answers (mean about 3.7), low with a chance of its own around `share`.
fn account(random: &mut Random, share: f64, icc: f64) -> Answers {
    let n = (1.0 + exp(1.25 * normal(random)) * 1.25).min(40.0).floor();
    let strength = 1.0 / icc - 1.0;
    let (a, b) = (gamma(random, share * strength), gamma(random, (1.0 - share) * strength));
    let chance = if a + b > 0.0 { a / (a + b) } else { f64::from(u8::from(random.unit() < share)) };
    let low = (0..n as u32).filter(|_| random.unit() < chance).count() as f64;
    Answers { low, n }
}

/// The larger of the p over accounts and of the items' mid-p: what tables report.
fn reported(test: Option<f64>, items: f64) -> Option<f64> {
    test.map(|p| p.max(items))
}

/// Sixty accounts of lognormal ARR, twenty of them in the cell: weighted shares, no difference.
fn weighted_sizes(random: &mut Random, n_draws: u32) {
    const N: usize = 60;
    const INSIDE: usize = 20;
    println!(
        "\nShares weighted by ARR, {INSIDE} of {N} accounts in the cell, ICC 0.1, nominal 5 %"
    );
    println!("| sd of ln ARR | all accounts | effective accounts | tested | bar | |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for sd in [0.5, 1.0, 1.5, 2.0] {
        let (mut plain, mut own, mut n_tested) = (0.0, 0.0, 0.0);
        for _ in 0..n_draws {
            let (mut cell, mut all, mut cross) =
                (CappedSums::default(), CappedSums::default(), [0.0; 4]);
            for at in 0..N {
                let arr = exp(sd * normal(random));
                let Answers { low, n } = account(random, 0.3, 0.1);
                let (low, weight) = (arr * low, arr * n);
                all.add(low, weight);
                if at < INSIDE {
                    cell.add(low, weight);
                    let terms = [low * low, low * weight, weight * low, weight * weight];
                    cross.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                }
            }
            let contrast = cell_against_rest(&cell, &all, cross);
            let is_called =
                |p: Option<(f64, f64, Tail)>| f64::from(u8::from(p.is_some_and(|t| t.2.p <= 0.05)));
            plain += is_called(contrast.tested().t);
            let n = cell.n_effective().min(cell.rest_of(&all, cross).n_effective());
            if n >= 5.0 {
                n_tested += 1.0;
                own += is_called(contrast.of_effective(n).tested().t);
            }
        }
        let size = own / n_tested;
        println!(
            "| {sd} | {:.1} % | {:.1} % | {:.0} % | 3.5–6.5 % | {} |",
            100.0 * plain / f64::from(n_draws),
            100.0 * size,
            100.0 * n_tested / f64::from(n_draws),
            verdict((0.035..=0.065).contains(&size))
        );
    }
}

fn account_sizes(random: &mut Random, n_draws: u32) {
    println!("\nTwo segments, accounts with 1–40 answers, no difference, nominal 5 %");
    println!("| accounts / ICC | items alone | over accounts | as reported | bar | |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (n_accounts, icc) in [(24, 0.2), (60, 0.05), (60, 0.2), (200, 0.4)] {
        let mut hits = [0.0; 3];
        for _ in 0..n_draws {
            let mut side =
                || (0..n_accounts / 2).map(|_| account(random, 0.25, icc)).collect::<Vec<_>>();
            let (a, b) = (side(), side());
            let sum = |own: &[Answers]| {
                own.iter().fold((0.0, 0.0), |sum, own| (sum.0 + own.low, sum.1 + own.n))
            };
            let (one, two) = (sum(&a), sum(&b));
            let items = mid_p(one.0, one.1 - one.0, two.0, two.1 - two.0).p;
            let test = compare_capped(capped_share(&a, 5.0), capped_share(&b, 5.0));
            let test = test.tested().t.map(|(_, _, p)| p.p);
            let all = [Some(items), test, reported(test, items)];
            for (hit, p) in hits.iter_mut().zip(all) {
                *hit += f64::from(u8::from(p.is_some_and(|p| p <= 0.05)));
            }
        }
        let [items, test, shown] = hits.map(|hits| hits / f64::from(n_draws));
        println!(
            "| {n_accounts} / {icc} | {:.1} % | {:.1} % | {:.1} % | 3.5–6.5 % | {} |",
            100.0 * items,
            100.0 * test,
            100.0 * shown,
            verdict((0.035..=0.065).contains(&shown))
        );
    }
}

/// A small cell against a large rest, where linearised errors alone are too small.
fn small_cells(random: &mut Random, n_draws: u32) {
    println!("\nA cell of 12 accounts against 400, no difference, ICC .1, nominal 5 %");
    println!("| share | over accounts | as reported | bar | |");
    println!("| --- | --- | --- | --- | --- |");
    for share in [0.05, 0.1, 0.25] {
        let mut hits = [0.0; 2];
        for _ in 0..n_draws {
            let (mut cell, mut all) = (CappedSums::default(), CappedSums::default());
            let mut cross = [0.0; 4];
            let (mut one, mut whole) = ((0.0, 0.0), (0.0, 0.0));
            for idx in 0..412 {
                let own = account(random, share, 0.1);
                let weight = capped_weight(own.n, 5.0);
                let (low, n) = (weight * own.low, weight * own.n);
                all.add(low, n);
                whole = (whole.0 + own.low, whole.1 + own.n);
                if idx < 12 {
                    cell.add(low, n);
                    one = (one.0 + own.low, one.1 + own.n);
                    let terms = [low * low, low * n, n * low, n * n];
                    cross.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
                }
            }
            let rest = (whole.0 - one.0, whole.1 - one.1);
            let items = mid_p(one.0, one.1 - one.0, rest.0, rest.1 - rest.0).p;
            let test = cell_against_rest(&cell, &all, cross).tested().t.map(|(_, _, p)| p.p);
            for (hit, p) in hits.iter_mut().zip([test, reported(test, items)]) {
                *hit += f64::from(u8::from(p.is_some_and(|p| p <= 0.05)));
            }
        }
        let [test, shown] = hits.map(|hits| hits / f64::from(n_draws));
        println!(
            "| {share} | {:.1} % | {:.1} % | ≤ 6.5 % | {} |",
            100.0 * test,
            100.0 * shown,
            verdict(shown <= 0.065)
        );
    }
}

/// Tables of 20 × 8 cells in which nothing differs: in how many is any cell flagged?
fn null_tables(random: &mut Random, n_draws: u32) {
    println!("\n20 × 8 tables without any difference, Benjamini–Hochberg at 5 %");
    println!("| mean base | share | tables with a flag | bar | |");
    println!("| --- | --- | --- | --- | --- |");
    for (base, share) in [(20.0, 0.1), (40.0, 0.2), (100.0, 0.3)] {
        let n_tables = n_draws / 2;
        let mut flagged = 0.0;
        for _ in 0..n_tables {
            let cells: Vec<(f64, f64)> = (0..160)
                .map(|_| {
                    let n = (base * exp(0.7 * normal(random) - 0.245)).round().max(1.0);
                    let low = (0..n as u32).filter(|_| random.unit() < share).count() as f64;
                    (low, n)
                })
                .collect();
            let all = cells.iter().fold((0.0, 0.0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
            let p: Vec<f64> = cells
                .iter()
                .map(|(low, n)| {
                    let (x, m) = (all.0 - low, all.1 - n);
                    if *n < 15.0 { f64::NAN } else { mid_p(*low, n - low, x, m - x).p }
                })
                .collect();
            let any = benjamini_hochberg(&p).iter().any(|q| *q <= 0.05);
            flagged += f64::from(u8::from(any));
        }
        let rate = flagged / f64::from(n_tables);
        println!(
            "| {base} | {share} | {:.1} % | ≤ 5 % | {} |",
            100.0 * rate,
            verdict(rate <= 0.05)
        );
    }
}
