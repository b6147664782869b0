//! Disks that fail: nothing that was recorded is lost, and nothing is called saved that is not.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use serde_json::Map;
use unsnag::host::effect::Report;
use unsnag::host::journal::{Contents, Journal, Sessions, Store, Unsaved};

use crate::pty::{Setup, example};

/// Errors that a file can give, as Linux numbers them: EIO, EBADF, ENOSPC, EROFS, EDQUOT, ESTALE.
const ERRORS: [i32; 6] = [5, 9, 28, 30, 122, 116];

const EINTR: i32 = 4;

/// What becomes of an operation.
#[derive(Debug, Clone, Copy)]
enum Fault {
    /// Nothing goes wrong.
    None,
    /// It fails with this error, after so many of the bytes.
    Error(i32, usize),
    /// So many of the bytes are taken, and no error is given.
    Short(usize),
    /// It is done, and an error is given all the same.
    Late(i32),
}

/// A disk in memory whose next operations fail as told.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// What the system shows; what a killed process leaves.
    content: Vec<u8>,
    /// What a power cut leaves.
    durable: Vec<u8>,
    /// What becomes of the next operations, one after the other.
    faults: VecDeque<Fault>,
    /// What becomes of those behind them.
    always: Option<Fault>,
    writes: usize,
    syncs: usize,
    cuts: usize,
    replaced: usize,
}

impl State {
    fn next(&mut self) -> Fault {
        self.faults.pop_front().or(self.always).unwrap_or(Fault::None)
    }
}

impl Disk {
    /// A journal that has just been begun on this disk.
    fn journal(&self) -> Journal {
        let header = header();
        self.set(|state| (state.content, state.durable) = (header.clone(), header.clone()));
        Journal::over("s", header, Box::new(self.clone()))
    }

    fn set<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap())
    }

    /// The records after a power cut, of a file with nothing wrong with it.
    fn records(&self) -> Vec<String> {
        let contents = self.set(|state| Contents::parse(&state.durable)).unwrap();
        assert_eq!(contents.notices, []);
        texts(contents)
    }
}

fn texts(contents: Contents) -> Vec<String> {
    contents.records.into_iter().map(|record| record.text).collect()
}

/// The first line of a log.
fn header() -> Vec<u8> {
    let root = tempfile::tempdir().unwrap();
    drop(Sessions::at(root.path()).create("s", Map::new()));
    fs::read(root.path().join("s.jsonl")).unwrap()
}

fn record(number: usize) -> String {
    format!("{{\"n\":{number}}}")
}

fn error(number: i32) -> io::Error {
    io::Error::from_raw_os_error(number)
}

impl Store for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.set(|state| {
            state.writes += 1;
            let (taken, result) = match state.next() {
                Fault::None => (bytes.len(), None),
                Fault::Short(some) => (some.min(bytes.len()), None),
                Fault::Error(EINTR, _) => (0, Some(EINTR)),
                Fault::Error(number, some) => (some.min(bytes.len()), Some(number)),
                Fault::Late(number) => (bytes.len(), Some(number)),
            };
            state.content.extend_from_slice(&bytes[..taken]);
            result.map_or(Ok(taken), |number| Err(error(number)))
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.set(|state| {
            state.syncs += 1;
            match state.next() {
                Fault::Error(EINTR, _) | Fault::Late(EINTR) => Err(error(EINTR)),
                Fault::Error(number, _) => {
                    // Whatever had not been written is gone, and the next sync would not tell.
                    state.content.clone_from(&state.durable);
                    Err(error(number))
                }
                Fault::Late(number) => {
                    state.durable.clone_from(&state.content);
                    Err(error(number))
                }
                Fault::None | Fault::Short(_) => {
                    state.durable.clone_from(&state.content);
                    Ok(())
                }
            }
        })
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set(|state| {
            state.cuts += 1;
            let fault = state.next();
            if let Fault::Error(number, _) = fault {
                return Err(error(number));
            }
            state.content.truncate(length.try_into().unwrap());
            state.durable.clone_from(&state.content);
            if let Fault::Late(number) = fault { Err(error(number)) } else { Ok(()) }
        })
    }

    fn replace(&mut self, whole: &[u8]) -> io::Result<()> {
        self.set(|state| {
            let fault = state.next();
            if let Fault::Error(number, _) = fault {
                return Err(error(number));
            }
            state.replaced += 1;
            (state.content, state.durable) = (whole.to_vec(), whole.to_vec());
            if let Fault::Late(number) = fault { Err(error(number)) } else { Ok(()) }
        })
    }
}

fn fault() -> impl Strategy<Value = Fault> {
    let number = prop_oneof![3 => prop::sample::select(ERRORS.as_slice()), 1 => Just(EINTR)];
    prop_oneof![
        2 => Just(Fault::None),
        3 => (number.clone(), 0_usize..60).prop_map(|(number, some)| Fault::Error(number, some)),
        2 => (0_usize..60).prop_map(Fault::Short),
        1 => prop::sample::select(ERRORS.as_slice()).prop_map(Fault::Late),
    ]
}

proptest! {
    /// Whatever the disk does: what counts as saved is on it after a power cut, what does not is in memory, and once
    /// the disk works again everything is there, in order, once.
    #[test]
    fn a_record_is_saved_or_said_to_be_unsaved(
        steps in prop::collection::vec((1_usize..4, prop::collection::vec(fault(), 0..7)), 1..25),
    ) {
        let disk = Disk::default();
        let mut journal = disk.journal();
        let mut all = Vec::new();
        let mut acknowledged = 0;
        for (count, faults) in steps {
            disk.set(|state| state.faults = faults.into());
            let records: Vec<String> = (1..=count).map(|number| record(all.len() + number)).collect();
            all.extend(records.iter().cloned());
            let result = journal.append(&records);
            disk.set(|state| state.faults.clear());
            match (&result, journal.unsaved()) {
                (Ok(()), None) => {}
                (Ok(()), Some(unsaved)) => prop_assert!(false, "saved, and not: {unsaved}"),
                (Err(unsaved), left) => {
                    prop_assert!(!unsaved.reason.is_empty());
                    prop_assert_eq!(unsaved.rewritten, left.is_none());
                }
            }
            let waiting = journal.unsaved().map_or(0, |unsaved| unsaved.records);
            if journal.unsaved().is_none() {
                acknowledged = all.len();
            }
            prop_assert!(acknowledged + waiting <= all.len());
            for left in disk.set(|state| [state.durable.clone(), state.content.clone()]) {
                let left = texts(Contents::parse(&left).unwrap());
                prop_assert!(left.len() >= acknowledged, "{left:?} of {acknowledged}");
                prop_assert_eq!(&left[..], &all[..left.len()], "not a beginning of what was recorded");
            }
        }
        journal.flush().unwrap();
        prop_assert_eq!(journal.unsaved(), None);
        prop_assert_eq!(disk.records(), all);
    }
}

#[test]
fn an_event_costs_one_write_and_one_sync() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    for number in 1..=100 {
        journal.append(&[record(2 * number - 1), record(2 * number)]).unwrap();
        let done = disk.set(|state| (state.writes, state.syncs, state.cuts, state.replaced));
        assert_eq!(done, (number, number, 0, 0));
    }
    journal.flush().unwrap();
    assert_eq!(disk.set(|state| (state.writes, state.syncs)), (100, 100), "nothing waited");
}

#[test]
fn parts_and_interruptions_are_no_failures() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    let interrupted = Fault::Error(EINTR, 0);
    disk.set(|state| {
        state.faults = [Fault::Short(3), interrupted, Fault::Short(1), Fault::None, interrupted].into()
    });
    journal.append(&[record(1)]).unwrap();
    assert_eq!(disk.records(), [record(1)]);
    assert_eq!(disk.set(|state| (state.cuts, state.replaced)), (0, 0));
}

#[test]
fn a_write_that_takes_nothing_does_not_go_on_for_ever() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    disk.set(|state| state.always = Some(Fault::Short(0)));
    assert_eq!(journal.append(&[record(1)]).unwrap_err().records, 1);
}

#[test]
fn a_full_disk_is_cut_back_and_everything_goes_out_when_there_is_room() {
    for number in ERRORS {
        let disk = Disk::default();
        let mut journal = disk.journal();
        journal.append(&[record(1)]).unwrap();
        for waiting in 1..3 {
            disk.set(|state| state.faults = [Fault::Error(number, 5)].into());
            let Unsaved { records, reason, rewritten } = journal.append(&[record(1 + waiting)]).unwrap_err();
            assert_eq!((records, rewritten), (waiting, false));
            assert!(!reason.contains("os error"), "{reason}");
            assert_eq!(journal.unsaved(), Some(Unsaved { records, reason, rewritten }));
            assert_eq!(disk.records(), [record(1)], "the file ends in a whole record");
        }
        journal.append(&[record(4)]).unwrap();
        assert_eq!(disk.records(), [record(1), record(2), record(3), record(4)]);
        assert_eq!(journal.unsaved(), None);
    }
}

#[test]
fn a_failed_sync_writes_the_session_to_a_new_file_and_still_warns() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    journal.append(&[record(1)]).unwrap();
    disk.set(|state| state.faults = [Fault::None, Fault::Error(5, 0)].into());
    let warned = journal.append(&[record(2)]).unwrap_err();
    assert!(warned.rewritten);
    assert_eq!(Report::from(warned.clone()), Report::Rewritten(warned.reason));
    assert_eq!(disk.records(), [record(1), record(2)]);
    assert_eq!(disk.set(|state| state.replaced), 1);
    journal.append(&[record(3)]).unwrap();
    assert_eq!(disk.records(), [record(1), record(2), record(3)]);
}

#[test]
fn a_disk_that_fails_in_every_way_loses_nothing_either() {
    let disk = Disk::default();
    let mut journal = disk.journal();
    disk.set(|state| state.always = Some(Fault::Error(5, 2)));
    for number in 1..4 {
        assert_eq!(journal.append(&[record(number)]).unwrap_err().records, number);
    }
    disk.set(|state| state.always = None);
    journal.flush().unwrap();
    assert_eq!(disk.records(), [record(1), record(2), record(3)]);
}

#[test]
fn without_a_place_to_write_the_session_lives_in_memory() {
    let mut journal = Journal::in_memory("s", "there is no home folder");
    assert_eq!(journal.unsaved().unwrap().records, 0);
    let Unsaved { records, reason, .. } = journal.append(&["{}"]).unwrap_err();
    assert_eq!((records, reason.as_str()), (1, "there is no home folder"));
    assert_eq!(journal.append(&["{}"]).unwrap_err().to_string(), "there is no home folder");
}

#[test]
fn a_deleted_file_is_written_anew() {
    let root = tempfile::tempdir().unwrap();
    let sessions = Sessions::at(root.path().join("sessions"));
    let mut journal = sessions.create("s", Map::new());
    journal.append(&[record(1)]).unwrap();
    fs::remove_dir_all(root.path().join("sessions")).unwrap();
    let warned = journal.append(&[record(2)]).unwrap_err();
    assert!(warned.to_string().contains("deleted"), "{warned}");
    assert_eq!(texts(sessions.read("s").unwrap()), [record(1), record(2)]);
    journal.append(&[record(3)]).unwrap();
    assert_eq!(texts(sessions.read("s").unwrap()).len(), 3);
}

#[test]
fn a_folder_that_cannot_be_made_is_tried_again() {
    let root = tempfile::tempdir().unwrap();
    let obstacle = root.path().join("state");
    fs::write(&obstacle, "").unwrap();
    let sessions = Sessions::at(obstacle.join("sessions"));
    let mut journal = sessions.create("s", Map::new());
    assert!(!journal.unsaved().unwrap().reason.is_empty());
    assert_eq!(journal.append(&[record(1)]).unwrap_err().records, 1);
    fs::remove_file(&obstacle).unwrap();
    journal.append(&[record(2)]).unwrap();
    assert_eq!(journal.unsaved(), None);
    assert_eq!(sessions.read("s").unwrap().records.len(), 2);
}

#[test]
fn a_new_file_in_the_place_of_the_old_one_is_locked_private_and_appended_to() {
    let root = tempfile::tempdir().unwrap();
    let sessions = Sessions::at(root.path());
    drop(sessions.create("s", Map::new()));
    let mut store = unsnag::host::journal::DiskFile::open(&root.path().join("s.jsonl")).unwrap().unwrap();
    store.replace(b"one\ntwo\nthr").unwrap();
    store.cut(8).unwrap();
    assert_eq!(store.write(b"three\n").unwrap(), 6);
    store.sync().unwrap();
    let path = root.path().join("s.jsonl");
    assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\nthree\n");
    assert_eq!(super::mode(&path), 0o600);
    let again = unsnag::host::journal::DiskFile::open(&path).unwrap();
    assert!(again.is_none(), "the new file is not locked");
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
