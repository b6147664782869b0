//! E010: names of nodes, flows, fixes, options, packs and shared questions that do not exist.

use super::parts::{Path, path, question};
use super::report::{Report, Subject};
use crate::check::edge::Way;
use crate::flow::diagnostic::Code;
use crate::flow::nearest::{did_you_mean, nearest};
use crate::flow::{Flow, Kind, Node, Pack, Target};

const HELP: &str = "a target is a node of this flow, `flow#` or `flow#node`";

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for spot in &subject.web.spots {
        if report.is_full(spot.flow) {
            continue;
        }
        for link in &spot.links {
            let at = path(spot.node, &link.way.path());
            match (link.way, link.to) {
                // One that is not written has been reported by the reader.
                (_, None) if link.target.flow.is_none() && link.target.node.is_none() => {}
                // One that the pack gives to all its flows is looked at there.
                (Way::Via, None) if from_pack(subject, spot.flow, &link.target) => {}
                (_, None) if is_broken(subject, spot.flow, &link.target) => {}
                (way, None) => {
                    let fault = missing(subject, Some(spot.flow), &link.target);
                    report.value(Code::E010, spot.flow, &at, format!("{} {fault}", way.leads()), HELP);
                }
                (Way::Member(_), Some(to)) => {
                    let member = subject.web.spots[to].node;
                    if !matches!(member.kind, Kind::Fix(_) | Kind::Check(_)) {
                        let message = format!("\"try\" lists \"{}\", which is no fix or check", member.id);
                        let help = "a group offers fixes and checks; lead to the group from other steps";
                        report.value(Code::E010, spot.flow, &at, message, help);
                    }
                }
                (_, Some(_)) => {}
            }
        }
        if subject.is_broken(&spot.flow.id, &spot.node.id) {
            continue;
        }
        points(spot.flow, spot.node, report);
        shared(subject, spot.flow, spot.node, report);
    }
    for flow in subject.flows() {
        let written = !flow.start.is_empty();
        if written && flow.node(&flow.start).is_none() && !subject.is_broken(&flow.id, &flow.start) {
            let near = did_you_mean(&flow.start, flow.nodes.keys().map(String::as_str));
            let message = format!("\"start\" names \"{}\", which does not exist{near}", flow.start);
            report.value(Code::E010, flow, &["start".into()], message, "name the first node");
        }
        signatures(flow, report);
    }
    for pack in subject.library.packs.values() {
        packs(subject, pack, report);
    }
}

fn from_pack(subject: &Subject<'_>, flow: &Flow, target: &Target) -> bool {
    subject.library.pack_of(flow).is_some_and(|pack| pack.via.as_ref() == Some(target))
}

fn is_broken(subject: &Subject<'_>, flow: &Flow, target: &Target) -> bool {
    let node = target.node.as_deref();
    node.is_some_and(|node| subject.is_broken(target.flow.as_deref().unwrap_or(&flow.id), node))
}

/// What of a target is missing: `"endpont", which does not exist; did you mean "endpoint"?`
fn missing(subject: &Subject<'_>, flow: Option<&Flow>, target: &Target) -> String {
    let flows = &subject.library.flows;
    if let Some(id) = target.flow.as_ref().filter(|id| !flows.contains_key(*id)) {
        let near = did_you_mean(id, flows.keys().map(String::as_str));
        return format!("\"{target}\", but there is no flow \"{id}\"{near}");
    }
    match meant(subject, flow, target) {
        Some(meant) => format!("\"{target}\", which does not exist; did you mean \"{meant}\"?"),
        None => format!("\"{target}\", which does not exist"),
    }
}

/// What is probably meant by a target that does not exist.
pub(super) fn meant(subject: &Subject<'_>, flow: Option<&Flow>, target: &Target) -> Option<Target> {
    let flows = &subject.library.flows;
    let node = target.node.as_deref().unwrap_or_default();
    // Whoever forgets the `#` means the flow.
    if target.flow.is_none() && flows.contains_key(node) {
        return Some(Target { flow: Some(node.to_owned()), node: None });
    }
    let home = match &target.flow {
        Some(id) => Some(&**flows.get(id)?),
        None => flow,
    }?;
    let near = nearest(node, home.nodes.keys().map(String::as_str))?;
    Some(Target { flow: target.flow.clone(), node: Some(near.to_owned()) })
}

/// The fixes that the options of a question speak for.
fn points(flow: &Flow, node: &Node, report: &mut Report<'_>) {
    let options = question(node).into_iter().flat_map(|question| &question.options);
    for (option, fix) in options.flat_map(|(id, choice)| choice.points.keys().map(move |fix| (id, fix))) {
        let known = flow.node(fix).map(|node| &node.kind);
        if matches!(known, Some(Kind::Fix(_) | Kind::Check(_))) || report.is_full(flow) {
            continue;
        }
        let fixes = flow.nodes.values().filter(|node| matches!(node.kind, Kind::Fix(_) | Kind::Check(_)));
        let near = did_you_mean(fix, fixes.map(|node| node.id.as_str()));
        let fault = if known.is_some() { "is no fix or check" } else { "does not exist" };
        let message = format!("option \"{option}\" points to \"{fix}\", which {fault}{near}");
        let at: Path<'_> = path(node, &["options".into(), option.into(), "points".into(), fix.into()]);
        report.key(Code::E010, flow, &at, message, "`points` names members of a `try` group");
    }
}

/// The shared question that a question says it is, and its answers.
fn shared(subject: &Subject<'_>, flow: &Flow, node: &Node, report: &mut Report<'_>) {
    let Some(asked) = question(node) else { return };
    let Some(id) = &asked.shared else { return };
    let questions = subject.library.pack_of(flow).map(|pack| &pack.questions);
    let Some(known) = questions.and_then(|questions| questions.get(id)) else {
        let names = questions.into_iter().flat_map(|questions| questions.keys()).map(String::as_str);
        let near = did_you_mean(id, names);
        let message = format!("\"use\" names \"{id}\", which is no question of the pack{near}");
        let help = "shared questions stand under `questions` in pack.yaml";
        report.value(Code::E010, flow, &path(node, &["use".into()]), message, help);
        return;
    };
    for option in asked.options.keys().filter(|option| !known.options.contains_key(*option)) {
        let near = did_you_mean(option, known.options.keys().map(String::as_str));
        let message = format!("option \"{option}\" is no answer of the shared question \"{id}\"{near}");
        let at = path(node, &["options".into(), option.into()]);
        report.key(Code::E010, flow, &at, message, "options of a shared question have the ids it gives them");
    }
}

/// The answers that a message gives.
fn signatures(flow: &Flow, report: &mut Report<'_>) {
    for (index, signature) in flow.signatures.iter().enumerate() {
        for (id, option) in &signature.answers {
            let Some(fault) = wrong_answer(flow, id, option) else { continue };
            let message = format!("signature {} answers \"{id}={option}\", but {fault}", index + 1);
            let at = ["signatures".into(), index.into(), "answers".into()];
            report.value(Code::E010, flow, &at, message, "write `node=option` with ids of this flow");
        }
    }
}

fn wrong_answer(flow: &Flow, id: &str, option: &str) -> Option<String> {
    let Some(node) = flow.node(id) else {
        let near = did_you_mean(id, flow.nodes.keys().map(String::as_str));
        return Some(format!("there is no node \"{id}\"{near}"));
    };
    let known: Vec<&str> = match &node.kind {
        Kind::Table(table) => table.rows.iter().map(|row| row.id.as_str()).collect(),
        _ => question(node)?.options.keys().map(String::as_str).collect(),
    };
    (!known.contains(&option)).then(|| {
        let near = did_you_mean(option, known.iter().copied());
        format!("\"{id}\" has no option \"{option}\"{near}")
    })
}

fn packs(subject: &Subject<'_>, pack: &Pack, report: &mut Report<'_>) {
    let library = subject.library;
    if let Some(via) = pack.via.as_ref()
        && subject.web.resolve(library, "", via).is_none()
        && !via.node.as_deref().is_some_and(|node| subject.is_broken(via.flow.as_deref().unwrap_or(""), node))
    {
        let message = format!("\"via\" goes to {}", missing(subject, None, via));
        report.pack(Code::E010, &pack.id, &["via".into()], message, "write `flow#` or `flow#node`");
    }
    for (index, id) in pack.requires.iter().enumerate().filter(|(_, id)| !library.packs.contains_key(*id)) {
        let near = did_you_mean(id, library.packs.keys().map(String::as_str));
        let message = format!("the pack requires \"{id}\", which is not there{near}");
        let at = ["requires".into(), index.into()];
        report.pack(Code::E010, &pack.id, &at, message, "load that pack too, or remove the entry");
    }
}
