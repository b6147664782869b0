//! The `unsnag` program.

fn main() {}
