//! Words with a form of their own: ids, dates, waiting times, answers, conditions.

use super::problem::{At, Problems};
use crate::flow::condition::{self, Condition};
use crate::flow::diagnostic::Code;
use crate::flow::file::Text;
use crate::flow::node::Wait;

/// Words that YAML 1.1 readers take for truth values or nothing.
const NEVER_IDS: &[&str] = &["yes", "no", "on", "off", "true", "false", "null"];

/// Answers that the program itself offers.
const RESERVED_ANSWERS: &[&str] = &["unsure", "fixed", "not-fixed", "cannot", "skip", "wait", "other"];

const ID_HELP: &str = "an id has lower-case letters, digits and hyphens, and begins with a letter";

/// Whether a text is a node, option, row, item or command id.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !NEVER_IDS.contains(&text)
}

/// Whether a text is a flow id: an id that may have dots.
pub fn is_flow_id(text: &str) -> bool {
    !NEVER_IDS.contains(&text) && text.split('.').all(|part| is_id(part) || is_digits_after_first(part, text))
}

/// Parts after the first may begin with a digit (`kb.2267602`).
fn is_digits_after_first(part: &str, whole: &str) -> bool {
    !whole.starts_with(part) && !part.is_empty() && is_id(&format!("x{part}"))
}

pub(super) fn check_id(problems: &mut Problems, at: At, id: &str, is_key: bool) {
    if !is_id(id) {
        report_id(problems, at, id, is_key, ID_HELP);
    }
}

/// Ids that stand in answers next to the program's own.
pub(super) fn check_answer_id(problems: &mut Problems, at: At, id: &str, is_key: bool) {
    if RESERVED_ANSWERS.contains(&id) {
        report_id(problems, at, id, is_key, "the program offers this answer itself; choose another id");
    } else {
        check_id(problems, at, id, is_key);
    }
}

pub(super) fn check_flow_id(problems: &mut Problems, at: At, id: &str) {
    if !is_flow_id(id) {
        let help = "a flow id has lower-case letters, digits, hyphens and dots, and begins with a letter";
        report_id(problems, at, id, false, help);
    }
}

fn report_id(problems: &mut Problems, at: At, id: &str, is_key: bool, help: &str) {
    let message = format!("\"{id}\" cannot be an id");
    match is_key {
        true => problems.key(Code::E003, at, message, help),
        false => problems.value(Code::E003, at, message, help),
    }
}

/// A date as it stands in a file: year, year and month, or the full date.
pub(super) fn date(problems: &mut Problems, at: At, text: Option<Text>) -> Option<String> {
    let text = text?.0;
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.clone(),
    };
    if crate::text::time::date(&full).is_none() {
        problems.value(Code::E002, at, format!("\"{text}\" is not a date"), "write it like 2019-10-04");
    }
    Some(text)
}

/// A waiting time such as `24h`.
pub(super) fn wait(problems: &mut Problems, at: At, text: Option<Text>) -> Option<Wait> {
    let text = text?.0;
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let seconds = match unit.trim() {
        "m" | "min" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => 0,
    };
    let total =
        number.parse::<u32>().ok().map(|number| u64::from(number) * seconds).filter(|&total| total > 0);
    if total.is_none() {
        let message = format!("\"{text}\" is not a waiting time");
        problems.value(Code::E002, at, message, "write minutes, hours or days: 30m, 24h, 2d");
    }
    Some(Wait { text, seconds: total? })
}

/// A condition; one that cannot be read counts as none, so that nothing is hidden by it.
pub(super) fn when(problems: &mut Problems, at: At, text: Option<Text>) -> Option<Condition> {
    let text = text?.0;
    match condition::parse(&text) {
        Ok(condition) => Some(condition),
        Err(error) => {
            let help = "a condition is like `code == network`, `os in [linux, other]`, `tried clock`, with not, and, or";
            problems.inside(
                Code::E002,
                at,
                error.at,
                format!("the condition cannot be read: {}", error.message),
                help,
            );
            None
        }
    }
}

/// `node=answer` pairs, separated by spaces.
pub(super) fn answers(problems: &mut Problems, at: At, text: &str) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for word in text.split_whitespace() {
        match word.split_once('=') {
            Some((node, answer)) if !node.is_empty() && !answer.is_empty() => {
                answers.push((node.to_owned(), answer.to_owned()));
            }
            _ => {
                let offset = text.find(word).unwrap_or_default();
                let message = format!("\"{word}\" is not of the form node=answer");
                problems.inside(Code::E002, at, offset, message, "write `node=answer`, separated by spaces");
            }
        }
    }
    answers
}
