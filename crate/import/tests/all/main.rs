//! Files as bytes, tables out: cases by format, hostile ones by themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archives;
mod books;
mod common;
mod corpus;
mod hostile;
mod json;
mod old_books;
mod pages;
mod slack;
