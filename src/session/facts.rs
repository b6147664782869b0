//! What the conditions of a flow can see of a session.

use super::state::State;
use crate::flow::condition::Facts;

pub(super) struct FlowFacts<'a> {
    pub(super) state: &'a State,
    pub(super) flow: &'a str,
}

impl Facts for FlowFacts<'_> {
    fn answer(&self, question: &str) -> Option<&str> {
        self.state.path().rev().find_map(|visit| {
            let answer = visit.answer.as_ref()?;
            let here = visit.at.flow == self.flow && visit.at.node == question;
            (here || answer.shared.as_deref() == Some(question)).then_some(answer.id.as_str())
        })
    }

    fn tried(&self, fix: &str) -> bool {
        self.state
            .visits
            .values()
            .any(|visit| visit.at.flow == self.flow && visit.at.node == fix && visit.tried())
    }
}
