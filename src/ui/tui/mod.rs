//! The full screen.

pub mod app;
mod asked;
mod copying;
pub mod input;
pub mod keys;
pub mod limit;
pub mod mouse;
pub mod overlay;
pub mod picture;
mod ran;
mod report;
pub mod review;
pub mod run;
pub mod start;
pub mod theme;
pub mod view;

pub use app::{App, Msg};
pub use run::{Left, run};
