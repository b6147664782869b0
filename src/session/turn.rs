//! One input becomes events: all decisions of the engine are made here.

use super::answers::{answers, offered};
use super::engine::{Context, Input, Refusal};
use super::event::{By, Event, Record, UNSURE, VisitId};
use super::order;
use super::reopen::Memory;
use super::state::State;
use super::visit::Visit;
use crate::flow::condition::holds;
use crate::flow::{Address, Check, Flow, Group, Kind, Library, Node, Question, Target};
use crate::redact;
use std::collections::BTreeSet;

/// The events that one input leads to, and the state they make.
pub(super) struct Turn<'a> {
    pub(super) library: &'a Library,
    context: Context<'a>,
    pub(super) state: State,
    pub(super) records: Vec<Record>,
    next: u64,
    step: u64,
    next_visit: VisitId,
    /// Earlier answers that may be given again, while an answer is being changed.
    pub(super) memory: Memory,
}

/// What follows when a node has been entered.
pub(super) enum Then {
    /// The person decides.
    Stop,
    /// The next node, and the group that offers it.
    Go(Address, Option<VisitId>),
}

impl<'a> Turn<'a> {
    pub(super) fn new(
        records: &[Record],
        state: &State,
        library: &'a Library,
        context: Context<'a>,
    ) -> Turn<'a> {
        let next = records.last().map_or(1, |record| record.n.saturating_add(1));
        let last_visit = records.iter().rev().find_map(|record| match record.event {
            Event::Entered { visit, .. } => Some(visit),
            _ => None,
        });
        Turn {
            library,
            context,
            state: state.clone(),
            records: Vec::new(),
            next,
            step: next,
            next_visit: last_visit.unwrap_or(0).saturating_add(1),
            memory: Memory::waiting(state),
        }
    }

    /// Adds an event. What a person wrote is masked here, before it counts.
    pub(super) fn emit(&mut self, event: Event) {
        let record = Record { n: self.next, step: self.step, at: self.context.now, event: masked(event) };
        self.next = self.next.saturating_add(1);
        self.state.take(&record);
        self.records.push(record);
    }

    pub(super) fn finish(self) -> Vec<Record> {
        self.records
    }

    pub(super) fn take(&mut self, input: Input) -> Result<(), Refusal> {
        if input == Input::Revise {
            return self.revise();
        }
        let visit = self.state.current().ok_or(Refusal::NotBegun)?.clone();
        let here = visit.id;
        match input {
            Input::Answer { id, by } => self.answer(&visit, &id, by)?,
            Input::Back { steps } => {
                let stops: Vec<VisitId> =
                    self.state.path().filter(|visit| !visit.through).map(|visit| visit.id).collect();
                let last = stops.len().saturating_sub(1);
                if last == 0 {
                    return Err(Refusal::AtBeginning);
                }
                self.emit(Event::Back { to: stops[last.saturating_sub(steps.max(1))] });
            }
            Input::Reopen { visit } => {
                let stop = self.state.visits.get(&visit).is_some_and(|visit| !visit.through);
                if !stop || !self.state.trail.contains(&visit) {
                    return Err(Refusal::Missing(visit.to_string()));
                }
                if visit != here {
                    self.emit(Event::Back { to: visit });
                }
            }
            Input::Forward => self.forward()?,
            Input::Pick { member } => self.pick(&visit, member)?,
            Input::LeaveDetour => self.leave_detour(here)?,
            Input::Jump { to, presets } => {
                self.node(&to)?;
                self.emit(Event::Jumped { from: here, to: to.clone(), presets });
                self.arrive(to, None)?;
            }
            Input::Return => {
                let to = *self.state.returns.last().ok_or(Refusal::NothingToLeave)?;
                let back = self.state.visits.get(&to).cloned().ok_or(Refusal::NothingToLeave)?;
                self.emit(Event::Returned { to });
                self.arrive(back.at, back.group)?;
            }
            Input::Fill { name, value, .. } => self.emit(Event::Filled { name, value, masked: false }),
            Input::Note { text } => self.emit(Event::Noted { visit: here, text }),
            Input::Evidence { line, excerpt } => self.emit(Event::Evidence { visit: here, line, excerpt }),
            Input::Copied { command, text, way, undoes } => {
                let from = undoes.and_then(|n| self.state.ledger_visit(n)).unwrap_or(here);
                self.emit(Event::Copied { visit: from, command, text, way, undoes });
            }
            Input::Ran { copied, yes } => self.emit(Event::Ran { copied, yes }),
            Input::ReadOnly { on } => self.emit(Event::ReadOnly { on }),
            Input::Acknowledge => self.emit(Event::Acknowledged { flow: visit.at.flow }),
            Input::Language { lang } => self.emit(Event::Language { lang }),
            Input::Exported { format, path, redaction } => {
                self.emit(Event::Exported { format, path, redaction });
            }
            // The first two need the log, so the session takes them.
            Input::Undo | Input::Redo | Input::Revise => {}
        }
        Ok(())
    }

    /// Gives an answer: goes on, or goes forward again, or changes an earlier answer.
    fn answer(&mut self, visit: &Visit, id: &str, by: By) -> Result<(), Refusal> {
        let (flow, node) = self.node(&visit.at)?;
        let known = self.answers(flow, node);
        if !known.iter().any(|one| one == id) {
            let id = id.to_owned();
            return Err(match self.state.read_only && offered(flow, node, &self.state).contains(&id) {
                true => Refusal::ReadOnly { id, known },
                false => Refusal::NoSuchAnswer { id, known },
            });
        }
        let Some(old) = visit.answer.clone() else {
            let then = self.settle(visit.id, flow, node, id, by)?;
            return self.follow(then);
        };
        if old.id == id {
            return match self.forward() {
                Err(Refusal::AtEnd) => Ok(()),
                other => other,
            };
        }
        self.memory = Memory::of(&self.state);
        let at = self.records.len();
        self.emit(Event::Reopened {
            visit: visit.id,
            new: id.to_owned(),
            kept: Vec::new(),
            ruled_out: Vec::new(),
        });
        let then = self.settle(visit.id, flow, node, id, by)?;
        self.follow(then)?;
        let (kept_now, ruled_out_now) = std::mem::take(&mut self.memory).into_outcome();
        if let Some(Record { event: Event::Reopened { kept, ruled_out, .. }, .. }) = self.records.get_mut(at)
        {
            *kept = kept_now;
            *ruled_out = ruled_out_now;
        }
        Ok(())
    }

    fn forward(&mut self) -> Result<(), Refusal> {
        let later = self.state.trail.iter().skip(self.state.cursor + 1);
        let next = later.filter_map(|id| self.state.visits.get(id)).find(|visit| !visit.through);
        let to = next.ok_or(Refusal::AtEnd)?.id;
        self.emit(Event::Forward { to });
        Ok(())
    }

    fn pick(&mut self, visit: &Visit, member: String) -> Result<(), Refusal> {
        let group = visit.group.ok_or(Refusal::NotInGroup)?;
        let at = self.state.visits.get(&group).map(|visit| visit.at.clone()).ok_or(Refusal::NotInGroup)?;
        let (flow, node) = self.node(&at)?;
        let Kind::Try(members) = &node.kind else { return Err(Refusal::NotInGroup) };
        if !self.untried(flow, members, &at).contains(&member) {
            return Err(Refusal::NotInGroup);
        }
        // The fix that was on offer leaves the trail without an outcome.
        if visit.answer.is_none() && self.state.cursor > 0 {
            let before = self.state.trail[self.state.cursor - 1];
            self.emit(Event::Back { to: before });
        }
        self.emit(Event::Picked { visit: group, member: member.clone(), by: By::Person });
        self.arrive(flow.address(&member), Some(group))
    }

    fn leave_detour(&mut self, visit: VisitId) -> Result<(), Refusal> {
        let current = self.state.current().ok_or(Refusal::NotBegun)?;
        let back = current.detours.last().cloned().ok_or(Refusal::NothingToLeave)?;
        self.emit(Event::DetourLeft { visit });
        self.arrive(back, None)
    }

    /// The next fix of a group, else where the group leads when all have failed.
    pub(super) fn next_in_group(&mut self, group: VisitId) -> Option<Then> {
        let at = self.state.visits.get(&group)?.at.clone();
        let (flow, node) = self.node(&at).ok()?;
        let Kind::Try(members) = &node.kind else { return None };
        match self.untried(flow, members, &at).first() {
            Some(member) => {
                self.emit(Event::Picked { visit: group, member: member.clone(), by: By::Order });
                Some(Then::Go(flow.address(member), Some(group)))
            }
            None => {
                let to = self.library.resolve(&flow.id, members.next.as_ref()?)?;
                Some(Then::Go(to, None))
            }
        }
    }

    /// Members of a group that can still be offered, in order.
    fn untried(&self, flow: &Flow, group: &Group, at: &Address) -> Vec<String> {
        let ids: Vec<String> = match self.state.order_of(at) {
            // A fix that the group did not have then comes last.
            Some(order) => {
                let known = order.iter().map(|one| &one.fix);
                let new = group.members.iter().filter(|id| order.iter().all(|one| one.fix != **id));
                known.chain(new).cloned().collect()
            }
            None => order::order(group, flow, &self.state, self.context.history)
                .into_iter()
                .map(|one| one.fix)
                .collect(),
        };
        ids.into_iter().filter(|id| self.can_offer(flow, id)).collect()
    }

    fn can_offer(&self, flow: &Flow, id: &str) -> bool {
        let Some(node) = flow.node(id) else { return false };
        let facts = self.state.facts(&flow.id);
        let shown = match &node.kind {
            Kind::Fix(fix) => holds(fix.when.as_ref(), &facts),
            _ => true,
        };
        let tried = self.state.visits.values().any(|visit| visit.at == flow.address(id) && visit.tried());
        let remembered = self.memory.holds(&flow.address(id));
        shown && !self.state.settled(&flow.address(id)) && (!tried || remembered)
    }

    /// Enters a node and everything that follows without the person.
    pub(super) fn arrive(&mut self, to: Address, group: Option<VisitId>) -> Result<(), Refusal> {
        self.follow(Then::Go(to, group))
    }

    /// Has the answers at hand that wait to be given again.
    pub(super) fn remember(&mut self) {
        self.memory = Memory::waiting(&self.state);
    }

    pub(super) fn follow(&mut self, mut then: Then) -> Result<(), Refusal> {
        // A node that is met twice without the person stops, so that no wiring can run for ever.
        let mut met = BTreeSet::new();
        while let Then::Go(at, group) = then {
            let first = met.insert(at.clone());
            then = self.enter(at, group, first)?;
        }
        Ok(())
    }

    fn enter(&mut self, at: Address, group: Option<VisitId>, first: bool) -> Result<Then, Refusal> {
        let (flow, node) = self.node(&at)?;
        let visit = self.next_visit;
        self.next_visit = self.next_visit.saturating_add(1);
        let entered = |turn: &mut Turn<'_>, through: bool| {
            turn.emit(Event::Entered {
                visit,
                flow: flow.id.clone(),
                rev: flow.rev,
                hash: flow.hash.clone(),
                node: node.id.clone(),
                group,
                through,
            });
        };
        match &node.kind {
            Kind::Go(jump) if first => {
                let to = self.way_on(flow, Some(&jump.to))?;
                let back = match &jump.back {
                    Some(back) => Some(self.way_on(flow, Some(back))?),
                    None => None,
                };
                entered(self, true);
                if let Some(back) = back {
                    self.emit(Event::DetourEntered { visit, back });
                }
                Ok(Then::Go(to, None))
            }
            Kind::Try(members) if first => {
                let known = self.state.order_of(&at).is_some();
                let order = order::order(members, flow, &self.state, self.context.history);
                let leads = !self.untried(flow, members, &at).is_empty()
                    || members
                        .next
                        .as_ref()
                        .is_some_and(|next| self.library.resolve(&flow.id, next).is_some());
                let through = leads || self.state.in_detour();
                entered(self, through);
                if !known {
                    self.emit(Event::Ordered { visit, list: order });
                }
                Ok(self.next_in_group(visit).unwrap_or_else(|| self.run_out(visit)))
            }
            Kind::Fix(fix) if first && !holds(fix.when.as_ref(), &self.state.facts(&flow.id)) => {
                let next = fix.next.as_ref().and_then(|next| self.library.resolve(&flow.id, next));
                entered(self, next.is_some());
                Ok(next.map_or(Then::Stop, |to| Then::Go(to, None)))
            }
            // All jumps and no step: there is no way on.
            Kind::Go(_) | Kind::Try(_) => {
                let through = self.state.in_detour();
                entered(self, through);
                Ok(self.run_out(visit))
            }
            Kind::End(end) => {
                let kind = end.kind;
                entered(self, false);
                if self.state.current().is_some_and(|visit| visit.detours.is_empty()) {
                    self.emit(Event::Ended { visit, end: kind });
                }
                Ok(Then::Stop)
            }
            _ => {
                entered(self, false);
                match self.known_answer(&at, flow, node).filter(|_| first) {
                    // An answer that leads nowhere is left to the person.
                    Some((id, by)) => Ok(self.settle(visit, flow, node, &id, by).unwrap_or(Then::Stop)),
                    None => Ok(Then::Stop),
                }
            }
        }
    }

    /// An answer that need not be asked for: the shared question was answered before, the pasted
    /// text gave it, or it was given earlier and still holds.
    fn known_answer(&mut self, at: &Address, flow: &Flow, node: &Node) -> Option<(String, By)> {
        // What was done before still holds while the session is only for looking.
        let known = offered(flow, node, &self.state);
        let changed = self.state.visits.values().filter_map(|visit| visit.changed).max();
        if let Some(id) = self.memory.recall(at, &node.kind, changed, &known) {
            return Some((id, By::Kept));
        }
        let known = |id: &&str| known.iter().any(|one| one == id);
        if let Kind::Ask(Question { shared: Some(shared), .. })
        | Kind::Check(Check { question: Question { shared: Some(shared), .. }, .. }) = &node.kind
        {
            let facts = self.state.facts(&flow.id);
            let told = crate::flow::condition::Facts::answer(&facts, shared).filter(|id| *id != UNSURE);
            if let Some(id) = told.filter(known) {
                return Some((id.to_owned(), By::Shared));
            }
        }
        let asked_before = self.state.visits.values().any(|visit| visit.at == *at && visit.answer.is_some());
        let preset = self.state.presets.iter().find(|preset| preset.at == *at && !asked_before)?;
        Some(preset.option.as_str()).filter(known).map(|id| (id.to_owned(), preset.by))
    }

    /// The ids that answer a node now.
    fn answers(&self, flow: &Flow, node: &Node) -> Vec<String> {
        answers(flow, node, &self.state)
    }

    pub(super) fn node(&self, at: &Address) -> Result<(&'a Flow, &'a Node), Refusal> {
        let (flow, node) = self.library.node(at).ok_or_else(|| Refusal::Missing(at.to_string()))?;
        Ok((flow, node))
    }

    pub(super) fn way_on(&self, flow: &Flow, target: Option<&Target>) -> Result<Address, Refusal> {
        let target = target.ok_or(Refusal::NoWayOn)?;
        self.library.resolve(&flow.id, target).ok_or_else(|| Refusal::Missing(target.to_string()))
    }
}

fn masked(event: Event) -> Event {
    let mask = |text: String| redact::mask(&text);
    match event {
        Event::Begun { given, presets, lang, by } => {
            Event::Begun { given: given.map(mask), presets, lang, by }
        }
        Event::Filled { name, value, masked } => Event::Filled { name, value: mask(value), masked },
        Event::Noted { visit, text } => Event::Noted { visit, text: mask(text) },
        Event::Evidence { visit, line, excerpt } => {
            Event::Evidence { visit, line: line.map(mask), excerpt: mask(excerpt) }
        }
        Event::Copied { visit, command, text, way, undoes } => {
            Event::Copied { visit, command, text: mask(text), way, undoes }
        }
        other => other,
    }
}
