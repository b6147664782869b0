//! One integration binary.

mod codes;
mod gate;
mod strings;
mod text;
