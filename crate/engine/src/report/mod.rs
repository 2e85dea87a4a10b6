//! What leaves the page: the digest, tables for spreadsheets, the saved result, the one-file report.

mod crosstab;
mod csv;
mod digest;
mod html;
mod markup;
mod selection;
mod table_book;
mod workbook;

pub use crosstab::{Line, lines, notes, part_signs, signs, table_csv, table_markdown, total_name};
pub use csv::{assign_csv, items_csv, items_ndjson, themes_csv};
pub use digest::{digest, rewrite};
pub use html::html;
pub use table_book::table_workbook;

use selection::selection;
