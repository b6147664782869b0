//! `unsnag completions`: what a shell completes.

use super::args::Cli;
use super::exit::Exit;
use super::out::Out;
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

/// Arguments of `unsnag completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "unsnag", &mut script);
        out.text(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}
