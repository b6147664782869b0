//! Rights, locks and names of files.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{CWD, Mode, OFlags, RenameFlags, renameat_with};

use crate::host::os::Links;

/// Makes a new file one that only its owner can read (mode 0600).
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Makes a folder, and those above it, that only their owner can look into (mode 0700).
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// The same, and takes the rights of others away where the folder exists and is ours.
pub fn private_folder(path: &Path) -> io::Result<()> {
    make_folder(path)?;
    if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        // The owner of a folder that is not ours decides; the files in it are private in any case.
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
    }
    Ok(())
}

/// The permission bits.
pub fn mode(found: &Metadata) -> Option<u32> {
    Some(found.permissions().mode() & 0o7777)
}

/// Locks a file that was just made.
pub fn lock(file: &File) -> io::Result<()> {
    file.try_lock().map_err(io::Error::from)
}

/// Opens a file and locks it. `None` when another process has the lock, or has just put a new file in its place.
pub fn open_locked(path: &Path, options: &mut OpenOptions) -> io::Result<Option<File>> {
    let file = private(options).open(path)?;
    match file.try_lock() {
        Ok(()) if file.metadata()?.ino() != fs::metadata(path)?.ino() => Ok(None),
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Frees the lock although a child process that has just been forked may still have the file open.
pub fn unlock(file: &File) {
    let _ = file.unlock();
}

/// Writes at the end of a file that was opened for it, once, and returns how many of the bytes were taken.
pub fn append(mut file: &File, bytes: &[u8]) -> io::Result<usize> {
    file.write(bytes)
}

/// Whether the open file no longer has a name.
pub fn is_deleted(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.nlink() == 0)
}

/// When a file was last touched in any way, in nanoseconds: unlike the time of its last change nobody can set it.
pub fn touched(found: &Metadata) -> i128 {
    i128::from(found.ctime()) * 1_000_000_000 + i128::from(found.ctime_nsec())
}

/// Makes a new name in the folder survive a crash. Systems that cannot sync folders need not.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        result => result,
    }
}

/// Renames without ever replacing. Not every file system has links, nor this kind of rename, but each has one.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            fs::hard_link(from, to)?;
            fs::remove_file(from)
        }
        result => result,
    }
}

/// Gives each of two folders the name of the other at once. Not every file system can.
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Opens a file to be read, without waiting for the other end of a pipe, and makes sure that it is a regular one.
pub fn open_regular(path: &Path, links: Links) -> io::Result<File> {
    let mut flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    if links == Links::Refuse {
        flags |= OFlags::NOFOLLOW;
    }
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")),
    }
}

/// A path as text, with slashes; none if it is not UTF-8.
pub fn text_of(path: &Path) -> Option<String> {
    path.to_str().map(str::to_owned)
}

/// Whether a part of a path, without slashes, names nothing but a file or folder.
pub fn is_name(_: &OsStr) -> bool {
    true
}

/// Bytes that this user can still write to the file system.
pub fn free(path: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(path).ok()?;
    found.f_bavail.checked_mul(found.f_frsize)
}

/// The kinds of file system that have a say in how safe and fast keeping is (statfs(2)).
#[cfg(target_os = "linux")]
pub fn kind(path: &Path) -> Option<&'static str> {
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
pub fn kind(_: &Path) -> Option<&'static str> {
    None
}
