//! One integration binary.

mod build;
mod check;
mod codes;
mod gate;
mod strings;
mod text;
