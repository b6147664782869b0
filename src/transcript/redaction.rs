//! Redaction stands between the document and every format: only a [`RedactedDocument`] can be written.

use super::document::Document;
use super::masker::Masker;
use super::texts::{self, Part};
use crate::redact::{Class, Find, Names, Policy};
use crate::session::event::Redaction;
use crate::text::Strings;
use serde::Serialize;
use std::collections::BTreeMap;
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
        let texts = texts::of(&mut document);
        let mut masker = Masker::new(masking, self, texts.iter().map(|(_, text)| text.as_str()));
        let mut located = Vec::new();
        for (part, text) in texts {
            let redacted = masker.mask(text);
            for find in redacted.finds {
                let (line, at) = line_of(text, &find.range);
                located.push(Located { part, find, line, at });
            }
            *text = redacted.text;
        }
        let redaction = masker.into_redaction();
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
