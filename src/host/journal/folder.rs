//! The folder of session logs: mode 0700, one file `<id>.jsonl` each.

use crate::text::sort::sort_by;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::host::journal::store::{DiskFile, Store};
use crate::host::journal::{Contents, FORMAT, Journal, State, first_line};
use crate::host::os::files;
use crate::text::Message;

/// The largest log that is read, in bytes; a session of a thousand steps has a few hundred kilobytes.
const LIMIT: u64 = 64 * 1024 * 1024;

/// How much of a log its first records are, in bytes.
const HEAD: u64 = 128 * 1024;

/// The folder of the session logs. It is made when the first session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sessions {
    folder: PathBuf,
}

/// A kept session as the folder shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// When it was last written.
    pub changed: SystemTime,
    /// When its file was last touched in any way, in nanoseconds: unlike `changed` nobody can set it.
    pub touched: i128,
    /// The size of its file in bytes.
    pub bytes: u64,
}

/// An existing session opened to go on with it.
pub struct Opened {
    /// What it holds.
    pub contents: Contents,
    /// The journal to append to. If the file cannot be written, it keeps what comes in memory and tries again with
    /// each record; see [`Journal::unsaved`].
    pub journal: Journal,
}

/// Why a session cannot be read. The file is untouched.
#[derive(Debug)]
pub enum OpenError {
    /// There is no such session.
    Missing,
    /// The id could not be one of a session.
    BadId,
    /// The file has no whole header: the program ended before anything was kept.
    Empty,
    /// The first line is not the header of a session log.
    NotAJournal,
    /// Written by a newer program, in this format version.
    Newer(u64),
    /// Not a regular file, or larger than any session.
    Unfit,
    /// Another process has it open.
    InUse,
    /// The system refused.
    Io(io::Error),
}

impl Sessions {
    /// The sessions in a folder, which need not exist.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Starts a session. `id` is made of letters, digits and `-`; when it is taken, a number is added. `header` is
    /// added to the first line. When no file can be made the journal keeps everything in memory and tries again
    /// with each record; see [`Journal::unsaved`].
    pub fn create(&self, id: &str, header: Map<String, Value>) -> Journal {
        let mut journal = Journal::unwritten(id, first_line(header), State::New(self.clone()), String::new());
        // The journal knows what went wrong and is asked for it.
        let _ = journal.flush();
        journal
    }

    /// Reads a session without its lock, to show or export it.
    pub fn read(&self, id: &str) -> Result<Contents, OpenError> {
        Contents::parse(&self.bytes(&self.path(id)?)?)
    }

    /// Opens a session to go on with it, unless another process has it open. A torn end is cut off, by the owner of
    /// the lock only.
    pub fn open(&self, id: &str) -> Result<Opened, OpenError> {
        let path = self.path(id)?;
        // Refused before it is opened for writing: a newer format stays untouched.
        let bytes = self.bytes(&path)?;
        let contents = Contents::parse(&bytes)?;
        let store = match DiskFile::open(&path) {
            Ok(Some(store)) => store,
            Ok(None) => return Err(OpenError::InUse),
            Err(error) => {
                let mut journal = Journal::unopened(id, kept(bytes, &contents), self.clone(), &error);
                // It knows what went wrong and is asked for it.
                let _ = journal.flush();
                return Ok(Opened { contents, journal });
            }
        };
        // Read again under the lock: its last owner may have written in between.
        let bytes = self.bytes(&path)?;
        let contents = Contents::parse(&bytes)?;
        let length = bytes.len();
        let mut journal = Journal::over(id, kept(bytes, &contents), Box::new(store));
        if contents.whole < length || contents.unended {
            let _ = journal.mend(contents.unended);
        }
        Ok(Opened { contents, journal })
    }

    /// The kept sessions, newest first; none when the folder does not exist.
    pub fn list(&self) -> io::Result<Vec<Entry>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found: Vec<Entry> = entries.filter_map(|entry| Entry::of(&entry.ok()?)).collect();
        sort_by(&mut found, |a, b| (b.changed, &b.id).cmp(&(a.changed, &a.id)));
        Ok(found)
    }

    /// The first records of the newest sessions, as much as is cheap to read. A session that cannot be read has none.
    pub fn heads(&self, sessions: usize) -> Vec<Vec<String>> {
        let newest = self.list().unwrap_or_default().into_iter().take(sessions);
        let head = |entry: Entry| {
            let mut bytes = Vec::new();
            let file = fs::File::open(self.path(&entry.id).ok()?).ok()?;
            file.take(HEAD).read_to_end(&mut bytes).ok()?;
            let contents = Contents::parse(&bytes).ok()?;
            Some(contents.records.into_iter().map(|record| record.text).collect())
        };
        newest.filter_map(head).collect()
    }

    /// Deletes a session, unless another process has it open.
    pub fn remove(&self, id: &str) -> Result<(), OpenError> {
        let path = self.path(id)?;
        match DiskFile::open(&path)? {
            Some(_owned) => Ok(fs::remove_file(&path)?),
            None => Err(OpenError::InUse),
        }
    }

    /// Creates the file of a new session under the first free id.
    pub(super) fn place(&self, id: &str, content: &[u8]) -> io::Result<(String, DiskFile)> {
        if !is_id(id) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a session id"));
        }
        files::private_folder(&self.folder)?;
        let mut number = 1;
        loop {
            let id = if number == 1 { id.to_owned() } else { format!("{id}-{number}") };
            match DiskFile::create(&self.folder.join(format!("{id}.jsonl")), content) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                created => return created.map(|file| (id, file)),
            }
        }
    }

    /// Opens the file of a session that could not be written before and still begins with what is known of it; what
    /// stands behind that is a torn end. `Ok(None)` when the file is another one now.
    pub(super) fn retake(&self, id: &str, known: &[u8]) -> io::Result<Option<DiskFile>> {
        let path = self.path(id).map_err(io::Error::other)?;
        let Some(mut store) = DiskFile::open(&path)? else {
            return Err(io::Error::other(OpenError::InUse));
        };
        let bytes = self.bytes(&path).map_err(io::Error::other)?;
        match bytes.strip_prefix(known) {
            Some(torn) if torn.contains(&b'\n') => Ok(None),
            Some([]) => Ok(Some(store)),
            Some(_) => store.cut(known.len() as u64).map(|()| Some(store)),
            None => Ok(None),
        }
    }

    fn path(&self, id: &str) -> Result<PathBuf, OpenError> {
        is_id(id).then(|| self.folder.join(format!("{id}.jsonl"))).ok_or(OpenError::BadId)
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, OpenError> {
        let found = fs::symlink_metadata(path)?;
        if !found.is_file() || found.len() > LIMIT {
            return Err(OpenError::Unfit);
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(LIMIT).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Entry {
    fn of(entry: &fs::DirEntry) -> Option<Self> {
        let name = entry.file_name().into_string().ok()?;
        let id = name.strip_suffix(".jsonl").filter(|id| is_id(id))?;
        let found = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        let touched = files::touched(&found);
        Some(Self { id: id.to_owned(), changed: found.modified().ok()?, touched, bytes: found.len() })
    }
}

/// What is to be kept of a file.
fn kept(mut bytes: Vec<u8>, contents: &Contents) -> Vec<u8> {
    bytes.truncate(contents.whole);
    bytes
}

/// Ids are file names, so nothing else may be in them.
fn is_id(id: &str) -> bool {
    (1..=100).contains(&id.len())
        && !id.starts_with('-')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

impl OpenError {
    /// The same to be worded in the reader's language.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => Message::new("host.session.missing"),
            Self::BadId => Message::new("host.session.bad-id"),
            Self::Empty => Message::new("host.session.empty"),
            Self::NotAJournal => Message::new("host.session.no-log"),
            Self::Newer(version) => {
                Message::new("host.session.newer").with("version", version).with("own", FORMAT)
            }
            Self::Unfit => Message::new("host.session.unfit"),
            Self::InUse => Message::new("host.session.in-use"),
            Self::Io(error) => Message::new("host.session.refused").with("why", error),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for OpenError {}
