//! Credentials: told by a name before them, by their place, or by their own form.

mod argument;
mod assignment;
mod command;
mod context;
mod placeholder;
mod shapes;
mod short;
mod value;

use super::scan::{Keywords, Rule, Site};
use super::{Class, Hit};
use std::sync::LazyLock;

pub(super) use value::is_word;

/// A rule that finds one thing at most, and the keywords that lead to it.
type Entry = (Rule, &'static [&'static str]);

/// Writes `rule` as an entry of the table.
macro_rules! one {
    ($rule:expr) => {
        |site, finds| {
            let rule: fn(Site<'_>) -> Option<Hit> = $rule;
            finds.extend(rule(site));
        }
    };
}
use one;

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(|| Keywords::new(rules().copied()));

fn rules() -> impl Iterator<Item = &'static Entry> {
    assignment::RULES
        .iter()
        .chain(command::RULES)
        .chain(context::RULES)
        .chain(argument::RULES)
        .chain(shapes::RULES)
        .chain(short::RULES)
}

/// The credentials in a text, in order and without overlaps.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let mut finds = Vec::new();
    KEYWORDS.find(text, &mut finds);
    shapes::bare(text, &mut finds);
    finds
}

/// Whether a word is one that names credentials: as a value it would be found everywhere.
pub(super) fn is_name(word: &str) -> bool {
    rules().flat_map(|(_, words)| words.iter()).any(|one| one.eq_ignore_ascii_case(word))
}
