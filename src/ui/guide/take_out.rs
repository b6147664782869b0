//! Commands that are filled in and copied.

use super::{Guide, Say};
use crate::flow::command::{SlotFault, SlotKind, check_value};
use crate::flow::{Command, Risk};
use crate::host::effect::Effect;
use crate::session::Session;
use crate::ui::card::{CommandView, Readiness};
use crate::ui::words;

/// What came of asking for a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copying {
    /// Go ahead.
    Go(Effect),
    /// The person must first type this word.
    Word(String),
    /// The person must first say yes, for this reason.
    Confirm(String),
}

impl Guide {
    /// A command of the current step as it would be with this value in a slot.
    pub fn preview(&self, shown: &CommandView, slot: &str, value: &str) -> Option<CommandView> {
        let session = self.session.as_ref()?;
        let with = |name: &str| match name == slot && !value.is_empty() {
            true => Some(value),
            false => session.value(name),
        };
        let command = self.command(&shown.id)?;
        if shown.today { CommandView::today(command, &with) } else { Some(CommandView::of(command, &with)) }
    }

    /// What is wrong with a value for a slot of a command of the current step.
    pub fn check_slot(&self, command: &str, slot: &str, value: &str) -> Option<SlotFault> {
        let command = self.command(command)?;
        check_value(command.slots.get(slot)?, command.shell, value).err()
    }

    /// Values that are offered for a slot: those of its author, and what was entered for others of its kind.
    pub fn offers(&self, command: &str, slot: &str) -> Vec<String> {
        let Some((command, asked)) = self.command(command).and_then(|one| Some((one, one.slots.get(slot)?)))
        else {
            return Vec::new();
        };
        let mut offers: Vec<String> = asked.list.iter().chain(&asked.default).cloned().collect();
        if asked.kind == SlotKind::Text || asked.secret {
            return offers;
        }
        let Some(state) = self.session.as_ref().map(Session::state) else { return offers };
        let nodes = state.visits.values().filter_map(|visit| self.library.node(&visit.at));
        let slots = nodes.flat_map(|(_, node)| node.commands()).flat_map(|command| &command.slots);
        for (name, _) in slots.filter(|(name, other)| *name != slot && other.kind == asked.kind) {
            let value =
                state.values.get(name).filter(|value| check_value(asked, command.shell, value).is_ok());
            offers.extend(value.filter(|value| !offers.contains(value)).cloned());
        }
        offers
    }

    pub(super) fn command(&self, id: &str) -> Option<&Command> {
        let visit = self.session.as_ref()?.state().current()?;
        let (_, node) = self.library.node(&visit.at)?;
        node.commands().find(|command| command.id == id)
    }

    /// Asks to copy a command. `typed` is the word that the person typed, or `yes`.
    pub fn copy(&self, command: &CommandView, typed: Option<&str>) -> Result<Copying, Say> {
        let text = match &command.readiness {
            Readiness::Ready(text) => text.clone(),
            Readiness::Blocked(slot, fault) => return Err(Say(words::slot_fault(slot, fault, self.strings))),
            Readiness::ReadOnly => return Err(Say(self.strings.get("ui.read-only.copy").to_owned())),
            Readiness::Hidden => return Err(Say(self.strings.get("ui.copy.hidden").to_owned())),
        };
        if let Some(word) = command.word() {
            if typed.map(str::trim) != Some(word) {
                return Ok(Copying::Word(word.to_owned()));
            }
        } else if command.risk != Risk::Read && command.lines.len() > 1 && typed.is_none() {
            return Ok(Copying::Confirm(self.strings.get("ui.copy.confirm-change").to_owned()));
        } else if command.runs_on_paste() && typed.is_none() {
            return Ok(Copying::Confirm(self.strings.get("ui.copy.confirm-lines").to_owned()));
        }
        Ok(Copying::Go(Effect::Copy { command: command.id.clone(), text, undoes: None }))
    }
}
