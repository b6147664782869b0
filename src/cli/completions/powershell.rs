//! The completions of PowerShell. Those of the library take the line apart by running it, so what stands in its brackets
//! is run at a press of tab, and pass the word that is not begun yet as an empty argument, which Windows PowerShell and
//! PowerShell before 7.3 drop (`PSNativeCommandArgumentPassing`).

use crate::text::packed::packed;
use clap::Command;
use clap_complete::engine::complete;
use clap_complete::env::EnvCompleter;
use std::env::var_os;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// The variable that holds the words before the cursor, a line each; the last one is the word to complete.
const WORDS: &str = "UNSNAG_COMPLETE_WORDS";

/// What Windows PowerShell 5.1 and PowerShell 7 ask, and how they are answered.
pub struct Powershell;

impl EnvCompleter for Powershell {
    fn name(&self) -> &'static str {
        "powershell"
    }

    fn is(&self, name: &str) -> bool {
        matches!(name, "powershell" | "pwsh")
    }

    fn write_registration(
        &self,
        _var: &str,
        _name: &str,
        _bin: &str,
        _completer: &str,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        out.write_all(packed!("complete.ps1").as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let last = words.len().saturating_sub(1);
        for offer in complete(command, words, last, folder)? {
            let help = offer.get_help().map(ToString::to_string).unwrap_or_default();
            let help = help.lines().next().unwrap_or_default();
            writeln!(out, "{}\t{help}", offer.get_value().to_string_lossy())?;
        }
        Ok(())
    }
}

/// The arguments with which this shell would ask if it could pass all of them; none if it is not this one that asks.
pub fn asked() -> Option<Vec<OsString>> {
    let words = var_os(WORDS)?;
    let words = words.to_string_lossy().split('\n').map(Into::into).collect::<Vec<_>>();
    Some(["unsnag", "--"].map(Into::into).into_iter().chain(words).collect())
}
