//! Columns that follow from others: week, month, score band, source file, renewal quarter, and the
//! tier and region of accounts that have none.

use super::Accounts;
use super::region::region_of;
use super::spread::spread;
use crate::defaults::{ENTERPRISE_ARR, MID_MARKET_ARR};
use crate::table::{Category, Column, Data, MISSING, Origin, Role, Table, format_day};

/// Adds them.
pub(super) fn derive(table: &mut Table, accounts: &mut Accounts, has_sources: bool) {
    let days: Option<Vec<Option<i32>>> =
        table.dates().map(|dates| (0..table.n_rows).map(|row| dates.day(row)).collect());
    if let Some(days) = days {
        let monday = |day: i32| format_day(day - (day + 3).rem_euclid(7));
        put(table, "week", "Week", Origin::Computed, by_day(&days, monday));
        put(table, "month", "Month", Origin::Computed, by_day(&days, month));
    }
    if table.scores().is_some() {
        let band = |row: u32| match table.score(row) {
            None => "",
            Some((score, scale)) if scale.is_low(score) => "low",
            Some((score, scale)) if scale.is_high(score) => "high",
            Some(_) => "middle",
        };
        let bands = ordered(&["low", "middle", "high"], (0..table.n_rows).map(band));
        put(table, "band", "Score", Origin::Computed, bands);
    }
    if has_sources {
        let names = table.sources.iter().map(|source| source.name.as_str());
        let mut of_row = table.origins.iter().map(|origin| u32::from(origin.source));
        let sources = spread(&Category::from_values(names), &mut of_row);
        put(table, "source", "Source", Origin::Computed, sources);
    }
    account_columns(table, accounts);
}

fn account_columns(table: &mut Table, accounts: &mut Accounts) {
    if accounts.renewals.iter().any(Option::is_some) && table.column("renewal-quarter").is_none() {
        let quarters = accounts.renewals.iter().map(|day| day.map_or_else(String::new, quarter));
        let named = ("renewal-quarter", "Renewal quarter", None);
        put_fact(table, accounts, named, &quarters.collect::<Vec<_>>());
    }
    if table.role(Role::Plan).is_none() && accounts.plans.iter().any(Option::is_some) {
        let plans: Vec<String> =
            accounts.plans.iter().map(|plan| plan.clone().unwrap_or_default()).collect();
        put_fact(table, accounts, ("plan", "Tier (by ARR)", Some(Role::Plan)), &plans);
    }
    region(table, accounts);
}

/// Puts a fact that is known along the accounts beside each item.
fn put_fact(
    table: &mut Table,
    accounts: &mut Accounts,
    (key, name, role): (&str, &str, Option<Role>),
    facts: &[String],
) {
    let values = Category::from_values(facts.iter().map(String::as_str));
    let category = spread(&values, &mut accounts.of_row.iter().copied());
    put(table, key, name, Origin::Account, category);
    if let Some(column) = table.columns.iter_mut().find(|column| column.key == key) {
        column.role = role;
    }
    if accounts.is_complete {
        accounts.segments.push((key.to_owned(), values));
    }
}

/// The region of the country, where the files name countries and no regions.
fn region(table: &mut Table, accounts: &mut Accounts) {
    if table.role(Role::Region).is_some() || table.column("region").is_some() {
        return;
    }
    let Some(country) = table.role(Role::Country) else { return };
    let Data::Category(countries) = &country.data else { return };
    let (key, origin) = (country.key.clone(), country.origin);
    let values = regions(countries);
    let along = accounts.segment(&key).map(regions);
    if values.values.is_empty() && along.as_ref().is_none_or(|own| own.values.is_empty()) {
        return;
    }
    let origin = if origin == Origin::Account { origin } else { Origin::Computed };
    table.put(Column {
        key: "region".to_owned(),
        name: "Region (by country)".to_owned(),
        role: Some(Role::Region),
        origin,
        data: Data::Category(values),
    });
    accounts.segments.extend(along.map(|values| ("region".to_owned(), values)));
}

/// The regions of countries, row by row.
fn regions(countries: &Category) -> Category {
    let of: Vec<&str> =
        countries.values.iter().map(|country| region_of(country).unwrap_or_default()).collect();
    countries.recoded(&mut of.iter().copied())
}

/// The tier that an ARR speaks for, where no plan is known.
pub(super) fn tier(arr: f64) -> &'static str {
    if arr >= ENTERPRISE_ARR {
        "Enterprise"
    } else if arr >= MID_MARKET_ARR {
        "Mid-Market"
    } else {
        "Startup"
    }
}

fn month(day: i32) -> String {
    format_day(day).get(..7).unwrap_or_default().to_owned()
}

fn quarter(day: i32) -> String {
    let date = format_day(day);
    let month: u32 = date.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    format!("{} Q{}", date.get(..4).unwrap_or_default(), month.div_ceil(3))
}

/// A category of days under another name; each distinct day is named once.
fn by_day(days: &[Option<i32>], name: impl Fn(i32) -> String) -> Category {
    let mut distinct: Vec<i32> = days.iter().flatten().copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let names: Vec<String> = distinct.iter().map(|day| name(*day)).collect();
    let known = Category::from_values(names.iter().map(String::as_str));
    let at = |day: i32| distinct.binary_search(&day).map_or(MISSING, |at| at as u32);
    spread(&known, &mut days.iter().map(|day| day.map_or(MISSING, at)))
}

/// A category whose values have the given order; values that do not occur are left out.
fn ordered<'a>(order: &[&'a str], cells: impl Iterator<Item = &'a str>) -> Category {
    let cells: Vec<&str> = cells.collect();
    let values: Vec<&str> = order.iter().copied().filter(|value| cells.contains(value)).collect();
    let code =
        |cell: &&str| values.iter().position(|value| value == cell).map_or(MISSING, |at| at as u32);
    Category {
        codes: cells.iter().map(code).collect(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn put(table: &mut Table, key: &str, name: &str, origin: Origin, category: Category) {
    table.put(Column {
        key: key.to_owned(),
        name: name.to_owned(),
        role: None,
        origin,
        data: Data::Category(category),
    });
}
