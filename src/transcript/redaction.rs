//! Redaction stands between the document and every format: only a [`RedactedDocument`] can be written.

use super::document::Document;
use super::texts::{self, Part};
use crate::redact::{Class, Find, Names, Policy, Redactor};
use crate::session::event::Redaction;
use crate::text::Strings;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is to be masked in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masking {
    /// What of the finds is masked.
    pub policy: Policy,
    /// Names that the machine knows; those that the session knows are in the document.
    pub names: Names,
}

/// A document that may leave the machine. There is no other way to one than [`Document::redact`].
#[derive(Debug, Clone, PartialEq)]
pub struct RedactedDocument {
    document: Document,
    notice: Notice,
}

/// What was done about sensitive text, for the reader of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The policy, and how often each class was masked and left.
    #[serde(flatten)]
    pub redaction: Redaction,
    /// The same in words, and that no more can be promised than best effort.
    pub notice: String,
}

/// A find, and the text that it stands in.
pub(super) struct Located {
    pub part: Part,
    pub find: Find,
    /// The line around it in the source.
    pub line: String,
    /// Where the value stands in that line.
    pub at: Range<usize>,
}

impl Document {
    /// Masks what the policy says in every text of the person. What a flow says is left as it is.
    pub fn redact(&self, masking: &Masking) -> RedactedDocument {
        self.redacted(masking).0
    }

    /// The same with everything that was found.
    pub(super) fn redacted(&self, masking: &Masking) -> (RedactedDocument, Vec<Located>) {
        let mut document = self.clone();
        let mut redactor = redactor(&mut document, masking);
        let spoken = spoken(&document.spoken);
        let mut located = Vec::new();
        let mut redaction = Redaction::of(masking.policy.name());
        for (part, text) in texts::of(&mut document) {
            let redacted = redactor.redact(text);
            for find in redacted.finds.into_iter().filter(|find| !spoken.contains(&find.value.to_lowercase()))
            {
                // Credentials are counted by their marks, which may be older than this.
                if !(find.masked && find.class.is_credential()) {
                    redaction.count(find.class.id(), find.masked, 1);
                }
                let (line, at) = line_of(text, &find.range);
                located.push(Located { part, find, line, at });
            }
            for class in Class::ALL.into_iter().filter(|class| class.is_credential()) {
                let marks = redacted.text.matches(&format!("[{}]", class.id())).count();
                redaction.count(class.id(), true, u64::try_from(marks).unwrap_or(u64::MAX));
            }
            *text = redacted.text;
        }
        let notice = words(&redaction, Strings::for_lang(&self.lang));
        (RedactedDocument { document, notice: Notice { redaction, notice } }, located)
    }
}

impl RedactedDocument {
    /// What stands in it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What was done to it.
    pub fn notice(&self) -> &Notice {
        &self.notice
    }
}

/// A redactor that knows every value of the document that is to be masked. A value that one text betrays, such as
/// the name behind `computer:`, is masked in those that say nothing about it too.
fn redactor(document: &mut Document, masking: &Masking) -> Redactor {
    let mut names = masking.names.clone();
    for (class, name) in &document.names {
        add(&mut names, *class, name);
    }
    let mut policy = masking.policy.clone();
    for value in spoken(&document.spoken) {
        policy.set_kept(&value, true);
    }
    let mut first = Redactor::new(policy.clone(), names.clone());
    for (_, text) in texts::of(document) {
        for find in first.redact(text).finds {
            match find.class {
                // The first part of a full name that stands in a text is often an ordinary word.
                Class::Host => names.domain(&find.value),
                class => add(&mut names, class, &find.value),
            }
        }
    }
    Redactor::new(policy, names)
}

fn add(names: &mut Names, class: Class, name: &str) {
    match class {
        Class::Host => names.host(name),
        Class::User => names.user(name),
        Class::Resource => names.resource(name),
        // The others have a form of their own, by which they are found wherever they stand.
        _ => {}
    }
}

/// What looks like a name in the commands of flows: that is no secret of anybody.
fn spoken(texts: &[String]) -> BTreeSet<String> {
    let mut redactor = Redactor::new(Policy::all(), Names::new());
    let finds = texts.iter().flat_map(|text| redactor.redact(text).finds);
    finds.map(|find| find.value.to_lowercase()).collect()
}

fn line_of(text: &str, range: &Range<usize>) -> (String, Range<usize>) {
    let before = text.get(..range.start).unwrap_or_default();
    let from = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = text.get(range.end..).unwrap_or_default();
    let to = rest.find(['\n', '\r']).map_or(text.len(), |at| range.end + at);
    let line = text.get(from..to).unwrap_or_default().to_owned();
    (line, range.start - from..range.end - from)
}

/// What was done, in sentences.
fn words(redaction: &Redaction, strings: &Strings) -> String {
    let what = match redaction.policy.as_str() {
        "all" => "transcript.redaction.all",
        "secrets" => "transcript.redaction.secrets",
        "none" => "transcript.redaction.none",
        _ => "transcript.redaction.custom",
    };
    strings.sentences(&[strings.get(what), &summary(redaction, strings), strings.get("transcript.utc")])
}

/// What was masked and what was found besides, in sentences.
pub fn summary(redaction: &Redaction, strings: &Strings) -> String {
    let mut sentences = Vec::new();
    let counts = |key: &str, counts: &BTreeMap<String, u64>| {
        let named = Class::ALL.into_iter().filter_map(|class| Some((class, counts.get(class.id())?)));
        let listed: Vec<String> = named
            .map(|(class, count)| {
                let class = strings.get(&format!("transcript.class.{}", class.id())).to_owned();
                strings
                    .fill("transcript.redaction.count", &[("class", &class), ("count", &count.to_string())])
            })
            .collect();
        (!listed.is_empty()).then(|| strings.fill(key, &[("counts", &strings.list(&listed))]))
    };
    match counts("transcript.redaction.masked", &redaction.masked) {
        Some(masked) => sentences.push(masked),
        None => sentences.push(strings.get("transcript.redaction.nothing").to_owned()),
    }
    sentences.extend(counts("transcript.redaction.left", &redaction.left));
    sentences.push(strings.get("transcript.redaction.read").to_owned());
    strings.sentences(&sentences)
}
