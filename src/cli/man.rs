//! `unsnag man`: the manual page, with the key table.

use super::args::Cli;
use super::exit::Exit;
use super::out::Out;
use crate::text::Strings;
use crate::ui::action::TABLE;
use anyhow::Result;
use clap::CommandFactory;

/// Arguments of `unsnag man`.
#[derive(Debug, clap::Args)]
pub struct Man {}

impl Man {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        out.text(&String::from_utf8_lossy(&page))?;
        out.line(".SH KEYS")?;
        for row in TABLE {
            let says = Strings::english().get(&format!("action.{}", row.word)).to_owned();
            out.line(".TP")?;
            out.line(&format!("\\fB{}\\fR ({})", roff(&row.keys.join(", ")), roff(row.word)))?;
            out.line(&roff(&says))?;
        }
        Ok(Exit::Done)
    }
}

/// Text that roff takes as it is.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
