//! The kept summaries of sessions: faster, and never believed over the logs.

use serde_json::Map;
use std::fs;
use std::path::PathBuf;
use unsnag::host::journal::Sessions;
use unsnag::host::overview::overview;
use unsnag::session::Summary;

struct Kept {
    root: tempfile::TempDir,
    sessions: Sessions,
}

const BEGUN: &str = r#"{"n":1,"step":1,"at":"2026-03-01T03:00:00Z","event":{"kind":"begun","lang":"en"}}"#;

fn entered(n: u64, node: &str) -> String {
    format!(
        r#"{{"n":{n},"step":{n},"at":"2026-03-01T03:00:0{n}Z","event":{{"kind":"entered","visit":{n},"flow":"x","rev":1,"hash":"h","node":"{node}"}}}}"#
    )
}

impl Kept {
    /// Sessions `a` and `b`, each at its first step.
    fn new() -> Kept {
        let root = tempfile::tempdir().unwrap();
        let sessions = Sessions::at(root.path().join("sessions"));
        for id in ["a", "b"] {
            let mut journal = sessions.create(id, Map::new());
            journal.append(&[BEGUN.to_owned(), entered(2, "first")]).unwrap();
        }
        Kept { root, sessions }
    }

    fn file(&self) -> PathBuf {
        self.root.path().join("cache/sessions")
    }

    /// The session `id` as it is listed.
    fn listed(&self, id: &str) -> Option<Summary> {
        let seen = overview(&self.sessions, &self.file()).unwrap();
        seen.into_iter().find(|(entry, _)| entry.id == id).map(|(_, summary)| summary.unwrap())
    }

    fn node(&self, id: &str) -> String {
        self.listed(id).and_then(|summary| summary.at).map(|at| at.node).unwrap_or_default()
    }
}

#[test]
fn a_log_that_was_gone_on_with_is_read_again() {
    let kept = Kept::new();
    assert_eq!(kept.node("a"), "first");
    let before = fs::read(kept.file()).unwrap();
    assert_eq!(kept.node("a"), "first");
    assert_eq!(fs::read(kept.file()).unwrap(), before, "nothing is written when nothing was read anew");
    kept.sessions.open("a").unwrap().journal.append(&[entered(3, "second")]).unwrap();
    assert_eq!((kept.node("a").as_str(), kept.node("b").as_str()), ("second", "first"));
}

#[test]
fn another_log_of_the_same_size_and_time_is_read_again() {
    let kept = Kept::new();
    assert_eq!(kept.node("a"), "first");
    let path = kept.root.path().join("sessions/a.jsonl");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    // The line no longer fits its check value: whoever reads the log sees that.
    let text = fs::read_to_string(&path).unwrap().replace("\"first\"", "\"fifth\"");
    fs::write(&path, text).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_ne!(kept.node("a"), "first");
}

#[test]
fn a_damaged_or_foreign_file_of_summaries_is_made_anew() {
    let kept = Kept::new();
    kept.node("a");
    let whole = fs::read(kept.file()).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let lies = text.replace("first", "never").replacen("unsnag sessions", "another program", 1);
    let torn = &text[..text.len() / 2];
    let bent = text.replace("\"bytes\":", "\"bytes\":1");
    for wrong in [lies.as_bytes(), torn.as_bytes(), bent.as_bytes(), b"", b"\xff\xfe", &[b'{'; 100_000]] {
        fs::write(kept.file(), wrong).unwrap();
        assert_eq!((kept.node("a").as_str(), kept.node("b").as_str()), ("first", "first"));
        assert_eq!(fs::read(kept.file()).unwrap(), whole);
    }
    // What cannot be written is no reason not to list.
    fs::remove_file(kept.file()).unwrap();
    fs::create_dir(kept.file()).unwrap();
    assert_eq!(kept.node("a"), "first");
}

#[test]
fn a_session_that_is_gone_is_not_listed() {
    let kept = Kept::new();
    kept.node("a");
    kept.sessions.remove("a").unwrap();
    assert_eq!(kept.listed("a"), None);
    assert!(!fs::read_to_string(kept.file()).unwrap().contains("\"a\""));
}
