//! One integration binary.

mod build;
mod check;
mod codes;
mod gate;
mod load;
mod pty;
mod redact;
mod search;
mod strings;
mod text;
