//! `unsnag lint`: what is wrong with flows.

use super::exit::Exit;
use super::out::{Out, count};
use super::setup::Looked;
use crate::check::lint::{lint, lint_every_string};
use crate::flow::Level;
use crate::flow::diagnostic::{to_json, to_text};
use anyhow::Result;
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `unsnag lint`.
#[derive(Debug, clap::Args)]
pub struct Lint {
    /// Folders or files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    format: FormatName,
    /// List every string that is missing in a translation or changed since (W041, W042).
    #[arg(long)]
    list: bool,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FormatName {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl Lint {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        let looked = Looked::at(&self.paths)?;
        let diagnostics =
            looked.own(if self.list { lint_every_string(&looked.loaded) } else { lint(&looked.loaded) });
        let errors = diagnostics.iter().filter(|one| one.level() == Level::Error).count();
        let warnings = diagnostics.len() - errors;
        match self.format {
            FormatName::Json => out.json(&to_json(&diagnostics))?,
            FormatName::Text => {
                out.text(&to_text(&diagnostics))?;
                let (errors, warnings) = (count(errors, "error"), count(warnings, "warning"));
                out.line(&format!("{}: {errors}, {warnings}", count(looked.files(), "file")))?;
            }
        }
        Ok(Exit::unless(errors > 0 || (self.strict && warnings > 0)))
    }
}
