//! What holds for every library and query: answers are the same each time, cost no more than a bound, and do not depend
//! on what other documents say.

use super::{any_query, document, library};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unsnag::search::{Document, Field, Index, Work};

/// Made-up words. None begins like another, is like another, or has a form or a synonym.
const WORDS: [&str; 12] = [
    "brontuk",
    "celdivar",
    "dorpimex",
    "fuklabo",
    "gwimtar",
    "hocrelun",
    "jexopidu",
    "kluvbarn",
    "mowtrizec",
    "nilgodru",
    "prexuvla",
    "twocbimul",
];
/// Words that nothing has in common with those.
const FOREIGN: [&str; 6] = ["привет", "журнал", "щегол", "эхолот", "ягода", "цифра"];
/// Words in a document.
const LENGTH: usize = 6;

fn words(pool: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pool), LENGTH / 2).prop_map(|words| words.join(" "))
}

/// A document of [`LENGTH`] words.
fn made_of(pool: &'static [&'static str]) -> impl Strategy<Value = Document> {
    let field = prop::sample::select(vec![Field::Error, Field::Symptom, Field::Alias, Field::Cause]);
    (words(pool), field, words(pool)).prop_map(|(title, field, text)| document("", &title, &[(field, &text)]))
}

/// Documents, each with an id of its own.
fn documents() -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(made_of(&WORDS), 2..12).prop_map(|mut documents| {
        for (number, document) in documents.iter_mut().enumerate() {
            document.flow = char::from_u32(0x4e00 + number as u32).unwrap().to_string().into();
        }
        documents
    })
}

/// Whole words, words that are begun, and mistyped ones.
fn asked() -> impl Strategy<Value = String> {
    let word = (prop::sample::select(&WORDS[..]), 0..4).prop_map(|(word, how)| match how {
        0 => word[..4].to_owned(),
        1 => format!("{}{}{}", &word[..2], &word[3..4], &word[2..3]) + &word[4..],
        _ => word.to_owned(),
    });
    prop::collection::vec(word, 1..16).prop_map(|words| words.join(" "))
}

fn with(documents: &[Document], more: &Document, at: usize) -> Index {
    let mut all = documents.to_vec();
    all.insert(at.min(all.len()), Document { flow: "more".into(), ..more.clone() });
    Index::build(all)
}

fn order(index: &Index, query: &str) -> Vec<String> {
    let hits = index.query(query, 100).hits;
    hits.iter().map(|hit| index.documents()[hit.document].flow.to_string()).collect()
}

proptest! {
    #[test]
    fn the_same_library_and_query_give_the_same_answer(documents in documents(), query in asked()) {
        let (one, other) = (Index::build(documents.clone()), Index::build(documents));
        let answer = one.query(&query, 10);
        prop_assert_eq!(&one.query(&query, 10), &answer);
        prop_assert_eq!(&other.query(&query, 10), &answer);
        prop_assert_eq!(one.work(&query), other.work(&query));
        prop_assert_eq!(one.to_bytes(), other.to_bytes());
    }

    /// What a document says is nothing to those that share no word with it: it counts for them by being there (in
    /// document frequencies) and by its length (in the average), and by nothing else.
    #[test]
    fn another_document_acts_through_counts_alone(
        documents in documents(),
        query in asked(),
        one in made_of(&FOREIGN),
        other in made_of(&FOREIGN),
        at in 0_usize..12,
    ) {
        let answer = with(&documents, &one, at).query(&query, 100);
        prop_assert_eq!(&with(&documents, &other, at).query(&query, 100), &answer);
    }

    /// For one word frequencies are the same factor for all. So with a document of average length nothing changes.
    #[test]
    fn another_document_changes_no_order_for_one_word(
        documents in documents(),
        word in prop::sample::select(&WORDS[..]),
        more in made_of(&FOREIGN),
        at in 0_usize..12,
    ) {
        prop_assert_eq!(order(&with(&documents, &more, at), word), order(&Index::build(documents), word));
    }

    /// The order of the documents decides ties and nothing else.
    #[test]
    fn the_order_of_the_library_changes_no_score(documents in documents(), query in asked()) {
        let scores = |documents: Vec<Document>| -> BTreeMap<String, f32> {
            let index = Index::build(documents);
            let hits = index.query(&query, 100).hits;
            hits.iter().map(|hit| (index.documents()[hit.document].flow.to_string(), hit.score)).collect()
        };
        let turned = documents.iter().rev().cloned().collect();
        prop_assert_eq!(scores(turned), scores(documents));
    }

    /// Twelve words of 64 letters have 32 parts each at most; a paste has at most 4096 words and the known codes.
    #[test]
    fn any_query_stands_for_a_bounded_number_of_terms(query in any_query()) {
        static LIBRARY: LazyLock<Index> = LazyLock::new(library);
        let Work { expansions, postings, documents } = LIBRARY.work(&query);
        let size = LIBRARY.documents().len();
        prop_assert!(expansions <= 12 * 33 * 64, "{expansions}");
        prop_assert!(postings <= expansions * size && documents <= size, "{postings} {documents}");
    }
}

#[test]
fn a_long_paste_is_looked_up_up_to_a_bound() {
    let documents = (0..200).map(|number| document("f", &format!("a{number}x b{number}x"), &[]));
    let index = Index::build(documents.collect());
    let all: Vec<String> = (0..9000).map(|number| format!("a{}x b{number}x", number % 200)).collect();
    let work = index.work(&all.join("\n"));
    assert!((1..=4096).contains(&work.expansions), "{work:?}");
}

#[test]
fn words_that_are_everywhere_cost_the_same_in_a_larger_library_and_hide_no_rare_one() {
    let index = |count: usize| {
        let mut documents: Vec<Document> = (1..count).map(|_| document("f", "alpha alpine", &[])).collect();
        documents.push(document("rare", "Zebra 0x80070005", &[]));
        Index::build(documents)
    };
    let (large, larger) = (index(60_000), index(80_000));
    let common = "alp ".repeat(11);
    for query in [common.clone() + "alp", common.clone() + "zebra", common + "0x80070005"] {
        let work = larger.work(&query);
        assert_eq!(work, large.work(&query), "{query}");
        assert!(work.postings <= 1_000_000 && work.documents <= 60_000, "{query}: {work:?}");
        if !query.ends_with("alp") {
            assert_eq!(order(&larger, &query)[0], "rare", "{query}");
        }
    }
}
