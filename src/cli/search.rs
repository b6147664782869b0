//! `unsnag search`: ranked problems, with reasons.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::Setup;
use crate::host::log::LogBlocks;
use crate::search::{Account, Found, SPARE};
use crate::text::Strings;
use crate::text::visible::head;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read;
use std::iter::once;
use std::path::PathBuf;

/// The most of a log that is repeated as the query in JSON, in bytes.
const MAX_QUERY: usize = 4096;

/// The rest of a log that is longer than a block.
type Log = LogBlocks<Box<dyn Read>>;

/// Arguments of `unsnag search`.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// Words or a code; - reads a pasted message or a log from standard input.
    #[arg(allow_negative_numbers = true, required_unless_present = "file")]
    words: Vec<String>,
    /// Search with the text of this file.
    #[arg(long, value_name = "LOG", conflicts_with = "words")]
    file: Option<PathBuf>,
    /// Print JSON: query, confident, and hits with flow, node, item, title, score, why, weak and line.
    #[arg(long)]
    json: bool,
    /// Print how each score came about, word by word: how much a word tells, times how well it matches, times how
    /// often it stands there.
    #[arg(long)]
    explain: bool,
    /// The most hits; without it 10, and on a terminal the best 3.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Search {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let (query, log) = self.query()?;
        if query.trim().is_empty() && log.is_none() {
            bail!("there is nothing to search for; give words, a code or a message");
        }
        let setup = Setup::load(global)?;
        setup.report_faults();
        let shown = setup.library.localized(&setup.lang);
        let finder = setup.finder();
        let finder = finder.get();
        let strings = setup.strings();
        // What matters must not scroll away.
        let on_terminal = setup.environment.streams.stdout && !self.json;
        let limit = self.limit.unwrap_or(if on_terminal { 3 } else { 10 });
        let spare = limit.saturating_add(SPARE);
        let mut search = match log {
            Some(log) => finder
                .search_log(once(Ok(query.clone())).chain(log), spare, &shown, strings)
                .with_context(|| format!("cannot read {}", self.name()))?,
            None => finder.search(&query, spare, &shown, strings),
        };
        search.recall(&setup.recent(), limit, strings);
        let account = |found: &Found| finder.account(&query, found).filter(|_| self.explain);
        if self.json {
            let hits: Vec<Value> = search.hits.iter().map(|found| hit(found, account(found))).collect();
            out.json(
                &json!({"query": head(&query, MAX_QUERY), "confident": search.confident, "hits": hits}),
            )?;
        } else {
            let strings = setup.strings();
            let mut triage = None;
            if search.hits.is_empty() {
                out.say(strings.get("ui.no-hits"))?;
            }
            if search.hits.iter().all(|found| found.weak) {
                let key = if search.hits.is_empty() { "ui.triage" } else { "ui.only-weak" };
                triage = Some(strings.get(key));
            }
            for (index, found) in search.hits.iter().enumerate() {
                let mut why = strings.clauses(&found.why);
                if found.weak {
                    why = strings.fill("ui.weak", &[("why", &why)]);
                }
                let title = format!("{}{}", found.title, strings.aside(&found.pack));
                out.item(&format!("{}. ", index + 1), &title)?;
                out.line(&format!("   {}", address(found)))?;
                out.item("   ", &why)?;
                // A line that decided for several stands below the first of them.
                let before = index.checked_sub(1).and_then(|before| search.hits.get(before)?.line.as_ref());
                if let Some(line) = found.line.as_ref().filter(|line| before != Some(line)) {
                    out.line(&format!("   {}: {}", line.number, line.text))?;
                }
                for line in account(found).iter().flat_map(|account| account.in_words(strings)) {
                    out.line(&format!("     {line}"))?;
                }
            }
            if let Some(first) = search.hits.first().filter(|first| !first.weak) {
                let command = format!("unsnag run {}", address(first));
                out.line(&strings.fill("cli.search.go-on", &[("command", &command)]))?;
            }
            if let Some(title) = triage {
                out.line(&strings.fill("plain.list", &[("title", title)]))?;
                for flow in shown.triage().iter().filter_map(|at| shown.flow(&at.flow)) {
                    out.line(&format!("   unsnag run {}  {}", flow.id, flow.title.text))?;
                }
            }
        }
        Ok(Exit::unless(search.hits.is_empty()))
    }

    /// The query; of a log that is longer than a block the first block, and the blocks behind it.
    fn query(&self) -> Result<(String, Option<Log>)> {
        let from: Box<dyn Read> = match (&self.file, self.words.as_slice()) {
            (Some(path), _) => {
                Box::new(File::open(path).with_context(|| format!("cannot read {}", self.name()))?)
            }
            (None, [word]) if word == "-" => Box::new(std::io::stdin()),
            (None, words) => return Ok((words.join(" "), None)),
        };
        let mut blocks = LogBlocks::new(from);
        let mut next = || blocks.next().transpose().with_context(|| format!("cannot read {}", self.name()));
        let Some(first) = next()? else { return Ok((String::new(), None)) };
        Ok(match next()? {
            Some(second) => (first + &second, Some(blocks)),
            None => (first, None),
        })
    }

    fn name(&self) -> String {
        self.file.as_ref().map_or_else(|| "standard input".to_owned(), |path| path.display().to_string())
    }
}

/// Where a hit leads, as `run` takes it.
pub fn address(found: &Found) -> String {
    match (&found.whole, &found.item) {
        (true, _) => found.at.flow.clone(),
        (false, Some(item)) => format!("{}/{item}", found.at),
        (false, None) => found.at.to_string(),
    }
}

fn hit(found: &Found, account: Option<Account>) -> Value {
    let mut hit = json!({
        "flow": found.at.flow,
        "node": (!found.whole).then_some(&found.at.node),
        "item": found.item,
        "title": found.title,
        "score": found.score,
        "why": found.why,
        "weak": found.weak,
        "line": found.line.as_ref().map(|line| json!({"number": line.number, "text": line.text})),
    });
    if let (Some(account), Some(hit)) = (account, hit.as_object_mut()) {
        hit.insert("explain".to_owned(), explained(&account));
    }
    hit
}

fn explained(account: &Account) -> Value {
    let terms = account.terms.iter().map(|counted| {
        let found = counted.found.as_ref().map(|found| {
            json!({
                "term": found.term,
                "how": found.how.in_words(Strings::english()),
                "fields": found.fields.iter().map(|field| field.in_words(Strings::english())).collect::<Vec<_>>(),
                "documents": found.documents,
                "idf": found.idf,
                "weight": found.weight,
                "saturation": found.saturation,
                "added": found.added,
            })
        });
        json!({"typed": counted.typed, "covers": counted.covers, "found": found})
    });
    json!({
        "tier": account.tier,
        "coverage": account.coverage,
        "likeness": account.likeness,
        "lift": account.lift,
        "prior": account.prior,
        "relevance": account.relevance,
        "terms": terms.collect::<Vec<_>>(),
    })
}
