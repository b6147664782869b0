//! What can happen in a session. Events carry what was decided, so that a replay recomputes nothing.

use super::tagged::tagged;
use crate::flow::{Address, EndKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Number of one stay at a node. A node can be visited more than once.
pub type VisitId = u32;

/// An event with its place in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Number in the log, from 1.
    pub n: u64,
    /// Number of the first record that the same input led to; undo takes back whole inputs.
    pub step: u64,
    /// When it happened (UTC).
    #[serde(deserialize_with = "crate::text::time::read")]
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
#[allow(missing_docs)] // the fields say what they are
pub enum Event {
    /// The session began, perhaps from pasted or typed text, with answers that the text gave.
    Begun {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        presets: Vec<Preset>,
        lang: String,
        /// Who answers: a person, or the command line for one.
        #[serde(default, skip_serializing_if = "By::is_person")]
        by: By,
    },
    /// From here on the session is only for looking: nothing is changed on the machine. Or no longer.
    ReadOnly { on: bool },
    /// A node was entered. `through`: it asked nothing and was passed at once.
    Entered {
        visit: VisitId,
        flow: String,
        rev: u32,
        hash: String,
        node: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<VisitId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        through: bool,
    },
    /// The fixes of a `try` group were put in order.
    Ordered { visit: VisitId, list: Vec<Ranked> },
    /// A fix of a `try` group was offered or chosen.
    Picked { visit: VisitId, member: String, by: By },
    /// A question was answered. `shared`: the pack's question that this is.
    Answered {
        visit: VisitId,
        option: String,
        by: By,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shared: Option<String>,
    },
    /// A fix had an outcome. `changes`: it changed something on the machine.
    Outcome {
        visit: VisitId,
        outcome: Outcome,
        by: By,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        changes: bool,
    },
    /// A text was read.
    Read { visit: VisitId },
    /// A slot got a value. Secret values never become an event.
    /// `masked`: in a session that was handed over the value was masked, so it has to be asked again.
    Filled {
        name: String,
        value: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        masked: bool,
    },
    /// The person wrote something down.
    Noted { visit: VisitId, text: String },
    /// The person pasted output. `line` is the line that decided, if one did.
    Evidence {
        visit: VisitId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
        excerpt: String,
    },
    /// A command was copied: its final text, and by which way. `undoes`: it takes back what the command of that
    /// record did, or the fix whose outcome that record is.
    Copied {
        visit: VisitId,
        command: String,
        text: String,
        way: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<u64>,
    },
    /// Whether a copied command was run; none if the person did not know when they were asked. `copied` is the number
    /// of that record.
    Ran {
        copied: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        yes: Option<bool>,
    },
    /// The effect of a fix shows only later. `changes`: it changed something on the machine.
    Waiting {
        visit: VisitId,
        seconds: u64,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        changes: bool,
    },
    /// The person was told that the product of this flow is retired.
    Acknowledged { flow: String },
    /// A detour began; every end in it comes back to `back`.
    DetourEntered { visit: VisitId, back: Address },
    /// A detour ended.
    DetourLeft { visit: VisitId },
    /// The person went to another place.
    Jumped {
        from: VisitId,
        to: Address,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        presets: Vec<Preset>,
    },
    /// The person came back from a jump, to what was visited as `to`.
    Returned { to: VisitId },
    /// The cursor moved to an earlier visit; nothing is lost.
    Back { to: VisitId },
    /// The cursor moved to a later visit again.
    Forward { to: VisitId },
    /// An earlier answer was changed. `kept`: visits whose answers were given again for the person;
    /// `ruled_out`: visits whose answers no longer count.
    Reopened { visit: VisitId, new: String, kept: Vec<VisitId>, ruled_out: Vec<VisitId> },
    /// The flows are not as they were, so the session goes on at `visit`; from the beginning if there is none.
    /// `again`: visits whose answers no longer fit and are asked again; `kept`: later visits whose answers are given
    /// again when the person comes by; `ruled_out`: visits that are no longer there.
    Revised {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
        again: Vec<VisitId>,
        kept: Vec<VisitId>,
        ruled_out: Vec<VisitId>,
    },
    /// The session was taken over from a hand-off file: the session it continues, the program and time of the file,
    /// and the content hashes of the flows that came with it. What came before happened on another machine, so it says
    /// nothing about what works here.
    Received {
        session: String,
        program: String,
        #[serde(deserialize_with = "crate::text::time::read")]
        made: Timestamp,
        flows: Vec<String>,
    },
    /// The end of the session was reached.
    Ended { visit: VisitId, end: EndKind },
    /// A step was taken back.
    Undone { step: u64 },
    /// A step that was taken back was done again.
    Redone { step: u64 },
    /// The language changed.
    Language { lang: String },
    /// A transcript was written. Logs of early versions do not say what was masked.
    Exported {
        format: String,
        path: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redaction: Option<Redaction>,
    },
    /// An event of a newer program; it changes nothing here and stays in the file.
    Unknown,
}

tagged!(Event);
tagged!(Reason);

impl Event {
    /// Facts happened outside the session and cannot be undone.
    pub fn is_fact(&self) -> bool {
        matches!(
            self,
            Event::Copied { .. }
                | Event::Ran { .. }
                | Event::Evidence { .. }
                | Event::Exported { .. }
                | Event::Received { .. }
                | Event::Unknown
        )
    }
}

/// What was done about sensitive text in a transcript: the policy, and how often what was masked. Classes are
/// named by their ids, so that a newer program may have more of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// `all`, `secrets`, `none`, or `custom`.
    pub policy: String,
    /// In how many places something of a class was masked.
    pub masked: BTreeMap<String, u64>,
    /// In how many places something was found and left.
    pub left: BTreeMap<String, u64>,
}

impl Redaction {
    /// Nothing was found yet.
    pub fn of(policy: &str) -> Redaction {
        Redaction { policy: policy.to_owned(), ..Redaction::default() }
    }

    /// Counts so many places more.
    pub fn count(&mut self, class: &str, masked: bool, places: u64) {
        if places > 0 {
            let counts = if masked { &mut self.masked } else { &mut self.left };
            *counts.entry(class.to_owned()).or_default() += places;
        }
    }
}

/// An answer that pasted text gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// The question.
    pub at: Address,
    /// The answer.
    pub option: String,
    /// Who gave it: the text, or the person who chose a row or question among the hits.
    #[serde(default = "By::text")]
    pub by: By,
}

/// Who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The person.
    #[default]
    Person,
    /// A message that led to the flow.
    Signature,
    /// Pasted output that the person confirmed.
    Match,
    /// `--answers`.
    Flag,
    /// The same question was answered before.
    Shared,
    /// An earlier answer that still holds after another one changed.
    Kept,
    /// The order of a `try` group.
    Order,
}

impl By {
    fn text() -> By {
        By::Signature
    }

    fn is_person(&self) -> bool {
        *self == By::Person
    }
}

/// What came of a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The problem is gone.
    Fixed,
    /// It is not.
    NotFixed,
    /// The person cannot do this.
    Cannot,
    /// The person does not want to do this.
    Skip,
    /// The effect shows only later.
    Wait,
}

impl Outcome {
    /// All outcomes, in the order they are offered.
    pub const ALL: [Outcome; 5] =
        [Outcome::Fixed, Outcome::NotFixed, Outcome::Cannot, Outcome::Skip, Outcome::Wait];

    /// The reserved option id.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Fixed => "fixed",
            Outcome::NotFixed => "not-fixed",
            Outcome::Cannot => "cannot",
            Outcome::Skip => "skip",
            Outcome::Wait => "wait",
        }
    }

    /// The outcome of this id.
    pub fn from_id(id: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.id() == id)
    }

    /// Whether the fix was carried out.
    pub fn tried(self) -> bool {
        matches!(self, Outcome::Fixed | Outcome::NotFixed | Outcome::Wait)
    }
}

/// Option id of "not sure".
pub const UNSURE: &str = "unsure";
/// Answer id of a text that was read.
pub const READ: &str = "read";
/// Option id of "no row fits".
pub const OTHER: &str = "other";

/// A fix in the order of its group, and why it stands there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Node id.
    pub fix: String,
    /// Probability that it is the right one, 0 to 1.
    pub p: f64,
    /// Minutes it takes.
    pub minutes: u32,
    /// What decided, strongest first.
    pub why: Vec<Reason>,
}

/// One term that decided the place of a fix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Reason {
    /// An answer speaks for it.
    PointsTo { question: String, option: String },
    /// An answer speaks against it.
    PointsAway { question: String, option: String },
    /// It is often the right one.
    Common,
    /// It seldom is.
    Rare,
    /// It worked here before.
    Worked { fixed: u32, sessions: u32 },
    /// It takes less time than the others.
    Quick,
    /// The author put it here.
    Listed,
    /// No answer says anything about it.
    Open,
}
