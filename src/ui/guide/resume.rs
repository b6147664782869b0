//! Taking up an earlier session: in the flows of today, or in those that it saw.

use super::{Graphs, Guide, Say, session_id};
use crate::flow::kept::FlowFile;
use crate::flow::{KeptFlow, Library};
use crate::host::ToKeep;
use crate::host::effect::Effect;
use crate::session::handoff::Handoff;
use crate::session::journal::{Header, encode};
use crate::session::{Event, Input, Refusal, Session, Visit};
use crate::ui::words;
use jiff::Timestamp;
use std::sync::Arc;

impl Guide {
    /// Takes up a session from its log; `flows` are those that it saw, as far as they are kept. The effects continue
    /// that log. Where flows have changed, answers that no longer fit are asked again. Where one is gone the session
    /// can be looked at as it was. A session from somebody else goes on in the flows that came with it.
    pub fn resume(
        &mut self,
        id: &str,
        session: Session,
        flows: &[KeptFlow],
        now: Timestamp,
    ) -> Result<Vec<Effect>, Say> {
        let state = session.state();
        let received = state.received.is_some();
        let held = state.read_only;
        let changed = state.changed_flows(&self.base);
        let gone: Vec<String> = changed.iter().filter(|id| self.base.flow(id).is_none()).cloned().collect();
        let over = state.ended().is_some() && !changed.is_empty();
        let mut library = if changed.is_empty() && !received {
            Arc::clone(&self.base)
        } else {
            Arc::new(self.base.with_kept(flows))
        };
        let mut looking = false;
        if received || over || !gone.is_empty() {
            let mut then = (*library).clone();
            let whole = as_it_was(&mut then, &session, flows);
            looking = whole && !received;
            if received || whole {
                library = Arc::new(then);
            }
        }
        self.take_up(id, session, library)?;
        if !looking && let Some(gone) = gone.first().filter(|_| !received) {
            let said = self.say(&Refusal::Missing(gone.clone()));
            self.close();
            return Err(said);
        }
        self.looking = looking;
        if looking {
            let key = if gone.is_empty() { "ui.flow-changed.over" } else { "ui.flow-gone" };
            self.news = Some(self.strings.fill(key, &[("flows", &self.strings.list(&gone))]));
            return Ok(Vec::new());
        }
        let mut effects = vec![Effect::Continue { id: id.to_owned() }];
        effects.extend(self.keep_flows(0));
        if held != self.read_only {
            effects.extend(self.input(Input::ReadOnly { on: self.read_only }, now)?);
        }
        if !changed.is_empty() && !received && !over {
            effects.extend(self.revise(now)?);
        }
        Ok(effects)
    }

    /// Takes over a session from somebody else: it becomes one of this machine, with an id of its own. Read-only, it
    /// is looked at and nothing is kept.
    pub fn receive(&mut self, handoff: Handoff, now: Timestamp) -> Result<Vec<Effect>, Say> {
        if self.read_only {
            let session = Session::replay(handoff.records);
            self.look_at(&handoff.session, session, &handoff.flows)?;
            return Ok(Vec::new());
        }
        let records = handoff.received(now);
        let lines = records.iter().map(encode).collect();
        let id = session_id(now);
        self.resume(&id, Session::replay(records), &handoff.flows, now)?;
        let header = encode(&Header::new(id.clone(), now));
        let said = self.strings.fill("ui.received", &[("session", &handoff.session)]);
        self.news = Some(said);
        let copies = handoff.flows.into_iter().map(ToKeep::Copy).collect();
        Ok(vec![Effect::Begin { id, header }, Effect::Append(lines), Effect::Keep(copies)])
    }

    /// Shows a session to look at, in the flows that came with it.
    fn look_at(&mut self, id: &str, session: Session, flows: &[KeptFlow]) -> Result<(), Say> {
        let mut library = self.base.with_kept(flows);
        as_it_was(&mut library, &session, flows);
        self.take_up(id, session, Arc::new(library))?;
        self.looking = true;
        self.news = Some(self.strings.get("ui.look-only").to_owned());
        Ok(())
    }

    /// Whether the session can only be looked at.
    pub fn is_looking(&self) -> bool {
        self.looking
    }

    /// The flows of the session and those that they lead to, to be handed on.
    pub fn flows_of(library: &Library, session: &Session) -> Vec<FlowFile> {
        let mut all: Vec<FlowFile> = Vec::new();
        let mut add = |flow: FlowFile| {
            if all.iter().all(|one| one.hash != flow.hash) {
                all.push(flow);
            }
        };
        let visits = || session.state().visits.values();
        for visit in visits() {
            match library.version(&visit.at.flow, &visit.hash) {
                Some(flow) => add(FlowFile::from(&**flow)),
                None => add(FlowFile {
                    id: visit.at.flow.clone(),
                    hash: visit.hash.clone(),
                    ..FlowFile::default()
                }),
            }
        }
        let entered = visits().filter_map(|visit| library.version(&visit.at.flow, &visit.hash));
        for id in entered.flat_map(|flow| library.led_to(flow)) {
            library.flow(&id).into_iter().for_each(|flow| add(FlowFile::from(&**flow)));
        }
        all
    }

    /// Leaves the session; its log stays.
    pub fn close(&mut self) {
        self.session = None;
        self.looking = false;
        self.open = None;
        self.reading = None;
        self.given = None;
        self.values.clear();
        self.look_into(Arc::clone(&self.base));
    }

    /// A step and its answer as the session saw them.
    pub(super) fn line_of(&self, visit: &Visit) -> String {
        let today = self.library.flow(&visit.at.flow).is_some_and(|flow| flow.hash == visit.hash);
        let then = self.source.version(&visit.at.flow, &visit.hash).filter(|_| !today);
        let Some(flow) = then else { return words::trail_line(visit, &self.library, self.strings) };
        let mut library = Library::default();
        let flow = flow.in_language(&self.lang, self.source.pack_of(flow));
        library.flows.insert(flow.id.clone(), Arc::new(flow));
        words::trail_line(visit, &library, self.strings)
    }

    /// Has the flows kept that were entered by the records after the first `from`.
    pub(super) fn keep_flows(&mut self, from: usize) -> Option<Effect> {
        let records = self.session.as_ref()?.records().get(from..)?;
        let mut flows: Vec<ToKeep> = Vec::new();
        for record in records {
            let Event::Entered { flow, hash, .. } = &record.event else { continue };
            let today = self.base.flow(flow).filter(|flow| flow.hash == *hash);
            if let Some(flow) = today.filter(|_| self.kept.insert(hash.clone())) {
                flows.push(ToKeep::File(FlowFile::from(&**flow)));
            }
        }
        (!flows.is_empty()).then_some(Effect::Keep(flows))
    }

    fn take_up(&mut self, id: &str, session: Session, library: Arc<Library>) -> Result<(), Say> {
        let state = session.state();
        let known = state.current().or_else(|| state.visits.values().next()).map(|visit| visit.at.clone());
        let at = known.ok_or_else(|| Say(self.strings.get("ui.resume-empty").to_owned()))?;
        if library.flow(&at.flow).is_none() {
            return Err(self.say(&Refusal::Missing(at.to_string())));
        }
        self.look_into(library);
        self.id = id.to_owned();
        self.open = None;
        self.reading = None;
        self.values.clear();
        let pasted = state.evidence.iter().map(|evidence| &evidence.text);
        for text in state.given.iter().chain(pasted) {
            self.learn(text);
        }
        self.given = None;
        self.session = Some(session);
        self.map();
        Ok(())
    }

    /// Takes the flows as they are now, and says what became of the answers.
    fn revise(&mut self, now: Timestamp) -> Result<Vec<Effect>, Say> {
        let before = self.session.as_ref().map_or(0, |session| session.records().len());
        let effects = self.input(Input::Revise, now)?;
        let records = self.session.as_ref().and_then(|session| session.records().get(before..));
        let revised = records.unwrap_or_default().iter().find_map(|record| match &record.event {
            Event::Revised { again, kept, ruled_out, .. } => Some([again, kept, ruled_out]),
            _ => None,
        });
        let mut said = vec![self.strings.get("ui.flow-changed").to_owned()];
        match revised {
            None => said.push(self.strings.get("ui.flow-changed.fits").to_owned()),
            Some(lists) => {
                let keys = ["ui.flow-changed.again", "ui.flow-changed.kept", "ui.flow-changed.gone"];
                let visits = self.session.iter().flat_map(|session| &session.state().visits);
                let visits: Vec<&Visit> = visits.map(|(_, visit)| visit).collect();
                for (key, ids) in keys.into_iter().zip(lists) {
                    let found = ids.iter().filter_map(|id| visits.iter().find(|visit| visit.id == *id));
                    let lines: Vec<String> = found.map(|visit| self.line_of(&with_answer(visit))).collect();
                    if !lines.is_empty() {
                        said.push(self.strings.fill(key, &[("answers", &self.strings.statements(&lines))]));
                    }
                }
            }
        }
        self.news = Some(self.strings.sentences(&said));
        Ok(effects)
    }

    /// Shows flows out of this library from now on.
    fn look_into(&mut self, library: Arc<Library>) {
        if !Arc::ptr_eq(&self.source, &library) {
            self.library = Arc::new(library.localized(&self.lang));
            self.source = library;
            self.graphs = Graphs::default();
        }
    }
}

/// Puts the flows back that a session saw; of several versions the latest. Says whether it has all of them.
fn as_it_was(library: &mut Library, session: &Session, flows: &[KeptFlow]) -> bool {
    let state = session.state();
    for flow in flows {
        library.go_back_to(&flow.id, &flow.hash);
    }
    let trail = state.trail.iter().filter_map(|id| state.visits.get(id));
    let missing = trail.filter(|visit| !library.go_back_to(&visit.at.flow, &visit.hash)).count();
    missing == 0
}

/// A step with the answer that it had when it was last left.
fn with_answer(visit: &Visit) -> Visit {
    let answer = visit.answer.clone().or_else(|| visit.former.last().cloned());
    Visit { answer, ..visit.clone() }
}
