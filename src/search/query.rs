//! From a query to ranked documents: what was asked for, BM25 with coverage, and the tier of exact codes and
//! known messages.

use crate::text::sort::first;
use std::collections::HashMap;

use super::expand::{Expansion, expand};
use super::explain::explain;
use super::index::Index;
use super::paste;
use super::pasted::Pasted;
use super::rank::{Ranked, rank};
use super::signature::FoundMessage;
use super::tokens::{Kind, Token, tokens};
use super::{Hit, Line, Marker, Results, Why};
use crate::text::visible::head;

/// Below this share of the query a match is weak.
const WEAK_COVERAGE: f32 = 0.35;
/// Below this share of the best score a match is weak.
const WEAK_SCORE: f32 = 0.3;
/// From this many times the second score on, the first can be taken without asking.
const CONFIDENT: f32 = 1.5;
/// Most of a line of a paste that is shown, in bytes.
const MAX_LINE: usize = 512;

/// A word of the query.
#[derive(Debug)]
pub(super) struct Asked {
    pub text: String,
    /// As the person wrote it.
    pub shown: String,
    pub kind: Kind,
    /// For a word that has parts: how many tokens behind it are its parts.
    pub parts: usize,
    pub expansions: Vec<Expansion>,
    /// Lines of a paste it stands in; empty for words typed.
    pub lines: Vec<u32>,
}

/// A query as it is understood.
#[derive(Debug)]
pub(super) struct Query {
    pub asked: Vec<Asked>,
    /// Known messages and names of codes in it, with document and field.
    pub messages: Vec<(FoundMessage, u32, u32)>,
    /// The lines read, when it is a paste.
    pub lines: Vec<(usize, String)>,
    pub pasted: bool,
}

impl Index {
    /// The best documents for words, a code or a pasted text; at most `limit`.
    pub fn query(&self, text: &str, limit: usize) -> Results {
        self.answer(&Query::read(self, text), limit)
    }

    /// The best documents for a log that comes in blocks of whole lines. It takes no more memory the longer it is.
    ///
    /// # Errors
    /// The first error of the blocks.
    pub fn query_log<E>(
        &self,
        blocks: impl IntoIterator<Item = Result<String, E>>,
        limit: usize,
    ) -> Result<Results, E> {
        let mut pasted = Pasted::new(self);
        for block in blocks {
            pasted.block(&block?);
        }
        Ok(self.answer(&pasted.finish(), limit))
    }

    fn answer(&self, query: &Query, limit: usize) -> Results {
        let ranked = rank(self, query);
        let best = ranked.iter().map(|ranked| ranked.relevance).fold(0.0, f32::max);
        let ranked = first(ranked, limit.max(2), Ranked::before);
        let is_weak = |ranked: &Ranked| {
            let few = !query.pasted && ranked.coverage < WEAK_COVERAGE;
            ranked.tier == 0
                && (few
                    || ranked.relevance < WEAK_SCORE * best
                    || query.pasted && !is_pasted_match(self, query, ranked))
        };
        let confident = ranked.first().is_some_and(|first| {
            !is_weak(first)
                && ranked.get(1).is_none_or(|second| {
                    first.tier > second.tier || first.relevance >= CONFIDENT * second.relevance
                })
        });
        let marker = Marker::of(query);
        let hits = ranked
            .iter()
            .take(limit)
            .map(|ranked| {
                let title =
                    self.documents().get(ranked.document as usize).map_or("", |document| &document.title);
                let words = tokens(title);
                let why = explain(self, query, ranked, &words);
                let highlights = marker.marks_in(self, title, &words);
                let line = why.iter().find_map(Why::line).and_then(|number| {
                    let text = head(line_text(query, number)?.trim(), MAX_LINE).to_owned();
                    Some(Line { number, text })
                });
                Hit {
                    line,
                    document: ranked.document as usize,
                    score: ranked.relevance + f32::from(ranked.tier) * (1.0 + best),
                    why,
                    weak: is_weak(ranked),
                    highlights,
                }
            })
            .collect();
        Results { confident, hits, marker }
    }
}

impl Query {
    pub(super) fn read(index: &Index, text: &str) -> Self {
        match paste::typed(text) {
            Some(tokens) => Self::typed(index, text, tokens),
            None => Self::pasted(index, text),
        }
    }

    fn typed(index: &Index, text: &str, tokens: Vec<Token>) -> Self {
        let end = tokens.last().map_or(0, |token| token.range.end);
        let mut asked = Vec::with_capacity(tokens.len());
        for token in &tokens {
            ask(&mut asked, token, text, None);
        }
        for (asked, token) in asked.iter_mut().zip(&tokens) {
            asked.expansions = expand(index, &asked.text, asked.kind, token.range.end == end);
        }
        let whole_code = asked.iter().filter(|asked| asked.kind != Kind::Part).count() == 1;
        let messages = known(index, text, |text, found| found.whole || whole_code || is_telling(text, false));
        Self { asked, messages, lines: Vec::new(), pasted: false }
    }

    /// No prefixes and no typing errors here: a log has words enough.
    fn pasted(index: &Index, text: &str) -> Self {
        let mut pasted = Pasted::new(index);
        pasted.block(text);
        pasted.finish()
    }
}

/// Asks for a token, of a line of a paste or of what was typed.
pub(super) fn ask(asked: &mut Vec<Asked>, token: &Token, text: &str, line: Option<u32>) {
    if token.kind == Kind::Part
        && let Some(whole) = asked.iter_mut().rev().find(|asked| asked.kind != Kind::Part)
    {
        whole.parts += 1;
    }
    asked.push(Asked {
        text: token.text.clone(),
        shown: text.get(token.range.clone()).unwrap_or_default().to_owned(),
        kind: token.kind,
        parts: 0,
        expansions: Vec::new(),
        lines: line.into_iter().collect(),
    });
}

/// The known messages in a text that are worth a tier of their own.
pub(super) fn known(
    index: &Index,
    text: &str,
    counts: impl Fn(&str, &FoundMessage) -> bool,
) -> Vec<(FoundMessage, u32, u32)> {
    let known = index.known();
    let mut messages = Vec::new();
    for found in known.messages.find(text) {
        let Some((document, field)) = known.origins.get(found.message).copied() else { continue };
        let source = index.documents().get(document as usize).and_then(|d| d.fields.get(field as usize));
        if source.is_some_and(|(_, text)| counts(text, &found)) {
            messages.push((found, document, field));
        }
    }
    messages
}

/// Whether a known message says enough to be recognised among other words. `Unauthorized` stands in many logs,
/// `NetworkError` and a whole sentence do not.
pub(super) fn is_telling(message: &str, pasted: bool) -> bool {
    let tokens = tokens(message);
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).count();
    let pairs = tokens.iter().filter(|token| token.kind == Kind::Pair).count();
    let parts = tokens.iter().filter(|token| token.kind == Kind::Part).count();
    let number = !pasted && message.len() >= 3 && message.bytes().all(|b| b.is_ascii_digit());
    words >= 3 || words == 2 && message.len() >= 12 || pairs >= 4 || parts >= 2 || number
}

/// A line of a paste matches when at least two of its words that are not everywhere stand in the document.
fn is_pasted_match(index: &Index, query: &Query, ranked: &Ranked) -> bool {
    let telling = index.idf_of((index.documents().len() / 3).max(1));
    let mut lines: HashMap<u32, usize> = HashMap::new();
    query
        .asked
        .iter()
        .filter(|asked| asked.kind != Kind::Part)
        .filter(|asked| {
            asked
                .expansions
                .iter()
                .any(|e| index.idf(e.term) >= telling && index.posting(e.term, ranked.document).is_some())
        })
        .flat_map(|asked| &asked.lines)
        .any(|line| {
            let count = lines.entry(*line).or_default();
            *count += 1;
            *count >= 2
        })
}

/// The text of a line that was read, for showing what decided.
pub(super) fn line_text(query: &Query, number: usize) -> Option<&str> {
    let at = query.lines.binary_search_by_key(&number, |(number, _)| *number).ok()?;
    query.lines.get(at).map(|(_, text)| text.as_str())
}
