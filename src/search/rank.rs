//! The score of each document: BM25 with coverage, and the tier of exact codes and known messages.

use super::Field;
use super::expand::{Expansion, How};
use super::index::{Index, Posting};
use super::language::says_little;
use super::phrase::lift;
use super::query::{Asked, Query};
use super::tokens::Kind;
use crate::text::sort::sort_by;

/// How much a query that is wholly covered gains over one that is hardly covered.
pub(super) const COVERAGE: f32 = 1.0;
/// How much a collection of documents counts against what it collects.
const COLLECTION: f32 = 0.6;
/// Most documents that get a score. Beyond that words that are in very many documents only add to those that have one.
const MAX_DOCUMENTS: usize = 8_000;
/// Most postings that are visited. The words that tell most come first.
const MAX_POSTINGS: usize = 40_000;

/// A document with its place in the ranking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub document: u32,
    /// 2: its code or message was given, 1: a code was given that it mentions, 0: words only.
    pub tier: u8,
    pub relevance: f32,
    pub coverage: f32,
    /// How much one text of it is like the query, from 0 to 1.
    pub likeness: f32,
    /// What its relevance is multiplied by, whatever the query.
    pub prior: f32,
}

/// What a query has cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Terms that were tried for its words.
    pub expansions: usize,
    /// Occurrences of terms in documents that were visited.
    pub postings: usize,
    /// Documents that got a score.
    pub documents: usize,
}

impl Index {
    /// What it costs to answer a query; bounded for every query and library.
    pub fn work(&self, text: &str) -> Work {
        let query = Query::read(self, text);
        let mut scores = Scores::new(self.documents().len());
        scores.score(self, &query);
        Work {
            expansions: query.asked.iter().map(|asked| asked.expansions.len()).sum(),
            postings: scores.visited,
            documents: scores.all.len(),
        }
    }
}

/// Scores the documents that have anything of the query.
pub(super) fn rank(index: &Index, query: &Query) -> Vec<Ranked> {
    let mut scores = Scores::new(index.documents().len());
    let total = scores.score(index, query);
    let mut ranked = scores.ranked(total);
    for collection in index.collections() {
        if let Some(one) = scores.place(*collection).and_then(|place| ranked.get_mut(place)) {
            one.prior = COLLECTION;
            one.relevance *= one.prior;
        }
    }
    lift(index, query, &mut ranked);
    prefer_parts(index, &mut ranked);
    ranked
}

impl Ranked {
    /// The order of hits: by tier, by score, and else as the documents stand in the library.
    pub fn before(&self, other: &Ranked) -> bool {
        if self.tier != other.tier {
            return self.tier > other.tier;
        }
        self.relevance > other.relevance
            || self.relevance == other.relevance && self.document < other.document
    }
}

/// The score of a document so far.
#[derive(Clone, Copy, Default)]
struct Score {
    document: u32,
    relevance: f32,
    covered: f32,
    tier: u8,
    /// The best match of the current word: what it adds, and how far it covers the word.
    added: f32,
    covers: f32,
}

struct Scores {
    /// Which score each document has, counted from 1; 0 is none. Most pages of it are never touched.
    places: Vec<u32>,
    all: Vec<Score>,
    /// How many may get one.
    most: usize,
    visited: usize,
}

impl Scores {
    fn new(documents: usize) -> Self {
        Self { places: vec![0; documents], all: Vec::new(), most: MAX_DOCUMENTS, visited: 0 }
    }

    /// Adds up what the words of a query give, and returns how much the whole query tells.
    fn score(&mut self, index: &Index, query: &Query) -> f32 {
        for (_, document, _) in &query.messages {
            if let Some(score) = self.place_of(*document).and_then(|place| self.all.get_mut(place)) {
                score.tier = 2;
            }
        }
        let telling = |asked: &Asked| asked.expansions.iter().map(|e| e.idf).fold(0.0, f32::max);
        // Every log has words that say little, so these find nothing by themselves: they only add to what others found.
        let adds = |asked: &Asked| query.pasted && says_little(&asked.text);
        let mut order: Vec<(bool, usize, &Asked)> =
            query.asked.iter().enumerate().map(|(number, asked)| (adds(asked), number, asked)).collect();
        sort_by(&mut order, |a, b| a.0.cmp(&b.0).then(telling(b.2).total_cmp(&telling(a.2))));
        let mut total = 0.0;
        for (adds, number, asked) in order {
            self.most = if adds { self.all.len() } else { MAX_DOCUMENTS };
            let mut reached: Vec<usize> = Vec::new();
            for expansion in &asked.expansions {
                self.visit(index, asked, expansion, &mut reached);
            }
            let counted = counts_for_coverage(&query.asked, number);
            let idf = match asked.expansions.is_empty() {
                // What a log says that no document knows is not held against any of them.
                true if query.pasted => 0.0,
                true => index.idf_of(0),
                false => telling(asked),
            };
            total += if counted { idf } else { 0.0 };
            for place in reached {
                let Some(score) = self.all.get_mut(place) else { continue };
                score.relevance += std::mem::take(&mut score.added);
                let covers = std::mem::take(&mut score.covers);
                score.covered += if counted { covers * idf } else { 0.0 };
            }
        }
        total
    }

    /// Notes the best match of a word in each document that has the term; `reached` gets the places of their scores.
    fn visit(&mut self, index: &Index, asked: &Asked, expansion: &Expansion, reached: &mut Vec<usize>) {
        let covers = expansion.covers();
        let is_exact = asked.kind == Kind::Code && expansion.how == How::Same;
        let left = MAX_POSTINGS.saturating_sub(self.visited);
        let postings = index.postings(expansion.term);
        let postings = postings.get(..left).unwrap_or(postings);
        self.visited += postings.len();
        for posting in postings {
            let Some(place) = self.place_of(posting.document) else { continue };
            let Some(score) = self.all.get_mut(place) else { continue };
            let worth = worth(index, expansion, posting);
            if score.covers == 0.0 {
                reached.push(place);
            }
            if worth > score.added {
                score.added = worth;
            }
            if covers > score.covers {
                score.covers = covers;
            }
            if is_exact {
                score.tier = score.tier.max(if posting.fields & Field::Code.bit() != 0 { 2 } else { 1 });
            }
        }
    }

    /// Where the score of a document is, if it has one.
    fn place(&self, document: u32) -> Option<usize> {
        (*self.places.get(document as usize)? as usize).checked_sub(1)
    }

    /// Where the score of a document is; a new one if there is room.
    // Inlined here, as what else each posting goes through: optimised for size, calls would cost more than the work.
    #[inline(always)]
    fn place_of(&mut self, document: u32) -> Option<usize> {
        let place = self.places.get_mut(document as usize)?;
        if *place == 0 {
            if self.all.len() >= self.most {
                return None;
            }
            self.all.push(Score { document, ..Score::default() });
            *place = self.all.len() as u32;
        }
        Some(*place as usize - 1)
    }

    fn ranked(&self, total: f32) -> Vec<Ranked> {
        let share = |covered: f32| if total > 0.0 { (covered / total).min(1.0) } else { 0.0 };
        let ranked = self.all.iter().map(|score| {
            let coverage = share(score.covered);
            let relevance = score.relevance * (1.0 + COVERAGE * coverage);
            Ranked {
                document: score.document,
                tier: score.tier,
                relevance,
                coverage,
                likeness: 0.0,
                prior: 1.0,
            }
        });
        ranked.collect()
    }
}

/// A row or question that has the code or message goes before the flow that it is a part of.
fn prefer_parts(index: &Index, ranked: &mut [Ranked]) {
    let document = |ranked: &Ranked| index.documents().get(ranked.document as usize);
    let parts: Vec<(&str, u8)> = ranked
        .iter()
        .filter(|ranked| ranked.tier > 0)
        .filter_map(|ranked| {
            Some((document(ranked).filter(|one| one.node.is_some())?.flow.as_ref(), ranked.tier))
        })
        .collect();
    for whole in ranked.iter_mut().filter(|ranked| ranked.tier > 1) {
        let Some(flow) = document(whole).filter(|one| one.node.is_none()).map(|one| one.flow.as_ref()) else {
            continue;
        };
        if parts.iter().any(|(part, tier)| *part == flow && *tier >= whole.tier) {
            whole.tier -= 1;
        }
    }
}

/// What a term adds to the score of a document that has it.
#[inline(always)]
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
