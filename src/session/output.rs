//! Reads pasted output at a check or a table: which answer does it show, and by which line?

use crate::flow::pattern::{compile, find_line, head};
use crate::flow::{Check, Kind, Node, Pattern, Question, Table};
use crate::text::{Code, slots};
use std::collections::HashMap;

/// An answer that pasted output shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Option or row id.
    pub option: String,
    /// The line that decided; none if something was absent.
    pub line: Option<String>,
}

/// All answers of a node that the output shows. Only one of them means that the output decides.
/// `value` gives the value of a slot, which may stand in a pattern as `<slot>`.
pub fn read_output<'a>(node: &Node, output: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> Vec<Shown> {
    match &node.kind {
        Kind::Ask(question) => read_question(question, output, value, &|_| true),
        Kind::Check(check) => {
            let declared = slots_of(check);
            let value = |name: &str| value(name).or_else(|| declared.get(name).copied().flatten());
            let known = |name: &str| !declared.contains_key(name) || value(name).is_some();
            read_question(&check.question, output, &value, &known)
        }
        Kind::Table(table) => read_table(table, output),
        _ => Vec::new(),
    }
}

/// The slots of a check's commands, each with the value that will usually do.
fn slots_of(check: &Check) -> HashMap<&str, Option<&str>> {
    let commands = check.run.iter().chain(check.steps.iter().flat_map(|step| &step.run));
    let slots = commands.flat_map(|command| &command.slots);
    slots.map(|(name, slot)| (name.as_str(), slot.default.as_deref())).collect()
}

fn read_question<'a>(
    question: &Question,
    output: &str,
    value: &dyn Fn(&str) -> Option<&'a str>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (id, choice) in &question.options {
        let Some(pattern) = &choice.pattern else { continue };
        let (Pattern::Match(text) | Pattern::Absent(text)) = pattern;
        // What is not filled in yet is absent from any output, and that says nothing.
        if slots(text, |name| !known(name)).iter().any(|span| span.slot().is_some()) {
            continue;
        }
        let text = with_values(text, value);
        let line = match pattern {
            Pattern::Match(_) => find_line(&text, output).map(|line| Some(line.trim().to_owned())),
            Pattern::Absent(_) => {
                let readable = compile(&text).is_ok() && !output.trim().is_empty();
                (readable && find_line(&text, output).is_none()).then_some(None)
            }
        };
        if let Some(line) = line {
            shown.push(Shown { option: id.clone(), line });
        }
    }
    shown
}

fn read_table(table: &Table, output: &str) -> Vec<Shown> {
    let output = head(output);
    let folded = fold(output);
    let mut shown = Vec::new();
    for row in &table.rows {
        let code = row.codes.iter().map(|code| Code::parse(code));
        let by_code = code.into_iter().find_map(|code| output.lines().find(|line| code.is_in(line)));
        let by_text = || {
            let text = row.texts.iter().find(|text| folded.contains(&fold(text)))?;
            Some(output.lines().find(|line| fold(line).contains(&fold(text))).unwrap_or(text.as_str()))
        };
        if let Some(line) = by_code.or_else(by_text) {
            shown.push(Shown { option: row.id.clone(), line: Some(line.trim().to_owned()) });
        }
    }
    shown
}

/// Case and white space do not matter.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Puts slot values into a pattern, escaped. An unknown slot stays as it is and matches itself.
fn with_values<'a>(pattern: &str, value: &dyn Fn(&str) -> Option<&'a str>) -> String {
    slots(pattern, |name| value(name).is_some())
        .into_iter()
        .map(|span| match span.slot().and_then(value) {
            Some(value) => regex::escape(value),
            None => span.text,
        })
        .collect()
}
