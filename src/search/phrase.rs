//! How nearly a query says what one text of a document says: a title, a symptom, another name. Words of a query that
//! stand together in one text say more than the same words scattered over many.

use super::expand::How;
use super::index::Index;
use super::language::weight;
use super::query::Query;
use super::rank::Ranked;
use super::tokens::{Kind, tokens};
use super::{Document, Field};
use crate::text::sort::first;
use std::collections::HashMap;

/// The best so many documents are looked at.
const MAX_DOCUMENTS: usize = 12;
/// Most texts of a document that are looked at.
const MAX_TEXTS: usize = 400;
/// How much a query gains that is one of the texts, word for word.
const SAME: f32 = 1.0;

/// What a query asks for, by the terms that stand for it.
struct Sought {
    /// Which word each term stands for, and how well.
    terms: HashMap<u32, (usize, f32)>,
    /// How much each word tells.
    worth: Vec<f32>,
    total: f32,
}

/// Lifts the documents of which one text says nearly what the query says.
pub(super) fn lift(index: &Index, query: &Query, ranked: &mut [Ranked]) {
    if query.pasted || ranked.len() < 2 {
        return;
    }
    let sought = Sought::of(query);
    for best in first(ranked.iter().copied().enumerate(), MAX_DOCUMENTS, |a, b| a.1.before(&b.1)) {
        let Some(one) = ranked.get_mut(best.0) else { continue };
        if let Some(document) = index.documents().get(one.document as usize) {
            one.likeness = likeness(index, &sought, document);
            one.relevance *= lifted(one.likeness);
        }
    }
}

/// By how much a document gains of which a text is so much like the query.
pub(super) fn lifted(likeness: f32) -> f32 {
    1.0 + SAME * likeness * likeness
}

impl Sought {
    fn of(query: &Query) -> Self {
        let (mut terms, mut worth) = (HashMap::new(), Vec::new());
        for asked in query.asked.iter().filter(|asked| asked.kind != Kind::Part) {
            for expansion in &asked.expansions {
                let weight = match expansion.how {
                    How::Same | How::Form | How::Begins => 1.0,
                    How::Similar | How::PartOfCode | How::LikeCode | How::Synonym => expansion.weight,
                };
                let known = terms.entry(expansion.term).or_insert((worth.len(), weight));
                if weight > known.1 {
                    *known = (worth.len(), weight);
                }
            }
            worth.push(weight(&asked.text));
        }
        let total = worth.iter().sum();
        Self { terms, worth, total }
    }
}

/// The likeness of the text of a document that is most like the query, from 0 to 1.
fn likeness(index: &Index, sought: &Sought, document: &Document) -> f32 {
    let short = |field: Field| field != Field::Cause && field != Field::Code;
    let texts = document.fields.iter().filter(|(field, _)| short(*field)).map(|(_, text)| text);
    let texts = std::iter::once(&document.title).chain(texts).take(MAX_TEXTS);
    texts.map(|text| of_text(index, sought, text)).fold(0.0, f32::max)
}

/// The harmonic mean of how much of a text the query says and how much of the query the text says. How rare a word is
/// does not matter here, so that other documents have no say.
fn of_text(index: &Index, sought: &Sought, text: &str) -> f32 {
    let mut met: Vec<f32> = vec![0.0; sought.worth.len()];
    let (mut all, mut said) = (0.0, 0.0);
    for token in tokens(text).iter().filter(|token| token.kind != Kind::Part) {
        let Some(term) = index.term(&token.text) else { continue };
        let weight = weight(&token.text);
        all += weight;
        if let Some((word, alike)) = sought.terms.get(&term) {
            said += weight * alike;
            if let Some(met) = met.get_mut(*word) {
                *met = met.max(*alike);
            }
        }
    }
    if said == 0.0 || sought.total == 0.0 {
        return 0.0;
    }
    let asked: f32 = met.iter().zip(&sought.worth).map(|(met, worth)| met * worth).sum();
    let (of_text, of_query) = (said / all, asked / sought.total);
    if of_query == 0.0 { 0.0 } else { 2.0 * of_text * of_query / (of_text + of_query) }
}
