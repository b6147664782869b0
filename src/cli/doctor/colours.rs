//! Colours: which theme, how many of them, and what decided.

use super::report::Report;
use super::who;
use crate::cli::config::{Look, Origin};
use crate::cli::setup::{Setup, in_one_line};
use crate::text::Message;
use crate::ui::tui::theme::{Named, Why, detect_why};
use serde_json::json;

pub fn check(setup: &Setup, report: &mut Report) {
    let look = &setup.settings.look;
    let environment = &setup.environment;
    // The settings take NO_COLOR for a wish of the environment, where no theme is asked for.
    let variable = if environment.asked_theme().is_some() { "UNSNAG_THEME" } else { "NO_COLOR" };
    let asked = who(look.origin, "--theme", variable);
    let (theme, faults) = setup.settings.theme(environment);
    let id = "colours.theme";
    let is = |key, theme: &str| Message::new(key).with("theme", theme);
    match (&look.value, asked) {
        (Look::File(path), Some(who)) => {
            let path = super::tilde(path, environment);
            report.ok(id, path.as_str(), is("cli.doctor.theme.by", &path).with("who", who));
        }
        (Look::Named(named), Some(who)) if *named != Named::Auto => {
            report.ok(id, named.name(), is("cli.doctor.theme.by", named.name()).with("who", who));
        }
        _ => {
            let (named, why) = detect_why(environment);
            let name = named.name();
            match why {
                Why::NoColor => {
                    report.ok(id, name, is("cli.doctor.theme.by", name).with("who", "NO_COLOR"));
                }
                Why::Background => report.ok(id, name, is("cli.doctor.theme.background", name)),
                Why::Console => report.ok(id, name, is("cli.doctor.theme.console", name)),
                Why::Unknown => report.ok(id, name, is("cli.doctor.theme.unknown", name)),
                Why::Colourless => {
                    let term = environment.term().unwrap_or_default();
                    let says = is("cli.doctor.theme.colourless", name).with("term", term);
                    report.note(id, name, says, Message::new("cli.doctor.theme.fix"));
                }
            }
        }
    }
    if let Some(first) = faults.first() {
        let says = Message::new("cli.doctor.theme.faults").with("count", faults.len());
        let says = says.with("first", in_one_line(first));
        report.problem("colours.file", json!(faults.len()), says, Message::new("cli.doctor.theme.fix-file"));
    }
    let id = "colours.depth";
    match (theme.coloured(), asked.filter(|_| environment.no_color())) {
        (false, _) => report.ok(id, 0, Message::new("cli.doctor.depth.none")),
        (true, Some(who)) if look.origin != Origin::Default => {
            report.ok(id, 16, Message::new("cli.doctor.depth.over").with("who", who));
        }
        (true, _) => report.ok(id, 16, Message::new("cli.doctor.depth.some")),
    }
}
