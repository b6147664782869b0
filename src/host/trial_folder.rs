//! Whether a folder can keep sessions: found out by doing there what a session does, and leaving nothing behind.

use crate::host::journal::private_folder;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What is known of a folder.
#[derive(Debug)]
pub struct Folder {
    /// Whether it was there before.
    pub there: bool,
    /// Its permission bits, where it was there.
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
    let mode = fs::metadata(path).ok().map(|found| found.permissions().mode() & 0o7777);
    let (keeps, free, system) = tidied(path, || {
        let keeps = private_folder(path).and_then(|()| keep(path));
        let there = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(path);
        (keeps, free(there), system(there))
    });
    Folder { there: mode.is_some(), mode, keeps, free, system }
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
        file.try_lock().map_err(io::Error::from)?;
        file.write_all(content)?;
        file.sync_all()?;
        super::atomic::sync_folder(folder)?;
        match fs::read(&path)? == content {
            true => Ok(()),
            false => Err(io::Error::other("what was written is not what is read")),
        }
    })();
    let removed = fs::remove_file(&path);
    kept.and(removed)
}

fn free(path: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(path).ok()?;
    found.f_bavail.checked_mul(found.f_frsize)
}

/// The kinds of file system that have a say in how safe and fast keeping is (statfs(2)).
#[cfg(target_os = "linux")]
fn system(path: &Path) -> Option<&'static str> {
    Some(match rustix::fs::statfs(path).ok()?.f_type as u32 {
        0xef53 => "ext",
        0x5846_5342 => "xfs",
        0x9123_683e => "btrfs",
        0x2fc1_2fc1 => "zfs",
        0xf2f5_2010 => "f2fs",
        0x0102_1994 => "tmpfs",
        0x8584_58f6 => "ramfs",
        0x794c_7630 => "overlay",
        0x6969 => "nfs",
        0xff53_4d42 | 0xfe53_4d42 => "cifs",
        0x6573_5546 => "fuse",
        0x0102_1997 => "9p",
        0x4d44 => "vfat",
        0x2011_bab0 => "exfat",
        0x5346_544e => "ntfs",
        _ => return None,
    })
}

#[cfg(not(target_os = "linux"))]
fn system(_: &Path) -> Option<&'static str> {
    None
}

impl Folder {
    /// Whether what is kept there is gone after a restart.
    pub fn in_memory(&self) -> bool {
        matches!(self.system, Some("tmpfs" | "ramfs"))
    }
}
