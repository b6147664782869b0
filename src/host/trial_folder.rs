//! Whether a folder can keep sessions: found out by doing there what a session does, and leaving nothing behind.

use crate::host::os::files;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What is known of a folder.
#[derive(Debug)]
pub struct Folder {
    /// Whether it was there before.
    pub there: bool,
    /// Its permission bits, where it was there and the system has such.
    pub mode: Option<u32>,
    /// A file was made, locked, written, synced, read back and removed; or why not.
    pub keeps: io::Result<()>,
    /// Bytes that this user can still write.
    pub free: Option<u64>,
    /// The kind of file system, where it is a known one.
    pub system: Option<&'static str>,
}

/// Tries a folder. One that is not there is made for the trial and removed again, with those above it that were not
/// there either.
pub fn try_folder(path: &Path) -> Folder {
    let found = fs::metadata(path).ok();
    let (keeps, free, system) = tidied(path, || {
        let keeps = files::private_folder(path).and_then(|()| keep(path));
        let there = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(path);
        (keeps, files::free(there), files::kind(there))
    });
    Folder { there: found.is_some(), mode: found.as_ref().and_then(files::mode), keeps, free, system }
}

/// Does something that may make a folder, and removes it and those above it again where they were not there before.
pub(super) fn tidied<T>(folder: &Path, work: impl FnOnce() -> T) -> T {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|folder| fs::symlink_metadata(folder).is_err()).collect();
    let result = work();
    for folder in missing {
        // Only what is empty is removed.
        let _ = fs::remove_dir(folder);
    }
    result
}

fn keep(folder: &Path) -> io::Result<()> {
    let content = b"unsnag: a trial, to be removed\n";
    let (mut file, path) = super::atomic::temporary(folder, OsStr::new("trial"))?;
    let kept = (|| {
        files::lock(&file)?;
        file.write_all(content)?;
        file.sync_all()?;
        files::sync_folder(folder)?;
        match fs::read(&path)? == content {
            true => Ok(()),
            false => Err(io::Error::other("what was written is not what is read")),
        }
    })();
    let removed = fs::remove_file(&path);
    kept.and(removed)
}

impl Folder {
    /// Whether what is kept there is gone after a restart.
    pub fn in_memory(&self) -> bool {
        matches!(self.system, Some("tmpfs" | "ramfs"))
    }
}
