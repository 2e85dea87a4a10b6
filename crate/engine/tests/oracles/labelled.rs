//! The daily spike test on workspaces whose true spikes are known.

use std::collections::BTreeMap;

use undertone_engine::spike::counts::CountTable;
use undertone_engine::spike::detect::{Method, Sensitivity, detect};
use undertone_engine::table::parse_day;

use super::folder;

/// Days scored: the second of two years.
const SCORED: usize = 364;

/// After its end a spike explains alarms for this many days.
const AFTER: i32 = 14;

/// Onset and end of each spike, by workspace and theme.
type Labels = BTreeMap<(String, String), Vec<(i32, i32)>>;

#[derive(Debug, Default)]
struct Score {
    n_themes: f64,
    n_false: f64,
    delays: Vec<i32>,
}

fn lines(file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder().join("labelled").join(file)).expect("the file");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn labels() -> Labels {
    let mut labels = Labels::new();
    for line in &lines("labels.csv")[1..] {
        let day = |idx: usize| parse_day(&line[idx]).expect("a day");
        let key = (line[0].clone(), line[1].clone());
        labels.entry(key).or_default().push((day(2), day(3)));
    }
    labels
}

impl Score {
    /// Alarms more than two weeks after the last one are news; those of no spike are false.
    fn add(&mut self, alarms: &[i32], spikes: &[(i32, i32)]) {
        self.n_themes += 1.0;
        let mut last = i32::MIN / 2;
        for day in alarms {
            let is_true = spikes.iter().any(|(from, to)| (*from..=to + AFTER).contains(day));
            if !is_true && day - last > AFTER {
                self.n_false += 1.0;
            }
            last = *day;
        }
        for (from, _) in spikes {
            let first = alarms.iter().find(|day| (*from..from + 28).contains(*day));
            self.delays.push(first.map_or(i32::MAX, |day| day - from + 1));
        }
    }

    fn hit(&self, days: i32) -> f64 {
        let hits = self.delays.iter().filter(|delay| **delay <= days).count();
        hits as f64 / self.delays.len() as f64
    }

    fn mean_delay(&self) -> f64 {
        let capped = self.delays.iter().map(|delay| f64::from((*delay).min(28)));
        capped.sum::<f64>() / self.delays.len() as f64
    }
}

/// The alarms of one sensitivity on all workspaces, scored.
fn score(sensitivity: Sensitivity) -> Score {
    let labels = labels();
    let mut score = Score::default();
    for workspace in ["1", "2", "3"] {
        let table = lines(&format!("workspace{workspace}.csv"));
        let (head, rows) = table.split_first().expect("a header");
        let column = |idx: usize| -> Vec<u32> {
            rows.iter().map(|row| row[idx].parse().expect("a count")).collect()
        };
        let table = CountTable {
            days: rows.iter().map(|row| parse_day(&row[0]).expect("a day")).collect(),
            volume: column(1),
            names: head[2..].to_vec(),
            counts: (2..head.len()).map(column).collect(),
        };
        let alarms = detect(&table, Method::Nbx, sensitivity, SCORED);
        for (theme, name) in table.names.iter().enumerate() {
            let own = alarms.iter().filter(|alarm| alarm.theme == theme);
            let days: Vec<i32> = own.map(|alarm| table.days[alarm.day]).collect();
            let key = (workspace.to_owned(), name.clone());
            score.add(&days, labels.get(&key).map_or(&[], Vec::as_slice));
        }
    }
    score
}

#[test]
fn known_spikes_are_found_soon_and_with_few_false_alarms() {
    let bars = [
        (Sensitivity::Low, 0.15, 0.65, 0.65, 13.0),
        (Sensitivity::Normal, 0.30, 0.70, 0.75, 11.0),
        (Sensitivity::High, 1.20, 0.78, 0.80, 8.5),
    ];
    for (sensitivity, most_false, soon, ever, delay) in bars {
        let score = score(sensitivity);
        let rate = score.n_false / score.n_themes;
        let found = (score.hit(14), score.hit(28), score.mean_delay());
        let said = format!("{sensitivity:?}: {rate} false alarms a theme and year, {found:?}");
        assert!(score.delays.len() > 40 && rate <= most_false, "{said}");
        assert!(found.0 >= soon && found.1 >= ever && found.2 <= delay, "{said}");
    }
}
