//! Folding: what counts as the same letter. Index and query go through it alike, and every folded letter knows
//! where it came from.

use super::chinese;
use super::decompose::decomposed;
use crate::text::visible::is_hidden;

/// A letter after folding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// The folded letter.
    pub c: char,
    /// Where its original stands, in bytes.
    pub from: usize,
    /// Where its original ends.
    pub to: usize,
    /// Whether the original was a capital.
    pub upper: bool,
}

/// Folds a text: Chinese as the mainland writes it, NFKD without combining marks, lower case, `ß ø æ ł` and their like spelled out, typographic
/// quotes and dashes as typed ones, invisible format characters gone.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    letters(text, |letter| out.push(letter.c));
    out
}

/// Calls `each` for every folded letter, in order.
pub(super) fn letters(text: &str, mut each: impl FnMut(Letter)) {
    let mut one = |(c, from, to): (char, usize, usize)| {
        if c.is_ascii() {
            each(Letter { c: c.to_ascii_lowercase(), from, to, upper: c.is_ascii_uppercase() });
        } else {
            let upper = c.is_uppercase();
            fold_char(c, |c| each(Letter { c, from, to, upper }));
        }
    };
    if chinese::is_in(text) {
        chinese::simplified(text).into_iter().for_each(one);
    } else {
        text.char_indices().for_each(|(at, c)| one((c, at, at + c.len_utf8())));
    }
}

fn fold_char(c: char, mut each: impl FnMut(char)) {
    match c {
        '\u{2028}' | '\u{2029}' => each('\n'),
        c if is_hidden(c) && !c.is_control() => {}
        '‘' | '’' | '‚' | '‛' | '′' => each('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => each('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => each('-'),
        c => {
            let mut lower = |part: char| {
                part.to_lowercase().for_each(|lower| match spelled(lower) {
                    Some(letters) => letters.chars().for_each(&mut each),
                    None => each(lower),
                });
            };
            match decomposed(c) {
                Some(parts) => parts.chars().for_each(lower),
                None => lower(c),
            }
        }
    }
}

/// Letters that NFKD leaves whole but people type in parts.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        _ => return None,
    })
}

/// Whether a letter belongs to a script written without spaces, where pairs of letters stand for words.
pub(super) fn is_cjk(c: char) -> bool {
    c >= '\u{3041}'
        && matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
