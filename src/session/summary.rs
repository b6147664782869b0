//! What is worth knowing of a session without replaying it.

use super::event::Record;
use super::history::{Tried, tried};
use super::state::State;
use crate::flow::{Address, EndKind};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A longer gap between two records is a break, in seconds.
const BREAK: i64 = 30 * 60;

/// A session in short. It holds nothing that a person typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The flow it began with.
    pub flow: Option<String>,
    /// The step where it stands; none in a log without steps.
    pub at: Option<Address>,
    /// Steps on the way there.
    pub steps: usize,
    /// How it ended.
    pub ended: Option<EndKind>,
    /// When it began.
    #[serde(deserialize_with = "crate::text::time::maybe")]
    pub began: Option<Timestamp>,
    /// When something last happened in it.
    #[serde(deserialize_with = "crate::text::time::maybe")]
    pub last: Option<Timestamp>,
    /// Seconds at work: from the first record to the last, without breaks.
    pub active: u64,
    /// No person answered in it.
    pub by_script: bool,
    /// It was only for looking, all the time.
    pub looked: bool,
    /// It came from another machine.
    pub received: bool,
    /// What came of the fixes in it, as far as that counts here.
    pub tried: Vec<Tried>,
}

impl Summary {
    /// The summary of a log.
    pub fn of(records: &[Record]) -> Summary {
        let state = State::fold(records);
        let current = state.current();
        let times = records.iter().zip(records.iter().skip(1));
        let gaps = times.map(|(a, b)| b.at.duration_since(a.at).as_secs());
        let active: i64 = gaps.filter(|gap| (0..=BREAK).contains(gap)).sum();
        Summary {
            flow: state.path().next().map(|visit| visit.at.flow.clone()),
            at: current.map(|visit| visit.at.clone()),
            steps: state.path().filter(|visit| !visit.through).count(),
            ended: state.ended(),
            began: records.first().map(|record| record.at),
            last: records.last().map(|record| record.at),
            active: u64::try_from(active).unwrap_or(0),
            by_script: state.by_script(),
            looked: state.looked,
            received: state.received.is_some(),
            tried: tried(&state),
        }
    }

    /// Whether it is to be gone on with: a person began it and it did not end.
    pub fn unfinished(&self) -> bool {
        self.ended.is_none() && self.at.is_some() && !self.by_script
    }

    /// Whether it tells what works here: not for scripts, for looking only, or from another machine.
    pub fn counts(&self) -> bool {
        self.at.is_some() && !(self.by_script || self.looked || self.received)
    }
}
