//! What the log and the flows tell redaction: which values are names, and which stand in the flows themselves.

use super::lookup::Lookup;
use crate::flow::command::{Slot, SlotKind};
use crate::flow::{Command, Node};
use crate::redact::Class;
use crate::session::{Event, Record};
use crate::text::values::{Label, Thing};

/// Parts of names of blanks that take the name of a resource.
const RESOURCES: &[&str] = &["account", "cluster", "registration", "resource", "vault", "workspace"];

/// Parts of names of blanks that take the name of a person or account to log in with.
const USERS: &[&str] = &["user", "login-name", "upn", "owner"];

/// Names that the person ever entered, by what they name; commands that were copied still hold those that were
/// replaced or taken back. Values of any other kind, such as ports and packages, say nothing about anybody, unless
/// redaction finds something in them by its form.
pub(super) fn of(records: &[Record], lookup: &Lookup<'_>) -> Vec<(Class, String)> {
    let named = records.iter().filter_map(|record| match &record.event {
        Event::Filled { name, value, masked: false } => {
            let slot = commands(lookup).find_map(|command| command.slots.get(name));
            Some((class(name, slot)?, value.clone()))
        }
        _ => None,
    });
    named.collect()
}

/// The commands of the flows that the session was in, and the values that they offer.
pub(super) fn spoken(lookup: &Lookup<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for command in commands(lookup) {
        texts.push(command.full_text());
        texts.extend(command.today().map(|today| today.full_text()));
        for slot in command.slots.values() {
            texts.extend(slot.list.iter().chain(&slot.default).cloned());
        }
    }
    texts
}

fn commands<'a>(lookup: &'a Lookup<'_>) -> impl Iterator<Item = &'a Command> {
    lookup.flows().flat_map(|flow| flow.nodes.values()).flat_map(Node::commands)
}

/// What the value of a blank names; none if it is no name.
fn class(name: &str, slot: Option<&Slot>) -> Option<Class> {
    match slot.map(|slot| slot.kind) {
        Some(SlotKind::Host) => return Some(Class::Host),
        Some(SlotKind::Subscription) => return Some(Class::Resource),
        Some(SlotKind::Code | SlotKind::Path) => return None,
        // A blank of a flow that is gone is judged by its name alone.
        Some(SlotKind::Text) | None => {}
    }
    match Label::of_blank(name) {
        Label::Known(Thing::Machine) => Some(Class::Host),
        Label::Known(Thing::Port) => None,
        Label::Known(_) => Some(Class::Resource),
        Label::Named(_) if USERS.iter().any(|part| name.contains(part)) => Some(Class::User),
        Label::Named(_) => RESOURCES.iter().any(|part| name.contains(part)).then_some(Class::Resource),
    }
}
