//! E012: steps that do not say what comes next.

use super::report::{Report, Subject};
use crate::check::edge::Way;
use crate::flow::diagnostic::Code;
use crate::flow::{Fix, Kind};

const HELP: &str = "add `next: ..`; an `end` node says what to do when nothing helped";

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let alone = alone(subject);
    for (at, spot) in subject.web.spots.iter().enumerate() {
        let id = &spot.node.id;
        let message = match &spot.node.kind {
            Kind::Fix(fix) if alone[at] && !goes_on(fix) => {
                format!("fix \"{id}\" does not say what comes next when it did not help")
            }
            Kind::Try(group) if group.next.is_none() => {
                format!("group \"{id}\" does not say what comes next when all have failed")
            }
            Kind::Note(note) if note.next.is_none() => format!("note \"{id}\" does not say what comes next"),
            _ => continue,
        };
        if !subject.is_broken(&spot.flow.id, id) {
            report.node(Code::E012, spot.flow, spot.node, message, HELP);
        }
    }
}

/// Nodes that are reached otherwise than as members of a group, or not at all. For a member the group says
/// what follows.
fn alone(subject: &Subject<'_>) -> Vec<bool> {
    let web = &subject.web;
    let mut alone = vec![false; web.spots.len()];
    let mut member = vec![false; web.spots.len()];
    for link in web.spots.iter().flat_map(|spot| &spot.links) {
        let Some(to) = link.to else { continue };
        match link.way {
            Way::Member(_) => member[to] = true,
            _ => alone[to] = true,
        }
    }
    for (at, spot) in web.spots.iter().enumerate() {
        alone[at] |= !member[at] || spot.flow.start == spot.node.id;
    }
    alone
}

/// Whether each outcome that is no success leads somewhere.
fn goes_on(fix: &Fix) -> bool {
    let apart = [&fix.then.not_fixed, &fix.then.cannot, &fix.then.skip];
    fix.next.is_some() || apart.iter().all(|target| target.is_some())
}
