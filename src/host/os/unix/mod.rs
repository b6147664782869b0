//! Linux, the BSDs and macOS.

pub mod files;
pub mod programs;
pub mod signals;
pub mod surroundings;
pub mod terminal;
