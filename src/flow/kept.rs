//! A flow with its pack and translations as a session saw them, to be kept and handed on. The texts are those of the
//! files; for bundled flows the JSON that the build made of them. Reading them goes through the gate like any file.

use super::library::{Document, Library};
use super::load;
use super::model::{Flow, Text};
use super::node::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Version of the form in which a flow is kept.
pub const FORMAT: u32 = 1;
/// Most bytes of all texts of one kept flow.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most files of one kept flow: itself, its pack, and both in other languages.
const MAX_FILES: usize = 100;

/// A flow by what a log says of it, and the file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowFile {
    /// Its id.
    pub id: String,
    /// Id of its pack.
    pub pack: String,
    /// SHA-256 of the file, in hex.
    pub hash: String,
    /// The file.
    pub path: String,
}

/// A flow as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFlow {
    /// Version of this form.
    pub v: u32,
    /// Always `flow`.
    pub kind: String,
    /// Id of the flow.
    pub id: String,
    /// Its content hash, as it stands in logs.
    pub hash: String,
    /// Where it came from, if it came from somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The flow, its pack, and the translations of both.
    pub files: Vec<KeptFile>,
}

/// A file of a kept flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name without folders.
    pub name: String,
    /// What it says.
    pub text: String,
}

impl From<&Flow> for FlowFile {
    fn from(flow: &Flow) -> FlowFile {
        FlowFile {
            id: flow.id.clone(),
            pack: flow.pack.clone(),
            hash: flow.hash.clone(),
            path: flow.path.clone(),
        }
    }
}

impl KeptFlow {
    /// Puts a flow together from the files around it. None if the flow is not among them as it was.
    pub fn of(flow: &FlowFile, files: impl IntoIterator<Item = Document>) -> Option<KeptFlow> {
        let documents: Vec<Document> = files.into_iter().collect();
        let own = documents.iter().find(|one| match one.prepared {
            Some(prepared) => prepared.hash == flow.hash,
            None => load::hash(one.source.text()) == flow.hash,
        })?;
        let (folder, _) = split(own.source.path());
        let pack = documents.iter().find(|one| {
            let (place, name) = split(one.source.path());
            place == folder && matches!(name, "pack.yaml" | "pack.yml")
        });
        let pack_id = pack.and_then(|pack| value(pack.source.text(), "id")).unwrap_or(&flow.pack);
        let translates = |one: &Document| {
            let of = match one.prepared {
                Some(prepared) => prepared.translates.map(|(of, _)| of),
                None => value(one.source.text(), "of"),
            };
            of.is_some_and(|of| of == flow.id || of == pack_id)
        };
        let beside = documents.iter().filter(|one| split(one.source.path()).0 == folder && translates(one));
        let file = |one: &Document| KeptFile {
            name: split(one.source.path()).1.to_owned(),
            text: one.source.text().to_owned(),
        };
        let files: Vec<KeptFile> =
            std::iter::once(own).chain(pack).chain(beside).take(MAX_FILES).map(file).collect();
        let bytes: usize = files.iter().map(|file| file.text.len()).sum();
        let (id, hash) = (flow.id.clone(), flow.hash.clone());
        let kept = KeptFlow { v: FORMAT, kind: "flow".to_owned(), id, hash, from: None, files };
        (bytes <= MAX_BYTES).then_some(kept)
    }

    /// Reads a kept flow. None if it is of a newer form, or not one.
    pub fn from_json(text: &str) -> Option<KeptFlow> {
        let kept: KeptFlow = serde_json::from_str(text).ok()?;
        (kept.v <= FORMAT && kept.kind == "flow").then_some(kept)
    }

    /// The same as text.
    pub fn to_json(&self) -> String {
        // Strings and numbers only, so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the texts can be those that the hash stands for. Of a bundled flow the hash is that of a file that is
    /// not kept.
    pub fn is_whole(&self) -> bool {
        let Some(own) = self.files.first() else { return false };
        let bytes: usize = self.files.iter().map(|file| file.text.len()).sum();
        let bounded = self.files.len() <= MAX_FILES && bytes <= MAX_BYTES;
        bounded && is_hash(&self.hash) && (own.text.starts_with('{') || load::hash(&own.text) == self.hash)
    }
}

impl Library {
    /// Adds flows as they were, for what is said about the past. The flows of today stay.
    #[must_use]
    pub fn with_kept(&self, kept: &[KeptFlow]) -> Library {
        let mut library = self.clone();
        for one in kept.iter().filter(|one| one.is_whole()) {
            if library.version(&one.id, &one.hash).is_none() {
                library.add_kept(one);
            }
        }
        library
    }

    fn add_kept(&mut self, kept: &KeptFlow) {
        let documents = kept.files.iter().map(|file| {
            // The name of a file says what it is; its folder keeps it apart from those of today.
            Document::new(format!("kept/{}", split(&file.name).1), file.text.clone())
        });
        let mut loaded = Library::load(documents).library;
        let Some(flow) = loaded.flows.shift_remove(&kept.id) else { return };
        let mut flow = Arc::unwrap_or_clone(flow);
        if let Some(mut pack) = loaded.packs.shift_remove(&flow.pack) {
            pack.id = format!("{}@{}", pack.id, kept.hash.get(..12).unwrap_or(&kept.hash));
            if let Some(from) = &kept.from {
                pack.title = Text::new(format!("{} ({from})", pack.title.text));
                // A translated title would not say where it came from.
                pack.translations.clear();
            }
            flow.pack.clone_from(&pack.id);
            self.packs.insert(pack.id.clone(), pack);
        }
        flow.hash.clone_from(&kept.hash);
        self.versions.insert(kept.hash.clone(), Arc::new(flow));
    }

    /// A flow as it was under this content hash, be it that of today.
    pub fn version(&self, id: &str, hash: &str) -> Option<&Arc<Flow>> {
        let today = self.flow(id).filter(|flow| flow.hash == hash);
        today.or_else(|| self.versions.get(hash).filter(|flow| flow.id == id))
    }

    /// Puts a flow as it was in the place of the one of today, or adds it. Says whether there is such a flow.
    pub fn go_back_to(&mut self, id: &str, hash: &str) -> bool {
        let Some(flow) = self.version(id, hash).cloned() else { return false };
        self.flows.insert(id.to_owned(), flow);
        true
    }

    /// The flows that a flow leads to in one step.
    pub fn led_to(&self, flow: &Flow) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut add = |target: Option<&super::Target>| {
            found.extend(target.and_then(|target| target.flow.clone()).filter(|id| self.flow(id).is_some()));
        };
        for node in flow.nodes.values() {
            match &node.kind {
                Kind::Ask(question) | Kind::Check(super::Check { question, .. }) => {
                    question.options.values().for_each(|choice| add(Some(&choice.go)));
                    add(question.unsure.as_ref());
                }
                Kind::Table(table) => {
                    table.rows.iter().for_each(|row| add(Some(&row.go)));
                    add(table.unsure.as_ref());
                    add(table.other.as_ref());
                }
                Kind::Fix(fix) => {
                    add(fix.next.as_ref());
                    [&fix.then.not_fixed, &fix.then.cannot, &fix.then.skip]
                        .into_iter()
                        .for_each(|target| add(target.as_ref()));
                }
                Kind::Try(group) => add(group.next.as_ref()),
                Kind::Note(note) => add(note.next.as_ref()),
                Kind::Go(jump) => {
                    add(Some(&jump.to));
                    add(jump.back.as_ref());
                }
                Kind::Faq(faq) => add(faq.next.as_ref()),
                Kind::End(end) => add(end.via.as_ref()),
            }
        }
        found
    }
}

/// Whether a text is a content hash: 64 hex digits.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Folder and name of a file.
fn split(path: &str) -> (&str, &str) {
    match path.rfind(['/', '\\']) {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => ("", path),
    }
}

/// The value of a key at the beginning of a line, without reading the file.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    let value = lines.map(|rest| rest.split(" #").next().unwrap_or(rest).trim()).next()?;
    Some(value.trim_matches(['"', '\'']))
}
