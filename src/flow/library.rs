//! All packs and flows that were loaded.

use super::diagnostic::{Code, Diagnostic, Source, sort};
use super::gate;
use super::load::{self, Prepared};
use super::model::{Flow, Pack, Text};
use super::nearest::did_you_mean;
use super::node::{Kind, Node};
use super::target::{Address, Target};
use super::translated::Translated;
use super::yaml::Yaml;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Everything the program knows.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Packs by id, in the order they were found.
    pub packs: IndexMap<String, Pack>,
    /// Flows by id, in the order they were found.
    pub flows: IndexMap<String, Arc<Flow>>,
    /// Flows as sessions saw them, by content hash; only those of the session that is looked at.
    pub versions: HashMap<String, Arc<Flow>>,
}

/// A file to load: its path for messages and its text.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// For bundled files, what the build worked out about them.
    pub prepared: Option<Prepared>,
}

/// What came of loading: everything that could be read, and everything that is wrong.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub library: Library,
    /// What is wrong, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The files, for those who look closer.
    pub files: Vec<LoadedFile>,
}

/// A file that was loaded.
#[derive(Debug)]
pub struct LoadedFile {
    /// The file.
    pub source: Source,
    /// What was read from it.
    pub content: Content,
    tree: OnceLock<Option<Yaml>>,
}

/// What was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The flow of this id.
    Flow(String),
    /// The pack of this id.
    Pack(String),
    /// Texts in another language.
    Translation {
        /// Id of the flow or pack.
        of: String,
        /// Language tag.
        lang: String,
    },
    /// Nothing.
    Nothing,
}

impl LoadedFile {
    /// The file as a tree with places, built when it is first asked for.
    pub fn tree(&self) -> Option<&Yaml> {
        self.tree.get_or_init(|| gate::read(&self.source).0).as_ref()
    }
}

impl Document {
    /// A file from anywhere.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Document {
        Document { source: Source::new(path, text), prepared: None }
    }
}

impl Library {
    /// The flow of this id.
    pub fn flow(&self, id: &str) -> Option<&Arc<Flow>> {
        self.flows.get(id)
    }

    /// The flow and node at an address.
    pub fn node(&self, at: &Address) -> Option<(&Arc<Flow>, &Node)> {
        let flow = self.flow(&at.flow)?;
        Some((flow, flow.node(&at.node)?))
    }

    /// Where a target written in `flow` leads, if that exists.
    pub fn resolve(&self, flow: &str, target: &Target) -> Option<Address> {
        let to = self.flow(target.flow.as_deref().unwrap_or(flow))?;
        let node = target.node.as_deref().unwrap_or(&to.start);
        to.node(node).map(|_| to.address(node))
    }

    /// Where to begin when nobody knows what a problem is called: the flows tagged `triage`, and then where packs
    /// say how to get help.
    pub fn triage(&self) -> Vec<Address> {
        let tagged = self.flows.values().filter(|flow| flow.tags.iter().any(|tag| tag == "triage"));
        let mut found: Vec<Address> = tagged.map(|flow| flow.address(&flow.start)).collect();
        for pack in self.packs.values() {
            let help = pack.via.as_ref().and_then(|via| self.resolve("", via));
            found.extend(help.filter(|at| !found.contains(at)).into_iter().collect::<Vec<_>>());
        }
        found
    }

    /// The pack of a flow.
    pub fn pack_of(&self, flow: &Flow) -> Option<&Pack> {
        self.packs.get(&flow.pack)
    }

    /// Loads files: the packs of their folders, flows, and the translations beside them. Of two equal ids the
    /// first stays, so files that come later shadow nothing.
    pub fn load(documents: impl IntoIterator<Item = Document>) -> Loaded {
        let mut loader = Loader::default();
        let (mut flows, mut translations) = (Vec::new(), Vec::new());
        // A pack is known before its flows, and flows before their translations.
        for document in documents {
            match Role::of(&document) {
                Role::Pack => loader.add(document, Loader::add_pack),
                Role::Flow => flows.push(document),
                Role::Translation => translations.push(document),
            }
        }
        flows.into_iter().for_each(|document| loader.add(document, Loader::add_flow));
        translations.into_iter().for_each(|document| loader.add(document, Loader::add_translation));
        loader.finish()
    }
}

/// The keys of a file in JSON.
type Keys = HashMap<String, serde::de::IgnoredAny>;

/// What a file is for, by its name and first keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Pack,
    Flow,
    Translation,
}

impl Role {
    fn of(document: &Document) -> Role {
        if matches!(name(document.source.path()), "pack.yaml" | "pack.yml") {
            return Role::Pack;
        }
        if let Some(prepared) = document.prepared {
            return if prepared.translates.is_some() { Role::Translation } else { Role::Flow };
        }
        // Kept files can be in JSON, without lines.
        let json = Some(document.source.text()).filter(|text| text.starts_with('{'));
        if let Some(keys) = json.and_then(|text| serde_json::from_str::<Keys>(text).ok()) {
            return if keys.contains_key("of") { Role::Translation } else { Role::Flow };
        }
        let keys = document.source.text().lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
        match keys.into_iter().find(|key| matches!(*key, "unsnag" | "of")) {
            Some("of") => Role::Translation,
            _ => Role::Flow,
        }
    }
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.get(..path.len() - name(path).len()).unwrap_or_default().trim_end_matches(['/', '\\'])
}

#[derive(Default)]
struct Loader {
    loaded: Loaded,
    /// Ids of packs by folder; those that the program carries are in folders of their own.
    folders: HashMap<(bool, String), String>,
    flows: IndexMap<String, Flow>,
    /// Where ids were first seen.
    flow_places: HashMap<String, Source>,
    pack_places: HashMap<String, Source>,
}

impl Loader {
    fn add(&mut self, document: Document, add: fn(&mut Loader, &Source, Option<Prepared>) -> Content) {
        let Document { source, prepared } = document;
        let content = add(self, &source, prepared);
        self.loaded.files.push(LoadedFile { source, content, tree: OnceLock::new() });
    }

    fn add_pack(&mut self, source: &Source, prepared: Option<Prepared>) -> Content {
        let (pack, findings) = load::pack(source, prepared);
        self.loaded.diagnostics.extend(findings);
        let Some(mut pack) = pack else { return Content::Nothing };
        if let Some(taken) = twice(&mut self.loaded.diagnostics, &self.pack_places, source, &pack.id) {
            // Third-party content is not shown under the name of a pack that was there first.
            pack.id = self.free_pack_id(&taken);
        } else {
            self.pack_places.insert(pack.id.clone(), source.clone());
        }
        let id = pack.id.clone();
        self.folders.insert((prepared.is_some(), folder(source.path()).to_owned()), id.clone());
        self.loaded.library.packs.insert(id.clone(), pack);
        Content::Pack(id)
    }

    fn add_flow(&mut self, source: &Source, prepared: Option<Prepared>) -> Content {
        let (flow, findings) = load::flow(source, prepared);
        self.loaded.diagnostics.extend(findings);
        let Some(mut flow) = flow else { return Content::Nothing };
        if twice(&mut self.loaded.diagnostics, &self.flow_places, source, &flow.id).is_some() {
            return Content::Nothing;
        }
        self.flow_places.insert(flow.id.clone(), source.clone());
        flow.pack = self.pack_of_folder((prepared.is_some(), folder(source.path()).to_owned()));
        let id = flow.id.clone();
        self.flows.insert(id.clone(), flow);
        Content::Flow(id)
    }

    fn add_translation(&mut self, source: &Source, prepared: Option<Prepared>) -> Content {
        let translation = match prepared.and_then(|prepared| Some((prepared, prepared.translates?))) {
            Some((prepared, (of, lang))) => {
                Some((of.to_owned(), lang.to_owned(), Translated::bundled(source, prepared)))
            }
            None => {
                let (translation, findings) = load::translation(source, prepared);
                self.loaded.diagnostics.extend(findings);
                translation.map(|(of, lang, translation)| (of, lang, translation.into()))
            }
        };
        let Some((of, lang, translation)) = translation else { return Content::Nothing };
        let translations = match (self.flows.get_mut(&of), self.loaded.library.packs.get_mut(&of)) {
            (Some(flow), _) => &mut flow.translations,
            (None, Some(pack)) => &mut pack.translations,
            (None, None) => {
                let known = self.flows.keys().chain(self.loaded.library.packs.keys()).map(String::as_str);
                let hint = did_you_mean(&of, known);
                let message = format!("this translates \"{of}\", which does not exist{hint}");
                let span = gate::read(source).0.map_or(0..0, |tree| tree.span_at(&["of".into()]));
                let finding = Diagnostic::new(Code::E040, source, span, message);
                self.loaded.diagnostics.push(finding.help("`of` names a flow or pack by its id"));
                return Content::Nothing;
            }
        };
        translations.entry(lang.clone()).or_insert(translation);
        Content::Translation { of, lang }
    }

    /// The pack of a folder; a folder without `pack.yaml` is a pack of its own name.
    fn pack_of_folder(&mut self, folder: (bool, String)) -> String {
        if let Some(id) = self.folders.get(&folder) {
            return id.clone();
        }
        let title = match name(&folder.1) {
            "" | "." => "local",
            name => name,
        };
        let id = self.free_pack_id(title);
        let pack = Pack { id: id.clone(), title: Text::new(title), ..Pack::default() };
        self.loaded.library.packs.insert(id.clone(), pack);
        self.folders.insert(folder, id.clone());
        id
    }

    fn free_pack_id(&self, wanted: &str) -> String {
        let packs = &self.loaded.library.packs;
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|id| !packs.contains_key(id))
            .unwrap_or_default()
    }

    fn finish(self) -> Loaded {
        let mut loaded = self.loaded;
        for (id, mut flow) in self.flows {
            if let Some(pack) = loaded.library.packs.get(&flow.pack) {
                inherit(&mut flow, pack);
            }
            loaded.library.flows.insert(id, Arc::new(flow));
        }
        sort(&mut loaded.diagnostics);
        loaded
    }
}

/// Reports an id that is taken, and gives it back.
fn twice(
    out: &mut Vec<Diagnostic>,
    places: &HashMap<String, Source>,
    source: &Source,
    id: &str,
) -> Option<String> {
    let first = places.get(id)?;
    let here = place_of_id(source).unwrap_or(0);
    let end = source.line_range(here).end;
    let help = "give one of them another id; the first one is used";
    let finding = |there: String| {
        Diagnostic::new(Code::E005, source, here..end, format!("id \"{id}\" is also in {there}")).help(help)
    };
    out.push(match place_of_id(first) {
        Some(at) => finding(format!("{}:{}", first.path(), first.position(at).line)).related(
            "first at",
            first,
            at..at,
        ),
        None => finding(first.path().to_owned()),
    });
    Some(id.to_owned())
}

/// Where the id of a file stands, found without parsing: a line `id: ..` of its own. Bundled files have none.
fn place_of_id(source: &Source) -> Option<usize> {
    let text = source.text();
    if text.starts_with("id:") { Some(0) } else { text.find("\nid:").map(|at| at + 1) }
}

/// Gives a flow what its pack says for all: status and base, the shared questions, the way to help.
fn inherit(flow: &mut Flow, pack: &Pack) {
    if flow.base.is_none() {
        flow.base.clone_from(&pack.base);
    }
    flow.status.inherit(&pack.status);
    let status = flow.status.clone();
    for node in flow.nodes.values_mut() {
        node.status.inherit(&status);
        match &mut node.kind {
            Kind::Table(table) => {
                for row in &mut table.rows {
                    if let Some(own) = &mut row.status {
                        own.inherit(&node.status);
                    }
                }
            }
            Kind::End(end) if end.kind == super::node::EndKind::Escalate && end.via.is_none() => {
                end.via.clone_from(&pack.via);
            }
            Kind::Ask(question) => share(question, pack),
            Kind::Check(check) => share(&mut check.question, pack),
            _ => {}
        }
    }
}

/// Fills in what a question leaves to the shared one it names.
fn share(question: &mut super::node::Question, pack: &Pack) {
    let Some(shared) = question.shared.as_deref().and_then(|id| pack.questions.get(id)) else { return };
    if question.text.text.is_empty() {
        question.text.clone_from(&shared.text);
    }
    if question.hint.is_none() {
        question.hint.clone_from(&shared.hint);
    }
    question.minutes = question.minutes.or(shared.minutes);
    question.urgent |= shared.urgent;
    for (id, option) in &mut question.options {
        if let Some(other) = shared.options.get(id).filter(|_| option.say.text.is_empty()) {
            option.say.clone_from(&other.say);
        }
    }
}
