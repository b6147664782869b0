//! `pack.yaml` and the translation beside a flow.

use super::{Many, StatusFile, Text};
use indexmap::IndexMap;
use serde::Deserialize;

/// A folder of flows.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Id of the pack.
    pub id: Text,
    /// Version as its authors count.
    pub version: Option<Text>,
    /// What it is called.
    pub title: Text,
    /// Licence of the content.
    pub licence: Option<Text>,
    /// Language tags it is written in and translated to.
    #[serde(default)]
    pub languages: Many<Text>,
    /// Address that relative links start from.
    pub base: Option<Text>,
    /// Whether the product still exists.
    pub status: Option<StatusFile>,
    /// Default target of an escalation for how to get help.
    pub via: Option<Text>,
    /// Ids of packs that this one refers to.
    #[serde(default)]
    pub requires: Many<Text>,
    /// Questions that several flows share, asked once a session.
    #[serde(default)]
    pub questions: IndexMap<String, QuestionFile>,
    /// Portal labels: language tag, then English label to that language's.
    #[serde(default)]
    pub glossary: IndexMap<String, IndexMap<String, Text>>,
}

/// A question that several flows share.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    /// The question.
    pub ask: Text,
    /// Where to look for the answer.
    pub hint: Option<Text>,
    /// Options by id.
    pub options: IndexMap<String, SharedOption>,
    /// It must be settled before anything else.
    #[serde(default)]
    pub urgent: bool,
    /// Minutes it takes to find out.
    pub minutes: Option<u32>,
}

/// An option of a shared question; where it leads is said where the question is used.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SharedOption {
    /// The answer in words.
    pub say: Text,
}

/// The texts of a flow or pack in another language.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TranslationFile {
    /// Id of the flow or pack.
    pub of: Text,
    /// Language tag, such as `sv` or `zh-TW`.
    pub lang: Text,
    /// Id path to the text, or to a list of texts.
    #[serde(default)]
    pub text: IndexMap<String, Many<Text>>,
    /// Symptoms as people of that language say them.
    #[serde(default)]
    pub symptoms: Many<Text>,
    /// Names that people of that language search for.
    #[serde(default)]
    pub aliases: Many<Text>,
    /// Id path to the first four hex digits of the SHA-256 of the source text; kept by `unsnag translate`.
    #[serde(default)]
    pub seen: IndexMap<String, String>,
}
