//! `unsnag man`: manual pages, one for the program and one for each command, from the same descriptions as the help.

use super::args::Cli;
use super::exit::Exit;
use super::out::Out;
use crate::host::atomic::{self, Existing};
use crate::text::Strings;
use crate::ui::action::TABLE;
use anyhow::{Context, Result, bail};
use clap::{Command, CommandFactory};
use std::fs;
use std::path::{Path, PathBuf};

/// Arguments of `unsnag man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The command whose page is wanted, such as `sessions export`; without it the page of the program.
    command: Vec<String>,
    /// Write all pages into this folder, as `unsnag.1`, `unsnag-run.1` and so on.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    all: Option<PathBuf>,
}

impl Man {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        // Building gives each command its full name and the options that stand everywhere.
        let mut program = Cli::command();
        program.build();
        if let Some(folder) = &self.all {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            write(&program, folder)?;
            return Ok(Exit::Done);
        }
        let mut wanted = &program;
        for name in &self.command {
            let Some(found) = wanted.find_subcommand(name) else {
                bail!(
                    "there is no command \"{} {name}\"; `{0} --help` lists those that there are",
                    called(wanted)
                );
            };
            wanted = found;
        }
        out.text(&page(wanted)?)?;
        Ok(Exit::Done)
    }
}

/// Writes the page of a command and those of the commands below it.
fn write(command: &Command, folder: &Path) -> Result<()> {
    let path = folder.join(format!("{}.1", file_name(command)));
    atomic::write(&path, page(command)?.as_bytes(), Existing::Replace)?;
    command.get_subcommands().try_for_each(|below| write(below, folder))
}

/// How a command is called: `unsnag sessions export`.
fn called(command: &Command) -> &str {
    command.get_bin_name().unwrap_or(command.get_name())
}

fn file_name(command: &Command) -> String {
    called(command).replace(' ', "-")
}

/// The manual page of a command; that of the program has the keys too.
fn page(command: &Command) -> Result<String> {
    let mut page = Vec::new();
    let name = file_name(command);
    let source = concat!("unsnag ", env!("CARGO_PKG_VERSION"));
    let man = clap_mangen::Man::new(command.clone()).title(name.as_str()).source(source);
    man.manual("unsnag manual").render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    if name == "unsnag" {
        page.push_str(".SH KEYS\nThese come with the program; ");
        page.push_str("\\fBunsnag keys\\fR prints those that are in force.\n");
        for row in TABLE {
            let says = Strings::english().get(&format!("action.{}", row.word)).to_owned();
            let keys = roff(&row.keys.join(", "));
            page.push_str(&format!(".TP\n\\fB{keys}\\fR ({})\n{}\n", roff(row.word), roff(&says)));
        }
    }
    Ok(page)
}

/// Text that roff takes as it is.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
