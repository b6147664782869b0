//! Where the person is: steps left, other fixes, answers that a text gave.

use super::{Guide, step_left, step_left_in_words};
use crate::check::Remaining;
use crate::session::{By, Reason};
use crate::ui::keymap::Names;
use crate::ui::unfinished::Unfinished;
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
                let why = if why.is_empty() {
                    String::new()
                } else {
                    self.strings.aside(&self.strings.clauses(&why))
                };
                (one.fix.clone(), title + &why)
            })
            .collect()
    }

    /// The answers that no longer count, each with its question.
    pub fn ruled_out(&self) -> Vec<String> {
        let visits = self.session.iter().flat_map(|session| session.state().ruled_out());
        visits.map(|visit| self.line_of(visit)).collect()
    }

    /// How many steps are left from here.
    pub fn remaining(&self) -> Option<Remaining> {
        self.graphs.left(self.session.as_ref()?.state(), &self.library)
    }

    /// Where the person is, and how much is left.
    pub fn progress(&self) -> String {
        self.with_mark(self.place_in_flow())
    }

    /// The same where there is little room: of a session that may change nothing only the step.
    pub fn progress_in_short(&self) -> String {
        match self.is_read_only() {
            true => self.with_mark(self.strings.fill("ui.step", &[("step", &self.step().to_string())])),
            false => self.progress(),
        }
    }

    fn is_read_only(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.state().read_only)
    }

    /// Where one is, with a mark if nothing may be changed.
    fn with_mark(&self, place: String) -> String {
        match self.is_read_only() {
            true => self.strings.fill("ui.read-only.progress", &[("progress", &place)]),
            false => place,
        }
    }

    /// The number of the step.
    fn step(&self) -> usize {
        self.session
            .as_ref()
            .map_or(0, |session| session.state().path().filter(|visit| !visit.through).count())
    }

    /// How many steps are done, of how many there are at most; of a way without a known end, as far as it is known. The
    /// step that one is at is not done before the session has ended.
    pub fn way(&self) -> Option<(usize, usize)> {
        if self.session.as_ref()?.state().ended().is_some() {
            return Some((1, 1));
        }
        let step = self.step();
        let left = self.remaining()?;
        let left = left.longest.unwrap_or(left.shortest.saturating_add(1));
        Some((step.saturating_sub(1), step + usize::try_from(left).unwrap_or(usize::MAX)))
    }

    fn place_in_flow(&self) -> String {
        let Some(session) = &self.session else { return String::new() };
        let step = self.step();
        if session.state().ended().is_some() {
            return self.strings.fill("ui.step-last", &[("step", &step.to_string())]);
        }
        match self.names {
            Names::Keys(_) => step_left(step, self.remaining(), self.strings),
            Names::Words => step_left_in_words(step, self.remaining(), self.strings),
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

    /// The session as it is offered after leaving it, if it did not end.
    pub fn unfinished(&mut self) -> Option<Unfinished> {
        let session = self.session.as_ref()?;
        Unfinished::of(&self.id, session.state(), session.records(), &self.library, &mut self.graphs)
    }

    /// Makes the graph of the flow that is walked, if that is not there yet.
    pub(super) fn map(&mut self) {
        let flow = self.session.as_ref().and_then(|session| session.state().current());
        if let Some(flow) = flow.and_then(|visit| self.library.flow(&visit.at.flow)) {
            self.graphs.add(flow);
        }
    }
}
