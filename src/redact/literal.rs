//! Values that are known, found wherever they stand.

use super::{Class, Hit, credential, identifier};
use crate::text::patterns::Patterns;
use crate::text::visible::{head, tail};
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::iter::successors;
use std::ops::Bound::{Included, Unbounded};
use std::ops::Range;

/// Values and what they are.
///
/// A log can hold a hundred thousand different addresses, and an automaton of so many takes longer to build than the
/// text to read. Identifiers stand as words, so a lookup at the start of each word finds them. Credentials are few,
/// and stand inside of words too.
#[derive(Clone, Default)]
pub(super) struct Literals {
    /// Identifiers in lower case; they are found whatever their case.
    identifiers: BTreeMap<String, Class>,
    /// The first word of each.
    first_words: HashSet<String>,
    /// By their first bytes, the lengths of these words, a bit each: most words of a text are none of them.
    lengths: Vec<u64>,
    /// Bytes of the longest of them.
    longest: usize,
    /// Credentials, as they are.
    credentials: BTreeMap<String, Class>,
    scan: Option<(Patterns, Vec<(String, Class)>)>,
}

/// Bytes of the longest identifier that is looked for; names and addresses are shorter.
const LONGEST: usize = 512;
/// How many values that begin alike are tried in one place. It only bounds the time of a text made to be slow.
const TRIES: usize = 16;

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} literals", self.identifiers.len() + self.credentials.len())
    }
}

impl Literals {
    /// Adds a value that is to be found as a word wherever it stands; whether it is new.
    pub fn add(&mut self, value: &str, class: Class) -> bool {
        if class.is_credential() {
            let new = !value.is_empty() && !self.credentials.contains_key(value);
            if new {
                self.credentials.insert(value.to_owned(), class);
                self.scan = None;
            }
            return new;
        }
        let value = value.to_lowercase();
        let length = value.len();
        if length == 0
            || length > LONGEST
            || identifier::is_mark(&value)
            || self.identifiers.contains_key(&value)
        {
            return false;
        }
        let first = value.get(..word_length(&value)).unwrap_or_default();
        if !self.first_words.contains(first) {
            self.first_words.insert(first.to_owned());
            self.lengths.resize(256, 0);
            if let Some(lengths) =
                first.bytes().next().and_then(|byte| self.lengths.get_mut(usize::from(byte)))
            {
                *lengths |= length_bit(first);
            }
        }
        self.longest = self.longest.max(length);
        self.identifiers.insert(value, class);
        true
    }

    /// Whether a value is one of them already.
    pub fn has(&self, value: &str, class: Class) -> bool {
        match class.is_credential() {
            true => self.credentials.contains_key(value),
            false => self.identifiers.contains_key(value),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.identifiers.is_empty() && self.credentials.is_empty()
    }

    /// Makes ready for [`Literals::find`].
    pub fn build(&mut self) {
        if self.scan.is_none() && !self.credentials.is_empty() {
            let patterns: Vec<(String, Class)> =
                self.credentials.iter().map(|(value, class)| (value.clone(), *class)).collect();
            self.scan = Some((Patterns::new(patterns.iter().map(|(value, _)| value)), patterns));
        }
    }

    /// Where the values stand as words.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.find_credentials(text);
        self.find_identifiers(text, &mut hits);
        hits
    }

    fn find_credentials(&self, text: &str) -> Vec<Hit> {
        let Some((scan, patterns)) = &self.scan else { return Vec::new() };
        let hits = successors(scan.first(text, 0), |last| scan.first(text, last.range.end));
        hits.filter_map(|hit| {
            let (value, class) = patterns.get(hit.pattern)?;
            let Range { start, end } = hit.range;
            // A long one with signs or digits is one inside a word too.
            let inside = value.len() >= 8 && !value.bytes().all(|b| b.is_ascii_alphabetic());
            ((inside || stands_alone(text, start, end)) && !in_mark(text, start, end))
                .then_some((start..end, *class))
        })
        .collect()
    }

    fn find_identifiers(&self, text: &str, hits: &mut Vec<Hit>) {
        if self.identifiers.is_empty() {
            return;
        }
        let mut folded = String::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = word_length(rest);
            let word = rest.get(..length).unwrap_or_default();
            let found =
                self.is_first(word, &mut folded).then(|| self.longest(text, at, &mut folded)).flatten();
            at = match found {
                Some((end, class)) => {
                    hits.push((at..end, class));
                    end
                }
                None => at + length,
            };
        }
    }

    fn is_first(&self, word: &str, folded: &mut String) -> bool {
        let byte = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
        let lengths = self.lengths.get(usize::from(byte)).copied().unwrap_or_default();
        if word.is_ascii() && lengths & length_bit(word) == 0 {
            return false;
        }
        fold(word, folded);
        self.first_words.contains(folded.as_str())
    }

    /// The end and class of the longest identifier that begins here and stands as a word.
    fn longest(&self, text: &str, start: usize, folded: &mut String) -> Option<(usize, Class)> {
        // A capital has three times the bytes of its small letter at most.
        let rest = head(text.get(start..)?, LONGEST.min(3 * (self.longest + 1)));
        fold(rest, folded);
        // Of all that a text can begin with, the longest stands last before it.
        let mut key = folded.as_str();
        for _ in 0..TRIES {
            let (value, class) = self.identifiers.range::<str, _>((Unbounded, Included(key))).next_back()?;
            let shared = value.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
            if shared == value.len() {
                let end = start + unfolded_length(rest, value.len())?;
                if stands_alone(text, start, end) && !in_mark(text, start, end) {
                    return Some((end, *class));
                }
            }
            key = head(key, shared.min(value.len().saturating_sub(1)));
        }
        None
    }
}

/// Bytes of the word that a text begins with, or of its first character where that is part of no word.
fn word_length(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let length = match text.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => text.find(|c| !joins_words(c)).unwrap_or(text.len()),
        _ => ascii,
    };
    if length > 0 { length } else { text.chars().next().map_or(0, char::len_utf8) }
}

fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// Lower case as in [`Literals::identifiers`].
fn fold(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(text.chars().flat_map(char::to_lowercase));
    }
}

/// Bytes of a text that become so many in lower case.
fn unfolded_length(text: &str, folded: usize) -> Option<usize> {
    let mut left = folded;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.to_lowercase().map(char::len_utf8).sum())?;
    }
    (left == 0).then_some(text.len())
}

/// Whether a character belongs to a word with the letters and digits beside it; Chinese has no spaces between words.
fn joins_words(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// Whether no letter or digit of the same word stands beside it.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(joins_words) && outer.is_some_and(joins_words)
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
    // Marks are short, and what joins a mark to other text makes it none.
    let before = tail(text.get(..start).unwrap_or_default(), 32);
    let after = head(text.get(end..).unwrap_or_default(), 32);
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
