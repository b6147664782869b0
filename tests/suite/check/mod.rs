//! What can be said about flows without a person.

mod command;
mod graph;
mod lint;
mod walk;
