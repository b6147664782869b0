//! What decided that a document was found, and what to mark in its title. Done for the hits shown only.

use std::collections::BTreeMap;
use std::ops::Range;

use super::expand::{Expansion, How};
use super::fold::letters;
use super::index::{Index, Posting};
use super::query::{Asked, Query, Ranked, line_text, worth};
use super::tokens::{Kind, Token, tokens};
use super::{Document, Field, Why};
use crate::text::code::Code;

/// Most reasons given for a hit.
const MAX_REASONS: usize = 4;
/// Most words named in one reason.
const MAX_NAMED: usize = 5;
/// Most tokens of a text that are searched for a phrase.
const MAX_PHRASE: usize = 256;

/// A word of the query with the term through which it was found in the document.
struct Match<'a> {
    asked: &'a Asked,
    expansion: Expansion,
    posting: Posting,
    worth: f32,
}

/// The reasons, most important first, and the byte ranges to mark in the title.
pub(super) fn explain(index: &Index, query: &Query, ranked: &Ranked) -> (Vec<Why>, Vec<Range<usize>>) {
    let Some(document) = index.documents().get(ranked.document as usize) else {
        return (Vec::new(), Vec::new());
    };
    let matches = matches(index, query, ranked.document);
    let line = best_line(&matches);
    let mut why = messages(query, document, ranked.document);
    codes(index, &matches, &mut why);
    let on_line = |found: &&Match<'_>| line.is_none_or(|line| found.asked.lines.contains(&line));
    let words: Vec<&Match<'_>> = matches
        .iter()
        .filter(on_line)
        .filter(|found| found.expansion.how == How::Same && found.asked.kind != Kind::Code)
        .collect();
    let line = line.map(|line| line as usize);
    let mut rest = words.clone();
    if why.is_empty()
        && let Some((phrase, said)) = phrase(query, document, &words, line)
    {
        rest.retain(|found| !said.contains(&found.asked.text));
        why.push(phrase);
    }
    for found in &matches {
        let (typed, word) = (found.asked.shown.clone(), index.text(found.expansion.term).to_owned());
        let field = Field::first(found.posting.fields);
        match found.expansion.how {
            How::Begins => why.push(Why::Begins { typed, word, field }),
            How::Similar => why.push(Why::Similar { typed, word, field }),
            _ => {}
        }
    }
    group_words(&rest, line, &mut why);
    why.truncate(MAX_REASONS);
    (why, highlights(index, document, &matches))
}

fn matches<'a>(index: &Index, query: &'a Query, document: u32) -> Vec<Match<'a>> {
    let mut found: Vec<Match<'a>> = Vec::new();
    for asked in &query.asked {
        let mut best: Option<Match<'a>> = None;
        for expansion in &asked.expansions {
            let Some(posting) = index.posting(expansion.term, document) else { continue };
            let worth = worth(index, expansion, posting);
            if best.as_ref().is_none_or(|best| worth > best.worth) {
                best = Some(Match { asked, expansion: *expansion, posting: *posting, worth });
            }
        }
        found.extend(best);
    }
    // The parts of a word that was found itself say nothing new.
    let wholes: Vec<&str> =
        found.iter().filter(|found| found.asked.parts > 0).map(|found| found.asked.text.as_str()).collect();
    let repeats = |found: &Match<'_>| {
        found.asked.kind == Kind::Part && wholes.iter().any(|whole| whole.contains(&found.asked.text))
    };
    let keep: Vec<bool> = found.iter().map(|found| !repeats(found)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    found
}

/// The line of a paste that speaks most for the document; the first of equals.
fn best_line(matches: &[Match<'_>]) -> Option<u32> {
    let mut lines: BTreeMap<u32, f32> = BTreeMap::new();
    for found in matches {
        for line in &found.asked.lines {
            *lines.entry(*line).or_default() += found.worth;
        }
    }
    let mut best: Option<(u32, f32)> = None;
    for (line, worth) in lines {
        if best.is_none_or(|(_, most)| worth > most) {
            best = Some((line, worth));
        }
    }
    best.map(|(line, _)| line)
}

fn messages(query: &Query, document: &Document, number: u32) -> Vec<Why> {
    let own = query.messages.iter().filter(|(_, owner, _)| *owner == number);
    own.filter_map(|(found, _, field)| {
        let (field, text) = document.fields.get(*field as usize)?;
        let line = query.pasted.then_some(found.line);
        Some(Why::Message { text: text.trim().to_owned(), field: *field, line })
    })
    .take(2)
    .collect()
}

fn codes(index: &Index, matches: &[Match<'_>], why: &mut Vec<Why>) {
    for found in matches {
        let code = || Code::parse(index.text(found.expansion.term)).to_string();
        let typed = || found.asked.shown.clone();
        match found.expansion.how {
            How::Same if found.asked.kind == Kind::Code => {
                why.push(Why::Code {
                    code: code(),
                    line: found.asked.lines.iter().min().map(|line| *line as usize),
                });
            }
            How::PartOfCode => why.push(Why::PartOfCode { typed: typed(), code: code() }),
            How::LikeCode => why.push(Why::LikeCode { typed: typed(), code: code() }),
            _ => {}
        }
    }
}

/// The longest row of words that the query and a text of the document have in common, with those words.
fn phrase(
    query: &Query,
    document: &Document,
    words: &[&Match<'_>],
    line: Option<usize>,
) -> Option<(Why, Vec<String>)> {
    if words.len() < 2 {
        return None;
    }
    let said: Vec<String> = match line {
        Some(line) => row(&tokens(line_text(query, line)?)),
        None => query.asked.iter().filter(|a| a.kind != Kind::Part).map(|a| a.text.clone()).collect(),
    };
    let said = said.get(..MAX_PHRASE).unwrap_or(&said);
    let bits = words.iter().fold(0, |bits, found| bits | found.posting.fields);
    let title = (Field::Title, &document.title);
    let mut best: Option<(usize, Field, String, Vec<String>)> = None;
    let fields = document.fields.iter().map(|(field, text)| (*field, text));
    for (field, text) in std::iter::once(title).chain(fields).filter(|(field, _)| bits & field.bit() != 0) {
        let mut own = tokens(text);
        own.retain(|token| token.kind != Kind::Part);
        own.truncate(MAX_PHRASE);
        let (length, end) = longest_row(said, &own);
        if length >= 2 && best.as_ref().is_none_or(|best| length > best.0) {
            let matched = own.get(end - length..end).unwrap_or_default();
            let range = matched.first()?.range.start..matched.last()?.range.end;
            best = Some((length, field, text.get(range)?.to_owned(), row(matched)));
        }
    }
    let (_, field, text, said) = best?;
    Some((Why::Phrase { text, field, line }, said))
}

fn row(tokens: &[Token]) -> Vec<String> {
    tokens.iter().filter(|token| token.kind != Kind::Part).map(|token| token.text.clone()).collect()
}

/// Length of the longest common row of tokens, and where it ends in the second list.
fn longest_row(said: &[String], own: &[Token]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut before: Vec<usize> = vec![0; own.len() + 1];
    for word in said {
        let mut here = vec![0; own.len() + 1];
        for (at, token) in own.iter().enumerate() {
            if token.text == *word {
                let length = before.get(at).copied().unwrap_or(0) + 1;
                if let Some(slot) = here.get_mut(at + 1) {
                    *slot = length;
                }
                if length > best.0 {
                    best = (length, at + 1);
                }
            }
        }
        before = here;
    }
    best
}

/// Single words by the field they stand in, the most telling first.
fn group_words(words: &[&Match<'_>], line: Option<usize>, why: &mut Vec<Why>) {
    let mut sorted: Vec<&&Match<'_>> = words.iter().filter(|found| found.asked.kind != Kind::Pair).collect();
    sorted.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    // Chinese pairs overlap: a few of them say enough, and only when nothing else does.
    if sorted.is_empty() && why.is_empty() {
        sorted = words.iter().collect();
    }
    let mut groups: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for found in sorted {
        let group = groups.entry(Field::first(found.posting.fields)).or_default();
        if group.len() < MAX_NAMED && !group.contains(&found.asked.shown) {
            group.push(found.asked.shown.clone());
        }
    }
    why.extend(groups.into_iter().map(|(field, words)| Why::Words { words, field, line }));
}

fn highlights(index: &Index, document: &Document, matches: &[Match<'_>]) -> Vec<Range<usize>> {
    let in_title = |found: &&Match<'_>| found.posting.fields & Field::Title.bit() != 0;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for token in tokens(&document.title) {
        for found in matches.iter().filter(in_title) {
            if index.text(found.expansion.term) != token.text {
                continue;
            }
            match found.expansion.how {
                How::Same | How::LikeCode | How::PartOfCode => ranges.push(token.range.clone()),
                How::Begins | How::Similar => {
                    let marked = index.typos.positions(&token.text, &found.asked.text);
                    ranges.extend(letters_at(&document.title, &token, &marked));
                }
            }
        }
    }
    merge(ranges)
}

/// Where the letters of a folded token stand in the original; the whole token when none are given.
fn letters_at(title: &str, token: &Token, positions: &[usize]) -> Vec<Range<usize>> {
    if positions.is_empty() {
        return vec![token.range.clone()];
    }
    let Some(text) = title.get(token.range.clone()) else { return Vec::new() };
    let mut places = Vec::new();
    letters(text, |letter| {
        if letter.c != '\'' {
            places.push(token.range.start + letter.from..token.range.start + letter.to);
        }
    });
    positions.iter().filter_map(|position| places.get(*position).cloned()).collect()
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
