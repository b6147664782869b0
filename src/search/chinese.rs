//! Chinese as it is written in one region by that of another: traditional characters become simplified ones, and
//! Taiwan's words those of the mainland. So a query in either finds texts in both.
//!
//! The tables are those of OpenCC and one of our own (`assets/chinese/`); the build sorts them and writes the values in
//! simplified characters.

use crate::text::packed::{packed, packed_numbers};
use std::sync::LazyLock;

/// Simplified characters by traditional ones, in the order of the latter.
static CHARACTERS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = packed_numbers!("chinese.traditional").into_iter().zip(packed_numbers!("chinese.simplified"));
    pairs.filter_map(|(from, to)| Some((char::from_u32(from)?, char::from_u32(to)?))).collect()
});

/// Words that differ, a pair a line, in simplified characters and sorted.
static WORDS: LazyLock<String> = LazyLock::new(|| packed!("chinese-words"));

static PAIRS: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| WORDS.lines().filter_map(|line| line.split_once('\t')).collect());

/// A character and where its original stands, in bytes.
type Placed = (char, usize, usize);

/// Whether a text has anything to replace. The tables hold no character below these.
pub(super) fn is_in(text: &str) -> bool {
    text.chars().any(|c| c >= '\u{3400}')
}

/// The characters of a text with simplified ones in place of traditional ones, and mainland words in place of
/// Taiwan's. A word of another length has the place of the whole original.
pub(super) fn simplified(text: &str) -> Vec<Placed> {
    let simple = |c: char| match CHARACTERS.binary_search_by_key(&c, |(from, _)| *from) {
        Ok(at) => CHARACTERS.get(at).map_or(c, |(_, to)| *to),
        Err(_) => c,
    };
    let plain: String = text.chars().map(simple).collect();
    let mut places = text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut rest = plain.as_str();
    while let Some(c) = rest.chars().next() {
        let Some((from, to)) = longest(rest) else {
            out.extend(places.next().map(|(start, end)| (c, start, end)));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let count = from.chars().count();
        let originals: Vec<(usize, usize)> = places.by_ref().take(count).collect();
        let whole = originals.first().zip(originals.last()).map_or((0, 0), |(first, last)| (first.0, last.1));
        let same_length = to.chars().count() == count;
        out.extend(to.chars().enumerate().map(|(at, c)| {
            let (start, end) = originals.get(at).filter(|_| same_length).copied().unwrap_or(whole);
            (c, start, end)
        }));
        rest = rest.get(from.len()..).unwrap_or_default();
    }
    out
}

/// The longest word of the table that a text begins with.
fn longest(text: &str) -> Option<(&'static str, &'static str)> {
    let first = text.chars().next().filter(|c| *c >= '\u{3400}')?;
    let end = PAIRS.partition_point(|(from, _)| *from <= text);
    // Words that begin a text stand before it in the order, and the longer ones nearer.
    let before = PAIRS.get(..end)?.iter().rev().take_while(|(from, _)| from.starts_with(first));
    before.copied().find(|(from, _)| text.starts_with(from))
}
