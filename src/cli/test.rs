//! `unsnag test`: walks the tests that stand in flows.

use super::exit::Exit;
use super::out::{Out, warn};
use super::setup::{in_one_line, read};
use crate::check::run_tests;
use crate::flow::{Level, Library};
use anyhow::Result;
use std::path::PathBuf;

/// Arguments of `unsnag test`.
#[derive(Debug, clap::Args)]
pub struct Test {
    /// Folders or files.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Test {
    /// Runs the command.
    pub fn run(self, out: &mut Out) -> Result<Exit> {
        let (documents, mut diagnostics) = read(&self.paths)?;
        let loaded = Library::load(documents);
        diagnostics.extend(loaded.diagnostics);
        // What cannot be read is not tested, so it cannot pass.
        let errors: Vec<_> = diagnostics.iter().filter(|one| one.level() == Level::Error).collect();
        errors.iter().for_each(|error| warn(&in_one_line(error)));
        let (mut count, mut failed) = (0, 0);
        for flow in loaded.library.flows.values() {
            count += flow.tests.len();
            for failure in run_tests(&loaded.library, flow) {
                failed += 1;
                out.line(&format!("{}: {failure}", flow.id))?;
            }
        }
        let flows = loaded.library.flows.len();
        out.line(&format!("{count} tests in {flows} flows: {failed} failed"))?;
        Ok(Exit::unless(failed > 0 || !errors.is_empty()))
    }
}
