//! Search over a library: what of a flow can be found, and where a hit leads.

use super::cache::{KEPT_FROM, Shelf};
use super::{Account, Document, Field, Index, Line, Results, Why};
use crate::flow::{Address, Flow, Item, Kind, Library, Node, SignatureKind, Text, Translated, Translation};
use crate::text::Strings;
use crate::text::markup::{parse, plain};
use std::borrow::Cow;
use std::ops::Range;

/// Search over all flows of a library, in all their languages.
pub struct Finder {
    index: Index,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// The first hit can be taken without asking.
    pub confident: bool,
    /// Best first.
    pub hits: Vec<Found>,
}

/// A problem, row or question that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it leads.
    pub at: Address,
    /// It is the flow itself rather than a node in it.
    pub whole: bool,
    /// Row or question at that node.
    pub item: Option<String>,
    /// What it is called, in the language shown.
    pub title: String,
    /// What to mark in the title: byte ranges.
    pub marks: Vec<Range<usize>>,
    /// Title of its pack.
    pub pack: String,
    /// Why it was found, most important first.
    pub why: Vec<String>,
    /// Of a pasted text the line that decided.
    pub line: Option<Line>,
    /// Comparable within one search only.
    pub score: f32,
    /// Little of the query matched.
    pub weak: bool,
}

impl Finder {
    /// Indexes a library.
    pub fn new(library: &Library) -> Finder {
        Finder::kept(library, None).0
    }

    /// Takes the index of a large library from where it is kept; builds it otherwise. Also tells whether a large index
    /// was built, so that it should be kept now.
    pub fn kept(library: &Library, shelf: Option<&dyn Shelf>) -> (Finder, bool) {
        let documents: Vec<Document> = library.flows.values().flat_map(|flow| documents(flow)).collect();
        let shelf = shelf.filter(|_| documents.len() >= KEPT_FROM);
        let found = match shelf.and_then(Shelf::read) {
            Some(bytes) => Index::from_bytes(documents, &bytes),
            None => Err(documents),
        };
        match found {
            Ok(index) => (Finder { index }, false),
            Err(documents) => (Finder { index: Index::build(documents) }, shelf.is_some()),
        }
    }

    /// The index as bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.index.to_bytes()
    }

    /// Searches. Titles come from `shown`, the library in the reader's language; reasons are worded by `strings`.
    pub fn search(&self, query: &str, limit: usize, shown: &Library, strings: &Strings) -> Search {
        self.found(self.index.query(query, limit), shown, strings)
    }

    /// Searches with a log that comes in blocks of whole lines, in bounded memory.
    ///
    /// # Errors
    /// The first error of the blocks.
    pub fn search_log<E>(
        &self,
        blocks: impl IntoIterator<Item = Result<String, E>>,
        limit: usize,
        shown: &Library,
        strings: &Strings,
    ) -> Result<Search, E> {
        Ok(self.found(self.index.query_log(blocks, limit)?, shown, strings))
    }

    fn found(&self, results: Results, shown: &Library, strings: &Strings) -> Search {
        let hits = results.hits.into_iter().filter_map(|hit| {
            let document = self.index.documents().get(hit.document)?;
            let flow = shown.flow(&document.flow)?;
            let at = flow.address(document.node.as_deref().unwrap_or(&flow.start));
            let title = title(flow, document).unwrap_or_else(|| document.title.clone());
            let marks = match title == document.title {
                true => hit.highlights,
                false => results.marker.marks(&self.index, &title),
            };
            Some(Found {
                at,
                whole: document.node.is_none(),
                item: document.item.clone(),
                why: in_words(&hit.why, &title, strings),
                title,
                marks,
                pack: shown.pack_of(flow).map(|pack| pack.title.text.clone()).unwrap_or_default(),
                line: hit.line,
                score: hit.score,
                weak: hit.weak,
            })
        });
        Search { confident: results.confident, hits: hits.collect() }
    }

    /// Everything that can be found.
    pub fn documents(&self) -> &[Document] {
        self.index.documents()
    }

    /// Those documents, by number, that nobody can find; see [`Index::unfindable`].
    pub fn unfindable(&self) -> Vec<usize> {
        self.index.unfindable()
    }

    /// How a hit of a query came to its score.
    pub fn account(&self, query: &str, found: &Found) -> Option<Account> {
        let is_it = |document: &Document| {
            let node = (!found.whole).then_some(&found.at.node);
            *document.flow == *found.at.flow && document.node.as_ref() == node && document.item == found.item
        };
        self.index.account(query, self.index.documents().iter().position(is_it)?)
    }
}

/// Reasons in words, beside a title as it is shown. The line of a paste is said once.
fn in_words(why: &[Why], title: &str, strings: &Strings) -> Vec<String> {
    let mut said = None;
    let mut word = |why: &Why| match why.line() == said {
        true => why.phrase(Some(title), strings),
        false => {
            said = why.line();
            why.in_words(Some(title), strings)
        }
    };
    why.iter().map(&mut word).collect()
}

/// The title of a hit in the language of `flow`.
fn title(flow: &Flow, document: &Document) -> Option<String> {
    let Some(node) = &document.node else { return Some(flow.title.text.clone()) };
    let item = document.item.as_ref()?;
    match &flow.node(node)?.kind {
        Kind::Table(table) => table.rows.iter().find(|row| row.id == *item).map(|row| clean(&row.means.text)),
        Kind::Faq(faq) => faq.items.iter().find(|one| one.id == *item).map(|one| clean(&one.q.text)),
        _ => None,
    }
}

/// What of a flow can be found: the flow itself, each row of its tables and each question of its faqs.
fn documents(flow: &Flow) -> Vec<Document> {
    let translations: Vec<_> = flow.translations.values().map(Translated::glance).collect();
    let mut documents = vec![whole(flow, &translations)];
    for node in flow.nodes.values() {
        match &node.kind {
            Kind::Table(table) => documents.extend(table.rows.iter().map(|row| {
                let mut fields: Vec<(Field, String)> =
                    row.codes.iter().map(|code| (Field::Code, code.clone())).collect();
                fields.extend(row.texts.iter().map(|text| (Field::Error, text.clone())));
                fields.extend(row.samples.iter().map(|sample| (Field::Error, sample.text.clone())));
                fields.extend(texts(Field::Alias, &row.aliases));
                fields.extend(translated(
                    &translations,
                    Field::Title,
                    &format!("{}.rows.{}.means", node.id, row.id),
                ));
                document(flow, node, &row.id, &row.means, fields)
            })),
            Kind::Faq(faq) => documents.extend(faq.items.iter().map(|item| {
                let mut fields = texts(Field::Alias, &item.aliases);
                fields.extend(items(Field::Cause, &item.a));
                let path = format!("{}.items.{}", node.id, item.id);
                fields.extend(translated(&translations, Field::Title, &format!("{path}.q")));
                fields.extend(translated_below(&translations, Field::Cause, &format!("{path}.a")));
                document(flow, node, &item.id, &item.q, fields)
            })),
            _ => {}
        }
    }
    documents
}

fn whole(flow: &Flow, translations: &[Cow<Translation>]) -> Document {
    let mut fields = texts(Field::Symptom, &flow.symptoms);
    fields.push((Field::Alias, flow.id.clone()));
    fields.extend(texts(Field::Alias, &flow.aliases));
    fields.extend(flow.tags.iter().map(|tag| (Field::Alias, tag.clone())));
    fields.extend(flow.condition.iter().map(|text| (Field::Symptom, clean(&text.text))));
    for signature in &flow.signatures {
        match &signature.kind {
            SignatureKind::Text { text, also } => {
                fields.push((Field::Error, text.clone()));
                fields.extend(also.iter().map(|text| (Field::Error, text.clone())));
            }
            SignatureKind::Code(code) => fields.push((Field::Code, code.clone())),
            SignatureKind::Regex { sample, .. } => fields.push((Field::Error, sample.clone())),
        }
    }
    fields.extend(flow.samples.iter().map(|sample| (Field::Error, sample.text.clone())));
    for node in flow.nodes.values() {
        fields.extend(texts(Field::Alias, &node.aliases));
        fields.extend(node.samples.iter().map(|sample| (Field::Error, sample.text.clone())));
        match &node.kind {
            Kind::Ask(question) => fields.push((Field::Question, clean(&question.text.text))),
            Kind::Check(check) => {
                fields.push((Field::Question, clean(&check.question.text.text)));
                fields.extend(items(Field::Cause, &check.steps));
            }
            Kind::Fix(fix) => {
                fields.push((Field::Fix, clean(&fix.text.text)));
                fields.extend(fix.cause.iter().map(|text| (Field::Cause, clean(&text.text))));
                fields.extend(items(Field::Cause, &fix.steps));
            }
            _ => {}
        }
    }
    for translation in translations {
        fields.extend(translation.symptoms.iter().map(|text| (Field::Symptom, text.clone())));
        fields.extend(translation.aliases.iter().map(|text| (Field::Alias, text.clone())));
    }
    for (path, texts) in translations.iter().flat_map(|translation| &translation.text) {
        let field = field_of(path);
        fields.extend(texts.iter().filter_map(|text| Some((field?, clean(text)))));
    }
    let collection = flow.node(&flow.start).is_some_and(|start| matches!(start.kind, Kind::Faq(_)));
    Document {
        flow: flow.id.as_str().into(),
        title: flow.title.text.clone(),
        fields,
        collection,
        ..Document::default()
    }
}

/// What a translated text of a flow is to search; none if it says nothing of the problem, or belongs to a row or
/// question that is found on its own.
fn field_of(path: &str) -> Option<Field> {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["title"] => Some(Field::Title),
        ["condition"] => Some(Field::Symptom),
        [_, "ask" | "check"] => Some(Field::Question),
        [_, "fix"] => Some(Field::Fix),
        [_, "cause" | "do"] | [_, "options", _, "say"] => Some(Field::Cause),
        _ => None,
    }
}

fn document(flow: &Flow, node: &Node, item: &str, title: &Text, fields: Vec<(Field, String)>) -> Document {
    Document {
        flow: flow.id.as_str().into(),
        node: Some(node.id.clone()),
        item: Some(item.to_owned()),
        title: clean(&title.text),
        fields,
        collection: false,
    }
}

fn texts(field: Field, texts: &[Text]) -> Vec<(Field, String)> {
    texts.iter().map(|text| (field, clean(&text.text))).collect()
}

fn items(field: Field, items: &[Item]) -> Vec<(Field, String)> {
    items.iter().map(|item| (field, clean(&item.text.text))).collect()
}

/// The translations of one text.
fn translated(translations: &[Cow<Translation>], field: Field, path: &str) -> Vec<(Field, String)> {
    let found = translations.iter().filter_map(|translation| translation.text.get(path));
    found.flatten().map(|text| (field, clean(text))).collect()
}

/// The translations of all texts whose paths begin so.
fn translated_below(translations: &[Cow<Translation>], field: Field, path: &str) -> Vec<(Field, String)> {
    let texts = translations.iter().flat_map(|translation| &translation.text);
    let below = texts.filter(|(key, _)| key.starts_with(path)).flat_map(|(_, texts)| texts);
    below.map(|text| (field, clean(text))).collect()
}

/// A text without markup, in no more memory than it needs: all texts of all languages are kept.
fn clean(text: &str) -> String {
    let mut text = plain(&parse(text, |_| false));
    text.shrink_to_fit();
    text
}
