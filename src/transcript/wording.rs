//! Which text of the program's wording says what.

use super::document::Standing;
use super::lookup::Lookup;
use crate::flow::{Address, EndKind};
use crate::session::event::{OTHER, READ, UNSURE};
use crate::session::{By, Outcome, Reason};

/// The key for an answer that no flow words.
pub fn reserved_answer(id: &str) -> Option<&'static str> {
    let outcome = |outcome: Outcome| match outcome {
        Outcome::Fixed => "transcript.answer.fixed",
        Outcome::NotFixed => "transcript.answer.not-fixed",
        Outcome::Cannot => "transcript.answer.cannot",
        Outcome::Skip => "transcript.answer.skip",
        Outcome::Wait => "transcript.answer.wait",
    };
    match id {
        UNSURE => Some("transcript.answer.unsure"),
        OTHER => Some("transcript.answer.other"),
        READ => Some("transcript.answer.read"),
        id => Outcome::from_id(id).map(outcome),
    }
}

/// The key for who gave an answer; none for the person, which goes without saying.
pub(super) fn giver(by: By) -> Option<&'static str> {
    match by {
        By::Person => None,
        By::Signature => Some("transcript.by.signature"),
        By::Match => Some("transcript.by.match"),
        By::Flag => Some("transcript.by.flag"),
        By::Shared => Some("transcript.by.shared"),
        By::Kept => Some("transcript.by.kept"),
        By::Order => Some("transcript.by.order"),
    }
}

/// The key for a step that does not simply count.
pub(super) fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Counts => None,
        Standing::Ahead => Some("transcript.standing.ahead"),
        Standing::RuledOut => Some("transcript.standing.ruled-out"),
        Standing::Repeated => Some("transcript.standing.repeated"),
        Standing::Undone => Some("transcript.standing.undone"),
    }
}

/// The key for whether a copied command was run.
pub(super) fn ran(ran: Option<bool>) -> &'static str {
    match ran {
        Some(true) => "transcript.ran",
        Some(false) => "transcript.not-run",
        None => "transcript.perhaps-run",
    }
}

/// The key for an end.
pub(super) fn ending(kind: Option<EndKind>) -> &'static str {
    match kind {
        Some(EndKind::Resolved) => "transcript.end.resolved",
        Some(EndKind::Escalate) => "transcript.end.escalate",
        Some(EndKind::Info) => "transcript.end.info",
        None => "transcript.end.unfinished",
    }
}

/// Why a fix of `flow` stands where it does, as a sentence.
pub(super) fn reason(reason: &Reason, flow: &str, lookup: &Lookup<'_>) -> String {
    let strings = lookup.strings;
    let pointed = |key: &str, question: &str, option: &str| {
        let at = Address::new(flow, question);
        let (asked, answer) = (lookup.title(&at), lookup.answer(&at, option));
        let (asked, answer) = (asked.said(), answer.said());
        strings.fill(key, &[("question", asked), ("answer", answer)])
    };
    match reason {
        Reason::PointsTo { question, option } => pointed("transcript.why.points-to", question, option),
        Reason::PointsAway { question, option } => pointed("transcript.why.points-away", question, option),
        Reason::Common => strings.get("transcript.why.common").to_owned(),
        Reason::Rare => strings.get("transcript.why.rare").to_owned(),
        Reason::Worked { fixed, sessions } => {
            let (fixed, sessions) = (fixed.to_string(), sessions.to_string());
            let one = sessions == "1";
            let key = if one { "transcript.why.worked-one" } else { "transcript.why.worked" };
            strings.fill(key, &[("fixed", &fixed), ("sessions", &sessions)])
        }
        Reason::Quick => strings.get("transcript.why.quick").to_owned(),
        Reason::Listed => strings.get("transcript.why.listed").to_owned(),
        Reason::Open => strings.get("transcript.why.open").to_owned(),
    }
}
