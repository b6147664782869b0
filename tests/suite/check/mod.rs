//! What can be said about flows without a person.

mod command;
mod coverage;
mod graph;
mod lint;
mod walk;
