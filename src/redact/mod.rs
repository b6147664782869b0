//! Masks credentials in text. Every text that a person enters passes here before it is written.
//!
//! One scan finds keywords (`password`, `://`, `ghp_`); at each the rule of that keyword looks at what
//! follows, so the time is linear in the text. What is masked is the value alone: who reads the log or
//! the transcript still sees that there was a password, and where.

mod assignment;
mod class;
mod context;
mod policy;
mod redactor;
mod shapes;
mod value;

pub use class::Class;
pub use policy::{Names, Policy};
pub use redactor::{Find, Redacted, Redactor};

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Input, MatchKind};
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::text::visible::{self, head};

/// Replaces the values of credentials by `[password]`, `[secret]`, `[token]` or `[key]`. What is not
/// recognised stays as it is, and so does a text that was masked before.
pub fn mask(text: &str) -> String {
    // Masking can bring a name and a value together that did not touch before. Each pass leaves less to
    // find; the limit only bounds the time of a text made to defeat it.
    let mut masked = Cow::Borrowed(text);
    for _ in 0..8 {
        match pass(&masked) {
            Some(next) => masked = Cow::Owned(next),
            None => break,
        }
    }
    masked.into_owned()
}

/// A keyword in the text.
#[derive(Debug, Clone, Copy)]
struct Site<'a> {
    text: &'a str,
    /// Where the keyword begins, in bytes.
    start: usize,
    /// Where it ends.
    end: usize,
}

impl<'a> Site<'a> {
    fn before(self) -> &'a str {
        self.text.get(..self.start).unwrap_or_default()
    }

    fn after(self) -> &'a str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// The text from the keyword on.
    fn from(self) -> &'a str {
        self.text.get(self.start..).unwrap_or_default()
    }
}

/// What is to be masked, and by which mark.
type Hit = (Range<usize>, Class);

/// Looks at a keyword and what surrounds it. The work before it gives up must not depend on the length
/// of the text.
type Rule = fn(Site<'_>) -> Option<Hit>;

/// A rule, and the keywords that lead to it; case does not matter.
type Entry = (Rule, &'static [&'static str]);

static RULES: LazyLock<(NFA, Vec<Rule>)> = LazyLock::new(|| {
    let entries = assignment::RULES.iter().chain(context::RULES).chain(shapes::RULES);
    let (keywords, rules): (Vec<&str>, Vec<Rule>) =
        entries.flat_map(|(rule, words)| words.iter().map(|word| (*word, *rule))).unzip();
    let scan =
        NFA::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(&keywords);
    // The table is a constant of a few hundred bytes: building cannot exceed a limit.
    #[allow(clippy::expect_used)]
    (scan.expect("the keyword table is small"), rules)
});

/// What one scan finds, in order and without overlaps.
fn scan(text: &str) -> Vec<Hit> {
    let (scan, rules) = &*RULES;
    let mut finds: Vec<Hit> = Vec::new();
    let mut from = 0;
    // Only searches anchored at the start can be refused.
    for hit in scan.try_find_iter(Input::new(text)).into_iter().flatten() {
        if hit.start() < from {
            continue;
        }
        let site = Site { text, start: hit.start(), end: hit.end() };
        let rule = rules.get(hit.pattern().as_usize());
        if let Some(find) = rule.and_then(|rule| rule(site)).filter(|find| find.0.start >= from) {
            from = find.0.end;
            finds.push(find);
        }
    }
    shapes::bare(text, &mut finds);
    finds
}

/// Masks everything that one scan finds; none when there is nothing.
fn pass(text: &str) -> Option<String> {
    let finds = scan(text);
    if finds.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (range, class) in finds {
        out.push_str(text.get(from..range.start).unwrap_or_default());
        out.push_str(class.credential_mark());
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Some(out)
}

/// A regular expression of this folder.
fn regex(pattern: &str) -> Regex {
    // The patterns are constants, and the tests run each.
    #[allow(clippy::expect_used)]
    Regex::new(pattern).expect("a constant pattern")
}

/// The last bytes of a text, from a character on and of one line.
fn tail(text: &str, bytes: usize) -> &str {
    visible::tail(text, bytes).rsplit(['\n', '\r']).next().unwrap_or_default()
}
