//! Views of what was found in a file.

use super::{AskView, ColumnView, DialectView, FileChoices, FileView, NoticeView, ScaleView};
use crate::notice::Notices;
use crate::read::{Dialect, Escape, Reading};
use crate::table::{Data, FileTable, Role, Scale, TypedColumn};

/// Rows of the preview.
const PREVIEW_ROWS: u32 = 8;
/// Characters of a cell in the preview.
const PREVIEW_CHARS: usize = 300;

/// What was found in one opened file.
pub fn file_view(id: u32, reading: &Reading, table: &FileTable, choices: &FileChoices) -> FileView {
    let mut notices = reading.notices.clone();
    notices.extend(table.notices.clone());
    let columns = table.columns.iter().enumerate();
    FileView {
        id,
        name: reading.file.clone(),
        kind: table.kind.code().to_owned(),
        kind_evidence: table.kind_evidence.clone(),
        flavour: table.flavour.map(str::to_owned),
        n_bytes: reading.n_bytes,
        encoding: reading.buffer.encoding().to_owned(),
        dialect: dialect_view(&reading.dialect),
        n_rows: table.n_rows,
        n_repaired: reading.n_repaired,
        n_set_aside: reading.n_set_aside,
        columns: columns.map(|(idx, column)| column_view(idx as u32, column, table)).collect(),
        preview: preview(reading),
        notices: notice_views(&notices),
        n_lines: reading.n_lines(),
        repair: reading.repair.clone(),
        choices: choices.clone(),
    }
}

/// Notices as views.
pub fn notice_views(notices: &Notices) -> Vec<NoticeView> {
    let view = |notice: &crate::notice::Notice| NoticeView {
        code: notice.code.to_owned(),
        message: notice.message.clone(),
        count: notice.count,
        places: notice.places.clone(),
    };
    notices.iter().map(view).collect()
}

/// A scale as a view.
pub fn scale_view(scale: &Scale) -> ScaleView {
    ScaleView {
        metric: scale.metric.code().to_owned(),
        name: scale.name(),
        min: scale.min,
        max: scale.max,
        low_cut: scale.low_cut,
        high_cut: scale.high_cut,
    }
}

fn dialect_view(dialect: &Dialect) -> DialectView {
    let escape = match dialect.escape {
        Escape::Doubled => "doubled",
        Escape::Backslash => "backslash",
        Escape::None => "none",
    };
    DialectView {
        delimiter: dialect.delimiter.clone(),
        quote: dialect.quote.map_or_else(String::new, String::from),
        escape: escape.to_owned(),
        line_end: dialect.line_end.to_owned(),
        n_preamble: dialect.n_preamble,
        n_header: dialect.n_header,
        n_footer: dialect.n_footer,
    }
}

fn column_view(idx: u32, typed: &TypedColumn, table: &FileTable) -> ColumnView {
    let role = typed.column.role;
    let kind = match &typed.column.data {
        _ if typed.n_missing == table.n_rows => "empty",
        Data::Text(_) => "text",
        Data::Category(_) => "category",
        Data::Number(_) => "number",
        Data::Date(_) => "date",
    };
    let is_score = role == Some(Role::Score);
    ColumnView {
        idx,
        name: typed.column.name.clone(),
        kind: kind.to_owned(),
        role: role.map(|role| role.code().to_owned()),
        confidence: typed.guess.confidence.map(|confidence| confidence.code().to_owned()),
        evidence: typed.guess.evidence.clone(),
        is_confirmed: typed.guess.is_confirmed,
        samples: typed.samples.clone(),
        n_missing: typed.n_missing,
        n_distinct: typed.n_distinct,
        scale: table.scale.as_ref().filter(|_| is_score).map(scale_view),
        date_order: typed.date_order.clone(),
        ask: typed.ask.as_ref().map(|ask| AskView {
            code: ask.code.to_owned(),
            question: ask.question.clone(),
            answers: ask.answers.clone(),
        }),
    }
}

fn preview(reading: &Reading) -> Vec<Vec<String>> {
    let records = &reading.records;
    let cell = |row, col| -> String { records.get(row, col).chars().take(PREVIEW_CHARS).collect() };
    (0..records.n_rows().min(PREVIEW_ROWS))
        .map(|row| (0..records.n_columns()).map(|col| cell(row, col)).collect())
        .collect()
}
