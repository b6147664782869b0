//! A block of YAML as lines: each key with the comments above it, so that one can be changed and the others stay
//! byte for byte.

use crate::flow::diagnostic::Source;
use crate::flow::yaml::{Data, Key, Yaml};

/// A key of a block map with its value, and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub key: String,
    /// Comments and empty lines above.
    pub above: Vec<String>,
    /// The lines of key and value.
    pub lines: Vec<String>,
}

/// The keys of a map, and the lines after the last one that are above nothing. `None` if several keys share a
/// line, so that no line belongs to one of them alone. `from` is the first line that is not above the map.
pub(super) fn blocks(source: &Source, map: &[(Key, Yaml)], from: usize) -> Option<(Vec<Block>, usize)> {
    let lines: Vec<&str> = source.text().lines().collect();
    let owned = |range: std::ops::Range<usize>| -> Option<Vec<String>> {
        Some(lines.get(range)?.iter().map(|line| (*line).to_owned()).collect())
    };
    let mut next = from;
    let mut found = Vec::new();
    for (key, value) in map {
        let start = line_of(source, key.span.start);
        let before = lines.get(start)?.get(..column(source, key.span.start))?;
        if start < next || !before.trim().is_empty() {
            return None;
        }
        let end = last_line(source, value).max(start) + 1;
        let (above, lines) = (owned(next..start)?, owned(start..end)?);
        found.push(Block { key: key.text.clone(), above, lines });
        next = end;
    }
    Some((found, next))
}

/// The line of a byte, from 0.
pub(super) fn line_of(source: &Source, offset: usize) -> usize {
    source.position(offset).line - 1
}

/// The bytes between the start of its line and a byte.
fn column(source: &Source, offset: usize) -> usize {
    offset - source.line_range(offset).start
}

/// The last line of a value, from 0.
fn last_line(source: &Source, value: &Yaml) -> usize {
    let text = source.text().get(value.span.clone()).unwrap_or_default();
    let own = line_of(source, value.span.start + text.trim_end().len().saturating_sub(1));
    let children: Vec<&Yaml> = match &value.data {
        Data::Scalar(_) => Vec::new(),
        Data::Seq(items) => items.iter().collect(),
        Data::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
    };
    children.into_iter().map(|child| last_line(source, child)).fold(own, usize::max)
}
