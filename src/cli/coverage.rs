//! `unsnag coverage`: what of a source document the flows do not carry, and where what they carry comes from.

use super::args::Global;
use super::exit::Exit;
use super::out::{Out, count};
use super::provenance::page;
use super::sources::read;
use crate::check::coverage::{By, Row, coverage, read as read_inventory};
use crate::flow::{Library, bundled};
use crate::text::sort;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Arguments of `unsnag coverage`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An inventory has the columns source, id, kind, description and token, separated by tabs. A \
                        token stands verbatim in the source; `-` is none. A row without a token is carried where a \
                        flow names its section, the part of its id that tells it from others, as its source; or \
                        where one flow says most tokens of that section. A row of kind anomaly is a mistake of the \
                        source; it is put right rather than carried."
)]
pub struct Coverage {
    /// The facts of the sources, one a line; - reads standard input.
    #[arg(long, value_name = "TSV", required_unless_present = "provenance")]
    inventory: Option<PathBuf>,
    /// The pack that carries a source, where that is not to be found out; can be given more than once.
    #[arg(long, value_name = "SOURCE=PACK", requires = "inventory")]
    source: Vec<String>,
    /// Print JSON: rows, packs, carried (rows by token, source, section, repaired), and missing with source, id,
    /// kind, description and token.
    #[arg(long, requires = "inventory")]
    json: bool,
    /// Print where each flow comes from and what in it is ours, as a Markdown page.
    #[arg(long, conflicts_with = "inventory")]
    provenance: bool,
}

impl Coverage {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let (documents, _) = read(&global.flows)?;
        let library = Library::load(bundled::documents().chain(documents)).library;
        let Some(path) = &self.inventory else {
            out.text(&page(&library))?;
            return Ok(Exit::Done);
        };
        let rows = rows(path)?;
        let found = coverage(&library, rows, &self.packs(&library)?);
        let missing: Vec<&Row> = found.missing().collect();
        if self.json {
            let carried = sort::map(found.counts().map(|(by, number)| (by.name(), number)));
            let missing: Vec<Value> = missing.iter().map(|row| shown(row)).collect();
            let rows = found.rows.len();
            out.json(&json!({"rows": rows, "packs": found.packs, "carried": carried, "missing": missing}))?;
        } else {
            for (source, pack) in &found.packs {
                out.line(&format!("{source} is carried by {pack}"))?;
            }
            for row in &missing {
                let token = row.token.as_ref().map(|token| format!(": \"{token}\"")).unwrap_or_default();
                out.line(&format!("{} {} {}{token}", row.source, row.id, row.kind))?;
                out.line(&format!("    {}", row.description))?;
            }
            let ways: Vec<String> =
                found.counts().map(|(by, number)| format!("{number} by {}", words(by))).collect();
            let rows = count(found.rows.len(), "row");
            out.line(&format!("{rows}: {}; {} missing", ways.join(", "), missing.len()))?;
        }
        Ok(Exit::unless(!missing.is_empty()))
    }

    /// The packs that were named for sources.
    fn packs(&self, library: &Library) -> Result<BTreeMap<String, String>> {
        let mut packs = BTreeMap::new();
        for pair in &self.source {
            let Some((source, pack)) = pair.split_once('=') else {
                bail!("\"{pair}\" names no source and pack; write it like 002=azure-stack");
            };
            if !library.packs.contains_key(pack) {
                let known: Vec<&str> = library.packs.keys().map(String::as_str).collect();
                bail!("there is no pack \"{pack}\"; there is {}", known.join(", "));
            }
            packs.insert(source.to_owned(), pack.to_owned());
        }
        Ok(packs)
    }
}

fn rows(path: &Path) -> Result<Vec<Row>> {
    let name = path.display();
    let text = match path.as_os_str() == "-" {
        true => std::io::read_to_string(std::io::stdin().lock()),
        false => std::fs::read_to_string(path),
    };
    read_inventory(&text.with_context(|| format!("cannot read {name}"))?)
        .map_err(|why| anyhow!("{name}: {why}"))
}

fn words(by: By) -> &'static str {
    match by {
        By::Token => "token",
        By::Source => "source",
        By::Section => "most of their section",
        By::Repaired => "putting a mistake right",
    }
}

fn shown(row: &Row) -> Value {
    json!({
        "source": row.source,
        "id": row.id,
        "kind": row.kind,
        "description": row.description,
        "token": row.token,
    })
}
