//! `unsnag search`: ranked problems, with reasons.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::Setup;
use crate::search::{Account, Finder, Found};
use crate::text::Strings;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most of a log that is read, in bytes. The search looks at the start and the end of what is longer.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Arguments of `unsnag search`.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// Words or a code; - reads a pasted message or a log from standard input.
    #[arg(allow_negative_numbers = true, required_unless_present = "file")]
    words: Vec<String>,
    /// Search with the text of this file.
    #[arg(long, value_name = "LOG", conflicts_with = "words")]
    file: Option<PathBuf>,
    /// Print JSON: query, confident, and hits with flow, node, item, title, score, why and weak.
    #[arg(long)]
    json: bool,
    /// Print how each score came about, word by word: how much a word tells, times how well it matches, times how
    /// often it stands there.
    #[arg(long)]
    explain: bool,
    /// The most hits.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

impl Search {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let query = self.query()?;
        if query.trim().is_empty() {
            bail!("there is nothing to search for; give words, a code or a message");
        }
        let setup = Setup::load(global)?;
        setup.report_faults();
        let shown = setup.library.localized(&setup.lang);
        let finder = Finder::new(&setup.library);
        let search = finder.search(&query, self.limit, &shown, setup.strings());
        let account = |found: &Found| finder.account(&query, found).filter(|_| self.explain);
        if self.json {
            let hits: Vec<Value> = search.hits.iter().map(|found| hit(found, account(found))).collect();
            out.json(&json!({"query": query, "confident": search.confident, "hits": hits}))?;
        } else {
            let strings = setup.strings();
            if search.hits.is_empty() {
                out.line(strings.get("cli.search.nothing"))?;
            }
            for (index, found) in search.hits.iter().enumerate() {
                let mut why = strings.clauses(&found.why);
                if found.weak {
                    why = strings.fill("ui.weak", &[("why", &why)]);
                }
                out.line(&format!("{}. {} ({})", index + 1, found.title, found.pack))?;
                out.line(&format!("   {}", address(found)))?;
                out.line(&format!("   {why}"))?;
                for line in account(found).iter().flat_map(|account| account.in_words(strings)) {
                    out.line(&format!("     {line}"))?;
                }
            }
        }
        Ok(Exit::unless(search.hits.is_empty()))
    }

    fn query(&self) -> Result<String> {
        match (&self.file, self.words.as_slice()) {
            (Some(path), _) => from_file(path).with_context(|| format!("cannot read {}", path.display())),
            (None, [word]) if word == "-" => {
                text(&mut std::io::stdin().lock()).context("cannot read standard input")
            }
            (None, words) => Ok(words.join(" ")),
        }
    }
}

fn from_file(path: &Path) -> std::io::Result<String> {
    text(&mut File::open(path)?)
}

fn text(from: &mut dyn Read) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    from.take(LIMIT).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(crate::text::visible::line_ends(&text).into_owned())
}

/// Where a hit leads, as `run` takes it.
fn address(found: &Found) -> String {
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
        "relevance": account.relevance,
        "terms": terms.collect::<Vec<_>>(),
    })
}
