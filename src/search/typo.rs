//! Words that are nearly right: swapped, wrong, missing letters, and abbreviations. Only single words are ever
//! compared this way.

use crate::text::sort::{first, sort_by};
use std::collections::HashMap;
use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Most terms a mistyped word stands for.
pub(super) const MAX_TERMS: usize = 24;
/// How much a similar word counts at most.
const MAX_WEIGHT: f32 = 0.7;
/// Shorter words have too many neighbours.
const MIN_LENGTH: usize = 4;
/// Least similarity, from 0 to 1.
const MIN_SIMILARITY: f32 = 0.6;
/// The same for a word that begins with another letter, which people rarely get wrong.
const MIN_OTHER_START: f32 = 0.85;
/// The same for a word of four letters, of which one edit makes too many others.
const MIN_SHORT: f32 = 0.8;
/// How much an abbreviation counts less than a word with a typing error.
const ABBREVIATED: f32 = 0.8;
/// Least share of the score of the whole word that an abbreviation must reach (`mgmt` has 0.70).
const MIN_ABBREVIATED: f32 = 0.68;
/// Most times an abbreviation may be shorter than its word.
const MAX_SHORTER: usize = 3;
/// Memory of the matcher: letters of the pattern times letters of the word.
const ELEMENT_LIMIT: usize = 100_000;
/// Most words compared letter by letter.
const MAX_COMPARED: usize = 200;

/// The words of an index by their trigrams and letters.
pub(super) struct Typos {
    words: Vec<Word>,
    /// Words by trigram, each list ascending.
    trigrams: HashMap<[char; 3], Vec<u32>>,
    matcher: SkimMatcherV2,
}

impl fmt::Debug for Typos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typos").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

struct Word {
    term: u32,
    first: char,
    /// Bits of the letters it has.
    letters: u64,
    trigrams: u16,
}

/// A term that is like the word asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similar {
    pub term: u32,
    /// From 0 to 0.7.
    pub weight: f32,
}

impl Typos {
    /// Takes the terms of an index in order, and which of them are codes.
    pub fn new<'a>(terms: impl Iterator<Item = &'a str>, codes: &[u32]) -> Self {
        let mut words = Vec::new();
        let mut trigrams: HashMap<[char; 3], Vec<u32>> = HashMap::new();
        for (term, text) in (0..).zip(terms) {
            let (Some(first), true) = (text.chars().next(), is_word(text)) else { continue };
            if codes.binary_search(&term).is_ok() {
                continue;
            }
            let number = u32::try_from(words.len()).unwrap_or(u32::MAX);
            let mut count = 0;
            for trigram in trigrams_of(text) {
                let list = trigrams.entry(trigram).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
                count += 1;
            }
            words.push(Word { term, first, letters: letters_of(text), trigrams: count });
        }
        Self { words, trigrams, matcher: SkimMatcherV2::default().element_limit(ELEMENT_LIMIT) }
    }

    /// The terms most like a word, best first. `text` gives the text of a term.
    pub fn similar<'a>(&self, word: &str, text: impl Fn(u32) -> &'a str) -> Vec<Similar> {
        let length = word.chars().count();
        if length < MIN_LENGTH || !is_word(word) {
            return Vec::new();
        }
        let mut found: Vec<Similar> = Vec::new();
        let (first, letters) = (word.chars().next().unwrap_or_default(), letters_of(word));
        let most = 2 * allowed(length) as u32;
        for (number, share) in self.sharing(word, length) {
            let Some(other) = self.words.get(number) else { continue };
            let term = other.term;
            // One edit takes away a letter and adds one at most. Letters are much faster to compare than edits are to count.
            let similarity = match (other.letters ^ letters).count_ones() > most {
                true => share,
                false => edits(word, text(term), length).max(share),
            };
            let least = match other.first == first {
                true if length <= MIN_LENGTH => MIN_SHORT,
                true => MIN_SIMILARITY,
                false => MIN_OTHER_START,
            };
            if similarity >= least {
                found.push(Similar { term, weight: MAX_WEIGHT * similarity });
            }
        }
        for term in self.shortened(word, &text) {
            if !found.iter().any(|similar| similar.term == term.term) {
                found.push(term);
            }
        }
        sort_by(&mut found, |a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        found.truncate(MAX_TERMS);
        found
    }

    /// Which letters of `word` those of `typed` are, as positions in `word`: what to mark.
    pub fn positions(&self, word: &str, typed: &str) -> Vec<usize> {
        if word.starts_with(typed) {
            return (0..typed.chars().count()).collect();
        }
        self.matcher.fuzzy_indices(word, typed).map(|(_, positions)| positions).unwrap_or_default()
    }

    /// Words that share trigrams, with Dice's coefficient; most alike first.
    fn sharing(&self, word: &str, length: usize) -> Vec<(usize, f32)> {
        let own: Vec<[char; 3]> = trigrams_of(word).collect();
        let mut shared: Vec<u16> = vec![0; self.words.len()];
        let mut touched: Vec<usize> = Vec::new();
        for trigram in &own {
            for number in self.trigrams.get(trigram).into_iter().flatten() {
                let number = *number as usize;
                let Some(count) = shared.get_mut(number) else { continue };
                if *count == 0 {
                    touched.push(number);
                }
                *count += 1;
            }
        }
        // One wrong letter takes three trigrams: half of a short word.
        let least = if length <= 6 { 0.15 } else { 0.3 };
        let found = touched
            .into_iter()
            .filter_map(|number| {
                let both = own.len() as f32 + f32::from(self.words.get(number)?.trigrams);
                Some((number, 2.0 * f32::from(*shared.get(number)?) / both))
            })
            .filter(|(_, share)| *share >= least);
        first(found, MAX_COMPARED, |a, b| a.1 > b.1 || a.1 == b.1 && a.0 < b.0)
    }

    /// Words that have all the letters in order and begin alike (`mgmt` for `management`).
    fn shortened<'a>(&self, word: &str, text: &impl Fn(u32) -> &'a str) -> Vec<Similar> {
        let Some(whole) = self.matcher.fuzzy_match(word, word).filter(|score| *score > 0) else {
            return Vec::new();
        };
        let (first, letters, longest) =
            (word.chars().next(), letters_of(word), MAX_SHORTER * word.chars().count());
        self.words
            .iter()
            .filter(|other| Some(other.first) == first && other.letters & letters == letters)
            .filter(|other| text(other.term).chars().count() <= longest)
            .take(MAX_COMPARED)
            .filter(|other| has_in_order(text(other.term), word))
            .filter_map(|other| {
                let share = self.matcher.fuzzy_match(text(other.term), word)? as f32 / whole as f32;
                let weight = MAX_WEIGHT * ABBREVIATED * share.min(1.0);
                (share >= MIN_ABBREVIATED).then_some(Similar { term: other.term, weight })
            })
            .collect()
    }
}

/// Whether a term is a word that can be mistyped: letters of a script with spaces.
fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(super::fold::is_cjk)
}

/// How many edits a word of so many letters may be away.
fn allowed(length: usize) -> usize {
    match length {
        0..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

/// Whether a word has the letters of another in their order, what the matcher finds out with more ado.
fn has_in_order(word: &str, letters: &str) -> bool {
    let mut rest = word.bytes();
    letters.bytes().all(|letter| rest.any(|other| other == letter))
}

/// Similarity by edits, swapped letters being one; 0 when there are too many for the length.
fn edits(word: &str, other: &str, length: usize) -> f32 {
    let allowed = allowed(length);
    let longer = length.max(other.chars().count());
    if longer - length > allowed {
        return 0.0;
    }
    let edits = strsim::osa_distance(word, other);
    if edits > allowed { 0.0 } else { 1.0 - edits as f32 / longer as f32 }
}

/// The trigrams of a word with its start and end marked.
fn trigrams_of(text: &str) -> impl Iterator<Item = [char; 3]> {
    let padded: Vec<char> = ['^', '^'].into_iter().chain(text.chars()).chain(['$']).collect();
    (0..padded.len().saturating_sub(2))
        .filter_map(move |at| Some([*padded.get(at)?, *padded.get(at + 1)?, *padded.get(at + 2)?]))
}

fn letters_of(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}
