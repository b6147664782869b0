//! The session log on disk, whatever happened to it.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};
use unsnag::host::journal::{Contents, Notice, OpenError, Sessions};

use super::mode;

struct Folder {
    root: tempfile::TempDir,
    sessions: Sessions,
}

fn folder() -> Folder {
    let root = tempfile::tempdir().unwrap();
    let sessions = Sessions::at(root.path().join("state/sessions"));
    Folder { root, sessions }
}

impl Folder {
    fn path(&self, id: &str) -> PathBuf {
        self.root.path().join(format!("state/sessions/{id}.jsonl"))
    }

    /// A session `s` with these records.
    fn with(records: &[&str]) -> Self {
        let folder = folder();
        let mut journal = folder.sessions.create("s", Map::new());
        for record in records {
            journal.append(&[record]).unwrap();
        }
        folder
    }

    /// The records of the session `s`.
    fn records(&self) -> Vec<String> {
        texts(&self.sessions.read("s").unwrap())
    }
}

fn texts(contents: &Contents) -> Vec<String> {
    contents.records.iter().map(|record| record.text.clone()).collect()
}

const THREE: [&str; 3] = [r#"{"n":1}"#, r#"{"n":2,"text":"错 å"}"#, r#"{"n":3}"#];

#[test]
fn a_session_is_a_private_file_with_a_header_and_a_line_for_each_record() {
    let folder = folder();
    let mut header = Map::new();
    header.insert("flow".into(), json!("azs.usage"));
    let mut journal = folder.sessions.create("s", header);
    journal.append(&THREE).unwrap();
    assert_eq!(journal.unsaved(), None);
    assert_eq!(journal.id(), "s");
    let path = folder.path("s");
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    let text = fs::read_to_string(&path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let mut first: Value = serde_json::from_str(first).unwrap();
    let crc = first.as_object_mut().unwrap().remove("crc").unwrap();
    assert_eq!(crc.as_str().unwrap().len(), 8);
    let program = env!("CARGO_PKG_VERSION");
    assert_eq!(first, json!({"v": 1, "kind": "open", "program": program, "flow": "azs.usage"}));
    // The check values are those of any implementation of CRC-32.
    let lines = [
        r#"{"n":1,"crc":"c8275a1c"}"#,
        r#"{"n":2,"text":"错 å","crc":"cd2e3cf3"}"#,
        r#"{"n":3,"crc":"fa11389e"}"#,
    ];
    assert_eq!(rest.lines().collect::<Vec<_>>(), lines);
    let contents = folder.sessions.read("s").unwrap();
    assert_eq!(Value::Object(contents.header.clone()), first);
    assert_eq!(contents.notices, []);
    assert_eq!(contents.records[1].line, 3);
}

#[test]
fn a_session_goes_on_where_it_ended() {
    let folder = Folder::with(&THREE[..2]);
    let opened = folder.sessions.open("s").unwrap();
    assert_eq!(texts(&opened.contents), THREE[..2]);
    let mut journal = opened.journal;
    journal.append(&THREE[2..]).unwrap();
    assert_eq!(folder.records(), THREE);
}

#[test]
fn a_record_is_always_one_line() {
    let folder = Folder::with(&["{\"a\":\r\n1}"]);
    assert_eq!(folder.records(), ["{\"a\":  1}"]);
}

#[test]
fn a_second_owner_is_refused() {
    let folder = Folder::with(&THREE);
    let first = folder.sessions.open("s").unwrap();
    let error = folder.sessions.open("s").err().unwrap();
    assert!(matches!(error, OpenError::InUse));
    assert!(error.to_string().starts_with("the session is open in another process"), "{error}");
    assert_eq!(folder.records(), THREE, "it can be read all the same");
    assert!(matches!(folder.sessions.remove("s"), Err(OpenError::InUse)));
    drop(first);
    assert_eq!(folder.sessions.open("s").unwrap().journal.unsaved(), None);
}

#[test]
fn the_torn_end_of_a_session_in_use_is_not_cut() {
    let folder = Folder::with(&THREE);
    let _owner = folder.sessions.open("s").unwrap();
    let path = folder.path("s");
    let torn = [fs::read(&path).unwrap(), b"{\"n\":4".to_vec()].concat();
    fs::write(&path, &torn).unwrap();
    assert!(matches!(folder.sessions.open("s"), Err(OpenError::InUse)));
    assert_eq!(folder.sessions.read("s").unwrap().notices, [Notice::TornEnd { line: 5 }]);
    assert_eq!(fs::read(&path).unwrap(), torn);
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let folder = Folder::with(&[]);
    let path = folder.path("s");
    let newer = "{\"v\":2,\"kind\":\"open\"}\n{\"something\":\"else\"}\ntorn";
    fs::write(&path, newer).unwrap();
    for error in [folder.sessions.read("s").err().unwrap(), folder.sessions.open("s").err().unwrap()] {
        assert!(matches!(error, OpenError::Newer(2)));
        assert!(
            error.to_string().contains("newer program (format 2, this program reads up to 1)"),
            "{error}"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn what_is_no_session_log_is_refused() {
    let folder = Folder::with(&[]);
    let path = folder.path("s");
    for text in ["not json\n", "{}\n", "{\"v\":0}\n", "{\"v\":\"1\"}\n", "[1]\n", "\n", "\u{feff}{\"v\":1}\n"]
    {
        fs::write(&path, text).unwrap();
        assert!(matches!(folder.sessions.open("s"), Err(OpenError::NotAJournal)), "{text:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::remove_file(&path).unwrap();
    assert!(matches!(folder.sessions.open("s"), Err(OpenError::Missing)));
    fs::create_dir(&path).unwrap();
    assert!(matches!(folder.sessions.open("s"), Err(OpenError::Unfit)));
    fs::remove_dir(&path).unwrap();
    symlink("/etc/passwd", &path).unwrap();
    assert!(matches!(folder.sessions.open("s"), Err(OpenError::Unfit)));
    fs::remove_file(&path).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    assert!(matches!(folder.sessions.open("s"), Err(OpenError::Unfit)));
}

#[test]
fn an_id_is_never_a_path() {
    let folder = Folder::with(&[]);
    let long = "x".repeat(101);
    for id in ["", ".", "..", "../s", "a/b", "/etc/passwd", "a.b", "a\0b", "å", "-rf", " ", &long] {
        assert!(matches!(folder.sessions.read(id), Err(OpenError::BadId)), "{id:?}");
        assert!(matches!(folder.sessions.remove(id), Err(OpenError::BadId)), "{id:?}");
        assert!(folder.sessions.create(id, Map::new()).unsaved().is_some(), "{id:?}");
    }
    assert_eq!(folder.sessions.list().unwrap().len(), 1);
}

#[test]
fn a_taken_id_gets_a_number() {
    let folder = folder();
    let first = folder.sessions.create("s", Map::new());
    let second = folder.sessions.create("s", Map::new());
    let third = folder.sessions.create("s", Map::new());
    assert_eq!((first.id(), second.id(), third.id()), ("s", "s-2", "s-3"));
}

#[test]
fn sessions_are_listed_newest_first_without_what_is_not_one() {
    let folder = folder();
    assert_eq!(folder.sessions.list().unwrap(), [], "no folder is no sessions");
    for (id, age) in [("old", 300), ("new", 100), ("middle", 200)] {
        folder.sessions.create(id, Map::new());
        let file = File::options().append(true).open(folder.path(id)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    let root = folder.root.path().join("state/sessions");
    fs::write(root.join("notes.txt"), "").unwrap();
    fs::write(root.join(".hidden.jsonl"), "").unwrap();
    fs::create_dir(root.join("folder.jsonl")).unwrap();
    symlink("/etc/passwd", root.join("link.jsonl")).unwrap();
    let ids: Vec<String> = folder.sessions.list().unwrap().into_iter().map(|entry| entry.id).collect();
    assert_eq!(ids, ["new", "middle", "old"]);
    folder.sessions.remove("middle").unwrap();
    assert_eq!(folder.sessions.list().unwrap().len(), 2);
    assert!(matches!(folder.sessions.remove("middle"), Err(OpenError::Missing)));
}
