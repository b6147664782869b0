//! How often fixes worked in earlier sessions on this machine.

use super::event::{By, Outcome};
use super::state::State;
use crate::flow::Address;
use std::collections::BTreeMap;

/// Counts of final outcomes, by fix and revision of its flow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    counts: BTreeMap<(Address, u32), Count>,
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
    /// Adds one outcome.
    pub fn add(&mut self, fix: Address, rev: u32, fixed: bool) {
        let count = self.counts.entry((fix, rev)).or_default();
        match fixed {
            true => count.fixed += 1,
            false => count.not_fixed += 1,
        }
    }

    /// Adds the final outcomes of an earlier session. Answers that no person gave say nothing.
    pub fn learn(&mut self, state: &State) {
        for visit in state.visits.values().filter(|visit| !visit.set_aside) {
            let Some(answer) = visit.answer.as_ref().filter(|answer| answer.by != By::Flag) else { continue };
            match Outcome::from_id(&answer.id) {
                Some(Outcome::Fixed) => self.add(visit.at.clone(), visit.rev, true),
                Some(Outcome::NotFixed) => self.add(visit.at.clone(), visit.rev, false),
                _ => {}
            }
        }
    }

    /// The outcomes of a fix as it is worded now.
    pub fn count(&self, fix: &Address, rev: u32) -> Count {
        self.counts.get(&(fix.clone(), rev)).copied().unwrap_or_default()
    }
}
