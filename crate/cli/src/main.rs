//! Undertone from a terminal.

fn main() {}
