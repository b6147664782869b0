//! The undo sheet: what was changed, newest first, whether it was done, and how to take it back.

use super::guide::RanQuestion;
use super::time::clock_time;
use super::words::{Undo, title_of};
use crate::flow::{Kind, Library, Text};
use crate::session::ledger::{Change, Done, by_fix};
use crate::text::Strings;

/// The sheet as paragraphs: each change with its time, its command and how to take it back, an empty one between.
pub fn lines(changes: &[Change], library: &Library, strings: &Strings) -> Vec<String> {
    if changes.is_empty() {
        return vec![strings.get("ui.changes-none").to_owned()];
    }
    let entry = |(change, commands): (&Change, Vec<&Change>)| {
        let values = [
            ("time", &*clock_time(change.at)),
            ("title", &title_of(&change.step, library)),
            ("state", state(change, strings)),
        ];
        let mut lines = vec![strings.fill("ui.change.line", &values)];
        let own = |command: &&Change| said(command, library) != said(change, library);
        // Where the author says of a command how it is taken back, silence about the fix says nothing.
        let told = commands.iter().any(own);
        lines.extend(what(change));
        lines.extend(way_back(change, told, library, strings));
        for command in commands {
            let values = [("state", state(command, strings)), ("time", &*clock_time(command.at))];
            lines.push(strings.fill("ui.change.command", &values));
            lines.extend(what(command));
            lines.extend(way_back(command, !own(&command), library, strings));
        }
        lines.push(String::new());
        lines
    };
    by_fix(changes).into_iter().flat_map(entry).collect()
}

/// Whether a change was made.
fn state<'a>(change: &Change, strings: &'a Strings) -> &'a str {
    strings.get(match (&change.what, change.done) {
        (Done::Fix, _) => "ui.change.done",
        (Done::Command { .. }, Some(true)) => "ui.change.run",
        (Done::Command { .. }, Some(false)) => "ui.change.not-run",
        (Done::Command { .. }, None) => "ui.change.unknown",
    })
}

/// The lines of a command.
fn what(change: &Change) -> impl Iterator<Item = String> {
    let text = match &change.what {
        Done::Fix => "",
        Done::Command { text, .. } => text,
    };
    text.lines().map(|line| format!("    {line}"))
}

/// How a change is taken back, unless that is told already, and whether it was.
fn way_back(change: &Change, told: bool, library: &Library, strings: &Strings) -> Vec<String> {
    let mut lines = Vec::new();
    let (undo, never) = said(change, library);
    // What was not run need not be taken back.
    let told = told && (undo.or(never).is_none() || change.what != Done::Fix);
    if change.done != Some(false) && !told {
        lines.push(match Undo::of(undo, never) {
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
    lines
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

/// Why it is asked of a command whether it was run.
pub fn copied_at(question: &RanQuestion, strings: &Strings) -> String {
    strings.fill("ui.ran.ask", &[("time", &clock_time(question.at))])
}
