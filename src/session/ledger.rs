//! The change ledger: what was changed on machines in a session, or may have been, newest first.

use super::event::{By, Event, Record};
use super::state::State;
use super::visit::Visit;
use crate::flow::{Address, Kind, Library, Risk};
use crate::text::sort;
use jiff::Timestamp;

/// Something that was changed, or may have been.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Number of the record.
    pub n: u64,
    /// When it was copied or done.
    pub at: Timestamp,
    /// At which step.
    pub step: Address,
    /// What.
    pub what: Done,
    /// Whether it was done: a fix always was; a copied command is only known to be when the person said so.
    pub done: Option<bool>,
    /// The person was asked whether the command was run.
    pub asked: bool,
    /// When the command that takes it back was copied last, and whether that was run.
    pub undone: Option<Undone>,
}

/// A fix or a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The fix of the step.
    Fix,
    /// A command of the step.
    Command {
        /// Its id.
        id: String,
        /// As it was copied.
        text: String,
    },
}

/// The way back, as it was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Number of the record.
    pub n: u64,
    /// When.
    pub at: Timestamp,
    /// As it was copied.
    pub text: String,
    /// Whether it was run, if the person said so.
    pub ran: Option<bool>,
    /// The person was asked that.
    pub asked: bool,
}

/// The ledger of a session. Which commands change something is read from `library`.
pub fn ledger(records: &[Record], state: &State, library: &Library) -> Vec<Change> {
    let entered = sort::map(records.iter().filter_map(|record| match &record.event {
        Event::Entered { visit, flow, node, .. } => Some((*visit, Address::new(flow, node))),
        _ => None,
    }));
    let mut changes = fixes(state, library);
    for copied in state.copied.iter().filter(|copied| copied.undoes.is_none()) {
        let Some(step) = entered.get(&copied.visit) else { continue };
        let Some((_, node)) = library.node(step) else { continue };
        let command = node.commands().find(|command| command.id == copied.command);
        if command.is_none_or(|command| command.risk == Risk::Read) {
            continue;
        }
        let what = Done::Command { id: copied.command.clone(), text: copied.text.clone() };
        // Copied again, it is one thing to ask about; what was run once was run.
        let before = changes.iter().position(|one| one.step == *step && one.what == what);
        let before = before.map(|index| changes.remove(index));
        let ran = before.as_ref().is_some_and(|before| before.done == Some(true));
        changes.push(Change {
            n: copied.n,
            at: copied.at,
            step: step.clone(),
            what,
            done: if ran { Some(true) } else { copied.ran },
            asked: copied.asked || ran,
            undone: before.and_then(|before| before.undone),
        });
    }
    for copied in &state.copied {
        let Some(undoes) = copied.undoes else { continue };
        let text = state.copied.iter().find(|one| one.n == undoes).map(|one| &one.text);
        let meant = |change: &&mut Change| match &change.what {
            Done::Fix => change.n == undoes,
            Done::Command { text: own, .. } => change.n == undoes || Some(own) == text,
        };
        if let Some(change) = changes.iter_mut().find(meant) {
            let text = copied.text.clone();
            change.undone =
                Some(Undone { n: copied.n, at: copied.at, text, ran: copied.ran, asked: copied.asked });
        }
    }
    sort::sort_by_key(&mut changes, |change| std::cmp::Reverse((change.at, change.n)));
    changes
}

/// The changes of a ledger, each fix with its commands, which were copied before it was answered for.
pub fn by_fix(changes: &[Change]) -> Vec<(&Change, Vec<&Change>)> {
    let mut all: Vec<(&Change, Vec<&Change>)> = Vec::new();
    for change in changes {
        let fix = all.iter_mut().rev().find(|(fix, _)| fix.what == Done::Fix && fix.step == change.step);
        match fix.filter(|_| change.what != Done::Fix) {
            Some((_, commands)) => commands.insert(0, change),
            None => all.push((change, Vec::new())),
        }
    }
    all
}

/// Fixes that were carried out. What only their commands change is told by those.
fn fixes(state: &State, library: &Library) -> Vec<Change> {
    let change = |n: u64, at: Timestamp, step: &Address| Change {
        n,
        at,
        step: step.clone(),
        what: Done::Fix,
        done: Some(true),
        asked: true,
        undone: None,
    };
    let mut changes = Vec::new();
    let by_hand = |visit: &&Visit| match library.node(&visit.at).map(|(_, node)| &node.kind) {
        Some(Kind::Fix(fix)) => fix.risk != Risk::Read,
        _ => true,
    };
    for visit in state.visits.values().filter(by_hand) {
        // An answer that was kept stands for a change that was made in the earlier visit.
        let made = visit.former.iter().chain(&visit.answer);
        let made: Vec<_> = made.filter(|answer| answer.changes && answer.by != By::Kept).collect();
        changes.extend(made.iter().map(|answer| change(answer.n, answer.at, &visit.at)));
        if let (Some((since, _)), Some(n), true) = (visit.waiting, visit.changed, made.is_empty()) {
            changes.push(change(n, since, &visit.at));
        }
    }
    changes
}
