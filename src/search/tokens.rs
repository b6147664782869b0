//! What a text is found by: words, parts of CamelCase words, pairs of CJK letters, and codes in one notation.

use std::ops::Range;

use super::fold::{Letter, is_cjk, letters};
use crate::text::code::find_codes;

/// Longest word kept, in letters. Longer runs are data, and matching is quadratic in it.
const MAX_WORD: usize = 64;

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of letters and digits.
    Word,
    /// A part of the CamelCase word before it.
    Part,
    /// Two neighbouring CJK letters, or a lone one.
    Pair,
    /// A code in canonical notation.
    Code,
}

/// A token of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Folded; a code is written as it is displayed, in lower case.
    pub text: String,
    pub kind: Kind,
    /// Where it stands in the original text, in bytes.
    pub range: Range<usize>,
}

/// The tokens of a text, in order; the parts of a word follow it.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let (folded, all) = folded(text);
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut codes = find_codes(&folded).peekable();
    let (mut at, mut byte) = (0, 0);
    while let Some(first) = all.get(at) {
        if let Some(code) = codes.next_if(|code| code.range.start <= byte) {
            let start = at;
            while byte < code.range.end
                && let Some(letter) = all.get(at)
            {
                byte += letter.c.len_utf8();
                at += 1;
            }
            let text = code.code.to_string().to_lowercase();
            push(&mut out, text, Kind::Code, all.get(start..at).unwrap_or_default());
            continue;
        }
        let end_byte = codes.peek().map_or(folded.len(), |code| code.range.start);
        let run = run_length(all.get(at..).unwrap_or_default(), end_byte.saturating_sub(byte));
        let letters = all.get(at..at + run).unwrap_or_default();
        if run == 0 {
            byte += first.c.len_utf8();
            at += 1;
            continue;
        }
        if is_cjk(first.c) {
            pairs(letters, &mut out);
        } else {
            word(letters, folded.get(byte..).unwrap_or_default(), &mut out);
        }
        byte += length_of(letters);
        at += run;
    }
    out
}

/// A folded text, also letter by letter. Nearly all texts are ASCII, and of these the letters can be told at once.
fn folded(text: &str) -> (String, Vec<Letter>) {
    if text.is_ascii() {
        let letters = text.bytes().enumerate().map(|(at, byte)| Letter {
            c: char::from(byte.to_ascii_lowercase()),
            from: at,
            to: at + 1,
            upper: byte.is_ascii_uppercase(),
        });
        return (text.to_ascii_lowercase(), letters.collect());
    }
    let (mut folded, mut all) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    letters(text, |letter| {
        folded.push(letter.c);
        all.push(letter);
    });
    (folded, all)
}

/// How many of the letters are one word or one CJK run, within so many bytes.
fn run_length(letters: &[Letter], bytes: usize) -> usize {
    let cjk = letters.first().is_some_and(|first| is_cjk(first.c));
    let mut used = 0;
    let mut length = 0;
    for (number, letter) in letters.iter().enumerate() {
        used += letter.c.len_utf8();
        let inside = (letter.c.is_alphanumeric() && is_cjk(letter.c) == cjk) || is_joined(letters, number);
        if used > bytes || !inside {
            break;
        }
        length = number + 1;
    }
    length
}

/// An apostrophe inside a word belongs to it: `can't` and `cant` are one.
fn is_joined(letters: &[Letter], at: usize) -> bool {
    let is_letter = |at: usize| letters.get(at).is_some_and(|letter| letter.c.is_ascii_alphabetic());
    letters.get(at).is_some_and(|letter| letter.c == '\'') && at > 0 && is_letter(at - 1) && is_letter(at + 1)
}

fn push(out: &mut Vec<Token>, text: String, kind: Kind, letters: &[Letter]) {
    if let (Some(first), Some(last)) = (letters.first(), letters.last()) {
        out.push(Token { text, kind, range: first.from..last.to });
    }
}

fn text_of(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.c).filter(|c| *c != '\'').collect()
}

/// How long folded letters are, in bytes.
fn length_of(letters: &[Letter]) -> usize {
    letters.iter().map(|letter| letter.c.len_utf8()).sum()
}

fn pairs(letters: &[Letter], out: &mut Vec<Token>) {
    if letters.len() == 1 {
        push(out, text_of(letters), Kind::Pair, letters);
    }
    for pair in letters.windows(2) {
        push(out, text_of(pair), Kind::Pair, pair);
    }
}

/// `folded` begins with the letters.
fn word(letters: &[Letter], folded: &str, out: &mut Vec<Token>) {
    let letters = letters.get(..MAX_WORD).unwrap_or(letters);
    let folded = folded.get(..length_of(letters)).unwrap_or_default();
    let text = |letters: &[Letter], from: usize| match folded.get(from..from + length_of(letters)) {
        Some(text) if !folded.contains('\'') => text.to_owned(),
        _ => text_of(letters),
    };
    push(out, text(letters, 0), Kind::Word, letters);
    let (mut from, mut byte) = (0, 0);
    for at in 1..=letters.len() {
        if at < letters.len() && !starts_part(letters, at) {
            continue;
        }
        let part = letters.get(from..at).unwrap_or_default();
        if part.len() >= 2 && part.len() < letters.len() {
            push(out, text(part, byte), Kind::Part, part);
        }
        (from, byte) = (at, byte + length_of(part));
    }
}

/// Whether a part begins here: `loginError`, `XRPBridge`, `server2012`.
fn starts_part(letters: &[Letter], at: usize) -> bool {
    let letter = |at: usize| letters.get(at).copied();
    let (Some(before), Some(here)) = (at.checked_sub(1).and_then(letter), letter(at)) else { return false };
    if !here.upper && !here.c.is_ascii_digit() {
        return false;
    }
    // The two halves of a spelled-out capital are one letter.
    if before.from == here.from {
        return false;
    }
    let lower = |letter: Letter| letter.c.is_alphabetic() && !letter.upper;
    let digits = |from: usize| (from..from + 2).all(|at| letter(at).is_some_and(|l| l.c.is_ascii_digit()));
    let word_before =
        at >= 3 && (at - 3..at).all(|at| letter(at).is_some_and(|letter| letter.c.is_alphabetic()));
    (lower(before) && here.upper)
        || (before.upper && here.upper && letter(at + 1).is_some_and(lower))
        || (word_before && digits(at))
}
