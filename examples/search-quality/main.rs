//! How well the search finds what people look for: top-1, top-3 and mean reciprocal rank (MRR) over the queries in
//! `tests/queries.tsv`, by kind. Run with `cargo run --release --example search-quality --`, and
//!
//! - `--final` for the half that is not looked at while the ranking is improved,
//! - `--foreign 2400` to mix in so many made-up problems of other products,
//! - `--misses` to see what was not found first.

mod foreign;

use anyhow::{Context, Result, bail, ensure};
use unsnag::flow::{Library, bundled};
use unsnag::search::{Finder, Found};
use unsnag::text::Strings;

const QUERIES: &str = include_str!("../../tests/queries.tsv");
/// How many hits are looked at; what stands behind them counts as not found.
const LOOKED_AT: usize = 10;

/// A query with the places that answer it.
struct Query<'a> {
    kind: &'a str,
    text: String,
    expected: Vec<&'a str>,
}

/// What came of the queries of one kind.
#[derive(Default)]
struct Score {
    queries: usize,
    first: usize,
    in_three: usize,
    reciprocal: f64,
}

impl Score {
    fn add(&mut self, rank: Option<usize>) {
        self.queries += 1;
        self.first += usize::from(rank == Some(1));
        self.in_three += usize::from(rank.is_some_and(|rank| rank <= 3));
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / rank as f64);
    }

    fn print(&self, name: &str) {
        let share = |part: f64| part / self.queries.max(1) as f64;
        let percent = |part: usize| 100.0 * share(part as f64);
        let (first, three) = (percent(self.first), percent(self.in_three));
        println!("{name:<16} {:>7} {first:>7.1} {three:>7.1} {:>7.3}", self.queries, share(self.reciprocal));
    }
}

fn main() -> Result<()> {
    let (mut part, mut misses, mut foreign) = ("work", false, 0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--final" => part = "final",
            "--misses" => misses = true,
            "--foreign" => foreign = arguments.next().context("--foreign needs a number")?.parse()?,
            other => bail!("unknown argument {other}; there are --final, --misses and --foreign N"),
        }
    }
    let queries = queries(part)?;
    let loaded = Library::load(bundled::documents().chain(foreign::documents(foreign)));
    ensure!(loaded.diagnostics.is_empty(), "the flows have findings: {:?}", loaded.diagnostics.first());
    let finder = Finder::new(&loaded.library);
    let (mut kinds, mut all): (Vec<(&str, Score)>, Score) = (Vec::new(), Score::default());
    for query in &queries {
        let hits = finder.search(&query.text, LOOKED_AT, &loaded.library, Strings::english()).hits;
        let rank = hits.iter().position(|hit| query.is_answered(hit)).map(|position| position + 1);
        if misses && rank != Some(1) {
            query.print_miss(rank, &hits);
        }
        if kinds.last().is_none_or(|(kind, _)| *kind != query.kind) {
            kinds.push((query.kind, Score::default()));
        }
        if let Some((_, score)) = kinds.last_mut() {
            score.add(rank);
        }
        all.add(rank);
    }
    println!("{part} queries over {} flows, {foreign} of them foreign", loaded.library.flows.len());
    println!("{:<16} {:>7} {:>7} {:>7} {:>7}", "kind", "queries", "top-1 %", "top-3 %", "MRR");
    kinds.iter().for_each(|(kind, score)| score.print(kind));
    all.print("all");
    Ok(())
}

impl Query<'_> {
    fn is_answered(&self, hit: &Found) -> bool {
        self.expected.iter().any(|expected| match expected.split_once('#') {
            None => hit.at.flow == *expected,
            Some((flow, "")) => hit.at.flow == flow && hit.whole,
            Some((flow, place)) => {
                let (node, item) = place.split_once('/').unzip();
                let item = item.is_none_or(|item| hit.item.as_deref() == Some(item));
                hit.at.flow == flow && !hit.whole && hit.at.node == node.unwrap_or(place) && item
            }
        })
    }

    fn print_miss(&self, rank: Option<usize>, hits: &[Found]) {
        let rank = rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        println!("{} [{rank}] {:?}", self.kind, self.text);
        println!("    wanted {}", self.expected.join(" or "));
        for hit in hits.iter().take(3) {
            let (place, why) = (address(hit), hit.why.join(", "));
            println!("    {:.1} {place}: {why}{}", hit.score, if hit.weak { " (weak)" } else { "" });
        }
    }
}

fn address(hit: &Found) -> String {
    match &hit.item {
        _ if hit.whole => format!("{}#", hit.at.flow),
        Some(item) => format!("{}/{item}", hit.at),
        None => hit.at.to_string(),
    }
}

/// The queries of one half, in the order of the file.
fn queries(part: &str) -> Result<Vec<Query<'static>>> {
    let lines = QUERIES.lines().filter(|line| !line.starts_with('#'));
    let parse = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [of, kind, text, expected] => {
            let expected = expected.split(' ').collect();
            Ok((of == part).then(|| Query { kind, text: unescape(text), expected }))
        }
        _ => bail!("not four columns: {line}"),
    };
    lines.map(parse).filter_map(Result::transpose).collect()
}

/// Reads `\n`, `\t`, `\e` and `\\`.
fn unescape(text: &str) -> String {
    let mut characters = text.chars();
    let mut out = String::new();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('e') => '\u{1b}',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    out
}
