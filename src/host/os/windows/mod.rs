//! Windows 10 and later, where consoles understand escape sequences.

pub mod files;
pub mod programs;
pub mod signals;
pub mod surroundings;
pub mod terminal;
