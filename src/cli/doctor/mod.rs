//! `unsnag doctor`: how things stand where the program runs, and what to do about what is not well.

mod clipboard;
mod colours;
mod flows;
mod language;
mod report;
mod sessions;
mod shell;
mod terminal;

use super::args::Global;
use super::config::Origin;
use super::exit::Exit;
use super::lint::FormatName;
use super::out::Out;
use super::setup::Setup;
use crate::host::Environment;
use anyhow::Result;
use report::{Report, Verdict};
use std::path::{MAIN_SEPARATOR_STR, Path};

/// Arguments of `unsnag doctor`.
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// How it is printed. JSON: version, system, problems, notes, and checks with check, verdict, value, says, remedy.
    #[arg(long, value_enum, default_value_t)]
    format: FormatName,
    /// Try the clipboard also where what is on it cannot be put back: a short text replaces it.
    #[arg(long)]
    overwrite_clipboard: bool,
}

impl Doctor {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let mut setup = Setup::load(global)?;
        // What is asked about is the terminal, also when the answer goes into a file or a pipe.
        let redirected = !setup.environment.streams.stdout && setup.environment.streams.keyboard;
        setup.environment.streams.stdout |= redirected;
        let mut report = Report::new(setup.environment.home());
        terminal::check(&setup, &mut report);
        colours::check(&setup, &mut report);
        clipboard::check(&setup, redirected, self.overwrite_clipboard, &mut report);
        language::check(&setup, &mut report);
        flows::check(&setup, global, &mut report);
        sessions::check(&setup, &mut report);
        shell::check(&setup.environment, &mut report);
        match self.format {
            FormatName::Json => out.json(&report.json(setup.strings()))?,
            FormatName::Text => out.text(&report.text(setup.strings()))?,
        }
        Ok(Exit::unless(report.count(Verdict::Problem) > 0))
    }
}

/// Who decided a setting, as it is called everywhere: an option, a variable, the file of settings. None when nobody did.
fn who(origin: Origin, option: &'static str, variable: &'static str) -> Option<&'static str> {
    match origin {
        Origin::Flag => Some(option),
        Origin::Environment => Some(variable),
        Origin::Config => Some("config.yaml"),
        Origin::Default => None,
    }
}

/// A path with `~` for the home folder, which has the name of the user in it.
fn tilde(path: &Path, environment: &Environment) -> String {
    let home = environment.home();
    match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~{MAIN_SEPARATOR_STR}{}", rest.display()),
        None => path.display().to_string(),
    }
}
