//! Languages: of the program's wording, of flows, of the reader.

mod lint;
mod reader;
mod screens;
mod tags;
mod translate;
pub mod wording;
