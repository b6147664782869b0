//! What can be said about flows without a person.

mod graph;
mod lint;
mod walk;
