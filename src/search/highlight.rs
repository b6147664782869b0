//! What to mark in a title, whatever language it is in.

use crate::text::sort::{sort_by, sort_by_key};
use std::ops::Range;

use super::expand::How;
use super::fold::letters;
use super::index::Index;
use super::query::Query;
use super::tokens::{Token, tokens};

/// What was searched for, to be marked in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marker {
    /// Each word of the query with the terms that it stands for, the likeliest first.
    words: Vec<(String, Vec<(u32, How)>)>,
}

impl Marker {
    pub(super) fn of(query: &Query) -> Self {
        let found = query.asked.iter().filter(|asked| !asked.expansions.is_empty());
        let words = found.map(|asked| {
            let mut terms = asked.expansions.clone();
            sort_by(&mut terms, |a, b| b.weight.total_cmp(&a.weight));
            (asked.text.clone(), terms.iter().map(|one| (one.term, one.how)).collect())
        });
        Self { words: words.collect() }
    }

    /// The parts of a text that match: byte ranges, ascending, not overlapping.
    pub fn marks(&self, index: &Index, text: &str) -> Vec<Range<usize>> {
        self.marks_in(index, text, &tokens(text))
    }

    /// The same for a text of these tokens.
    pub(super) fn marks_in(&self, index: &Index, text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
        let tokens: Vec<(&Token, u32)> =
            tokens.iter().filter_map(|token| Some((token, index.term(&token.text)?))).collect();
        let mut ranges = Vec::new();
        for (typed, terms) in &self.words {
            let is_there = |(term, _): &&(u32, How)| tokens.iter().any(|(_, own)| own == term);
            // Of words that are merely similar only the likeliest is meant.
            let Some((best, how)) = terms.iter().find(is_there) else { continue };
            for (token, term) in &tokens {
                match how {
                    How::Same | How::Synonym | How::LikeCode | How::PartOfCode if term == best => {
                        ranges.push(token.range.clone());
                    }
                    How::Similar | How::Form if term == best => {
                        ranges.extend(letters_of(index, text, token, typed));
                    }
                    How::Begins if terms.iter().any(|(other, _)| other == term) => {
                        ranges.extend(letters_of(index, text, token, typed));
                    }
                    _ => {}
                }
            }
        }
        merge(ranges)
    }
}

/// Where the letters that were typed stand in a token; the whole token when they cannot be told.
fn letters_of(index: &Index, text: &str, token: &Token, typed: &str) -> Vec<Range<usize>> {
    let positions = index.typos.positions(&token.text, typed);
    let Some(own) = text.get(token.range.clone()).filter(|_| !positions.is_empty()) else {
        return vec![token.range.clone()];
    };
    let mut places = Vec::new();
    letters(own, |letter| {
        if letter.c != '\'' {
            places.push(token.range.start + letter.from..token.range.start + letter.to);
        }
    });
    positions.iter().filter_map(|position| places.get(*position).cloned()).collect()
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
