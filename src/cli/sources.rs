//! The flows that the program does not carry: those of `--flows`, of `config.yaml`, and of the packs that were added.

use super::args::Global;
use super::config::Settings;
use crate::flow::diagnostic::{Code, Source};
use crate::flow::library::{Content, Document};
use crate::flow::yaml::Step;
use crate::flow::{Diagnostic, Loaded, bundled};
use crate::host::Paths;
use crate::host::packs::{self, Added, AddedPack};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// Where a pack is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// A path of `--flows`.
    Flag(PathBuf),
    /// A path of `config.yaml`.
    Config(PathBuf),
    /// `pack add`.
    Added(AddedPack),
}

impl From {
    /// The place, for people.
    pub fn place(&self) -> String {
        match self {
            From::Flag(path) | From::Config(path) => path.display().to_string(),
            From::Added(pack) => match &pack.origin {
                Some(origin) => origin.from.clone(),
                None => pack.path.display().to_string(),
            },
        }
    }
}

/// Flow files, by where they are from.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order in which they count: of two equal ids the first stays.
    pub parts: Vec<(From, Vec<Document>)>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Sources {
    /// Reads them all. Only a path of the command line without flows is an error; the rest is reported.
    pub fn read(global: &Global, settings: &mut Settings, paths: Option<&Paths>) -> Result<Sources> {
        let mut sources = Sources::default();
        for path in &global.flows {
            sources.add(From::Flag(path.clone()), read(std::slice::from_ref(path))?);
        }
        for (index, path) in settings.packs.clone() {
            match read(std::slice::from_ref(&path)) {
                Ok(found) => sources.add(From::Config(path), found),
                Err(error) => {
                    let help = "name a folder or a file with flows, from the folder of config.yaml on";
                    settings.report(&[Step::Key("packs"), Step::Index(index)], format!("{error:#}"), help);
                }
            }
        }
        if let Some(paths) = paths {
            sources.add_packs(&Added::at(paths.packs()));
        }
        Ok(sources)
    }

    fn add_packs(&mut self, added: &Added) {
        let mut unread = |path: String, error: std::io::Error| {
            let message = format!("the pack cannot be read: {error}");
            self.diagnostics.push(Diagnostic::new(Code::E001, &Source::new(path, ""), 0..0, message));
        };
        let packs = added.list().unwrap_or_else(|error| {
            unread(added.folder().display().to_string(), error);
            Vec::new()
        });
        let mut read = Vec::new();
        for pack in packs {
            match pack.files() {
                Ok(found) => read.push((pack, found)),
                Err(error) => unread(pack.path.display().to_string(), error),
            }
        }
        for (pack, found) in read {
            self.add(From::Added(pack), (found.documents, found.diagnostics));
        }
    }

    fn add(&mut self, from: From, (documents, diagnostics): (Vec<Document>, Vec<Diagnostic>)) {
        self.parts.push((from, documents));
        self.diagnostics.extend(diagnostics);
    }

    /// All files, those that the program carries first.
    pub fn documents(&self) -> impl Iterator<Item = Document> {
        bundled::documents().chain(self.parts.iter().flat_map(|(_, documents)| documents.iter().cloned()))
    }

    /// Writes into the packs that were loaded from these files where they are from; the same by id.
    pub fn mark(&self, loaded: &mut Loaded) -> BTreeMap<String, From> {
        let mut from = HashMap::new();
        for (place, documents) in &self.parts {
            from.extend(documents.iter().map(|one| (one.source.path(), place)));
        }
        let mut origins = BTreeMap::new();
        for file in &loaded.files {
            let id = match &file.content {
                Content::Pack(id) => Some(id.clone()),
                Content::Flow(id) => loaded.library.flow(id).map(|flow| flow.pack.clone()),
                Content::Translation { .. } | Content::Nothing => None,
            };
            if let Some((id, from)) = id.zip(from.get(file.source.path()))
                && let Some(pack) = loaded.library.packs.get_mut(&id)
            {
                pack.origin = Some(from.place());
                origins.insert(id, (*from).clone());
            }
        }
        origins
    }
}

/// Reads the flows at paths that a person named. A path without flows is a mistake.
pub fn read(paths: &[PathBuf]) -> Result<(Vec<Document>, Vec<Diagnostic>)> {
    let (mut documents, mut diagnostics) = (Vec::new(), Vec::new());
    for path in paths {
        let found = packs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        if found.documents.is_empty() && found.diagnostics.is_empty() {
            bail!("there are no flows in {}; a flow is a file that ends in .yaml", path.display());
        }
        documents.extend(found.documents);
        diagnostics.extend(found.diagnostics);
    }
    Ok((documents, diagnostics))
}
