//! One integration binary.

mod text;
