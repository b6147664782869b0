//! Flows and settings: what was read, and what is wrong with it.

use super::report::Report;
use super::tilde;
use crate::cli::args::Global;
use crate::cli::setup::{Looked, Setup, in_one_line};
use crate::flow::{Level, bundled};
use crate::text::Message;
use serde_json::{Value, json};
use std::path::Path;

pub fn check(setup: &Setup, global: &Global, report: &mut Report) {
    let bundled = crate::flow::Library::load(bundled::documents()).library;
    let (flows, packs) = (bundled.flows.len(), bundled.packs.len());
    report.ok(
        "flows.bundled",
        json!({"packs": packs, "flows": flows}),
        Message::new("cli.doctor.packs.bundled").with("packs", packs).with("flows", flows),
    );
    let configured = setup.settings.packs.iter().map(|(_, path)| path);
    let added = crate::cli::pack::added(setup).and_then(|added| Ok(added.list()?)).unwrap_or_default();
    let added = added.iter().map(|pack| &pack.path);
    global.flows.iter().chain(configured).chain(added).for_each(|path| pack(path, setup, report));
    settings(setup, report);
}

fn pack(path: &Path, setup: &Setup, report: &mut Report) {
    let id = "flows.pack";
    let shown = tilde(path, &setup.environment);
    let say = |key| Message::new(key).with("path", &shown);
    let looked = match Looked::at(&[path.to_owned()]) {
        Ok(looked) => looked,
        Err(error) => {
            let says = say("cli.doctor.packs.missing").with("why", format!("{error:#}"));
            let fix = Message::new("cli.doctor.packs.fix-missing");
            return report.problem(
                id,
                json!({"path": shown, "flows": 0, "errors": 1, "warnings": 0}),
                says,
                fix,
            );
        }
    };
    let findings = looked.own(looked.loaded.diagnostics.clone());
    let errors = findings.iter().filter(|one| one.level() == Level::Error).count();
    let (warnings, flows) = (findings.len() - errors, looked.flows().count());
    let value = json!({"path": shown, "flows": flows, "errors": errors, "warnings": warnings});
    let says = say(if findings.is_empty() { "cli.doctor.packs.good" } else { "cli.doctor.packs.findings" });
    let says = says.with("flows", flows).with("errors", errors).with("warnings", warnings);
    match (errors, warnings) {
        (0, 0) => report.ok(id, value, says),
        (0, _) => report.note(id, value, says, say("cli.doctor.packs.fix")),
        _ => report.problem(id, value, says, say("cli.doctor.packs.fix")),
    }
}

fn settings(setup: &Setup, report: &mut Report) {
    let id = "settings.file";
    let settings = &setup.settings;
    let Some(path) = &settings.path else {
        return report.ok(id, Value::Null, Message::new("cli.doctor.settings.homeless"));
    };
    let shown = tilde(path, &setup.environment);
    let say = |key| Message::new(key).with("path", &shown);
    let faults = settings.faults();
    let value = json!({"path": shown, "there": settings.has_file(), "faults": faults.len()});
    match faults.first() {
        None if settings.has_file() => report.ok(id, value, say("cli.doctor.settings.good")),
        None => report.ok(id, value, say("cli.doctor.settings.none")),
        Some(first) => {
            let says = say("cli.doctor.settings.faults").with("count", faults.len());
            let says = says.with("first", in_one_line(first));
            report.problem(id, value, says, Message::new("cli.doctor.settings.fix"));
        }
    }
}
