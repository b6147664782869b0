//! Where the person is: steps left, other fixes, answers that a text gave.

use super::Guide;
use crate::check::{Graph, Remaining};
use crate::flow::{Address, Kind};
use crate::session::{By, Reason, Visit};
use crate::ui::words;

impl Guide {
    /// The other fixes of the group that can still be tried: id, and title with its reason.
    pub fn others(&self) -> Vec<(String, String)> {
        let Some(session) = &self.session else { return Vec::new() };
        let state = session.state();
        let Some(visit) = state.current() else { return Vec::new() };
        let Some(group) = visit.group.and_then(|group| state.visits.get(&group)) else { return Vec::new() };
        let Some((flow, _)) = self.library.node(&group.at) else { return Vec::new() };
        let order = state.order_of(&group.at).unwrap_or_default();
        let open = order.iter().filter(|one| one.fix != visit.at.node);
        open.filter(|one| !state.settled(&flow.address(&one.fix)))
            .map(|one| {
                let title = words::title_of(&flow.address(&one.fix), &self.library);
                let told = one.why.iter().filter(|why| !matches!(why, Reason::Listed | Reason::Open));
                let why: Vec<String> = told.map(|why| words::reason(why, flow, self.strings)).collect();
                let why =
                    if why.is_empty() { String::new() } else { format!(" ({})", self.strings.clauses(&why)) };
                (one.fix.clone(), title + &why)
            })
            .collect()
    }

    /// The answers that no longer count, each with its question.
    pub fn ruled_out(&self) -> Vec<String> {
        let visits = self.session.iter().flat_map(|session| session.state().ruled_out());
        visits.map(|visit| self.line_of(visit)).collect()
    }

    /// How many steps are left from here. Inside a detour those after it count too.
    pub fn remaining(&self) -> Option<Remaining> {
        let visit = self.session.as_ref()?.state().current()?;
        let inside = self.remaining_in_flow(visit)?;
        Some(visit.detours.iter().fold(inside, |left, back| {
            let after = self.graphs.get(&back.flow).and_then(|graph| graph.remaining(&back.node));
            let kind = self.library.node(back).map(|(_, node)| &node.kind);
            let stop = u32::from(!matches!(kind, Some(Kind::Try(_) | Kind::Go(_))));
            let more = stop.saturating_add(after.map_or(0, |after| after.shortest));
            Remaining { shortest: left.shortest.saturating_add(more), longest: None }
        }))
    }

    fn remaining_in_flow(&self, visit: &Visit) -> Option<Remaining> {
        let state = self.session.as_ref()?.state();
        let graph = self.graphs.get(&visit.at.flow)?;
        let Some(group) = visit.group.and_then(|group| state.visits.get(&group)) else {
            return graph.remaining(&visit.at.node);
        };
        let order = state.order_of(&group.at).unwrap_or_default();
        let open = |fix: &str| !state.settled(&Address::new(&visit.at.flow, fix)) && fix != visit.at.node;
        let untried = order.iter().filter(|one| open(&one.fix)).count();
        graph.remaining_in(&group.at.node, &visit.at.node, untried)
    }

    /// Where the person is, and how much is left.
    pub fn progress(&self) -> String {
        let place = self.place_in_flow();
        match self.session.as_ref().is_some_and(|session| session.state().read_only) {
            true => self.strings.fill("ui.read-only.progress", &[("progress", &place)]),
            false => place,
        }
    }

    fn place_in_flow(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let step = session.state().path().filter(|visit| !visit.through).count().to_string();
        if session.state().ended().is_some() {
            return self.strings.fill("ui.step-last", &[("step", &step)]);
        }
        match self.remaining() {
            Some(left) => self.strings.fill("ui.step-left", &[("step", &step), ("left", &left.to_string())]),
            None => self.strings.fill("ui.step", &[("step", &step)]),
        }
    }

    /// Which answers the text that the session began with has given, as a sentence.
    pub fn given_answers(&self) -> Option<String> {
        let path = self.session.as_ref()?.state().path();
        let given: Vec<String> = path
            .filter_map(|visit| {
                let answer = visit.answer.as_ref().filter(|answer| answer.by == By::Signature)?;
                let flow = self.library.flow(&visit.at.flow)?;
                Some(words::answer_text(flow, &visit.at.node, &answer.id, self.strings))
            })
            .collect();
        (!given.is_empty())
            .then(|| self.strings.fill("ui.preset", &[("answers", &self.strings.list(&given))]))
    }

    /// Makes the graph of the flow that is walked, if that is not there yet.
    pub(super) fn map(&mut self) {
        let flow = self.session.as_ref().and_then(|session| session.state().current());
        if let Some(flow) = flow.and_then(|visit| self.library.flow(&visit.at.flow))
            && !self.graphs.contains_key(&flow.id)
        {
            self.graphs.insert(flow.id.clone(), Graph::of(flow));
        }
    }
}
