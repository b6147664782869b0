//! Copying the commands of a step and, from the undo sheet, those that take something back.

use super::app::App;
use super::input::Line;
use super::overlay::{self, After, Overlay};
use crate::host::effect::Effect;
use crate::ui::action::Action;
use crate::ui::guide::{Copying, Say, UndoCommand};
use jiff::Timestamp;

/// Takes a key that means more on the undo sheet than scrolling or closing.
pub(super) fn sheet_key(app: &mut App, action: Action, scroll: usize) -> Vec<Effect> {
    app.overlay = Some(Overlay::Changes { scroll });
    if action == Action::Confirm {
        let left = app.guide.unknown();
        match left.is_empty() {
            true => app.say_bad(app.guide.strings.get("ui.ran.none")),
            false => app.overlay = Some(Overlay::Ran { left, then: After::Do(Action::Changes), scroll: 0 }),
        }
        return Vec::new();
    }
    let mut undos = app.guide.undo_commands();
    match undos.len() {
        0 => app.say_bad(app.guide.strings.get("ui.undo-no-command")),
        1 => return app.copy_undo(&undos.remove(0), scroll),
        _ => app.overlay = Some(overlay::undos(app, undos)),
    }
    Vec::new()
}

impl App {
    pub(super) fn copy(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.card.as_ref().map_or(0, |card| card.commands.len()) {
            0 => {
                self.say_bad_key("ui.copy.none");
                Vec::new()
            }
            1 => self.copy_command(0, None, now),
            _ => {
                self.overlay = overlay::commands(self);
                Vec::new()
            }
        }
    }

    /// Copies a command, or asks what must be asked first.
    pub fn copy_command(&mut self, index: usize, typed: Option<&str>, _now: Timestamp) -> Vec<Effect> {
        let Some(command) = self.card.as_ref().and_then(|card| card.commands.get(index)) else {
            self.say_bad_key("ui.copy.none");
            return Vec::new();
        };
        match self.guide.copy(command, typed) {
            Ok(Copying::Go(effect)) => {
                self.overlay = None;
                return vec![effect];
            }
            Ok(Copying::Word(word)) => {
                self.overlay = Some(Overlay::Word { command: index, word, line: Line::default(), scroll: 0 });
            }
            Ok(Copying::Confirm(why)) => {
                self.overlay = Some(Overlay::Confirm { command: index, why, scroll: 0 })
            }
            Err(Say(text)) => {
                // An unfilled slot is filled best right away.
                let blocked = matches!(command.readiness, crate::ui::card::Readiness::Blocked(..));
                self.overlay = if blocked { overlay::fill(self, index) } else { None };
                self.say_bad(text);
            }
        }
        Vec::new()
    }

    /// Copies a command that takes a change back, and shows the sheet again.
    pub(super) fn copy_undo(&mut self, undo: &UndoCommand, scroll: usize) -> Vec<Effect> {
        self.overlay = Some(Overlay::Changes { scroll });
        match self.guide.copy_undo(undo) {
            Ok(effect) => vec![effect],
            Err(Say(text)) => {
                self.say_bad(text);
                Vec::new()
            }
        }
    }
}
