//! The folder of the sessions: whether it keeps them, for how long, and from whom.

use super::report::Report;
use super::tilde;
use crate::cli::setup::Setup;
use crate::host::Paths;
use crate::host::trial_folder::{Folder, try_folder};
use crate::text::Message;
use serde_json::{Value, json};

/// Less room than this, in bytes, is soon used up.
const LITTLE: u64 = 50 * 1024 * 1024;
/// With less than this a session may not fit.
const NONE: u64 = 1024 * 1024;

pub fn check(setup: &Setup, report: &mut Report) {
    let Some(path) = setup.paths.as_ref().map(Paths::sessions) else {
        let fix = Message::new("cli.doctor.state.fix-none");
        return report.problem("sessions.folder", Value::Null, Message::new("cli.doctor.state.none"), fix);
    };
    let shown = tilde(&path, &setup.environment);
    let say = |key| Message::new(key).with("path", &shown);
    let folder = try_folder(&path);
    match &folder.keeps {
        Ok(()) => report.ok("sessions.folder", shown.as_str(), say("cli.doctor.state.good")),
        Err(why) => {
            let says = say("cli.doctor.state.bad").with("why", why);
            report.problem("sessions.folder", shown.as_str(), says, Message::new("cli.doctor.state.fix"));
        }
    }
    if let Some(mode) = folder.mode {
        let octal = format!("{mode:04o}");
        let says = |key| say(key).with("mode", &octal);
        match mode & 0o077 {
            0 => report.ok("sessions.mode", octal.as_str(), says("cli.doctor.state.private")),
            _ => {
                let fix = say("cli.doctor.state.fix-mode");
                report.note("sessions.mode", octal.as_str(), says("cli.doctor.state.open"), fix);
            }
        }
    }
    room(&folder, report);
    // A folder that cannot be written can be one that can be read.
    if folder.keeps.is_ok() || folder.there {
        kept(setup, report);
    }
}

fn room(folder: &Folder, report: &mut Report) {
    let value = json!({"free": folder.free, "file_system": folder.system});
    if folder.in_memory() {
        let says = Message::new("cli.doctor.state.memory").with("system", folder.system.unwrap_or_default());
        report.note("sessions.file-system", folder.system, says, Message::new("cli.doctor.state.fix-memory"));
    }
    let Some(free) = folder.free else { return };
    let id = "sessions.room";
    let says = match folder.system {
        Some(system) => Message::new("cli.doctor.state.room-on").with("system", system),
        None => Message::new("cli.doctor.state.room"),
    };
    let says = says.with("free", size(free));
    let fix = || Message::new("cli.doctor.state.fix-room");
    match free {
        ..NONE => report.problem(id, value, says, fix()),
        NONE..LITTLE => report.note(id, value, says, fix()),
        _ => report.ok(id, value, says),
    }
}

/// Bytes in the unit that leaves a short number.
fn size(bytes: u64) -> String {
    let mebibytes = bytes / (1024 * 1024);
    match mebibytes {
        0..10_240 => format!("{mebibytes} MiB"),
        _ => format!("{} GiB", mebibytes / 1024),
    }
}

fn kept(setup: &Setup, report: &mut Report) {
    let id = "sessions.kept";
    let seen = match setup.overview() {
        Ok(seen) => seen,
        Err(error) => {
            let says = Message::new("cli.doctor.state.unread").with("why", format!("{error:#}"));
            return report.problem(id, Value::Null, says, Message::new("cli.doctor.state.fix"));
        }
    };
    let readable = seen.iter().filter_map(|(_, summary)| summary.as_ref().ok());
    let unfinished = readable.clone().filter(|summary| summary.unfinished()).count();
    let mut bad = seen.iter().filter_map(|(entry, summary)| Some((entry, summary.as_ref().err()?)));
    let value = json!({"sessions": seen.len(), "unfinished": unfinished, "unreadable": bad.clone().count()});
    let all = Message::new("cli.doctor.state.kept").with("count", seen.len()).with("unfinished", unfinished);
    report.ok(id, value, all);
    let count = bad.clone().count();
    if let Some((entry, why)) = bad.next() {
        let says = Message::new("cli.doctor.state.damaged").with("count", count);
        let says = says.with("id", &entry.id).with("why", why.message().in_words(setup.strings()));
        report.note("sessions.unreadable", count, says, Message::new("cli.doctor.state.fix-damaged"));
    }
}
