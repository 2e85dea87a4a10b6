//! `undertone spikes --counts`: a detector on a table of counts, so that it can be scored alone.

use std::path::Path;

use serde_json::{Value, json};
use undertone_engine::spike::counts::CountTable;
use undertone_engine::spike::detect::{Alarm, Method, Sensitivity, detect, untested, volume_rises};
use undertone_engine::spike::ears::EarsKind;
use undertone_engine::table::format_day;

use crate::args::{Counts, Input};
use crate::print;
use crate::run::{Failure, Outcome, file_name, parsed, read};

/// Prints the alarms, one for each theme and day that speaks; `since` tells which belong together.
/// Count, expectation and ratio are those of the `days` that are clearest (for C3 of the two weeks whose
/// excess it adds up); beside them stand this week and the one before.
pub(crate) fn alarms(path: &Path, input: &Input, how: &Counts) -> Outcome {
    let (method, sensitivity) = (method(&how.method)?, sensitivity(&how.profile)?);
    let reading = parsed(input, &file_name(path), read(path)?)?;
    let table = CountTable::read(&reading)?;
    let alarms: Vec<Value> = detect(&table, method, sensitivity, how.days)
        .iter()
        .map(|alarm| alarm_json(&table, alarm))
        .collect();
    let volume: Vec<Value> = volume_rises(&table.volume, how.days)
        .iter()
        .map(|rise| {
            let day = |at: usize| format_day(table.days[at]);
            json!({
                "date": day(rise.day), "since": day(rise.since), "count": rise.count,
                "expected": rise.expected, "p": rise.p,
            })
        })
        .collect();
    let untested = untested(&table, method);
    print::line(&json!({ "alarms": alarms, "volume": volume, "untested": untested }).to_string());
    Ok(())
}

/// Numbers that are none, or infinite, are null.
fn alarm_json(table: &CountTable, alarm: &Alarm) -> Value {
    let day = |at: usize| format_day(table.days[at]);
    let interval = alarm.week_interval();
    json!({
        "theme": table.names[alarm.theme],
        "date": day(alarm.day),
        "ratio": alarm.ratio(),
        "expected": alarm.expected,
        "count": alarm.count,
        "p": alarm.p,
        "q": alarm.q,
        "kind": if alarm.is_new { "new" } else { "spike" },
        "days": alarm.days,
        "week": alarm.week,
        "week_before": alarm.before,
        "week_ratio": alarm.week_ratio(),
        "week_ratio_low": interval.map(|own| own.0),
        "week_ratio_high": interval.map(|own| own.1),
        "onset": day(alarm.onset),
        "since": day(alarm.since),
    })
}

fn method(name: &str) -> Outcome<Method> {
    Ok(match name {
        "nbx" => Method::Nbx,
        "ears-c1" => Method::Ears(EarsKind::C1),
        "ears-c2" => Method::Ears(EarsKind::C2),
        "ears-c3" => Method::Ears(EarsKind::C3),
        "farrington" => Method::Farrington,
        _ => {
            let must = "must be nbx, ears-c1, ears-c2, ears-c3 or farrington";
            return Err(Failure::new("bad-option", format!("--method {name:?} {must}")));
        }
    })
}

fn sensitivity(name: &str) -> Outcome<Sensitivity> {
    Ok(match name {
        "low" => Sensitivity::Low,
        "normal" => Sensitivity::Normal,
        "high" => Sensitivity::High,
        _ => {
            let message = format!("--profile {name:?} must be low, normal or high");
            return Err(Failure::new("bad-option", message));
        }
    })
}
