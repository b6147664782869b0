//! What a process is told of the system and of the person.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::host::Environment;
use crate::host::environment::Platform;
use crate::host::os::Base;

/// The system, as far as it decides the clipboard tool.
pub const PLATFORM: Platform = if cfg!(target_os = "macos") { Platform::Mac } else { Platform::Unix };

/// Adds to the variables what the system knows besides.
pub fn complete(variables: &mut BTreeMap<&'static str, OsString>) {
    // Without HOME the password database knows the folder.
    if !variables.contains_key("HOME")
        && let Ok(home) = etcetera::home_dir()
    {
        variables.insert("HOME", home.into_os_string());
    }
}

/// What the system calls this machine.
pub fn host_name() -> Option<String> {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    (!name.is_empty()).then_some(name)
}

/// Where programs keep their files when no variable says so: as XDG has it, also on macOS.
pub fn folder(base: Base, environment: &Environment) -> Option<PathBuf> {
    Some(environment.home()?.join(match base {
        Base::Config => ".config",
        Base::Data => ".local/share",
        Base::State => ".local/state",
        Base::Cache => ".cache",
    }))
}
