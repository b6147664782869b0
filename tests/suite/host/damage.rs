//! Logs that were damaged: cut, flipped, mixed up. What is whole is kept, what is not is said, and nothing panics.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use serde_json::Map;
use unsnag::flow::{Library, bundled};
use unsnag::host::journal::{Contents, Notice, OpenError, Sessions};
use unsnag::session::journal::decode;
use unsnag::session::{History, Session};
use unsnag::ui::guide::Guide;

use crate::cli::Home;

/// The log of a session with a bit of everything.
fn log() -> Vec<u8> {
    let home = Home::new();
    let says = "1\nnote å 错\nback\n2\n1\nfill endpoint usage.example.net\nundo\nquit\n";
    home.talk(&["run", "azs.usage", "--plain"], says);
    let logs = fs::read_dir(home.path().join("state/unsnag/sessions")).unwrap();
    let logs: Vec<_> = logs.map(|entry| entry.unwrap().path()).collect();
    let [log] = logs.as_slice() else { panic!("{logs:?}") };
    fs::read(log).unwrap()
}

fn texts(contents: &Contents) -> Vec<String> {
    contents.records.iter().map(|record| record.text.clone()).collect()
}

/// Takes a session up as the program does, and looks at where it stands.
fn resume(guide: &mut Guide, records: &[String]) {
    let (records, bad) = decode(records);
    assert_eq!(bad, [] as [usize; 0]);
    let now = "2026-03-01T03:00:00Z".parse().unwrap();
    if guide.resume("s", Session::replay(records), &[], now).is_ok() {
        let card = guide.card().expect("a card");
        let _ = guide.progress();
        let _ = guide.input(unsnag::session::Input::Back { steps: 1 }, now);
        let _ = guide.input(unsnag::session::Input::Undo, now);
        drop((card, guide.card()));
    }
}

fn guide() -> Guide {
    Guide::new(Arc::new(Library::load(bundled::documents()).library), "en", History::default())
}

#[test]
fn a_file_cut_at_any_byte_keeps_every_whole_record() {
    let whole = log();
    let all = texts(&Contents::parse(&whole).unwrap());
    assert!(all.len() > 10, "{all:#?}");
    let root = tempfile::tempdir().unwrap();
    let (path, sessions) = (root.path().join("s.jsonl"), Sessions::at(root.path()));
    let mut guide = guide();
    let header = whole.iter().position(|&byte| byte == b'\n').unwrap();
    for length in 0..=whole.len() {
        let cut = &whole[..length];
        fs::write(&path, cut).unwrap();
        if length < header {
            assert!(matches!(sessions.open("s"), Err(OpenError::Empty)), "{length}");
            assert_eq!(fs::read(&path).unwrap(), cut);
            continue;
        }
        let lines = cut.iter().filter(|&&byte| byte == b'\n').count();
        let before = cut.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        // Only its line end is missing.
        let unended = before < length && whole[length] == b'\n';
        let read = sessions.read("s").unwrap();
        assert_eq!(fs::read(&path).unwrap(), cut, "reading changed the file");
        let records = lines + usize::from(unended) - 1;
        assert_eq!(texts(&read), all[..records], "{length}");
        let notices = match (before < length, unended) {
            (false, _) => vec![],
            (true, true) => vec![Notice::LineEnd { line: lines + 1 }],
            (true, false) => vec![Notice::TornEnd { line: lines + 1 }],
        };
        assert_eq!(read.notices, notices, "{length}");
        let opened = sessions.open("s").unwrap();
        assert_eq!(read, opened.contents);
        let mut journal = opened.journal;
        assert_eq!(journal.unsaved(), None);
        // What is left of the file is the beginning of it, line by line.
        let mended = fs::read(&path).unwrap();
        assert!(whole.starts_with(&mended) && mended.ends_with(b"\n"), "{length}");
        let next = format!("{{\"n\":{}}}", records + 1);
        journal.append(&[&next]).unwrap();
        let after = sessions.read("s").unwrap();
        assert_eq!((after.notices.as_slice(), after.records.len()), (&[][..], records + 1), "{length}");
        if before == length || unended {
            resume(&mut guide, &all[..records]);
        }
    }
}

#[test]
fn a_flipped_bit_costs_at_most_its_record_and_is_said() {
    let whole = log();
    let contents = Contents::parse(&whole).unwrap();
    let all = texts(&contents);
    let header = whole.iter().position(|&byte| byte == b'\n').unwrap();
    let mut kept = BTreeSet::new();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << bit;
            let read = Contents::parse(&flipped)
                .unwrap_or_else(|error| panic!("bit {bit} of byte {at} cost the session: {error}"));
            let lost = whole[..at].iter().filter(|&&byte| byte == b'\n').count().checked_sub(1);
            // A line end that is lost costs nothing, nor does damage to the header.
            let lost = lost.filter(|_| at > header && whole[at] != b'\n');
            let left = all.iter().enumerate().filter(|(index, _)| Some(*index) != lost);
            let left: Vec<String> = left.map(|(_, text)| text.clone()).collect();
            assert_eq!(texts(&read), left, "bit {bit} of byte {at}");
            assert_ne!(read.notices, [], "bit {bit} of byte {at}");
            kept.insert(left);
        }
    }
    let mut guide = guide();
    kept.iter().for_each(|records| resume(&mut guide, records));
}

/// A log of these lines behind a header, each with its line end.
fn lines(lines: &[&str]) -> Vec<u8> {
    [&["{\"v\":1,\"kind\":\"open\"}"], lines, &[""]].concat().join("\n").into_bytes()
}

/// A log of these records as the program writes it.
fn sealed(records: &[&str]) -> Vec<u8> {
    let root = tempfile::tempdir().unwrap();
    let sessions = Sessions::at(root.path());
    sessions.create("s", Map::new()).append(records).unwrap();
    fs::read(root.path().join("s.jsonl")).unwrap()
}

const THREE: [&str; 3] = [r#"{"n":1}"#, r#"{"n":2,"text":"错 å"}"#, r#"{"n":3}"#];

#[test]
fn damage_in_the_middle_is_named_left_in_place_and_everything_else_kept() {
    let root = tempfile::tempdir().unwrap();
    let (path, sessions) = (root.path().join("s.jsonl"), Sessions::at(root.path()));
    for damage in [&b"{\"n\":2,\"te"[..], b"", b"\0\0\0\0", b"[2]", b"{\"n\":\xff}", b"{} {}", b"{\"n\":2}"] {
        let text = sealed(&THREE);
        let parts: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
        let before = [parts[0], parts[1], damage, parts[3], b""].join(&b'\n');
        fs::write(&path, &before).unwrap();
        let opened = sessions.open("s").unwrap();
        assert_eq!(texts(&opened.contents), [THREE[0], THREE[2]]);
        assert_eq!(opened.contents.notices, [Notice::Damaged { line: 3 }]);
        let mut journal = opened.journal;
        journal.append(&[r#"{"n":4}"#]).unwrap();
        assert!(fs::read(&path).unwrap().starts_with(&before), "the damage was touched");
        assert_eq!(texts(&sessions.read("s").unwrap()), [THREE[0], THREE[2], r#"{"n":4}"#]);
    }
}

#[test]
fn a_damaged_last_line_that_has_its_end_is_left_out_and_not_cut() {
    let root = tempfile::tempdir().unwrap();
    let (path, sessions) = (root.path().join("s.jsonl"), Sessions::at(root.path()));
    let mut text = sealed(&THREE);
    let at = text.len() - 23;
    text[at] ^= 1;
    fs::write(&path, &text).unwrap();
    let opened = sessions.open("s").unwrap();
    assert_eq!(texts(&opened.contents), THREE[..2]);
    assert_eq!(opened.contents.notices, [Notice::Damaged { line: 4 }]);
    assert_eq!(fs::read(&path).unwrap(), text);
}

#[test]
fn a_log_without_check_values_is_read_and_gone_on_with() {
    let root = tempfile::tempdir().unwrap();
    let (path, sessions) = (root.path().join("s.jsonl"), Sessions::at(root.path()));
    fs::write(&path, lines(&THREE)).unwrap();
    let opened = sessions.open("s").unwrap();
    assert_eq!((texts(&opened.contents), opened.contents.notices.len()), (THREE.map(String::from).into(), 0));
    let mut journal = opened.journal;
    journal.append(&[r#"{"n":4}"#]).unwrap();
    drop(journal);
    let read = sessions.read("s").unwrap();
    assert_eq!((read.records.len(), read.notices.len()), (4, 0));
    // The new line is checked in this file too.
    let mut text = fs::read(&path).unwrap();
    let at = text.len() - 20;
    assert_eq!(text[at], b'4');
    text[at] = b'5';
    assert_eq!(Contents::parse(&text).unwrap().notices, [Notice::Damaged { line: 5 }]);
    // Nobody knows whether there was more of a last line without its end.
    let old = lines(&THREE);
    let torn = Contents::parse(&old[..old.len() - 1]).unwrap();
    assert_eq!((texts(&torn).len(), torn.notices), (2, vec![Notice::TornEnd { line: 4 }]));
}

#[test]
fn gaps_and_repeats_of_the_numbers_are_said() {
    let read = |records: &[&str]| Contents::parse(&sealed(records)).unwrap();
    let gap = read(&[THREE[0], r#"{"n":5}"#, r#"{"n":6}"#]);
    assert_eq!((gap.records.len(), gap.notices), (3, vec![Notice::Missing { line: 3, count: 3 }]));
    let first = read(&THREE[1..]);
    assert_eq!((first.records.len(), first.notices), (2, vec![Notice::Missing { line: 2, count: 1 }]));
    let twice = read(&[THREE[0], THREE[1], THREE[1], THREE[2]]);
    assert_eq!(texts(&twice), THREE);
    assert_eq!(twice.notices, [Notice::Repeated { line: 4, number: 2 }]);
    let swapped = read(&[THREE[0], THREE[2], THREE[1]]);
    assert_eq!((swapped.records.len(), swapped.notices), (3, vec![Notice::Missing { line: 3, count: 1 }]));
    // As large as numbers get.
    let huge = read(&[&format!("{{\"n\":{}}}", u64::MAX), r#"{"n":1}"#, r#"{"n":-1}"#, r#"{"n":"1"}"#]);
    assert_eq!(huge.records.len(), 4);
}

#[test]
fn every_notice_says_where() {
    for (notice, says) in [
        (Notice::Header, "first line"),
        (Notice::TornEnd { line: 7 }, "7"),
        (Notice::Damaged { line: 7 }, "line 7 is damaged"),
        (Notice::LineEnd { line: 7 }, "line 7"),
        (Notice::Missing { line: 7, count: 3 }, "before line 7 records are missing from the log: 3"),
        (Notice::Repeated { line: 7, number: 3 }, "line 7 repeats record 3"),
    ] {
        assert!(notice.to_string().contains(says), "{notice}");
    }
}

#[test]
fn a_newer_format_with_check_values_is_not_taken_for_damage() {
    let mut text = sealed(&THREE);
    let newer = br#"{"v":2,"kind":"open","crc":"00000000"}"#;
    text.splice(..0, newer.iter().chain(b"\n").copied());
    // Other check values than ours throughout.
    let other = String::from_utf8(text).unwrap().replace("\"crc\":\"", "\"crc\":\"0");
    assert!(matches!(Contents::parse(other.as_bytes()), Err(OpenError::Newer(2))));
    let root = tempfile::tempdir().unwrap();
    let mut header = Map::new();
    header.insert("v".into(), 2.into());
    drop(Sessions::at(root.path()).create("s", header));
    assert!(matches!(Sessions::at(root.path()).open("s"), Err(OpenError::Newer(2))));
}
