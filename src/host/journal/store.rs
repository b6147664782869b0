//! What a journal needs of a file, and the file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::host::atomic;
use crate::host::journal::private_folder;

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
        let file = OpenOptions::new().append(true).create_new(true).mode(0o600).open(path)?;
        let mut store = Self { file, path: path.to_owned() };
        let written = lock(&store.file)
            .and_then(|()| store.file.write_all(content))
            .and_then(|()| store.file.sync_all())
            .and_then(|()| atomic::sync_folder(atomic::folder_of(path)));
        if let Err(error) = written {
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        Ok(store)
    }

    /// Opens an existing file for appending. `Ok(None)` when another process has its lock.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().read(true).append(true).open(path)?;
        match file.try_lock() {
            // Between opening and locking, its owner put a new file in its place.
            Ok(()) if file.metadata()?.ino() != std::fs::metadata(path)?.ino() => Ok(None),
            Ok(()) => Ok(Some(Self { file, path: path.to_owned() })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for DiskFile {
    /// Frees the lock although a child process that has just been forked may still have the file open.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Store for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()?;
        // A file that was deleted takes everything and keeps nothing.
        match self.file.metadata()?.nlink() {
            0 => Err(io::Error::new(io::ErrorKind::NotFound, "the session's file was deleted")),
            _ => Ok(()),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.sync_data()
    }

    fn replace(&mut self, whole: &[u8]) -> io::Result<()> {
        let folder = atomic::folder_of(&self.path);
        private_folder(folder)?;
        let name = self.path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let (mut file, temporary) = atomic::temporary(folder, name)?;
        let replaced = lock(&file)
            .and_then(|()| file.write_all(whole))
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&temporary, &self.path));
        if let Err(error) = replaced {
            let _ = std::fs::remove_file(&temporary);
            return Err(error);
        }
        self.file = file;
        atomic::sync_folder(folder)
    }
}

fn lock(file: &File) -> io::Result<()> {
    file.try_lock().map_err(io::Error::from)
}
