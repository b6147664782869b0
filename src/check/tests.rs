//! Runs the tests that stand inside flows.

use super::given::Signatures;
use super::walk::{Played, Walk, WalkError, Went, end_kind, end_name, play, start_of};
use crate::flow::{Flow, Library, Test};
use crate::session::{By, Context, History};
use jiff::Timestamp;
use std::fmt;

/// A test that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestFailure {
    /// Index of the test in its flow.
    pub index: usize,
    /// What went wrong.
    pub fault: TestFault,
}

/// What went wrong in a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestFault {
    /// The walk could not be played.
    Walk(WalkError),
    /// The given text leads to another flow by a longer message.
    Leads {
        /// The other flow.
        flow: String,
    },
    /// It ended elsewhere.
    Ended {
        /// Node where it ended.
        at: String,
        /// How the session ended there, if it did.
        how: Option<&'static str>,
        /// What the test expects.
        expected: String,
        /// The nodes before.
        went: Vec<String>,
    },
}

impl fmt::Display for TestFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.index + 1;
        match &self.fault {
            TestFault::Walk(error) => write!(out, "test {number}: {error}"),
            TestFault::Leads { flow } => {
                write!(out, "test {number}: the given text leads to flow \"{flow}\" rather than here")
            }
            TestFault::Ended { at, how, expected, went } => {
                let how = how.map(|how| format!(" ({how})")).unwrap_or_default();
                write!(out, "test {number} ended at \"{at}\"{how}, expected \"{expected}\"{}", Went(went))
            }
        }
    }
}

/// Plays all tests of a flow, with empty history and a fixed clock, and returns those that failed.
pub fn run_tests(library: &Library, flow: &Flow) -> Vec<TestFailure> {
    let signatures = flow.tests.iter().any(|test| test.given.is_some()).then(|| Signatures::of(library));
    let run = |(index, test): (usize, &Test)| {
        let leads = signatures.as_ref().and_then(|all| leads_elsewhere(all, flow, test.given.as_deref()?));
        let fault = leads.or_else(|| run_test(library, flow, test).err())?;
        Some(TestFailure { index, fault })
    };
    flow.tests.iter().enumerate().filter_map(run).collect()
}

/// Whether another flow claims the text by a longer message than this one.
fn leads_elsewhere(signatures: &Signatures, flow: &Flow, text: &str) -> Option<TestFault> {
    let found = signatures.given(text);
    let best = found.first()?;
    let here = found.iter().any(|one| one.flow.id == flow.id && one.weight == best.weight);
    (!here).then(|| TestFault::Leads { flow: best.flow.id.clone() })
}

/// Plays one test of a flow.
pub fn run_test(library: &Library, flow: &Flow, test: &Test) -> Result<Played, TestFault> {
    let history = History::default();
    let context = Context { now: Timestamp::UNIX_EPOCH, history: &history };
    let until = test.end.as_deref().filter(|end| end_kind(end).is_none());
    let walk = Walk {
        at: &start_of(flow),
        given: test.given.as_deref(),
        tokens: &test.walk,
        any_order: test.any_order,
        until,
        by: By::Flag,
        lang: "en",
        read_only: false,
    };
    let played = play(library, walk, context).map_err(TestFault::Walk)?;
    match &test.end {
        Some(expected) if !played.is_at(expected) => Err(TestFault::Ended {
            at: played.at().to_owned(),
            how: played.ended().map(end_name),
            expected: expected.clone(),
            went: played.went(),
        }),
        _ => Ok(played),
    }
}
