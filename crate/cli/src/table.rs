//! One table: for a terminal, or as a file.

use std::path::Path;

use undertone_engine::view::{ExportQuery, TableQuery};

use crate::args::{Input, TableOptions};
use crate::print;
use crate::run::{Failure, Outcome, analysed, answer, write};

/// The options of a query.
pub(crate) fn query(options: &TableOptions) -> TableQuery {
    TableQuery {
        max_rows: options.max_rows,
        max_cols: options.max_cols,
        unit: options.unit.clone(),
        test: options.test.clone(),
        adjust: options.adjust.clone(),
        level: options.level,
        strict_level: options.strict_level,
        min_base: options.min_base,
        hide_below: options.hide_below,
        sort: options.sort.clone(),
        sort_by: options.sort_by.clone(),
        transpose: options.transpose,
        pairs: options.pairs,
        ..TableQuery::default()
    }
}

/// Asks for the table and writes it.
pub(crate) fn table(input: &Input, query: TableQuery, options: &TableOptions) -> Outcome {
    let kind = kind(options)?;
    let (session, filter) = analysed(input)?;
    let query = TableQuery { filter, ..query };
    let Some(kind) = kind.filter(|_| !input.json) else {
        let view = session.table(&query)?;
        return answer(input, &view, || print::table(&view));
    };
    let export =
        ExportQuery { kind: kind.to_owned(), table: Some(query), ..ExportQuery::default() };
    let bytes = session.export(&export)?;
    if let Some(path) = &options.output {
        return write(path, &bytes);
    }
    print::line(String::from_utf8_lossy(&bytes).trim_end());
    Ok(())
}

/// Which file a table is written as; none for the text of a terminal.
fn kind(options: &TableOptions) -> Outcome<Option<&'static str>> {
    let name = options.output.as_deref().and_then(Path::extension).and_then(|own| own.to_str());
    let kind = match options.format.as_deref().or(name).unwrap_or("text") {
        "text" => None,
        "csv" => Some("table.csv"),
        "md" => Some("table.md"),
        "xlsx" => Some("table.xlsx"),
        _ => return Err(Failure::new("bad-option", "format must be text, csv, md or xlsx")),
    };
    if options.output.is_none() && kind == Some("table.xlsx") {
        return Err(Failure::new("bad-option", "a workbook needs a file: add --output OUT.xlsx"));
    }
    if options.output.is_some() && kind.is_none() {
        return Err(Failure::new("bad-option", "output must be a file of format csv, md or xlsx"));
    }
    Ok(kind)
}
