//! From the text of a file to the model, with every fault in between. Nothing here stops at the first fault,
//! panics, or reads from disk.

mod command;
mod header;
mod node;
mod pack;
mod prepared;
mod problem;
mod words;

pub(super) use header::hash;
pub use prepared::Prepared;
use prepared::read_json;
pub use words::{is_flow_id, is_id};

use self::problem::Problems;
use super::diagnostic::{Code, Diagnostic, Source};
use super::file::{FlowFile, Many, NodeFile, PackFile, Text, TranslationFile, VERSION};
use super::gate;
use super::model::{self, Flow, Pack, Translation};
use super::place::subject;
use super::typed::{Part, read_part, read_tree};
use super::yaml::{Data, Kind, Step, Yaml};
use indexmap::IndexMap;
use serde::de::DeserializeOwned;

/// Most findings of one file; with more the file is of another kind, or meant to flood.
pub const MAX_FINDINGS: usize = 200;

/// Reads a flow. Its pack, inherited keys and translations are filled in by the library.
pub fn flow(source: &Source, prepared: Option<Prepared>) -> (Option<Flow>, Vec<Diagnostic>) {
    let hash = || prepared.map_or_else(|| header::hash(source.text()), |prepared| prepared.hash.to_owned());
    read(source, prepared, flow_parts, |problems, file: FlowFile| {
        header::flow(problems, source, hash(), file)
    })
}

/// Reads a `pack.yaml`.
pub fn pack(source: &Source, prepared: Option<Prepared>) -> (Option<Pack>, Vec<Diagnostic>) {
    read(source, prepared, one_part, |problems, file: PackFile| pack::pack(problems, file))
}

/// Reads a translation: the id it belongs to, its language tag, and its texts.
pub fn translation(
    source: &Source,
    prepared: Option<Prepared>,
) -> (Option<(String, String, Translation)>, Vec<Diagnostic>) {
    read(source, prepared, one_part, |problems, file: TranslationFile| pack::translation(problems, file))
}

fn read<F: DeserializeOwned, T>(
    source: &Source,
    prepared: Option<Prepared>,
    parts: impl Fn(&Source, &Yaml, &mut Vec<Diagnostic>) -> Option<F>,
    put_together: impl Fn(&mut Problems, F) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    if let Some(file) = prepared.and_then(|_| read_json(source.text())).and_then(|tree| read_tree(&tree)) {
        let mut problems = Problems::default();
        let value = put_together(&mut problems, file);
        if problems.is_empty() {
            return (Some(value), Vec::new());
        }
    }
    let (tree, mut findings) = gate::read(source);
    let Some(tree) = tree else { return (None, findings) };
    if let Some(newer) = newer_version(source, &tree) {
        findings.push(newer);
        return (None, findings);
    }
    empty_values(source, &tree, &mut Vec::new(), &mut findings);
    if findings.is_empty()
        && let Err(refusal) = gate::agree(source.text(), &tree)
    {
        return (None, vec![unreadable(source, refusal.location().map_or(0, |at| at.index()), &refusal)]);
    }
    // A file without faults is read in one go; otherwise part by part, so that all faults are found.
    let whole = if findings.is_empty() { read_tree(&tree) } else { None };
    let file = whole.or_else(|| parts(source, &tree, &mut findings));
    if file.is_none() && findings.is_empty() {
        findings.push(unreadable(source, 0, "its structure is not that of a flow, pack or translation"));
    }
    let Some(file) = file else { return (None, findings) };
    let mut problems = Problems::default();
    let value = put_together(&mut problems, file);
    findings.extend(problems.locate(source, &tree));
    findings.truncate(MAX_FINDINGS);
    (Some(value), findings)
}

fn newer_version(source: &Source, tree: &Yaml) -> Option<Diagnostic> {
    let value = tree.get("unsnag")?;
    let Data::Scalar(scalar) = &value.data else { return None };
    let Kind::Whole(version) = scalar.kind() else { return None };
    let (message, help) = if version > i128::from(VERSION) {
        (
            format!("format version {version} is newer than this program ({VERSION})"),
            "update unsnag to read this flow",
        )
    } else if version < 1 {
        (format!("there is no format version {version}"), "write `unsnag: 1`")
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::E004, source, value.span.clone(), message).help(help))
}

/// A key without a value is something the author has not finished; nothing in the format can be empty.
fn empty_values<'a>(
    source: &Source,
    tree: &'a Yaml,
    path: &mut Vec<Step<'a>>,
    findings: &mut Vec<Diagnostic>,
) {
    if findings.len() >= MAX_FINDINGS {
        return;
    }
    match &tree.data {
        Data::Scalar(scalar) if scalar.kind() == Kind::Null => {
            let message = format!("{} has no value", subject(path));
            let finding = Diagnostic::new(Code::E002, source, tree.span.clone(), message);
            findings.push(finding.help("write the value, or remove the key"));
        }
        Data::Scalar(_) => {}
        Data::Seq(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                empty_values(source, item, path, findings);
                path.pop();
            }
        }
        Data::Map(entries) => {
            for (key, value) in entries {
                path.push(Step::Key(&key.text));
                empty_values(source, value, path, findings);
                path.pop();
            }
        }
    }
}

/// A file that no finding could be made about.
fn unreadable(source: &Source, at: usize, why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::E001, source, at..at, format!("the file cannot be read: {why}"))
        .help("simplify this place; quote texts with special characters")
}

fn one_part<F: DeserializeOwned>(source: &Source, tree: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<F> {
    read_part(Part { source, tree, path: &[] }, findings)
}

/// The header and each node on their own.
fn flow_parts(source: &Source, tree: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<FlowFile> {
    let mut header = tree.clone();
    if let Data::Map(entries) = &mut header.data {
        let nodes =
            entries.iter_mut().find(|(key, value)| key.text == "nodes" && matches!(value.data, Data::Map(_)));
        if let Some((_, nodes)) = nodes {
            nodes.data = Data::Map(Vec::new());
        }
    }
    let file: Option<FlowFile> = read_part(Part { source, tree: &header, path: &[] }, findings);
    let mut found = Vec::new();
    let mut nodes = IndexMap::new();
    for (key, value) in tree.get("nodes").map(Yaml::entries).unwrap_or_default() {
        let path = [Step::Key("nodes"), Step::Key(&key.text)];
        // A node that cannot be read at all stays as one without a kind: its id is still a target.
        let is_map = matches!(value.data, Data::Map(_));
        let node: Option<NodeFile> = read_part(Part { source, tree: value, path: &path }, &mut found);
        findings.extend(found.drain(..).take(MAX_FINDINGS.saturating_sub(findings.len())));
        if let Some(node) = node.or_else(|| is_map.then(NodeFile::default)) {
            nodes.insert(key.text.clone(), node);
        }
    }
    file.map(|file| FlowFile { nodes, ..file })
}

fn text(text: Text) -> model::Text {
    model::Text::new(text.0)
}

fn opt_text(text: Option<Text>) -> Option<model::Text> {
    text.map(self::text)
}

fn texts(many: Many<Text>) -> Vec<model::Text> {
    many.0.into_iter().map(text).collect()
}

fn strings(many: Many<Text>) -> Vec<String> {
    many.0.into_iter().map(|text| text.0).collect()
}
