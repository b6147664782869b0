//! From the log to the document.

use super::document::{
    Change, Copied, Document, Done, Ending, Evidence, Finding, Note, Problem, Standing, Step, TakenBack,
    VERSION, Value, Waiting,
};
use super::lookup::Lookup;
use super::{advice, names, wording};
use crate::flow::{Address, Kind, Library, Risk, Severity};
use crate::session::event::{READ, UNSURE};
use crate::session::{Answer, By, Event, Outcome, Record, State, Visit, VisitId};
use crate::text::sort::{self, sort_by_key};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

impl Document {
    /// The transcript of a session, from its log, in the language of a tag. The texts are those that `library`,
    /// as its authors wrote it, has now; times are those of the log.
    pub fn of(session: &str, records: &[Record], library: &Library, lang: &str) -> Document {
        let state = State::fold(records);
        let lookup = Lookup::new(records, lang, library);
        let build = Build { state: &state, lookup: &lookup, entered: entered(records) };
        let (known, tried) = build.findings();
        Document {
            version: VERSION,
            program: concat!("unsnag ", env!("CARGO_PKG_VERSION")).to_owned(),
            session: session.to_owned(),
            lang: lang.to_owned(),
            began: records.first().map(|record| record.at),
            last: records.last().map(|record| record.at),
            read_only: state.read_only,
            problem: build.problem(),
            given: state.given.clone(),
            environment: build.environment(),
            known,
            tried,
            ruled_out: build.ruled_out(),
            open: state.open_questions().into_iter().filter_map(|visit| build.finding(visit)).collect(),
            steps: build.steps(),
            changes: build.changes(),
            outcome: build.outcome(records),
            attach: build.attach(),
            advice: advice::of(&state, &lookup),
            names: names::of(records, &lookup),
            spoken: names::spoken(&lookup),
        }
    }
}

/// Where and when each visit began, undone ones too.
fn entered(records: &[Record]) -> BTreeMap<VisitId, (Address, Timestamp)> {
    let entered = records.iter().filter_map(|record| match &record.event {
        Event::Entered { visit, flow, node, .. } => Some((*visit, (Address::new(flow, node), record.at))),
        _ => None,
    });
    sort::map(entered)
}

struct Build<'a> {
    state: &'a State,
    lookup: &'a Lookup<'a>,
    entered: BTreeMap<VisitId, (Address, Timestamp)>,
}

impl Build<'_> {
    fn problem(&self) -> Problem {
        let id = self.entered.values().next().map(|(at, _)| at.flow.clone()).unwrap_or_default();
        let flow = self.lookup.flow(&id);
        let severity = |severity: Severity| match severity {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
        };
        Problem {
            flow: self.lookup.flow_title(&id),
            pack: flow.and_then(|flow| self.lookup.pack_title(flow)),
            products: flow.map(|flow| flow.applies.product.clone()).unwrap_or_default(),
            condition: flow.and_then(|flow| flow.condition.clone()),
            severity: flow.and_then(|flow| flow.severity).map(severity),
        }
    }

    fn environment(&self) -> Vec<Value> {
        let value = |(name, value): (&String, &String)| Value {
            name: name.clone(),
            asked: self.lookup.slot(name),
            value: value.clone(),
        };
        self.state.values.iter().map(value).collect()
    }

    fn finding(&self, visit: &Visit) -> Option<Finding> {
        Some(self.answered(&visit.at, visit.answer.as_ref()?))
    }

    fn answered(&self, at: &Address, answer: &Answer) -> Finding {
        Finding {
            what: self.lookup.title(at),
            answer: self.lookup.answer(at, &answer.id),
            by: answer.by,
            at: answer.at,
        }
    }

    /// Answers to questions that count, the latest of each, and outcomes of fixes.
    fn findings(&self) -> (Vec<Finding>, Vec<Finding>) {
        let (mut known, mut tried): (Vec<Finding>, Vec<Finding>) = Default::default();
        for visit in self.state.path() {
            if let Some((since, _)) = visit.waiting {
                let (what, answer) =
                    (self.lookup.title(&visit.at), self.lookup.answer(&visit.at, Outcome::Wait.id()));
                tried.push(Finding { what, answer, by: By::Person, at: since });
            }
            let Some(finding) = self.finding(visit) else { continue };
            match finding.answer.id.as_str() {
                READ | UNSURE => {}
                id if Outcome::from_id(id).is_some() => tried.push(finding),
                _ => {
                    known.retain(|earlier| earlier.what.id != finding.what.id);
                    known.push(finding);
                }
            }
        }
        (known, tried)
    }

    fn ruled_out(&self) -> Vec<Finding> {
        let visits = self.state.ruled_out().filter_map(|visit| self.finding(visit));
        visits.filter(|finding| finding.answer.id != READ).collect()
    }

    fn steps(&self) -> Vec<Step> {
        let undone = self.entered.iter().filter(|(id, _)| !self.state.visits.contains_key(*id));
        let undone = undone.map(|(id, (at, when))| (*id, self.bare_step(*id, at, *when, Standing::Undone)));
        let visits = self.state.visits.values().map(|visit| (visit.id, self.step(visit)));
        let mut steps: Vec<(VisitId, Step)> =
            visits.chain(undone).filter(|(id, step)| self.worth(*id, step)).collect();
        sort_by_key(&mut steps, |(id, _)| *id);
        for (index, (_, step)) in steps.iter_mut().enumerate() {
            step.number = index + 1;
        }
        steps.into_iter().map(|(_, step)| step).collect()
    }

    /// Whether a step says something that no other part of the document says.
    fn worth(&self, id: VisitId, step: &Step) -> bool {
        let facts = !(step.evidence.is_empty() && step.notes.is_empty() && step.copied.is_empty());
        let visit = self.state.visits.get(&id);
        let here =
            self.state.current().is_some_and(|current| current.id == id) && self.state.ended().is_none();
        let through = visit.is_some_and(|visit| visit.through);
        let said = step.answer.is_some() || !step.former.is_empty() || step.waiting.is_some() || here;
        let silent = matches!(step.standing, Standing::Repeated | Standing::Undone);
        facts || (said && !silent && !through)
    }

    fn step(&self, visit: &Visit) -> Step {
        let trail = self.state.trail.iter().position(|id| *id == visit.id);
        let standing = match trail {
            Some(index) if index <= self.state.cursor => Standing::Counts,
            Some(_) => Standing::Ahead,
            None if visit.kept => Standing::Repeated,
            None => Standing::RuledOut,
        };
        Step {
            answer: self.finding(visit),
            former: visit.former.iter().map(|answer| self.answered(&visit.at, answer)).collect(),
            why: self.why(visit),
            waiting: waiting(visit),
            ..self.bare_step(visit.id, &visit.at, visit.since, standing)
        }
    }

    fn bare_step(&self, id: VisitId, at: &Address, since: Timestamp, standing: Standing) -> Step {
        let evidence = self.state.evidence.iter().filter(|remark| remark.visit == id);
        let notes = self.state.notes.iter().filter(|remark| remark.visit == id);
        let copied = self.state.copied.iter().filter(|copied| copied.visit == id);
        Step {
            number: 0,
            at: since,
            address: at.clone(),
            kind: self.lookup.node(at).map(|(_, node)| node.kind.name()),
            title: self.lookup.title(at),
            standing,
            answer: None,
            former: Vec::new(),
            why: Vec::new(),
            waiting: None,
            evidence: evidence
                .map(|one| Evidence { at: one.at, line: one.line.clone(), excerpt: one.text.clone() })
                .collect(),
            notes: notes.map(|one| Note { at: one.at, text: one.text.clone() }).collect(),
            copied: copied
                .map(|one| Copied {
                    at: one.at,
                    command: one.command.clone(),
                    text: one.text.clone(),
                    shell: self.lookup.command(at, &one.command).map(|command| command.shell.name()),
                    way: one.way.clone(),
                    ran: one.ran,
                })
                .collect(),
        }
    }

    /// Why a fix of a group came when it did.
    fn why(&self, visit: &Visit) -> Vec<String> {
        let group = visit.group.and_then(|group| self.state.visits.get(&group));
        let order = group.and_then(|group| {
            let mut visits = self.state.visits.values().filter(|visit| visit.at == group.at);
            visits.find_map(|visit| visit.order.as_ref())
        });
        let ranked = order.and_then(|order| order.iter().find(|one| one.fix == visit.at.node));
        let reasons = ranked.map(|ranked| ranked.why.as_slice()).unwrap_or_default();
        reasons.iter().map(|reason| wording::reason(reason, &visit.at.flow, self.lookup)).collect()
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for visit in self.state.visits.values() {
            let fix = self.lookup.node(&visit.at).and_then(|(_, node)| match &node.kind {
                Kind::Fix(fix) => Some(fix),
                _ => None,
            });
            // An answer that was kept stands for a change that was made in the earlier visit.
            let made = visit.former.iter().chain(&visit.answer);
            let made = made.filter(|answer| answer.changes && answer.by != By::Kept);
            let made = made.map(|answer| (answer.n, answer.at));
            // What only its commands change is told by them.
            let made = made.filter(|_| fix.is_none_or(|fix| fix.risk != Risk::Read));
            let awaited = visit.waiting.filter(|_| fix.is_some_and(|fix| fix.risk != Risk::Read));
            let awaited = awaited.map(|(since, _)| (visit.changed.unwrap_or(0), since));
            for (n, at) in made.chain(awaited) {
                changes.push(Change {
                    at,
                    what: Done::Fix,
                    step: self.lookup.title(&visit.at),
                    undo: fix.and_then(|fix| fix.undo.clone()),
                    no_undo: None,
                    taken_back: self.taken_back(n),
                });
            }
        }
        let made = |copied: &&crate::session::Copied| copied.ran != Some(false) && copied.undoes.is_none();
        for copied in self.state.copied.iter().filter(made) {
            let Some((at, _)) = self.entered.get(&copied.visit) else { continue };
            let command = self.lookup.command(at, &copied.command);
            let Some(command) = command.filter(|command| command.risk != Risk::Read) else { continue };
            changes.push(Change {
                at: copied.at,
                what: Done::Command { text: copied.text.clone(), ran: copied.ran },
                step: self.lookup.title(at),
                undo: command.undo.clone(),
                no_undo: command.no_undo.clone(),
                taken_back: self.taken_back(copied.n),
            });
        }
        sort_by_key(&mut changes, |change| std::cmp::Reverse(change.at));
        changes
    }

    /// The latest copy of the command that takes back what the record of this number changed.
    fn taken_back(&self, n: u64) -> Option<TakenBack> {
        let copied = self.state.copied.iter().rev().find(|copied| copied.undoes == Some(n))?;
        Some(TakenBack { at: copied.at, ran: copied.ran })
    }

    fn outcome(&self, records: &[Record]) -> Ending {
        let current = self.state.current();
        let ended = records.iter().rev().find(|record| match record.event {
            Event::Ended { visit, .. } => current.is_some_and(|current| current.id == visit),
            _ => false,
        });
        let kind = self.state.ended();
        let mut ending = Ending {
            kind,
            at: kind.and(ended).map(|record| record.at),
            step: current.map(|visit| self.lookup.title(&visit.at)),
            waiting: current.and_then(waiting),
            say: Vec::new(),
            contact: None,
            within: None,
            via: None,
        };
        if let Some((flow, node)) = current.and_then(|visit| self.lookup.node(&visit.at))
            && let Kind::End(end) = &node.kind
        {
            let via = end.via.as_ref().and_then(|via| self.lookup.library.resolve(&flow.id, via));
            ending.say = self.lookup.items(flow, &end.say, &self.state.facts(&flow.id));
            ending.contact = end.contact.clone();
            ending.within = end.within.clone();
            ending.via = via.map(|at| self.lookup.elsewhere(&at));
        }
        ending
    }

    fn attach(&self) -> Vec<super::document::Item> {
        let end = self.state.current().and_then(|visit| self.lookup.node(&visit.at));
        match end {
            Some((flow, node)) => match &node.kind {
                Kind::End(end) => self.lookup.items(flow, &end.collect, &self.state.facts(&flow.id)),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }
}

fn waiting(visit: &Visit) -> Option<Waiting> {
    let (since, seconds) = visit.waiting?;
    let span = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    Some(Waiting { since, until: since.saturating_add(span).unwrap_or(Timestamp::MAX) })
}
