//! Workspaces whose spikes are known: the world of STATISTICS.md 2.2, drawn from a seed.
//!
//! Items a day have a rhythm of weekdays, a trend, a season and noise; survey blasts double two
//! weeks a year, two weeks are partial, once a year nothing arrives for some days. Half of the
//! themes have a season or a trend of their own; counts are Poisson or negative binomial in weeks
//! that begin on any weekday.

use undertone_engine::num::{Random, exp, ln, pow};

/// Days of a workspace: two years of whole weeks.
pub(crate) const DAYS: usize = 728;

/// A spike that was planted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planted {
    /// First day.
    pub(crate) onset: usize,
    /// Last day.
    pub(crate) end: usize,
    /// "step", "ramp", "short" or "new".
    pub(crate) kind: &'static str,
    /// How many times the usual share.
    pub(crate) ratio: f64,
    /// Items a week before.
    pub(crate) base: f64,
}

/// One theme's counts a day, with its spikes.
#[derive(Debug, Clone)]
pub(crate) struct Theme {
    /// Items a day.
    pub(crate) counts: Vec<u32>,
    /// What was planted.
    pub(crate) spikes: Vec<Planted>,
    /// Usual items a week.
    pub(crate) base: f64,
}

/// One workspace.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    /// All items a day.
    pub(crate) volume: Vec<u32>,
    /// Its themes.
    pub(crate) themes: Vec<Theme>,
}

/// Share of items by weekday.
const WEEKDAYS: [f64; 7] = [1.25, 1.3, 1.23, 1.19, 1.05, 0.5, 0.48];

/// Ratios of planted spikes.
const RATIOS: [f64; 4] = [2.5, 3.0, 4.0, 6.0];

/// What a workspace is to hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Themes with and without a spike.
    pub(crate) n_themes: usize,
    /// How many of them have one.
    pub(crate) n_spikes: usize,
    /// Every theme of this size, size and kind of its spike as given: for one case at a time.
    pub(crate) fixed: Option<(f64, f64, f64)>,
}

/// The portfolio of the labelled workspaces: 40 themes from 0.3 to 60 a week, 14 of them with a
/// spike.
pub(crate) const PORTFOLIO: Plan = Plan { n_themes: 40, n_spikes: 14, fixed: None };

/// Draws one workspace.
pub(crate) fn draw(seed: u64, plan: Plan) -> Workspace {
    let mut random = Random::new(seed);
    let expected = expected_volume(&mut random);
    let volume: Vec<u32> = expected.iter().map(|mean| poisson(&mut random, *mean)).collect();
    let weekly = expected.iter().sum::<f64>() / (DAYS as f64 / 7.0);
    let themes = (0..plan.n_themes)
        .map(|idx| theme(&mut random, &expected, weekly, plan, idx < plan.n_spikes))
        .collect();
    Workspace { volume, themes }
}

fn expected_volume(random: &mut Random) -> Vec<f64> {
    let level = 600.0 * pow(2.5, random.unit()) / 7.0;
    let trend = 0.5 * random.unit() - 0.1;
    let (height, phase) = (0.25 * random.unit(), random.unit());
    let mut days: Vec<f64> = (0..DAYS)
        .map(|day| {
            let year = day as f64 / 364.0;
            let season = 1.0 + height * sine(year + phase);
            level * WEEKDAYS[day % 7] * season * (1.0 + trend * year)
        })
        .collect();
    for week in days.chunks_mut(7) {
        let noise = exp(0.1 * normal(random));
        for mean in week {
            *mean *= noise;
        }
    }
    for year in 0..2 {
        let place =
            |random: &mut Random, length: u64| year * 364 + random.below(364 - length) as usize;
        for _ in 0..2 {
            let (blast, partial) = (place(random, 7), place(random, 7));
            for mean in &mut days[blast..blast + 7] {
                *mean *= 2.0;
            }
            for mean in &mut days[partial..partial + 7] {
                *mean *= 0.4;
            }
        }
        let length = 3 + random.below(8);
        let outage = place(random, length);
        days[outage..outage + length as usize].fill(0.0);
    }
    days
}

fn theme(random: &mut Random, volume: &[f64], weekly: f64, plan: Plan, has_spike: bool) -> Theme {
    let drawn = 0.3 * pow(200.0, random.unit());
    let mut base = plan.fixed.map_or(drawn, |fixed| fixed.0);
    let spikes = if has_spike { vec![planted(random, &mut base, plan.fixed)] } else { Vec::new() };
    let size = match plan.fixed {
        Some((_, _, size)) => size,
        None => [f64::INFINITY, 10.0, 4.0][random.below(3) as usize],
    };
    let shape = (random.below(4), 0.2 + 0.3 * random.unit(), random.unit());
    let weekday = random.below(7) as usize;
    let mut counts = Vec::with_capacity(DAYS);
    let mut noise = 1.0;
    for (day, mean) in volume.iter().enumerate() {
        if day == 0 || day % 7 == weekday {
            noise = if size.is_finite() { gamma(random, size) / size } else { 1.0 };
        }
        let own = own_course(shape, day as f64 / 364.0);
        let lift: f64 = spikes.iter().map(|spike| lift(spike, day)).product();
        counts.push(poisson(random, base / weekly * mean * own * noise * lift));
    }
    Theme { counts, spikes, base }
}

/// A quarter of the themes has a season, a quarter a trend.
fn own_course((kind, height, phase): (u64, f64, f64), year: f64) -> f64 {
    match kind {
        0 => 1.0 + height * sine(year + phase),
        1 if phase < 0.5 => 1.0 + height * (year - 1.0),
        1 => 1.0 - height * (year - 1.0),
        _ => 1.0,
    }
}

fn planted(random: &mut Random, base: &mut f64, fixed: Option<(f64, f64, f64)>) -> Planted {
    let ratio = RATIOS[random.below(4) as usize];
    let (kind, ratio, length) = match (fixed, random.below(14)) {
        (Some((_, ratio, _)), _) => ("step", ratio, 28),
        (None, 0..=3) => ("step", ratio, 28),
        (None, 4..=6) => ("ramp", ratio, 28),
        (None, 7..=8) => ("short", 1.6 * ratio, 5),
        (None, _) => ("new", 40.0 + 80.0 * random.unit(), 42),
    };
    if kind == "new" {
        *base = 0.1;
    }
    let onset = 364 + 20 + random.below(364 - 20 - 45) as usize;
    Planted { onset, end: onset + length - 1, kind, ratio, base: *base }
}

fn lift(spike: &Planted, day: usize) -> f64 {
    if day < spike.onset || day > spike.end {
        return 1.0;
    }
    if spike.kind == "ramp" {
        let part = (day + 1 - spike.onset) as f64 / (spike.end + 1 - spike.onset) as f64;
        return 1.0 + (spike.ratio - 1.0) * part;
    }
    spike.ratio
}

fn sine(turns: f64) -> f64 {
    // Bhaskara's approximation, within 0.002: a season need not be smoother.
    let turn = turns.rem_euclid(1.0);
    let (half, sign) = if turn < 0.5 { (turn * 2.0, 1.0) } else { (turn * 2.0 - 1.0, -1.0) };
    let product = half * (1.0 - half);
    sign * 16.0 * product / (5.0 - 4.0 * product)
}

/// Irwin–Hall: the sum of twelve.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.unit()).sum::<f64>() - 6.0
}

/// A Poisson draw: by counting arrivals, in parts where the mean is large.
pub(crate) fn poisson(random: &mut Random, mean: f64) -> u32 {
    let mut rest = mean;
    let mut count = 0;
    while rest > 0.0 {
        let part = rest.min(30.0);
        let limit = exp(-part);
        let mut product = random.unit();
        while product > limit {
            count += 1;
            product *= random.unit();
        }
        rest -= part;
    }
    count
}

/// A gamma draw of a whole-numbered shape: the sum of as many waiting times.
fn gamma(random: &mut Random, shape: f64) -> f64 {
    (0..shape as u32).map(|_| -ln(1.0 - random.unit())).sum()
}
