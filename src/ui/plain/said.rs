//! What a line that a person said means.

use crate::flow::nearest::nearest;
use crate::text::Strings;
use crate::ui::action::{Action, Binding, Place, TABLE};
use crate::ui::palette;

/// A line, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<'a> {
    /// An empty line.
    Nothing,
    /// A number.
    Number(usize),
    /// A word of the table, and what followed it.
    Act(Action, &'a str),
    /// A word of the table, with something behind it that it does not take.
    Wrong(Action),
    /// Anything else.
    Words(&'a str),
}

/// Reads a line on a screen.
pub fn read(line: &str, screen: Place) -> Said<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Said::Nothing;
    }
    if let Some(number) = number(line) {
        return Said::Number(number);
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let row = TABLE.iter().find(|row| row.place.covers(screen) && row.word.eq_ignore_ascii_case(word));
    match row {
        Some(row) if fits(row.takes, rest) => Said::Act(row.action, rest),
        // Among search words anything may stand: "down again" is a description.
        Some(_) if screen == Place::Start => Said::Words(line),
        Some(row) => Said::Wrong(row.action),
        None => Said::Words(line),
    }
}

/// A whole number as a person writes it. What is longer is a code.
pub fn number(text: &str) -> Option<usize> {
    let digits = text.strip_suffix('.').unwrap_or(text);
    let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// Whether what follows a word is what it takes.
fn fits(takes: &str, rest: &str) -> bool {
    match takes {
        "" => rest.is_empty(),
        "[NUMBER]" | "[STEPS]" => rest.is_empty() || number(rest).is_some(),
        "[NUMBER | all]" => matches!(rest, "" | "all") || number(rest).is_some(),
        "[NUMBER | ran]" => matches!(rest, "" | "ran") || number(rest).is_some(),
        "[TAG]" => !rest.contains(char::is_whitespace),
        _ => true,
    }
}

/// The ways to say an action, one after the other: brackets and bars are hard to hear.
pub fn forms(row: &Binding) -> Vec<String> {
    let takes = row.takes.strip_prefix('[').and_then(|takes| takes.strip_suffix(']'));
    let alone = (takes.is_some() || row.takes.is_empty()).then(|| row.word.to_owned());
    let others = takes.unwrap_or(row.takes).split(" | ").filter(|takes| !takes.is_empty());
    alone.into_iter().chain(others.map(|takes| format!("{} {takes}", row.word))).collect()
}

/// The word that was probably meant.
pub fn meant(line: &str, screen: Place, strings: &Strings) -> Option<&'static str> {
    let word = line.split_whitespace().next()?;
    let spelt = nearest(word, TABLE.iter().filter(|row| row.place.covers(screen)).map(|row| row.word));
    // What is no word may still say what an action does.
    let said =
        || palette::find(line, screen, strings).into_iter().find(|found| !found.weak).map(|found| found.word);
    spelt.or_else(said)
}
