//! Where the advice of a session comes from, how old it is and what became of its product.

use super::document::{Advice, Named, Status};
use super::lookup::Lookup;
use crate::flow::{self, Address, Flow, Kind, Provenance, Verified};
use crate::session::{State, Visit};

/// One entry a flow, and one a step whose source or status differs.
pub(super) fn of(state: &State, lookup: &Lookup<'_>) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    for visit in state.visits.values() {
        let flow = lookup.flow(&visit.at.flow);
        if all.iter().all(|one| one.flow.id != visit.at.flow) {
            let source = flow.map(|flow| flow.source.clone()).unwrap_or_default();
            let status = flow.map(|flow| flow.status.clone()).unwrap_or_default();
            all.push(entry(visit, flow, None, &source, &status, lookup));
        }
        let step = lookup.title(&visit.at);
        let known = all.iter().any(|one| one.step.as_ref() == Some(&step));
        if let Some((flow, source, status)) = own(&visit.at, visit, lookup).filter(|_| !known) {
            // What became of the product is said once.
            let status = if status == flow.status { flow::Status::default() } else { status };
            all.push(entry(visit, Some(flow), Some(step), &source, &status, lookup));
        }
    }
    all
}

/// Source and status of a step or of the row that answered it, if they are not those of the flow.
fn own<'a>(
    at: &Address,
    visit: &Visit,
    lookup: &'a Lookup<'_>,
) -> Option<(&'a Flow, Provenance, flow::Status)> {
    let (flow, node) = lookup.node(at)?;
    let row = match (&node.kind, &visit.answer) {
        (Kind::Table(table), Some(answer)) => table.rows.iter().find(|row| row.id == answer.id),
        _ => None,
    };
    let source = row.and_then(|row| row.source.as_ref()).or(node.source.as_ref());
    let status = row.and_then(|row| row.status.as_ref()).unwrap_or(&node.status);
    if source.is_none() && *status == flow.status {
        return None;
    }
    Some((flow, source.unwrap_or(&flow.source).clone(), status.clone()))
}

fn entry(
    visit: &Visit,
    flow: Option<&Flow>,
    step: Option<Named>,
    source: &Provenance,
    status: &flow::Status,
    lookup: &Lookup<'_>,
) -> Advice {
    let verified = match &source.verified {
        Some(Verified::On(date)) => Some(date.clone()),
        Some(Verified::Never) | None => None,
    };
    let product = status.product.clone().or_else(|| flow?.applies.product.first().cloned());
    let pack = flow.and_then(|flow| lookup.pack_title(flow)).map(|title| title.text);
    let today = lookup.library.flow(&visit.at.flow);
    Advice {
        flow: lookup.flow_title(&visit.at.flow),
        step,
        doc: source.doc.clone(),
        section: source.section.clone(),
        lang: source.lang.clone(),
        dated: source.dated.clone(),
        updated: source.updated.clone(),
        reviewed: source.reviewed.clone(),
        verified,
        status: Status {
            product: product.or(pack),
            retired: status.retired.clone(),
            ended: status.ended.clone(),
            renamed_to: status.renamed_to.clone(),
            replaced_by: status.replaced_by.clone(),
            see: status.see.clone(),
            still_helps: status.still_helps.clone(),
        },
        rev: Some(visit.rev),
        changed: today.is_none_or(|flow| flow.hash != visit.hash),
        gone: today.is_none(),
        as_it_was: flow.is_some_and(|flow| flow.hash == visit.hash),
    }
}
