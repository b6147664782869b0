//! `unsnag sessions`: what is kept.

use super::age::Age;
use super::args::Global;
use super::completions;
use super::exit::Exit;
use super::export::{self, Export};
use super::handoff::{self, HandOff};
use super::kept::{List, delete, delete_older, stats, summaries};
use super::out::Out;
use super::redaction::Redaction;
use super::setup::Setup;
use super::start::{Opening, Transcript, open};
use anyhow::{Result, bail};
use clap::Subcommand;
use clap_complete::ArgValueCompleter;
use std::path::Path;

/// Arguments of `unsnag sessions`.
#[derive(Debug, Subcommand)]
pub enum Sessions {
    /// List the kept sessions, newest first.
    List(List),
    /// Print the transcript of a session as text; of the newest if none is named.
    Show {
        /// Its id, or a hand-off file.
        #[arg(add = ArgValueCompleter::new(completions::sessions))]
        session: Option<String>,
        #[command(flatten)]
        redaction: Redaction,
    },
    /// Go on with a session; with the newest unfinished one if none is named.
    Resume {
        /// Its id, or a hand-off file.
        #[arg(add = ArgValueCompleter::new(completions::sessions))]
        session: Option<String>,
        #[command(flatten)]
        transcript: Transcript,
    },
    /// Write the transcript of a session.
    Export(Export),
    /// Write a session to one file, for somebody else to go on with.
    Handoff(HandOff),
    /// Delete sessions by id, or all in which nothing has happened for some time.
    Delete {
        /// Their ids.
        #[arg(required_unless_present = "older_than", add = ArgValueCompleter::new(completions::sessions))]
        sessions: Vec<String>,
        /// Those in which nothing has happened for this long, such as 90d, 12w, 6m or 1y, or since a date; they are
        /// shown first, and it is asked.
        #[arg(long, value_name = "AGE", conflicts_with = "sessions")]
        older_than: Option<Age>,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Count what came of the sessions, and of each fix.
    Stats {
        /// Print JSON: sessions, resolved, escalated, info, unfinished, left_out, median_seconds and fixes.
        #[arg(long)]
        json: bool,
    },
}

impl Sessions {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?;
        match self {
            Sessions::List(list) => list.run(&setup, out),
            Sessions::Stats { json } => stats(&setup, json, out),
            Sessions::Delete { older_than: Some(age), yes, .. } => delete_older(&setup, age, yes, out),
            Sessions::Show { session, redaction } => {
                let policy = redaction.policy()?.unwrap_or_else(|| setup.policy.clone());
                let (text, _) = export::transcript(&setup, session.as_deref(), "txt", policy)?;
                out.text(&text)?;
                Ok(Exit::Done)
            }
            Sessions::Resume { session: Some(file), transcript } if handoff::is_file(&file) => {
                let handoff = handoff::read(Path::new(&file))?;
                let setup = setup.masked_by(transcript.check()?);
                open(&setup, Opening::Received(Box::new(handoff)), &transcript, global, out)
            }
            Sessions::Resume { session, transcript } => {
                let id = match session {
                    Some(id) => id,
                    None => newest_unfinished(&setup)?,
                };
                let setup = setup.masked_by(transcript.check()?);
                open(&setup, Opening::Session(id), &transcript, global, out)
            }
            Sessions::Export(export) => export.write(&setup, out),
            Sessions::Handoff(handoff) => handoff.run(&setup, out),
            Sessions::Delete { sessions, yes, .. } => delete(&setup, &sessions, yes, out),
        }
    }
}

fn newest_unfinished(setup: &Setup) -> Result<String> {
    let found = summaries(setup)?.into_iter().find(|(_, summary)| summary.unfinished());
    match found {
        Some((entry, _)) => Ok(entry.id),
        None => bail!("there is no unfinished session; `unsnag sessions list` shows what is kept"),
    }
}
