//! What other programs wrote, and sessions that are in use.

use std::fs;

use serde_json::{Value, json};

use super::{Talk, command, inputs, sessions};
use crate::cli::Home;

/// A session with a note, left.
fn left() -> (Home, String) {
    let home = Home::new();
    let mut talk = Talk::start(command(&home, None));
    talk.hears().unwrap();
    talk.ends_with("note one\nquit");
    let id = home.session();
    (home, id)
}

#[test]
fn events_of_a_newer_program_stay_when_a_session_is_gone_on_with() {
    let (home, id) = left();
    let folder = sessions(home.path());
    let mut opened = folder.open(&id).unwrap();
    let last = opened.contents.records.len() as u64;
    let record = |n: u64, event: Value| {
        json!({"n": n, "step": n, "at": "2031-05-01T10:00:00Z", "event": event, "more": [n]}).to_string()
    };
    let foreign = [
        record(last + 1, json!({"kind": "teleported", "visit": 1, "to": {"room": [7]}})),
        // A kind that is known, with a value that is not.
        record(last + 2, json!({"kind": "outcome", "visit": 1, "outcome": "half", "by": "person"})),
    ];
    opened.journal.append(&foreign).unwrap();
    drop(opened);
    for note in ["two", "three"] {
        let mut talk = Talk::start(command(&home, Some(&id)));
        assert!(talk.hears().unwrap().contains("first question"));
        let (last, _) = talk.ends_with(&format!("note {note}\nquit"));
        assert!(last.contains("Session kept"), "{last}");
        let contents = folder.read(&id).unwrap();
        assert_eq!(contents.notices, []);
        let texts: Vec<&str> = contents.records.iter().map(|one| one.text.as_str()).collect();
        assert!(foreign.iter().all(|line| texts.contains(&line.as_str())), "{texts:?}");
    }
    assert_eq!(inputs(&folder.read(&id).unwrap()), ["note one", "note two", "note three"]);
    let json = home.run(&["export", &id, "--format", "json"]).ok().out;
    assert!(["one", "two", "three"].iter().all(|note| json.contains(&format!("\"{note}\""))), "{json}");
}

#[test]
fn a_session_in_use_is_not_deleted() {
    let home = Home::new();
    let mut talk = Talk::start(command(&home, None));
    talk.hears().unwrap();
    let id = home.session();
    let refused = home.run(&["sessions", "delete", &id]).code(2).warns(&id).warns("open in another process");
    assert_eq!(refused.out, "");
    // Nor is it among old ones.
    home.run(&["sessions", "delete", "--older-than", "2999-01-01", "--yes"]).warns("open in another process");
    assert_eq!(talk.say("note one"), "Noted.");
    drop(talk);
    assert_eq!(inputs(&sessions(home.path()).read(&id).unwrap()), ["note one"]);
    home.run(&["sessions", "delete", &id]).ok().says("Deleted");
}

#[test]
fn a_session_of_a_newer_program_is_deleted_only_by_two_words() {
    let home = Home::new();
    let newer = "{\"v\":9,\"kind\":\"open\"}\nwhat nobody knows\n";
    let path = home.write("state/unsnag/sessions/later.jsonl", newer);
    let kept = || fs::read_to_string(&path).is_ok_and(|text| text == newer);
    home.run(&["sessions", "delete", "later"]).code(2).warns("newer program").warns("add --yes");
    assert!(kept());
    home.run(&["sessions", "delete", "--older-than", "2999-01-01", "--yes"]).ok().warns("newer program");
    home.run(&["sessions", "resume", "later", "--plain"]).code(2).warns("newer program");
    assert!(kept());
    home.run(&["sessions", "delete", "later", "--yes"]).ok().says("Deleted later.");
    assert!(!kept());
}
