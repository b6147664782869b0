//! Asking whether a copied command was run, before the person goes on or leaves.

use super::app::App;
use super::overlay::{After, Overlay};
use crate::host::effect::Effect;
use crate::ui::action::{Action, Place};
use crate::ui::guide::{RanQuestion, Say};
use jiff::Timestamp;

impl App {
    /// Asks about commands that may have been run, before something else is done; whether there is anything to ask.
    pub(super) fn asks_ran(&mut self, leaving: bool, then: After) -> bool {
        let left = self.guide.unasked(leaving);
        if left.is_empty() {
            return false;
        }
        self.overlay = Some(Overlay::Ran { left, then, scroll: 0 });
        true
    }

    /// Takes a key while it is asked; any other key than the answers leaves the question open.
    pub(super) fn ran_key(
        &mut self,
        mut left: Vec<RanQuestion>,
        then: After,
        key: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        let yes = match self.keys.action(key, Place::Asked, false) {
            Some(Action::Yes) => Some(true),
            Some(Action::No) => Some(false),
            Some(Action::Later) => None,
            _ => {
                self.overlay = Some(Overlay::Ran { left, then, scroll: 0 });
                return Vec::new();
            }
        };
        let mut effects = match left.is_empty() {
            true => Vec::new(),
            false => match self.guide.ran(left.remove(0).n, yes, now) {
                Ok(effects) => effects,
                Err(Say(text)) => {
                    self.say_bad(text);
                    Vec::new()
                }
            },
        };
        if !left.is_empty() {
            self.overlay = Some(Overlay::Ran { left, then, scroll: 0 });
            return effects;
        }
        effects.extend(match then {
            After::Choose(index) => self.choose(index, now),
            After::Do(action) => self.act(action, now),
        });
        effects
    }
}
