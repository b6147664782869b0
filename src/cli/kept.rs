//! `unsnag sessions list`, `delete` and `stats`: all kept sessions at once.

use super::age::Age;
use super::exit::{Exit, ended_key};
use super::out::Out;
use super::setup::Setup;
use crate::flow::{EndKind, Library};
use crate::host::journal::{Entry, OpenError};
use crate::session::{History, Summary};
use crate::text::{sort, width};
use crate::ui::time::{clock_time, near_time};
use crate::ui::words::title_of;
use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

/// Which sessions are listed, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct List {
    /// Only those to be gone on with.
    #[arg(long)]
    unfinished: bool,
    /// At most so many, the newest.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Print JSON: an array of id, flow, title, began, last, steps, ended and by_script.
    #[arg(long)]
    json: bool,
}

impl List {
    /// Runs the command.
    pub fn run(&self, setup: &Setup, out: &mut Out) -> Result<Exit> {
        let library = setup.library.localized(&setup.lang);
        let mut listed: Vec<(Entry, Summary)> = summaries(setup)?;
        listed.retain(|(_, summary)| !self.unfinished || summary.unfinished());
        listed.truncate(self.limit.unwrap_or(usize::MAX));
        if self.json {
            let rows = listed.iter().map(|(entry, summary)| {
                json!({
                    "id": entry.id,
                    "flow": summary.flow,
                    "title": title(summary, &library),
                    "began": summary.began,
                    "last": summary.last,
                    "steps": summary.steps,
                    "ended": summary.ended,
                    "by_script": summary.by_script,
                })
            });
            out.json(&Value::Array(rows.collect()))?;
            return Ok(Exit::Done);
        }
        rows(&listed, &library, setup, out)?;
        if listed.is_empty() {
            let unfinished = self.unfinished && !setup.overview()?.is_empty();
            let key = if unfinished { "cli.sessions.no-unfinished" } else { "cli.sessions.none" };
            out.say(setup.strings().get(key))?;
        }
        Ok(Exit::Done)
    }
}

/// All sessions that can be read, newest first; what cannot be read is said on standard error.
pub fn summaries(setup: &Setup) -> Result<Vec<(Entry, Summary)>> {
    let mut found = Vec::new();
    for (entry, summary) in setup.overview()? {
        match summary {
            Ok(summary) => found.push((entry, summary)),
            Err(error) => super::out::warn(&format!("session {}: {error}", entry.id)),
        }
    }
    Ok(found)
}

fn title(summary: &Summary, library: &Library) -> Option<String> {
    let flow = summary.flow.as_ref().and_then(|id| library.flow(id));
    flow.map(|flow| flow.title.text.clone())
}

/// A row a session: its id, when something last happened in it, how it ended and what it was about. On a terminal the time
/// is as people speak of it.
fn rows(listed: &[(Entry, Summary)], library: &Library, setup: &Setup, out: &mut Out) -> Result<()> {
    let (strings, now) = (setup.strings(), setup.clock.now());
    let time = |at| if out.columns().is_some() { near_time(at, now, strings) } else { clock_time(at) };
    let times: Vec<String> =
        listed.iter().map(|(_, summary)| summary.last.map(time).unwrap_or_default()).collect();
    let widest = times.iter().map(|time| width(time)).max().unwrap_or(0);
    for ((entry, summary), time) in listed.iter().zip(&times) {
        let how = strings.get(ended_key(summary.ended));
        let title = title(summary, library).or_else(|| summary.flow.clone()).unwrap_or_default();
        let gap = " ".repeat(widest - width(time));
        out.item(&format!("{}  ", entry.id), &format!("{time}{gap}  {how}: {title}"))?;
    }
    Ok(())
}

/// Deletes these sessions. One of a newer program, of which nothing can be shown here, only after a yes.
pub fn delete(setup: &Setup, ids: &[String], yes: bool, out: &mut Out) -> Result<Exit> {
    let (strings, sessions) = (setup.strings(), setup.sessions()?);
    for id in ids {
        if let (false, Err(newer @ OpenError::Newer(_))) = (yes, sessions.read(id)) {
            let why = format!("session {id}: {}", newer.message().in_words(strings));
            if !can_ask(setup) {
                bail!("{why}; add --yes to delete it all the same");
            }
            out.line(&why)?;
            if !agreed(setup, strings.get("cli.delete.unseen"), out)? {
                out.line(strings.get("cli.delete.kept"))?;
                continue;
            }
        }
        sessions.remove(id).map_err(|error| anyhow!("session {id}: {error}"))?;
        out.line(&strings.fill("cli.sessions.deleted", &[("id", id)]))?;
    }
    setup.forget_flows();
    Ok(Exit::Done)
}

/// Deletes the sessions in which nothing has happened since, after a preview and a yes.
pub fn delete_older(setup: &Setup, age: Age, yes: bool, out: &mut Out) -> Result<Exit> {
    let strings = setup.strings();
    let before = age.before(setup.clock.now()).ok_or_else(|| anyhow!("there was no such time"))?;
    let library = setup.library.localized(&setup.lang);
    let old: Vec<(Entry, Summary)> =
        summaries(setup)?.into_iter().filter(|(_, one)| one.last.is_some_and(|last| last < before)).collect();
    if old.is_empty() {
        out.line(&strings.fill("cli.delete.none", &[("time", &clock_time(before))]))?;
        return Ok(Exit::Done);
    }
    rows(&old, &library, setup, out)?;
    let count = old.len().to_string();
    out.line(&strings.fill("cli.delete.preview", &[("count", &count), ("time", &clock_time(before))]))?;
    if !yes {
        if !can_ask(setup) {
            bail!("nothing was deleted, because there is nobody to ask; add --yes to delete these sessions");
        }
        if !agreed(setup, strings.get("cli.delete.sure"), out)? {
            out.line(strings.get("cli.delete.kept"))?;
            return Ok(Exit::Done);
        }
    }
    let sessions = setup.sessions()?;
    let now: Vec<Entry> = sessions.list()?;
    for (entry, _) in &old {
        // What was gone on with since the preview stays.
        if !now.contains(entry) {
            continue;
        }
        match sessions.remove(&entry.id) {
            Ok(()) => out.line(&strings.fill("cli.sessions.deleted", &[("id", &entry.id)]))?,
            Err(error) => super::out::warn(&format!("session {} stays: {error}", entry.id)),
        }
    }
    setup.forget_flows();
    Ok(Exit::Done)
}

/// Whether there is somebody to ask.
pub fn can_ask(setup: &Setup) -> bool {
    let streams = &setup.environment.streams;
    streams.stdin && streams.stdout
}

/// Asks for a yes.
pub fn agreed(setup: &Setup, question: &str, out: &mut Out) -> Result<bool> {
    let strings = setup.strings();
    out.line(&strings.fill("plain.yes-no", &[("question", question)]))?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    let _ = std::io::stdout().flush();
    Ok(answer == "yes" || answer == "y" || answer == strings.get("ui.key.yes"))
}

/// What came of the sessions here, and of each fix.
pub fn stats(setup: &Setup, json: bool, out: &mut Out) -> Result<Exit> {
    let all = summaries(setup)?;
    let counted: Vec<&Summary> = all.iter().map(|(_, one)| one).filter(|one| one.counts()).collect();
    let ended = |end: Option<EndKind>| counted.iter().filter(|one| one.ended == end).count();
    let mut history = History::default();
    counted.iter().for_each(|one| history.learn(&one.tried));
    let mut times: Vec<u64> =
        counted.iter().filter(|one| one.ended == Some(EndKind::Resolved)).map(|one| one.active).collect();
    sort::sort(&mut times);
    let median = times.get(times.len() / 2).copied();
    let library = setup.library.localized(&setup.lang);
    let mut fixes: Vec<_> = history.fixes().collect();
    // The best known first.
    sort::sort_by_key(&mut fixes, |(_, _, count)| {
        std::cmp::Reverse((count.fixed + count.not_fixed, count.fixed))
    });
    let totals = [
        ("sessions", counted.len()),
        ("resolved", ended(Some(EndKind::Resolved))),
        ("escalated", ended(Some(EndKind::Escalate))),
        ("info", ended(Some(EndKind::Info))),
        ("unfinished", ended(None)),
        ("left_out", all.len() - counted.len()),
    ];
    if json {
        let rows = fixes.iter().map(|(at, rev, count)| {
            json!({
                "flow": at.flow, "fix": at.node, "title": title_of(at, &library), "rev": rev,
                "current": library.flow(&at.flow).is_some_and(|flow| flow.rev == *rev),
                "fixed": count.fixed, "not_fixed": count.not_fixed,
            })
        });
        let rows: Vec<Value> = rows.collect();
        let mut object = serde_json::Map::new();
        object.extend(totals.map(|(name, count)| (name.to_owned(), json!(count))));
        object.insert("median_seconds".to_owned(), json!(median));
        object.insert("fixes".to_owned(), Value::Array(rows));
        out.json(&Value::Object(object))?;
        return Ok(Exit::Done);
    }
    let strings = setup.strings();
    let totals = totals.map(|(name, count)| (name, count.to_string()));
    let mut values: Vec<(&str, &str)> = totals.iter().map(|(name, count)| (*name, count.as_str())).collect();
    out.say(&strings.fill("cli.stats.totals", &values))?;
    if let Some(seconds) = median {
        let minutes = seconds.div_ceil(60).to_string();
        values.push(("minutes", &minutes));
        out.say(&strings.fill("cli.stats.median", &values))?;
    }
    for (at, rev, count) in fixes {
        let (fixed, sessions) = (count.fixed.to_string(), (count.fixed + count.not_fixed).to_string());
        let mut text = format!("{}  ({at})", title_of(at, &library));
        if library.flow(&at.flow).is_none_or(|flow| flow.rev != rev) {
            text.push_str(&format!("  {}", strings.get("cli.stats.earlier")));
        }
        out.item(&format!("{fixed:>4} / {sessions:<4}  "), &text)?;
    }
    Ok(Exit::Done)
}
