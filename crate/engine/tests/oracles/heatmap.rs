//! The low-score heatmap, through the tables of the product.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use undertone_engine::cube::crosstab;
use undertone_engine::join::Accounts;
use undertone_engine::table::{
    Category, Column, Data, Metric, Numbers, Origin, Role, RowOrigin, Scale, Source, Table,
};
use undertone_engine::view::{TableQuery, TableView};

use super::{folder, out};

pub(super) fn heatmap(input: &Value, want: &Value) -> Value {
    let (table, accounts) = open(input["csv"].as_str().expect("a file"));
    let ask = |measure: &str| {
        let query = TableQuery {
            rows: "area".to_owned(),
            cols: Some("segment".to_owned()),
            measure: measure.to_owned(),
            unit: "items".to_owned(),
            pairs: true,
            ..TableQuery::default()
        };
        crosstab(&table, &accounts, &query).expect("a table")
    };
    let (low, mean) = (ask("low-rate"), ask("mean-score"));
    let placed: f64 = low.row_n.iter().sum();
    let mut areas = low.rows.clone();
    let mut segments = low.cols.clone();
    areas.sort();
    segments.sort();
    let cells = want["cells"].as_array().expect("cells");
    let name = |cell: &Value, key: &str| cell[key].as_str().expect("a name").to_owned();
    let got =
        cells.iter().map(|cell| one(&low, &mean, &name(cell, "area"), &name(cell, "segment")));
    json!({
        "rated": table.n_rows - count_missing(&table), "placed": placed, "areas": areas,
        "segments": segments, "cells": got.collect::<Value>(),
        "letters": letters(&low, &segments), "pairs": pairs(&low, &want["pairs"]),
    })
}

/// One cell, in the words of the reference.
fn one(low: &TableView, mean: &TableView, area: &str, segment: &str) -> Value {
    let place = |names: &[String], name: &str| names.iter().position(|own| own == name);
    let (i, j) = (place(&low.rows, area).expect("area"), place(&low.cols, segment).expect("seg"));
    let at = i * low.cols.len() + j;
    let mut cell = json!({
        "area": area, "segment": segment, "n": low.n[at], "accounts": low.accounts[at],
        "low": low.low[at], "test": "thin", "arr_accounts_low": low.low_arr[at],
    });
    if low.n[at] > 0.0 {
        cell["mean"] = out(mean.value[at]);
        cell["low_share"] = out(low.value[at]);
        cell["wilson_lo"] = out(low.ci_low[at]);
        cell["wilson_hi"] = out(low.ci_high[at]);
        cell["top_account_share"] = out(low.top_account_share[at]);
    }
    if low.untested[at].is_empty() {
        let flag = match low.mark[at] {
            mark if mark > 0.0 => "high",
            mark if mark < 0.0 => "low",
            _ => "",
        };
        cell["test"] = json!("fisher mid-p");
        cell["p"] = out(low.p[at]);
        cell["q"] = out(low.q[at]);
        cell["flag"] = json!(flag);
        cell["p_nminus1"] = out(low.p_check[at]);
        cell["rest_low_share"] = out(low.rest[at]);
        cell["diff"] = out(low.diff[at]);
        cell["diff_lo"] = out(low.diff_low[at]);
        cell["diff_hi"] = out(low.diff_high[at]);
    }
    cell
}

/// The pairs that the reference lists, and one more if the product has another number of them.
fn pairs(low: &TableView, want: &Value) -> Value {
    let want = want.as_array().expect("pairs");
    let name = |pair: &Value, key: &str| pair[key].as_str().expect("a name").to_owned();
    let found = want.iter().map(|pair| {
        let names = (name(pair, "area"), name(pair, "a"), name(pair, "b"));
        let own = low.pairs.iter().find(|own| {
            let (a, b) = (&low.cols[own.a as usize], &low.cols[own.b as usize]);
            low.rows[own.row as usize] == names.0
                && ((*a == names.1 && *b == names.2) || (*a == names.2 && *b == names.1))
        });
        let own = own.map(|own| (own.p, own.q));
        json!({
            "area": names.0, "a": names.1, "b": names.2, "p": own.map(|own| own.0),
            "q": own.map(|own| own.1),
        })
    });
    let mut found: Vec<Value> = found.collect();
    if low.n_pair_tests as usize != want.len() {
        found.push(json!(low.n_pair_tests));
    }
    json!(found)
}

/// Letters by area and segment, the letters being those of the segments in their sorted order.
fn letters(low: &TableView, segments: &[String]) -> Value {
    let mut of_cell = BTreeMap::new();
    for (i, area) in low.rows.iter().enumerate() {
        for (j, segment) in low.cols.iter().enumerate() {
            let own = low.letters[i * low.cols.len() + j].chars().map(|letter| {
                let column = (letter.to_ascii_uppercase() as u8 - b'A') as usize;
                let sorted = segments.iter().position(|name| *name == low.cols[column]);
                let sorted = char::from(b'A' + sorted.expect("a segment") as u8);
                if letter.is_uppercase() { sorted } else { sorted.to_ascii_lowercase() }
            });
            let mut own: Vec<char> = own.collect();
            own.sort_by_key(char::to_ascii_uppercase);
            of_cell.insert(format!("{area}|{segment}"), own.into_iter().collect::<String>());
        }
    }
    json!(of_cell)
}

fn count_missing(table: &Table) -> u32 {
    (0..table.n_rows).filter(|row| table.score(*row).is_none()).count() as u32
}

/// The scored rows of a file as a table, with the accounts behind them.
fn open(file: &str) -> (Table, Accounts) {
    let text = std::fs::read_to_string(folder().join(file)).expect("the file");
    let rows: Vec<Vec<String>> =
        text.lines().skip(1).map(fields).filter(|row| !row[5].is_empty()).collect();
    let column = |key: &str, role: Role, data: Data| Column {
        key: key.to_owned(),
        name: key.to_owned(),
        role: Some(role),
        origin: Origin::File,
        data,
    };
    let category = |idx: usize| Category::from_values(rows.iter().map(|row| row[idx].as_str()));
    let mut scores = Numbers::default();
    for row in &rows {
        scores.push(row[5].parse().ok());
    }
    let keys = category(1);
    let scale = Some(Scale::usual(Metric::Csat, 1.0, 5.0));
    let table = Table {
        n_rows: rows.len() as u32,
        columns: vec![
            column("area", Role::Area, Data::Category(category(4))),
            column("segment", Role::Plan, Data::Category(category(2))),
            column("score", Role::Score, Data::Number(scores)),
        ],
        sources: vec![Source { file: 0, name: file.to_owned(), scale }],
        origins: (0..rows.len() as u32).map(|row| RowOrigin { source: 0, row: row + 1 }).collect(),
    };
    let mut arr = vec![None; keys.values.len()];
    for (row, account) in rows.iter().zip(&keys.codes) {
        if let Some(own) = arr.get_mut(*account as usize) {
            *own = row[3].parse().ok();
        }
    }
    (table, Accounts { of_row: keys.codes, keys: keys.values, arr, ..Accounts::default() })
}

/// The fields of one line; double quotes hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("a field").push(letter),
        }
    }
    fields
}
