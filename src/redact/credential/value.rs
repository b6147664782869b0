//! Where a value ends, and whether it is one: not a placeholder, a variable or a word of a sentence.

use super::Class;
use super::placeholder::{is_place, is_placeholder};
use crate::redact::reader::{Reader, is_named};
use crate::text::visible::head;
use std::ops::Range;

/// A value as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    /// Without its quotes.
    pub text: &'a str,
    /// Where it begins.
    pub start: usize,
    /// The quote around it, if there is one.
    pub quote: Option<char>,
    /// What follows it, quotes included.
    pub rest: &'a str,
}

impl Value<'_> {
    /// Where it stands in the text, to its real end.
    pub fn range(self) -> Range<usize> {
        let more = if self.quote.is_none() && self.text.len() + 8 > LOOK { bare_end(self.rest) } else { 0 };
        self.start..self.start + self.text.len() + more
    }
}

/// Bytes of a value that are looked at to decide whether it is one; one that goes on is masked to its end.
const LOOK: usize = 256;
/// Bytes in which a quote must close; else it is no quote.
const QUOTED: usize = 1024;

/// The value that begins at `start`, in quotes or up to where a bare value must end.
pub(crate) fn read(text: &str, start: usize) -> Option<Value<'_>> {
    let from = text.get(start..)?;
    let escape = from.len() - from.trim_start_matches('\\').len();
    let quote = from.get(escape..)?.chars().next().filter(|c| matches!(c, '"' | '\'' | '`' | '“' | '‘'));
    if let Some(open) = quote.filter(|_| escape < 4) {
        let inside = from.get(escape + open.len_utf8()..)?;
        let at = start + escape + open.len_utf8();
        if let Some(length) = closing(inside, open, escape) {
            let rest = inside.get(length..)?;
            return Some(Value { text: inside.get(..length)?, start: at, quote: Some(open), rest });
        }
        return Some(bare(inside, at));
    }
    Some(bare(from, start))
}

/// Bytes up to the quote that closes, on the same line. In a string inside a string both quotes have the
/// same number of backslashes.
fn closing(inside: &str, open: char, escape: usize) -> Option<usize> {
    let close = match open {
        '“' => '”',
        '‘' => '’',
        same => same,
    };
    let mut slashes = 0;
    for (at, c) in head(inside, QUOTED).char_indices() {
        match c {
            '\\' => slashes += 1,
            '\n' | '\r' => return None,
            c if c == close && closes(slashes, escape, inside.get(at + c.len_utf8()..)) => {
                return Some(at - escape);
            }
            _ => slashes = 0,
        }
    }
    None
}

/// PowerShell and cmd do not escape by backslash, so at the end of a line any quote closes.
fn closes(slashes: usize, escape: usize, after: Option<&str>) -> bool {
    let ends = after.is_none_or(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']));
    slashes == escape || (escape == 0 && (slashes.is_multiple_of(2) || ends))
}

fn bare(from: &str, start: usize) -> Value<'_> {
    let end = bare_end(head(from, LOOK));
    let text = from.get(..end).unwrap_or_default();
    let text = trim_end(text);
    Value { text, start, quote: None, rest: from.get(text.len()..).unwrap_or_default() }
}

/// Without the punctuation of the sentence around it; a bracket that was opened inside stays.
fn trim_end(text: &str) -> &str {
    text.trim_end_matches(|c| match c {
        ',' | '.' | ';' | ':' => true,
        ')' => !text.contains('('),
        ']' => !text.contains('['),
        '}' => !text.contains('{'),
        _ => false,
    })
}

/// Bytes up to where a value without quotes ends. Punctuation ends it only where something else begins,
/// because passwords contain punctuation.
fn bare_end(from: &str) -> usize {
    let mut open = 0_usize;
    for (at, c) in from.char_indices() {
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' if open > 0 => {
                open -= 1;
                continue;
            }
            _ => {}
        }
        let after = || from.get(at + c.len_utf8()..).unwrap_or_default();
        let end = match c {
            c if c.is_whitespace() || c.is_control() => true,
            '<' | '，' | '；' | '。' => true,
            '\\' => head(after(), 4).trim_start_matches('\\').starts_with(['"', '\'']) || line_break(after()),
            '"' | '\'' | '`' | ')' | '}' | ']' | '|' | '>' | ',' | ';' => {
                loose(after()) || (matches!(c, ',' | ';') && next_name(after()))
            }
            '&' => next_field(after()),
            _ => false,
        };
        if end {
            return at;
        }
    }
    from.len()
}

/// Whether a line break follows as a JSON string writes it, and not a `\n` that belongs to a password.
fn line_break(after: &str) -> bool {
    let after = after.strip_prefix("r\\").unwrap_or(after);
    after.strip_prefix('n').is_some_and(|next| loose(next) || next_name(next))
}

fn loose(after: &str) -> bool {
    after.chars().next().is_none_or(|c| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | ')' | '}' | ']' | '|' | '<' | '\\')
    })
}

/// Whether another `name=` or `name:` begins here.
fn next_name(after: &str) -> bool {
    let mut text = Reader::new(head(after, 48));
    text.word("amp;");
    text.one("\"'");
    let name = text.run(1..=41, |c| is_named(c) || c == ' ');
    text.one("\"'");
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        && text.one("=:").is_some()
}

/// Whether another field of a query begins here; unlike settings, those have no spaces.
fn next_field(after: &str) -> bool {
    let name = head(after, 48).split(['=', ':']).next().unwrap_or_default();
    !name.contains(' ') && next_name(after)
}

/// Words that stand where a value could stand, and are none.
const WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "any",
    "are",
    "argument",
    "as",
    "at",
    "bad",
    "be",
    "been",
    "blank",
    "bool",
    "boolean",
    "by",
    "can",
    "cannot",
    "changed",
    "could",
    "default",
    "denied",
    "disabled",
    "does",
    "empty",
    "enabled",
    "error",
    "exceeded",
    "expired",
    "expires",
    "failed",
    "failure",
    "false",
    "field",
    "file",
    "flag",
    "for",
    "from",
    "has",
    "have",
    "hidden",
    "if",
    "in",
    "incorrect",
    "input",
    "invalid",
    "is",
    "it",
    "locked",
    "may",
    "mismatch",
    "missing",
    "must",
    "n",
    "never",
    "new",
    "nil",
    "no",
    "none",
    "not",
    "null",
    "of",
    "off",
    "ok",
    "on",
    "option",
    "optional",
    "or",
    "out",
    "parameter",
    "policy",
    "prompt",
    "protected",
    "redacted",
    "rejected",
    "required",
    "reset",
    "revoked",
    "securestring",
    "set",
    "should",
    "str",
    "string",
    "success",
    "switch",
    "text",
    "that",
    "the",
    "this",
    "to",
    "true",
    "type",
    "undefined",
    "unknown",
    "unset",
    "unspecified",
    "updated",
    "use",
    "valid",
    "value",
    "was",
    "when",
    "will",
    "with",
    "without",
    "wrong",
    "yes",
    "you",
    "your",
];

/// Whether a value in this place holds a credential of this class.
pub(super) fn is_credential(value: Value<'_>, class: Class) -> bool {
    let text = value.text.trim();
    let open = unmarked(text);
    // A sentence: passwords are not typed with an input method.
    if text.chars().all(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')) {
        return false;
    }
    if open.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
        && (open.chars().count() < 4 || uniform(&open))
    {
        return false;
    }
    !(is_word(text) || is_placeholder(text, value.quote) || is_place(text, class))
}

/// The text without the marks in it.
pub(super) fn unmarked(text: &str) -> String {
    if !text.contains('[') {
        return text.to_owned();
    }
    Class::CREDENTIALS.iter().fold(text.to_owned(), |text, class| text.replace(class.credential_mark(), ""))
}

fn uniform(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    chars.all(|c| Some(c) == first)
}

/// A word of a sentence or a setting: `expired`, `invalid_grant`, `False`.
pub(crate) fn is_word(text: &str) -> bool {
    let letters =
        text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.' | '/' | '!' | '?'));
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    letters && text.len() < 32 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// Whether the value is one word of a running sentence: letters or digits alone, and a word follows.
pub(crate) fn in_sentence(value: Value<'_>) -> bool {
    let alike = |test: fn(&char) -> bool| value.text.chars().all(|c| test(&c));
    let plain = alike(char::is_ascii_lowercase)
        || alike(char::is_ascii_digit)
        || (value.text.chars().skip(1).all(|c| c.is_ascii_lowercase()) && alike(char::is_ascii_alphabetic));
    let follows = value.rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
    value.quote.is_none() && plain && follows.is_some_and(char::is_alphabetic)
}

/// Whether a word of a sentence can only be a password: letters, digits and, if `symbol`, another sign.
pub(super) fn is_strong(text: &str, symbol: bool) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    let sign = has(|c| "!@#$%^&*?+=~".contains(c));
    let letters = has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase());
    (6..=128).contains(&text.len())
        && has(|c| c.is_ascii_digit())
        && has(char::is_alphabetic)
        && (sign || (letters && !symbol))
        && !has(|c| "\\/:()<>{}".contains(c))
}
