//! One integration binary.

mod codes;
mod text;
