//! `unsnag pack list`: all packs, and where they are from.

use crate::cli::exit::Exit;
use crate::cli::lint::FormatName;
use crate::cli::out::Out;
use crate::cli::setup::Setup;
use crate::cli::sources::From;
use crate::flow::Library;
use crate::host::packs::AddedPack;
use crate::text::Strings;
use crate::ui::time::clock_time;
use anyhow::Result;
use serde_json::{Value, json};
use std::io;

/// Most problems that are listed of a pack.
const SHOWN: usize = 20;

/// Runs the command.
pub fn run(setup: &Setup, format: FormatName, out: &mut Out) -> Result<Exit> {
    let library = setup.library.localized(&setup.lang);
    let flows = |pack: &str| library.flows.values().filter(|flow| flow.pack == pack).count();
    if format == FormatName::Json {
        let packs = library.packs.values().map(|pack| {
            json!({
                "pack": pack.id,
                "title": pack.title.text,
                "version": pack.version,
                "languages": pack.languages,
                "flows": flows(&pack.id),
                "from": from(setup.origins.get(&pack.id)),
            })
        });
        out.json(&Value::Array(packs.collect()))?;
        return Ok(Exit::Done);
    }
    let strings = setup.strings();
    let widest = library.packs.keys().map(|id| id.chars().count()).max().unwrap_or(0);
    for pack in library.packs.values() {
        let title = match &pack.version {
            Some(version) => format!("{} {version}", pack.title.text),
            None => pack.title.text.clone(),
        };
        let origin = setup.origins.get(&pack.id);
        let mut about = said(origin, strings);
        if let Some(From::Added(added)) = origin.filter(|from| !from.is_called(&pack.id)) {
            about = format!("{about}, {}", strings.fill("cli.pack.part", &[("name", &added.name)]));
        }
        let values = [("title", title.as_str()), ("count", &flows(&pack.id).to_string()), ("origin", &about)];
        out.line(&format!("{:widest$}  {}", pack.id, strings.fill("cli.pack.row", &values)))?;
    }
    Ok(Exit::Done)
}

impl From {
    /// Whether an added pack has this id for its name on the command line too.
    fn is_called(&self, id: &str) -> bool {
        matches!(self, From::Added(added) if added.name == id)
    }
}

/// Where a pack is from.
fn said(from: Option<&From>, strings: &Strings) -> String {
    let place = from.map(From::place).unwrap_or_default();
    match from {
        None => strings.get("cli.pack.bundled").to_owned(),
        Some(From::Flag(_)) => strings.fill("cli.pack.flag", &[("place", &place)]),
        Some(From::Config(_)) => strings.fill("cli.pack.config", &[("place", &place)]),
        Some(From::Added(AddedPack { origin: None, .. })) => {
            strings.fill("cli.pack.unknown", &[("place", &place)])
        }
        Some(From::Added(AddedPack { origin: Some(origin), .. })) => {
            let time = clock_time(origin.read);
            let commit = origin.commit.as_deref().map(|commit| commit.get(..10).unwrap_or(commit));
            match commit {
                None => strings.fill("cli.pack.folder", &[("place", &place), ("time", &time)]),
                Some(commit) => {
                    let commit = match &origin.reference {
                        Some(branch) => format!("{branch} {commit}"),
                        None => commit.to_owned(),
                    };
                    let values = [("place", place.as_str()), ("commit", &commit), ("time", &time)];
                    strings.fill("cli.pack.git", &values)
                }
            }
        }
    }
}

/// The same for programs.
fn from(from: Option<&From>) -> Value {
    let kind = match from {
        None => "bundled",
        Some(From::Flag(_)) => "flows",
        Some(From::Config(_)) => "config",
        Some(From::Added(_)) => "added",
    };
    let added = match from {
        Some(From::Added(added)) => Some(added),
        _ => None,
    };
    let origin = added.and_then(|added| added.origin.as_ref());
    json!({
        "kind": kind,
        "place": from.map(From::place),
        "name": added.map(|added| &added.name),
        "ref": origin.and_then(|origin| origin.reference.as_ref()),
        "commit": origin.and_then(|origin| origin.commit.as_ref()),
        "read": origin.map(|origin| origin.read),
    })
}

/// Lists the problems of some packs.
pub fn problems(library: &Library, setup: &Setup, out: &mut Out) -> io::Result<()> {
    let widest = library.flows.keys().take(SHOWN).map(|id| id.chars().count()).max().unwrap_or(0);
    for flow in library.flows.values().take(SHOWN) {
        out.line(&format!("  {:widest$}  {}", flow.id, flow.title.text))?;
    }
    match library.flows.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => out.line(&setup.strings().fill("cli.pack.more", &[("count", &more.to_string())])),
    }
}
