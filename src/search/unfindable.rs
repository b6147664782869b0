//! What nobody can find: documents whose own words lead elsewhere.

use super::index::Index;
use super::tokens::{Kind, tokens};
use super::{Document, Field};

/// A word in so few documents finds each of them, and a document must be among so many first hits.
const FEW: usize = 3;
/// Most searches made for one answer. They are needed only for documents that have no word of their own, so a library
/// in which they do not suffice has more faults than anybody reads.
const MAX_SEARCHES: usize = 1000;

impl Index {
    /// The documents, by number, that nobody can find: all their words are common (in more than three documents), and
    /// neither by their title nor by anything else that is written for the search do they come among the first
    /// three. What is explained or advised does not count: nobody searches for that.
    pub fn unfindable(&self) -> Vec<usize> {
        let mut searches = 0;
        let mut found = Vec::new();
        for (number, document) in self.documents().iter().enumerate() {
            if said(document).any(|text| self.is_telling(text)) {
                continue;
            }
            let mut is_first = |text: &str| {
                searches += 1;
                self.query(text, FEW).hits.iter().any(|hit| hit.document == number)
            };
            let is_lost = !said(document).any(&mut is_first);
            if searches > MAX_SEARCHES {
                break;
            }
            if is_lost {
                found.push(number);
            }
        }
        found
    }

    /// Whether a text has a word that few documents have.
    fn is_telling(&self, text: &str) -> bool {
        let is_rare = |term: u32| self.postings(term).len() <= FEW;
        tokens(text)
            .iter()
            .filter(|token| token.kind != Kind::Part)
            .any(|token| self.term(&token.text).is_some_and(is_rare))
    }
}

/// The texts by which a document is meant to be found; its id is not for people.
fn said(document: &Document) -> impl Iterator<Item = &str> {
    let written = |field: &Field, text: &String| match field {
        Field::Title | Field::Code | Field::Error | Field::Symptom => true,
        Field::Alias => **text != *document.flow,
        Field::Question | Field::Fix | Field::Cause => false,
    };
    let fields = document.fields.iter().filter(move |(field, text)| written(field, text));
    std::iter::once(document.title.as_str()).chain(fields.map(|(_, text)| text.as_str()))
}
