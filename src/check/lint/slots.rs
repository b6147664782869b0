//! E020: slots that are used and not declared, or declared and not used. A `<name>` that nobody declares is
//! plain text, so only names that are slots nearby count as used.

use super::parts::{Path, commands, path, question};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::nearest::did_you_mean;
use crate::flow::{Command, Flow, Node, Pattern};
use crate::text::sort;
use std::collections::BTreeSet;

/// Most slots of a node that a misspelt name is compared with.
const MAX_COMPARED: usize = 64;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for flow in subject.flows() {
        let all = flow.nodes.values().flat_map(commands);
        let in_flow = sort::set(all.flat_map(|(_, command)| slots(command)));
        if !in_flow.is_empty() {
            let nodes = flow.nodes.values().filter(|node| !subject.is_broken(&flow.id, &node.id));
            nodes.for_each(|node| look_at(flow, node, &in_flow, report));
        }
    }
}

fn look_at(flow: &Flow, node: &Node, in_flow: &BTreeSet<&str>, report: &mut Report<'_>) {
    let commands = commands(node);
    let declared = sort::set(commands.iter().flat_map(|(_, command)| slots(command)));
    let patterns = patterns(node);
    let matched = sort::set(patterns.iter().flat_map(|(_, pattern)| names(pattern)));
    for (at, command) in &commands {
        let text = command.full_text();
        let used = sort::set(names(&text));
        let id = &command.id;
        for name in used.iter().filter(|name| declared.contains(*name) && !command.slots.contains_key(**name))
        {
            let message = format!("slot \"{name}\" is used in command \"{id}\" but not declared there");
            let help = "declare it under `fill` of this command too";
            report.value(Code::E020, flow, &[at.as_slice(), &["text".into()]].concat(), message, help);
        }
        for name in slots(command).filter(|name| !used.contains(name) && !matched.contains(name)) {
            let message = format!("slot \"{name}\" is declared in command \"{id}\" but not used");
            let help = "write it as `<name>` in the text of the command, or remove it";
            let at = [at.as_slice(), &["fill".into(), name.into()]].concat();
            report.key(Code::E020, flow, &at, message, help);
        }
    }
    for (at, pattern) in &patterns {
        for name in names(pattern).filter(|name| !declared.contains(name)) {
            let near = did_you_mean(name, declared.iter().copied().take(MAX_COMPARED));
            if in_flow.contains(name) || !near.is_empty() {
                let message =
                    format!("slot \"{name}\" is used but no command of \"{}\" declares it{near}", node.id);
                let help = "a slot here stands for what was filled into a command of the same step";
                report.value(Code::E020, flow, at, message, help);
            }
        }
    }
}

pub(super) fn slots(command: &Command) -> impl Iterator<Item = &str> {
    command.slots.keys().map(String::as_str)
}

/// The regular expressions of a node's options.
fn patterns(node: &Node) -> Vec<(Path<'_>, &str)> {
    let options = question(node).into_iter().flat_map(|question| &question.options);
    options
        .filter_map(|(id, choice)| {
            let (key, text) = match choice.pattern.as_ref()? {
                Pattern::Match(text) => ("match", text),
                Pattern::Absent(text) => ("absent", text),
            };
            Some((path(node, &["options".into(), id.into(), key.into()]), text.as_str()))
        })
        .collect()
}

/// Names in angle brackets, as slots are written. `(?<name>..)` of a regular expression is none.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (before, after) = rest.split_once('<')?;
            rest = after;
            let close = rest.find(['<', '>'])?;
            let (name, end) = rest.split_at(close);
            let group = before.ends_with("(?") || before.ends_with("(?P");
            if !group && is_name(name) && end.starts_with('>') {
                return Some(name);
            }
        }
    })
}

/// Whether a text has the form of a slot's name.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
