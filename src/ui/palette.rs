//! The command palette: any action by what it is called, found as problems are.

use super::action::{Action, Binding, Place, TABLE};
use crate::search::{Document, Field, Index};
use crate::text::Strings;
use std::ops::Range;

/// An action that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// What to do.
    pub action: Action,
    /// What it is called, in the language shown.
    pub title: String,
    /// What to mark in it: byte ranges.
    pub marks: Vec<Range<usize>>,
    /// Its word in line mode.
    pub word: &'static str,
    /// Little of what was asked for matched.
    pub weak: bool,
}

/// The actions of a screen that words describe, in the language shown or in English, best first; without words all.
pub fn find(words: &str, screen: Place, strings: &Strings) -> Vec<Offered> {
    let rows: Vec<&Binding> =
        TABLE.iter().filter(|row| row.place.covers(screen) && row.action != Action::Palette).collect();
    if words.trim().is_empty() {
        return rows.into_iter().map(|row| offered(row, screen, Vec::new(), false, strings)).collect();
    }
    let index = Index::build(rows.iter().map(|row| document(row, screen, strings)).collect());
    let hits = index.query(words, rows.len()).hits;
    hits.into_iter()
        .filter_map(|hit| Some(offered(rows.get(hit.document)?, screen, hit.highlights, hit.weak, strings)))
        .collect()
}

fn document(row: &Binding, screen: Place, strings: &Strings) -> Document {
    let name = format!("action.{}", row.says(screen));
    let other = [Strings::english().get(&name), row.word].map(|text| (Field::Alias, text.to_owned()));
    Document { title: strings.get(&name).to_owned(), fields: other.into(), ..Document::default() }
}

fn offered(row: &Binding, screen: Place, marks: Vec<Range<usize>>, weak: bool, strings: &Strings) -> Offered {
    Offered {
        action: row.action,
        title: strings.get(&format!("action.{}", row.says(screen))).to_owned(),
        marks,
        word: row.word,
        weak,
    }
}
