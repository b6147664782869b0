//! Which flows a pasted text leads to by their signatures, and the answers it gives there.

use crate::flow::{Flow, Library, Signature, SignatureKind, pattern};
use crate::search::signature::Messages;
use crate::text::code::{Code, find_codes};
use crate::text::sort::sort_by_key;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A flow that a text leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The flow.
    pub flow: Arc<Flow>,
    /// Length of its longest signature that matched: the longer, the more specific.
    pub weight: usize,
    /// `node=option` pairs that the text answers, most specific first; no question stands twice.
    pub answers: Vec<(String, String)>,
}

/// The signatures of all flows, ready to be looked for.
pub struct Signatures(Vec<Signed>);

impl Signatures {
    /// Prepares the signatures of a library.
    pub fn of(library: &Library) -> Signatures {
        Signatures(library.flows.values().map(Signed::of).collect())
    }

    /// The flows whose signatures the text matches, most specific first, in library order where that is
    /// equal. More than one with the weight of the first means that the person decides.
    pub fn given(&self, text: &str) -> Vec<Given> {
        let pasted = Pasted::new(text);
        let mut found: Vec<Given> = self.0.iter().filter_map(|signed| signed.given(&pasted)).collect();
        sort_by_key(&mut found, |one| std::cmp::Reverse(one.weight));
        found
    }
}

/// What a text answers in one flow; nothing if no signature of it matches.
pub fn given_in(flow: &Arc<Flow>, text: &str) -> Option<Given> {
    Signed::of(flow).given(&Pasted::new(text))
}

struct Pasted<'a> {
    text: &'a str,
    codes: HashSet<Code>,
}

impl<'a> Pasted<'a> {
    fn new(text: &'a str) -> Pasted<'a> {
        let text = pattern::head(text);
        Pasted { text, codes: find_codes(text).map(|found| found.code).collect() }
    }

    fn has(&self, code: &str) -> bool {
        match Code::parse(code) {
            name @ Code::Name(_) => name.is_in(self.text),
            code => self.codes.contains(&code),
        }
    }
}

/// A flow and the messages of its signatures.
struct Signed {
    flow: Arc<Flow>,
    messages: Messages,
    /// Signature of each message.
    owners: Vec<usize>,
}

impl Signed {
    fn of(flow: &Arc<Flow>) -> Signed {
        let mut forms = Vec::new();
        let mut owners = Vec::new();
        for (index, signature) in flow.signatures.iter().enumerate() {
            if let SignatureKind::Text { text, also } = &signature.kind {
                forms.extend(std::iter::once(text).chain(also).map(String::as_str));
                owners.resize(forms.len(), index);
            }
        }
        Signed { messages: Messages::new(forms), owners, flow: Arc::clone(flow) }
    }

    fn given(&self, pasted: &Pasted<'_>) -> Option<Given> {
        let messages = self.messages(pasted.text);
        let weighted = self.flow.signatures.iter().enumerate().filter_map(|(index, one)| {
            let weight = match &one.kind {
                SignatureKind::Text { .. } => messages.get(&index).copied(),
                SignatureKind::Code(code) => pasted.has(code).then(|| code.trim().len()),
                SignatureKind::Regex { regex, sample } => pattern::compile(regex)
                    .is_ok_and(|regex| regex.is_match(pasted.text))
                    .then_some(sample.len()),
            };
            Some((weight?, one))
        });
        let mut hits: Vec<(usize, &Signature)> = weighted.collect();
        sort_by_key(&mut hits, |(weight, _)| std::cmp::Reverse(*weight));
        let weight = hits.first()?.0;
        Some(Given { flow: Arc::clone(&self.flow), weight, answers: answers(&hits) })
    }

    /// Signatures whose message stands in the text, with its length.
    fn messages(&self, text: &str) -> HashMap<usize, usize> {
        let mut longest: HashMap<usize, usize> = HashMap::new();
        for found in self.messages.find(text) {
            if let Some(owner) = self.owners.get(found.message) {
                let known = longest.entry(*owner).or_default();
                *known = found.length.max(*known);
            }
        }
        longest
    }
}

/// The answers of signatures that matched, the heaviest first. Two different answers of the same weight
/// contradict each other, so neither is taken.
fn answers(hits: &[(usize, &Signature)]) -> Vec<(String, String)> {
    let mut decided: Vec<(usize, &str, Option<&str>)> = Vec::new();
    for (weight, signature) in hits {
        for (node, option) in &signature.answers {
            match decided.iter_mut().find(|(_, question, _)| question == node) {
                None => decided.push((*weight, node, Some(option))),
                Some((earlier, _, answer)) if earlier == weight && *answer != Some(option) => *answer = None,
                Some(_) => {}
            }
        }
    }
    let taken =
        decided.into_iter().filter_map(|(_, node, option)| Some((node.to_owned(), option?.to_owned())));
    taken.collect()
}
