//! E013, E014, E018: ways that lead round for ever.

use super::report::{Report, Subject};
use crate::check::web::DeadLoop;
use crate::flow::diagnostic::Code;

/// Most nodes of a loop that are named.
const MAX_NAMED: usize = 20;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let web = &subject.web;
    let ending = web.ending();
    let loops = web.dead_loops(&ending);
    let complete = |at: &usize| !subject.is_incomplete(web.spots[*at].flow);
    let mut in_loop = vec![false; web.spots.len()];
    for DeadLoop { spots, detour } in &loops {
        spots.iter().for_each(|&at| in_loop[at] = true);
        let Some(first) = spots.first().filter(|_| spots.iter().all(complete)) else { continue };
        let first = &web.spots[*first];
        let names: Vec<String> = spots
            .iter()
            .take(MAX_NAMED)
            .map(|&at| &web.spots[at])
            .map(|spot| match spot.flow.id == first.flow.id {
                true => format!("\"{}\"", spot.node.id),
                false => format!("\"{}#{}\"", spot.flow.id, spot.node.id),
            })
            .collect();
        let more = spots.len().saturating_sub(MAX_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = names.join(", ") + &more;
        if *detour {
            let message = format!("detours that never return: {names}");
            let help = "let the detour reach an end, and `back` a step that goes on";
            report.node(Code::E018, first.flow, first.node, message, help);
        } else {
            let message = format!("loop with no way out: {names}");
            let help = "let one of its answers lead to a fix or an end";
            report.node(Code::E013, first.flow, first.node, message, help);
        }
    }
    for flow in subject.flows().filter(|flow| !subject.is_incomplete(flow)) {
        if web.find(&flow.id, &flow.start).is_some_and(|start| !ending[start] && !in_loop[start]) {
            let message = format!("from \"{}\" no end can be reached", flow.start);
            let help = "whatever is answered, the flow goes round; lead at least one way to an end";
            report.value(Code::E014, flow, &["start".into()], message, help);
        }
    }
}
