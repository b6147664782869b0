//! The graph of a flow: how many steps are left from a node to an end.
//!
//! A fix counts differently alone and as a member of a `try` group, because there its own `next` is ignored.
//! So the graph has a *place* for each node on its own and one for each membership.

use super::edge::{Way, edges};
use super::scc::Components;
use crate::flow::{Flow, Kind, Node};
use std::collections::HashMap;
use std::fmt;

/// How many further stops lie between a node and an end. A stop is a step at which the person does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    /// Fewest further stops.
    pub shortest: u32,
    /// Most further stops; none if a loop, a detour or another flow lies ahead.
    pub longest: Option<u32>,
}

impl fmt::Display for Remaining {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.longest {
            None => write!(out, "{}+", self.shortest),
            Some(longest) if longest > self.shortest => write!(out, "{}-{longest}", self.shortest),
            Some(_) => write!(out, "{}", self.shortest),
        }
    }
}

/// The steps left from everywhere in a flow, computed once.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    alone: HashMap<String, Option<Remaining>>,
    /// By group and member.
    members: HashMap<(String, String), Member>,
}

/// A member of a group.
#[derive(Debug, Clone, Copy)]
struct Member {
    remaining: Option<Remaining>,
    /// Most stops after the group, if the other members come first.
    after: Option<u32>,
}

impl Graph {
    /// Computes the graph of a flow in time linear in its size.
    pub fn of(flow: &Flow) -> Graph {
        let places = Places::of(flow);
        let shortest = places.shortest();
        let longest = places.longest();
        let remaining = |place: usize| {
            let shortest = shortest[place]?;
            Some(Remaining { shortest, longest: longest.of[place].map(|longest| longest.max(shortest)) })
        };
        let mut graph = Graph::default();
        for (index, place) in places.list.iter().enumerate() {
            let id = place.node.id.clone();
            match place.group {
                None => {
                    graph.alone.insert(id, remaining(index));
                }
                Some(group) => {
                    let member = Member { remaining: remaining(index), after: longest.after[index] };
                    graph.members.insert((group.to_owned(), id), member);
                }
            }
        }
        graph
    }

    /// Steps left from a node that is not offered by a group; none if there is no such node or no way to an
    /// end. Inside a detour more may follow.
    pub fn remaining(&self, node: &str) -> Option<Remaining> {
        self.alone.get(node).copied().flatten()
    }

    /// Steps left from a node that a group offers while `untried` other members of the group can still follow.
    pub fn remaining_in(&self, group: &str, node: &str, untried: usize) -> Option<Remaining> {
        let Some(member) = self.members.get(&(group.to_owned(), node.to_owned())) else {
            return self.remaining(node);
        };
        let remaining = member.remaining?;
        let untried = u32::try_from(untried).unwrap_or(u32::MAX);
        let most = member.after.map(|after| after.saturating_add(untried).max(remaining.shortest));
        let longest = remaining.longest.map(|longest| most.map_or(longest, |most| longest.min(most)));
        Some(Remaining { longest, ..remaining })
    }
}

/// A node on its own, or as a member of a group.
struct Place<'a> {
    node: &'a Node,
    group: Option<&'a str>,
    ways: Vec<WayOn>,
}

/// Where a place leads.
#[derive(Clone, Copy)]
enum WayOn {
    /// To another place of the flow.
    Place(usize),
    /// To another flow.
    Outside,
    /// Into a detour that comes back to this place, at the earliest after one stop.
    Detour(usize),
}

struct Places<'a> {
    list: Vec<Place<'a>>,
}

impl<'a> Places<'a> {
    fn of(flow: &'a Flow) -> Places<'a> {
        let mut list: Vec<Place<'a>> =
            flow.nodes.values().map(|node| Place { node, group: None, ways: Vec::new() }).collect();
        let mut member_places = HashMap::new();
        for node in flow.nodes.values() {
            let Kind::Try(group) = &node.kind else { continue };
            for member in group.members.iter().filter_map(|id| flow.node(id)) {
                let key = (node.id.as_str(), member.id.as_str());
                member_places.entry(key).or_insert_with(|| {
                    list.push(Place { node: member, group: Some(&node.id), ways: Vec::new() });
                    list.len() - 1
                });
            }
        }
        let mut places = Places { list };
        for index in 0..places.list.len() {
            places.list[index].ways = places.ways(flow, index, &member_places);
        }
        places
    }

    fn ways(&self, flow: &'a Flow, index: usize, members: &HashMap<(&'a str, &'a str), usize>) -> Vec<WayOn> {
        let Place { node, group, .. } = self.list[index];
        let mut ways = Vec::new();
        let mut outcomes = 0;
        for edge in edges(node) {
            let way = match &edge.target.flow {
                Some(other) if *other != flow.id => Some(WayOn::Outside),
                _ => {
                    let to = edge.target.node.as_deref().unwrap_or(&flow.start);
                    match edge.way {
                        Way::Member(_) => members.get(&(node.id.as_str(), to)).copied(),
                        _ => flow.nodes.get_index_of(to),
                    }
                    .map(WayOn::Place)
                }
            };
            match (edge.way, way) {
                (Way::Via, _) | (_, None) => {}
                // The group says what follows its members.
                (Way::Next, _) if group.is_some() && matches!(node.kind, Kind::Fix(_)) => {}
                (Way::Back, Some(WayOn::Place(back))) => ways.push(WayOn::Detour(back)),
                (Way::Then(_), Some(way)) => {
                    outcomes += 1;
                    ways.push(way);
                }
                (_, Some(way)) => ways.push(way),
            }
        }
        if let (Some(group), Kind::Fix(_)) = (group, &node.kind)
            && outcomes < 3
        {
            ways.extend(flow.nodes.get_index_of(group).map(WayOn::Place));
        }
        ways
    }

    /// What stopping there adds: 1, or 0 for a node that is passed without the person.
    fn weight(&self, place: usize) -> u32 {
        u32::from(!matches!(self.list[place].node.kind, Kind::Go(_) | Kind::Try(_)))
    }

    /// Whether the session can end right there.
    fn can_end(&self, place: usize) -> bool {
        let place = &self.list[place];
        match &place.node.kind {
            Kind::Fix(_) | Kind::End(_) => true,
            Kind::Note(_) | Kind::Faq(_) => place.ways.is_empty(),
            Kind::Ask(_) | Kind::Check(_) | Kind::Table(_) | Kind::Try(_) | Kind::Go(_) => false,
        }
    }

    /// Fewest further stops from each place: a search backwards from the ends in the order of distance.
    fn shortest(&self) -> Vec<Option<u32>> {
        let mut before: Vec<Vec<(usize, u32)>> = vec![Vec::new(); self.list.len()];
        let mut queues: Vec<Vec<usize>> = vec![Vec::new(); 2];
        for (index, place) in self.list.iter().enumerate() {
            if self.can_end(index) {
                queues[0].push(index);
            }
            // A detour comes back; what lies in it is not on the way to an end.
            let detour = place.ways.iter().any(|way| matches!(way, WayOn::Detour(_)));
            for way in &place.ways {
                match *way {
                    WayOn::Detour(to) => before[to].push((index, self.weight(to) + 1)),
                    WayOn::Place(to) if !detour => before[to].push((index, self.weight(to))),
                    WayOn::Outside if !detour => queues[1].push(index),
                    WayOn::Place(_) | WayOn::Outside => {}
                }
            }
        }
        let mut found = vec![None; self.list.len()];
        let mut distance = 0;
        while distance < queues.len() {
            while let Some(place) = queues[distance].pop() {
                if found[place].is_some() {
                    continue;
                }
                found[place] = u32::try_from(distance).ok();
                for &(from, weight) in &before[place] {
                    let at = distance + weight as usize;
                    if queues.len() <= at {
                        queues.resize_with(at + 1, Vec::new);
                    }
                    queues[at].push(from);
                }
            }
            distance += 1;
        }
        found
    }

    /// Most further stops from each place, with loops collapsed.
    fn longest(&self) -> Longest {
        let successors: Vec<Vec<usize>> = self
            .list
            .iter()
            .map(|place| {
                let inside = |way: &WayOn| match way {
                    WayOn::Place(to) | WayOn::Detour(to) => Some(*to),
                    WayOn::Outside => None,
                };
                place.ways.iter().filter_map(inside).collect()
            })
            .collect();
        let components = Components::of(&successors);
        let mut longest = Longest { of: vec![None; self.list.len()], after: vec![None; self.list.len()] };
        // Components come in an order in which everything that follows is known.
        for (number, nodes) in components.nodes.iter().enumerate() {
            let members = nodes.iter().filter(|&&place| self.list[place].group.is_some()).count();
            let endless = components.is_loop(number, &successors) && !self.is_group(nodes, members);
            let mut exit = (!endless).then_some(0u32);
            for &place in nodes {
                for way in &self.list[place].ways {
                    exit = match *way {
                        WayOn::Outside | WayOn::Detour(_) => None,
                        WayOn::Place(to) if components.of[to] == number => exit,
                        WayOn::Place(to) => {
                            let stops = longest.of[to].map(|more| more.saturating_add(self.weight(to)));
                            exit.zip(stops).map(|(exit, stops)| exit.max(stops))
                        }
                    };
                }
            }
            let members = u32::try_from(members).unwrap_or(u32::MAX);
            for &place in nodes {
                let single = nodes.len() == 1;
                let others = match self.list[place].group {
                    _ if single => 0,
                    Some(_) => members.saturating_sub(1),
                    None => members,
                };
                longest.of[place] = exit.map(|exit| exit.saturating_add(others));
                longest.after[place] = exit;
            }
        }
        longest
    }

    /// Whether a loop is nothing but one group with members that come back to it: it offers each member once.
    fn is_group(&self, nodes: &[usize], members: usize) -> bool {
        let mut groups = nodes.iter().filter(|&&place| self.list[place].group.is_none());
        let Some(group) = groups.next().map(|&place| self.list[place].node) else { return false };
        members + 1 == nodes.len()
            && matches!(group.kind, Kind::Try(_))
            && nodes.iter().all(|&place| self.list[place].group.is_none_or(|of| of == group.id))
    }
}

struct Longest {
    of: Vec<Option<u32>>,
    /// Most stops once all members of the group are through.
    after: Vec<Option<u32>>,
}
