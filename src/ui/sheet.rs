//! The undo sheet: what was changed, newest first, whether it was done, and how to take it back.

use super::guide::RanQuestion;
use super::time::clock_time;
use super::words::{Undo, title_of};
use crate::flow::{Kind, Library, Text};
use crate::session::ledger::{Change, Done};
use crate::text::Strings;

/// The sheet as paragraphs: each change with its time, its command and how to take it back, an empty one between.
pub fn lines(changes: &[Change], library: &Library, strings: &Strings) -> Vec<String> {
    if changes.is_empty() {
        return vec![strings.get("ui.changes-none").to_owned()];
    }
    changes.iter().flat_map(|change| entry(change, library, strings)).collect()
}

fn entry(change: &Change, library: &Library, strings: &Strings) -> Vec<String> {
    let state = match (&change.what, change.done) {
        (Done::Fix, _) => "ui.change.done",
        (Done::Command { .. }, Some(true)) => "ui.change.run",
        (Done::Command { .. }, Some(false)) => "ui.change.not-run",
        (Done::Command { .. }, None) => "ui.change.unknown",
    };
    let time = clock_time(change.at);
    let title = title_of(&change.step, library);
    let values = [("time", time.as_str()), ("state", strings.get(state)), ("title", title.as_str())];
    let mut lines = vec![strings.fill("ui.change.line", &values)];
    if let Done::Command { text, .. } = &change.what {
        lines.extend(text.lines().map(|line| format!("    {line}")));
    }
    // What was not run need not be taken back.
    if change.done != Some(false) {
        lines.push(match undo(change, library) {
            Undo::By(undo) => strings.fill("ui.undo-line", &[("undo", &undo)]),
            Undo::Never(why) => strings.fill("ui.undo-never", &[("why", &why)]),
            Undo::Unknown => strings.get("ui.undo-unknown").to_owned(),
        });
    }
    if let Some(undone) = &change.undone {
        let state = match undone.ran {
            Some(true) => "ui.change.run",
            Some(false) => "ui.change.not-run",
            None => "ui.change.unknown",
        };
        let time = clock_time(undone.at);
        let values = [("state", strings.get(state)), ("time", time.as_str())];
        lines.push(strings.fill("ui.undo-copied", &values));
    }
    lines.push(String::new());
    lines
}

/// What the author says about taking a change back.
fn undo(change: &Change, library: &Library) -> Undo {
    let (undo, never) = said(change, library);
    Undo::of(undo, never)
}

/// How a change is taken back, by its author.
pub fn undo_text<'a>(change: &Change, library: &'a Library) -> Option<&'a Text> {
    said(change, library).0
}

/// The texts of the keys `undo` and `no_undo` that hold for a change: those of its command, else that of its fix.
fn said<'a>(change: &Change, library: &'a Library) -> (Option<&'a Text>, Option<&'a Text>) {
    let Some((_, node)) = library.node(&change.step) else { return (None, None) };
    let fix = match &node.kind {
        Kind::Fix(fix) => fix.undo.as_ref(),
        _ => None,
    };
    let command = match &change.what {
        Done::Fix => None,
        Done::Command { id, .. } => node.commands().find(|command| command.id == *id),
    };
    match command.map(|command| (command.undo.as_ref(), command.no_undo.as_ref())) {
        None | Some((None, None)) => (fix, None),
        Some(own) => own,
    }
}

/// What it is asked about whether it was run; the question itself is the title.
pub fn question(question: &RanQuestion, strings: &Strings) -> String {
    let asked = strings.fill("ui.ran.ask", &[("time", &clock_time(question.at))]);
    format!("{asked}\n\n{}", question.text)
}
