//! The session log on disk: JSON Lines, one file a session, each record synced before it counts. What the records
//! mean is not known here.

mod contents;
mod folder;
mod store;

pub use contents::{Contents, Notice, Record};
pub use folder::{Busy, Entry, OpenError, Opened, Sessions, private_folder};
pub use store::{DiskFile, Store};

use std::io;

use serde_json::{Map, Value, json};

/// The version of the file format that is written; newer ones are not touched.
pub const FORMAT: u64 = 1;

/// A session log that can be appended to. The whole of it is in memory too, so that a full or broken disk costs
/// nothing: the records wait, and go out with the next one that can be written.
pub struct Journal {
    id: String,
    /// The file as it should be: the header and the records, each with its line end.
    bytes: Vec<u8>,
    /// How many of the bytes are known to be on disk.
    saved: usize,
    store: State,
    /// What the system said when it last refused.
    trouble: String,
}

enum State {
    /// The file, its end known to be whole.
    Ready(Box<dyn Store>),
    /// The file after a failure that leaves its content unknown.
    Broken(Box<dyn Store>),
    /// No file yet, and the folder to make it in when there is one.
    Absent(Option<Sessions>),
}

/// What was not saved as it should be. The records that wait are tried again with each append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// How many records are in memory only. None wait when the disk failed and everything could be written to a
    /// new file; that calls for a warning all the same.
    pub records: usize,
    /// What the system said.
    pub reason: String,
}

impl std::fmt::Display for Unsaved {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.records {
            0 => write!(f, "the disk reported an error: {}", self.reason),
            _ => write!(f, "not saved: {}", self.reason),
        }
    }
}

impl std::error::Error for Unsaved {}

impl Journal {
    /// A journal over any store that holds exactly `bytes`: whole lines, the header first.
    pub fn over(id: &str, bytes: Vec<u8>, store: Box<dyn Store>) -> Self {
        let saved = bytes.len();
        Self { id: id.to_owned(), bytes, saved, store: State::Ready(store), trouble: String::new() }
    }

    /// A journal that keeps everything in memory, because there is nowhere to write; `reason` says why.
    pub fn in_memory(id: &str, reason: impl Into<String>) -> Self {
        Self::unwritten(id, first_line(Map::new()), None, reason.into())
    }

    fn unwritten(id: &str, bytes: Vec<u8>, folder: Option<Sessions>, trouble: String) -> Self {
        Self { id: id.to_owned(), bytes, saved: 0, store: State::Absent(folder), trouble }
    }

    /// The session's id; its file is `<id>.jsonl`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The records that wait to be saved, and why; `None` when everything is on disk.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let waits = self.saved < self.bytes.len() || matches!(self.store, State::Absent(_));
        waits.then(|| Unsaved { records: self.waiting(), reason: self.trouble.clone() })
    }

    /// Adds a record, one line of JSON without its line end, and syncs it. After an error the record is kept in
    /// memory and written with the next one: say that it is not saved, and go on. A line end inside the record
    /// becomes a space; in JSON it can only be white space.
    pub fn append(&mut self, record: &str) -> Result<(), Unsaved> {
        self.bytes.extend(record.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        self.bytes.push(b'\n');
        self.flush()
    }

    /// Tries to save the records that wait.
    pub fn flush(&mut self) -> Result<(), Unsaved> {
        self.try_flush().map_err(|error| {
            self.trouble = error.to_string();
            Unsaved { records: self.waiting(), reason: self.trouble.clone() }
        })
    }

    /// Records that are in memory only.
    fn waiting(&self) -> usize {
        let lines = self.bytes.iter().skip(self.saved).filter(|&&byte| byte == b'\n').count();
        // The header is no record.
        if self.saved == 0 { lines.saturating_sub(1) } else { lines }
    }

    fn try_flush(&mut self) -> io::Result<()> {
        match &mut self.store {
            State::Ready(store) => {
                let pending = self.bytes.get(self.saved..).unwrap_or_default();
                if pending.is_empty() {
                    return Ok(());
                }
                if let Err(error) = store.append(pending) {
                    // Part of it may be there: cut back to the last whole record.
                    if store.cut(self.saved as u64).is_err() {
                        self.distrust();
                    }
                    return Err(error);
                }
                if let Err(error) = store.sync() {
                    // What is on disk is not known now, and a second sync would not tell: the system reports a
                    // failed write once. A new file with everything in it is known.
                    self.distrust();
                    let _ = self.try_flush();
                    return Err(error);
                }
            }
            State::Broken(store) => {
                store.replace(&self.bytes)?;
                self.store = match std::mem::replace(&mut self.store, State::Absent(None)) {
                    State::Broken(store) => State::Ready(store),
                    other => other,
                };
            }
            State::Absent(Some(folder)) => {
                let (id, file) = folder.place(&self.id, &self.bytes)?;
                self.id = id;
                self.store = State::Ready(Box::new(file));
            }
            State::Absent(None) => return Err(io::Error::other(self.trouble.clone())),
        }
        self.saved = self.bytes.len();
        Ok(())
    }

    fn distrust(&mut self) {
        self.store = match std::mem::replace(&mut self.store, State::Absent(None)) {
            State::Ready(store) => State::Broken(store),
            other => other,
        };
    }
}

/// The header line: format and program, then what the session adds.
fn first_line(header: Map<String, Value>) -> Vec<u8> {
    let mut first = Map::new();
    first.insert("v".into(), json!(FORMAT));
    first.insert("kind".into(), json!("open"));
    first.insert("program".into(), json!(env!("CARGO_PKG_VERSION")));
    first.extend(header);
    format!("{}\n", Value::Object(first)).into_bytes()
}
