//! The session as the rest of the program drives it.

use super::event::{By, Event, Preset, Record, Redaction, VisitId};
use super::history::History;
use super::state::State;
use super::turn::Turn;
use super::undo::{redo_target, undo_target};
use crate::flow::{Address, Library};
use crate::text::sort::sort_by_key;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What a decision may depend on besides the log and the flows.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The time.
    pub now: Timestamp,
    /// What worked here before.
    pub history: &'a History,
}

/// How a session begins.
#[derive(Debug, Clone)]
pub struct Start {
    /// The first node.
    pub at: Address,
    /// What the person typed or pasted.
    pub given: Option<String>,
    /// Answers that this text gave.
    pub presets: Vec<Preset>,
    /// Language tag.
    pub lang: String,
    /// Who answers: a person, or the command line for one.
    pub by: By,
    /// Only for looking: nothing is changed on the machine.
    pub read_only: bool,
}

/// What a person, or a script for one, can do in a session.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the fields say what they are
pub enum Input {
    /// Gives an answer to the current step: an option, row or outcome id, [`super::event::UNSURE`],
    /// [`super::event::OTHER`], or [`super::event::READ`] to go on after a text.
    Answer {
        id: String,
        by: By,
    },
    /// Goes back this many steps.
    Back {
        steps: usize,
    },
    /// Goes back to an earlier step, to answer it anew.
    Reopen {
        visit: VisitId,
    },
    /// Goes forward again after going back.
    Forward,
    Undo,
    Redo,
    /// Takes the flows as they are now, which may not be as they were.
    Revise,
    /// Chooses another fix of the group.
    Pick {
        member: String,
    },
    /// Leaves a detour early.
    LeaveDetour,
    /// Goes to another place; [`Input::Return`] comes back.
    Jump {
        to: Address,
        presets: Vec<Preset>,
    },
    Return,
    /// Gives a slot its value. A secret is kept in memory only.
    Fill {
        name: String,
        value: String,
        secret: bool,
    },
    Note {
        text: String,
    },
    Evidence {
        line: Option<String>,
        excerpt: String,
    },
    Copied {
        command: String,
        text: String,
        way: String,
        undoes: Option<u64>,
    },
    Ran {
        copied: u64,
        yes: Option<bool>,
    },
    ReadOnly {
        on: bool,
    },
    /// The person knows that the product is retired.
    Acknowledge,
    Language {
        lang: String,
    },
    Exported {
        format: String,
        path: String,
        redaction: Option<Redaction>,
    },
}

/// Why an input was not taken. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The session has no current step.
    NotBegun,
    /// The step has no such answer; these are the answers it has.
    NoSuchAnswer {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The step changes something and the session is only for looking; these are the answers it has then.
    ReadOnly {
        /// What was asked for.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The author wired no way on from here.
    NoWayOn,
    /// A step that the log or a target names is not in the library.
    Missing(String),
    /// There is nothing before this.
    AtBeginning,
    /// There is nothing after this.
    AtEnd,
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to redo.
    NothingToRedo,
    /// There is no detour to leave, and no jump to return from.
    NothingToLeave,
    /// The current step stands in no group with this fix.
    NotInGroup,
}

/// A troubleshooting session.
#[derive(Debug, Clone, Default)]
pub struct Session {
    records: Vec<Record>,
    state: State,
    /// Secret slot values: never in the log, gone with the process.
    secrets: BTreeMap<String, String>,
}

impl Session {
    /// Begins a session at a node.
    pub fn begin(library: &Library, start: Start, context: Context<'_>) -> Result<Session, Refusal> {
        let mut session = Session::default();
        let mut turn = Turn::new(&session.records, &session.state, library, context);
        let Start { at, given, presets, lang, by, read_only } = start;
        turn.emit(Event::Begun { given, presets, lang, by });
        if read_only {
            turn.emit(Event::ReadOnly { on: true });
        }
        turn.arrive(at, None)?;
        let records = turn.finish();
        session.take(records);
        Ok(session)
    }

    /// Makes the session again from its log.
    pub fn replay(records: Vec<Record>) -> Session {
        let state = State::fold(&records);
        Session { records, state, secrets: BTreeMap::new() }
    }

    /// Takes an input and returns the records that it added.
    pub fn apply(
        &mut self,
        library: &Library,
        input: Input,
        context: Context<'_>,
    ) -> Result<&[Record], Refusal> {
        let before = self.records.len();
        match self.without_secrets(input) {
            Input::Fill { name, value, secret: true } => {
                self.secrets.insert(name, value);
            }
            input => {
                let mut turn = Turn::new(&self.records, &self.state, library, context);
                match input {
                    Input::Undo => {
                        let step = undo_target(&self.records).ok_or(Refusal::NothingToUndo)?;
                        turn.emit(Event::Undone { step });
                    }
                    Input::Redo => {
                        let step = redo_target(&self.records).ok_or(Refusal::NothingToRedo)?;
                        turn.emit(Event::Redone { step });
                    }
                    input => turn.take(input)?,
                }
                let records = turn.finish();
                self.take(records);
            }
        }
        Ok(&self.records[before..])
    }

    /// The input as it may be written: without the values of secret slots.
    fn without_secrets(&self, mut input: Input) -> Input {
        let mut secrets: Vec<&String> = self.secrets.values().filter(|secret| !secret.is_empty()).collect();
        // One may be part of another.
        sort_by_key(&mut secrets, |secret| std::cmp::Reverse(secret.len()));
        let hide = |text: &mut String| {
            for secret in &secrets {
                *text = text.replace(secret.as_str(), "[secret]");
            }
        };
        match &mut input {
            Input::Note { text } | Input::Copied { text, .. } => hide(text),
            Input::Evidence { line, excerpt } => {
                line.iter_mut().for_each(hide);
                hide(excerpt);
            }
            _ => {}
        }
        input
    }

    /// Adds records; the state follows them.
    fn take(&mut self, records: Vec<Record>) {
        let refold =
            records.iter().any(|record| matches!(record.event, Event::Undone { .. } | Event::Redone { .. }));
        if !refold {
            records.iter().for_each(|record| self.state.take(record));
        }
        self.records.extend(records);
        if refold {
            self.state = State::fold(&self.records);
        }
    }

    /// The log.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Where the session stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The value of a slot, secret or not.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.secrets.get(name).or_else(|| self.state.values.get(name)).map(String::as_str)
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        undo_target(&self.records).is_some()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        redo_target(&self.records).is_some()
    }
}
