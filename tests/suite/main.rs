//! One integration binary.

mod codes;
mod strings;
mod text;
