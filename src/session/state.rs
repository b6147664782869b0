//! The state of a session: a fold over its log, and nothing else.

use super::event::{By, Event, Preset, READ, Ranked, Record, UNSURE, VisitId};
use super::facts::FlowFacts;
use super::revise;
use super::visit::{Answer, Copied, Remark, Visit};
use crate::flow::condition::Facts;
use crate::flow::{Address, EndKind};
use indexmap::IndexMap;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Where a session stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// What the person typed or pasted to begin with.
    pub given: Option<String>,
    /// Answers that this text gave.
    pub presets: Vec<Preset>,
    /// Language tag.
    pub lang: String,
    /// Who answered when it began: a person, or the command line for one.
    pub by: By,
    /// Only for looking: nothing is changed on the machine.
    pub read_only: bool,
    /// It was only for looking before anything was answered, and ever since.
    pub looked: bool,
    /// All visits, in the order they were made; the id is the index plus 1 unless some were undone.
    pub visits: IndexMap<VisitId, Visit>,
    /// The way to the furthest point reached.
    pub trail: Vec<VisitId>,
    /// Index in the trail of where the person is.
    pub cursor: usize,
    /// Detours of the next visit.
    detours: Vec<Address>,
    /// Visits that a jump can return to, latest last.
    pub returns: Vec<VisitId>,
    /// Visits whose answers wait to be given again, because a flow has changed.
    pub remembered: Vec<VisitId>,
    /// Slot values by name.
    pub values: IndexMap<String, String>,
    /// Notes.
    pub notes: Vec<Remark>,
    /// Pasted output.
    pub evidence: Vec<Remark>,
    /// Copied commands.
    pub copied: Vec<Copied>,
    /// Flows whose retirement the person knows of.
    pub acknowledged: BTreeSet<String>,
    /// The session that it was taken over from, by id, and when that was handed over.
    pub received: Option<(String, Timestamp)>,
    /// Slot values that were masked when the session was handed over, by name.
    pub masked: IndexMap<String, String>,
    /// Transcripts that were written: format and path.
    pub exported: Vec<(String, String)>,
}

impl State {
    /// Folds a log. Records that were undone do not count, except for facts.
    pub fn fold(records: &[Record]) -> State {
        let undone = undone_steps(records);
        let mut state = State::default();
        for record in records {
            if !undone.contains(&record.step) || record.event.is_fact() {
                state.take(record);
            }
        }
        state
    }

    /// Where the person is; none before the first node is entered.
    pub fn current(&self) -> Option<&Visit> {
        self.visits.get(self.trail.get(self.cursor)?)
    }

    /// The visits on the way to where the person is, the current one last.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = &Visit> {
        let end = (self.cursor + 1).min(self.trail.len());
        self.trail[..end].iter().filter_map(|id| self.visits.get(id))
    }

    /// How the session ended, if it did.
    pub fn ended(&self) -> Option<EndKind> {
        self.current()?.ended
    }

    /// The latest answer given at a node, on this way or another: what to preselect.
    pub fn last_answer(&self, at: &Address) -> Option<&Answer> {
        self.visits.values().rev().filter(|visit| visit.at == *at).find_map(|visit| visit.answer.as_ref())
    }

    /// Questions answered with "not sure" that no later answer settled, in order.
    pub fn open_questions(&self) -> Vec<&Visit> {
        let path: Vec<&Visit> = self.path().collect();
        let settled = |asked: &Visit, shared: &Option<String>| {
            path.iter().any(|visit| {
                visit.answer.as_ref().is_some_and(|answer| {
                    answer.id != UNSURE
                        && (visit.at == asked.at || (shared.is_some() && answer.shared == *shared))
                })
            })
        };
        let mut open: Vec<&Visit> = Vec::new();
        for visit in &path {
            if let Some(answer) = visit.answer.as_ref().filter(|answer| answer.id == UNSURE)
                && !settled(visit, &answer.shared)
                && open.iter().all(|other| other.at != visit.at)
            {
                open.push(visit);
            }
        }
        open
    }

    /// Visits whose answers no longer count because an earlier one changed.
    pub fn ruled_out(&self) -> impl Iterator<Item = &Visit> {
        self.visits.values().filter(|visit| visit.set_aside && !visit.kept && visit.answer.is_some())
    }

    /// The order that a `try` group was given when it was first entered on this way.
    pub fn order_of(&self, group: &Address) -> Option<&[Ranked]> {
        self.path().filter(|visit| visit.at == *group).find_map(|visit| visit.order.as_deref())
    }

    /// Whether a node of a flow has an answer or outcome on this way.
    pub fn settled(&self, at: &Address) -> bool {
        self.path().any(|visit| visit.at == *at && visit.answer.is_some())
    }

    /// The visit at which a command was copied or a fix carried out, by the number of that record.
    pub(super) fn ledger_visit(&self, n: u64) -> Option<VisitId> {
        let copied = self.copied.iter().find(|copied| copied.n == n).map(|copied| copied.visit);
        let done = |visit: &&Visit| {
            visit.changed == Some(n) || visit.former.iter().chain(&visit.answer).any(|answer| answer.n == n)
        };
        copied.or_else(|| self.visits.values().find(done).map(|visit| visit.id))
    }

    /// Whether no person ever answered here: the answers stood on the command line.
    pub fn by_script(&self) -> bool {
        let person = |visit: &Visit| {
            let answers = visit.former.iter().chain(&visit.answer);
            answers.into_iter().any(|answer| answer.id != READ && matches!(answer.by, By::Person | By::Match))
        };
        self.by == By::Flag && !self.visits.values().any(person)
    }

    /// Whether the next visit lies in a detour.
    pub(super) fn in_detour(&self) -> bool {
        !self.detours.is_empty()
    }

    /// What conditions of a flow can see.
    pub fn facts<'a>(&'a self, flow: &'a str) -> impl Facts + 'a {
        FlowFacts { state: self, flow }
    }

    fn visit(&mut self, id: VisitId) -> Option<&mut Visit> {
        self.visits.get_mut(&id)
    }

    fn go_to(&mut self, id: VisitId) {
        if let Some(index) = self.trail.iter().position(|&visit| visit == id) {
            self.cursor = index;
            let visit = self.visits.get(&id);
            self.detours = visit.map(|visit| visit.detours.clone()).unwrap_or_default();
            self.returns = visit.map(|visit| visit.returns.clone()).unwrap_or_default();
        }
    }

    /// Leaves everything after the cursor behind.
    fn cut(&mut self) {
        let from = (self.cursor + 1).min(self.trail.len());
        for id in self.trail.split_off(from) {
            if let Some(visit) = self.visits.get_mut(&id) {
                visit.set_aside = true;
            }
        }
    }

    pub(super) fn take(&mut self, record: &Record) {
        let (at, read_only) = (record.at, self.read_only);
        match &record.event {
            Event::Begun { given, presets, lang, by } => {
                self.by = *by;
                self.given = given.clone();
                self.presets = presets.clone();
                self.lang = lang.clone();
            }
            Event::ReadOnly { on } => {
                self.read_only = *on;
                let fresh = self.visits.values().all(|visit| visit.answer.is_none());
                self.looked = *on && (self.looked || fresh);
            }
            Event::Entered { visit, flow, rev, hash, node, group, through } => {
                self.cut();
                self.visits.insert(
                    *visit,
                    Visit {
                        id: *visit,
                        at: Address::new(flow, node),
                        rev: *rev,
                        hash: hash.clone(),
                        since: at,
                        through: *through,
                        detours: self.detours.clone(),
                        returns: self.returns.clone(),
                        group: *group,
                        order: None,
                        answer: None,
                        former: Vec::new(),
                        waiting: None,
                        changed: None,
                        ended: None,
                        set_aside: false,
                        kept: false,
                    },
                );
                self.trail.push(*visit);
                self.cursor = self.trail.len() - 1;
            }
            Event::Ordered { visit, list } => {
                if let Some(visit) = self.visit(*visit) {
                    visit.order = Some(list.clone());
                }
            }
            Event::Picked { .. } | Event::Unknown => {}
            Event::Answered { visit, option, by, shared } => {
                let (id, shared) = (option.clone(), shared.clone());
                self.settle(
                    *visit,
                    Answer { n: record.n, id, by: *by, at, shared, changes: false, read_only },
                );
            }
            Event::Outcome { visit, outcome, by, changes } => {
                let (id, changes) = (outcome.id().to_owned(), *changes && outcome.tried());
                self.settle(
                    *visit,
                    Answer { n: record.n, id, by: *by, at, shared: None, changes, read_only },
                );
                // A kept outcome tells of an earlier change again.
                self.changed(*visit, record.n, changes && *by != By::Kept);
            }
            Event::Read { visit } => {
                let (id, by) = (READ.to_owned(), By::Person);
                self.settle(
                    *visit,
                    Answer { n: record.n, id, by, at, shared: None, changes: false, read_only },
                );
            }
            Event::Waiting { visit, seconds, changes } => {
                self.changed(*visit, record.n, *changes);
                if let Some(visit) = self.visit(*visit) {
                    visit.waiting = Some((at, *seconds));
                }
            }
            Event::Filled { name, value, masked } => {
                let (to, from) = match masked {
                    true => (&mut self.masked, &mut self.values),
                    false => (&mut self.values, &mut self.masked),
                };
                from.shift_remove(name);
                to.insert(name.clone(), value.clone());
            }
            Event::Received { session, made, .. } => {
                self.received = Some((session.clone(), *made));
            }
            Event::Noted { visit, text } => {
                self.notes.push(Remark { at, visit: *visit, text: text.clone(), line: None });
            }
            Event::Evidence { visit, line, excerpt } => {
                self.evidence.push(Remark { at, visit: *visit, text: excerpt.clone(), line: line.clone() });
            }
            Event::Copied { visit, command, text, way, undoes } => self.copied.push(Copied {
                n: record.n,
                at,
                visit: *visit,
                command: command.clone(),
                text: text.clone(),
                way: way.clone(),
                undoes: *undoes,
                ran: None,
                asked: false,
            }),
            Event::Ran { copied, yes } => {
                for entry in self.copied.iter_mut().filter(|entry| entry.n == *copied) {
                    (entry.ran, entry.asked) = (*yes, true);
                }
            }
            Event::Acknowledged { flow } => {
                self.acknowledged.insert(flow.clone());
            }
            Event::DetourEntered { back, .. } => self.detours.push(back.clone()),
            Event::DetourLeft { .. } => {
                self.detours.pop();
            }
            Event::Jumped { from, presets, .. } => {
                self.returns.push(*from);
                self.presets.extend(presets.iter().cloned());
                self.detours.clear();
            }
            Event::Returned { to } => {
                if let Some(index) = self.returns.iter().rposition(|visit| visit == to) {
                    self.returns.truncate(index);
                }
                self.detours = self.visits.get(to).map(|visit| visit.detours.clone()).unwrap_or_default();
            }
            Event::Back { to } | Event::Forward { to } => self.go_to(*to),
            Event::Reopened { visit, kept, .. } => {
                self.go_to(*visit);
                self.cut();
                if let Some(visit) = self.visit(*visit) {
                    visit.former.extend(visit.answer.take());
                    visit.ended = None;
                }
                for id in kept {
                    if let Some(visit) = self.visit(*id) {
                        visit.kept = true;
                    }
                }
            }
            Event::Revised { visit, kept, .. } => self.revise(*visit, kept),
            Event::Ended { visit, end } => {
                if let Some(visit) = self.visit(*visit) {
                    visit.ended = Some(*end);
                }
            }
            Event::Language { lang } => self.lang = lang.clone(),
            Event::Exported { format, path, .. } => self.exported.push((format.clone(), path.clone())),
            Event::Undone { .. } | Event::Redone { .. } => {}
        }
    }

    fn changed(&mut self, id: VisitId, n: u64, changes: bool) {
        if let Some(visit) = self.visit(id).filter(|_| changes) {
            visit.changed = Some(n);
        }
    }

    fn revise(&mut self, visit: Option<VisitId>, kept: &[VisitId]) {
        let index = visit.and_then(|id| self.trail.iter().position(|one| *one == id));
        match index.and_then(|index| Some((index, *self.trail.get(index)?))) {
            Some((index, id)) => {
                let cursor = self.cursor.min(index);
                self.cursor = index;
                self.cut();
                if let Some(back) = self.trail.get(cursor).copied() {
                    self.go_to(back);
                }
                if let Some(visit) = self.visit(id)
                    && let Some(answer) = visit.answer.take()
                {
                    visit.former.push(answer);
                    visit.ended = None;
                }
            }
            None => {
                for id in std::mem::take(&mut self.trail) {
                    self.visits.entry(id).and_modify(|visit| visit.set_aside = true);
                }
                self.cursor = 0;
                self.detours.clear();
                self.returns.clear();
            }
        }
        self.remembered = kept.to_vec();
    }

    fn settle(&mut self, id: VisitId, answer: Answer) {
        revise::forget(self, id, answer.by == By::Kept || answer.id == READ);
        if let Some(visit) = self.visit(id) {
            visit.answer = Some(answer);
            visit.waiting = None;
        }
    }
}

/// Steps that were undone and not redone.
pub(super) fn undone_steps(records: &[Record]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for record in records {
        match record.event {
            Event::Undone { step } => {
                undone.insert(step);
            }
            Event::Redone { step } => {
                undone.remove(&step);
            }
            _ => {}
        }
    }
    undone
}
