//! The inverted index: terms in sorted order, each with the documents it occurs in.

use std::collections::HashMap;
use std::ops::Range;

use super::language::stem;
use super::paste::Cleaner;
use super::signature::Messages;
use super::tokens::{Kind, tokens};
use super::typo::Typos;
use super::{Document, Field};
use crate::text::code::{Code, find_codes};

/// BM25: how soon more occurrences stop to matter, and how much long documents are held back.
const K1: f32 = 1.2;
const B: f32 = 0.2;

/// Everything needed to answer queries.
#[derive(Debug)]
pub struct Index {
    documents: Vec<Document>,
    pub(super) words: Words,
    /// Words by the hash of their stem.
    forms: Vec<(u32, u32)>,
    /// The documents that only collect others.
    collections: Vec<u32>,
    known: Known,
    pub(super) typos: Typos,
    pub(super) cleaner: Cleaner,
}

/// The words of all documents, and where they stand.
#[derive(Debug)]
pub(super) struct Words {
    /// What the length of each document does to the frequencies in it.
    pub damping: Vec<f32>,
    /// In the order of their texts.
    pub terms: Vec<Term>,
    /// The texts of the terms one behind another: thousands of small ones would take twice the memory.
    pub texts: String,
    pub postings: Vec<Posting>,
    /// The terms that are codes in notation of numbers.
    pub codes: Vec<u32>,
}

/// A word, a code or a part of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// Its text, in bytes of all texts.
    pub text: Part,
    pub postings: Part,
}

/// So many of something, from the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub first: u32,
    pub count: u32,
}

impl Part {
    fn range(self) -> Range<usize> {
        let first = self.first as usize;
        first..first + self.count as usize
    }
}

/// A term in a document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Posting {
    pub document: u32,
    /// Occurrences, weighted by field, in halves.
    pub frequency: u16,
    /// Bits of the fields it occurs in.
    pub fields: u8,
}

/// Messages and names of codes that are recognised anywhere, with where they come from.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub messages: Messages,
    /// Document and field of each message.
    pub origins: Vec<(u32, u32)>,
}

impl Index {
    /// Indexes the documents. The order given decides ties.
    pub fn build(documents: Vec<Document>) -> Self {
        let words = Words::of(&documents);
        Self::of_words(documents, words)
    }

    /// The index of documents of which the words are known.
    pub(super) fn of_words(documents: Vec<Document>, words: Words) -> Self {
        let known = Known::new(&documents);
        let typos = Typos::new(words.texts(), &words.codes);
        let mut forms: Vec<(u32, u32)> = (0..)
            .zip(words.texts())
            .filter(|(_, text)| is_inflected(text))
            .map(|(number, text)| (form(stem(text)), number))
            .collect();
        forms.sort_unstable();
        let collections = (0..)
            .zip(&documents)
            .filter(|(_, document)| document.collection)
            .map(|(number, _)| number)
            .collect();
        Self { documents, words, forms, collections, known, typos, cleaner: Cleaner::default() }
    }

    /// The documents, in the order of their numbers.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    pub(super) fn collections(&self) -> &[u32] {
        &self.collections
    }

    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    pub(super) fn codes(&self) -> &[u32] {
        &self.words.codes
    }

    pub(super) fn text(&self, term: u32) -> &str {
        self.words.terms.get(term as usize).map_or("", |term| self.words.text(term))
    }

    pub(super) fn term(&self, text: &str) -> Option<u32> {
        self.words.terms.binary_search_by(|term| self.words.text(term).cmp(text)).ok().map(number_of)
    }

    /// The terms that begin with a text, without that text itself.
    pub(super) fn beginning_with(&self, text: &str) -> impl Iterator<Item = u32> {
        let words = &self.words;
        let first = words.terms.partition_point(|term| words.text(term) < text);
        (number_of(first)..)
            .zip(words.terms.get(first..).unwrap_or_default())
            .take_while(move |(_, term)| words.text(term).starts_with(text))
            .filter(move |(_, term)| words.text(term).len() > text.len())
            .map(|(number, _)| number)
    }

    /// The terms that are forms of the same word, this one included.
    pub(super) fn forms(&self, word: &str) -> impl Iterator<Item = u32> {
        let own = is_inflected(word).then(|| stem(word));
        let first =
            own.map_or(self.forms.len(), |own| self.forms.partition_point(|(key, _)| *key < form(own)));
        let forms = self.forms.get(first..).unwrap_or_default().iter();
        forms
            .take_while(move |(key, _)| own.is_some_and(|own| *key == form(own)))
            .map(|(_, term)| *term)
            .filter(move |term| own == Some(stem(self.text(*term))))
    }

    pub(super) fn postings(&self, term: u32) -> &[Posting] {
        let Some(term) = self.words.terms.get(term as usize) else { return &[] };
        self.words.postings.get(term.postings.range()).unwrap_or_default()
    }

    pub(super) fn posting(&self, term: u32, document: u32) -> Option<&Posting> {
        let postings = self.postings(term);
        let at = postings.binary_search_by_key(&document, |posting| posting.document).ok()?;
        postings.get(at)
    }

    /// How much a term tells: the rarer, the more.
    pub(super) fn idf(&self, term: u32) -> f32 {
        self.idf_of(self.postings(term).len())
    }

    /// The same for a term in so many documents.
    pub(super) fn idf_of(&self, documents: usize) -> f32 {
        let (all, with) = (self.documents.len() as f32, documents as f32);
        ln(1.0 + (all - with + 0.5) / (with + 0.5))
    }

    /// What a term in a document adds to its score, apart from the idf.
    #[inline(always)]
    pub(super) fn saturation(&self, posting: &Posting) -> f32 {
        let damping = self.words.damping.get(posting.document as usize).copied().unwrap_or(K1);
        let frequency = f32::from(posting.frequency) / 2.0;
        frequency * (K1 + 1.0) / (frequency + damping)
    }
}

/// Whether a term may be a word with endings.
fn is_inflected(term: &str) -> bool {
    term.len() >= 4 && term.bytes().all(|b| b.is_ascii_lowercase())
}

/// The key of a stem. Stems with the same key are told apart by their texts.
fn form(stem: &str) -> u32 {
    (hash(stem) >> 32) as u32
}

/// FNV-1a, in 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// More than four billion documents or terms do not fit into memory anyway.
fn number_of(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Words {
    fn of(documents: &[Document]) -> Self {
        let mut builder = Builder::default();
        let mut lengths = Vec::with_capacity(documents.len());
        for (number, document) in documents.iter().enumerate() {
            lengths.push(builder.add(number_of(number), document));
        }
        let total: f32 = lengths.iter().sum();
        let average = (total / lengths.len().max(1) as f32).max(1.0);
        let damping = lengths.iter().map(|length| K1 * (1.0 - B + B * length / average)).collect();
        builder.finish(damping)
    }

    fn text(&self, term: &Term) -> &str {
        self.texts.get(term.text.range()).unwrap_or_default()
    }

    /// The texts of the terms, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|term| self.text(term))
    }
}

/// Collects the terms in the order in which they are met. Few large pieces of memory rather than several for each term.
#[derive(Default)]
struct Builder {
    /// Numbers of the terms by hash. Of terms with the same hash the later ones stand under the next free ones.
    numbers: HashMap<u64, u32>,
    terms: Vec<Met>,
    texts: String,
    /// Postings with their terms, document by document.
    postings: Vec<(u32, Posting)>,
}

/// A term that was met.
#[derive(Clone, Copy)]
struct Met {
    text: Part,
    /// The posting that came last.
    last: u32,
    /// How many came.
    count: u32,
    code: bool,
}

impl Builder {
    /// Adds a document; returns its length in tokens.
    fn add(&mut self, number: u32, document: &Document) -> f32 {
        let title = (Field::Title, &document.title);
        let fields = document.fields.iter().map(|(field, text)| (*field, text));
        let mut length = 0.0;
        for (field, text) in std::iter::once(title).chain(fields) {
            for token in tokens(text) {
                // Parts repeat the word they come from.
                length += if token.kind == Kind::Part { 0.0 } else { 1.0 };
                let term = self.term(&token.text);
                let met = &mut self.terms[term as usize];
                met.code |= token.kind == Kind::Code;
                match self.postings.get_mut(met.last as usize) {
                    // What explains a problem says the same again and again; only that it does counts.
                    Some((_, last)) if met.count > 0 && last.document == number => {
                        let again = field == Field::Cause && last.fields & field.bit() != 0;
                        last.frequency =
                            last.frequency.saturating_add(if again { 0 } else { field.weight() });
                        last.fields |= field.bit();
                    }
                    _ => {
                        met.last = number_of(self.postings.len());
                        met.count += 1;
                        let (frequency, fields) = (field.weight(), field.bit());
                        self.postings.push((term, Posting { document: number, frequency, fields }));
                    }
                }
            }
        }
        length
    }

    /// The number of a term, which is a new one for a new term.
    fn term(&mut self, text: &str) -> u32 {
        let mut key = hash(text);
        while let Some(number) = self.numbers.get(&key) {
            if self.texts.get(self.terms[*number as usize].text.range()) == Some(text) {
                return *number;
            }
            key = key.wrapping_add(1);
        }
        let number = number_of(self.terms.len());
        self.numbers.insert(key, number);
        let text_part = Part { first: number_of(self.texts.len()), count: number_of(text.len()) };
        self.terms.push(Met { text: text_part, last: 0, count: 0, code: false });
        self.texts.push_str(text);
        number
    }

    /// Sorts the terms, and puts the postings of each together.
    fn finish(self, damping: Vec<f32>) -> Words {
        let Builder { numbers, terms: met, texts: met_texts, postings: met_postings } = self;
        drop(numbers);
        let text_of = |number: u32| met_texts.get(met[number as usize].text.range()).unwrap_or_default();
        let mut order: Vec<u32> = (0..number_of(met.len())).collect();
        order.sort_unstable_by(|a, b| text_of(*a).cmp(text_of(*b)));
        let mut texts = String::with_capacity(met_texts.len());
        let mut terms = Vec::with_capacity(met.len());
        let mut codes = Vec::new();
        let mut next = vec![0_u32; met.len()];
        let mut first = 0;
        for number in order {
            let Met { text, count, code, .. } = met[number as usize];
            if code {
                codes.push(number_of(terms.len()));
            }
            let text = Part { first: number_of(texts.len()), ..text };
            texts.push_str(text_of(number));
            terms.push(Term { text, postings: Part { first, count } });
            next[number as usize] = first;
            first += count;
        }
        let mut postings = vec![Posting::default(); met_postings.len()];
        for (term, posting) in met_postings {
            let place = &mut next[term as usize];
            postings[*place as usize] = posting;
            *place += 1;
        }
        Words { damping, terms, texts, postings, codes }
    }
}

impl Known {
    fn new(documents: &[Document]) -> Self {
        let mut texts = Vec::new();
        let mut origins = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            for (at, (field, text)) in document.fields.iter().enumerate() {
                // Numbers are found in every notation by themselves.
                let named = *field == Field::Code && find_codes(text).next().is_none();
                if *field == Field::Error || named && matches!(Code::parse(text), Code::Name(_)) {
                    texts.push(text.as_str());
                    origins.push((number_of(number), number_of(at)));
                }
            }
        }
        Self { messages: Messages::new(texts), origins }
    }
}

/// The natural logarithm of a positive number. Not the one of the system's library: that differs between systems, and
/// scores must not; and it would be all that the program needs of half a megabyte.
fn ln(x: f32) -> f32 {
    const FRACTION: u32 = f32::MANTISSA_DIGITS - 1;
    let bits = x.to_bits();
    let exponent = f64::from(bits >> FRACTION) - 127.0;
    let mantissa = f64::from(f32::from_bits(bits & ((1 << FRACTION) - 1) | 1.0_f32.to_bits()));
    // ln m = 2 artanh((m - 1) / (m + 1)), as a series in a number of at most a third.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let series = (0..10).rev().fold(0.0, |sum, term| sum * z * z + 1.0 / f64::from(2 * term + 1));
    (exponent * std::f64::consts::LN_2 + 2.0 * z * series) as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_logarithm_is_that_of_the_system(x in 1.0_f32..1e9) {
            prop_assert!((super::ln(x) - x.ln()).abs() <= x.ln() * f32::EPSILON);
        }
    }
}
