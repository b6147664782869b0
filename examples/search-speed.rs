//! Whether the search keeps its bounds: a key press, a paste, building the index, memory, and CPU beside
//! `fzf --filter` on the same lines. One thread. Run with `cargo run --release --example search-speed`; fzf is left
//! out where it is not installed. With `small` behind it only a key press at 10,000 lines and a paste at 100 articles.

#[path = "../benches/words/mod.rs"]
mod words;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};
use unsnag::search::{Document, Index};
use words::{Numbers, articles};

/// Words in a line.
const WORDS: u64 = 9;
const HITS: usize = 20;

fn main() -> Result<()> {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!(
        "made-up library, {WORDS} words a line, {HITS} hits a query, CPU time of one thread, {profile} build"
    );
    // For a profiler, and beside changes of the search.
    if std::env::args().nth(1).is_some_and(|part| part == "small") {
        small();
        return Ok(());
    }
    // First, so that the memory of other measures is not counted.
    let before = resident()?;
    let documents = lines(1_000_000);
    let text: usize = documents.iter().map(|document| document.title.len()).sum();
    let begin = processor();
    let index = Index::build(documents);
    let built = processor().saturating_sub(begin);
    let entry = resident()?.saturating_sub(before) / 1_000_000;
    println!(
        "memory with 1000000 lines     {entry:>8} bytes a line (bound 400), {} of text",
        text / 1_000_000
    );
    println!("index of 1000000 lines        {:>8.0} ms", millis(built));
    key_presses(&index, 1_000_000, 40, 8.0);
    drop(index);
    small();
    pastes(2_500, 40.0);
    let builds = (0..9).map(|_| articles(2_500)).map(|articles| time(|| Index::build(articles)));
    print("index of 2500 articles", builds.collect(), 300.0);
    kept("2500 articles", || articles(2_500));
    kept("100000 lines", || lines(100_000));
    beside_fzf(100_000)
}

/// What is measured in libraries of the usual size.
fn small() {
    key_presses(&Index::build(lines(10_000)), 10_000, 200, 1.0);
    pastes(100, 10.0);
}

/// What it saves to keep an index.
fn kept(what: &str, documents: impl Fn() -> Vec<Document>) {
    let bytes = Index::build(documents()).to_bytes();
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().map_or(0.0, millis)
    };
    let sets = || (0..5).map(|_| documents());
    let built = median(sets().map(|set| time(|| Index::build(set))).collect());
    let read = median(sets().map(|set| time(|| Index::from_bytes(set, &bytes).is_ok())).collect());
    let size = bytes.len() / 1024;
    println!("kept index of {what:<16} median {read:>7.3} ms to read {size} KiB, {built:.3} ms to build");
}

/// Lines of an index, as documents.
fn lines(count: usize) -> Vec<Document> {
    let mut numbers = Numbers(1);
    (0..count)
        .map(|number| Document {
            flow: format!("flow-{number}").into(),
            title: match number % 8 {
                0 => format!("{} {}", numbers.words(WORDS - 1), numbers.code()),
                _ => numbers.words(WORDS),
            },
            ..Document::default()
        })
        .collect()
}

/// What a person types: some words, one of them wrong at times, or a code.
fn phrase(numbers: &mut Numbers) -> String {
    match numbers.below(6) {
        0 => numbers.code(),
        1 => {
            let mut letters: Vec<char> = numbers.words(2).chars().collect();
            letters.swap(2, 3);
            letters.into_iter().collect()
        }
        count => numbers.words(count),
    }
}

/// Times each key of so many phrases.
fn key_presses(index: &Index, entries: usize, phrases: usize, bound: f64) {
    let mut numbers = Numbers(3);
    let mut times = Vec::new();
    for _ in 0..phrases {
        let phrase = phrase(&mut numbers);
        for (at, character) in phrase.char_indices() {
            times.push(time(|| index.query(&phrase[..at + character.len_utf8()], HITS)));
        }
    }
    print(&format!("key press, {entries} lines"), times, bound);
}

fn pastes(entries: usize, bound: f64) {
    let index = Index::build(articles(entries));
    let logs = (0..50).map(|number| Numbers(10 + number).log(64 * 1024));
    let times = logs.map(|log| time(|| index.query(&log, HITS))).collect();
    print(&format!("paste of 64 KiB, {entries} articles"), times, bound);
}

/// CPU for the same queries over the same lines. What fzf needs to read the lines is shown apart, as is the index.
fn beside_fzf(count: usize) -> Result<()> {
    let mut numbers = Numbers(5);
    let queries: Vec<String> = (0..50).map(|_| phrase(&mut numbers)).collect();
    let documents = lines(count);
    let mut file = tempfile::NamedTempFile::new()?;
    for document in &documents {
        writeln!(file, "{}", document.title)?;
    }
    file.flush()?;
    let fzf = |query: &str| -> Result<f64> {
        let before = children()?;
        let input = Stdio::from(fs::File::open(file.path())?);
        Command::new("fzf").arg(format!("--filter={query}")).stdin(input).stdout(Stdio::null()).status()?;
        Ok(children()? - before)
    };
    if Command::new("fzf").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("fzf is not installed; the comparison is left out");
        return Ok(());
    }
    let reading = (0..10).map(|_| fzf("")).sum::<Result<f64>>()? / 10.0;
    let theirs = queries.iter().map(|query| fzf(query)).sum::<Result<f64>>()? / queries.len() as f64;
    let begin = processor();
    let index = Index::build(documents);
    let build = millis(processor().saturating_sub(begin));
    let all: Duration = queries.iter().map(|query| time(|| index.query(query, HITS))).sum();
    let ours = millis(all) / queries.len() as f64;
    let whole = ours + build / queries.len() as f64;
    println!("beside fzf --filter, {count} lines, {} queries, CPU ms a query:", queries.len());
    println!(
        "  fzf {theirs:.1}, of which reading the lines {reading:.1}; unsnag {ours:.2}, with its index {whole:.2}"
    );
    let matching = (theirs - reading).max(0.0) / ours;
    println!(
        "  fzf needs {:.1} times as much in all, {matching:.1} times for the match alone (bound 10)",
        theirs / whole
    );
    Ok(())
}

/// The time that this thread had a processor: other programs may be busy beside it.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let begin = processor();
    let result = run();
    let time = processor().saturating_sub(begin);
    drop(result);
    time
}

fn print(name: &str, mut times: Vec<Duration>, bound: f64) {
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().map_or(0.0, millis)
    };
    let count = times.len();
    println!("{name:<30} median {:>7.3} ms, p99 {:>7.3} ms of {count} (bound {bound} ms)", at(50), at(99));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Memory of this process, in bytes; pages of 4 KiB.
fn resident() -> Result<usize> {
    let pages = fs::read_to_string("/proc/self/statm")?;
    Ok(pages.split(' ').nth(1).context("no resident pages")?.parse::<usize>()? * 4096)
}

/// CPU of ended child processes, in milliseconds; the kernel counts in hundredths of a second.
fn children() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(") ").next().context("no fields")?.split(' ').skip(13).take(2);
    fields.map(|ticks| Ok(ticks.parse::<f64>()? * 10.0)).sum()
}
