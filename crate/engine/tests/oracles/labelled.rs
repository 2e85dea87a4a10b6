//! The daily spike test on workspaces whose true spikes are known.

use std::collections::BTreeMap;

use undertone_engine::defaults::SPIKE_P;
use undertone_engine::spike::daily::{Windows, rolling};
use undertone_engine::table::parse_day;

use super::folder;

/// The first day scored: the second of two years.
const SCORED_FROM: usize = 364;

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

/// Days on which the daily test speaks about one theme.
fn alarms(days: &[i32], counts: &[u32], volume: &[u32]) -> Vec<i32> {
    let (counts, exposure) = (rolling(counts), rolling(volume));
    let windows = Windows { counts: &counts, exposure: &exposure, is_apart: false };
    let speaks = |day: &usize| windows.test(*day).is_some_and(|test| test.p <= SPIKE_P);
    (SCORED_FROM..days.len()).filter(speaks).map(|day| days[day]).collect()
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

#[test]
fn known_spikes_are_found_soon_and_with_few_false_alarms() {
    let labels = labels();
    let mut score = Score::default();
    for workspace in ["1", "2", "3"] {
        let table = lines(&format!("workspace{workspace}.csv"));
        let (head, rows) = table.split_first().expect("a header");
        let days: Vec<i32> = rows.iter().map(|row| parse_day(&row[0]).expect("a day")).collect();
        let column = |idx: usize| -> Vec<u32> {
            rows.iter().map(|row| row[idx].parse().expect("a count")).collect()
        };
        let volume = column(1);
        for (idx, theme) in head.iter().enumerate().skip(2) {
            let key = (workspace.to_owned(), theme.clone());
            let spikes = labels.get(&key).map_or([].as_slice(), Vec::as_slice);
            score.add(&alarms(&days, &column(idx), &volume), spikes);
        }
    }
    let rate = score.n_false / score.n_themes;
    assert!(score.delays.len() > 40 && rate <= 0.30, "{rate} false alarms a theme and year");
    let found = (score.hit(14), score.hit(28), score.mean_delay());
    assert!(found.0 >= 0.70 && found.1 >= 0.75 && found.2 <= 11.0, "{found:?}");
}
