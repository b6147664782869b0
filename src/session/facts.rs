//! What the conditions of a flow can see of a session.

use super::state::State;
use crate::flow::condition::Facts;

pub(super) struct FlowFacts<'a> {
    pub(super) state: &'a State,
    pub(super) flow: &'a str,
}

impl Facts for FlowFacts<'_> {
    fn answer(&self, question: &str) -> Option<&str> {
        // A question of another flow is written `flow#node`.
        let (flow, node) = question.split_once('#').unwrap_or((self.flow, question));
        self.state.path().rev().find_map(|visit| {
            let answer = visit.answer.as_ref()?;
            let here = visit.at.flow == flow && visit.at.node == node;
            (here || answer.shared.as_deref() == Some(question)).then_some(answer.id.as_str())
        })
    }

    fn tried(&self, fix: &str) -> bool {
        let (flow, node) = fix.split_once('#').unwrap_or((self.flow, fix));
        let mut visits = self.state.visits.values();
        visits.any(|visit| visit.at.flow == flow && visit.at.node == node && visit.tried())
    }
}
