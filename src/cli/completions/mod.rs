//! `unsnag completions`, and what the shell asks for while somebody types: commands and options, problems and steps,
//! sessions.

mod powershell;

use super::args::Cli;
use super::exit::Exit;
use super::out::Out;
use super::search::address;
use super::setup::Setup;
use crate::text::markup::{parse, plain};
use anyhow::{Context, Result};
use clap::{CommandFactory, Parser, ValueEnum};
use clap_complete::CompletionCandidate;
use clap_complete::env::{Bash, CompleteEnv, Elvish, Fish, Shells, Zsh};
use powershell::Powershell;
use std::ffi::OsStr;

/// The variable by which the script of a shell asks.
const ASKED: &str = "UNSNAG_COMPLETE";
/// The shells that can ask.
const SHELLS: Shells<'_> = Shells(&[&Bash, &Elvish, &Fish, &Powershell, &Zsh]);
/// Most problems that are offered for words.
const HITS: usize = 10;

/// Arguments of `unsnag completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

impl Completions {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        let shell = self.shell.to_possible_value();
        let shell = shell.as_ref().and_then(|shell| SHELLS.completer(shell.get_name()));
        let mut script = Vec::new();
        shell.context("there are no completions for this shell")?.write_registration(
            ASKED,
            "unsnag",
            "unsnag",
            "unsnag",
            &mut script,
        )?;
        out.text(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}

/// Answers a shell, if it is one that asks.
pub fn answered() -> Result<bool, clap::Error> {
    let folder = std::env::current_dir().ok();
    let arguments = powershell::asked().unwrap_or_else(|| std::env::args_os().collect());
    CompleteEnv::with_factory(Cli::command)
        .var(ASKED)
        .shells(SHELLS)
        .bin("unsnag")
        .completer("unsnag")
        .try_complete(arguments, folder.as_deref())
}

/// Flows and their steps that begin like this; if there are none, what a search for it finds.
pub fn problems(current: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(setup), Some(typed)) = (setup(), current.to_str()) else { return Vec::new() };
    let shown = setup.library.localized(&setup.lang);
    let offer = |address: String, title: &str| {
        CompletionCandidate::new(address).help(Some(plain(&parse(title, |_| false)).into()))
    };
    let flows = shown.flows.values();
    let found: Vec<CompletionCandidate> = match typed.split_once('#') {
        None => flows
            .filter(|flow| flow.id.starts_with(typed))
            .map(|flow| offer(flow.id.clone(), &flow.title.text))
            .collect(),
        Some((flow, step)) => {
            let nodes = flows.filter(|one| one.id == flow).flat_map(|flow| flow.nodes.values());
            let nodes = nodes.filter(|node| node.id.starts_with(step));
            nodes.map(|node| offer(format!("{flow}#{}", node.id), &node.title())).collect()
        }
    };
    if !found.is_empty() || typed.is_empty() {
        return found;
    }
    let search = setup.finder().get().search(typed, HITS, &shown, setup.strings());
    if search.hits.len() > 1 && takes_common_beginning() {
        return Vec::new();
    }
    search.hits.iter().map(|hit| offer(address(hit), &hit.title)).collect()
}

/// Whether the shell is about to put what all offers begin with in the place of the word, which would be lost: they
/// need not have anything of it. bash does so unless it only lists them.
fn takes_common_beginning() -> bool {
    // Only bash tells; 63 is the question mark (COMP_TYPE in bash(1)).
    std::env::var_os("_CLAP_COMPLETE_COMP_TYPE").is_some_and(|kind| kind != "63")
}

/// The kept sessions.
pub fn sessions(current: &OsStr) -> Vec<CompletionCandidate> {
    let entries = setup().and_then(|setup| setup.sessions().ok()?.list().ok()).unwrap_or_default();
    let ids = entries.into_iter().map(|entry| entry.id);
    ids.filter(|id| current.to_str().is_some_and(|typed| id.starts_with(typed)))
        .map(CompletionCandidate::new)
        .collect()
}

/// The packs that were added.
pub fn packs(current: &OsStr) -> Vec<CompletionCandidate> {
    let added = setup().and_then(|setup| super::pack::added(&setup).ok()?.list().ok()).unwrap_or_default();
    added
        .into_iter()
        .filter(|pack| current.to_str().is_some_and(|typed| pack.name.starts_with(typed)))
        .map(|pack| {
            let from = pack.origin.map(|origin| origin.from);
            CompletionCandidate::new(pack.name).help(from.map(Into::into))
        })
        .collect()
}

fn setup() -> Option<Setup> {
    Setup::load(&Cli::try_parse_from(["unsnag"]).ok()?.global).ok()
}
