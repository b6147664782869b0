//! Many texts looked for at once, in time linear in the text: the automaton of Aho and Corasick (1975). A library for
//! this has ways to be faster on some machines that would be three times the size of all that is needed here.

use super::sort::sort_by;
use std::iter::successors;
use std::ops::Range;

/// A set of patterns to look for.
#[derive(Debug, Clone)]
pub struct Patterns {
    /// The beginnings of patterns, the shorter ones first; the first is empty. A state is the longest of them that
    /// ends where the search stands.
    states: Vec<State>,
    /// Bytes by which the states grow, and what they become then.
    edges: Vec<(u8, u32)>,
    /// What each byte makes of the states of less than two bytes; most of a text is passed in these.
    rows: Vec<[u32; 256]>,
    /// The numbers of the patterns, in their order.
    numbers: Vec<u32>,
    ignore_case: bool,
}

#[derive(Debug, Clone, Default)]
struct State {
    depth: u32,
    /// The first of its edges; they end where those of the next state begin.
    edges: u32,
    /// The next shorter state that ends where this one does.
    fallback: u32,
    /// The longest state that ends where this one does and is a whole pattern; 0 if none is.
    whole: u32,
    /// Where the numbers of the patterns stand that it is.
    first: u32,
    count: u32,
}

/// A pattern in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which one, by its position among those given.
    pub pattern: usize,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

impl Default for Patterns {
    fn default() -> Self {
        Patterns::build(Vec::new(), false)
    }
}

impl Patterns {
    /// Prepares to look for these texts. Empty ones are never found.
    pub fn new<T: AsRef<str>>(patterns: impl IntoIterator<Item = T>) -> Patterns {
        let texts = patterns.into_iter().map(|pattern| pattern.as_ref().as_bytes().to_vec());
        Patterns::build(texts.collect(), false)
    }

    /// As [`Patterns::new`], whatever the case of ASCII letters.
    pub fn ignoring_case<T: AsRef<str>>(patterns: impl IntoIterator<Item = T>) -> Patterns {
        let texts = patterns.into_iter().map(|pattern| pattern.as_ref().to_ascii_lowercase().into_bytes());
        Patterns::build(texts.collect(), true)
    }

    fn build(texts: Vec<Vec<u8>>, ignore_case: bool) -> Patterns {
        let mut order: Vec<usize> = (0..texts.len()).collect();
        sort_by(&mut order, |a, b| texts[*a].cmp(&texts[*b]));
        // As many states as bytes at most. What of this is not needed is given back before it was ever touched.
        let most = texts.iter().map(Vec::len).sum::<usize>();
        let mut all = Patterns {
            states: Vec::with_capacity(most + 1),
            edges: Vec::with_capacity(most),
            rows: Vec::new(),
            numbers: order.iter().map(|number| number_of(*number)).collect(),
            ignore_case,
        };
        // Patterns that begin alike stand together. Until its turn a state keeps all that begin with it.
        all.states.push(State { count: number_of(order.len()), ..State::default() });
        let mut at = 0;
        while let Some(State { depth, first, count, .. }) = all.states.get(at).cloned() {
            let (depth, mut range) = (depth as usize, first as usize..(first + count) as usize);
            let whole = order[range.clone()].iter().take_while(|one| texts[**one].len() == depth).count();
            all.states[at].count = number_of(whole);
            all.states[at].edges = number_of(all.edges.len());
            if whole > 0 && at > 0 {
                all.states[at].whole = number_of(at);
            }
            range.start += whole;
            while !range.is_empty() {
                let byte = texts[order[range.start]][depth];
                let count = order[range.clone()].iter().take_while(|one| texts[**one][depth] == byte).count();
                let (depth, first, count) = (number_of(depth + 1), number_of(range.start), number_of(count));
                all.edges.push((byte, number_of(all.states.len())));
                all.states.push(State { depth, first, count, ..State::default() });
                range.start += count as usize;
            }
            at += 1;
        }
        all.states.shrink_to_fit();
        all.edges.shrink_to_fit();
        all.fall_back();
        all
    }

    /// Works out where each state falls back to. Shorter states come first, and their part is done by then.
    fn fall_back(&mut self) {
        for state in 0..self.states.len() {
            for edge in self.edges_of(state) {
                let (byte, next) = self.edges[edge];
                let fallback = match state {
                    0 => 0,
                    _ => self.step(self.states[state].fallback, byte),
                };
                let whole = self.states[fallback as usize].whole;
                let next = &mut self.states[next as usize];
                next.fallback = fallback;
                if next.whole == 0 {
                    next.whole = whole;
                }
            }
        }
        let short = self.states.iter().take_while(|state| state.depth < 2).count();
        let row = |state: usize| std::array::from_fn(|byte| self.step(number_of(state), byte as u8));
        self.rows = (0..short).map(row).collect();
    }

    fn edges_of(&self, state: usize) -> Range<usize> {
        let end = self.states.get(state + 1).map_or(self.edges.len(), |next| next.edges as usize);
        self.states[state].edges as usize..end
    }

    fn step(&self, state: u32, byte: u8) -> u32 {
        let mut state = state as usize;
        let byte = if self.ignore_case { byte.to_ascii_lowercase() } else { byte };
        loop {
            if let Some(row) = self.rows.get(state) {
                return row[usize::from(byte)];
            }
            if let Some((_, next)) = self.edges[self.edges_of(state)].iter().find(|edge| edge.0 == byte) {
                return *next;
            }
            if state == 0 {
                return 0;
            }
            state = self.states[state].fallback as usize;
        }
    }

    /// What is found first from a place on. Of patterns that begin in one place it is the longest.
    pub fn first(&self, text: &str, from: usize) -> Option<Found> {
        let mut best: Option<(Range<usize>, u32)> = None;
        // A plain loop over slices: whole logs pass through it.
        let (bytes, rows, states) = (text.as_bytes(), self.rows.as_slice(), self.states.as_slice());
        let (mut end, mut at) = (from, 0);
        while let Some(byte) = bytes.get(end) {
            end += 1;
            at = match rows.get(at as usize) {
                Some(row) => row[usize::from(*byte)],
                None => self.step(at, *byte),
            };
            let state = &states[at as usize];
            if state.whole == 0 && best.is_none() {
                continue;
            }
            if let Some((range, _)) = &best
                && end - state.depth as usize > range.start
            {
                break;
            }
            if state.whole != 0 {
                let whole = &self.states[state.whole as usize];
                let start = end - whole.depth as usize;
                if best.as_ref().is_none_or(|(range, _)| start <= range.start) {
                    best = Some((start..end, whole.first));
                }
            }
        }
        best.map(|(range, first)| Found { pattern: self.numbers[first as usize] as usize, range })
    }

    /// All that is found, also inside of each other, by where it ends.
    pub fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> {
        let whole = |state: &State| Some(&self.states[state.whole as usize]).filter(|state| state.depth > 0);
        let shorter = move |state: &&'a State| whole(&self.states[state.fallback as usize]);
        let mut at = 0;
        text.bytes().zip(1..).flat_map(move |(byte, end)| {
            at = self.step(at, byte);
            successors(whole(&self.states[at as usize]), shorter).flat_map(move |state| {
                let numbers = &self.numbers[state.first as usize..(state.first + state.count) as usize];
                let range = end - state.depth as usize..end;
                numbers.iter().map(move |number| Found { pattern: *number as usize, range: range.clone() })
            })
        })
    }
}

/// Patterns have less than four gigabytes together.
fn number_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Found, Patterns};
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_library_finds(
            patterns in prop::collection::vec("[abAé]{1,5}", 0..12),
            text in "[abABé]{0,60}",
            from in 0_usize..8,
        ) {
            let found = |hit: aho_corasick::Match| Found { pattern: hit.pattern().as_usize(), range: hit.range() };
            let theirs = AhoCorasick::new(&patterns).unwrap();
            let sort = |mut all: Vec<Found>| {
                all.sort_by_key(|one| (one.range.end, one.range.start, one.pattern));
                all
            };
            prop_assert_eq!(
                sort(Patterns::new(&patterns).all(&text).collect()),
                sort(theirs.find_overlapping_iter(&text).map(found).collect())
            );
            let mut theirs = AhoCorasick::builder();
            theirs.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
            let theirs = theirs.build(&patterns).unwrap();
            let from = text.floor_char_boundary(from);
            let ours = Patterns::ignoring_case(&patterns).first(&text, from);
            let theirs = theirs.find(aho_corasick::Input::new(&text).range(from..)).map(found);
            prop_assert_eq!(ours.map(|one| one.range), theirs.map(|one| one.range));
        }
    }
}
