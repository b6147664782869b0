//! One integration binary.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like the test itself")]

mod build;
mod check;
mod cli;
mod codes;
mod config;
mod docs;
mod doctor;
mod durable;
mod engine;
mod gate;
mod greeting;
mod handoff;
mod host;
mod i18n;
mod keymap;
mod layers;
mod load;
mod packaging;
mod packs;
mod picture;
mod plain;
mod plain_walk;
mod policy;
mod pty;
mod redact;
mod review;
mod search;
mod shell;
mod snapshots;
mod strings;
mod text;
mod time;
mod transcript;
mod tui;
mod values;
