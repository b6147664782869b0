//! How a score came about, term by term. It is worked out with the functions that rank, so that it adds up.

use super::Field;
use super::expand::How;
use super::index::Index;
use super::phrase::lifted;
use super::query::{Asked, Query};
use super::rank::{COVERAGE, counts_for_coverage, rank, worth};
use crate::text::Strings;

/// The score of one hit, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// 2: its code or message was given, 1: it mentions a code that was given, 0: words only. A higher tier comes
    /// first whatever the words say.
    pub tier: u8,
    /// What each token of the query adds, in the order of the query. Of a paste only those that add something.
    pub terms: Vec<Counted>,
    /// Share of the query that the document covers, by how much its tokens tell; 0 to 1.
    pub coverage: f32,
    /// How much one of its texts is like the query; 0 to 1. Only the best documents are looked at for it.
    pub likeness: f32,
    /// What that is worth: 1 for none, and more the nearer it is to 1.
    pub lift: f32,
    /// What it counts whatever the query: less than 1 if it only collects other documents.
    pub prior: f32,
    /// The sum of what the terms add, times one and the coverage, times lift and prior.
    pub relevance: f32,
}

/// A token of the query in the score of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// As it was typed.
    pub typed: String,
    /// Whether the token is part of the coverage. A part of a word that was found is not.
    pub covers: bool,
    /// What of the document matched; none if nothing did.
    pub found: Option<Match>,
}

/// What a term of the index adds to the score of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The term, folded.
    pub term: String,
    /// How it stands for the token.
    pub how: How,
    /// The fields of the document that it stands in.
    pub fields: Vec<Field>,
    /// In how many documents it is.
    pub documents: usize,
    /// How much it tells (inverse document frequency).
    pub idf: f32,
    /// How much the match counts; 1 for the token itself.
    pub weight: f32,
    /// What its frequency makes of it, given the length of the document (the saturation of BM25).
    pub saturation: f32,
    /// idf times weight times saturation.
    pub added: f32,
}

impl Index {
    /// How a document, by its number, came to its score for a query; none if it is no hit.
    pub fn account(&self, text: &str, document: usize) -> Option<Account> {
        let document = u32::try_from(document).ok()?;
        let query = Query::read(self, text);
        let ranked = rank(self, &query).into_iter().find(|ranked| ranked.document == document)?;
        let terms = query.asked.iter().enumerate().map(|(number, asked)| Counted {
            typed: asked.shown.clone(),
            covers: counts_for_coverage(&query.asked, number),
            found: self.best(asked, document),
        });
        let said = |counted: &Counted| counted.found.is_some() || !query.pasted && counted.covers;
        let terms = terms.filter(said).collect();
        Some(Account {
            tier: ranked.tier,
            terms,
            coverage: ranked.coverage,
            likeness: ranked.likeness,
            lift: lifted(ranked.likeness),
            prior: ranked.prior,
            relevance: ranked.relevance,
        })
    }

    /// The expansion of a token that adds most to the score of a document.
    fn best(&self, asked: &Asked, document: u32) -> Option<Match> {
        let found = asked.expansions.iter().filter_map(|expansion| {
            let posting = self.posting(expansion.term, document)?;
            Some((worth(self, expansion, posting), expansion, posting))
        });
        let (added, expansion, posting) =
            found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some(Match {
            term: self.text(expansion.term).to_owned(),
            how: expansion.how,
            fields: Field::ALL.into_iter().filter(|field| posting.fields & field.bit() != 0).collect(),
            documents: self.postings(expansion.term).len(),
            idf: expansion.idf,
            weight: expansion.weight,
            saturation: self.saturation(posting),
            added,
        })
    }
}

impl Account {
    /// The account in lines: the tier, a line a term, the sum.
    pub fn in_words(&self, strings: &Strings) -> Vec<String> {
        let number = |value: f32| format!("{value:.2}");
        let tier = match self.tier {
            2 => "search.account.given",
            1 => "search.account.mentioned",
            _ => "search.account.words",
        };
        let sum: f32 =
            self.terms.iter().filter_map(|counted| counted.found.as_ref()).map(|found| found.added).sum();
        let sum = strings.fill(
            "search.account.sum",
            &[
                ("sum", &number(sum)),
                ("factor", &COVERAGE.to_string()),
                ("coverage", &number(self.coverage)),
                ("likeness", &number(self.likeness)),
                ("lift", &number(self.lift)),
                ("prior", &number(self.prior)),
                ("relevance", &number(self.relevance)),
            ],
        );
        let terms = self.terms.iter().map(|counted| counted.in_words(strings));
        std::iter::once(strings.get(tier).to_owned()).chain(terms).chain([sum]).collect()
    }
}

impl Counted {
    fn in_words(&self, strings: &Strings) -> String {
        let quoted = |text: &str| strings.fill("search.quoted", &[("text", text)]);
        let typed = quoted(&self.typed);
        let Some(found) = &self.found else {
            return strings.fill("search.account.nothing", &[("typed", &typed)]);
        };
        let fields: Vec<&str> = found.fields.iter().map(|field| field.in_words(strings)).collect();
        let number = |value: f32| format!("{value:.2}");
        strings.fill(
            "search.account.term",
            &[
                ("typed", &typed),
                ("term", &quoted(&found.term)),
                ("how", found.how.in_words(strings)),
                ("fields", &strings.list(&fields)),
                ("idf", &number(found.idf)),
                ("weight", &number(found.weight)),
                ("saturation", &number(found.saturation)),
                ("added", &number(found.added)),
            ],
        )
    }
}

impl How {
    /// How a term stands for a word, as an adjective.
    pub fn in_words(self, strings: &Strings) -> &str {
        strings.get(match self {
            How::Same => "search.how.same",
            How::Begins => "search.how.begins",
            How::PartOfCode => "search.how.part-of-code",
            How::LikeCode => "search.how.like-code",
            How::Similar => "search.how.similar",
            How::Form => "search.how.form",
            How::Synonym => "search.how.synonym",
        })
    }
}
