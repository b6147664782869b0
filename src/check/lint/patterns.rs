//! E030: regular expressions that are wrong, too costly, match nothing at all, or miss their sample.

use super::parts::{Path, commands, path, question};
use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::pattern::{MAX_PATTERN, compile, compile_whole};
use crate::flow::{Flow, Node, Pattern, SignatureKind, Slot};
use crate::text;
use std::collections::BTreeMap;

const HELP: &str = "regular expressions are those of the Rust `regex` crate, without look-around; of classes of \
                    characters there are \\d, \\w, \\s and what stands in brackets, such as [a-z]";

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    for flow in subject.flows() {
        signatures(flow, report);
    }
    for (flow, node) in subject.nodes() {
        let commands = commands(node);
        let mut slots: BTreeMap<&str, &Slot> = BTreeMap::new();
        for (at, command) in &commands {
            for (name, slot) in &command.slots {
                slots.insert(name, slot);
                let at = [at.as_slice(), &["fill".into(), name.into()]].concat();
                slot_pattern(flow, name, slot, &at, report);
            }
        }
        options(flow, node, &slots, report);
    }
}

fn signatures(flow: &Flow, report: &mut Report<'_>) {
    for (index, signature) in flow.signatures.iter().enumerate() {
        let SignatureKind::Regex { regex, sample } = &signature.kind else { continue };
        let at = |key: &'static str| ["signatures".into(), index.into(), key.into()];
        let number = index + 1;
        match compile(regex) {
            Err(error) => {
                let message = format!("regex of signature {number}: {}", reason(&error));
                report.value(Code::E030, flow, &at("regex"), message, HELP);
            }
            Ok(regex) if regex.is_match("") => {
                let message =
                    format!("regex of signature {number} matches the empty text, so it matches everything");
                report.value(Code::E030, flow, &at("regex"), message, "ask for at least one character");
            }
            Ok(regex) if !sample.is_empty() && !regex.is_match(sample) => {
                let message = format!("regex of signature {number} does not match its sample");
                report.value(Code::E030, flow, &at("sample"), message, "correct the regex or the sample");
            }
            Ok(_) => {}
        }
    }
}

fn slot_pattern(
    flow: &Flow,
    name: &str,
    slot: &Slot,
    at: &[crate::flow::yaml::Step<'_>],
    report: &mut Report<'_>,
) {
    let below = |key: &'static str| [at, &[key.into()]].concat();
    if let Some(default) =
        slot.default.as_ref().filter(|default| !slot.list.is_empty() && !slot.list.contains(default))
    {
        let message = format!("the default \"{default}\" of slot \"{name}\" is not in its list");
        report.value(Code::E030, flow, &below("default"), message, "add it to the list");
    }
    let Some(pattern) = &slot.pattern else { return };
    if let Err(error) = compile(pattern) {
        let message = format!("\"match\" of slot \"{name}\": {}", reason(&error));
        report.value(Code::E030, flow, &below("match"), message, HELP);
        return;
    }
    let Some(whole) = compile_whole(pattern) else { return };
    for (key, value) in [("example", &slot.example), ("default", &slot.default)] {
        if value.as_ref().is_some_and(|value| !whole.is_match(value)) {
            let message = format!("\"match\" of slot \"{name}\" does not match its {key}");
            let help = "the pattern must match the whole value";
            report.value(Code::E030, flow, &below(key), message, help);
        }
    }
}

fn options(flow: &Flow, node: &Node, slots: &BTreeMap<&str, &Slot>, report: &mut Report<'_>) {
    for (id, choice) in question(node).iter().flat_map(|question| &question.options) {
        let (key, pattern) = match &choice.pattern {
            Some(Pattern::Match(pattern)) => ("match", pattern),
            Some(Pattern::Absent(pattern)) => ("absent", pattern),
            None => continue,
        };
        let at: Path<'_> = path(node, &["options".into(), id.into(), key.into()]);
        let fault = match compile(&filled(pattern, slots)) {
            _ if pattern.len() > MAX_PATTERN => format!("the pattern is longer than {MAX_PATTERN} bytes"),
            Err(error) => reason(&error),
            Ok(regex) if regex.is_match("") && key == "match" => {
                "the pattern matches the empty text, so it matches everything".to_owned()
            }
            Ok(regex) if regex.is_match("") => {
                "the pattern matches the empty text, so it is never absent".to_owned()
            }
            Ok(_) => continue,
        };
        report.value(Code::E030, flow, &at, format!("\"{key}\" of option \"{id}\": {fault}"), HELP);
    }
}

/// A pattern with something in the place of each slot, as when output is matched.
fn filled(pattern: &str, slots: &BTreeMap<&str, &Slot>) -> String {
    let spans = text::slots(pattern, |name| slots.contains_key(name)).into_iter();
    spans.map(|span| if span.slot().is_some() { "x".to_owned() } else { span.text }).collect()
}

/// What is wrong with a pattern, in one line: the last line of the message that draws it.
fn reason(error: &str) -> String {
    let line = error.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or(error);
    line.trim().trim_start_matches("error: ").to_owned()
}
