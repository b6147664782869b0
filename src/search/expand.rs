//! Which terms of the index a word of the query stands for.

use super::index::Index;
use super::tokens::Kind;
use super::typo::MAX_TERMS;

/// A term that stands for a word of the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Expansion {
    pub term: u32,
    /// How much a match counts, up to 1.
    pub weight: f32,
    pub how: How,
}

/// How a term stands for a word of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// They are the same.
    Same,
    /// The term begins with it.
    Begins,
    /// The term is a code that begins with it.
    PartOfCode,
    /// The term is a code with up to two other digits.
    LikeCode,
    /// The term is a similar word.
    Similar,
}

/// Most a word counts that only begins like the one asked for.
const PREFIX_WEIGHT: f32 = 0.9;

/// The terms for a token, the token's own first. `last` is whether it may still be unfinished.
pub(super) fn expand(index: &Index, text: &str, kind: Kind, last: bool) -> Vec<Expansion> {
    let own = index.term(text);
    let mut found: Vec<Expansion> =
        own.map(|term| Expansion { term, weight: 1.0, how: How::Same }).into_iter().collect();
    if own.is_some() && !last {
        return found;
    }
    if own.is_none()
        && let Some(digits) = code_digits(text)
    {
        found.extend(codes(index, digits));
    }
    if kind != Kind::Code {
        found.extend(prefixes(index, text));
    }
    // A word that others begin with is being typed, not mistyped.
    if found.is_empty() && matches!(kind, Kind::Word | Kind::Part) {
        let similar = index.typos.similar(text, |term| index.text(term));
        found.extend(similar.into_iter().map(|s| Expansion {
            term: s.term,
            weight: s.weight,
            how: How::Similar,
        }));
    }
    found
}

fn prefixes(index: &Index, text: &str) -> Vec<Expansion> {
    let length = text.chars().count() as f32;
    let mut found: Vec<(usize, u32)> =
        index.beginning_with(text).map(|term| (index.text(term).chars().count(), term)).collect();
    found.sort_unstable();
    found
        .into_iter()
        .take(MAX_TERMS)
        .map(|(letters, term)| Expansion {
            term,
            weight: PREFIX_WEIGHT * length / letters as f32,
            how: How::Begins,
        })
        .collect()
}

/// The digits of a token that could be a code or the start of one: `0x8024`, `80244`, `kb22676`.
fn code_digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix('x')).unwrap_or(text);
    let digits = digits.strip_prefix("kb").unwrap_or(digits);
    let plausible = (4..=10).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && digits.bytes().any(|b| b.is_ascii_digit());
    plausible.then_some(digits)
}

/// Known codes that begin with the digits, or else have up to two other digits.
fn codes(index: &Index, digits: &str) -> Vec<Expansion> {
    let known = || index.codes().iter().filter_map(|term| Some((*term, code_digits(index.text(*term))?)));
    let ratio = |code: &str| digits.len() as f32 / code.len() as f32;
    let mut found: Vec<Expansion> = known()
        .filter(|(_, code)| code.starts_with(digits) && code.len() > digits.len())
        .map(|(term, code)| Expansion { term, weight: PREFIX_WEIGHT * ratio(code), how: How::PartOfCode })
        .take(MAX_TERMS)
        .collect();
    if found.is_empty() && digits.len() >= 6 {
        found = known()
            .filter(|(_, code)| code.len().abs_diff(digits.len()) <= 2 && digits_apart(digits, code) <= 4)
            .filter_map(|(term, code)| {
                let weight = match strsim::osa_distance(digits, code) {
                    0 | 1 => 0.7,
                    2 => 0.5,
                    _ => return None,
                };
                Some(Expansion { term, weight, how: How::LikeCode })
            })
            .collect();
        found.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        found.truncate(MAX_TERMS);
    }
    found
}

/// How many digits one has that the other has not. One edit changes this by two at most, and it is much faster to
/// count than edits are.
fn digits_apart(one: &str, other: &str) -> u32 {
    let mut counts = [0_i8; 16];
    for (text, step) in [(one, 1), (other, -1)] {
        for digit in text.chars().filter_map(|c| c.to_digit(16)) {
            if let Some(count) = counts.get_mut(digit as usize) {
                *count += step;
            }
        }
    }
    counts.iter().map(|count| u32::from(count.unsigned_abs())).sum()
}
