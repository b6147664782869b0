//! The steps of a flow.

use super::scalar::text_or_keys;
use super::{CommandFile, EndWord, LikelyWord, Many, RiskWord, SampleFile, SourceFile, StatusFile, Text};
use indexmap::IndexMap;
use serde::Deserialize;

/// A step. Its kind is the one kind key it has: `ask`, `check`, `table`, `fix`, `try`, `note`, `go`, `faq` or
/// `end`; a question that only names a shared one has `use` instead of `ask`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NodeFile {
    /// A question to the person.
    pub ask: Option<Text>,
    /// A question that is answered by looking or running something.
    pub check: Option<Text>,
    /// A question for a code or message that is looked up in rows.
    pub table: Option<Text>,
    /// One resolution, as a title.
    pub fix: Option<Text>,
    /// Candidate fixes: ids of `fix` or `check` nodes.
    #[serde(rename = "try")]
    pub attempts: Option<Many<Text>>,
    /// A text to read, in paragraphs.
    pub note: Option<Many<ItemFile>>,
    /// A jump to a target; with `back` a detour.
    pub go: Option<Text>,
    /// Questions and answers, under this question.
    pub faq: Option<Text>,
    /// An end.
    pub end: Option<EndWord>,

    /// Id of a shared question of the pack.
    #[serde(rename = "use")]
    pub shared: Option<Text>,
    /// Answers by id.
    pub options: Option<IndexMap<String, OptionFile>>,
    /// Where "not sure" leads.
    pub unsure: Option<Text>,
    /// Where to look for the answer.
    pub hint: Option<Text>,
    /// It must be settled before anything else.
    pub urgent: Option<bool>,
    /// Minutes it takes; 5 for a fix that says nothing.
    pub minutes: Option<u32>,

    /// The steps to take.
    #[serde(rename = "do")]
    pub steps: Option<Many<ItemFile>>,
    /// Commands.
    pub run: Option<Many<CommandFile>>,

    /// What is looked up, such as `HRESULT`.
    pub key: Option<Text>,
    /// Rows of the lookup.
    pub rows: Option<Vec<RowFile>>,
    /// Where it leads when no row fits.
    pub other: Option<Text>,
    /// One code may stand in several rows.
    pub many: Option<bool>,

    /// Why the fix is needed.
    pub cause: Option<Text>,
    /// How to see whether it helped.
    pub verify: Option<Text>,
    /// How long until the effect shows: `30m`, `24h`, `2d`.
    pub wait: Option<Text>,
    /// How to take it back.
    pub undo: Option<Text>,
    /// How often it is the right one.
    pub likely: Option<LikelyWord>,
    /// What it does to the machine; `read` if left out.
    pub risk: Option<RiskWord>,
    /// Needs elevated rights.
    pub admin: Option<bool>,
    /// When it is offered, such as `code == network`.
    pub when: Option<Text>,
    /// Links.
    pub see: Option<Many<LinkFile>>,
    /// Where it leads; after a fix, when it did not help.
    pub next: Option<Text>,
    /// Where single outcomes of a fix lead instead.
    pub then: Option<ThenFile>,

    /// `best` (the program orders the group, and says why) or `listed`.
    pub order: Option<OrderWord>,
    /// Where every end and every fix that helped comes back to.
    pub back: Option<Text>,
    /// Questions and answers.
    pub items: Option<Vec<FaqItemFile>>,

    /// What to know at the end.
    pub say: Option<Many<ItemFile>>,
    /// What to attach to a request.
    pub collect: Option<Many<ItemFile>>,
    /// Whom to turn to.
    pub contact: Option<Text>,
    /// How soon.
    pub within: Option<Text>,
    /// Target that is offered for how to get help.
    pub via: Option<Text>,

    /// Other names that people search for.
    #[serde(default)]
    pub aliases: Many<Text>,
    /// Real messages that must find this step.
    #[serde(default)]
    pub samples: Many<SampleFile>,
    /// Where this step comes from, if not where the flow does.
    pub source: Option<SourceFile>,
    /// Whether what it is about still exists.
    pub status: Option<StatusFile>,
}

/// Kind keys with the other keys that belong to the kind.
pub const KINDS: &[(&str, &[&str])] = &[
    ("ask", &["use", "options", "unsure", "hint", "urgent", "minutes"]),
    ("check", &["use", "options", "unsure", "hint", "urgent", "minutes", "do", "run"]),
    ("table", &["key", "rows", "other", "unsure", "many", "hint"]),
    (
        "fix",
        &[
            "cause", "do", "run", "verify", "wait", "undo", "minutes", "likely", "risk", "admin", "when",
            "see", "next", "then",
        ],
    ),
    ("try", &["next", "order"]),
    ("note", &["see", "next"]),
    ("go", &["back"]),
    ("faq", &["items", "next"]),
    ("end", &["say", "collect", "contact", "within", "via", "see"]),
];

/// Keys that may stand on every node.
pub const COMMON: &[&str] = &["aliases", "samples", "source", "status"];

impl NodeFile {
    /// The keys the node has, common ones apart, in the order of the format.
    pub fn keys(&self) -> Vec<&'static str> {
        let all = [
            ("ask", self.ask.is_some()),
            ("check", self.check.is_some()),
            ("table", self.table.is_some()),
            ("fix", self.fix.is_some()),
            ("try", self.attempts.is_some()),
            ("note", self.note.is_some()),
            ("go", self.go.is_some()),
            ("faq", self.faq.is_some()),
            ("end", self.end.is_some()),
            ("use", self.shared.is_some()),
            ("options", self.options.is_some()),
            ("unsure", self.unsure.is_some()),
            ("hint", self.hint.is_some()),
            ("urgent", self.urgent.is_some()),
            ("minutes", self.minutes.is_some()),
            ("do", self.steps.is_some()),
            ("run", self.run.is_some()),
            ("key", self.key.is_some()),
            ("rows", self.rows.is_some()),
            ("other", self.other.is_some()),
            ("many", self.many.is_some()),
            ("cause", self.cause.is_some()),
            ("verify", self.verify.is_some()),
            ("wait", self.wait.is_some()),
            ("undo", self.undo.is_some()),
            ("likely", self.likely.is_some()),
            ("risk", self.risk.is_some()),
            ("admin", self.admin.is_some()),
            ("when", self.when.is_some()),
            ("see", self.see.is_some()),
            ("next", self.next.is_some()),
            ("then", self.then.is_some()),
            ("order", self.order.is_some()),
            ("back", self.back.is_some()),
            ("items", self.items.is_some()),
            ("say", self.say.is_some()),
            ("collect", self.collect.is_some()),
            ("contact", self.contact.is_some()),
            ("within", self.within.is_some()),
            ("via", self.via.is_some()),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect()
    }
}

/// A text with what belongs to it: a step, a thing to attach, a sentence.
#[derive(Debug, Clone)]
pub struct ItemFile(pub ItemKeys);

/// The long form of an item.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemKeys {
    /// The text.
    pub text: Text,
    /// When it is shown, such as `code == network`.
    pub when: Option<Text>,
    /// Commands of this item.
    #[serde(default)]
    pub run: Many<CommandFile>,
    /// Links of this item.
    #[serde(default)]
    pub see: Many<LinkFile>,
}

text_or_keys!(ItemFile, ItemKeys, "a text or keys with values", |text| ItemKeys {
    text: Text(text),
    when: None,
    run: Many::default(),
    see: Many::default()
});

/// A link: an address, or a label with one.
#[derive(Debug, Clone)]
pub struct LinkFile(pub LinkKeys);

/// The long form of a link.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkKeys {
    /// What the link is called.
    pub text: Option<Text>,
    /// The address.
    pub see: Text,
    /// When it is shown.
    pub when: Option<Text>,
}

text_or_keys!(LinkFile, LinkKeys, "a text or keys with values", |text| LinkKeys {
    text: None,
    see: Text(text),
    when: None
});

/// An answer to a question.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// The answer in words; a shared question has its own.
    pub say: Option<Text>,
    /// Where it leads.
    pub go: Text,
    /// When it is offered.
    pub when: Option<Text>,
    /// How often this answer is given when that fix is the right one.
    #[serde(default)]
    pub points: IndexMap<String, PointsWord>,
    /// Regular expression found in the pasted output (checks only).
    #[serde(rename = "match")]
    pub found: Option<Text>,
    /// Regular expression not found in the pasted output (checks only).
    pub absent: Option<Text>,
}

/// How often an answer is given when a fix is the right one.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PointsWord {
    /// .9
    Always,
    /// .7
    Usually,
    /// .4
    Sometimes,
    /// .2
    Rarely,
    /// .1
    Never,
}

/// One row of a lookup.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowFile {
    /// Id of the row, unique in the table.
    pub id: Text,
    /// Codes in any notation, quoted.
    #[serde(default)]
    pub codes: Many<Text>,
    /// Messages.
    #[serde(default)]
    pub texts: Many<Text>,
    /// What it means.
    pub means: Text,
    /// Where it leads.
    pub go: Text,
    /// When it is offered.
    pub when: Option<Text>,
    /// Links.
    #[serde(default)]
    pub see: Many<LinkFile>,
    /// Other names that people search for.
    #[serde(default)]
    pub aliases: Many<Text>,
    /// Real messages that must find this row.
    #[serde(default)]
    pub samples: Many<SampleFile>,
    /// Where this row comes from.
    pub source: Option<SourceFile>,
    /// Whether what it is about still exists.
    pub status: Option<StatusFile>,
}

/// Targets for single outcomes of a fix.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ThenFile {
    /// After "not fixed".
    pub not_fixed: Option<Text>,
    /// After "can't do this".
    pub cannot: Option<Text>,
    /// After "skip".
    pub skip: Option<Text>,
}

/// Who orders a `try` group.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OrderWord {
    /// The program, best first.
    Best,
    /// The author.
    Listed,
}

/// One question and its answer.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FaqItemFile {
    /// Id of the item, unique in the node.
    pub id: Text,
    /// The question.
    pub q: Text,
    /// The answer.
    pub a: Many<ItemFile>,
    /// Links.
    #[serde(default)]
    pub see: Many<LinkFile>,
    /// Other names that people search for.
    #[serde(default)]
    pub aliases: Many<Text>,
}
