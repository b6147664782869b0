//! The order of the fixes in a `try` group: rule P/C, the probability that a fix is the right one
//! divided by what it costs to try (Kadane and Simon 1977; Heckerman, Breese and Rommelse 1995).
//! Trying in falling order of P/C has the least expected cost until the problem is gone.

use super::event::{Ranked, Reason};
use super::history::{Count, History};
use super::state::State;
use crate::flow::{DEFAULT_MINUTES, Flow, Group, Kind, Likely, Node, Points};
use crate::text::sort::sort_by;

/// Prior of "none of these": it keeps the probabilities of a group from adding up to 1.
const OTHER_PRIOR: f64 = 0.1;
/// Weight of the author's word against local history, in sessions.
const AUTHOR_WEIGHT: f64 = 4.0;

/// Probability of the word.
pub fn probability(points: Points) -> f64 {
    match points {
        Points::Always => 0.9,
        Points::Usually => 0.7,
        Points::Sometimes => 0.4,
        Points::Rarely => 0.2,
        Points::Never => 0.1,
    }
}

/// Probability that the fix is the right one before anything was answered.
pub fn prior(likely: Likely) -> f64 {
    match likely {
        Likely::Common => 0.6,
        Likely::Sometimes => 0.3,
        Likely::Rare => 0.1,
    }
}

/// Puts the members of a group in order, with the terms that decided.
pub fn order(group: &Group, flow: &Flow, state: &State, history: &History) -> Vec<Ranked> {
    let evidence = evidence(flow, state);
    let mut other = OTHER_PRIOR;
    for _ in &evidence {
        other *= probability(Points::Sometimes);
    }
    let mut ranked: Vec<Ranked> = group
        .members
        .iter()
        .filter_map(|id| flow.node(id))
        .map(|node| rank(node, flow, &evidence, history))
        .collect();
    let total: f64 = ranked.iter().map(|one| one.p).sum::<f64>() + other;
    for one in &mut ranked {
        one.p /= total;
    }
    if group.listed {
        for one in &mut ranked {
            one.why = vec![Reason::Listed];
        }
        return ranked;
    }
    let mean = ranked.iter().map(|one| f64::from(one.minutes)).sum::<f64>() / ranked.len().max(1) as f64;
    for one in &mut ranked {
        if f64::from(one.minutes) * 2.0 <= mean {
            one.why.push(Reason::Quick);
        }
        if one.why.is_empty() {
            one.why.push(Reason::Open);
        }
    }
    // Stable, so ties stay in the author's order.
    sort_by(&mut ranked, |a, b| worth(b).total_cmp(&worth(a)));
    ranked
}

fn worth(one: &Ranked) -> f64 {
    one.p / f64::from(one.minutes.max(1))
}

/// An answered option that says something about fixes.
struct Evidence<'a> {
    question: &'a str,
    option: &'a str,
    points: &'a indexmap::IndexMap<String, Points>,
}

fn evidence<'a>(flow: &'a Flow, state: &State) -> Vec<Evidence<'a>> {
    let mut found: Vec<Evidence<'a>> = Vec::new();
    for visit in state.path().filter(|visit| visit.at.flow == flow.id) {
        let Some(answer) = &visit.answer else { continue };
        let Some(node) = flow.node(&visit.at.node) else { continue };
        let question = match &node.kind {
            Kind::Ask(question) => question,
            Kind::Check(check) => &check.question,
            _ => continue,
        };
        let Some((option, choice)) = question.options.get_key_value(&answer.id) else { continue };
        // A question visited twice counts once, with its latest answer.
        found.retain(|earlier| earlier.question != node.id);
        if !choice.points.is_empty() {
            found.push(Evidence { question: &node.id, option, points: &choice.points });
        }
    }
    found
}

fn rank(node: &Node, flow: &Flow, evidence: &[Evidence<'_>], history: &History) -> Ranked {
    let (likely, minutes) = match &node.kind {
        Kind::Fix(fix) => (fix.likely.unwrap_or_default(), fix.minutes),
        Kind::Check(check) => (Likely::default(), check.question.minutes.unwrap_or(DEFAULT_MINUTES)),
        _ => (Likely::default(), DEFAULT_MINUTES),
    };
    let Count { fixed, not_fixed } = history.count(&flow.address(&node.id), flow.rev);
    let mut p = (AUTHOR_WEIGHT * prior(likely) + f64::from(fixed))
        / (AUTHOR_WEIGHT + f64::from(fixed) + f64::from(not_fixed));
    let mut why = Vec::new();
    for one in evidence {
        let points = one.points.get(&node.id).copied().unwrap_or(Points::Sometimes);
        p *= probability(points);
        let (question, option) = (one.question.to_owned(), one.option.to_owned());
        match points {
            Points::Always | Points::Usually => why.push(Reason::PointsTo { question, option }),
            Points::Rarely | Points::Never => why.push(Reason::PointsAway { question, option }),
            Points::Sometimes => {}
        }
    }
    if fixed + not_fixed > 0 {
        why.push(Reason::Worked { fixed, sessions: fixed + not_fixed });
    }
    match likely {
        Likely::Common => why.push(Reason::Common),
        Likely::Rare => why.push(Reason::Rare),
        Likely::Sometimes => {}
    }
    Ranked { fix: node.id.clone(), p, minutes, why }
}
