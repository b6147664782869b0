//! Where the program keeps its files: the XDG base directories, also on macOS; on Windows what is usual there, unless the
//! variables of XDG are set.

use std::path::PathBuf;

use crate::host::Environment;
use crate::host::os::{Base, surroundings};

/// The program's folder in each base directory. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings: `$XDG_CONFIG_HOME/unsnag`, else `~/.config/unsnag` (Windows: `%APPDATA%\unsnag`).
    pub config: PathBuf,
    /// Packs: `$XDG_DATA_HOME/unsnag`, else `~/.local/share/unsnag` (Windows: `%APPDATA%\unsnag`).
    pub data: PathBuf,
    /// Sessions: `$XDG_STATE_HOME/unsnag`, else `~/.local/state/unsnag` (Windows: `%LOCALAPPDATA%\unsnag`).
    pub state: PathBuf,
    /// What can be made again: `$XDG_CACHE_HOME/unsnag`, else `~/.cache/unsnag`, else a folder beside the sessions.
    pub cache: PathBuf,
}

impl Paths {
    /// Finds the folders. `None` when there is no home: then nothing is kept, and never in a shared folder such
    /// as `/tmp`.
    pub fn find(environment: &Environment) -> Option<Self> {
        let folder = |variable: &str, base: Base| {
            let base = environment.path(variable).or_else(|| surroundings::folder(base, environment))?;
            Some(base.join("unsnag"))
        };
        let state = folder("XDG_STATE_HOME", Base::State)?;
        Some(Self {
            cache: folder("XDG_CACHE_HOME", Base::Cache).unwrap_or_else(|| state.join("cache")),
            config: folder("XDG_CONFIG_HOME", Base::Config)?,
            data: folder("XDG_DATA_HOME", Base::Data)?,
            state,
        })
    }

    /// The packs that were added.
    pub fn packs(&self) -> PathBuf {
        self.data.join("packs")
    }

    /// The session logs.
    pub fn sessions(&self) -> PathBuf {
        self.state.join("sessions")
    }

    /// Flows as sessions saw them.
    pub fn flows(&self) -> PathBuf {
        self.state.join("flows")
    }

    /// The search index of a large library.
    pub fn index(&self) -> PathBuf {
        self.cache.join("search-index")
    }

    /// The summaries of the sessions.
    pub fn overview(&self) -> PathBuf {
        self.cache.join("sessions")
    }

    /// Says that this person has been greeted.
    pub fn greeted(&self) -> PathBuf {
        self.state.join("greeted")
    }

    /// The file of the `file` clipboard.
    pub fn clipboard(&self) -> PathBuf {
        self.state.join("clipboard.txt")
    }
}
