//! The session log on disk: JSON Lines, one file a session, each record synced before it counts. What the records
//! mean is not known here.

mod contents;
mod folder;
mod notice;
mod seal;
mod store;

pub use contents::{Contents, Record};
pub use folder::{Entry, OpenError, Opened, Sessions};
pub use notice::Notice;
pub use store::{DiskFile, Store};

use std::io;

use serde_json::{Map, Value, json};

/// The version of the file format that is written; newer ones are not touched. In every version the header ends with
/// a check value as the other lines do, so that a newer version can be told from a damaged one.
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
    /// The file after a failure, which is to be cut back to what is known to be on disk.
    Torn(Box<dyn Store>),
    /// No file yet.
    New(Sessions),
    /// A file that could not be opened for writing.
    Unopened(Sessions),
    /// There is nowhere to write.
    Nowhere,
}

/// What was not saved as it should be. The records that wait are tried again with each append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// How many records are in memory only.
    pub records: usize,
    /// What the system said.
    pub reason: String,
    /// The disk failed and everything could be written to a new file; that calls for a warning all the same.
    pub rewritten: bool,
}

impl std::fmt::Display for Unsaved {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.reason)
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
        Self::unwritten(id, first_line(Map::new()), State::Nowhere, reason.into())
    }

    fn unwritten(id: &str, bytes: Vec<u8>, store: State, trouble: String) -> Self {
        Self { id: id.to_owned(), bytes, saved: 0, store, trouble }
    }

    /// A journal over a file that holds these bytes and cannot be opened for writing.
    fn unopened(id: &str, bytes: Vec<u8>, folder: Sessions, error: &io::Error) -> Self {
        let saved = bytes.len();
        Self { saved, ..Self::unwritten(id, bytes, State::Unopened(folder), reason(error)) }
    }

    /// Cuts a torn end off, and gives the last record its line end if it lacks one.
    fn mend(&mut self, unended: bool) -> Result<(), Unsaved> {
        self.store = match std::mem::replace(&mut self.store, State::Nowhere) {
            State::Ready(store) => State::Torn(store),
            other => other,
        };
        if unended {
            self.bytes.push(b'\n');
        }
        self.flush()
    }

    /// The session's id; its file is `<id>.jsonl`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What waits to be saved, and why; `None` when everything is on disk and more can be written.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let waits = self.saved < self.bytes.len() || !matches!(self.store, State::Ready(_));
        waits.then(|| Unsaved { records: self.waiting(), reason: self.trouble.clone(), rewritten: false })
    }

    /// Adds records, each one line of JSON without its line end, with one write and one sync. After an error they are
    /// kept in memory and written with the next ones: say that they are not saved, and go on. A line end inside a
    /// record becomes a space; in JSON it can only be white space.
    pub fn append<T: AsRef<str>>(&mut self, records: &[T]) -> Result<(), Unsaved> {
        for record in records {
            let line = record.as_ref().replace(['\n', '\r'], " ");
            self.bytes.extend_from_slice(seal::seal(&line).as_bytes());
            self.bytes.push(b'\n');
        }
        self.flush()
    }

    /// Tries to save what waits.
    pub fn flush(&mut self) -> Result<(), Unsaved> {
        self.try_flush().map_err(|error| {
            self.trouble = reason(&error);
            let rewritten = || Unsaved { records: 0, reason: self.trouble.clone(), rewritten: true };
            self.unsaved().unwrap_or_else(rewritten)
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
                if let Err(error) = write_all(store.as_mut(), pending) {
                    // Part of it may be there: cut back to the last whole record.
                    if again(|| store.cut(self.saved as u64)).is_err() {
                        self.distrust();
                    }
                    return Err(error);
                }
                if let Err(error) = again(|| store.sync()) {
                    // What is on disk is not known now, and a second sync would not tell: the system reports a
                    // failed write once. A new file with everything in it is known.
                    self.distrust();
                    let _ = self.try_flush();
                    return Err(error);
                }
            }
            State::Torn(store) => {
                again(|| store.cut(self.saved as u64))?;
                self.trust();
                return self.try_flush();
            }
            State::Broken(store) => {
                again(|| store.replace(&self.bytes))?;
                self.trust();
            }
            State::Unopened(folder) => {
                let known = self.bytes.get(..self.saved).unwrap_or_default();
                self.store = match folder.retake(&self.id, known)? {
                    Some(file) => State::Ready(Box::new(file)),
                    // Somebody else wrote to it: what was added here becomes a session of its own.
                    None => State::New(folder.clone()),
                };
                return self.try_flush();
            }
            State::New(folder) => {
                let (id, file) = folder.place(&self.id, &self.bytes)?;
                self.id = id;
                self.store = State::Ready(Box::new(file));
            }
            State::Nowhere => return Err(io::Error::other(self.trouble.clone())),
        }
        self.saved = self.bytes.len();
        Ok(())
    }

    /// The content of the file is known again.
    fn trust(&mut self) {
        self.store = match std::mem::replace(&mut self.store, State::Nowhere) {
            State::Torn(store) | State::Broken(store) => State::Ready(store),
            other => other,
        };
    }

    fn distrust(&mut self) {
        self.store = match std::mem::replace(&mut self.store, State::Nowhere) {
            State::Ready(store) => State::Broken(store),
            other => other,
        };
    }
}

/// Writes everything. A system may take a part of it, or be interrupted by a signal; neither is a failure.
fn write_all(store: &mut dyn Store, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match again(|| store.write(bytes))? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            taken => bytes = bytes.get(taken..).unwrap_or_default(),
        }
    }
    Ok(())
}

/// Does something again for as long as signals interrupt it.
fn again<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match act() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// What the system said, without its number for it.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}

/// The header line: format and program, then what the session adds.
fn first_line(header: Map<String, Value>) -> Vec<u8> {
    let mut first = Map::new();
    first.insert("v".into(), json!(FORMAT));
    first.insert("kind".into(), json!("open"));
    first.insert("program".into(), json!(env!("CARGO_PKG_VERSION")));
    first.extend(header);
    format!("{}\n", seal::seal(&Value::Object(first).to_string())).into_bytes()
}
