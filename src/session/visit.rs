//! What a session remembers of each step.

use super::event::{By, Outcome, Ranked, VisitId};
use crate::flow::{Address, EndKind};
use jiff::Timestamp;

/// One stay at a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// Its number.
    pub id: VisitId,
    /// Where.
    pub at: Address,
    /// Revision of the flow.
    pub rev: u32,
    /// Content hash of the flow.
    pub hash: String,
    /// When it was entered.
    pub since: Timestamp,
    /// It asked nothing.
    pub through: bool,
    /// Where the detours that it lies in come back to, innermost last.
    pub detours: Vec<Address>,
    /// Visits that the jumps before it can return to, latest last.
    pub returns: Vec<VisitId>,
    /// The visit of the `try` group that offered it.
    pub group: Option<VisitId>,
    /// The order of the `try` group that it is.
    pub order: Option<Vec<Ranked>>,
    /// What was answered.
    pub answer: Option<Answer>,
    /// Earlier answers that were changed, oldest first.
    pub former: Vec<Answer>,
    /// When the person began to wait for an effect, and for how many seconds.
    pub waiting: Option<(Timestamp, u64)>,
    /// Number of the last record that says that something was changed on the machine here.
    pub changed: Option<u64>,
    /// The session ended here.
    pub ended: Option<EndKind>,
    /// It no longer lies on the way to where the person is.
    pub set_aside: bool,
    /// It was set aside, but its answer was given again for the person.
    pub kept: bool,
}

impl Visit {
    /// Whether a fix was carried out here, even if that answer was changed later.
    pub fn tried(&self) -> bool {
        let mut answers = self.former.iter().chain(&self.answer);
        self.waiting.is_some()
            || answers.any(|answer| Outcome::from_id(&answer.id).is_some_and(Outcome::tried))
    }
}

/// An answer to a question, or an outcome of a fix, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Number of the record.
    pub n: u64,
    /// Option, row or outcome id.
    pub id: String,
    /// Who gave it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// The pack's shared question that was answered.
    pub shared: Option<String>,
    /// A fix that changed something.
    pub changes: bool,
    /// It was given while the session was only for looking.
    pub read_only: bool,
}

/// A command that was copied.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// Number of the record.
    pub n: u64,
    /// When.
    pub at: Timestamp,
    /// From which step.
    pub visit: VisitId,
    /// Command id.
    pub command: String,
    /// Final text.
    pub text: String,
    /// How it was copied.
    pub way: String,
    /// The record whose change it takes back.
    pub undoes: Option<u64>,
    /// Whether it was run, if the person said so.
    pub ran: Option<bool>,
    /// The person was asked whether it was run.
    pub asked: bool,
}

/// Something the person wrote or pasted.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// When.
    pub at: Timestamp,
    /// At which step.
    pub visit: VisitId,
    /// The text.
    pub text: String,
    /// The line that decided, for pasted output.
    pub line: Option<String>,
}
