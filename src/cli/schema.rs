//! `unsnag schema`: the JSON Schema of flows, for editors.

use super::exit::Exit;
use super::out::Out;
use anyhow::Result;

/// Arguments of `unsnag schema`.
#[derive(Debug, clap::Args)]
pub struct Schema {}

impl Schema {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        out.text(&crate::flow::file::schema())?;
        Ok(Exit::Done)
    }
}
