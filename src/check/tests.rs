//! Runs the tests that stand inside flows.

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
            TestFault::Ended { at, how, expected, went } => {
                let how = how.map(|how| format!(" ({how})")).unwrap_or_default();
                write!(out, "test {number} ended at \"{at}\"{how}, expected \"{expected}\"{}", Went(went))
            }
        }
    }
}

/// Plays all tests of a flow, with empty history and a fixed clock, and returns those that failed.
pub fn run_tests(library: &Library, flow: &Flow) -> Vec<TestFailure> {
    let run = |(index, test)| run_test(library, flow, test).err().map(|fault| TestFailure { index, fault });
    flow.tests.iter().enumerate().filter_map(run).collect()
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
