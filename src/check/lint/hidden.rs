//! E016: questions whose options can all be hidden at once.

use super::parts::{path, question};
use super::report::{Report, Subject};
use crate::check::edge::Way;
use crate::flow::condition::Facts;
use crate::flow::diagnostic::Code;
use crate::flow::{Condition, Flow, Kind, Node};
use crate::session::event::{OTHER, UNSURE};
use std::collections::{BTreeMap, BTreeSet};

/// Most combinations of answers that are tried for one question.
const MAX_CASES: usize = 256;
/// Most steps taken over all flows; what is left then is not looked at.
const MAX_WORK: usize = 1_000_000;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut work = MAX_WORK;
    for (flow, node) in subject.nodes() {
        let whens: Option<Vec<&Condition>> = match (&node.kind, question(node)) {
            (Kind::Table(table), _) => table.rows.iter().map(|row| row.when.as_ref()).collect(),
            (_, Some(question)) => question.options.values().map(|choice| choice.when.as_ref()).collect(),
            _ => None,
        };
        let Some(whens) = whens.filter(|whens| !whens.is_empty()) else { continue };
        let Some(case) = hiding(subject, flow, node, &whens, &mut work) else { continue };
        let id = &node.id;
        let message = format!("all options of \"{id}\" are hidden when {case}");
        let help = "leave one option without `when`, or add one for this case";
        let key = if matches!(node.kind, Kind::Table(_)) { "rows" } else { "options" };
        report.key(Code::E016, flow, &path(node, &[key.into()]), message, help);
    }
}

/// Answers under which a step is shown: question to option, or to none when it has no answer.
#[derive(Default)]
struct Case<'a> {
    answers: BTreeMap<&'a str, Option<&'a str>>,
}

impl Facts for Case<'_> {
    fn answer(&self, question: &str) -> Option<&str> {
        self.answers.get(question).copied().flatten()
    }

    // A fix need not be tried: there is always "skip".
    fn tried(&self, _: &str) -> bool {
        false
    }
}

/// The first combination of answers that hides everything and with which the node can be reached, in words.
fn hiding(
    subject: &Subject<'_>,
    flow: &Flow,
    node: &Node,
    whens: &[&Condition],
    work: &mut usize,
) -> Option<String> {
    let mut asked = BTreeSet::new();
    whens.iter().for_each(|when| questions(when, &mut asked));
    let mut values: Vec<(&str, Vec<Option<&str>>)> = Vec::new();
    for id in asked {
        let mut known = options(subject, flow, id);
        known.push(None);
        values.push((id, known));
    }
    let cases = values.iter().try_fold(1usize, |cases, (_, values)| cases.checked_mul(values.len()))?;
    if cases > MAX_CASES {
        return None;
    }
    (0..cases).find_map(|number| {
        let mut rest = number;
        let mut case = Case::default();
        for (id, values) in &values {
            case.answers.insert(id, values.get(rest % values.len()).copied().flatten());
            rest /= values.len();
        }
        let hidden = whens.iter().all(|when| !when.holds(&case));
        (hidden && is_reached(subject, flow, node, &case, work)).then(|| words(&case))
    })
}

fn questions<'a>(when: &'a Condition, found: &mut BTreeSet<&'a str>) {
    match when {
        Condition::Answer { question, .. } => drop(found.insert(question)),
        Condition::Tried(_) => {}
        Condition::Not(inner) => questions(inner, found),
        Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| questions(one, found)),
    }
}

/// The answers that a question can have, besides none.
fn options<'a>(subject: &Subject<'a>, flow: &'a Flow, id: &str) -> Vec<Option<&'a str>> {
    if let Some(node) = flow.node(id) {
        return match (&node.kind, question(node)) {
            (Kind::Table(table), _) => {
                let other = table.other.is_some().then_some(OTHER);
                table.rows.iter().map(|row| row.id.as_str()).chain(other).map(Some).collect()
            }
            (_, Some(question)) => question.options.keys().map(|id| Some(id.as_str())).collect(),
            _ => Vec::new(),
        };
    }
    let pack = subject.library.packs.get(&flow.pack);
    let shared = pack.and_then(|pack| pack.questions.get(id));
    shared.into_iter().flat_map(|question| question.options.keys()).map(|id| Some(id.as_str())).collect()
}

/// Whether the node can be reached when the questions of the case are answered as it says.
fn is_reached(subject: &Subject<'_>, flow: &Flow, node: &Node, case: &Case<'_>, work: &mut usize) -> bool {
    let web = &subject.web;
    let (Some(start), Some(goal)) = (web.find(&flow.id, &flow.start), web.find(&flow.id, &node.id)) else {
        return false;
    };
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        if *work == 0 || !seen.insert(at) {
            continue;
        }
        let spot = &web.spots[at];
        let answer = case.answers.get(spot.node.id.as_str()).filter(|_| spot.flow.id == flow.id);
        for link in &spot.links {
            *work = work.saturating_sub(1);
            let taken = match (answer, link.way) {
                (Some(Some(id)), Way::Option(option) | Way::Row(_, option)) => *id == option,
                (Some(Some(id)), Way::Other) => *id == OTHER,
                (Some(Some(_)), Way::Unsure) => false,
                (Some(None), Way::Option(_) | Way::Row(..) | Way::Other) => false,
                _ => true,
            };
            open.extend(link.to.filter(|_| taken));
        }
    }
    // What has an answer was passed on the way.
    let passed = |(id, answer): (&&str, &Option<&str>)| {
        answer.is_none() || web.find(&flow.id, id).is_none_or(|at| seen.contains(&at))
    };
    *work > 0 && seen.contains(&goal) && case.answers.iter().all(passed)
}

fn words(case: &Case<'_>) -> String {
    let one = |(id, answer): (&&str, &Option<&str>)| match answer {
        Some(answer) => format!("\"{id}\" is \"{answer}\""),
        None => format!("\"{id}\" is \"{UNSURE}\""),
    };
    let words: Vec<String> = case.answers.iter().map(one).collect();
    words.join(" and ")
}
