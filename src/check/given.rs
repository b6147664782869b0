//! Which flows a pasted text leads to by their signatures, and the answers it gives there.

use crate::flow::{Flow, Library, Signature, SignatureKind, pattern};
use crate::text::code::Code;
use std::sync::Arc;

/// A flow that a text leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The flow.
    pub flow: Arc<Flow>,
    /// Length of its longest signature that matched, in characters: the longer, the more specific.
    pub weight: usize,
    /// `node=option` pairs that the text answers, most specific first; no question stands twice.
    pub answers: Vec<(String, String)>,
}

/// The flows whose signatures the text matches, most specific first, in library order where that is equal.
/// More than one with the weight of the first means that the person decides.
pub fn given(library: &Library, text: &str) -> Vec<Given> {
    let pasted = Pasted::new(text);
    let mut found: Vec<Given> = library.flows.values().filter_map(|flow| pasted.lead_to(flow)).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.weight));
    found
}

/// What a text answers in one flow; nothing if no signature of it matches.
pub fn given_in(flow: &Arc<Flow>, text: &str) -> Option<Given> {
    Pasted::new(text).lead_to(flow)
}

struct Pasted<'a> {
    text: &'a str,
    folded: String,
}

impl<'a> Pasted<'a> {
    fn new(text: &'a str) -> Pasted<'a> {
        let text = pattern::head(text);
        Pasted { text, folded: fold(text) }
    }

    fn lead_to(&self, flow: &Arc<Flow>) -> Option<Given> {
        let weighted = flow.signatures.iter().filter_map(|one| Some((self.weight(one)?, one)));
        let mut hits: Vec<(usize, &Signature)> = weighted.collect();
        hits.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let weight = hits.first()?.0;
        // Two different answers of the same weight contradict each other, so neither is taken.
        let mut decided: Vec<(usize, &str, Option<&str>)> = Vec::new();
        for (weight, signature) in &hits {
            for (node, option) in &signature.answers {
                match decided.iter_mut().find(|(_, question, _)| question == node) {
                    None => decided.push((*weight, node, Some(option))),
                    Some((earlier, _, answer)) if earlier == weight && *answer != Some(option) => {
                        *answer = None
                    }
                    Some(_) => {}
                }
            }
        }
        let answers =
            decided.into_iter().filter_map(|(_, node, option)| Some((node.to_owned(), option?.to_owned())));
        Some(Given { flow: Arc::clone(flow), weight, answers: answers.collect() })
    }

    /// How specific a signature is, if it matches.
    fn weight(&self, signature: &Signature) -> Option<usize> {
        match &signature.kind {
            SignatureKind::Text { text, also } => {
                let forms = std::iter::once(text).chain(also).map(|form| fold(form));
                forms.filter(|form| has_words(&self.folded, form)).map(|form| form.chars().count()).max()
            }
            SignatureKind::Code(code) => {
                Code::parse(code).is_in(self.text).then(|| code.trim().chars().count())
            }
            SignatureKind::Regex { regex, sample } => {
                let found = pattern::compile(regex).is_ok_and(|regex| regex.is_match(self.text));
                found.then(|| sample.chars().count())
            }
        }
    }
}

/// Text without the differences that do not matter: case and white space.
pub fn fold(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Whether `part` stands in `text`, and not inside a longer Latin word.
fn has_words(text: &str, part: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(|c| c.is_ascii_alphanumeric()) && b.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    !part.is_empty()
        && text.match_indices(part).any(|(at, _)| {
            let before = text.get(..at).and_then(|rest| rest.chars().next_back());
            let after = text.get(at + part.len()..).and_then(|rest| rest.chars().next());
            !joins(before, part.chars().next()) && !joins(part.chars().next_back(), after)
        })
}
