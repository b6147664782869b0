//! The transcript as data: what the JSON export writes, and what the other formats are laid out from.
//! `docs/transcript-json.md` describes it; a change that a reader could notice gives a new [`VERSION`].

use crate::flow::{Address, EndKind, Text};
use crate::redact::Class;
use crate::session::By;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// Version of the shape of the JSON export.
pub const VERSION: u32 = 2;

/// A session as it is in the log, not redacted yet: what is written is made from it by
/// [`redact`](Document::redact).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Version of this shape.
    pub version: u32,
    /// Program and version that made it.
    pub program: String,
    /// Id of the session.
    pub session: String,
    /// Language tag of the texts.
    pub lang: String,
    /// When the session began.
    pub began: Option<Timestamp>,
    /// When something last happened in it.
    pub last: Option<Timestamp>,
    /// Nothing may be changed in it.
    pub read_only: bool,
    /// What it is about.
    pub problem: Problem,
    /// What the person typed or pasted to begin with.
    pub given: Option<String>,
    /// Values that the person entered.
    pub environment: Vec<Value>,
    /// Answers that count.
    pub known: Vec<Finding>,
    /// Fixes and their outcomes.
    pub tried: Vec<Finding>,
    /// Answers that no longer count, because an earlier one was changed.
    pub ruled_out: Vec<Finding>,
    /// Questions that nobody could answer yet.
    pub open: Vec<Finding>,
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// What was changed on the machine, newest first.
    pub changes: Vec<Change>,
    /// How it ended.
    pub outcome: Ending,
    /// What to attach to a request.
    pub attach: Vec<Item>,
    /// Where the advice comes from and how old it is.
    pub advice: Vec<Advice>,
    /// Names that the person entered as such, for redaction.
    #[serde(skip)]
    pub(super) names: Vec<(Class, String)>,
    /// Texts of flows that the texts of the person may repeat: commands before their blanks were filled.
    #[serde(skip)]
    pub(super) spoken: Vec<String>,
}

/// Something of a flow: where it stands, and its text while the flow still has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Flow id, `flow#node` or option id.
    pub id: String,
    /// The text, with inline markup; none if it is no longer there.
    pub text: Option<Text>,
}

impl Named {
    /// The text, or the id where it is gone.
    pub fn said(&self) -> &str {
        self.text.as_ref().map_or(&self.id, |text| &text.text)
    }
}

/// In JSON a text of a flow is a string.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// What a session is about: the flow it began in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The flow.
    pub flow: Named,
    /// Title of its pack.
    pub pack: Option<Text>,
    /// Products it is about.
    pub products: Vec<String>,
    /// When a person should be there.
    pub condition: Option<Text>,
    /// How bad it is: `low`, `medium` or `high`.
    pub severity: Option<&'static str>,
}

/// A value that the person entered for a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// Name of the slot.
    pub name: String,
    /// What was asked for.
    pub asked: Option<Text>,
    /// The value.
    pub value: String,
}

/// A question or fix with its answer or outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The question, or the title of the fix.
    pub what: Named,
    /// What was answered.
    pub answer: Named,
    /// Who gave the answer.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

/// One step of the session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Number, from 1.
    pub number: usize,
    /// When it was reached.
    pub at: Timestamp,
    /// Where it stands.
    pub address: Address,
    /// Kind key of the node (`ask`, `fix`); none if it is no longer there.
    pub kind: Option<&'static str>,
    /// The question, or the title of the fix.
    pub title: Named,
    /// Whether it still counts.
    pub standing: Standing,
    /// The answer or outcome.
    pub answer: Option<Finding>,
    /// Earlier answers that were changed, oldest first.
    pub former: Vec<Finding>,
    /// Why a fix came at this place, strongest reason first.
    pub why: Vec<String>,
    /// When the person began to wait for the effect, and until when.
    pub waiting: Option<Waiting>,
    /// Pasted output.
    pub evidence: Vec<Evidence>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Commands that were copied.
    pub copied: Vec<Copied>,
}

/// Whether a step still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It lies on the way to where the session stands.
    Counts,
    /// The person went back from it, and may go forward again.
    Ahead,
    /// An earlier answer was changed, so this one was not needed any more.
    RuledOut,
    /// Its answer was given again in a later step.
    Repeated,
    /// It was undone; what was copied or pasted in it happened all the same.
    Undone,
}

/// Waiting for the effect of a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Since when.
    pub since: Timestamp,
    /// When the effect must have shown.
    pub until: Timestamp,
}

/// Output that the person pasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// When.
    pub at: Timestamp,
    /// The line that decided the answer.
    pub line: Option<String>,
    /// What was pasted, or its beginning.
    pub excerpt: String,
}

/// Something the person wrote down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// When.
    pub at: Timestamp,
    /// The text.
    pub text: String,
}

/// A command that was copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// When.
    pub at: Timestamp,
    /// Command id.
    pub command: String,
    /// The text as it was copied.
    pub text: String,
    /// Where it is pasted (`powershell`), if the flow still has the command.
    pub shell: Option<&'static str>,
    /// By which way it was copied.
    pub way: String,
    /// Whether it was run, if the person said so.
    pub ran: Option<bool>,
}

/// Something that was changed on the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub what: Done,
    /// The fix, or the step of the command.
    pub step: Named,
    /// How to take it back.
    pub undo: Option<Text>,
    /// Why it cannot be taken back.
    pub no_undo: Option<Text>,
    /// When the command for that was copied last.
    pub taken_back: Option<TakenBack>,
}

/// The way back of a change, as it was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TakenBack {
    /// When.
    pub at: Timestamp,
    /// Whether it was run, if the person said so.
    pub ran: Option<bool>,
}

/// What changed something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A fix was carried out.
    Fix,
    /// A command was copied.
    Command {
        /// Its text.
        text: String,
        /// Whether it was run, if the person said so.
        ran: Option<bool>,
    },
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The kind of end; none while it is unfinished.
    pub kind: Option<EndKind>,
    /// When it ended.
    pub at: Option<Timestamp>,
    /// The step it ended at, or where it stands.
    pub step: Option<Named>,
    /// While it waits for an effect.
    pub waiting: Option<Waiting>,
    /// What to know.
    pub say: Vec<Item>,
    /// Whom to turn to.
    pub contact: Option<Text>,
    /// How soon.
    pub within: Option<Text>,
    /// Where help on getting help is.
    pub via: Option<Named>,
}

/// A text with its links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The text, with inline markup.
    pub text: Text,
    /// Links.
    pub links: Vec<Link>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it is called.
    pub text: Option<Text>,
    /// Its whole address.
    pub to: String,
}

/// Where advice comes from. Dates are as the author wrote them (`2019-10-04`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The flow.
    pub flow: Named,
    /// The step, if its source or status is not that of the flow.
    pub step: Option<Named>,
    /// Title or address of the document, and its section.
    pub doc: Option<String>,
    /// Section of the document.
    pub section: Option<String>,
    /// Language of the document.
    pub lang: Option<String>,
    /// When it was written.
    pub dated: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// When its authors last reviewed it.
    pub reviewed: Option<String>,
    /// When the advice was last verified; none is never.
    pub verified: Option<String>,
    /// What became of the product. Of a step, only what differs from its flow.
    pub status: Status,
    /// Revision of the flow in the session.
    pub rev: Option<u32>,
    /// The flow is not as it was then.
    pub changed: bool,
    /// It is no longer there.
    pub gone: bool,
    /// The texts here are those that the session saw; else those of now.
    pub as_it_was: bool,
}

/// What became of a product. Dates are as the author wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Status {
    /// The product.
    pub product: Option<String>,
    /// When it was retired.
    pub retired: Option<String>,
    /// When it was shut down.
    pub ended: Option<String>,
    /// Its name today.
    pub renamed_to: Option<String>,
    /// Its successor.
    pub replaced_by: Option<String>,
    /// Where to read more.
    pub see: Option<String>,
    /// What of the advice still helps.
    pub still_helps: Option<Text>,
}
