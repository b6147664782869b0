//! unsnag: walks a person through troubleshooting flows, to the fix and the transcript.
//!
//! A folder imports only from itself or from those above it in this list.

pub mod text;

pub mod redact;

pub mod flow;

pub mod search;

pub mod session;

pub mod check;

pub mod transcript;

pub mod host;

pub mod ui;

pub mod cli;
