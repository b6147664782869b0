//! Disks that fail: nothing that was recorded is lost, and nothing is called saved that is not.

use std::fs;
use std::io;
use std::sync::{Arc, Mutex};

use serde_json::Map;
use unsnag::host::journal::{Contents, Journal, Sessions, Store, Unsaved};

use crate::pty::{Setup, example};

const HEADER: &[u8] = b"{\"v\":1,\"kind\":\"open\"}\n";

/// A disk in memory whose next operations fail as told.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    content: Vec<u8>,
    full: bool,
    broken_append: bool,
    broken_sync: bool,
    broken_cut: bool,
    broken_replace: bool,
}

impl Disk {
    fn journal(&self) -> Journal {
        self.set(|state| state.content = HEADER.to_vec());
        Journal::over("s", HEADER.to_vec(), Box::new(self.clone()))
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap());
    }

    fn records(&self) -> Vec<String> {
        let contents = Contents::parse(&self.0.lock().unwrap().content).unwrap();
        assert_eq!(contents.notices, []);
        contents.records.into_iter().map(|record| record.text).collect()
    }
}

fn fails(broken: bool) -> io::Result<()> {
    if broken { Err(io::Error::from_raw_os_error(5)) } else { Ok(()) }
}

impl Store for Disk {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        if state.full || state.broken_append {
            // Part of the record gets there.
            let part = &bytes[..bytes.len() / 2];
            state.content.extend_from_slice(part);
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.content.extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        fails(self.0.lock().unwrap().broken_sync)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        fails(state.broken_cut)?;
        state.content.truncate(length.try_into().unwrap());
        Ok(())
    }

    fn replace(&mut self, whole: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        fails(state.broken_replace || state.full)?;
        state.content = whole.to_vec();
        Ok(())
    }
}

#[test]
fn a_full_disk_is_cut_back_and_everything_goes_out_when_there_is_room() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    journal.append("{\"n\":1}").unwrap();
    disk.set(|state| state.full = true);
    assert_eq!(journal.append("{\"n\":2}").unwrap_err().records, 1);
    let Unsaved { records, reason } = journal.append("{\"n\":3}").unwrap_err();
    assert_eq!(records, 2);
    assert_eq!(journal.unsaved(), Some(Unsaved { records, reason }));
    assert_eq!(disk.records(), ["{\"n\":1}"], "the file ends in a whole record");
    disk.set(|state| state.full = false);
    journal.append("{\"n\":4}").unwrap();
    assert_eq!(disk.records(), ["{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}"]);
    assert_eq!(journal.unsaved(), None);
}

#[test]
fn a_failed_sync_writes_the_session_to_a_new_file_and_still_warns() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    journal.append("{\"n\":1}").unwrap();
    disk.set(|state| {
        state.broken_sync = true;
        // Whatever the system had not written is gone.
        state.content.truncate(3);
    });
    let warned = journal.append("{\"n\":2}").unwrap_err();
    assert_eq!(warned.records, 0);
    assert_eq!(disk.records(), ["{\"n\":1}", "{\"n\":2}"]);
    disk.set(|state| state.broken_sync = false);
    journal.append("{\"n\":3}").unwrap();
    assert_eq!(disk.records(), ["{\"n\":1}", "{\"n\":2}", "{\"n\":3}"]);
}

#[test]
fn a_disk_that_fails_in_every_way_loses_nothing_either() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    disk.set(|state| {
        (state.broken_append, state.broken_cut, state.broken_replace) = (true, true, true);
    });
    for number in 1..4 {
        assert_eq!(journal.append(&format!("{{\"n\":{number}}}")).unwrap_err().records, number);
    }
    disk.set(|state| *state = State { content: state.content.clone(), ..State::default() });
    journal.flush().unwrap();
    assert_eq!(disk.records(), ["{\"n\":1}", "{\"n\":2}", "{\"n\":3}"]);
}

#[test]
fn without_a_place_to_write_the_session_lives_in_memory() {
    let mut journal = Journal::in_memory("s", "there is no home folder");
    assert_eq!(journal.unsaved().unwrap().records, 0);
    let Unsaved { records, reason } = journal.append("{}").unwrap_err();
    assert_eq!((records, reason.as_str()), (1, "there is no home folder"));
    assert_eq!(journal.append("{}").unwrap_err().to_string(), "not saved: there is no home folder");
}

#[test]
fn a_folder_that_cannot_be_made_is_tried_again() {
    let root = tempfile::tempdir().unwrap();
    let obstacle = root.path().join("state");
    fs::write(&obstacle, "").unwrap();
    let sessions = Sessions::at(obstacle.join("sessions"));
    let mut journal = sessions.create("s", Map::new());
    assert!(!journal.unsaved().unwrap().reason.is_empty());
    assert_eq!(journal.append("{\"n\":1}").unwrap_err().records, 1);
    fs::remove_file(&obstacle).unwrap();
    journal.append("{\"n\":2}").unwrap();
    assert_eq!(journal.unsaved(), None);
    assert_eq!(sessions.read("s").unwrap().records.len(), 2);
}

#[test]
fn a_new_file_in_the_place_of_the_old_one_is_locked_private_and_appended_to() {
    let root = tempfile::tempdir().unwrap();
    let sessions = Sessions::at(root.path());
    drop(sessions.create("s", Map::new()));
    let mut store = unsnag::host::journal::DiskFile::open(&root.path().join("s.jsonl")).unwrap().unwrap();
    store.replace(&[HEADER, b"{\"n\":1}\n{\"n\":"].concat()).unwrap();
    store.cut((HEADER.len() + 8) as u64).unwrap();
    store.append(b"{\"n\":2}\n").unwrap();
    store.sync().unwrap();
    let path = root.path().join("s.jsonl");
    assert_eq!(fs::read(&path).unwrap(), [HEADER, b"{\"n\":1}\n{\"n\":2}\n"].concat());
    assert_eq!(super::mode(&path), 0o600);
    assert!(sessions.open("s").unwrap().journal.is_err(), "the new file is not locked");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "a temporary file stays");
}

#[test]
fn the_file_size_limit_does_not_kill_the_program() {
    let guard = example("guard");
    let mut pty = Setup::shell(&format!("ulimit -f 8; exec '{}'", guard.display())).start();
    pty.wait_for("guard");
    pty.send("j");
    pty.wait_for("in memory only");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    let sessions = Sessions::at(pty.home().join("state/unsnag/sessions"));
    let contents = sessions.read("guard").unwrap();
    assert_eq!(contents.notices, [], "the file does not end in a whole record");
    assert!(!contents.records.is_empty());
}
