//! All flows of a library as one graph: what reaches what, and which steps can never come to an end.

use super::edge::{Way, edges};
use super::scc::Components;
use crate::flow::{Flow, Kind, Library, Node, Target};
use crate::text::sort::{sort, sort_by_key};
use std::collections::HashMap;

/// The nodes of all flows and the ways between them.
pub struct Web<'a> {
    /// The nodes, in library and file order.
    pub spots: Vec<Spot<'a>>,
    index: HashMap<(&'a str, &'a str), usize>,
}

/// A node and what leads out of it.
pub struct Spot<'a> {
    /// Its flow.
    pub flow: &'a Flow,
    /// The node.
    pub node: &'a Node,
    /// What leads out of it.
    pub links: Vec<Link<'a>>,
}

/// A way from one node to another.
pub struct Link<'a> {
    /// By what it is taken.
    pub way: Way<'a>,
    /// Where it leads, as written.
    pub target: Target,
    /// The node there; none if it does not exist.
    pub to: Option<usize>,
}

/// Steps that lead round and never to an end.
pub struct DeadLoop {
    /// The nodes, in library and file order.
    pub spots: Vec<usize>,
    /// A detour is among them.
    pub detour: bool,
}

impl<'a> Web<'a> {
    /// Links all flows of a library.
    pub fn of(library: &'a Library) -> Web<'a> {
        let mut spots = Vec::new();
        let mut index = HashMap::new();
        for flow in library.flows.values() {
            for node in flow.nodes.values() {
                index.insert((flow.id.as_str(), node.id.as_str()), spots.len());
                spots.push(Spot { flow, node, links: Vec::new() });
            }
        }
        let mut web = Web { spots, index };
        for at in 0..web.spots.len() {
            let Spot { flow, node, .. } = web.spots[at];
            let link = |edge: super::edge::Edge<'a>| {
                let to = web.resolve(library, &flow.id, &edge.target);
                Link { way: edge.way, target: edge.target, to }
            };
            web.spots[at].links = edges(node).into_iter().map(link).collect();
        }
        web
    }

    /// The place of a node.
    pub fn find(&self, flow: &str, node: &str) -> Option<usize> {
        self.index.get(&(flow, node)).copied()
    }

    /// The place that a target written in `flow` leads to.
    pub fn resolve(&self, library: &Library, flow: &str, target: &Target) -> Option<usize> {
        let to = library.flow(target.flow.as_deref().unwrap_or(flow))?;
        self.find(&to.id, target.node.as_deref().unwrap_or(&to.start))
    }

    /// What can be reached from some places, they included.
    pub fn reach(&self, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut found = vec![false; self.spots.len()];
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut found[at], true) {
                open.extend(self.spots[at].links.iter().filter_map(|link| link.to));
            }
        }
        found
    }

    /// Which places can come to an end. What is missing or not wired counts as an end: it has findings of its
    /// own. A detour does if what it enters and what it comes back to both do.
    pub fn ending(&self) -> Vec<bool> {
        let mut ending = vec![false; self.spots.len()];
        let mut needs = vec![1; self.spots.len()];
        let mut before = vec![Vec::new(); self.spots.len()];
        let mut open = Vec::new();
        for (at, spot) in self.spots.iter().enumerate() {
            let ways = spot.links.iter().filter(|link| link.way != Way::Via);
            let ways: Vec<Option<usize>> = ways.map(|link| link.to).collect();
            if can_end(spot.node) || ways.is_empty() || ways.contains(&None) {
                open.push(at);
            }
            if is_detour(spot.node) {
                needs[at] = 2;
            }
            for to in ways.into_iter().flatten() {
                before[to].push(at);
            }
        }
        open.iter().for_each(|&at| needs[at] = 0);
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut ending[at], true) {
                continue;
            }
            for &from in &before[at] {
                // Several ways to one place count once.
                needs[from] -= i32::from(needs[from] > 0);
                if needs[from] == 0 && !ending[from] {
                    open.push(from);
                }
            }
        }
        ending
    }

    /// The loops in which all that never ends comes to lie.
    pub fn dead_loops(&self, ending: &[bool]) -> Vec<DeadLoop> {
        let successors: Vec<Vec<usize>> = self
            .spots
            .iter()
            .enumerate()
            .map(|(at, spot)| {
                let links = spot.links.iter().filter(|link| !ending[at] && link.way != Way::Via);
                links.filter_map(|link| link.to).filter(|&to| !ending[to]).collect()
            })
            .collect();
        let components = Components::of(&successors);
        let mut loops: Vec<DeadLoop> = components
            .nodes
            .iter()
            .enumerate()
            .filter(|&(number, spots)| {
                let stays = |&at: &usize| successors[at].iter().all(|&to| components.of[to] == number);
                components.is_loop(number, &successors) && spots.iter().all(stays)
            })
            .map(|(_, spots)| {
                let mut spots = spots.clone();
                sort(&mut spots);
                DeadLoop { detour: spots.iter().any(|&at| is_detour(self.spots[at].node)), spots }
            })
            .collect();
        sort_by_key(&mut loops, |one| one.spots.first().copied());
        loops
    }
}

/// Whether the session can end right there.
fn can_end(node: &Node) -> bool {
    match &node.kind {
        Kind::Fix(_) | Kind::End(_) => true,
        Kind::Try(group) => group.next.is_none(),
        Kind::Note(note) => note.next.is_none(),
        Kind::Faq(faq) => faq.next.is_none(),
        Kind::Ask(_) | Kind::Check(_) | Kind::Table(_) | Kind::Go(_) => false,
    }
}

fn is_detour(node: &Node) -> bool {
    matches!(&node.kind, Kind::Go(jump) if jump.back.is_some())
}
