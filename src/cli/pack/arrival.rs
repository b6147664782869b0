//! A pack that is to be added, or to take the place of one: read, and checked among the others.

use crate::check::lint::lint;
use crate::cli::sources::{From, Sources};
use crate::flow::diagnostic::sort;
use crate::flow::library::{Content, Document};
use crate::flow::model::Pack;
use crate::flow::{Diagnostic, Level, Library, Loaded};
use crate::host::packs::address::Address;
use crate::host::packs::{self, Changing, Found, Origin};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A pack as it was read.
pub struct Arrival {
    /// What it is called on the command line: the id of the only pack in it, else what its folder is called.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// Its flow files, whose paths begin with `root`.
    pub documents: Vec<Document>,
    /// The folder that they are in.
    pub root: String,
    /// What could not be read.
    unread: Vec<Diagnostic>,
}

/// What is thought of a pack.
pub enum Verdict {
    /// Ids are taken; a sentence each.
    Taken(Vec<String>),
    /// It has errors.
    Faulty(Vec<Diagnostic>),
    /// It can be taken.
    Good {
        /// The pack alone.
        library: Library,
        /// What could be better.
        warnings: Vec<Diagnostic>,
    },
}

impl Arrival {
    /// Reads a pack.
    pub fn read(
        place: &Address,
        branch: Option<String>,
        changing: &Changing,
        now: Timestamp,
    ) -> Result<Arrival> {
        match place {
            Address::Folder(path) => Arrival::of_folder(path, now),
            Address::Git(address) => of_git(address, branch, changing, now),
        }
    }

    fn of_folder(path: &Path, now: Timestamp) -> Result<Arrival> {
        let shown = path.display();
        let root = whole(path).with_context(|| format!("cannot read {shown}"))?;
        let Some(root) = packs::text_of(&root) else {
            bail!("{shown}: the name of the folder is not UTF-8 text")
        };
        if Path::new(&root).is_file() {
            bail!("{shown} is a file; a pack is a folder with flows: name the folder that it is in");
        }
        let found = packs::read(Path::new(&root)).with_context(|| format!("cannot read {shown}"))?;
        if found.documents.is_empty() && found.diagnostics.is_empty() {
            bail!("there are no flows in {shown}; a flow is a file that ends in .yaml");
        }
        Ok(Arrival::new(&root, Origin::folder(root.as_str(), now), found))
    }

    fn new(root: &str, origin: Origin, found: Found) -> Arrival {
        let packs = Library::load(found.documents.clone()).library.packs;
        let name = match packs.keys().collect::<Vec<_>>().as_slice() {
            [id] => packs::name(id),
            _ => packs::name(root.rsplit('/').next().unwrap_or(root)),
        };
        let root = root.trim_end_matches('/').to_owned();
        Arrival { name, origin, documents: found.documents, root, unread: found.diagnostics }
    }

    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }

    /// Checks it among the flows that there are. Of equal ids neither may hide the other, whoever came first.
    pub fn check(&self, others: &Sources) -> Verdict {
        let alone = Library::load(self.documents.clone());
        let mut rest = Library::load(others.documents());
        let origins = others.mark(&mut rest);
        let mut loaded = Library::load(others.documents().chain(self.documents.iter().cloned()));
        let taken = taken(&alone, &rest.library, &loaded, &origins);
        if !taken.is_empty() {
            return Verdict::Taken(taken);
        }
        // What the others promise of themselves is not asked for here.
        for (_, flow) in
            loaded.library.flows.iter_mut().filter(|(id, _)| !alone.library.flows.contains_key(*id))
        {
            Arc::make_mut(flow).tests.clear();
        }
        let own: BTreeSet<&str> = self.documents.iter().map(|one| one.source.path()).collect();
        let mut findings = self.unread.clone();
        findings.extend(lint(&loaded).into_iter().filter(|one| own.contains(one.path())));
        sort(&mut findings);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|one| one.level() == Level::Error);
        match errors.is_empty() {
            true => Verdict::Good { library: alone.library, warnings },
            false => Verdict::Faulty(errors),
        }
    }

    /// Copies it into the folder of added packs, under a name.
    pub fn keep(&self, name: &str, changing: &Changing) -> Result<()> {
        changing.put(name, &self.root, &self.documents, &self.origin)
    }
}

/// The whole path of a folder. Links stay in it, because who names one may let it lead elsewhere later.
fn whole(path: &Path) -> std::io::Result<PathBuf> {
    match path.components().any(|part| part == Component::ParentDir) {
        true => path.canonicalize(),
        // Without a slash at the end.
        false => Ok(std::path::absolute(path)?.components().collect()),
    }
}

#[cfg(feature = "git")]
fn of_git(address: &str, branch: Option<String>, changing: &Changing, now: Timestamp) -> Result<Arrival> {
    use crate::host::packs::git;

    let folder = changing.clone_folder();
    let last = address.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default();
    let name = packs::name(last.strip_suffix(".git").unwrap_or(last));
    let read = git::clone(address, branch.as_deref(), &folder)
        .and_then(|()| Ok((git::commit(&folder)?, git::read(&folder, &name)?)));
    changing.forget_clone();
    let (commit, found) = read?;
    if found.documents.is_empty() && found.diagnostics.is_empty() {
        bail!("there are no flows in {address}; a flow is a file that ends in .yaml");
    }
    Ok(Arrival::new(&name, Origin::git(address, branch, commit, now), found))
}

#[cfg(not(feature = "git"))]
fn of_git(address: &str, _: Option<String>, _: &Changing, _: Timestamp) -> Result<Arrival> {
    bail!("this program was built without git, so it cannot read {address}; clone it and add the folder")
}

/// What of a pack has an id that another one has already, and translations of what is not its own.
fn taken(alone: &Loaded, rest: &Library, loaded: &Loaded, origins: &BTreeMap<String, From>) -> Vec<String> {
    let holder = |pack: &Pack| {
        let place = match origins.get(&pack.id) {
            Some(from) => format!("from {}", from.place()),
            None => "which comes with unsnag".to_owned(),
        };
        format!("\"{}\" ({}), {place}", pack.title.text, pack.id)
    };
    let pack_of = |id: &str| {
        let flow = rest.flow(id).and_then(|flow| rest.pack_of(flow));
        flow.or_else(|| rest.packs.get(id)).map(holder)
    };
    let own = &alone.library;
    let mut found = Vec::new();
    for id in own.packs.keys().filter(|id| rest.packs.contains_key(*id)) {
        found.extend(
            rest.packs.get(id).map(|pack| format!("the id \"{id}\" of the pack is that of {}", holder(pack))),
        );
    }
    for id in own.flows.keys() {
        found.extend(
            rest.flow(id).and_then(|_| pack_of(id)).map(|pack| format!("flow \"{id}\" is in {pack}")),
        );
    }
    let paths: BTreeSet<&str> = alone.files.iter().map(|file| file.source.path()).collect();
    for file in loaded.files.iter().filter(|file| paths.contains(file.source.path())) {
        if let Content::Translation { of, .. } = &file.content
            && !own.flows.contains_key(of)
            && !own.packs.contains_key(of)
            && let Some(pack) = pack_of(of)
        {
            found.push(format!("{} translates \"{of}\" of {pack}", file.source.path()));
        }
    }
    found
}
