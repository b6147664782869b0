//! The full screen.

pub mod app;
pub mod input;
pub mod keys;
pub mod overlay;
pub mod start;
pub mod theme;
pub mod view;

pub use app::{App, Msg};
