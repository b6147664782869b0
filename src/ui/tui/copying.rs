//! Copying a command of the card.

use super::app::App;
use super::input::Line;
use super::overlay::{self, Overlay};
use crate::host::effect::Effect;
use crate::ui::guide::{Copying, Say};
use jiff::Timestamp;

impl App {
    /// Copies the command of the card, or asks which.
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
                self.overlay = Some(Overlay::Word { command: index, word, line: Line::default() });
            }
            Ok(Copying::Confirm(why)) => self.overlay = Some(Overlay::Confirm { command: index, why }),
            Err(Say(text)) => {
                // An unfilled slot is filled best right away.
                let blocked = matches!(command.readiness, crate::ui::card::Readiness::Blocked(..));
                self.overlay = if blocked { overlay::fill(self, index) } else { None };
                self.say_bad(text);
            }
        }
        Vec::new()
    }
}
