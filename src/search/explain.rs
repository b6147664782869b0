//! What decided that a document was found. Done for the hits shown only.

use crate::text::sort::sort_by;
use std::collections::{BTreeMap, HashSet};

use super::expand::{Expansion, How};
use super::fold::fold;
use super::index::{Index, Posting};
use super::query::{Asked, Query, line_text};
use super::rank::{Ranked, worth};
use super::tokens::{Kind, Token, tokens};
use super::{Document, Field, Why};
use crate::text::code::Code;

/// Most reasons given for a hit.
const MAX_REASONS: usize = 4;
/// Most known messages named.
const MAX_MESSAGES: usize = 2;
/// Most words named in one reason.
const MAX_NAMED: usize = 5;
/// Words that tell less than this share of the most telling one are not named.
const LEAST_TELLING: f32 = 0.5;
/// Most tokens of a text that are searched for a phrase.
const MAX_PHRASE: usize = 256;

/// A word of the query with the term through which it was found in the document.
struct Match<'a> {
    asked: &'a Asked,
    expansion: Expansion,
    posting: Posting,
    worth: f32,
}

/// The reasons, most important first. `title` are the tokens of the title.
pub(super) fn explain(index: &Index, query: &Query, ranked: &Ranked, title: &[Token]) -> Vec<Why> {
    let Some(document) = index.documents().get(ranked.document as usize) else { return Vec::new() };
    let matches = matches(index, query, ranked.document);
    let line = best_line(&matches);
    let mut why = Vec::new();
    codes(index, &matches, &mut why);
    why.extend(messages(query, document, ranked.document));
    // What a code or message says need not be said of its words again.
    let named: HashSet<String> =
        why.iter().flat_map(Why::named).flat_map(tokens).map(|token| token.text).collect();
    let on_line = |found: &&Match<'_>| line.is_none_or(|line| found.asked.lines.contains(&line));
    let words: Vec<&Match<'_>> = matches
        .iter()
        .filter(on_line)
        .filter(|found| found.expansion.how == How::Same && found.asked.kind != Kind::Code)
        .filter(|found| !named.contains(&found.asked.text))
        .collect();
    let line = line.map(|line| line as usize);
    let mut rest = telling(index, &words);
    let mut weighed: Vec<(f32, Why)> = Vec::new();
    if named.is_empty()
        && let Some((phrase, said)) = phrase(query, document, title, &words, line)
        && rest.iter().any(|found| said.contains(&found.asked.text))
    {
        rest.retain(|found| !said.contains(&found.asked.text));
        let own = words.iter().filter(|found| said.contains(&found.asked.text));
        weighed.push((own.map(|found| found.worth).sum(), phrase));
    }
    group_words(&rest, line, &mut weighed);
    for found in &matches {
        let (typed, word) = (found.asked.shown.clone(), index.text(found.expansion.term).to_owned());
        let field = Field::first(found.posting.fields);
        match found.expansion.how {
            How::Begins => weighed.push((found.worth, Why::Begins { typed, word, field })),
            How::Similar => weighed.push((found.worth, Why::Similar { typed, word, field })),
            How::Form | How::Synonym => weighed.push((found.worth, Why::For { typed, word, field })),
            _ => {}
        }
    }
    sort_by(&mut weighed, |a, b| b.0.total_cmp(&a.0));
    why.extend(weighed.into_iter().map(|(_, why)| why));
    why.truncate(MAX_REASONS);
    why
}

/// Of the words those that tell something: "with" says little where "certificate" matched too.
fn telling<'a, 'b>(index: &Index, words: &[&'b Match<'a>]) -> Vec<&'b Match<'a>> {
    let tells = |found: &&Match<'_>| index.idf(found.expansion.term);
    let most = words.iter().map(tells).fold(0.0, f32::max);
    words.iter().filter(|found| tells(found) >= LEAST_TELLING * most).copied().collect()
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
    // A sample may be the whole message of which a signature is a part, and the same text may stand there twice.
    let mut known: Vec<(String, Why)> = Vec::new();
    for (found, _, field) in own {
        let Some((field, text)) = document.fields.get(*field as usize) else { continue };
        let (text, line) = (text.trim().to_owned(), query.pasted.then_some(found.line));
        let folded = fold(&text);
        if known.iter().any(|(other, _)| other.contains(&folded)) {
            continue;
        }
        known.retain(|(other, _)| !folded.contains(other.as_str()));
        known.push((folded, Why::Message { text, field: *field, line }));
    }
    known.into_iter().map(|(_, why)| why).take(MAX_MESSAGES).collect()
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
    title: &[Token],
    words: &[&Match<'_>],
    line: Option<usize>,
) -> Option<(Why, Vec<String>)> {
    if words.len() < 2 {
        return None;
    }
    let said: Vec<String> = match line {
        Some(line) => row(tokens(line_text(query, line)?).iter().filter(|token| token.kind != Kind::Part)),
        None => query.asked.iter().filter(|a| a.kind != Kind::Part).map(|a| a.text.clone()).collect(),
    };
    let said = said.get(..MAX_PHRASE).unwrap_or(&said);
    let bits = words.iter().fold(0, |bits, found| bits | found.posting.fields);
    let mut best: Option<(usize, Field, String, Vec<String>)> = None;
    let title = (Field::Title, &document.title, Some(title));
    let fields = document.fields.iter().map(|(field, text)| (*field, text, None));
    for (field, text, known) in std::iter::once(title).chain(fields).filter(|one| bits & one.0.bit() != 0) {
        let read = if known.is_some() { Vec::new() } else { tokens(text) };
        let own = known.unwrap_or(&read).iter().filter(|token| token.kind != Kind::Part);
        let own: Vec<&Token> = own.take(MAX_PHRASE).collect();
        let (length, end) = longest_row(said, &own);
        if length >= 2 && best.as_ref().is_none_or(|best| length > best.0) {
            let matched = own.get(end - length..end).unwrap_or_default();
            let range = matched.first()?.range.start..matched.last()?.range.end;
            best = Some((length, field, text.get(range)?.to_owned(), row(matched.iter().copied())));
        }
    }
    let (_, field, text, said) = best?;
    Some((Why::Phrase { text, field, line }, said))
}

fn row<'a>(tokens: impl Iterator<Item = &'a Token>) -> Vec<String> {
    tokens.map(|token| token.text.clone()).collect()
}

/// Length of the longest common row of tokens, and where it ends in the second list.
fn longest_row(said: &[String], own: &[&Token]) -> (usize, usize) {
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

/// Single words by the field they stand in, the most telling first, with what they add to the score.
fn group_words(words: &[&Match<'_>], line: Option<usize>, weighed: &mut Vec<(f32, Why)>) {
    let mut sorted: Vec<&&Match<'_>> = words.iter().filter(|found| found.asked.kind != Kind::Pair).collect();
    sort_by(&mut sorted, |a, b| b.worth.total_cmp(&a.worth));
    // Chinese pairs overlap: a few of them say enough, and only when nothing else does.
    if sorted.is_empty() && weighed.is_empty() {
        sorted = words.iter().collect();
    }
    let mut groups: BTreeMap<Field, (f32, Vec<String>)> = BTreeMap::new();
    for found in sorted {
        let (worth, group) = groups.entry(Field::first(found.posting.fields)).or_default();
        if group.len() < MAX_NAMED && !group.contains(&found.asked.shown) {
            *worth += found.worth;
            group.push(found.asked.shown.clone());
        }
    }
    weighed
        .extend(groups.into_iter().map(|(field, (worth, words))| (worth, Why::Words { words, field, line })));
}
