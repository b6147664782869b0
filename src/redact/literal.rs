//! Values that are known, found wherever they stand.

use super::{Class, Hit, credential, identifier};
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Input, MatchKind};
use std::collections::BTreeMap;
use std::fmt;

/// Values and what they are. Identifiers are found whatever their case.
#[derive(Clone, Default)]
pub(super) struct Literals {
    /// Identifiers in lower case, credentials as they are.
    values: BTreeMap<String, Class>,
    scan: Option<(NFA, Vec<(String, Class)>)>,
}

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} literals", self.values.len())
    }
}

impl Literals {
    /// Adds a value that is to be found as a word wherever it stands; whether it is new.
    pub fn add(&mut self, value: &str, class: Class) -> bool {
        let value = if class.is_credential() { value.to_owned() } else { value.to_lowercase() };
        if value.is_empty() || identifier::is_mark(&value) || self.values.contains_key(&value) {
            return false;
        }
        self.values.insert(value, class);
        self.scan = None;
        true
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Makes ready for [`Literals::find`].
    pub fn build(&mut self) {
        if self.scan.is_none() && !self.values.is_empty() {
            let patterns: Vec<(String, Class)> =
                self.values.iter().map(|(value, class)| (value.clone(), *class)).collect();
            let scan = NFA::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(patterns.iter().map(|(value, _)| value.as_str()));
            self.scan = scan.ok().map(|scan| (scan, patterns));
        }
    }

    /// Where the values stand as words.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let Some((scan, patterns)) = &self.scan else { return Vec::new() };
        let hits = scan.try_find_iter(Input::new(text)).into_iter().flatten();
        hits.filter_map(|hit| {
            let (value, class) = patterns.get(hit.pattern().as_usize())?;
            let found = text.get(hit.range())?;
            let same = !class.is_credential() || found == value;
            // A long credential with signs or digits is one inside a word too.
            let inside =
                class.is_credential() && value.len() >= 8 && !value.bytes().all(|b| b.is_ascii_alphabetic());
            (same
                && (inside || stands_alone(text, hit.start(), hit.end()))
                && !in_mark(text, hit.start(), hit.end()))
            .then(|| (hit.range(), *class))
        })
        .collect()
    }
}

/// Whether no letter or digit of the same word stands beside it; Chinese has no spaces between words.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |inner: Option<char>, outer: Option<char>| {
        let part = |c: char| c.is_alphanumeric() && !is_han(c);
        inner.is_some_and(part) && outer.is_some_and(part)
    };
    let Some(found) = text.get(start..end) else { return false };
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !joins(found.chars().next(), before) && !joins(found.chars().next_back(), after)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the place belongs to a mark: `host` in `host-1`, `password` in `[password]`.
fn in_mark(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let left = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    let right = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len();
    let bracketed = before.ends_with('[') && after.starts_with(']');
    (left + right < 32 && text.get(start - left..end + right).is_some_and(identifier::is_mark))
        || (bracketed && text.get(start..end).and_then(Class::from_id).is_some_and(Class::is_credential))
}

/// Whether a value that was found in one place is telling enough to be masked wherever it stands as a word. Short
/// and ordinary words are not: they would take the rest of the text with them.
pub(super) fn is_telling(value: &str, class: Class) -> bool {
    let length = value.chars().count();
    let han = value.chars().any(is_han);
    let plain = value.chars().all(char::is_alphabetic);
    let mixed = !plain && value.chars().any(char::is_alphanumeric);
    let word =
        plain && (identifier::is_generic(value) || credential::is_word(value) || credential::is_name(value));
    if word || value.contains(['\n', '\r']) || value.len() > 4096 {
        return false;
    }
    match class {
        _ if han => length >= 2,
        class if class.is_credential() => length >= if mixed { 5 } else { 8 },
        Class::Host | Class::User => length >= if mixed { 3 } else { 4 },
        Class::Resource => length >= if mixed { 4 } else { 8 },
        // Their form is found wherever it stands, except where a version or a longer number has it.
        _ => length >= 7,
    }
}
