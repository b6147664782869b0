//! `unsnag keys`: the keys that are in force, and the words of the line mode.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::settings_and_wording;
use anyhow::Result;

/// Arguments of `unsnag keys`.
#[derive(Debug, clap::Args)]
pub struct Keys {}

impl Keys {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let (settings, strings) = settings_and_wording(global)?;
        for row in settings.keys.rows() {
            let binding = row.binding;
            let says = strings.get(&format!("action.{}", binding.word)).to_owned();
            let word = format!("{} {}", binding.word, binding.takes);
            let names = format!("{:<24} {:<22} ", row.keys.join(", "), word.trim_end());
            // Beside the names there is room for the words on wide terminals only.
            if out.columns().is_some_and(|columns| columns < 2 * names.len()) {
                out.line(names.trim_end())?;
                out.item("    ", &says)?;
            } else {
                out.item(&names, &says)?;
            }
        }
        Ok(Exit::Done)
    }
}
