//! What can be said about flows without a person: their graph, the tests in them, and lint.

pub mod coverage;
pub mod edge;
pub mod given;
pub mod graph;
pub mod lint;
pub mod provenance;
pub mod scc;
pub mod tests;
pub mod walk;
mod web;

pub use coverage::{Coverage, coverage};
pub use edge::{Edge, Way, edges};
pub use given::{Given, Signatures, given_in};
pub use graph::{Graph, Remaining};
pub use lint::{lint, lint_every_string};
pub use tests::{TestFailure, TestFault, run_test, run_tests};
pub use walk::{Played, Walk, WalkError, parse_walk, play};
