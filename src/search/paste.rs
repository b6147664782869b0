//! Pasted logs and messages: what is noise in them, and which lines are read.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::bytes::Regex;

use super::tokens::{Kind, Token, tokens};
use crate::text::visible::{head, line_ends};

/// More words than this are a paste.
const MAX_WORDS: usize = 30;
/// Nothing is looked at behind this many bytes.
const MAX_TEXT: usize = 1 << 20;
/// Words are read from the first and from the last so many bytes.
pub(super) const MAX_READ: usize = 16 * 1024;

// Of bytes, not of characters: classes of Unicode would take twenty times the memory. What lies outside ASCII is part of
// no word here but for Latin letters in paths, so a time is found in the middle of Chinese too.

/// What a terminal acts on: CSI, OSC and other sequences.
const ESCAPES: &str =
    r"(?-u)(?:\x1b\[|\xc2\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]";

/// What differs each time: timestamps, GUIDs, addresses of machines, paths, addresses in memory.
const NOISE: &str = r"(?x-u)
    [0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2} (?: [T\ ]+ [0-9]{1,2}:[0-9]{2} (?: :[0-9]{2} (?: [.,:][0-9]+ )? )?
        (?: Z | [+-][0-9]{2}:?[0-9]{2} )? )?
  | \b [0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4} \b
  | \b [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: [.,:][0-9]+ )? (?: \ ?[AP]M )? \b
  | \b (?: Mon|Tue|Wed|Thu|Fri|Sat|Sun ) [,\ ]+ | \b (?: Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec ) \ +[0-9]{1,2} \b
  | \{? \b [0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12} \b \}?
  | \b [0-9]{1,3}(?:\.[0-9]{1,3}){3} (?: :[0-9]+ )? \b
  | \b [0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5} \b
  | \b [A-Za-z]:\\ [^\s'<>|:*?]* | \\\\[^\s'<>|:*?]+
  | (?: ^ | [\s'(=\[] ) (?: /(?: [0-9A-Za-z_.@%+~-] | [\xc3-\xc9][\x80-\xbf] )+ ){2,} /?
  | \b 0x[0-9A-Fa-f]{9,16} \b
";

/// The patterns for [`Cleaner::clean`], compiled when the first paste comes.
#[derive(Debug, Default)]
pub(super) struct Cleaner {
    /// None inside when they do not compile, which a test rules out.
    patterns: OnceLock<Option<(Regex, Regex)>>,
}

impl Cleaner {
    fn patterns(&self) -> Option<&(Regex, Regex)> {
        self.patterns.get_or_init(|| Some((Regex::new(ESCAPES).ok()?, Regex::new(NOISE).ok()?))).as_ref()
    }

    /// The part of a paste that is looked at, without escape sequences.
    pub fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let text = line_ends(head(text, MAX_TEXT));
        match self.patterns() {
            Some((escapes, _)) if text.contains(['\u{1b}', '\u{9b}']) => {
                Cow::Owned(replaced(&text, escapes, "").into_owned())
            }
            _ => text,
        }
    }

    /// A line without what differs each time.
    pub fn without_noise<'a>(&self, line: &'a str) -> Cow<'a, str> {
        match self.patterns() {
            Some((_, noise)) => replaced(line, noise, " "),
            None => Cow::Borrowed(line),
        }
    }
}

/// The text with `by` in place of all that the pattern finds. Patterns take whole characters.
fn replaced<'a>(text: &'a str, pattern: &Regex, by: &str) -> Cow<'a, str> {
    match pattern.replace_all(text.as_bytes(), by.as_bytes()) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Whether a query is a paste, given its tokens: more than twelve words or several lines.
pub(super) fn is_paste(text: &str, tokens: &[Token]) -> bool {
    let pairs = tokens.iter().filter(|token| token.kind == Kind::Pair).count();
    let words = tokens.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Code)).count();
    text.trim().contains(['\n', '\r']) || words + pairs / 2 > MAX_WORDS
}

/// The tokens of a query, or None when it is a paste.
pub(super) fn typed(text: &str) -> Option<Vec<Token>> {
    // What is longer is a paste whatever it says; the limit keeps this step cheap.
    if text.len() > 2048 {
        return None;
    }
    let tokens = tokens(text);
    (!is_paste(text, &tokens)).then_some(tokens)
}
