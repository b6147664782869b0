//! `unsnag list`: all problems, by pack.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::Setup;
use anyhow::Result;
use serde_json::{Value, json};

/// Arguments of `unsnag list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Print JSON: an array of flow, title, pack, from, retired and languages.
    #[arg(long)]
    json: bool,
}

impl List {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?;
        setup.report_faults();
        let library = setup.library.localized(&setup.lang);
        if self.json {
            let flows = library.flows.values().map(|flow| {
                json!({
                    "flow": flow.id,
                    "title": flow.title.text,
                    "pack": flow.pack,
                    "from": library.pack_of(flow).and_then(|pack| pack.origin.as_ref()),
                    "retired": flow.status.retired.as_ref().or(flow.status.ended.as_ref()),
                    "languages": flow.languages(),
                })
            });
            out.json(&Value::Array(flows.collect()))?;
            return Ok(Exit::Done);
        }
        let widest = library.flows.keys().map(|id| id.chars().count()).max().unwrap_or(0);
        for pack in library.packs.values() {
            match &pack.origin {
                None => out.say(&pack.title.text)?,
                Some(place) => {
                    let from = setup.strings().fill("ui.pack-from", &[("place", place)]);
                    out.say(&format!("{}{}", pack.title.text, setup.strings().aside(&from)))?;
                }
            }
            for flow in library.flows.values().filter(|flow| flow.pack == pack.id) {
                out.item(&format!("  {:widest$}  ", flow.id), &flow.title.text)?;
            }
        }
        Ok(Exit::Done)
    }
}
