//! Which terms of the index a word of the query stands for.

use super::index::Index;
use super::language;
use super::tokens::Kind;
use super::typo::MAX_TERMS;
use crate::text::sort::{first, sort_by};

/// A term that stands for a word of the query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Expansion {
    pub term: u32,
    /// How much a match counts, up to 1.
    pub weight: f32,
    /// How much the term tells. The forms of a word tell as much as all of them together.
    pub idf: f32,
    pub how: How,
}

impl Expansion {
    /// How far a match covers the token.
    pub fn covers(&self) -> f32 {
        match self.how {
            How::Begins | How::Form => 1.0,
            How::Synonym => SYNONYM_COVERS,
            How::Same | How::PartOfCode | How::LikeCode | How::Similar => self.weight,
        }
    }
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
    /// The term is another form of it.
    Form,
    /// People use the term for it.
    Synonym,
}

/// Most a word counts that only begins like the one asked for.
const PREFIX_WEIGHT: f32 = 0.9;
/// Most digits count that stand inside a code or at its end.
const INNER_WEIGHT: f32 = 0.8;

/// Most codes that are compared with one that is not known.
const MAX_CODES: usize = 100_000;
/// How much another form of a word counts.
const FORM_WEIGHT: f32 = 0.9;
/// How much a word counts that people use for the one asked for. More does harm.
const SYNONYM_WEIGHT: f32 = 0.3;
/// How far such a word covers the one asked for.
const SYNONYM_COVERS: f32 = 0.5;

/// The terms for a token, the token's own first. `last` is whether it may still be unfinished.
pub(super) fn expand(index: &Index, text: &str, kind: Kind, last: bool) -> Vec<Expansion> {
    let own = index.term(text);
    let is_word = matches!(kind, Kind::Word | Kind::Part);
    let mut found: Vec<Expansion> = known(index, text, is_word);
    if own.is_none()
        && let Some(digits) = code_digits(text)
    {
        found.extend(codes(index, &digits));
    }
    if kind != Kind::Code && (own.is_none() || last) {
        found.extend(
            prefixes(index, text)
                .filter(|prefix| !found.iter().any(|known| known.term == prefix.term))
                .collect::<Vec<_>>(),
        );
    }
    // A word that others begin with is being typed, not mistyped.
    if found.is_empty() && is_word {
        let similar = index.typos.similar(text, |term| index.text(term));
        found.extend(similar.into_iter().map(|s| Expansion {
            term: s.term,
            weight: s.weight,
            idf: index.idf(s.term),
            how: How::Similar,
        }));
    }
    if is_word {
        found.extend(synonyms(index, text));
    }
    found.iter_mut().for_each(|expansion| expansion.idf *= language::weight(text));
    found
}

/// The terms for a token of a paste: itself and other forms of it.
pub(super) fn expand_pasted(index: &Index, text: &str) -> Vec<Expansion> {
    let mut found = known(index, text, false);
    found.iter_mut().for_each(|expansion| expansion.idf *= language::weight(text));
    found
}

/// The term that a token is, and the other forms of a word.
fn known(index: &Index, text: &str, with_forms: bool) -> Vec<Expansion> {
    let own = index.term(text);
    let forms = index.forms(text).filter(|form| with_forms && Some(*form) != own);
    let mut found: Vec<Expansion> = own
        .map(|term| Expansion { term, weight: 1.0, idf: 0.0, how: How::Same })
        .into_iter()
        .chain(forms.take(MAX_TERMS).map(|term| Expansion {
            term,
            weight: FORM_WEIGHT,
            idf: 0.0,
            how: How::Form,
        }))
        .collect();
    let documents: usize = found.iter().map(|one| index.postings(one.term).len()).sum();
    let idf = index.idf_of(documents.min(index.documents().len()));
    found.iter_mut().for_each(|one| one.idf = idf);
    found
}

fn synonyms(index: &Index, text: &str) -> impl Iterator<Item = Expansion> {
    let terms = language::synonyms(text).iter().filter_map(|word| index.term(word));
    terms.map(|term| Expansion { term, weight: SYNONYM_WEIGHT, idf: index.idf(term), how: How::Synonym })
}

fn prefixes(index: &Index, text: &str) -> impl Iterator<Item = Expansion> {
    let length = text.chars().count() as f32;
    let all = index.beginning_with(text).map(|term| (index.text(term).chars().count() as u32, term));
    first(all, MAX_TERMS, |a, b| a < b).into_iter().map(move |(letters, term)| Expansion {
        term,
        weight: PREFIX_WEIGHT * length / letters as f32,
        idf: index.idf(term),
        how: How::Begins,
    })
}

/// The digits of a token that could be a code or a piece of one: `0x8024`, `80244`, `kb22676`. A letter that looks like a
/// digit is taken for it in what else looks like a whole code.
fn code_digits(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix('x')).unwrap_or(text);
    let digits = digits.strip_prefix("kb").unwrap_or(digits);
    let looks_whole = digits.len() >= 7;
    let digits: String = digits
        .chars()
        .map(|c| match c {
            'o' if looks_whole => '0',
            'i' | 'l' if looks_whole => '1',
            c => c,
        })
        .collect();
    let plausible = (4..=10).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && digits.bytes().any(|b| b.is_ascii_digit());
    plausible.then_some(digits)
}

/// The codes that the digits are, with a letter in place of a digit; or else that begin with them, or else have them
/// elsewhere, or else have up to two other digits.
fn codes(index: &Index, digits: &str) -> Vec<Expansion> {
    let expansion = |term, weight, how| Expansion { term, weight, idf: index.idf(term), how };
    let written = ["0x", "kb"].map(|start| format!("{start}{digits}"));
    let same = written.iter().filter_map(|code| index.term(code));
    let mut found: Vec<Expansion> = same.map(|term| expansion(term, PREFIX_WEIGHT, How::LikeCode)).collect();
    let piece = |term, weight: f32| {
        let length = digits_of(index.text(term)).len().max(1) as f32;
        expansion(term, weight * digits.len() as f32 / length, How::PartOfCode)
    };
    if found.is_empty() {
        let longer = written.iter().flat_map(|code| index.beginning_with(code));
        found = longer.take(MAX_TERMS).map(|term| piece(term, PREFIX_WEIGHT)).collect();
    }
    let known = || index.codes().iter().take(MAX_CODES).map(|term| (*term, digits_of(index.text(*term))));
    if found.is_empty() {
        let inner = known().filter(|(_, code)| code.contains(digits));
        found = inner.take(MAX_TERMS).map(|(term, _)| piece(term, INNER_WEIGHT)).collect();
    }
    if found.is_empty() && digits.len() >= 6 {
        found = known()
            .filter(|(_, code)| code.len().abs_diff(digits.len()) <= 2 && digits_apart(digits, code) <= 4)
            .filter_map(|(term, code)| {
                let weight = match strsim::osa_distance(digits, code) {
                    0 | 1 => 0.7,
                    2 => 0.5,
                    _ => return None,
                };
                Some(expansion(term, weight, How::LikeCode))
            })
            .collect();
        sort_by(&mut found, |a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        found.truncate(MAX_TERMS);
    }
    found
}

/// The digits of a code in canonical notation.
fn digits_of(code: &str) -> &str {
    code.strip_prefix("0x").or_else(|| code.strip_prefix("kb")).unwrap_or(code)
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
