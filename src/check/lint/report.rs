//! What rules look at, and how they say what they found.

use crate::check::web::Web;
use crate::flow::diagnostic::{Code, Diagnostic, Source};
use crate::flow::library::{Content, Loaded, LoadedFile};
use crate::flow::yaml::{Data, Step, Yaml};
use crate::flow::{Flow, Library, Node};
use crate::search::Finder;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// Most findings of one rule in one file.
const MAX_FINDINGS: usize = 100;

/// What is looked at.
pub(super) struct Subject<'a> {
    pub library: &'a Library,
    pub web: Web<'a>,
    /// Every string is a finding, where otherwise one stands for all of a file.
    pub every: bool,
    flows: HashMap<&'a str, Entry<'a>>,
    packs: HashMap<&'a str, Entry<'a>>,
    translations: Vec<((&'a str, &'a str), Entry<'a>)>,
    finder: OnceCell<Finder>,
}

/// A file, and which of its nodes could not be read as they are written.
struct Entry<'a> {
    file: &'a LoadedFile,
    broken: Vec<&'a str>,
}

impl<'a> Subject<'a> {
    pub fn of(loaded: &'a Loaded, every: bool) -> Subject<'a> {
        let mut starts: HashMap<&str, Vec<usize>> = HashMap::new();
        for finding in loaded.diagnostics.iter().filter(|finding| cuts(finding.code)) {
            starts.entry(finding.path()).or_default().push(finding.span.start);
        }
        let mut flows = HashMap::new();
        let mut packs = HashMap::new();
        let mut translations = Vec::new();
        for file in &loaded.files {
            let faults = starts.get(file.source.path()).map(Vec::as_slice).unwrap_or_default();
            let entry = || Entry { file, broken: broken(file, faults) };
            match &file.content {
                Content::Flow(id) => drop(flows.insert(id.as_str(), entry())),
                Content::Pack(id) => drop(packs.insert(id.as_str(), entry())),
                Content::Translation { of, lang } => {
                    translations.push(((of.as_str(), lang.as_str()), entry()))
                }
                Content::Nothing => {}
            }
        }
        let library = &loaded.library;
        Subject { library, web: Web::of(library), every, flows, packs, translations, finder: OnceCell::new() }
    }

    /// Search over all flows, built when it is first asked for.
    pub fn finder(&self) -> &Finder {
        self.finder.get_or_init(|| Finder::new(self.library))
    }

    pub fn flows(&self) -> impl Iterator<Item = &'a Flow> {
        self.library.flows.values().map(|flow| &**flow)
    }

    /// The translations that were read: what each belongs to, and its language.
    pub fn translations(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.translations.iter().map(|(of, _)| *of)
    }

    /// The file of a translation, by its number.
    pub fn translation_path(&self, number: usize) -> &'a str {
        self.translations.get(number).map_or("", |(_, entry)| entry.file.source.path())
    }

    /// Flows and nodes that were read as they are written.
    pub fn nodes(&self) -> impl Iterator<Item = (&'a Flow, &'a Node)> {
        self.flows().flat_map(move |flow| {
            let nodes = flow.nodes.values().filter(move |node| !self.is_broken(&flow.id, &node.id));
            nodes.map(move |node| (flow, node))
        })
    }

    /// Whether some node of a flow could not be read, so that what leads where is not known.
    pub fn is_incomplete(&self, flow: &Flow) -> bool {
        self.flows.get(flow.id.as_str()).is_none_or(|entry| !entry.broken.is_empty())
    }

    /// Whether the node of this id could not be read as it is written. It may be missing in the flow then.
    pub fn is_broken(&self, flow: &str, node: &str) -> bool {
        self.flows.get(flow).is_some_and(|entry| entry.broken.contains(&node))
    }
}

/// Whether a finding of the reader means that something was left out.
fn cuts(code: Code) -> bool {
    matches!(code, Code::E001 | Code::E002 | Code::E003 | Code::E006)
}

/// The nodes in which something starts that could not be read.
fn broken<'a>(file: &'a LoadedFile, faults: &[usize]) -> Vec<&'a str> {
    let nodes = file.tree().filter(|_| !faults.is_empty()).and_then(|tree| tree.get("nodes"));
    let entries = nodes.map(Yaml::entries).unwrap_or_default();
    let hit = |at: &usize| {
        let after = entries.partition_point(|(key, _)| key.span.start <= *at);
        let (key, value) = entries.get(after.checked_sub(1)?)?;
        (*at <= value.span.end).then_some(key.text.as_str())
    };
    faults.iter().filter_map(hit).collect()
}

/// What of a path is pointed at.
#[derive(Clone, Copy)]
enum Spot {
    Value,
    Key,
}

/// Collects findings.
pub(super) struct Report<'a> {
    subject: &'a Subject<'a>,
    findings: Vec<Diagnostic>,
    counts: HashMap<&'a str, usize>,
}

impl<'a> Report<'a> {
    pub fn new(subject: &'a Subject<'a>) -> Report<'a> {
        Report { subject, findings: Vec::new(), counts: HashMap::new() }
    }

    /// The findings; the codes are those that the rule says it can find.
    pub fn finish(self, codes: &[Code]) -> Vec<Diagnostic> {
        debug_assert!(self.findings.iter().all(|finding| codes.contains(&finding.code)));
        self.findings
    }

    /// Whether more findings in a flow would not be kept.
    pub fn is_full(&self, flow: &Flow) -> bool {
        self.counts.get(flow.path.as_str()).is_some_and(|count| *count >= MAX_FINDINGS)
    }

    /// Something wrong in a flow, at the value of a path.
    pub fn value(&mut self, code: Code, flow: &Flow, path: &[Step], message: String, help: &str) {
        self.add(code, self.subject.flows.get(flow.id.as_str()), path, Spot::Value, message, help);
    }

    /// Something wrong in a flow, at the key that ends a path.
    pub fn key(&mut self, code: Code, flow: &Flow, path: &[Step], message: String, help: &str) {
        self.add(code, self.subject.flows.get(flow.id.as_str()), path, Spot::Key, message, help);
    }

    /// Something wrong with a node as a whole.
    pub fn node(&mut self, code: Code, flow: &Flow, node: &Node, message: String, help: &str) {
        self.key(code, flow, &[Step::Key("nodes"), Step::Key(&node.id)], message, help);
    }

    /// Something wrong in a `pack.yaml`.
    pub fn pack(&mut self, code: Code, pack: &str, path: &[Step], message: String, help: &str) {
        self.add(code, self.subject.packs.get(pack), path, Spot::Value, message, help);
    }

    /// Something wrong in a translation, by its number, at the value of a path.
    pub fn translation(&mut self, code: Code, number: usize, path: &[Step], message: String, help: &str) {
        let entry = self.subject.translations.get(number).map(|(_, entry)| entry);
        self.add(code, entry, path, Spot::Value, message, help);
    }

    /// Something wrong in a translation, by its number, at the key that ends a path.
    pub fn translation_key(&mut self, code: Code, number: usize, path: &[Step], message: String, help: &str) {
        let entry = self.subject.translations.get(number).map(|(_, entry)| entry);
        self.add(code, entry, path, Spot::Key, message, help);
    }

    /// Adds another place to the latest finding.
    pub fn related(&mut self, label: &str, flow: &Flow, path: &[Step]) {
        let Some(entry) = self.subject.flows.get(flow.id.as_str()) else { return };
        if let Some(finding) = self.findings.pop() {
            let span = span(entry.file, path, Spot::Value);
            self.findings.push(finding.related(label, &entry.file.source, span));
        }
    }

    fn add(
        &mut self,
        code: Code,
        entry: Option<&'a Entry<'a>>,
        path: &[Step],
        spot: Spot,
        message: String,
        help: &str,
    ) {
        let Some(file) = entry.map(|entry| entry.file) else { return };
        let source: &'a Source = &file.source;
        let count = self.counts.entry(source.path()).or_default();
        *count += 1;
        if *count <= MAX_FINDINGS {
            self.findings.push(Diagnostic::new(code, source, span(file, path, spot), message).help(help));
        }
    }
}

/// Where a path stands in a file. A list of one may be written without brackets, an item as a mere text.
fn span(file: &LoadedFile, path: &[Step], spot: Spot) -> Range<usize> {
    let Some(tree) = file.tree() else { return 0..0 };
    let mut real: Vec<Step> = Vec::with_capacity(path.len());
    let mut here = Some(tree);
    for step in path {
        if matches!(step, Step::Index(0)) && here.is_some_and(|value| !matches!(value.data, Data::Seq(_))) {
            continue;
        }
        here = here.and_then(|value| value.at(std::slice::from_ref(step)));
        real.push(*step);
    }
    match spot {
        Spot::Value => tree.span_at(&real),
        Spot::Key => tree.key_span_at(&real),
    }
}
