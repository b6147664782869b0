//! What is kept when an earlier answer changes: later answers are given again as long as they still
//! hold, the others are ruled out.

use super::event::{Outcome, VisitId};
use super::state::State;
use super::visit::{Answer, Visit};
use crate::flow::{Address, Kind};

/// The answers after the cursor, which may be given again.
#[derive(Debug, Default)]
pub(super) struct Memory {
    answers: Vec<Remembered>,
}

#[derive(Debug)]
struct Remembered {
    visit: VisitId,
    at: Address,
    answer: Answer,
    used: bool,
    /// It waits because a flow has changed, and goes on waiting.
    waits: bool,
}

impl Remembered {
    fn of(visit: &Visit, waits: bool) -> Option<Remembered> {
        let answer = visit.answer.clone()?;
        Some(Remembered { visit: visit.id, at: visit.at.clone(), answer, used: false, waits })
    }
}

impl Memory {
    pub(super) fn of(state: &State) -> Memory {
        let later = state.trail.iter().skip(state.cursor + 1).filter_map(|id| state.visits.get(id));
        let answers = later.filter_map(|visit| Remembered::of(visit, false));
        Memory { answers: answers.chain(Memory::waiting(state).answers).collect() }
    }

    /// The answers that wait to be given again because a flow has changed.
    pub(super) fn waiting(state: &State) -> Memory {
        let waiting = state.remembered.iter().filter_map(|id| state.visits.get(id));
        Memory { answers: waiting.filter_map(|visit| Remembered::of(visit, true)).collect() }
    }

    /// Whether an answer for this node waits to be given again.
    pub(super) fn holds(&self, at: &Address) -> bool {
        self.answers.iter().any(|one| !one.used && one.at == *at)
    }

    /// The earlier answer to a node, if it still holds: the node still has it, it is not `fixed`
    /// (the problem came back, or there was another one), and a check is not older than a change
    /// that was made on the machine (`changed`, the number of its record).
    pub(super) fn recall(
        &mut self,
        at: &Address,
        kind: &Kind,
        changed: Option<u64>,
        known: &[String],
    ) -> Option<String> {
        let found = self.answers.iter_mut().find(|one| !one.used && one.at == *at)?;
        let stale = matches!(kind, Kind::Check(_)) && changed.is_some_and(|changed| found.answer.n < changed);
        let holds = found.answer.id != Outcome::Fixed.id() && !stale && known.contains(&found.answer.id);
        if !holds {
            return None;
        }
        found.used = true;
        Some(found.answer.id.clone())
    }

    /// The visits whose answers were given again, and those whose answers no longer count.
    pub(super) fn into_outcome(self) -> (Vec<VisitId>, Vec<VisitId>) {
        let own = self.answers.into_iter().filter(|one| !one.waits);
        let (kept, ruled_out): (Vec<_>, Vec<_>) = own.partition(|one| one.used);
        let ids = |list: Vec<Remembered>| list.into_iter().map(|one| one.visit).collect();
        (ids(kept), ids(ruled_out))
    }
}
