//! `unsnag schema`: the JSON Schema of flows, settings and themes, for editors.

use super::config::file;
use super::exit::Exit;
use super::out::Out;
use anyhow::Result;
use clap::ValueEnum;

/// Arguments of `unsnag schema`.
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// Of which files.
    #[arg(value_enum, default_value_t)]
    of: Kind,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Kind {
    #[default]
    Flow,
    Config,
    Theme,
}

impl Schema {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        out.text(&match self.of {
            Kind::Flow => crate::flow::file::schema(),
            Kind::Config => file::schema(),
            Kind::Theme => crate::ui::tui::theme::schema(),
        })?;
        Ok(Exit::Done)
    }
}
