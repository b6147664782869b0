//! Environment, files, clipboard and the session log.

mod atomic;
mod clipboard;
mod damage;
mod driver;
mod faults;
mod input;
mod journal;
mod overview;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use unsnag::host::environment::Streams;
use unsnag::host::{Environment, Paths, wants_line_mode};

/// The permission bits of a file.
fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// An environment with a terminal.
fn terminal(variables: &[(&str, &str)]) -> Environment {
    let mut environment = Environment::of(variables.iter().copied());
    environment.streams = Streams { stdin: true, stdout: true, stderr: true, keyboard: true };
    environment
}

#[test]
fn lines_are_spoken_where_a_screen_cannot_be_drawn() {
    let drawable = terminal(&[("TERM", "xterm")]);
    assert!(!wants_line_mode(&drawable));
    for variables in
        [&[][..], &[("TERM", "")], &[("TERM", "dumb")], &[("TERM", "xterm"), ("ACCESSIBLE", "1")]]
    {
        assert!(wants_line_mode(&terminal(variables)), "{variables:?}");
    }
    assert!(!wants_line_mode(&terminal(&[("TERM", "linux"), ("ACCESSIBLE", "0")])));
    let with = |change: fn(&mut Streams)| {
        let mut environment = drawable.clone();
        change(&mut environment.streams);
        wants_line_mode(&environment)
    };
    assert!(with(|streams| streams.stdout = false));
    assert!(with(|streams| streams.keyboard = false));
    assert!(!with(|streams| streams.stdin = false), "keys still come from the terminal");
    assert!(!with(|streams| streams.stderr = false));
}

#[test]
fn the_first_locale_variable_that_is_set_decides_the_language() {
    for (variables, language) in [
        (&[("LANG", "sv_SE.UTF-8")][..], Some("sv-SE")),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], Some("zh-CN")),
        (&[("LC_ALL", "de"), ("LC_MESSAGES", "zh_CN")], Some("de")),
        (&[("LC_ALL", ""), ("LANG", "fr@euro")], Some("fr")),
        (&[("LANG", "C.UTF-8")], None),
        (&[("LANG", "POSIX")], None),
        (&[], None),
    ] {
        assert_eq!(terminal(variables).language().as_deref(), language, "{variables:?}");
    }
    assert!(terminal(&[("LANG", "sv_SE.utf8")]).utf8());
    assert!(terminal(&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8")]).utf8());
    assert!(!terminal(&[("LC_ALL", "C"), ("LANG", "sv_SE.UTF-8")]).utf8());
}

#[test]
fn folders_follow_the_xdg_variables_and_never_fall_back_to_a_shared_folder() {
    let paths = Paths::find(&Environment::of([("HOME", "/home/a"), ("XDG_STATE_HOME", "/s")])).unwrap();
    assert_eq!(paths.state, Path::new("/s/unsnag"));
    assert_eq!(paths.sessions(), Path::new("/s/unsnag/sessions"));
    assert_eq!(paths.config, Path::new("/home/a/.config/unsnag"));
    assert_eq!(paths.data, Path::new("/home/a/.local/share/unsnag"));
    assert_eq!(paths.index(), Path::new("/home/a/.cache/unsnag/search-index"));
    // The XDG specification: relative paths are to be ignored.
    let paths = Paths::find(&Environment::of([("HOME", "/home/a"), ("XDG_STATE_HOME", "s")])).unwrap();
    assert_eq!(paths.state, Path::new("/home/a/.local/state/unsnag"));
    // What can be made again is no reason to keep nothing.
    let homeless = [("XDG_CONFIG_HOME", "/c"), ("XDG_DATA_HOME", "/d"), ("XDG_STATE_HOME", "/s")];
    let paths = Paths::find(&Environment::of(homeless)).unwrap();
    assert_eq!(paths.cache, Path::new("/s/unsnag/cache"));
    assert_eq!(Paths::find(&Environment::of([])), None);
    assert_eq!(Paths::find(&Environment::of([("HOME", "not/absolute")])), None);
}
