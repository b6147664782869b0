//! `unsnag sessions`: what is kept.

use super::args::Global;
use super::completions;
use super::exit::{Exit, ended_key};
use super::export::{self, Export};
use super::out::Out;
use super::redaction::Redaction;
use super::setup::Setup;
use super::start::{Opening, Transcript, open};
use crate::session::Session;
use crate::session::journal::decode;
use crate::ui::words;
use anyhow::{Result, anyhow, bail};
use clap::Subcommand;
use clap_complete::ArgValueCompleter;
use serde_json::{Value, json};

/// Arguments of `unsnag sessions`.
#[derive(Debug, Subcommand)]
pub enum Sessions {
    /// List the kept sessions, newest first.
    List {
        /// Print JSON: an array of id, flow, title, last, steps and ended.
        #[arg(long)]
        json: bool,
    },
    /// Print the transcript of a session as text; of the newest if none is named.
    Show {
        /// Its id.
        #[arg(add = ArgValueCompleter::new(completions::sessions))]
        session: Option<String>,
        #[command(flatten)]
        redaction: Redaction,
    },
    /// Go on with a session; with the newest unfinished one if none is named.
    Resume {
        /// Its id.
        #[arg(add = ArgValueCompleter::new(completions::sessions))]
        session: Option<String>,
        #[command(flatten)]
        transcript: Transcript,
    },
    /// Write the transcript of a session.
    Export(Export),
    /// Delete sessions.
    Delete {
        /// Their ids.
        #[arg(required = true, add = ArgValueCompleter::new(completions::sessions))]
        sessions: Vec<String>,
    },
}

impl Sessions {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?;
        match self {
            Sessions::List { json } => list(&setup, json, out),
            Sessions::Show { session, redaction } => {
                let policy = redaction.policy()?.unwrap_or_else(|| setup.policy.clone());
                let (text, _) = export::transcript(&setup, session.as_deref(), "txt", policy)?;
                out.text(&text)?;
                Ok(Exit::Done)
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
            Sessions::Delete { sessions } => {
                for id in &sessions {
                    setup.sessions()?.remove(id).map_err(|error| anyhow!("session {id}: {error}"))?;
                    out.line(&setup.strings().fill("cli.sessions.deleted", &[("id", id)]))?;
                }
                Ok(Exit::Done)
            }
        }
    }
}

fn newest_unfinished(setup: &Setup) -> Result<String> {
    let earlier = setup.earlier(&setup.driver());
    match earlier.unfinished.into_iter().next() {
        Some(one) => Ok(one.id),
        None => bail!("there is no unfinished session; `unsnag sessions list` shows what is kept"),
    }
}

fn list(setup: &Setup, json: bool, out: &mut Out) -> Result<Exit> {
    let sessions = setup.sessions()?;
    let strings = setup.strings();
    let library = setup.library.localized(&setup.lang);
    let mut rows: Vec<Value> = Vec::new();
    for entry in sessions.list()? {
        let contents = match sessions.read(&entry.id) {
            Ok(contents) => contents,
            Err(error) => {
                super::out::warn(&format!("session {}: {error}", entry.id));
                continue;
            }
        };
        let lines: Vec<String> = contents.records.into_iter().map(|record| record.text).collect();
        let session = Session::replay(decode(&lines).0);
        let state = session.state();
        let flow = state.path().next().map(|visit| visit.at.flow.clone());
        let title = flow.as_ref().and_then(|id| library.flow(id)).map(|flow| flow.title.text.clone());
        let last = session.records().last().map(|record| record.at);
        let steps = state.path().filter(|visit| !visit.through).count();
        let ended = state.ended();
        if !json {
            let how = strings.get(ended_key(ended));
            let when = last.map(words::clock_time).unwrap_or_default();
            let title = title.clone().or_else(|| flow.clone()).unwrap_or_default();
            out.line(&format!("{}  {when}  {how}: {title}", entry.id))?;
        }
        rows.push(json!({
            "id": entry.id,
            "flow": flow,
            "title": title,
            "last": last.map(|at| at.to_string()),
            "steps": steps,
            "ended": ended,
        }));
    }
    if json {
        out.json(&Value::Array(rows))?;
    } else if rows.is_empty() {
        out.line(strings.get("cli.sessions.none"))?;
    }
    Ok(Exit::Done)
}
