//! Every text of a document that came from the person, in one place: what redaction passes through and a review
//! shows. All other texts are those of flows, of the program, or ids and times.

use super::document::{Change, Copied, Document, Done, Evidence, Note, Step, Value};

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the session began with.
    Given,
    /// A value for a command.
    Value,
    /// Pasted output.
    Output,
    /// A note.
    Note,
    /// A command with its values.
    Command,
    /// A text that stands elsewhere in the document as well.
    Again,
}

impl Part {
    /// The key of its name in the wording.
    pub fn key(self) -> &'static str {
        match self {
            Part::Given => "transcript.part.given",
            Part::Value => "transcript.part.value",
            Part::Output => "transcript.part.output",
            Part::Note => "transcript.part.note",
            Part::Command | Part::Again => "transcript.part.command",
        }
    }
}

/// The texts of the person, in the order of the page. Every field is named, so that a new one does not compile
/// before it is decided whether a person can have written it.
pub(super) fn of(document: &mut Document) -> Vec<(Part, &mut String)> {
    let Document {
        given,
        environment,
        steps,
        changes,
        version: _,
        program: _,
        session: _,
        lang: _,
        began: _,
        last: _,
        read_only: _,
        problem: _,
        known: _,
        tried: _,
        ruled_out: _,
        open: _,
        outcome: _,
        attach: _,
        advice: _,
        names: _,
        spoken: _,
    } = document;
    let mut texts: Vec<(Part, &mut String)> = Vec::new();
    texts.extend(given.iter_mut().map(|text| (Part::Given, text)));
    for Value { value, name: _, asked: _ } in environment {
        texts.push((Part::Value, value));
    }
    for step in steps {
        step_texts(step, &mut texts);
    }
    for Change { what, at: _, step: _, undo: _, no_undo: _, taken_back: _ } in changes {
        match what {
            Done::Fix => {}
            Done::Command { text, ran: _ } => texts.push((Part::Again, text)),
        }
    }
    texts
}

fn step_texts<'a>(step: &'a mut Step, texts: &mut Vec<(Part, &'a mut String)>) {
    let Step {
        evidence,
        notes,
        copied,
        number: _,
        at: _,
        address: _,
        kind: _,
        title: _,
        standing: _,
        answer: _,
        former: _,
        why: _,
        waiting: _,
    } = step;
    for Copied { text, at: _, command: _, shell: _, way: _, ran: _ } in copied {
        texts.push((Part::Command, text));
    }
    for Evidence { line, excerpt, at: _ } in evidence {
        texts.push((Part::Output, excerpt));
        texts.extend(line.iter_mut().map(|line| (Part::Again, line)));
    }
    for Note { text, at: _ } in notes {
        texts.push((Part::Note, text));
    }
}
