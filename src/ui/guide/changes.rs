//! What was changed on machines: asking about it, and the way back.

use super::{Guide, Say};
use crate::host::effect::Effect;
use crate::session::Input;
use crate::session::ledger::{Change, Done, ledger};
use crate::text::sort;
use crate::text::{Style, has_hidden, parse};
use crate::ui::sheet;
use jiff::Timestamp;

/// A copied command of which it is asked whether it was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RanQuestion {
    /// Number of the record of the copy.
    pub n: u64,
    /// When it was copied.
    pub at: Timestamp,
    /// The command as it was copied.
    pub text: String,
}

/// A command that takes a change back, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoCommand {
    /// Number of the record of the change.
    pub change: u64,
    /// Id of the command, or of the fix, that made the change.
    pub command: String,
    /// What is copied.
    pub text: String,
}

impl Guide {
    /// What was changed in this session or may have been, newest first.
    pub fn ledger(&self) -> Vec<Change> {
        let session = self.session.as_ref();
        session.map(|session| ledger(session.records(), session.state(), &self.library)).unwrap_or_default()
    }

    /// The copied commands of which it is to be asked now whether they were run, oldest first: those of this step, or
    /// all of them when the session is left. Each is asked about once, whatever is answered.
    pub fn unasked(&self, leaving: bool) -> Vec<RanQuestion> {
        let current = self.session.as_ref().and_then(|session| session.state().current());
        let here = current.map(|visit| visit.at.clone());
        self.questions(|change| leaving || Some(&change.step) == here.as_ref(), true)
    }

    /// The copied commands of which it is not known whether they were run, oldest first, asked about or not.
    pub fn unknown(&self) -> Vec<RanQuestion> {
        self.questions(|_| true, false)
    }

    fn questions(&self, wanted: impl Fn(&Change) -> bool, fresh: bool) -> Vec<RanQuestion> {
        let mut questions = Vec::new();
        for change in self.ledger().iter().filter(|change| wanted(change)) {
            if let Some(undone) =
                change.undone.as_ref().filter(|one| one.ran.is_none() && !(fresh && one.asked))
            {
                questions.push(RanQuestion { n: undone.n, at: undone.at, text: undone.text.clone() });
            }
            match &change.what {
                Done::Command { text, .. } if change.done.is_none() && !(fresh && change.asked) => {
                    questions.push(RanQuestion { n: change.n, at: change.at, text: text.clone() });
                }
                _ => {}
            }
        }
        sort::sort_by_key(&mut questions, |question| (question.at, question.n));
        questions
    }

    /// Notes whether a copied command was run; none if the person does not know.
    pub fn ran(&mut self, copied: u64, yes: Option<bool>, now: Timestamp) -> Result<Vec<Effect>, Say> {
        self.input(Input::Ran { copied, yes }, now)
    }

    /// The commands that the authors name for taking back what was changed, newest change first: what stands in
    /// backticks and is more than a name. What has a blank in it is only shown.
    pub fn undo_commands(&self) -> Vec<UndoCommand> {
        let mut found: Vec<UndoCommand> = Vec::new();
        for change in self.ledger().iter().filter(|change| change.done != Some(false)) {
            let Some(text) = sheet::undo_text(change, &self.library) else { continue };
            let command = match &change.what {
                Done::Command { id, .. } => id.clone(),
                Done::Fix => change.step.node.clone(),
            };
            for span in parse(&text.text, |_| false).into_iter().filter(|span| span.style == Style::Code) {
                let whole = span.text.trim().contains(' ') && !span.text.contains(['<', '\n']);
                if whole && !has_hidden(&span.text) {
                    found.push(UndoCommand { change: change.n, command: command.clone(), text: span.text });
                }
            }
        }
        found
    }

    /// Asks to copy a command that takes a change back.
    pub fn copy_undo(&self, undo: &UndoCommand) -> Result<Effect, Say> {
        if self.session().is_some_and(|session| session.state().read_only) {
            return Err(Say(self.strings.get("ui.read-only.copy").to_owned()));
        }
        let (command, text) = (undo.command.clone(), undo.text.clone());
        Ok(Effect::Copy { command, text, undoes: Some(undo.change) })
    }
}
