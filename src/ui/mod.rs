//! What a person sees and does: one guide, two faces (full screen and line mode).

pub mod action;
pub mod card;
mod farewell;
pub mod guide;
pub mod keymap;
pub mod palette;
pub mod plain;
pub mod review;
pub mod tui;
pub mod unfinished;

pub mod sheet;
pub mod time;
pub mod welcome;
pub mod words;

pub use farewell::farewell;
