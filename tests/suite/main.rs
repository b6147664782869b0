//! One integration binary.

mod build;
mod check;
mod codes;
mod gate;
mod search;
mod strings;
mod text;
