//! How many steps are left in a session.

use crate::check::{Graph, Remaining};
use crate::flow::{Address, Flow, Kind, Library};
use crate::session::{State, Visit};
use crate::text::Strings;
use std::collections::BTreeMap;

/// The graphs of flows, each made once.
#[derive(Debug, Default)]
pub struct Graphs(BTreeMap<String, Graph>);

impl Graphs {
    /// Makes the graph of a flow, if that is not there yet.
    pub fn add(&mut self, flow: &Flow) {
        if !self.0.contains_key(&flow.id) {
            self.0.insert(flow.id.clone(), Graph::of(flow));
        }
    }

    /// How many steps are left from where a session stands, by the graphs that are there. Inside a detour those after
    /// it count too.
    pub fn left(&self, state: &State, library: &Library) -> Option<Remaining> {
        let visit = state.current()?;
        let inside = self.left_in_flow(state, visit)?;
        Some(visit.detours.iter().fold(inside, |left, back| {
            let after = self.0.get(&back.flow).and_then(|graph| graph.remaining(&back.node));
            let kind = library.node(back).map(|(_, node)| &node.kind);
            let stop = u32::from(!matches!(kind, Some(Kind::Try(_) | Kind::Go(_))));
            let more = stop.saturating_add(after.map_or(0, |after| after.shortest));
            Remaining { shortest: left.shortest.saturating_add(more), longest: None }
        }))
    }

    fn left_in_flow(&self, state: &State, visit: &Visit) -> Option<Remaining> {
        let graph = self.0.get(&visit.at.flow)?;
        let Some(group) = visit.group.and_then(|group| state.visits.get(&group)) else {
            return graph.remaining(&visit.at.node);
        };
        let order = state.order_of(&group.at).unwrap_or_default();
        let open = |fix: &str| !state.settled(&Address::new(&visit.at.flow, fix)) && fix != visit.at.node;
        let untried = order.iter().filter(|one| open(&one.fix)).count();
        graph.remaining_in(&group.at.node, &visit.at.node, untried)
    }
}

/// The number of a step, and how many are left.
pub fn step_left(step: usize, left: Option<Remaining>, strings: &Strings) -> String {
    if is_last(left) {
        return last(step, strings);
    }
    step_and(step, left.map(|left| left.to_string()), strings)
}

/// The same for the ear: a range without a sign, because `1-4` is read as a sum.
pub fn step_left_in_words(step: usize, left: Option<Remaining>, strings: &Strings) -> String {
    if is_last(left) {
        return last(step, strings);
    }
    let words = left.map(|left| {
        let shortest = left.shortest.to_string();
        match left.longest {
            Some(longest) if longest > left.shortest => {
                let longest = longest.to_string();
                strings.fill("plain.left-range", &[("shortest", &shortest), ("longest", &longest)])
            }
            Some(_) => shortest,
            None => strings.fill("plain.left-more", &[("shortest", &shortest)]),
        }
    });
    step_and(step, words, strings)
}

/// Whether no step can come after this one.
fn is_last(left: Option<Remaining>) -> bool {
    left == Some(Remaining { shortest: 0, longest: Some(0) })
}

fn last(step: usize, strings: &Strings) -> String {
    strings.fill("ui.step-end", &[("step", &step.to_string())])
}

fn step_and(step: usize, left: Option<String>, strings: &Strings) -> String {
    let step = step.to_string();
    match left {
        Some(left) => strings.fill("ui.step-left", &[("step", &step), ("left", &left)]),
        None => strings.fill("ui.step", &[("step", &step)]),
    }
}
