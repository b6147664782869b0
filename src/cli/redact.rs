//! `unsnag redact`: a filter that masks credentials and identifiers.

use super::args::Global;
use super::exit::Exit;
use super::out::{Out, count, escape, warn};
use super::redaction::Redaction;
use super::setup::Setup;
use crate::host::blocks::Blocks;
use crate::redact::{Class, Find, Policy, Redactor};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Arguments of `unsnag redact`.
#[derive(Debug, clap::Args)]
pub struct Redact {
    /// The text; - reads standard input [default: -].
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print a list of the finds instead of the text, as JSON: line, column, class, mark, masked and value. The
    /// value of a credential is null.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    redaction: Redaction,
}

impl Redact {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?;
        let policy = self.redaction.policy()?.unwrap_or_else(|| setup.policy.clone());
        let mut redactor = Redactor::new(policy.clone(), setup.environment.names());
        let (from, name): (Box<dyn Read>, String) = match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                let name = path.display().to_string();
                (Box::new(File::open(path).with_context(|| format!("cannot read {name}"))?), name)
            }
            _ => (Box::new(std::io::stdin()), "standard input".to_owned()),
        };
        let mut found = Found::default();
        let mut repaired = false;
        for block in Blocks::new(from) {
            let block = block.with_context(|| format!("cannot read {name}"))?;
            repaired |= block.repaired;
            let redacted = redactor.redact(&block.text);
            for find in &redacted.finds {
                found.count(find);
                if self.json {
                    out.verbatim(if found.all == 1 { "[\n" } else { ",\n" })?;
                    out.verbatim(&escape(&found.place(&block.text, find).to_string()))?;
                }
            }
            found.pass(&block.text);
            if !self.json {
                out.verbatim(&redacted.text)?;
            }
        }
        if self.json {
            out.verbatim(if found.all == 0 { "[]\n" } else { "\n]\n" })?;
        }
        // What a person reads comes after the text.
        out.flush()?;
        if repaired {
            warn(&format!("{name} is not UTF-8; bytes that are no text were replaced by U+FFFD"));
        }
        warn(&found.summary(&policy));
        Ok(Exit::Done)
    }
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    all: usize,
    masked: BTreeMap<Class, usize>,
    left: BTreeMap<Class, usize>,
    /// Line feeds up to the last find, in the blocks before this one too.
    lines: usize,
    /// Characters of its line up to the last find.
    column: usize,
    /// Bytes of this block up to the last find.
    at: usize,
}

impl Found {
    fn count(&mut self, find: &Find) {
        self.all += 1;
        let counts = if find.masked { &mut self.masked } else { &mut self.left };
        *counts.entry(find.class).or_default() += 1;
    }

    /// A find as JSON. Lines and columns count from one, columns in characters.
    fn place(&mut self, text: &str, find: &Find) -> Value {
        self.go_to(text, find.range.start);
        json!({
            "line": self.lines + 1,
            "column": self.column + 1,
            "class": find.class,
            "mark": find.mark,
            "masked": find.masked,
            "value": (!find.class.is_credential()).then_some(&find.value),
        })
    }

    /// The block is done.
    fn pass(&mut self, text: &str) {
        self.go_to(text, text.len());
        self.at = 0;
    }

    fn go_to(&mut self, text: &str, to: usize) {
        let between = text.get(self.at..to).unwrap_or_default();
        if let Some(feed) = between.rfind('\n') {
            self.lines += between.matches('\n').count();
            self.column = between.get(feed + 1..).unwrap_or_default().chars().count();
        } else {
            self.column += between.chars().count();
        }
        self.at = to;
    }

    /// `policy all: masked 3 hosts, 1 password; left nothing; best effort, ..`
    fn summary(&self, policy: &Policy) -> String {
        let list = |counts: &BTreeMap<Class, usize>| {
            let parts: Vec<String> =
                counts.iter().map(|(class, number)| format!("{number} {}", class.id())).collect();
            parts.join(", ")
        };
        let sum = |counts: &BTreeMap<Class, usize>| counts.values().sum::<usize>();
        let mut said = format!("policy {}: masked {}", policy.name(), count(sum(&self.masked), "find"));
        if !self.masked.is_empty() {
            said += &format!(" ({})", list(&self.masked));
        }
        if !self.left.is_empty() {
            said += &format!(", left {} ({})", sum(&self.left), list(&self.left));
        }
        said + "; best effort: read the text before you pass it on"
    }
}
