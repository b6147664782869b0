//! The file format as types, apart from the model: what may stand where, and nothing else. From these come the
//! reader, its messages about unknown keys, and the JSON Schema for editors. Doc comments are the help that an
//! editor shows to authors.
//!
//! Nothing here is `untagged`, `flatten` or internally tagged: their errors say nothing, and they would turn
//! an unquoted code into a number.

mod command;
pub(super) mod node;
mod pack;
mod scalar;
#[cfg(test)]
mod schema;
#[cfg(test)]
pub(crate) use schema::made_schema;

pub use command::{CommandFile, Origin, ShellWord, SlotFile, SlotKindWord, Where};
pub use node::{
    FaqItemFile, ItemFile, ItemKeys, LinkFile, LinkKeys, NodeFile, OptionFile, OrderWord, PointsWord,
    RowFile, ThenFile,
};
pub use pack::{PackFile, QuestionFile, SharedOption, TranslationFile};
pub use scalar::{Many, Text};

use crate::text::packed::packed;
use indexmap::IndexMap;
use serde::Deserialize;

/// The format version that this program reads.
pub const VERSION: u32 = 1;

/// The JSON Schema of flow files, for editors. It is made from these types; a test keeps it true.
pub fn schema() -> String {
    packed!("flow.schema.json")
}

/// A troubleshooting flow of unsnag: one problem and the way out of it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "unsnag flow"))]
pub struct FlowFile {
    /// Format version, 1.
    pub unsnag: u32,
    /// Id of the flow, unique in the library, such as `um.nologs`.
    pub id: Text,
    /// Goes up when the meaning changes.
    pub rev: Option<u32>,
    /// What the problem is called.
    pub title: Text,
    /// When a person should be here.
    pub condition: Option<Text>,
    /// What is reached at the end.
    pub goal: Option<Text>,
    /// How bad the problem is.
    pub severity: Option<SeverityWord>,
    /// Free words for lists.
    #[serde(default)]
    pub tags: Many<Text>,
    /// What a person sees.
    #[serde(default)]
    pub symptoms: Many<Text>,
    /// Other names that people search for.
    #[serde(default)]
    pub aliases: Many<Text>,
    /// Messages and codes that lead here.
    #[serde(default)]
    pub signatures: Vec<SignatureFile>,
    /// How common the problem is.
    pub likely: Option<LikelyWord>,
    /// Products and systems the advice is about.
    pub applies: Option<AppliesFile>,
    /// Where the advice comes from.
    pub source: Option<SourceFile>,
    /// Address that relative links start from.
    pub base: Option<Text>,
    /// Whether the product still exists.
    pub status: Option<StatusFile>,
    /// Real messages that must find this flow.
    #[serde(default)]
    pub samples: Many<SampleFile>,
    /// Walks that must work.
    #[serde(default)]
    pub tests: Vec<TestFile>,
    /// Id of the first node.
    pub start: Text,
    /// The steps by id.
    pub nodes: IndexMap<String, NodeFile>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SeverityWord {
    /// A nuisance.
    Low,
    /// Work is hindered.
    Medium,
    /// Work stands still.
    High,
}

/// How often it is the right one.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LikelyWord {
    /// Often.
    Common,
    /// Now and then.
    Sometimes,
    /// Hardly ever.
    Rare,
}

/// What a command or fix does to the machine.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RiskWord {
    /// It only looks.
    Read,
    /// It changes something that can be changed back.
    Change,
    /// It can destroy something.
    Danger,
}

/// What kind of end.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EndWord {
    /// The problem is solved.
    Resolved,
    /// Somebody else must help.
    Escalate,
    /// There was nothing to solve.
    Info,
}

/// A message or code that leads to the flow: one of `text`, `code`, `regex`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignatureFile {
    /// A message; case and white space do not matter.
    pub text: Option<Text>,
    /// Other forms of the message, such as translations.
    #[serde(default)]
    pub also: Many<Text>,
    /// An error code in any notation, quoted.
    pub code: Option<Text>,
    /// A regular expression; needs a `sample`.
    pub regex: Option<Text>,
    /// Text that the regular expression must match.
    pub sample: Option<Text>,
    /// `node=option`: the answer that the match presets.
    #[serde(default)]
    pub answers: Many<Text>,
}

/// Products and systems.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AppliesFile {
    /// Product names.
    #[serde(default)]
    pub product: Many<Text>,
    /// Operating systems.
    #[serde(default)]
    pub os: Many<Text>,
}

/// Where advice comes from. Dates are written `2019-10-04`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Title or address of the document.
    pub doc: Option<Text>,
    /// Section of the document.
    pub section: Option<Text>,
    /// Language of the document.
    pub lang: Option<Text>,
    /// When it was written.
    pub dated: Option<Text>,
    /// When it was last changed.
    pub updated: Option<Text>,
    /// When its authors last reviewed it.
    pub reviewed: Option<Text>,
    /// When somebody last made sure that the advice works: a date, or `never`.
    pub verified: Option<Text>,
    /// What does not come from the document, and why.
    #[serde(default)]
    pub ours: Many<Text>,
}

/// Whether the product still exists; inherited from pack to flow to node.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusFile {
    /// What this is about, when it is not the product of the flow.
    pub product: Option<Text>,
    /// Date of retirement.
    pub retired: Option<Text>,
    /// Date of the shutdown.
    pub ended: Option<Text>,
    /// Today's name of the product.
    pub renamed_to: Option<Text>,
    /// The successor.
    pub replaced_by: Option<Text>,
    /// Address to read more.
    pub see: Option<Text>,
    /// What of the advice still helps today.
    pub still_helps: Option<Text>,
}

/// A real message that must find what it stands on.
#[derive(Debug, Clone)]
pub struct SampleFile(pub SampleKeys);

/// A sample with its bound.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SampleKeys {
    /// The message as somebody pasted it.
    pub text: Text,
    /// It must be among so many first hits; 1 if left out.
    pub within: Option<u32>,
}

scalar::text_or_keys!(SampleFile, SampleKeys, "a text or keys with values", |text| SampleKeys {
    text: Text(text),
    within: None
});

/// A test: a walk, and where it must end.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestFile {
    /// Text pasted at the beginning.
    pub given: Option<Text>,
    /// `node=answer`, separated by spaces.
    pub walk: Option<Text>,
    /// A node id, or `resolved`, `escalate`, `info`.
    pub end: Option<Text>,
    /// `any` where the members of a `try` group may come in any order.
    pub order: Option<TestOrder>,
}

/// The order of a `try` group in a test.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TestOrder {
    /// Any order.
    Any,
}
