//! The terminal: its name and size, which face opens and why, what lies between.

use super::report::Report;
use super::who;
use crate::cli::setup::Setup;
use crate::host::terminal::{LineMode, line_mode, terminal_size};
use crate::text::Message;
use serde_json::{Value, json};

/// The smallest window that the full screen draws in.
const LEAST: (u16, u16) = (30, 8);
/// Smaller than this much has to be scrolled.
const ROOMY: (u16, u16) = (60, 16);

pub fn check(setup: &Setup, report: &mut Report) {
    name(setup, report);
    size(report);
    face(setup, report);
    between(setup, report);
    characters(setup, report);
}

fn name(setup: &Setup, report: &mut Report) {
    match setup.environment.term() {
        Some(term) => report.ok("terminal.term", term, Message::new("cli.doctor.term.is").with("term", term)),
        None => report.note(
            "terminal.term",
            Value::Null,
            Message::new("cli.doctor.term.none"),
            Message::new("cli.doctor.term.fix"),
        ),
    }
}

fn size(report: &mut Report) {
    let id = "terminal.size";
    let Some((columns, rows)) = terminal_size() else {
        return report.ok(id, Value::Null, Message::new("cli.doctor.size.unknown"));
    };
    let value = json!({"columns": columns, "rows": rows});
    let say = |key| Message::new(key).with("columns", columns).with("rows", rows);
    if columns < LEAST.0 || rows < LEAST.1 {
        report.problem(
            id,
            value,
            say("cli.doctor.size.too-small"),
            Message::new("cli.doctor.size.fix-small"),
        );
    } else if columns < ROOMY.0 || rows < ROOMY.1 {
        report.note(id, value, say("cli.doctor.size.small"), Message::new("cli.doctor.size.fix"));
    } else {
        report.ok(id, value, say("cli.doctor.size.is"));
    }
}

fn face(setup: &Setup, report: &mut Report) {
    let id = "terminal.face";
    let asked = &setup.settings.plain;
    let asked = asked.value.then(|| who(asked.origin, "--plain", "")).flatten();
    let by = |who: &str| Message::new("cli.doctor.face.by").with("who", who);
    let why = match (asked, line_mode(&setup.environment)) {
        (Some(who), _) => return report.ok(id, "lines", by(who)),
        (None, Some(LineMode::Accessible)) => return report.ok(id, "lines", by("ACCESSIBLE")),
        (None, None) => return report.ok(id, "full-screen", Message::new("cli.doctor.face.screen")),
        (None, Some(LineMode::NoTerminal)) => "cli.doctor.face.no-terminal",
        (None, Some(LineMode::NoKeyboard)) => "cli.doctor.face.no-keyboard",
        (None, Some(LineMode::Dumb)) => {
            let fix = Message::new("cli.doctor.term.fix");
            return report.note(id, "lines", Message::new("cli.doctor.face.dumb"), fix);
        }
    };
    report.note(id, "lines", Message::new(why), Message::new("cli.doctor.face.fix"));
}

/// tmux, GNU screen and SSH, which stand between the program and the window.
fn between(setup: &Setup, report: &mut Report) {
    let environment = &setup.environment;
    let id = "terminal.multiplexer";
    // Inside tmux inside GNU screen, tmux is what the program speaks to.
    let inside = match (environment.in_tmux(), environment.in_screen()) {
        (true, _) => Some(("tmux", &["tmux", "screen"][..])),
        (false, true) => Some(("GNU screen", &["screen"][..])),
        (false, false) => None,
    };
    match inside {
        None => report.ok(id, Value::Null, Message::new("cli.doctor.mux.none")),
        Some((program, names)) => {
            let term = environment.term().unwrap_or_default();
            let fits = term.is_empty() || term == "dumb" || names.iter().any(|name| term.starts_with(name));
            match fits {
                true => {
                    report.ok(id, program, Message::new("cli.doctor.mux.inside").with("program", program))
                }
                false => report.note(
                    id,
                    program,
                    Message::new("cli.doctor.mux.term").with("program", program).with("term", term),
                    Message::new("cli.doctor.mux.fix").with("program", program),
                ),
            }
        }
    }
    let ssh = environment.over_ssh();
    report.ok(
        "terminal.ssh",
        ssh,
        Message::new(if ssh { "cli.doctor.ssh.yes" } else { "cli.doctor.ssh.no" }),
    );
}

fn characters(setup: &Setup, report: &mut Report) {
    let id = "terminal.characters";
    let ascii = &setup.settings.ascii;
    if ascii.value {
        let who = who(ascii.origin, "--ascii", "").unwrap_or_default();
        return report.ok(id, "ascii", Message::new("cli.doctor.characters.ascii").with("who", who));
    }
    if setup.environment.utf8() {
        return report.ok(id, "unicode", Message::new("cli.doctor.characters.unicode"));
    }
    let says = match setup.environment.locale_by("LC_CTYPE") {
        None => Message::new("cli.doctor.characters.no-locale"),
        Some((name, value)) => {
            Message::new("cli.doctor.characters.locale").with("locale", format!("{name}={value}"))
        }
    };
    report.note(id, "unicode", says, Message::new("cli.doctor.characters.fix"));
}
