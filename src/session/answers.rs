//! Which answers a step takes.

use super::event::{OTHER, Outcome, READ, UNSURE};
use super::state::State;
use crate::flow::condition::holds;
use crate::flow::{Flow, Kind, Node, Question};

/// The ids that answer a node now, in the order they are offered. While a session is only for looking, a step that
/// changes something can be passed by but not carried out.
pub fn answers(flow: &Flow, node: &Node, state: &State) -> Vec<String> {
    let mut ids = offered(flow, node, state);
    if state.read_only && node.changes() {
        ids.retain(|id| Outcome::from_id(id).is_none_or(|outcome| !outcome.tried()));
    }
    ids
}

/// The ids that answer a node for whoever may change something.
pub(super) fn offered(flow: &Flow, node: &Node, state: &State) -> Vec<String> {
    let facts = state.facts(&flow.id);
    let question = |question: &Question| {
        let shown = question.options.iter().filter(|(_, choice)| holds(choice.when.as_ref(), &facts));
        let mut ids: Vec<String> = shown.map(|(id, _)| id.clone()).collect();
        ids.push(UNSURE.to_owned());
        ids
    };
    match &node.kind {
        Kind::Ask(ask) => question(ask),
        Kind::Check(check) => question(&check.question),
        Kind::Table(table) => {
            let shown = table.rows.iter().filter(|row| holds(row.when.as_ref(), &facts));
            let mut ids: Vec<String> = shown.map(|row| row.id.clone()).collect();
            if table.other.is_some() {
                ids.push(OTHER.to_owned());
            }
            ids.push(UNSURE.to_owned());
            ids
        }
        Kind::Fix(fix) => Outcome::ALL
            .into_iter()
            .filter(|outcome| *outcome != Outcome::Wait || fix.wait.is_some())
            .map(|outcome| outcome.id().to_owned())
            .collect(),
        Kind::Note(_) | Kind::Faq(_) => vec![READ.to_owned()],
        Kind::End(_) => {
            let inside = state.current().is_some_and(|visit| !visit.detours.is_empty());
            if inside { vec![READ.to_owned()] } else { Vec::new() }
        }
        Kind::Try(_) | Kind::Go(_) => Vec::new(),
    }
}
