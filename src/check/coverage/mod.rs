//! Coverage: which facts of a source document no reachable node carries.

mod carried;
mod inventory;

pub use inventory::{Row, read};

use self::carried::Said;
use crate::flow::Library;
use crate::text::sort;
use std::collections::BTreeMap;

/// What came of comparing an inventory with the flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Which pack carries each source: the one that says most of its tokens.
    pub packs: BTreeMap<String, String>,
    /// Every row in the order of the inventory, and how it is carried; nothing for those that are not.
    pub rows: Vec<(Row, Option<By>)>,
}

/// How a row is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// A text says its token.
    Token,
    /// It has no token. A flow or step names its section as its source.
    Source,
    /// It has no token, and no source names its section, but one flow says most tokens of that section.
    Section,
    /// The document is wrong there. What it says is put right rather than carried; its section has a home.
    Repaired,
}

impl By {
    /// All ways, the firmest first.
    pub const ALL: [By; 4] = [By::Token, By::Source, By::Section, By::Repaired];

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            By::Token => "token",
            By::Source => "source",
            By::Section => "section",
            By::Repaired => "repaired",
        }
    }
}

impl Coverage {
    /// Rows that no reachable node carries.
    pub fn missing(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|(_, by)| by.is_none()).map(|(row, _)| row)
    }

    /// How many rows are carried in each way, in the order of [`By::ALL`].
    pub fn counts(&self) -> impl Iterator<Item = (By, usize)> {
        By::ALL.into_iter().map(|way| (way, self.rows.iter().filter(|(_, by)| *by == Some(way)).count()))
    }
}

/// The kind of row that tells of a mistake in the document.
const MISTAKE: &str = "anomaly";

/// Looks for every row. A row with a token is carried where a reachable node, or the head of a flow, says the token
/// verbatim: in a text of any language, a command, a link, a signature. A row without one is carried where its
/// section has a home: a flow that names the section as its source or in its id, or that says at least half of the
/// section's tokens. `packs` says for sources which pack carries them; for the others that is found out.
pub fn coverage(library: &Library, rows: Vec<Row>, packs: &BTreeMap<String, String>) -> Coverage {
    let said = carried::said(library);
    let sources = sort::set(rows.iter().map(|row| row.source.as_str()));
    let mut homes = BTreeMap::new();
    let mut ways: Vec<Option<By>> = vec![None; rows.len()];
    for source in sources {
        let (places, own): (Vec<usize>, Vec<&Row>) =
            rows.iter().enumerate().filter(|(_, row)| row.source == source).unzip();
        let pack = packs.get(source).cloned().or_else(|| likeliest(&said, &own));
        let here: Vec<&Said> = said.iter().filter(|one| Some(&one.pack) == pack.as_ref()).collect();
        homes.extend(pack.map(|pack| (source.to_owned(), pack)));
        let depth = depth(&own);
        let mut known = BTreeMap::new();
        for (at, row) in places.into_iter().zip(&own) {
            let of = section(&row.id, depth);
            let mut home = || *known.entry(of).or_insert_with(|| home(&here, &own, of, depth));
            let way = match &row.token {
                _ if row.kind == MISTAKE => home().map(|_| By::Repaired),
                Some(token) => says(&here, token).then_some(By::Token),
                None => home(),
            };
            if let Some(place) = ways.get_mut(at) {
                *place = way;
            }
        }
    }
    Coverage { packs: homes, rows: rows.into_iter().zip(ways).collect() }
}

fn says(said: &[&Said], token: &str) -> bool {
    forms(token).iter().any(|form| said.iter().any(|one| one.has(form)))
}

/// The pack that says most of the tokens of a source; none if none says any.
fn likeliest(said: &[Said], rows: &[&Row]) -> Option<String> {
    let mut packs: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in said {
        packs.entry(&one.pack).or_default().push(one);
    }
    let tokens: Vec<&str> = tokens(rows.iter().copied()).collect();
    let counts = packs.into_iter().map(|(pack, said)| {
        let count = tokens.iter().filter(|token| says(&said, token)).count();
        (pack, count)
    });
    let best = counts.filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count);
    best.map(|(pack, _)| pack.to_owned())
}

/// The tokens to look for.
fn tokens<'a>(rows: impl Iterator<Item = &'a Row>) -> impl Iterator<Item = &'a str> {
    rows.filter(|row| row.kind != MISTAKE).filter_map(|row| row.token.as_deref())
}

/// How many parts at the start of its ids all rows of a source share, and one more: that one names the section.
fn depth(rows: &[&Row]) -> usize {
    let ids: Vec<Vec<&str>> = rows.iter().map(|row| row.id.split('.').collect()).collect();
    let Some(first) = ids.first() else { return 1 };
    let shared = (0..first.len()).take_while(|&at| ids.iter().all(|id| id.get(at) == first.get(at))).count();
    shared + 1
}

/// The section of a row: the first parts of its id.
fn section(id: &str, depth: usize) -> &str {
    let end = id.match_indices('.').nth(depth - 1).map_or(id.len(), |(at, _)| at);
    id.get(..end).unwrap_or(id)
}

/// How a section is carried as a whole.
fn home(said: &[&Said], rows: &[&Row], of: &str, depth: usize) -> Option<By> {
    let name = of.rsplit('.').next().unwrap_or(of);
    let ending = format!(".{name}");
    let names = |one: &Said| {
        let is_named = one.flow.as_deref().is_some_and(|flow| flow == of || flow.ends_with(&ending));
        let words = |origin: &String| {
            origin.to_lowercase().split([' ', ',', ';']).map(str::to_owned).collect::<Vec<_>>()
        };
        is_named || one.origins.iter().flat_map(words).any(|word| word == name)
    };
    if said.iter().any(|one| names(one)) {
        return Some(By::Source);
    }
    let own = rows.iter().copied().filter(|row| section(&row.id, depth) == of);
    let tokens: Vec<&str> = tokens(own).collect();
    let sourced = said.iter().filter(|one| !one.origins.is_empty());
    let most = sourced.map(|one| tokens.iter().filter(|token| says(&[*one], token)).count()).max()?;
    // Without a token there is nothing to tell by: the section is as good as its source.
    (most * 2 >= tokens.len()).then_some(By::Section)
}

/// The forms in which a token may stand: a date also as ISO 8601.
fn forms(token: &str) -> Vec<String> {
    let parts: Vec<&str> = token.split('/').collect();
    let date = match parts.as_slice() {
        [month, day, year]
            if year.len() == 4 && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    };
    std::iter::once(token.to_owned()).chain(date).collect()
}
