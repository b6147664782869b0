//! Private files written whole or not at all: a temporary file in the same folder, synced, then given its name.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::host::os::files;
use crate::text::{Message, visible_line};

/// What to do when the name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave the file and say so.
    Keep,
    /// Put the new file in its place; of a symbolic link the link itself is replaced, never its target.
    Replace,
}

/// Why a file was not written. The text says what to do.
#[derive(Debug)]
pub enum WriteError {
    /// The name is taken, by a file or by a symbolic link.
    Exists(PathBuf),
    /// The name belongs to a folder, a device, a pipe or a socket; these are never replaced.
    NotAFile(PathBuf),
    /// The path has no file name.
    NoName(PathBuf),
    /// The folder to write into does not exist.
    NoFolder(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl WriteError {
    /// The same to be worded in the reader's language.
    pub fn message(&self) -> Message {
        let (key, path) = match self {
            Self::Exists(path) => ("host.write.exists", path),
            Self::NotAFile(path) => ("host.write.not-a-file", path),
            Self::NoName(path) => ("host.write.no-name", path),
            Self::NoFolder(path) => ("host.write.no-folder", path),
            Self::Io(path, error) => {
                let path = visible_line(&path.to_string_lossy()).into_owned();
                return Message::new("host.write.refused").with("path", path).with("why", error);
            }
        };
        Message::new(key).with("path", visible_line(&path.to_string_lossy()))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Writes a file that only its owner can read (mode 0600). When this returns `Ok`, the file is whole and on disk;
/// when not, whatever had the name before is untouched.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(path.to_owned(), error);
    let name = path.file_name().ok_or_else(|| WriteError::NoName(path.to_owned()))?;
    // The name of a device is one wherever it stands.
    if !files::is_name(name) {
        return Err(WriteError::NotAFile(path.to_owned()));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(WriteError::NoFolder(folder.to_owned()));
    }
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() && !found.is_symlink() => {
            return Err(WriteError::NotAFile(path.to_owned()));
        }
        Ok(_) if existing == Existing::Keep => return Err(WriteError::Exists(path.to_owned())),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let (mut file, temporary) = temporary(folder, name).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| match existing {
        Existing::Keep => files::rename_new(&temporary, path),
        Existing::Replace => fs::rename(&temporary, path),
    });
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(match error.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists(path.to_owned()),
            _ => failed(error),
        });
    }
    files::sync_folder(folder).map_err(failed)
}

/// Writes a file that whoever may read `beside` can read too, such as a flow's translation; otherwise as [`write()`].
pub fn write_beside(path: &Path, bytes: &[u8], beside: &Path) -> Result<(), WriteError> {
    let failed = |error| WriteError::Io(path.to_owned(), error);
    let mode = fs::metadata(if path.is_file() { path } else { beside }).map_err(failed)?.permissions();
    write(path, bytes, Existing::Replace)?;
    fs::set_permissions(path, mode).map_err(failed)
}

/// The folder a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a new private file beside `name`, to be appended to.
pub(super) fn temporary(folder: &Path, name: &std::ffi::OsStr) -> io::Result<(File, PathBuf)> {
    let mut attempt = 0_u32;
    loop {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let path = folder.join(hidden);
        match files::private(OpenOptions::new().append(true).create_new(true)).open(&path) {
            // A leftover of a killed process that had the same number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => return Err(error),
            Ok(file) => return Ok((file, path)),
        }
    }
}
