//! Known messages: texts that are recognised wherever they stand, with case and white space folded.

use crate::text::patterns::Patterns;
use crate::text::sort::sort_by_key;
use std::ops::Range;

use super::fold::{is_cjk, letters};

/// Most occurrences looked at in one text. Hostile patterns nested in each other would give one for every letter.
const MAX_FOUND: usize = 10_000;
/// Most occurrences compared with each other.
const MAX_COMPARED: usize = 256;
/// Shorter messages are not looked for, in bytes of their normal form.
const MIN_LENGTH: usize = 3;

/// Messages to look for.
#[derive(Debug, Default)]
pub struct Messages {
    patterns: Patterns,
    /// Message of each pattern.
    messages: Vec<usize>,
}

/// A message that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundMessage {
    /// Which message, by its position among those given.
    pub message: usize,
    /// The line it begins in, from 1.
    pub line: usize,
    /// Its length in the normal form.
    pub length: usize,
    /// Whether it is all there is in the text.
    pub whole: bool,
}

impl Messages {
    /// Prepares to look for the messages. Empty and very short ones are never found.
    pub fn new<'a>(messages: impl IntoIterator<Item = &'a str>) -> Self {
        let (numbers, patterns): (Vec<usize>, Vec<String>) = messages
            .into_iter()
            .map(|message| trim(&normalise(message).text).to_owned())
            .enumerate()
            .filter(|(_, pattern)| pattern.len() >= MIN_LENGTH)
            .unzip();
        Self { patterns: Patterns::new(patterns), messages: numbers }
    }

    /// The messages in a text, longest first. One that stands only inside a longer one is not reported: what
    /// several messages have in common never decides.
    pub fn find(&self, text: &str) -> Vec<FoundMessage> {
        let normal = normalise(text);
        let whole = trim(&normal.text).len();
        let mut found: Vec<(Range<usize>, usize)> = self
            .patterns
            .all(&normal.text)
            .take(MAX_FOUND)
            .filter(|found| is_word(&normal.text, found.range.clone()))
            .filter_map(|found| Some((found.range, *self.messages.get(found.pattern)?)))
            .collect();
        sort_by_key(&mut found, |(range, message)| (std::cmp::Reverse(range.len()), range.start, *message));
        found.truncate(MAX_COMPARED);
        let mut kept: Vec<(Range<usize>, FoundMessage)> = Vec::new();
        for (range, message) in found {
            let inside = |other: &Range<usize>| other.start <= range.start && range.end <= other.end;
            if kept.iter().any(|(other, known)| {
                known.message == message || (other.len() > range.len() && inside(other))
            }) {
                continue;
            }
            let found = FoundMessage {
                message,
                line: normal.line(range.start),
                length: range.len(),
                whole: range.len() == whole,
            };
            kept.push((range, found));
        }
        kept.into_iter().map(|(_, found)| found).collect()
    }
}

/// The line (from 1) in which a message begins in a text, if it is there.
pub fn find_message(text: &str, message: &str) -> Option<usize> {
    Messages::new([message]).find(text).first().map(|found| found.line)
}

/// A text with case, diacritics and white space folded: two messages with the same form are the same.
pub fn normal_form(text: &str) -> String {
    trim(&normalise(text).text).to_owned()
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ".,:;!\"'`。，：；！".contains(c))
}

struct Normal {
    text: String,
    /// Where each line after the first begins in `text`.
    lines: Vec<usize>,
}

impl Normal {
    fn line(&self, at: usize) -> usize {
        1 + self.lines.partition_point(|start| *start <= at)
    }
}

fn normalise(text: &str) -> Normal {
    let mut normal = Normal { text: String::with_capacity(text.len()), lines: Vec::new() };
    let (mut last, mut space) = (' ', false);
    let mut feeds = 0;
    letters(text, |letter| {
        if letter.c.is_whitespace() {
            space = true;
            feeds += usize::from(letter.c == '\n');
            return;
        }
        // A terminal that breaks a Chinese line adds no space to it.
        if space && last != ' ' && !(is_cjk(last) && is_cjk(letter.c)) {
            normal.text.push(' ');
        }
        normal.lines.extend(std::iter::repeat_n(normal.text.len(), feeds));
        (space, feeds, last) = (false, 0, letter.c);
        normal.text.push(letter.c);
    });
    normal
}

/// Whether what was found is not just a piece of longer words.
fn is_word(text: &str, range: Range<usize>) -> bool {
    let joins = |outer: Option<char>, inner: Option<char>| {
        outer.zip(inner).is_some_and(|(outer, inner)| {
            outer.is_alphanumeric() && inner.is_alphanumeric() && !is_cjk(outer) && !is_cjk(inner)
        })
    };
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    let inner = text.get(range).unwrap_or_default();
    !joins(before, inner.chars().next()) && !joins(after, inner.chars().next_back())
}
