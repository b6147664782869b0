//! How often fixes worked in earlier sessions on this machine.

use super::event::{By, Outcome};
use super::state::State;
use crate::flow::Address;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Reads a history that is not there yet.
pub type Read = Box<dyn FnOnce() -> History + Send>;

/// Counts of final outcomes, by fix and revision of its flow.
#[derive(Clone, Default)]
pub struct History {
    counts: BTreeMap<(Address, u32), Count>,
    /// More of them, read when a count is first asked for.
    later: Option<Arc<LazyLock<History, Read>>>,
}

impl fmt::Debug for History {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("History").field("counts", &self.counts).finish_non_exhaustive()
    }
}

/// Outcomes of one fix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Sessions in which it helped.
    pub fixed: u32,
    /// Sessions in which it did not.
    pub not_fixed: u32,
}

impl History {
    /// A history that is read when a count is first asked for: until then nobody waits for it.
    pub fn later(read: Read) -> History {
        History { counts: BTreeMap::new(), later: Some(Arc::new(LazyLock::new(read))) }
    }

    /// Adds one outcome.
    pub fn add(&mut self, fix: Address, rev: u32, fixed: bool) {
        let count = self.counts.entry((fix, rev)).or_default();
        match fixed {
            true => count.fixed += 1,
            false => count.not_fixed += 1,
        }
    }

    /// Adds the final outcomes of an earlier session.
    pub fn learn(&mut self, tried: &[Tried]) {
        for one in tried {
            self.add(one.fix.clone(), one.rev, one.fixed);
        }
    }

    /// All fixes with outcomes that were added, each with the revision of its flow.
    pub fn fixes(&self) -> impl Iterator<Item = (&Address, u32, Count)> {
        self.counts.iter().map(|((fix, rev), count)| (fix, *rev, *count))
    }

    /// The outcomes of a fix as it is worded now.
    pub fn count(&self, fix: &Address, rev: u32) -> Count {
        let own = self.counts.get(&(fix.clone(), rev)).copied().unwrap_or_default();
        let Some(later) = &self.later else { return own };
        let earlier = later.count(fix, rev);
        Count { fixed: own.fixed + earlier.fixed, not_fixed: own.not_fixed + earlier.not_fixed }
    }
}

/// What came of a fix in one session, in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The fix.
    pub fix: Address,
    /// Revision of its flow.
    pub rev: u32,
    /// It helped.
    pub fixed: bool,
}

/// The final outcomes of a session, one a fix. What no person answered says nothing, and neither does what was
/// answered while nothing might be changed, or in a session that came from another machine.
pub fn tried(state: &State) -> Vec<Tried> {
    if state.received.is_some() {
        return Vec::new();
    }
    let mut last: BTreeMap<(&Address, u32), (u64, bool)> = BTreeMap::new();
    for visit in state.visits.values().filter(|visit| !visit.set_aside) {
        let answer = visit.answer.as_ref().filter(|answer| answer.by != By::Flag && !answer.read_only);
        let Some((n, outcome)) = answer.and_then(|answer| Some((answer.n, Outcome::from_id(&answer.id)?)))
        else {
            continue;
        };
        let latest = last.entry((&visit.at, visit.rev)).or_insert((0, false));
        if n > latest.0 && matches!(outcome, Outcome::Fixed | Outcome::NotFixed) {
            *latest = (n, outcome == Outcome::Fixed);
        }
    }
    let counted = last.into_iter().filter(|(_, (n, _))| *n > 0);
    counted.map(|((fix, rev), (_, fixed))| Tried { fix: fix.clone(), rev, fixed }).collect()
}
