//! What an answer means: the event it makes and where it leads.

use super::engine::Refusal;
use super::event::{By, Event, OTHER, Outcome, UNSURE, VisitId};
use super::turn::{Then, Turn};
use crate::flow::{Address, EndKind, Fix, Flow, Kind, Node, Question, Target};

impl Turn<'_> {
    /// Records an answer and says where it leads.
    pub(super) fn settle(
        &mut self,
        visit: VisitId,
        flow: &Flow,
        node: &Node,
        id: &str,
        by: By,
    ) -> Result<Then, Refusal> {
        match &node.kind {
            Kind::Ask(question) => self.settle_question(visit, flow, question, id, by),
            Kind::Check(check) => self.settle_question(visit, flow, &check.question, id, by),
            Kind::Table(table) => {
                let target = match id {
                    UNSURE => table.unsure.as_ref(),
                    OTHER => table.other.as_ref(),
                    _ => table.rows.iter().find(|row| row.id == id).map(|row| &row.go),
                };
                let to = self.way_on(flow, target)?;
                self.emit(Event::Answered { visit, option: id.to_owned(), by, shared: None });
                Ok(Then::Go(to, None))
            }
            Kind::Fix(fix) => self.settle_fix(visit, flow, node, fix, id, by),
            Kind::Note(note) => self.read(visit, flow, note.next.as_ref()),
            Kind::Faq(faq) => self.read(visit, flow, faq.next.as_ref()),
            Kind::End(_) => {
                let back = self.state.current().and_then(|visit| visit.detours.last().cloned());
                let back = back.ok_or(Refusal::AtEnd)?;
                self.emit(Event::Read { visit });
                self.emit(Event::DetourLeft { visit });
                Ok(Then::Go(back, None))
            }
            Kind::Try(_) | Kind::Go(_) => Err(Refusal::NoWayOn),
        }
    }

    fn settle_question(
        &mut self,
        visit: VisitId,
        flow: &Flow,
        question: &Question,
        id: &str,
        by: By,
    ) -> Result<Then, Refusal> {
        let target = match id {
            UNSURE => question.unsure.as_ref(),
            _ => question.options.get(id).map(|choice| &choice.go),
        };
        let to = self.way_on(flow, target)?;
        let shared = question.shared.clone();
        self.emit(Event::Answered { visit, option: id.to_owned(), by, shared });
        Ok(Then::Go(to, None))
    }

    fn read(&mut self, visit: VisitId, flow: &Flow, next: Option<&Target>) -> Result<Then, Refusal> {
        let to = match next {
            Some(target) => Some(self.way_on(flow, Some(target))?),
            None => None,
        };
        self.emit(Event::Read { visit });
        // A text that leads on does not end a detour.
        Ok(match to.or_else(|| self.back_from_detour(visit)) {
            Some(to) => Then::Go(to, None),
            None => {
                self.emit(Event::Ended { visit, end: EndKind::Info });
                Then::Stop
            }
        })
    }

    fn settle_fix(
        &mut self,
        visit: VisitId,
        flow: &Flow,
        node: &Node,
        fix: &Fix,
        id: &str,
        by: By,
    ) -> Result<Then, Refusal> {
        let outcome = Outcome::from_id(id).ok_or(Refusal::NoWayOn)?;
        let changes = node.changes();
        if outcome == Outcome::Wait {
            let seconds = fix.wait.as_ref().map_or(0, |wait| wait.seconds);
            self.emit(Event::Waiting { visit, seconds, changes });
            return Ok(Then::Stop);
        }
        let group = self.state.visits.get(&visit).and_then(|visit| visit.group);
        let own = match outcome {
            Outcome::Fixed | Outcome::Wait => None,
            Outcome::NotFixed => fix.then.not_fixed.as_ref(),
            Outcome::Cannot => fix.then.cannot.as_ref(),
            Outcome::Skip => fix.then.skip.as_ref(),
        };
        // Inside a group the group decides what follows, so the fix's own `next` is ignored.
        let own = own.or(if group.is_none() { fix.next.as_ref() } else { None });
        let to = match (outcome, own) {
            (Outcome::Fixed, _) | (_, None) => None,
            (_, Some(target)) => Some(self.way_on(flow, Some(target))?),
        };
        self.emit(Event::Outcome { visit, outcome, by, changes });
        if outcome == Outcome::Fixed {
            return Ok(match self.back_from_detour(visit) {
                Some(back) => Then::Go(back, None),
                None => {
                    self.emit(Event::Ended { visit, end: EndKind::Resolved });
                    Then::Stop
                }
            });
        }
        if let Some(to) = to {
            return Ok(Then::Go(to, None));
        }
        if let Some(then) = group.and_then(|group| self.next_in_group(group)) {
            return Ok(then);
        }
        Ok(self.run_out(visit))
    }

    /// What follows when the author wired no way on: back from the detour, else the end.
    pub(super) fn run_out(&mut self, visit: VisitId) -> Then {
        match self.back_from_detour(visit) {
            Some(back) => Then::Go(back, None),
            None => {
                self.emit(Event::Ended { visit, end: EndKind::Escalate });
                Then::Stop
            }
        }
    }

    /// Leaves the innermost detour, if there is one, and says where it comes back to.
    pub(super) fn back_from_detour(&mut self, visit: VisitId) -> Option<Address> {
        let back = self.state.visits.get(&visit)?.detours.last().cloned()?;
        self.emit(Event::DetourLeft { visit });
        Some(back)
    }
}
