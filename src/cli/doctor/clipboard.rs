//! The clipboard: the way that a copy takes here, tried out.

use super::report::Report;
use super::{tilde, who};
use crate::cli::setup::Setup;
use crate::host::Paths;
use crate::host::clipboard::{After, ClipboardChoice, Helper, Route, Trial, installed, ladder, try_out};
use crate::host::terminal::own_terminal;
use crate::text::Message;
use std::io::{self, Write};

/// Goes down the ladder as a copy does, to the first way that works.
pub fn check(setup: &Setup, redirected: bool, overwrite: bool, report: &mut Report) {
    let environment = &setup.environment;
    let choice = &setup.settings.clipboard;
    let who = who(choice.origin, "--clipboard", "");
    if choice.value == ClipboardChoice::Off {
        let says = Message::new("cli.doctor.route.off").with("who", who.unwrap_or_default());
        return report.ok("clipboard.route", "off", says);
    }
    let file = setup.paths.as_ref().map(Paths::clipboard);
    let draws = environment.streams.stdout && environment.term().is_some_and(|term| term != "dumb");
    let text = format!("unsnag clipboard trial {}", std::process::id());
    let ladder = ladder(environment, choice.value, file.as_deref());
    let any = ladder.iter().any(|route| matches!(route, Route::Native(_)) && !is_missing(route));
    let mut failed = Vec::new();
    for route in ladder {
        // A terminal that cannot draw prints escape sequences.
        if matches!(route, Route::Osc52(_)) && !draws {
            continue;
        }
        let trial = match &route {
            Route::Native(_) if is_missing(&route) => {
                Trial::Failed(format!("{} is not installed", route.name()))
            }
            _ => try_out(&text, &route, overwrite, &mut terminal(redirected)),
        };
        match trial {
            Trial::Failed(why) => failed.push((route, why)),
            trial => {
                // That one program is missing is no matter where another one is there.
                let told = failed.into_iter().filter(|(one, _)| !any || !is_missing(one));
                told.for_each(|(route, why)| say_failed(&route, why, report));
                say_route(&route, setup, report);
                return say_trial(&route, trial, &text, report);
            }
        }
    }
}

/// Where escape sequences go.
fn terminal(redirected: bool) -> Box<dyn Write> {
    match own_terminal() {
        Ok(terminal) if redirected => Box::new(terminal),
        _ => Box::new(io::stdout()),
    }
}

fn is_missing(route: &Route) -> bool {
    matches!(route, Route::Native(_)) && !installed(route.name())
}

/// What the way is called.
fn name(route: &Route) -> &'static str {
    match route {
        Route::Osc52(_) => "OSC 52",
        route => route.name(),
    }
}

fn say_failed(route: &Route, why: String, report: &mut Report) {
    let says = Message::new("cli.doctor.rung.failed").with("route", name(route)).with("why", why);
    let fix = match route {
        Route::Native(helper) if is_missing(route) => {
            Message::new("cli.doctor.rung.install").with("package", package(*helper))
        }
        Route::Native(_) => Message::new("cli.doctor.rung.display"),
        _ => Message::new("cli.doctor.rung.fix"),
    };
    report.note("clipboard.failed", route.name(), says, fix);
}

/// The package that has the program.
fn package(helper: Helper) -> &'static str {
    match helper {
        Helper::WlCopy => "wl-clipboard",
        Helper::Xclip => "xclip",
        Helper::Xsel => "xsel",
        Helper::Pbcopy => "pbcopy",
        Helper::Clip => "clip.exe",
    }
}

fn say_route(route: &Route, setup: &Setup, report: &mut Report) {
    let (id, value) = ("clipboard.route", route.name());
    let fix = || Message::new("cli.doctor.route.fix");
    match route {
        Route::Plain => report.problem(id, value, Message::new("cli.doctor.route.none"), fix()),
        // Who asked for a file has one.
        Route::File(path) => {
            let path = tilde(path, &setup.environment);
            let asked = setup.settings.clipboard.value == ClipboardChoice::File;
            match asked {
                true => report.ok(id, value, Message::new("cli.doctor.route.is").with("route", path)),
                false => {
                    let says = Message::new("cli.doctor.route.file").with("path", path);
                    report.note(id, value, says, fix());
                }
            }
        }
        route => report.ok(id, value, Message::new("cli.doctor.route.is").with("route", name(route))),
    }
}

fn say_trial(route: &Route, trial: Trial, text: &str, report: &mut Report) {
    let id = "clipboard.trial";
    let say = |key| Message::new(key).with("route", name(route)).with("text", text);
    match (route, trial) {
        (Route::Plain, _) | (_, Trial::Failed(_)) => {}
        (Route::Tmux, Trial::Works(After::Replaced)) => {
            report.ok(id, "works", say("cli.doctor.trial.tmux-sent"));
        }
        (Route::Tmux, Trial::Works(_)) => report.ok(id, "works", say("cli.doctor.trial.tmux")),
        (_, Trial::Works(After::Untouched)) => report.ok(id, "works", say("cli.doctor.trial.untouched")),
        (_, Trial::Works(After::Restored)) => report.ok(id, "works", say("cli.doctor.trial.restored")),
        (_, Trial::Works(After::RestoredText)) => {
            report.ok(id, "works", say("cli.doctor.trial.restored-text"));
        }
        (_, Trial::Works(After::Replaced)) => report.ok(id, "works", say("cli.doctor.trial.replaced")),
        (_, Trial::Sent) => report.ok(id, "sent", say("cli.doctor.trial.sent")),
        (_, Trial::Spared) => {
            let fix = Message::new("cli.doctor.trial.fix");
            report.note(id, "not-tried", say("cli.doctor.trial.spared"), fix);
        }
    }
}
