//! A flow as the rest of the program sees it: read, checked for shape, in one language.

use super::meta::{Applies, Likely, Provenance, Sample, Severity, Signature, Status, Test};
use super::node::{Node, Question};
use super::target::{Address, Target};
use super::translated::Translated;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A text for people, with inline markup, in the language of the flow that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The text.
    pub text: String,
    /// It is English because a translation is missing.
    pub fallback: bool,
}

impl Text {
    /// A text in the flow's own language.
    pub fn new(text: impl Into<String>) -> Text {
        Text { text: text.into(), fallback: false }
    }
}

/// One problem and the way out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Id, unique in the library.
    pub id: String,
    /// Id of its pack.
    pub pack: String,
    /// File it was read from, for messages.
    pub path: String,
    /// SHA-256 of the file, in hex: which content a session saw.
    pub hash: String,
    /// Goes up when the meaning changes.
    pub rev: u32,
    /// What the problem is called.
    pub title: Text,
    /// When a person should be here; also the question whether a fix helped.
    pub condition: Option<Text>,
    /// What is reached at the end.
    pub goal: Option<Text>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// Free words for lists.
    pub tags: Vec<String>,
    /// What a person sees.
    pub symptoms: Vec<Text>,
    /// Other names that people search for.
    pub aliases: Vec<Text>,
    /// Messages that lead here.
    pub signatures: Vec<Signature>,
    /// How common the problem is.
    pub likely: Likely,
    /// Products and systems.
    pub applies: Applies,
    /// Where the advice comes from.
    pub source: Provenance,
    /// Address that relative links start from; inherited from the pack.
    pub base: Option<String>,
    /// Whether the product still exists; inherited from the pack.
    pub status: Status,
    /// Real messages that must find this flow.
    pub samples: Vec<Sample>,
    /// Walks that must work.
    pub tests: Vec<Test>,
    /// Id of the first node.
    pub start: String,
    /// Nodes in the author's order.
    pub nodes: IndexMap<String, Node>,
    /// Translations by language tag: id path to one string, or to a list.
    pub translations: BTreeMap<String, Translated>,
}

/// The texts of a flow or pack in another language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Translation {
    /// Id path to strings; a single string is a list of one.
    pub text: BTreeMap<String, Vec<String>>,
    /// Symptoms as people of that language say them.
    pub symptoms: Vec<String>,
    /// Names that people of that language search for.
    pub aliases: Vec<String>,
    /// Id path to the first 4 hex digits of the SHA-256 of the source string when it was translated.
    pub seen: BTreeMap<String, String>,
}

/// A folder of flows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// Id, unique in the library.
    pub id: String,
    /// Version as its authors count.
    pub version: Option<String>,
    /// What it is called.
    pub title: Text,
    /// Licence of the content.
    pub licence: Option<String>,
    /// Language tags it is translated to.
    pub languages: Vec<String>,
    /// Address that relative links start from.
    pub base: Option<String>,
    /// Whether the product still exists.
    pub status: Status,
    /// Default target of an escalation for how to get help.
    pub via: Option<Target>,
    /// Ids of packs that this one refers to.
    pub requires: Vec<String>,
    /// Questions that several flows share, asked once a session.
    pub questions: IndexMap<String, Question>,
    /// Portal labels: language tag, then English label to that language's.
    pub glossary: BTreeMap<String, BTreeMap<String, String>>,
    /// Translations by language tag.
    pub translations: BTreeMap<String, Translated>,
    /// Where it was read from, for people: a folder, or an address; none if the program carries it.
    pub origin: Option<String>,
}

impl Flow {
    /// The node of this id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The address of a node of this flow.
    pub fn address(&self, node: &str) -> Address {
        Address::new(&self.id, node)
    }
}
