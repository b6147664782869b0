//! `unsnag config`: the settings, where they are kept, and what is wrong with them.

pub mod file;
mod settings;

pub use settings::{Look, Origin, Setting, Settings};

use super::args::Global;
use super::exit::Exit;
use super::out::{Out, count};
use super::setup::Setup;
use crate::flow::diagnostic::{sort, to_text};
use crate::host::Environment;
use crate::host::atomic::{self, Existing, WriteError};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments of `unsnag config`.
#[derive(Debug, clap::Subcommand)]
pub enum Config {
    /// Write a config.yaml that explains every setting.
    Init {
        /// Overwrite the one there is.
        #[arg(long)]
        force: bool,
    },
    /// Print where config.yaml is, or would be.
    Path,
    /// Say what is wrong with config.yaml, the theme and the packs that it names.
    Check,
    /// List the settings that are in force, and who decided them.
    Show,
}

impl Config {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        match self {
            Config::Init { force } => init(global, force, out),
            Config::Path => {
                out.line(&path(global)?.display().to_string())?;
                Ok(Exit::Done)
            }
            Config::Check => check(global, out),
            Config::Show => show(global, out),
        }
    }
}

fn path(global: &Global) -> Result<PathBuf> {
    let settings = Settings::load(global, &Environment::read())?;
    settings.path.context("there is no home folder; set HOME, XDG_CONFIG_HOME or UNSNAG_CONFIG")
}

fn init(global: &Global, force: bool, out: &mut Out) -> Result<Exit> {
    let path = path(global)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let existing = if force { Existing::Replace } else { Existing::Keep };
    match atomic::write(&path, file::template().as_bytes(), existing) {
        Ok(()) => {}
        Err(WriteError::Exists(path)) => {
            bail!("{} already exists; --force overwrites it", path.display())
        }
        Err(error) => return Err(error.into()),
    }
    out.line(&path.display().to_string())?;
    Ok(Exit::Done)
}

fn check(global: &Global, out: &mut Out) -> Result<Exit> {
    let setup = Setup::load(global)?;
    let Some(path) = setup.settings.path.as_ref().filter(|_| setup.settings.has_file()) else {
        out.line("there is no config.yaml; `unsnag config init` writes one")?;
        return Ok(Exit::Done);
    };
    let mut faults = setup.settings.faults().to_vec();
    faults.extend(setup.settings.theme(&setup.environment).1);
    sort(&mut faults);
    out.text(&to_text(&faults))?;
    out.line(&format!("{}: {}", path.display(), count(faults.len(), "error")))?;
    Ok(Exit::unless(!faults.is_empty()))
}

fn show(global: &Global, out: &mut Out) -> Result<Exit> {
    let setup = Setup::load(global)?;
    setup.report_faults();
    let settings = &setup.settings;
    let mut say = |name: &str, value: String, origin: Origin| {
        let origin = match origin {
            Origin::Flag => "command line",
            Origin::Environment => "environment",
            Origin::Config => "config.yaml",
            Origin::Default => "default",
        };
        out.line(&format!("{name:<10} {value:<24} {origin}"))
    };
    let yes = |setting: &Setting<bool>| if setting.value { "yes" } else { "no" }.to_owned();
    say("language", setup.lang.clone(), settings.language.origin)?;
    let look = match &settings.look.value {
        Look::Named(crate::ui::tui::theme::Named::Auto) => {
            format!("auto: {}", crate::ui::tui::theme::detect(&setup.environment).name())
        }
        Look::Named(named) => named.name().to_owned(),
        Look::File(path) => path.display().to_string(),
    };
    say("theme", look, settings.look.origin)?;
    say("ascii", yes(&settings.ascii), settings.ascii.origin)?;
    say("plain", yes(&settings.plain), settings.plain.origin)?;
    say("mouse", yes(&settings.mouse), settings.mouse.origin)?;
    let clipboard = settings.clipboard.value.to_possible_value();
    let clipboard = clipboard.map(|value| value.get_name().to_owned()).unwrap_or_default();
    say("clipboard", clipboard, settings.clipboard.origin)?;
    let redact = settings.redact.value.clone().unwrap_or_else(|| "all".to_owned());
    say("redact", redact, settings.redact.origin)?;
    for path in &global.flows {
        say("packs", path.display().to_string(), Origin::Flag)?;
    }
    for (_, path) in &settings.packs {
        say("packs", path.display().to_string(), Origin::Config)?;
    }
    let plain = crate::ui::keymap::Keys::default();
    for (row, own) in settings.keys.rows().zip(plain.rows()).filter(|(row, own)| row.keys != own.keys) {
        say("keys", format!("{}: {}", own.binding.word, row.keys.join(", ")), Origin::Config)?;
    }
    Ok(Exit::Done)
}
