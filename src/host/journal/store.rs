//! What a journal needs of a file, and the file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::host::atomic;
use crate::host::os::files;

/// What a journal needs of a file; tests put failing disks in its place.
pub trait Store: Send {
    /// Writes at the end, once, and returns how many of the bytes were taken: write(2).
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Brings what was written to the disk: fdatasync(2). Fails too when the file no longer has a name.
    fn sync(&mut self) -> io::Result<()>;
    /// Drops everything after the first `length` bytes.
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// Puts a new file with this content in the place of the old one, synced. After an error either stands there,
    /// whole.
    fn replace(&mut self, whole: &[u8]) -> io::Result<()>;
}

/// A journal file whose lock is held. The lock is freed when it is dropped, and when the process ends, however it ends.
#[derive(Debug)]
pub struct DiskFile {
    file: File,
    path: PathBuf,
}

impl DiskFile {
    /// Creates the file, which must not exist, with its first content, and makes it survive a crash.
    pub(super) fn create(path: &Path, content: &[u8]) -> io::Result<Self> {
        let file = files::private(OpenOptions::new().append(true).create_new(true)).open(path)?;
        let mut store = Self { file, path: path.to_owned() };
        let written = files::lock(&store.file)
            .and_then(|()| store.file.write_all(content))
            .and_then(|()| store.file.sync_all())
            .and_then(|()| files::sync_folder(atomic::folder_of(path)));
        if let Err(error) = written {
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        Ok(store)
    }

    /// Opens an existing file for appending. `Ok(None)` when another process has its lock.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let file = files::open_locked(path, OpenOptions::new().read(true).append(true))?;
        Ok(file.map(|file| Self { file, path: path.to_owned() }))
    }
}

impl Drop for DiskFile {
    fn drop(&mut self) {
        files::unlock(&self.file);
    }
}

impl Store for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        files::append(&self.file, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()?;
        // A file that was deleted takes everything and keeps nothing.
        match files::is_deleted(&self.file)? {
            true => Err(io::Error::new(io::ErrorKind::NotFound, "the session's file was deleted")),
            false => Ok(()),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_data()
    }

    fn replace(&mut self, whole: &[u8]) -> io::Result<()> {
        let folder = atomic::folder_of(&self.path);
        files::private_folder(folder)?;
        let name = self.path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let (mut file, temporary) = atomic::temporary(folder, name)?;
        let replaced = files::lock(&file)
            .and_then(|()| file.write_all(whole))
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&temporary, &self.path));
        if let Err(error) = replaced {
            let _ = std::fs::remove_file(&temporary);
            return Err(error);
        }
        self.file = file;
        files::sync_folder(folder)
    }
}
