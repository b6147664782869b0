//! Finds the right problem from a few words, a code or a pasted log, and says why. Knows documents of plain
//! text only; who builds them decides what a document is. Deterministic: the same index and query give the same
//! hits in the same order, ties in the order of the documents.

mod account;
mod ahead;
mod cache;
mod chinese;
mod decompose;
mod expand;
mod explain;
mod finder;
mod fold;
mod highlight;
mod index;
mod language;
mod paste;
mod pasted;
mod phrase;
mod query;
mod rank;
mod recent;
pub mod signature;
mod tokens;
mod typo;
mod unfindable;
mod why;

use std::ops::Range;

pub use account::{Account, Counted, Match};
pub use ahead::FinderAhead;
pub use cache::{KEPT_FROM, Shelf};
pub use expand::How;
pub use finder::{Finder, Found, Search};
pub use fold::fold;
pub use highlight::Marker;
pub use index::Index;
pub use rank::Work;
pub use recent::{Recent, SPARE};
pub use why::Why;

/// What a text of a document is; decides its weight and how a match in it is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// What the problem is called, in any language.
    Title,
    /// An error code or the name of one.
    Code,
    /// The words of an error message.
    Error,
    /// What the person sees.
    Symptom,
    /// A question of a flow or an FAQ.
    Question,
    /// What is done against it.
    Fix,
    /// Another name people search for.
    Alias,
    /// Why it happens, and other explanation.
    Cause,
}

impl Field {
    /// All fields, in the order in which a match is attributed to them.
    const ALL: [Self; 8] = [
        Self::Title,
        Self::Code,
        Self::Error,
        Self::Symptom,
        Self::Question,
        Self::Fix,
        Self::Alias,
        Self::Cause,
    ];

    /// How much an occurrence counts, in halves: what explains a problem counts half of what names it.
    fn weight(self) -> u16 {
        match self {
            Self::Title | Self::Code => 6,
            Self::Error | Self::Symptom | Self::Question | Self::Fix | Self::Alias => 2,
            Self::Cause => 1,
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The first of the fields in a set of bits.
    fn first(bits: u8) -> Self {
        Self::ALL.into_iter().find(|field| bits & field.bit() != 0).unwrap_or(Self::Cause)
    }
}

/// One thing that can be found: a scenario, a row of a table, a question of an FAQ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Id of its flow.
    pub flow: Box<str>,
    /// Node it opens, when it is not the start.
    pub node: Option<String>,
    /// Row or FAQ item of that node.
    pub item: Option<String>,
    /// What is shown for it; indexed as [`Field::Title`].
    pub title: String,
    /// Everything else it is found by, in all languages.
    pub fields: Vec<(Field, String)>,
    /// It only collects other documents, which are what people look for.
    pub collection: bool,
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// Whether the first hit can be taken without asking: a unique exact code or whole known message, or a score
    /// at least 1.5 times the second.
    pub confident: bool,
    /// Best first.
    pub hits: Vec<Hit>,
    /// Marks what was searched for in any text, such as a title that is shown in another language.
    pub marker: Marker,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its position in the index.
    pub document: usize,
    /// Comparable within one query only.
    pub score: f32,
    /// What decided, most important first.
    pub why: Vec<Why>,
    /// Whether so little matched that it should be shown as a weak match.
    pub weak: bool,
    /// What to mark in the title of the document: byte ranges, ascending, not overlapping.
    pub highlights: Vec<Range<usize>>,
    /// Of a paste the line that decided.
    pub line: Option<Line>,
}

/// A line of a paste or log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its text; of a long line the start.
    pub text: String,
}
