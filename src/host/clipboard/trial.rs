//! Trying a route out: a short text goes in and, where the route can be read, comes back. What was there before is
//! put back, and where that cannot be promised nothing is touched unless the person asked for it.

use super::program::{capture, run};
use super::{Helper, Route, try_route, write_file};
use crate::host::atomic::folder_of;
use crate::host::trial_folder::tidied;
use std::io::Write;
use std::path::Path;

/// The buffer of tmux that the trial uses. Pasting without a name never takes a named one.
const BUFFER: &str = "unsnag-trial";

/// The oldest tmux whose `load-buffer` hands a text on to the terminal (`-w`).
const TMUX: (u32, u32) = (3, 2);

/// What X11 and Wayland offer of a text and nothing else.
const PLAIN: [&str; 15] = [
    "TARGETS",
    "TIMESTAMP",
    "MULTIPLE",
    "SAVE_TARGETS",
    "DELETE",
    "INSERT_PROPERTY",
    "INSERT_SELECTION",
    "STRING",
    "TEXT",
    "UTF8_STRING",
    "COMPOUND_TEXT",
    "text/plain",
    "text/plain;charset=utf-8",
    "text/plain;charset=UTF-8",
    "text/plain;charset=us-ascii",
];

/// What trying a route showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trial {
    /// The text came back.
    Works(After),
    /// The text went out, and nobody can read it back from here.
    Sent,
    /// Nothing was sent: it would have replaced what cannot be put back for sure.
    Spared,
    /// The route does not work, for this reason.
    Failed(String),
}

/// What became of that which was on the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It was never touched.
    Untouched,
    /// It is there again.
    Restored,
    /// Its text is there again; whether it was more than text is not known.
    RestoredText,
    /// The text of the trial has replaced it.
    Replaced,
}

/// Sends a text by a route and reads it back where that can be done. Unless `overwrite`, nothing is sent by a route
/// whose former content could be lost.
pub fn try_out(text: &str, route: &Route, overwrite: bool, terminal: &mut dyn Write) -> Trial {
    let tried = match route {
        Route::Tmux => tmux(text, overwrite),
        Route::File(path) => tidied(folder_of(path), || file(text, path)),
        Route::Plain => Ok(Trial::Works(After::Untouched)),
        Route::Osc52(_) if !overwrite => Ok(Trial::Spared),
        Route::Osc52(_) => try_route(text, route, terminal).map(|()| Trial::Sent),
        Route::Native(helper) => native(text, *helper, overwrite),
    };
    tried.unwrap_or_else(Trial::Failed)
}

fn tmux(text: &str, overwrite: bool) -> Result<Trial, String> {
    let version = capture("tmux", &["display-message", "-p", "#{version}"])?;
    let version = String::from_utf8_lossy(&version.out).trim().to_owned();
    if version_of(&version).is_some_and(|version| version < TMUX) {
        return Err(format!("tmux {version} cannot hand a text on to the terminal; 3.2 can"));
    }
    let mut load = vec!["load-buffer", "-b", BUFFER, "-"];
    if overwrite {
        load.insert(1, "-w");
    }
    run("tmux", &load, text.as_bytes())?;
    let back = capture("tmux", &["save-buffer", "-b", BUFFER, "-"]);
    let _ = run("tmux", &["delete-buffer", "-b", BUFFER], b"");
    same(text, &back?.out, "tmux")?;
    Ok(Trial::Works(if overwrite { After::Replaced } else { After::Untouched }))
}

/// The numbers of `3.3a`; none of `next-3.4` or `master`, which are newer than any that matters.
fn version_of(version: &str) -> Option<(u32, u32)> {
    let (major, rest) = version.split_once('.')?;
    let minor = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Beside the file that copying writes, so that what was copied last stays.
fn file(text: &str, path: &Path) -> Result<Trial, String> {
    let beside = path.with_extension("trial");
    write_file(&beside, text)?;
    let back = std::fs::read(&beside).map_err(|error| error.to_string());
    let removed = std::fs::remove_file(&beside);
    same(text, &back?, "the file")?;
    removed.map_err(|error| error.to_string())?;
    Ok(Trial::Works(After::Untouched))
}

/// What is on a clipboard before the trial.
enum Before {
    Nothing,
    /// Nothing but this text.
    Text(Vec<u8>),
    /// Something that may be more than its text.
    Unknown,
}

fn native(text: &str, helper: Helper, overwrite: bool) -> Result<Trial, String> {
    let [program, ..] = helper.command() else { return Err("no program".to_owned()) };
    let before = before(helper)?;
    if matches!(before, Before::Unknown) && !overwrite {
        return Ok(Trial::Spared);
    }
    let Some(read) = helper.reader() else {
        return put(helper, text.as_bytes()).map(|()| Trial::Sent);
    };
    let former = match &before {
        Before::Unknown => text_of(read).ok().filter(|text| !text.is_empty()),
        Before::Text(text) => Some(text.clone()),
        Before::Nothing => Some(Vec::new()),
    };
    put(helper, text.as_bytes())?;
    let back = text_of(read);
    let restored = former.is_some_and(|former| match former.is_empty() {
        true => clear(helper).is_ok(),
        false => put(helper, &former).is_ok(),
    });
    same(text, &back?, program)?;
    Ok(Trial::Works(match (restored, before) {
        (false, _) => After::Replaced,
        (true, Before::Unknown) => After::RestoredText,
        (true, _) => After::Restored,
    }))
}

/// What is on the clipboard, as far as the helper can tell without changing it.
fn before(helper: Helper) -> Result<Before, String> {
    let (types, none): (&[&str], &[&str]) = match helper {
        Helper::WlCopy => (&["wl-paste", "--list-types"], &["Nothing is copied", "No selection"]),
        Helper::Xclip => (
            &["xclip", "-selection", "clipboard", "-out", "-target", "TARGETS"],
            &["target TARGETS not available"],
        ),
        // These do not say what else there is beside a text.
        Helper::Xsel | Helper::Pbcopy | Helper::Clip => return Ok(Before::Unknown),
    };
    let [program, arguments @ ..] = types else { return Ok(Before::Unknown) };
    let printed = capture(program, arguments)?;
    if !printed.success {
        return match none.iter().any(|none| printed.err.contains(none)) {
            true => Ok(Before::Nothing),
            false => Err(format!("{program}: {}", printed.err.trim())),
        };
    }
    let types = String::from_utf8_lossy(&printed.out).into_owned();
    if !types.lines().all(|one| PLAIN.contains(&one.trim())) {
        return Ok(Before::Unknown);
    }
    let text = helper.reader().map(text_of);
    Ok(text.and_then(Result::ok).map_or(Before::Unknown, Before::Text))
}

fn put(helper: Helper, bytes: &[u8]) -> Result<(), String> {
    let [program, arguments @ ..] = helper.command() else { return Err("no program".to_owned()) };
    match std::str::from_utf8(bytes) {
        Ok(text) => run(program, arguments, &helper.encode(text)),
        Err(_) => run(program, arguments, bytes),
    }
}

fn clear(helper: Helper) -> Result<(), String> {
    match helper {
        Helper::WlCopy => run("wl-copy", &["--clear"], b""),
        Helper::Xsel => run("xsel", &["--clipboard", "--clear"], b""),
        _ => put(helper, b""),
    }
}

fn text_of(read: &[&str]) -> Result<Vec<u8>, String> {
    let [program, arguments @ ..] = read else { return Err("no program".to_owned()) };
    let printed = capture(program, arguments)?;
    match printed.success {
        true => Ok(printed.out),
        false => Err(format!("{program}: {}", printed.err.trim())),
    }
}

impl Helper {
    /// The program that prints the text on the clipboard, where there is one.
    fn reader(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Pbcopy => &["pbpaste"],
            Self::Clip => return None,
            Self::WlCopy => &["wl-paste", "--no-newline", "--type", "text"],
            Self::Xclip => &["xclip", "-selection", "clipboard", "-out", "-target", "UTF8_STRING"],
            Self::Xsel => &["xsel", "--clipboard", "--output"],
        })
    }
}

fn same(sent: &str, back: &[u8], program: &str) -> Result<(), String> {
    match back == sent.as_bytes() {
        true => Ok(()),
        false => Err(format!("{program} took {} bytes and gave back {} others", sent.len(), back.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_tmux_are_read_as_it_writes_them() {
        assert_eq!(version_of("3.3a"), Some((3, 3)));
        assert_eq!(version_of("2.9"), Some((2, 9)));
        assert_eq!(version_of("3.10"), Some((3, 10)));
        assert_eq!(version_of("master"), None);
        assert_eq!(version_of("next-3.4"), None);
    }
}
