//! Private files, whole or not at all.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use unsnag::host::atomic::{Existing, WriteError, write};

use super::mode;

fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_new_file_is_whole_private_and_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.md");
    write(&path, b"content", Existing::Keep).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"content");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(names(folder.path()), [path], "a temporary file stays");
}

#[test]
fn an_existing_file_is_kept_unless_it_is_to_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.md");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let error = write(&path, b"new", Existing::Keep).unwrap_err();
    assert!(matches!(&error, WriteError::Exists(at) if *at == path));
    assert!(error.to_string().ends_with("already exists; choose another name or use --force"));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    write(&path, b"new", Existing::Replace).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(names(folder.path()), [path]);
}

#[test]
fn a_symbolic_link_is_never_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    fs::write(&target, "precious").unwrap();
    for to in [&target, &folder.path().join("dangling")] {
        symlink(to, &link).unwrap();
        assert!(matches!(write(&link, b"new", Existing::Keep), Err(WriteError::Exists(_))));
        assert!(link.is_symlink());
        write(&link, b"new", Existing::Replace).unwrap();
        assert!(!link.is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"precious");
        fs::remove_file(&link).unwrap();
    }
    assert!(!folder.path().join("dangling").exists());
}

#[test]
fn what_is_not_a_file_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("folder");
    fs::create_dir(&inner).unwrap();
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [inner.as_path(), socket.as_path(), Path::new("/dev/null")] {
        let error = write(path, b"new", Existing::Replace).unwrap_err();
        assert!(matches!(error, WriteError::NotAFile(_)), "{path:?}: {error}");
        assert!(path.exists());
    }
}

#[test]
fn impossible_paths_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let error = write(&folder.path().join("missing/report.md"), b"", Existing::Keep).unwrap_err();
    assert!(error.to_string().ends_with("missing does not exist; create it first"), "{error}");
    let error = write(Path::new("/"), b"", Existing::Keep).unwrap_err();
    assert!(matches!(error, WriteError::NoName(_)), "{error}");
    let error = write(&folder.path().join("x".repeat(300)), b"", Existing::Keep).unwrap_err();
    assert!(matches!(error, WriteError::Io(..)), "{error}");
    let hostile = folder.path().join("\u{1b}[31m/report.md");
    let error = write(&hostile, b"", Existing::Keep).unwrap_err().to_string();
    assert!(error.contains("\\u{1b}") && !error.contains('\u{1b}'), "{error}");
    assert!(names(folder.path()).is_empty());
}
