//! The undo sheet: what was changed, copying a way back, and saying later what was run.

use super::Plain;
use super::said::number;
use crate::text::Span;
use crate::ui::action::{Action, word_of};
use crate::ui::guide::Say;
use crate::ui::sheet;
use std::io::{self, BufRead, Write};

/// The word that lets one say what was run.
const RAN: &str = "ran";

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// `changes` shows the sheet, `changes 1` copies a way back, `changes ran` asks what was run.
    pub(super) fn changes(&mut self, rest: &str) -> io::Result<()> {
        let undos = self.guide.undo_commands();
        if rest.eq_ignore_ascii_case(RAN) {
            let unknown = self.guide.unknown();
            if unknown.is_empty() {
                return self.say("ui.ran.none", &[]);
            }
            return self.ask_ran(unknown).map(drop);
        }
        if let Some(chosen) = number(rest) {
            let Some(undo) = undos.get(chosen.wrapping_sub(1)) else {
                return self.say("ui.no-such-choice", &[]);
            };
            return match self.guide.copy_undo(undo) {
                Ok(effect) => self.perform(vec![effect]),
                Err(Say(why)) => self.page.say(&why),
            };
        }
        let lines = sheet::lines(&self.guide.ledger(), &self.guide.library, self.guide.strings);
        lines.iter().filter(|line| !line.is_empty()).try_for_each(|line| self.page.say(line))?;
        let word = word_of(Action::Changes);
        if !undos.is_empty() {
            self.say("plain.changes-copy", &[("word", word)])?;
            for (index, undo) in undos.iter().enumerate() {
                self.page.item(&format!("{} ", index + 1), &[Span::plain(undo.text.as_str())])?;
            }
        }
        if !self.guide.unknown().is_empty() {
            self.say("plain.changes-ran", &[("say", &format!("{word} {RAN}"))])?;
        }
        Ok(())
    }
}
