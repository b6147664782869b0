//! What a process is told of the system and of the person, in the terms of Unix, so that the rest of the program knows
//! one set of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use winapi_util::sysinfo::{ComputerNameKind, get_computer_name};

use crate::host::Environment;
use crate::host::environment::Platform;
use crate::host::os::Base;

/// The system, as far as it decides the clipboard tool.
pub const PLATFORM: Platform = Platform::Windows;

/// What decides about the language, and is set by nobody but a person who means it.
const LOCALE: [&str; 4] = ["LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES"];

/// Adds to the variables what the system knows besides.
pub fn complete(variables: &mut BTreeMap<&'static str, OsString>) {
    // HOME may be the one of another system, as in MSYS and Wine.
    if let Ok(profile) = etcetera::home_dir() {
        variables.insert("HOME", profile.into_os_string());
    }
    if let Ok(folders) = etcetera::base_strategy::Windows::new() {
        variables.entry("APPDATA").or_insert_with(|| folders.config_dir().into_os_string());
        variables.entry("LOCALAPPDATA").or_insert_with(|| folders.cache_dir().into_os_string());
    }
    if !variables.contains_key("TERM") && crossterm::ansi_support::supports_ansi() {
        variables.insert("TERM", "xterm-256color".into());
    }
    if !LOCALE.iter().any(|name| variables.contains_key(name)) {
        // The standard library gives every console UTF-16, whatever the language.
        let language = sys_locale::get_locale().unwrap_or_else(|| "C".to_owned());
        variables.insert("LANG", format!("{language}.UTF-8").into());
    }
}

/// The name of this machine, with its domain.
pub fn host_name() -> Option<String> {
    let name = get_computer_name(ComputerNameKind::PhysicalDnsFullyQualified).ok()?.into_string().ok()?;
    (!name.is_empty()).then_some(name)
}

/// Where programs keep their files: settings and packs where they follow the person to other machines, sessions where
/// they do not. What can be made again has no folder of its own.
pub fn folder(base: Base, environment: &Environment) -> Option<PathBuf> {
    match base {
        Base::Config | Base::Data => environment.path("APPDATA"),
        Base::State => environment.path("LOCALAPPDATA"),
        Base::Cache => None,
    }
}
