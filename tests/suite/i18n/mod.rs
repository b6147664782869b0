//! Languages: of the program's wording, of flows, of the reader.

mod tags;
mod translate;
