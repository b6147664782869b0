//! `unsnag sessions handoff`: a session as one file for somebody else, and such a file opened.

use super::completions;
use super::exit::Exit;
use super::out::{Out, escape};
use super::redaction::Redaction;
use super::setup::Setup;
use crate::flow::KeptFlow;
use crate::host::atomic::{self, Existing};
use crate::host::{KeptFlows, original, packs};
use crate::redact::Policy;
use crate::session::handoff::{FORMAT, Fault, Handoff, MAX_BYTES};
use crate::session::journal::decode;
use crate::session::{Record, Session};
use crate::text::{Message, visible_line};
use crate::transcript::{self, Masking};
use crate::ui::guide::Guide;
use anyhow::{Context, Result, anyhow, bail};
use clap_complete::ArgValueCompleter;
use std::path::{Path, PathBuf};

/// Arguments of `unsnag sessions handoff`.
#[derive(Debug, clap::Args)]
pub struct HandOff {
    /// Id of the session; the newest if none is named.
    #[arg(add = ArgValueCompleter::new(completions::sessions))]
    session: Option<String>,
    /// The file to write, - for standard output [default: unsnag-ID-handoff.json].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    redaction: Redaction,
}

impl HandOff {
    /// Runs the command.
    pub fn run(self, setup: &Setup, out: &mut Out) -> Result<Exit> {
        let policy = self.redaction.policy()?.unwrap_or_else(|| setup.policy.clone());
        let (id, records) = setup.records(self.session.as_deref())?;
        let (handoff, missing) = hand_off(setup, &id, &records, policy);
        for flow in missing {
            super::out::warn(&format!("flow {flow} is neither here nor kept, so the file is without it"));
        }
        let text = handoff.to_json();
        let path = self.output.unwrap_or_else(|| PathBuf::from(format!("unsnag-{id}-handoff.json")));
        if path.as_os_str() == "-" {
            out.text(&escape(&text))?;
            return Ok(Exit::Done);
        }
        let existing = if self.force { Existing::Replace } else { Existing::Keep };
        atomic::write(&path, text.as_bytes(), existing)?;
        let strings = setup.strings();
        out.line(&strings.fill("cli.handoff.written", &[("path", &path.display().to_string())]))?;
        let counts: Vec<String> =
            handoff.masked.iter().map(|(class, count)| format!("{class} {count}")).collect();
        match counts.is_empty() {
            true => out.line(strings.get("cli.handoff.nothing-masked"))?,
            false => out.line(&strings.fill("cli.handoff.masked", &[("counts", &strings.list(&counts))]))?,
        }
        Ok(Exit::Done)
    }
}

/// A session as it may leave the machine, and the flows that are missing in it.
fn hand_off(setup: &Setup, id: &str, records: &[Record], policy: Policy) -> (Handoff, Vec<String>) {
    let library = setup.library_for(records);
    let session = Session::replay(records.to_vec());
    let kept = setup.paths.as_ref().map(|paths| KeptFlows::at(paths.flows()));
    let (mut flows, mut missing): (Vec<KeptFlow>, Vec<String>) = Default::default();
    for flow in Guide::flows_of(&library, &session) {
        let found = kept.as_ref().and_then(|kept| kept.read(&flow.hash)).or_else(|| original(&flow));
        match found {
            Some(found) => flows.push(found),
            None => missing.push(flow.id),
        }
    }
    let masking = Masking { policy, names: setup.environment.names() };
    (transcript::hand_off(id, setup.clock.now(), records, &library, flows, &masking), missing)
}

/// Whether this is the name of a hand-off file rather than the id of a session.
pub fn is_file(name: &str) -> bool {
    name.contains(['/', '\\', '.']) || Path::new(name).is_file()
}

/// Reads a hand-off file. Its flows tell where they come from.
pub fn read(path: &Path) -> Result<Handoff> {
    let shown = path.display();
    let bytes = packs::read_regular_file(path, MAX_BYTES).with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() > MAX_BYTES {
        bail!("{shown}: {}", message(&Fault::TooMuch));
    }
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{shown}: {}", message(&Fault::NotOne)))?;
    let mut handoff = Handoff::from_json(&text).map_err(|fault| anyhow!("{shown}: {}", message(&fault)))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for flow in &mut handoff.flows {
        flow.from = Some(visible_line(&name).into_owned());
    }
    Ok(handoff)
}

fn message(fault: &Fault) -> Message {
    match fault {
        Fault::NotOne => Message::new("host.handoff.not-one"),
        Fault::Newer(version) => {
            Message::new("host.handoff.newer").with("version", version).with("own", FORMAT)
        }
        Fault::Changed => Message::new("host.handoff.changed"),
        Fault::TooMuch => Message::new("host.handoff.too-much"),
        Fault::Empty => Message::new("host.handoff.empty"),
    }
}

impl Setup {
    /// The log of a session, of the newest one if none is named, and its id.
    pub fn records(&self, session: Option<&str>) -> Result<(String, Vec<Record>)> {
        let sessions = self.sessions()?;
        let id = match session {
            Some(id) => id.to_owned(),
            None => match sessions.list()?.into_iter().next() {
                Some(newest) => newest.id,
                None => bail!("no session is kept yet"),
            },
        };
        let contents = sessions.read(&id).map_err(|error| anyhow!("session {id}: {error}"))?;
        contents.notices.iter().for_each(|notice| super::out::warn(&notice.to_string()));
        let lines: Vec<String> = contents.records.into_iter().map(|record| record.text).collect();
        Ok((id, decode(&lines).0))
    }
}
