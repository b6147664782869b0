//! What is other in a pack than before: flows, other files, and commands, which are what matters most.

use super::arrival::Arrival;
use crate::cli::out::Out;
use crate::flow::library::{Content, Document};
use crate::flow::{Library, Loaded};
use crate::host::packs;
use crate::text::{Strings, sort};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Most lines that are shown of one kind.
const SHOWN: usize = 40;

/// What is other.
pub struct Changes {
    /// Key of what happened, and to what.
    files: Vec<(&'static str, String)>,
    /// The step, and the command that no step had before.
    commands: Vec<(String, String)>,
}

impl Changes {
    /// Between the files that are there and those that came.
    pub fn between(root: &Path, old: &[Document], new: &Arrival) -> Changes {
        let root = packs::text_of(root).unwrap_or_default();
        let (before, after) = (texts(&root, old), texts(&new.root, &new.documents));
        let (was, is) = (Library::load(old.iter().cloned()), Library::load(new.documents.iter().cloned()));
        let (was_called, is_called) = (called(&root, &was), called(&new.root, &is));
        let mut files = Vec::new();
        for (path, text) in &after {
            let key = match before.get(path) {
                None => "cli.pack.new",
                Some(before) if before != text => "cli.pack.changed",
                Some(_) => continue,
            };
            files.push((key, is_called.get(path).unwrap_or(path).clone()));
        }
        for path in before.keys().filter(|path| !after.contains_key(*path)) {
            files.push(("cli.pack.gone", was_called.get(path).unwrap_or(path).clone()));
        }
        let known = sort::set(commands(&was).map(|(_, text)| text));
        let commands = commands(&is).filter(|(_, text)| !known.contains(text)).collect();
        Changes { files, commands }
    }

    /// Whether nothing is other.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Says what is other.
    pub fn print(&self, strings: &Strings, out: &mut Out) -> io::Result<()> {
        let more = |all: usize, out: &mut Out| match all.saturating_sub(SHOWN) {
            0 => Ok(()),
            more => out.line(&strings.fill("cli.pack.more", &[("count", &more.to_string())])),
        };
        for (key, name) in self.files.iter().take(SHOWN) {
            out.line(&strings.fill(key, &[("name", name)]))?;
        }
        more(self.files.len(), out)?;
        if self.commands.is_empty() {
            return Ok(());
        }
        out.line(strings.get("cli.pack.commands"))?;
        for (step, text) in self.commands.iter().take(SHOWN) {
            out.line(&format!("  {step}:"))?;
            text.lines().try_for_each(|line| out.line(&format!("    {line}")))?;
        }
        more(self.commands.len(), out)
    }
}

/// Files by their path in the pack.
fn texts(root: &str, documents: &[Document]) -> BTreeMap<String, String> {
    sort::map(documents.iter().map(|one| (within(root, one.source.path()), one.source.text().to_owned())))
}

fn within(root: &str, path: &str) -> String {
    path.strip_prefix(root).unwrap_or(path).trim_start_matches('/').to_owned()
}

/// Id and title of the flow in a file, by the path of the file.
fn called(root: &str, loaded: &Loaded) -> BTreeMap<String, String> {
    let flows = loaded.files.iter().filter_map(|file| match &file.content {
        Content::Flow(id) => {
            let flow = loaded.library.flow(id)?;
            Some((within(root, file.source.path()), format!("{id}  {}", flow.title.text)))
        }
        _ => None,
    });
    sort::map(flows)
}

/// Every command with the step that it is in.
fn commands(loaded: &Loaded) -> impl Iterator<Item = (String, String)> {
    let nodes =
        loaded.library.flows.values().flat_map(|flow| flow.nodes.values().map(move |node| (flow, node)));
    nodes.flat_map(|(flow, node)| {
        node.commands().map(move |command| (format!("{}#{}", flow.id, node.id), command.full_text()))
    })
}
