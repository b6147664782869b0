//! The driver: what becomes of effects.

use std::path::Path;
use unsnag::host::clipboard::ClipboardChoice;
use unsnag::host::effect::{Effect, Report};
use unsnag::host::{Driver, Environment, Paths};
use unsnag::session::event::Redaction;

fn driver(home: &Path) -> Driver {
    let paths =
        Paths { config: home.join("c"), data: home.join("d"), state: home.join("s"), cache: home.join("k") };
    Driver::new(&Environment::of([]), Some(&paths), ClipboardChoice::Off, false)
}

fn perform(driver: &mut Driver, effect: Effect) -> Report {
    driver.perform(effect, &mut std::io::sink()).unwrap()
}

fn begin(driver: &mut Driver, id: &str) -> Report {
    perform(driver, Effect::Begin { id: id.to_owned(), header: r#"{"v":1,"kind":"open"}"#.to_owned() })
}

fn append(driver: &mut Driver, line: &str) -> Report {
    perform(driver, Effect::Append(vec![line.to_owned()]))
}

fn open(driver: &mut Driver, id: &str) -> Report {
    perform(driver, Effect::Open { id: id.to_owned() })
}

fn go_on(driver: &mut Driver, id: &str) -> Report {
    perform(driver, Effect::Continue { id: id.to_owned() })
}

fn opened(report: Report) -> (Vec<String>, Vec<String>) {
    match report {
        Report::Opened { lines, notices, .. } => (lines, notices.iter().map(ToString::to_string).collect()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_appended_is_there_when_the_session_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let mut first = driver(home.path());
    assert_eq!(begin(&mut first, "a"), Report::Saved);
    assert_eq!(append(&mut first, r#"{"n":1}"#), Report::Saved);
    assert_eq!(first.session(), Some("a"));
    drop(first);
    let mut second = driver(home.path());
    assert_eq!(opened(open(&mut second, "a")), (vec![r#"{"n":1}"#.to_owned()], vec![]));
    assert_eq!(go_on(&mut second, "a"), Report::Saved);
    assert_eq!(append(&mut second, r#"{"n":2}"#), Report::Saved);
    assert_eq!(second.kept(9).0[0].lines, [r#"{"n":1}"#, r#"{"n":2}"#]);
}

#[test]
fn a_session_of_this_run_is_opened_again_although_it_is_locked() {
    let home = tempfile::tempdir().unwrap();
    let mut driver = driver(home.path());
    begin(&mut driver, "a");
    append(&mut driver, r#"{"n":1}"#);
    let (lines, notices) = opened(open(&mut driver, "a"));
    assert_eq!((lines.len(), notices.len()), (1, 0));
    assert_eq!(go_on(&mut driver, "a"), Report::Saved);
    assert_eq!(append(&mut driver, r#"{"n":2}"#), Report::Saved);
}

#[test]
fn a_session_that_another_process_has_open_is_refused_until_it_is_left() {
    let home = tempfile::tempdir().unwrap();
    let mut owner = driver(home.path());
    begin(&mut owner, "a");
    append(&mut owner, r#"{"n":1}"#);
    let mut other = driver(home.path());
    let Report::NotOpened(why) = open(&mut other, "a") else { panic!("it was opened twice") };
    assert!(why.to_string().contains("open in another process"), "{why}");
    assert_eq!(go_on(&mut other, "a"), Report::Saved, "nothing was opened, so nothing is gone on with");
    assert_eq!(other.session(), None);
    assert_eq!(perform(&mut owner, Effect::Close), Report::Saved);
    assert_eq!(opened(open(&mut other, "a")).0, [r#"{"n":1}"#]);
}

#[test]
fn an_input_is_one_line_of_the_log_for_each_of_its_records() {
    let home = tempfile::tempdir().unwrap();
    let mut driver = driver(home.path());
    begin(&mut driver, "a");
    let lines = vec![r#"{"n":1}"#.to_owned(), r#"{"n":2}"#.to_owned()];
    assert_eq!(perform(&mut driver, Effect::Append(lines.clone())), Report::Saved);
    assert_eq!(driver.kept(9).0[0].lines, lines);
}

#[test]
fn a_taken_name_is_not_mistaken_for_the_own_session() {
    let home = tempfile::tempdir().unwrap();
    let mut first = driver(home.path());
    begin(&mut first, "a");
    append(&mut first, r#"{"n":1,"of":"first"}"#);
    let mut second = driver(home.path());
    let named = Report::Named { asked: "a".to_owned(), id: "a-2".to_owned() };
    assert_eq!(begin(&mut second, "a"), named);
    assert_eq!(append(&mut second, r#"{"n":1,"of":"second"}"#), Report::Saved, "it is told once");
    assert_eq!(second.session(), Some("a-2"));
    assert_eq!(opened(open(&mut second, "a-2")).0, [r#"{"n":1,"of":"second"}"#]);
    assert!(matches!(open(&mut second, "a"), Report::NotOpened(_)), "it is open in the first");
}

#[test]
fn a_session_in_memory_can_be_left_and_taken_up() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("s"), "a file, not a folder").unwrap();
    let mut driver = driver(home.path());
    assert!(matches!(begin(&mut driver, "a"), Report::Unsaved(_)));
    append(&mut driver, r#"{"n":1}"#);
    begin(&mut driver, "b");
    assert_eq!(opened(open(&mut driver, "a")).0, [r#"{"n":1}"#]);
    assert!(matches!(go_on(&mut driver, "a"), Report::Unsaved(_)));
    // Once there is room everything goes out.
    std::fs::remove_file(home.path().join("s")).unwrap();
    assert_eq!(append(&mut driver, r#"{"n":2}"#), Report::Saved);
    assert_eq!(driver.session(), Some("a"));
}

#[test]
fn unreadable_sessions_are_skipped_with_a_notice() {
    let home = tempfile::tempdir().unwrap();
    let mut driver = driver(home.path());
    begin(&mut driver, "a");
    append(&mut driver, r#"{"n":1}"#);
    let sessions = home.path().join("s/sessions");
    std::fs::write(sessions.join("b.jsonl"), "no log\n").unwrap();
    std::fs::write(sessions.join("c.jsonl"), "").unwrap();
    std::fs::write(sessions.join("d.jsonl"), "{\"v\":99,\"kind\":\"open\"}\n").unwrap();
    let (kept, notices) = driver.kept(9);
    assert_eq!(kept.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert!(
        matches!(open(&mut driver, "d"), Report::NotOpened(why) if why.to_string().contains("newer program"))
    );
}

#[test]
fn an_export_says_when_the_name_is_taken() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("t.md");
    let mut driver = driver(home.path());
    let export = |force| Effect::Export {
        path: path.clone(),
        format: "markdown".into(),
        text: format!("{force}"),
        force,
        redaction: Redaction::of("all"),
    };
    assert!(matches!(perform(&mut driver, export(false)), Report::Exported { .. }));
    assert_eq!(perform(&mut driver, export(false)), Report::Taken { path: path.clone() });
    assert!(matches!(perform(&mut driver, export(true)), Report::Exported { .. }));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "true");
}

#[test]
fn only_a_face_can_suspend_and_quit() {
    let home = tempfile::tempdir().unwrap();
    let mut driver = driver(home.path());
    for effect in [Effect::Suspend, Effect::Quit] {
        assert_eq!(driver.perform(effect, &mut std::io::sink()), None);
    }
}

#[test]
fn an_idle_driver_keeps_nothing() {
    let mut driver = Driver::idle(None, ClipboardChoice::Auto);
    assert_eq!(begin(&mut driver, "a"), Report::Saved);
    assert_eq!(append(&mut driver, "{}"), Report::Saved);
    assert_eq!(driver.session(), None);
    assert!(driver.kept(9).0.is_empty());
}
