//! Where the program keeps its files: the XDG base directories, also on macOS.

use std::path::PathBuf;

use crate::host::Environment;

/// The program's folder in each base directory. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings: `$XDG_CONFIG_HOME/unsnag`, else `~/.config/unsnag`.
    pub config: PathBuf,
    /// Packs: `$XDG_DATA_HOME/unsnag`, else `~/.local/share/unsnag`.
    pub data: PathBuf,
    /// Sessions: `$XDG_STATE_HOME/unsnag`, else `~/.local/state/unsnag`.
    pub state: PathBuf,
}

impl Paths {
    /// Finds the folders. `None` when there is no home: then nothing is kept, and never in a shared folder such
    /// as `/tmp`.
    pub fn find(environment: &Environment) -> Option<Self> {
        let home = environment.path("HOME");
        let folder = |variable: &str, default: &str| {
            let base = environment.path(variable).or_else(|| Some(home.as_ref()?.join(default)))?;
            Some(base.join("unsnag"))
        };
        Some(Self {
            config: folder("XDG_CONFIG_HOME", ".config")?,
            data: folder("XDG_DATA_HOME", ".local/share")?,
            state: folder("XDG_STATE_HOME", ".local/state")?,
        })
    }

    /// The session logs.
    pub fn sessions(&self) -> PathBuf {
        self.state.join("sessions")
    }

    /// The file of the `file` clipboard.
    pub fn clipboard(&self) -> PathBuf {
        self.state.join("clipboard.txt")
    }
}
