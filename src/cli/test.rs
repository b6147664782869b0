//! `unsnag test`: walks the tests that stand in flows, and searches for their samples.

use super::exit::Exit;
use super::out::{Out, count, warn};
use super::setup::{Looked, in_one_line};
use crate::check::lint::{lost_samples, sample_count};
use crate::check::run_tests;
use crate::flow::Level;
use crate::flow::diagnostic::Code;
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
        let (mut tests, mut samples, mut failed) = (0, 0, 0);
        for flow in looked.flows() {
            tests += flow.tests.len();
            samples += sample_count(flow);
            for failure in run_tests(&looked.loaded.library, flow) {
                failed += 1;
                out.line(&format!("{}: {failure}", flow.id))?;
            }
        }
        for lost in looked.own(lost_samples(&looked.loaded)) {
            if lost.code == Code::E051 {
                failed += 1;
                out.line(&in_one_line(&lost))?;
            }
        }
        let flows = count(looked.flows().count(), "flow");
        let mut run = count(tests, "test");
        if samples > 0 {
            run = format!("{run} and {}", count(samples, "sample"));
        }
        out.line(&format!("{run} in {flows}: {failed} failed"))?;
        Ok(Exit::unless(failed > 0 || !errors.is_empty()))
    }
}
