//! `unsnag export`: the transcript of a kept session.

use super::args::Global;
use super::completions;
use super::exit::Exit;
use super::handoff;
use super::out::{Out, escape};
use super::redaction::Redaction;
use super::setup::Setup;
use crate::host::atomic::{self, Existing};
use crate::redact::Policy;
use crate::session::event::Redaction as Redacted;
use crate::transcript::{Document, Format, Masking, summary};
use anyhow::{Result, bail};
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::path::{Path, PathBuf};

/// Arguments of `unsnag export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// Id of the session, or a hand-off file; the newest session if none is named.
    #[arg(add = ArgValueCompleter::new(completions::sessions))]
    session: Option<String>,
    /// The format; else the end of the file name decides, else Markdown.
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// The file to write; standard output without it, or if it is `-`.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file.
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    redaction: Redaction,
}

/// A format by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// For tickets and wikis.
    Markdown,
    /// To read and print: one file with everything in it.
    Html,
    /// For programs.
    Json,
    /// For e-mail.
    Text,
}

impl FormatName {
    fn extension(self) -> &'static str {
        match self {
            FormatName::Markdown => "md",
            FormatName::Html => "html",
            FormatName::Json => "json",
            FormatName::Text => "txt",
        }
    }
}

impl Export {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        self.write(&Setup::load(global)?, out)
    }

    /// Writes the transcript.
    pub fn write(self, setup: &Setup, out: &mut Out) -> Result<Exit> {
        let policy = self.redaction.policy()?.unwrap_or_else(|| setup.policy.clone());
        // As everywhere else, `-` is standard output.
        let output = self.output.filter(|path| path.as_os_str() != "-");
        let by_name = output.as_ref().and_then(|path| path.extension());
        let by_name = by_name.map(|end| end.to_string_lossy().into_owned());
        let end = self.format.map(|format| format.extension().to_owned()).or(by_name);
        let end = end.as_deref();
        let (text, redaction) = transcript(setup, self.session.as_deref(), end.unwrap_or("md"), policy)?;
        match output {
            None if end == Some("json") => out.text(&escape(&text))?,
            None => out.text(&text)?,
            Some(path) => {
                let existing = if self.force { Existing::Replace } else { Existing::Keep };
                atomic::write(&path, text.as_bytes(), existing)?;
                let strings = setup.strings();
                out.line(&strings.fill("ui.exported", &[("path", &path.display().to_string())]))?;
                out.line(&summary(&redaction, strings))?;
            }
        }
        Ok(Exit::Done)
    }
}

/// The transcript of a session, of the newest one if none is named, in the format that a file name's end stands for.
/// Masked is what the policy says.
pub fn transcript(
    setup: &Setup,
    session: Option<&str>,
    end: &str,
    policy: Policy,
) -> Result<(String, Redacted)> {
    let Some(format) = Format::from_extension(end) else {
        bail!("there is no transcript format for .{end}; use .md, .html, .json or .txt, or --format");
    };
    let (id, records, library) = match session.filter(|name| handoff::is_file(name)) {
        Some(file) => {
            let handoff = handoff::read(Path::new(file))?;
            (handoff.session, handoff.records, setup.library.with_kept(&handoff.flows))
        }
        None => {
            let (id, records) = setup.records(session)?;
            let library = setup.library_for(&records);
            (id, records, library)
        }
    };
    let document = Document::of(&id, &records, &library, &setup.lang);
    let document = document.redact(&Masking { policy, names: setup.environment.names() });
    Ok((format.write(&document), document.notice().redaction.clone()))
}
