//! Values from what the person pasted, offered for the blanks of commands. They are never filled in by themselves.

use super::Guide;
use crate::flow::command::{Slot, SlotKind, check_value};
use crate::flow::{Command, Shell};
use crate::redact;
use crate::text::values::{Form, Label, Thing, Value, values};
use crate::text::visible::head;
use crate::ui::card::Card;

/// How much of a text is looked through, in bytes.
const READ: usize = 256 * 1024;
/// Most values offered for a blank.
const OFFERED: usize = 5;
/// A word that no pattern for ids, codes or addresses allows.
const ORDINARY: &str = "zq";

impl Guide {
    /// Looks for values in what was pasted; later texts come first. Credentials are masked before that.
    pub(super) fn learn(&mut self, text: &str) {
        let mut found = values(&redact::mask(head(text, READ)));
        found.append(&mut self.values);
        self.values = found;
    }

    /// Puts the values that fit beside the blanks of a card.
    pub(super) fn offer(&self, card: &mut Card) {
        for view in &mut card.commands {
            let Some(command) = self.command(&view.id) else { continue };
            for slot in &mut view.slots {
                slot.found = self.found(command, &slot.name);
            }
        }
    }

    /// The values that a blank can take, the likeliest first.
    fn found(&self, command: &Command, name: &str) -> Vec<String> {
        let Some(slot) = command.slots.get(name).filter(|slot| !slot.secret) else { return Vec::new() };
        let mut fitting: Vec<(u8, &str)> = self
            .values
            .iter()
            .filter_map(|value| Some((fit(value, name, slot, command.shell)?, value.text.as_str())))
            .filter(|(_, text)| check_value(slot, command.shell, text).is_ok())
            .collect();
        // What fits less well is noise beside what fits.
        let best = fitting.iter().map(|(rank, _)| *rank).min();
        fitting.retain(|(rank, _)| Some(*rank) == best);
        let mut offers: Vec<String> = Vec::new();
        for (_, text) in fitting {
            if offers.len() < OFFERED && !offers.iter().any(|other| other.eq_ignore_ascii_case(text)) {
                offers.push(text.to_owned());
            }
        }
        offers
    }
}

/// How well a value fits a blank, 0 best; none if there is no reason to think that it is meant.
fn fit(value: &Value, name: &str, slot: &Slot, shell: Shell) -> Option<u8> {
    let wanted = Label::of_blank(name);
    if value.label.as_ref() == Some(&wanted) {
        return Some(0);
    }
    // A value that is known to be something else is not meant.
    if let (Some(Label::Known(_)), Label::Known(_)) = (&value.label, &wanted) {
        return None;
    }
    let machine = wanted == Label::Known(Thing::Machine);
    match (slot.kind, value.form) {
        (SlotKind::Host, Form::Address) => return Some(1),
        (SlotKind::Host, _) => {
            return (machine && value.label == Some(Label::Known(Thing::Machine))).then_some(1);
        }
        (SlotKind::Subscription, Form::Guid)
        | (SlotKind::Code, Form::Code)
        | (SlotKind::Path, Form::Path) => return Some(1),
        _ => {}
    }
    // A form that only few texts have speaks for itself.
    let special = slot.pattern.is_some() && check_value(slot, shell, ORDINARY).is_err();
    let unnamed = value.label.is_none();
    (special && unnamed && value.form != Form::Word).then_some(2)
}
