//! Flows as sessions saw them, kept once in the state folder: mode 0700, one file `<content hash>.json` each.

use crate::text::sort;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::flow::bundled;
use crate::flow::kept::{FlowFile, KeptFlow, MAX_BYTES, is_hash};
use crate::host::atomic::{self, Existing};
use crate::host::os::Links;
use crate::host::os::files::{open_regular, private_folder};
use crate::host::packs;
use crate::session::{Event, Record};

/// Most flows that are kept; beyond that sessions go on without.
const MOST: usize = 5_000;
/// The largest file that is read, in bytes: JSON escapes make a text longer.
const LARGEST: u64 = 3 * MAX_BYTES as u64;
/// Most flows that are read for one session.
const OF_ONE_SESSION: usize = 200;

/// The folder of kept flows. It is made when the first is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFlows {
    folder: PathBuf,
}

/// What is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToKeep {
    /// What a file says, if it still says what it did.
    File(FlowFile),
    /// This.
    Copy(KeptFlow),
}

impl ToKeep {
    fn hash(&self) -> &str {
        match self {
            ToKeep::File(flow) => &flow.hash,
            ToKeep::Copy(flow) => &flow.hash,
        }
    }
}

impl KeptFlows {
    /// The flows that are kept in a folder, which need not exist.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Keeps a flow, unless that is done. One that is no longer as the session saw it cannot be kept.
    pub fn keep(&self, flow: &ToKeep) -> io::Result<()> {
        let path = self.path(flow.hash()).ok_or(io::ErrorKind::InvalidInput)?;
        if path.symlink_metadata().is_ok() {
            return Ok(());
        }
        let kept = match flow {
            ToKeep::File(file) => original(file).ok_or(io::ErrorKind::NotFound)?,
            ToKeep::Copy(kept) => kept.clone(),
        };
        private_folder(&self.folder)?;
        if fs::read_dir(&self.folder)?.take(MOST).count() >= MOST {
            return Err(io::ErrorKind::StorageFull.into());
        }
        match atomic::write(&path, kept.to_json().as_bytes(), Existing::Keep) {
            Err(atomic::WriteError::Io(_, error)) => Err(error),
            // Another session was faster.
            _ => Ok(()),
        }
    }

    /// The flow of this content hash, if it is kept.
    pub fn read(&self, hash: &str) -> Option<KeptFlow> {
        let path = self.path(hash)?;
        let file = open_regular(&path, Links::Refuse).ok()?;
        let mut text = String::new();
        file.take(LARGEST).read_to_string(&mut text).ok()?;
        KeptFlow::from_json(&text).filter(|kept| kept.hash == hash && kept.is_whole())
    }

    /// The flows that a log names, as they were, as far as they are kept.
    pub fn of(&self, records: &[Record]) -> Vec<KeptFlow> {
        hashes(records).iter().take(OF_ONE_SESSION).filter_map(|hash| self.read(hash)).collect()
    }

    /// Deletes the flows that no session needs any more, and says how many.
    pub fn retain(&self, needed: &BTreeSet<String>) -> io::Result<usize> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            entries => entries?,
        };
        let mut deleted = 0;
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let needless = |hash: &str| is_hash(hash) && !needed.contains(hash);
            if name.strip_suffix(".json").is_some_and(needless) {
                fs::remove_file(entry.path())?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }

    /// Hashes are file names, so nothing else may be in them.
    fn path(&self, hash: &str) -> Option<PathBuf> {
        is_hash(hash).then(|| self.folder.join(format!("{hash}.json")))
    }
}

/// The content hashes of the flows that a log names.
pub fn hashes(records: &[Record]) -> BTreeSet<String> {
    let named = records.iter().flat_map(|record| match &record.event {
        Event::Entered { hash, .. } => std::slice::from_ref(hash),
        Event::Received { flows, .. } => flows,
        _ => &[],
    });
    sort::set(named.cloned())
}

/// A flow as it stands in its file, or as the program carries it.
pub fn original(flow: &FlowFile) -> Option<KeptFlow> {
    if bundled::documents().any(|one| one.prepared.is_some_and(|prepared| prepared.hash == flow.hash)) {
        return KeptFlow::of(flow, bundled::documents());
    }
    let path = Path::new(&flow.path);
    let own = packs::read(path).ok()?.documents;
    let beside = packs::beside(path).map(|found| found.documents).unwrap_or_default();
    KeptFlow::of(flow, own.into_iter().chain(beside))
}
