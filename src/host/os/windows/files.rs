//! Rights, locks and names of files. New files and folders have the rights of the folder that they are made in, and
//! the profile of a person is closed to others; there are no modes.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::windows::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use winapi_util::file::{information, typ};

use crate::host::os::Links;

/// GENERIC_READ and GENERIC_WRITE: what appends only may not cut (CreateFileW).
const READ_WRITE: u32 = 0xc000_0000;
/// FILE_SHARE_READ and FILE_SHARE_DELETE: while a file is open nobody else can write to it, and it can be renamed.
const READERS: u32 = 0x1 | 0x4;
/// ERROR_SHARING_VIOLATION.
const TAKEN: i32 = 32;

/// What a file cannot be called, whatever stands behind a dot ("Naming files, paths, and namespaces").
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Makes a new file one that nobody else can write to while it is open.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.access_mode(READ_WRITE).share_mode(READERS)
}

/// Makes a folder and those above it.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// The same.
pub fn private_folder(path: &Path) -> io::Result<()> {
    make_folder(path)
}

/// Permission bits, which there are none of.
pub fn mode(_: &Metadata) -> Option<u32> {
    None
}

/// Locks a file that was just made: it has been so since it was opened. A lock in the narrower sense would keep
/// readers out too.
pub fn lock(_: &File) -> io::Result<()> {
    Ok(())
}

/// Opens a file and locks it. `None` when another process has the lock.
pub fn open_locked(path: &Path, options: &mut OpenOptions) -> io::Result<Option<File>> {
    match private(options).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(TAKEN) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Closing the file frees its lock.
pub fn unlock(_: &File) {}

/// Writes at the end of a file, once, and returns how many of the bytes were taken. Nobody else writes to it.
pub fn append(mut file: &File, bytes: &[u8]) -> io::Result<usize> {
    file.seek(SeekFrom::End(0))?;
    file.write(bytes)
}

/// Whether the open file no longer has a name.
pub fn is_deleted(file: &File) -> io::Result<bool> {
    Ok(information(file)?.number_of_links() == 0)
}

/// When a file was last written, in nanoseconds.
pub fn touched(found: &Metadata) -> i128 {
    i128::from(found.last_write_time()) * 100
}

/// The file system keeps a journal of names by itself.
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Renames without ever replacing.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // FAT has no links, nor a rename that would not replace.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        Err(_) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

/// Two folders cannot exchange their names at once.
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Opens a file to be read, and makes sure that it is a regular one.
pub fn open_regular(path: &Path, links: Links) -> io::Result<File> {
    let other = || io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file");
    if links == Links::Refuse && !fs::symlink_metadata(path)?.is_file() {
        return Err(other());
    }
    let file = File::open(path)?;
    // Of consoles and pipes there is more to ask only after this.
    match typ(&file)?.is_disk() && file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(other()),
    }
}

/// A path as text, with slashes, which are as good; none if it is not Unicode. Of a path that is free of limits
/// (`\\?\`), which takes no slashes, the usual form.
pub fn text_of(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let usual = match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (_, Some(path)) => path.to_owned(),
        _ => text.to_owned(),
    };
    Some(usual.replace('\\', "/"))
}

/// Whether a part of a path names nothing but a file or folder: no drive, stream, device, nor a name that
/// the system would shorten.
pub fn is_name(part: &OsStr) -> bool {
    let Some(part) = part.to_str() else { return false };
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |kind: &str| {
        stem.strip_prefix(kind).is_some_and(|number| {
            let mut number = number.chars();
            matches!((number.next(), number.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    !part.is_empty()
        && !part.ends_with(['.', ' '])
        && !part.contains(|c: char| c.is_control() || "<>:\"|?*\\/".contains(c))
        && !DEVICES.contains(&stem.as_str())
        && !numbered("com")
        && !numbered("lpt")
}

/// The standard library does not tell.
pub fn free(_: &Path) -> Option<u64> {
    None
}

/// The standard library does not tell.
pub fn kind(_: &Path) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_none() {
        for name in
            ["x.yaml", "azs.usage.sv.yaml", "comrade", "com", "lpt10.yaml", "återbetalning.yaml", "a b"]
        {
            assert!(is_name(name.as_ref()), "{name}");
        }
        for name in [
            "",
            "C:x.yaml",
            r"a\..\..\x.yaml",
            "a/b",
            "x.yaml:stream",
            "con",
            "NUL.yaml",
            "com1.yaml",
            "LPT9",
            "aux .x",
            "x.",
            "x ",
            "a*",
            "a?",
            "a\u{7}",
            "COM¹.yaml",
        ] {
            assert!(!is_name(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn paths_have_slashes_and_no_prefix() {
        assert_eq!(text_of(Path::new(r"C:\packs\x.yaml")).as_deref(), Some("C:/packs/x.yaml"));
        assert_eq!(text_of(Path::new(r"\\?\C:\packs\x.yaml")).as_deref(), Some("C:/packs/x.yaml"));
        assert_eq!(text_of(Path::new(r"\\?\UNC\server\share\x")).as_deref(), Some("//server/share/x"));
    }

    #[test]
    fn a_locked_file_can_be_read_and_renamed_but_not_written_by_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let own = open_locked(&path, OpenOptions::new().append(true).create(true)).unwrap().unwrap();
        assert!(open_locked(&path, OpenOptions::new().append(true)).unwrap().is_none());
        assert!(OpenOptions::new().write(true).open(&path).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"");
        own.set_len(3).unwrap();
        let other = folder.path().join("other");
        rename_new(&path, &other).unwrap();
        assert_eq!(fs::read(&other).unwrap(), [0; 3]);
        let third = folder.path().join("third");
        let new = private(OpenOptions::new().append(true).create_new(true)).open(&third).unwrap();
        assert_eq!(rename_new(&third, &other).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert!(!is_deleted(&own).unwrap());
        drop((own, new));
        assert!(open_locked(&other, OpenOptions::new().append(true)).unwrap().is_some());
    }

    #[test]
    #[ignore = "Wine 8 cannot rename over a file that is open; Windows 10 can"]
    fn a_file_that_is_open_gives_its_name_to_the_one_that_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("log"), folder.path().join("other"));
        let new = |path: &Path| private(OpenOptions::new().append(true).create_new(true)).open(path).unwrap();
        let (old, new) = (new(&path), new(&other));
        append(&new, b"new").unwrap();
        fs::rename(&other, &path).unwrap();
        drop(old);
        assert!(open_locked(&path, OpenOptions::new().append(true)).unwrap().is_none());
        append(&new, b"er").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
    }

    #[test]
    fn devices_and_folders_are_no_regular_files() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path(), Path::new("NUL"), Path::new("CONIN$")] {
            assert!(open_regular(path, Links::Follow).is_err(), "{}", path.display());
        }
        let file = folder.path().join("x");
        fs::write(&file, "x").unwrap();
        assert!(open_regular(&file, Links::Refuse).is_ok());
    }
}
