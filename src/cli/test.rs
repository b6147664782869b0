//! `unsnag test`: walks the tests that stand in flows.

use super::exit::Exit;
use super::out::{Out, count, warn};
use super::setup::{Looked, in_one_line};
use crate::check::run_tests;
use crate::flow::Level;
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
        let looked = Looked::at(&self.paths)?;
        let diagnostics = looked.own(looked.loaded.diagnostics.clone());
        // What cannot be read is not tested, so it cannot pass.
        let errors: Vec<_> = diagnostics.iter().filter(|one| one.level() == Level::Error).collect();
        errors.iter().for_each(|error| warn(&in_one_line(error)));
        let (mut tests, mut failed) = (0, 0);
        for flow in looked.flows() {
            tests += flow.tests.len();
            for failure in run_tests(&looked.loaded.library, flow) {
                failed += 1;
                out.line(&format!("{}: {failure}", flow.id))?;
            }
        }
        let flows = count(looked.flows().count(), "flow");
        out.line(&format!("{} in {flows}: {failed} failed", count(tests, "test")))?;
        Ok(Exit::unless(failed > 0 || !errors.is_empty()))
    }
}
