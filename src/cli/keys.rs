//! `unsnag keys`: the key table.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::wording;
use crate::ui::action::TABLE;
use anyhow::Result;

/// Arguments of `unsnag keys`.
#[derive(Debug, clap::Args)]
pub struct Keys {}

impl Keys {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let strings = wording(global);
        for row in TABLE {
            let says = strings.get(&format!("action.{}", row.word)).to_owned();
            let word = format!("{} {}", row.word, row.takes);
            out.line(&format!("{:<24} {:<18} {says}", row.keys.join(", "), word.trim_end()))?;
        }
        Ok(Exit::Done)
    }
}
