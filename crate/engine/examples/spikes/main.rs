//! What the spike tests reach where the truth is known: `spikes [WORKSPACES] [LABELLED]` draws
//! workspaces (see `world.rs`) and scores detectors on them, and on a folder of labelled ones;
//! then measures the goals of STATISTICS.md section 4 and the time of a scan.
//! `spikes quiet [WORKSPACES]` counts the false alarms of the whole scan alone, `spikes speed`
//! measures the time of a scan alone.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "an example may stop on a broken file")]

mod language;
mod quiet;
mod score;
mod world;

use score::Score;
use undertone_engine::spike::counts::CountTable;
use undertone_engine::spike::daily::Course;
use undertone_engine::spike::detect::{Method, Sensitivity, detect};
use undertone_engine::spike::ears::EarsKind;
use undertone_engine::table::parse_day;
use world::{DAYS, PORTFOLIO, Plan, Workspace};

/// Days scored.
const SCORED: usize = 364;

/// A table of counts and the spikes of each theme in it.
struct Labelled {
    table: CountTable,
    spikes: Vec<Vec<(usize, usize)>>,
}

fn main() {
    let mut args = std::env::args().skip(1).peekable();
    if args.next_if_eq("quiet").is_some() {
        return quiet::measure(args.next().map_or(40, |n| n.parse().expect("how many workspaces")));
    }
    if args.next_if_eq("speed").is_some() {
        return speed();
    }
    let n: u64 = args.next().map_or(60, |n| n.parse().expect("how many workspaces"));
    let folder = args
        .next()
        .unwrap_or_else(|| format!("{}/../../tests/oracles/labelled", env!("CARGO_MANIFEST_DIR")));
    let drawn = drawn(n, PORTFOLIO, 20_261_121);
    let given = read(&folder);
    for (name, set) in [("drawn", &drawn), ("labelled", &given)] {
        println!("\n{name}: {} workspaces", set.len());
        for sensitivity in [Sensitivity::Low, Sensitivity::Normal, Sensitivity::High] {
            println!("  nbx {sensitivity:?}: {}", scored(set, Method::Nbx, sensitivity));
        }
        for kind in [EarsKind::C1, EarsKind::C2, EarsKind::C3] {
            let score = scored(set, Method::Ears(kind), Sensitivity::Normal);
            println!("  ears {kind:?} Normal: {score}");
        }
    }
    speed();
    language::measure(n.min(40));
    quiet::measure(n.min(100));
    calibration(n);
    four_to_twelve();
    few_farrington(&drawn, &given);
}

fn scored(set: &[Labelled], method: Method, sensitivity: Sensitivity) -> Score {
    let mut score = Score::default();
    for own in set {
        let alarms = detect(&own.table, method, sensitivity, SCORED);
        for (theme, spikes) in own.spikes.iter().enumerate() {
            let days: Vec<usize> =
                alarms.iter().filter(|alarm| alarm.theme == theme).map(|alarm| alarm.day).collect();
            score.add(&days, spikes);
        }
    }
    score
}

/// Farrington takes a regression a day, so a part of the drawn workspaces is enough.
fn few_farrington(drawn: &[Labelled], given: &[Labelled]) {
    let drawn = &drawn[..drawn.len().min(3)];
    println!();
    for (name, set) in [("drawn", drawn), ("labelled", given)] {
        let score = scored(set, Method::Farrington, Sensitivity::Normal);
        println!("farrington Normal on {} {name} workspaces: {score}", set.len());
    }
}

/// Goal 4: four items a week tripled, and whether small and large themes are treated alike.
fn four_to_twelve() {
    println!("\ngoal 4 (negative binomial of size 10, tripled for four weeks)");
    for base in [1.0, 2.0, 4.0, 8.0, 16.0, 40.0] {
        let plan = Plan { n_themes: 40, n_spikes: 20, fixed: Some((base, 3.0, 10.0)) };
        let score = scored(&drawn(15, plan, 77), Method::Nbx, Sensitivity::Normal);
        println!("  {base} a week: {score}");
    }
    let alike = |least: f64, most: f64| {
        let mut score = Score::default();
        for seed in 0..60 {
            let workspace = world::draw(900 + seed, Plan { n_spikes: 0, ..PORTFOLIO });
            let is_own: Vec<bool> =
                workspace.themes.iter().map(|own| (least..most).contains(&own.base)).collect();
            let own = labelled(workspace);
            let alarms = detect(&own.table, Method::Nbx, Sensitivity::Normal, SCORED);
            for theme in (0..is_own.len()).filter(|theme| is_own[*theme]) {
                let days: Vec<usize> =
                    alarms.iter().filter(|a| a.theme == theme).map(|a| a.day).collect();
                score.add(&days, &[]);
            }
        }
        score.false_rate()
    };
    println!(
        "  false alarms a theme-year without any spike: below 1 a week {:.3}, 1 to 4 {:.3}, 4 to 16 {:.3}, above 16 {:.3}",
        alike(0.0, 1.0),
        alike(1.0, 4.0),
        alike(4.0, 16.0),
        alike(16.0, 1e9)
    );
}

/// Goal 5: how often the test of a week says p below a level where nothing happens.
fn calibration(n: u64) {
    let (mut n_weeks, mut below) = (0.0, [0.0; 4]);
    let levels = [0.05, 0.01, 0.005, 0.001];
    for seed in 0..n.min(60) {
        let workspace = world::draw(5_000 + seed, Plan { n_spikes: 0, ..PORTFOLIO });
        for theme in &workspace.themes {
            let course = Course::of_items(&theme.counts, &workspace.volume, false);
            for p in (DAYS - SCORED..DAYS).step_by(7).filter_map(|day| course.week_p(day + 6)) {
                n_weeks += 1.0;
                for (sum, level) in below.iter_mut().zip(levels) {
                    *sum += f64::from(p < level);
                }
            }
        }
    }
    println!("\ngoal 5: of {n_weeks} null theme-weeks p is below");
    for (sum, level) in below.iter().zip(levels) {
        println!("  {level}: {:.3} %", 100.0 * sum / n_weeks);
    }
}

/// A scan of 500 series of two years, half a year and every day of it.
fn speed() {
    let drawn = drawn(13, PORTFOLIO, 3);
    let mut table = drawn[0].table.clone();
    table.counts = drawn.iter().flat_map(|own| own.table.counts.clone()).take(500).collect();
    for all in &mut table.volume {
        *all *= 13;
    }
    for days in [182, DAYS] {
        let best = (0..5)
            .map(|_| {
                let start = cpu_ms();
                let alarms = detect(&table, Method::Nbx, Sensitivity::Normal, days);
                std::hint::black_box(alarms.len());
                cpu_ms() - start
            })
            .fold(f64::INFINITY, f64::min);
        println!(
            "scan of {} series over two years, the last {days} days: {best:.1} ms of CPU",
            table.counts.len()
        );
    }
}

/// Milliseconds that this thread has computed, where the system tells (Linux); else those of the clock.
#[expect(clippy::disallowed_types, reason = "a benchmark reads the clock")]
fn cpu_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    own.map_or_else(
        || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |own| own.as_secs_f64() * 1e3),
        |ns| ns / 1e6,
    )
}

fn drawn(n: u64, plan: Plan, seed: u64) -> Vec<Labelled> {
    (0..n).map(|idx| labelled(world::draw(seed + idx, plan))).collect()
}

fn labelled(workspace: Workspace) -> Labelled {
    let spikes = workspace
        .themes
        .iter()
        .map(|theme| theme.spikes.iter().map(|own| (own.onset, own.end)).collect())
        .collect();
    let table = CountTable {
        days: (0..DAYS as i32).collect(),
        volume: workspace.volume,
        names: (0..workspace.themes.len()).map(|idx| format!("t{idx}")).collect(),
        counts: workspace.themes.into_iter().map(|theme| theme.counts).collect(),
    };
    Labelled { table, spikes }
}

/// The workspaces of a folder: `workspaceN.csv` for N from 1, and `labels.csv`.
fn read(folder: &str) -> Vec<Labelled> {
    let lines = |file: String| -> Option<Vec<Vec<String>>> {
        let text = std::fs::read_to_string(format!("{folder}/{file}")).ok()?;
        Some(text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
    };
    let labels = lines("labels.csv".to_owned()).unwrap_or_default();
    let day = |text: &str| parse_day(text).expect("a day");
    (1..)
        .map_while(|workspace| {
            let rows = lines(format!("workspace{workspace}.csv"))?;
            let column = |idx: usize| -> Vec<u32> {
                rows[1..].iter().map(|row| row[idx].parse().expect("a count")).collect()
            };
            let table = CountTable {
                days: rows[1..].iter().map(|row| day(&row[0])).collect(),
                volume: column(1),
                names: rows[0][2..].to_vec(),
                counts: (2..rows[0].len()).map(column).collect(),
            };
            let place = |text: &str| (day(text) - table.days[0]) as usize;
            let own = |name: &String| -> Vec<(usize, usize)> {
                let is_own =
                    |row: &&Vec<String>| row[0] == workspace.to_string() && row[1] == *name;
                labels.iter().filter(is_own).map(|row| (place(&row[2]), place(&row[3]))).collect()
            };
            let spikes = table.names.iter().map(own).collect();
            Some(Labelled { table, spikes })
        })
        .collect()
}
