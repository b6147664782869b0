//! A session whose flows have changed since: which answers no longer fit, where the person goes on, and which later
//! answers wait to be given again.
//!
//! What came before the first answer that no longer fits stays as it is. An answer fits when its step still takes
//! it and it still leads to where it led. Conditions are not asked again: they held when the answer was given.

use super::engine::Refusal;
use super::event::{By, Event, OTHER, Outcome, READ, UNSURE, VisitId};
use super::state::State;
use super::turn::{Then, Turn};
use super::visit::Visit;
use crate::flow::{Address, Flow, Kind, Library, Node, Target};

/// What has become of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is as it was.
    Fits,
    /// Its answer no longer fits.
    Again,
    /// It cannot be reached or left as it was.
    Astray,
    /// It is no longer there.
    Gone,
}

impl State {
    /// The flows on the way that are not as they were, by id; those that are gone too.
    pub fn changed_flows(&self, library: &Library) -> Vec<String> {
        let mut changed: Vec<String> = Vec::new();
        for visit in self.trail.iter().filter_map(|id| self.visits.get(id)) {
            let same = library.flow(&visit.at.flow).is_some_and(|flow| flow.hash == visit.hash);
            if !same && !changed.contains(&visit.at.flow) {
                changed.push(visit.at.flow.clone());
            }
        }
        changed
    }
}

impl Turn<'_> {
    /// Takes the flows as they are now. Nothing happens when everything fits. A session that goes through a flow
    /// that is not there at all is left as it is.
    pub(super) fn revise(&mut self) -> Result<(), Refusal> {
        let trail: Vec<Visit> =
            self.state.trail.iter().filter_map(|id| self.state.visits.get(id)).cloned().collect();
        let first = trail.first().or_else(|| self.state.visits.values().next());
        let first = first.ok_or(Refusal::NotBegun)?.at.clone();
        if let Some(gone) = trail.iter().find(|visit| self.library.flow(&visit.at.flow).is_none()) {
            return Err(Refusal::Missing(gone.at.flow.clone()));
        }
        let verdicts: Vec<Verdict> =
            trail.iter().enumerate().map(|(at, visit)| self.verdict(visit, trail.get(at + 1))).collect();
        let broken = verdicts.iter().position(|verdict| *verdict != Verdict::Fits);
        let Some(broken) = broken.or_else(|| trail.is_empty().then_some(0)) else { return Ok(()) };
        let asked = verdicts.get(broken) == Some(&Verdict::Again);
        let upto = if asked { broken + 1 } else { broken };
        let stop = trail.iter().take(upto).rposition(|visit| !visit.through);
        let here = stop.and_then(|at| trail.get(at));
        // What still fits before a step that is gone is given again, and leads on another way.
        let given = here.and_then(|visit| visit.answer.as_ref()).filter(|_| !asked);
        let given = given.filter(|answer| !helped(&answer.id)).map(|answer| answer.id.clone());

        let (mut again, mut kept, mut ruled_out) = (Vec::new(), Vec::new(), Vec::new());
        for (at, visit) in trail.iter().enumerate().skip(stop.unwrap_or(0)) {
            let Some(answer) = &visit.answer else { continue };
            let verdict = verdicts.get(at).copied().unwrap_or(Verdict::Gone);
            let list = match verdict {
                _ if Some(at) == stop && given.is_some() => continue,
                _ if Some(at) == stop => &mut again,
                Verdict::Again => &mut again,
                Verdict::Fits | Verdict::Astray if !helped(&answer.id) => &mut kept,
                _ => &mut ruled_out,
            };
            list.push(visit.id);
        }
        let ahead = stop.is_some_and(|at| at > self.state.cursor);
        let visit = here.map(|visit| visit.id);
        self.emit(Event::Revised { visit, again, kept, ruled_out });
        self.remember();
        match (here, given) {
            _ if ahead => Ok(()),
            (Some(visit), Some(id)) => {
                let (flow, node) = self.node(&visit.at)?;
                let then = self.settle(visit.id, flow, node, &id, By::Kept).unwrap_or(Then::Stop);
                self.follow(then)
            }
            (Some(_), None) => Ok(()),
            (None, _) => {
                let flow = self.library.flow(&first.flow).ok_or(Refusal::Missing(first.flow.clone()))?;
                let start = if flow.node(&first.node).is_some() { &first.node } else { &flow.start };
                let start = flow.address(start);
                self.arrive(start, None)
            }
        }
    }

    fn verdict(&self, visit: &Visit, next: Option<&Visit>) -> Verdict {
        let Ok((flow, node)) = self.node(&visit.at) else { return Verdict::Gone };
        let group = visit.group.and_then(|group| self.state.visits.get(&group));
        let group_stands = group.is_none_or(|group| {
            self.node(&group.at).is_ok_and(|(_, node)| matches!(node.kind, Kind::Try(_)))
        });
        if !group_stands || visit.detours.iter().any(|back| self.node(back).is_err()) {
            return Verdict::Astray;
        }
        let Some(answer) = &visit.answer else {
            return if self.stands(visit, flow, node, next) { Verdict::Fits } else { Verdict::Astray };
        };
        // Another step has taken its place, at which nobody can stand.
        let passed = matches!(node.kind, Kind::Go(_) | Kind::Try(_));
        let ends = matches!(node.kind, Kind::End(_)) && visit.detours.is_empty();
        if passed || ends {
            return Verdict::Gone;
        }
        if !takes(node, &answer.id) || self.moved(visit, flow, node, &answer.id, next) {
            return Verdict::Again;
        }
        Verdict::Fits
    }

    /// Whether a step without an answer is still one where a person can stand, or that is passed the same way.
    fn stands(&self, visit: &Visit, flow: &Flow, node: &Node, next: Option<&Visit>) -> bool {
        match &node.kind {
            Kind::Go(jump) if visit.through => {
                let to = self.library.resolve(&flow.id, &jump.to);
                let inside = next.filter(|next| {
                    next.detours.len() >= visit.detours.len() && next.returns == visit.returns
                });
                inside.is_none_or(|next| to.as_ref() == Some(&next.at))
            }
            Kind::Go(_) | Kind::Try(_) => visit.through || visit.ended.is_some(),
            Kind::End(_) => visit.ended.is_some() || !visit.detours.is_empty(),
            Kind::Fix(_) => true,
            _ => !visit.through,
        }
    }

    /// Whether an answer leads elsewhere than it did.
    fn moved(&self, visit: &Visit, flow: &Flow, node: &Node, id: &str, next: Option<&Visit>) -> bool {
        // Who jumped from a step, or left a detour there, did not follow its answer.
        let follows = |next: &&Visit| {
            next.group.is_none() && next.returns == visit.returns && next.detours == visit.detours
        };
        let Some(next) = next.filter(follows) else { return false };
        let target: Option<&Target> = match &node.kind {
            Kind::Ask(question) if id == UNSURE => question.unsure.as_ref(),
            Kind::Ask(question) => question.options.get(id).map(|choice| &choice.go),
            Kind::Check(check) if id == UNSURE => check.question.unsure.as_ref(),
            Kind::Check(check) => check.question.options.get(id).map(|choice| &choice.go),
            Kind::Table(table) => match id {
                UNSURE => table.unsure.as_ref(),
                OTHER => table.other.as_ref(),
                _ => table.rows.iter().find(|row| row.id == id).map(|row| &row.go),
            },
            Kind::Note(note) => note.next.as_ref(),
            Kind::Faq(faq) => faq.next.as_ref(),
            // The group decides what follows a fix in it.
            Kind::Fix(_) if visit.group.is_some() || helped(id) => return false,
            Kind::Fix(fix) => {
                let own = match Outcome::from_id(id) {
                    Some(Outcome::NotFixed) => fix.then.not_fixed.as_ref(),
                    Some(Outcome::Cannot) => fix.then.cannot.as_ref(),
                    Some(Outcome::Skip) => fix.then.skip.as_ref(),
                    _ => None,
                };
                own.or(fix.next.as_ref())
            }
            Kind::End(_) | Kind::Go(_) | Kind::Try(_) => return false,
        };
        let to: Option<Address> = target.and_then(|target| self.library.resolve(&flow.id, target));
        to.as_ref() != Some(&next.at)
    }
}

/// That a fix helped is never taken for granted.
fn helped(id: &str) -> bool {
    id == Outcome::Fixed.id()
}

/// Whether a step has an answer, whatever its condition.
fn takes(node: &Node, id: &str) -> bool {
    match &node.kind {
        Kind::Ask(question) => id == UNSURE || question.options.contains_key(id),
        Kind::Check(check) => id == UNSURE || check.question.options.contains_key(id),
        Kind::Table(table) => match id {
            UNSURE => true,
            OTHER => table.other.is_some(),
            _ => table.rows.iter().any(|row| row.id == id),
        },
        Kind::Fix(fix) => match Outcome::from_id(id) {
            Some(Outcome::Wait) => fix.wait.is_some(),
            other => other.is_some(),
        },
        Kind::Note(_) | Kind::Faq(_) | Kind::End(_) => id == READ,
        Kind::Try(_) | Kind::Go(_) => false,
    }
}

/// Takes an answer off the list of those that wait, when its step is answered again.
pub(super) fn forget(state: &mut State, visit: VisitId, kept: bool) {
    let Some(at) = state.visits.get(&visit).map(|visit| visit.at.clone()) else { return };
    let same = |old: &VisitId| *old != visit && state.visits.get(old).is_some_and(|old| old.at == at);
    let Some(index) = state.remembered.iter().position(same) else { return };
    let old = state.remembered.remove(index);
    if let Some(old) = state.visits.get_mut(&old) {
        old.kept |= kept;
    }
}
