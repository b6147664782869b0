//! From a query to ranked documents: what was asked for, BM25 with coverage, and the tier of exact codes and
//! known messages.

use std::collections::HashMap;

use super::expand::{Expansion, How, expand};
use super::explain::explain;
use super::index::{Index, Posting};
use super::paste;
use super::pasted::Pasted;
use super::signature::FoundMessage;
use super::tokens::{Kind, Token, tokens};
use super::{Field, Hit, Line, Marker, Results, Why};
use crate::text::visible::head;

/// How much a query that is wholly covered gains over one that is hardly covered.
pub(super) const COVERAGE: f32 = 1.0;
/// How much a collection of documents counts against what it collects.
pub(super) const COLLECTION: f32 = 0.6;
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

/// A document with its place in the ranking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub document: u32,
    /// 2: its code or message was given, 1: a code was given that it mentions, 0: words only.
    pub tier: u8,
    pub relevance: f32,
    pub coverage: f32,
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
        let mut ranked = rank(self, query);
        let best = ranked.iter().map(|ranked| ranked.relevance).fold(0.0, f32::max);
        let order = |a: &Ranked, b: &Ranked| {
            let by_score = b.relevance.total_cmp(&a.relevance);
            b.tier.cmp(&a.tier).then(by_score).then(a.document.cmp(&b.document))
        };
        let kept = limit.max(2);
        if ranked.len() > kept {
            ranked.select_nth_unstable_by(kept, order);
            ranked.truncate(kept);
        }
        ranked.sort_unstable_by(order);
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
                let why = explain(self, query, ranked);
                let title =
                    self.documents().get(ranked.document as usize).map_or("", |document| &document.title);
                let highlights = marker.marks(self, title);
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

/// Scores every document that has anything of the query.
pub(super) fn rank(index: &Index, query: &Query) -> Vec<Ranked> {
    let size = index.documents().len();
    let mut scores = Scores { all: vec![Score::default(); size], touched: Vec::new() };
    let unknown = index.idf_of(0);
    let mut total = 0.0;
    // Best match of one word in each document: what it adds, and how far it covers the word.
    let mut best: Vec<(f32, f32)> = vec![(0.0, 0.0); size];
    let mut reached: Vec<u32> = Vec::new();
    for (number, asked) in query.asked.iter().enumerate() {
        let idf = asked.expansions.iter().map(|e| e.idf).fold(0.0, f32::max);
        for expansion in &asked.expansions {
            let covers = expansion.covers();
            for posting in index.postings(expansion.term) {
                let Some(best) = best.get_mut(posting.document as usize) else { continue };
                if *best == (0.0, 0.0) {
                    reached.push(posting.document);
                }
                *best = (best.0.max(worth(index, expansion, posting)), best.1.max(covers));
                scores.raise(posting.document, tier(asked, expansion, posting));
            }
        }
        let counted = counts_for_coverage(&query.asked, number);
        // What a log says that no document knows is not held against any of them.
        let idf = if asked.expansions.is_empty() && !query.pasted { unknown } else { idf };
        total += if counted { idf } else { 0.0 };
        for document in reached.drain(..) {
            let Some(best) = best.get_mut(document as usize) else { continue };
            let (added, covers) = std::mem::take(best);
            scores.add(document, added, if counted { covers * idf } else { 0.0 });
        }
    }
    for (_, document, _) in &query.messages {
        scores.raise(*document, 2);
    }
    let mut ranked = scores.ranked(total);
    for one in &mut ranked {
        if index.documents().get(one.document as usize).is_some_and(|document| document.collection) {
            one.relevance *= COLLECTION;
        }
    }
    prefer_parts(index, &mut ranked);
    ranked
}

/// A row or question that has the code or message goes before the flow that it is a part of.
fn prefer_parts(index: &Index, ranked: &mut [Ranked]) {
    let document = |ranked: &Ranked| index.documents().get(ranked.document as usize);
    let parts: Vec<(&str, u8)> = ranked
        .iter()
        .filter(|ranked| ranked.tier > 0)
        .filter_map(|ranked| {
            Some((document(ranked).filter(|one| one.node.is_some())?.flow.as_str(), ranked.tier))
        })
        .collect();
    for whole in ranked.iter_mut().filter(|ranked| ranked.tier > 1) {
        let Some(flow) = document(whole).filter(|one| one.node.is_none()).map(|one| one.flow.as_str()) else {
            continue;
        };
        if parts.iter().any(|(part, tier)| *part == flow && *tier >= whole.tier) {
            whole.tier -= 1;
        }
    }
}

/// What a term adds to the score of a document that has it.
pub(super) fn worth(index: &Index, expansion: &Expansion, posting: &Posting) -> f32 {
    expansion.idf * expansion.weight * index.saturation(posting)
}

/// A word with parts counts as itself when it is known, else through its parts.
pub(super) fn counts_for_coverage(asked: &[Asked], number: usize) -> bool {
    let known = |asked: &Asked| !asked.expansions.is_empty();
    let Some(this) = asked.get(number) else { return false };
    if this.kind != Kind::Part {
        return this.parts == 0 || known(this);
    }
    let whole = asked.get(..number).and_then(|before| before.iter().rev().find(|a| a.kind != Kind::Part));
    !whole.is_some_and(known)
}

fn tier(asked: &Asked, expansion: &Expansion, posting: &Posting) -> u8 {
    match (asked.kind, expansion.how) {
        (Kind::Code, How::Same) if posting.fields & Field::Code.bit() != 0 => 2,
        (Kind::Code, How::Same) => 1,
        _ => 0,
    }
}

#[derive(Clone, Copy, Default)]
struct Score {
    relevance: f32,
    covered: f32,
    tier: u8,
    touched: bool,
}

struct Scores {
    all: Vec<Score>,
    touched: Vec<u32>,
}

impl Scores {
    fn change(&mut self, document: u32, change: impl FnOnce(&mut Score)) {
        let Some(score) = self.all.get_mut(document as usize) else { return };
        if !score.touched {
            score.touched = true;
            self.touched.push(document);
        }
        change(score);
    }

    fn raise(&mut self, document: u32, tier: u8) {
        if tier > 0 {
            self.change(document, |score| score.tier = score.tier.max(tier));
        }
    }

    fn add(&mut self, document: u32, relevance: f32, covered: f32) {
        self.change(document, |score| {
            score.relevance += relevance;
            score.covered += covered;
        });
    }

    fn ranked(&self, total: f32) -> Vec<Ranked> {
        let share = |covered: f32| if total > 0.0 { (covered / total).min(1.0) } else { 0.0 };
        self.touched
            .iter()
            .filter_map(|document| {
                let score = self.all.get(*document as usize)?;
                let coverage = share(score.covered);
                let relevance = score.relevance * (1.0 + COVERAGE * coverage);
                Some(Ranked { document: *document, tier: score.tier, relevance, coverage })
            })
            .collect()
    }
}

/// The text of a line that was read, for showing what decided.
pub(super) fn line_text(query: &Query, number: usize) -> Option<&str> {
    let at = query.lines.binary_search_by_key(&number, |(number, _)| *number).ok()?;
    query.lines.get(at).map(|(_, text)| text.as_str())
}
