//! E017: conditions on what is never answered.

use super::parts::{conditions, question};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::nearest::did_you_mean;
use crate::flow::{Condition, Flow, Kind, Node};
use crate::session::Outcome;
use crate::session::event::{OTHER, READ, UNSURE};
use std::collections::HashMap;

/// Most steps taken to find out what comes before what; conditions after that count as answered.
const MAX_WORK: usize = 4_000_000;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut before = Before::new(subject);
    for (flow, node) in subject.nodes() {
        for (at, when) in conditions(node) {
            for_each(when, &mut |fact| {
                let Some((message, help)) = fault(subject, &mut before, flow, node, fact) else { return };
                report.value(Code::E017, flow, &at, message, help);
            });
        }
    }
}

fn for_each<'a>(when: &'a Condition, run: &mut dyn FnMut(&'a Condition)) {
    match when {
        Condition::Answer { .. } | Condition::Tried(_) => run(when),
        Condition::Not(inner) => for_each(inner, run),
        Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| for_each(one, run)),
    }
}

fn fault(
    subject: &Subject<'_>,
    before: &mut Before<'_>,
    flow: &Flow,
    node: &Node,
    fact: &Condition,
) -> Option<(String, &'static str)> {
    match fact {
        Condition::Tried(id) => {
            let (home, local) = home(subject, flow, id);
            if subject.is_broken(home.map_or("", |home| &home.id), local) {
                return None;
            }
            let found = home.and_then(|home| home.node(local)).map(|node| &node.kind);
            let message = match found {
                Some(Kind::Fix(_)) => return None,
                Some(kind) => format!("\"tried {id}\" asks about a \"{}\"; only a fix is tried", kind.name()),
                None => {
                    let fixes = flow.nodes.values().filter(|node| matches!(node.kind, Kind::Fix(_)));
                    let near = did_you_mean(id, fixes.map(|node| node.id.as_str()));
                    format!("\"tried {id}\" asks about a fix that does not exist{near}")
                }
            };
            Some((message, "`tried` takes the id of a fix"))
        }
        Condition::Answer { question, options } => {
            let known = match Known::of(subject, flow, question) {
                Ok(known) => known,
                Err(near) => {
                    let message =
                        format!("the condition asks about \"{question}\", which is no question{near}");
                    return Some((
                        message,
                        "a condition takes the id of a question of this flow or its pack",
                    ));
                }
            };
            let known = known?;
            if let Some(wrong) = options.iter().find(|option| !known.options.contains(&option.as_str())) {
                let near = did_you_mean(wrong, known.options.iter().copied());
                let message = format!("\"{question}\" has no option \"{wrong}\"{near}");
                return Some((message, "a condition takes the ids of options or rows"));
            }
            let never = match known.asked {
                Asked::Here => !before.comes(subject, flow, question, node),
                Asked::Anywhere => !before.is_shared(question),
                Asked::Elsewhere => false,
            };
            let message = format!("\"{question}\" is never answered before \"{}\"", node.id);
            never.then_some((message, "ask the question earlier on a way that leads here"))
        }
        Condition::Not(_) | Condition::And(_) | Condition::Or(_) => None,
    }
}

/// The flow that a name in a condition means, and the node in it.
fn home<'a>(subject: &Subject<'a>, flow: &'a Flow, name: &'a str) -> (Option<&'a Flow>, &'a str) {
    match name.split_once('#') {
        Some((other, node)) => (subject.library.flow(other).map(|flow| &**flow), node),
        None => (Some(flow), name),
    }
}

/// Where a question is asked.
enum Asked {
    /// In the flow of the condition.
    Here,
    /// In any flow of the pack.
    Anywhere,
    /// In another flow.
    Elsewhere,
}

/// A question that exists.
struct Known<'a> {
    options: Vec<&'a str>,
    asked: Asked,
}

impl<'a> Known<'a> {
    /// What is known about a question; nothing if it could not be read. The error is a suggestion.
    fn of(subject: &Subject<'a>, flow: &'a Flow, name: &'a str) -> Result<Option<Known<'a>>, String> {
        let (home, id) = home(subject, flow, name);
        if subject.is_broken(home.map_or("", |home| &home.id), id) {
            return Ok(None);
        }
        let shared = subject.library.packs.get(&flow.pack).and_then(|pack| pack.questions.get(name));
        let options = home.and_then(|home| home.node(id)).and_then(answers);
        match (options, shared) {
            (Some(mut options), shared) => {
                let asked = match (shared, name.contains('#')) {
                    (Some(shared), _) => {
                        options.extend(shared.options.keys().map(String::as_str));
                        Asked::Anywhere
                    }
                    (None, true) => Asked::Elsewhere,
                    (None, false) => Asked::Here,
                };
                Ok(Some(Known { options, asked }))
            }
            (None, Some(shared)) => {
                let options = shared.options.keys().map(String::as_str).chain([UNSURE]).collect();
                Ok(Some(Known { options, asked: Asked::Anywhere }))
            }
            (None, None) => {
                let nodes = flow.nodes.values().filter(|node| answers(node).is_some());
                let pack = subject.library.packs.get(&flow.pack);
                let shared = pack.into_iter().flat_map(|pack| pack.questions.keys());
                let names = nodes.map(|node| &node.id).chain(shared).map(String::as_str);
                Err(did_you_mean(name, names))
            }
        }
    }
}

/// The answers that a node can have.
fn answers(node: &Node) -> Option<Vec<&str>> {
    match (&node.kind, question(node)) {
        (Kind::Table(table), _) => {
            Some(table.rows.iter().map(|row| row.id.as_str()).chain([OTHER, UNSURE]).collect())
        }
        (Kind::Fix(_), _) => Some(Outcome::ALL.iter().map(|outcome| outcome.id()).collect()),
        (Kind::Note(_) | Kind::Faq(_), _) => Some(vec![READ]),
        (_, Some(question)) => Some(question.options.keys().map(String::as_str).chain([UNSURE]).collect()),
        _ => None,
    }
}

/// What can come before what, over all flows.
struct Before<'a> {
    /// Places that a detour can come back to.
    backs: Vec<usize>,
    shared: Vec<&'a str>,
    /// By question: what can be reached once it is answered.
    after: HashMap<usize, Vec<bool>>,
    work: usize,
}

impl<'a> Before<'a> {
    fn new(subject: &Subject<'a>) -> Before<'a> {
        let links = subject.web.spots.iter().flat_map(|spot| &spot.links);
        let backs = links.filter(|link| link.way == crate::check::edge::Way::Back);
        let nodes = subject.flows().flat_map(|flow| flow.nodes.values());
        Before {
            backs: backs.filter_map(|link| link.to).collect(),
            shared: nodes.filter_map(|node| question(node)?.shared.as_deref()).collect(),
            after: HashMap::new(),
            work: MAX_WORK,
        }
    }

    /// Whether some flow asks the shared question.
    fn is_shared(&self, question: &str) -> bool {
        self.shared.contains(&question)
    }

    /// Whether a way leads from a question to a node of the same flow.
    fn comes(&mut self, subject: &Subject<'_>, flow: &Flow, question: &str, node: &Node) -> bool {
        let web = &subject.web;
        let (Some(from), Some(to)) = (web.find(&flow.id, question), web.find(&flow.id, &node.id)) else {
            return true;
        };
        let known = self.after.contains_key(&from);
        if !known && self.work < web.spots.len() {
            return true;
        }
        let after = self.after.entry(from).or_insert_with(|| {
            self.work -= web.spots.len();
            // Any end can be the end of a detour, which goes on where that comes back to.
            let next = web.spots[from].links.iter().filter_map(|link| link.to);
            web.reach(next.chain(self.backs.iter().copied()))
        });
        after[to]
    }
}
