//! Flow files from disk. Packs are untrusted: only regular files under the given folder are read, never through
//! a link, and size, number and depth are bounded before anything is parsed.

mod added;
pub mod address;
#[cfg(feature = "git")]
pub mod git;

pub use crate::host::os::files::text_of;
pub use added::{Added, AddedPack, Changing, Origin, name};

use crate::text::sort::{sort, sort_by};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::flow::diagnostic::{Code, Diagnostic, Source};
use crate::flow::gate::MAX_BYTES;
use crate::flow::library::Document;
use crate::host::os::Links;
use crate::host::os::files::open_regular;

/// Most flow files under one folder.
pub const MAX_FILES: usize = 5_000;
/// Most bytes of all flow files under one folder.
pub const MAX_TOTAL_BYTES: usize = 64 * 1024 * 1024;
/// Deepest folder below the given one.
const MAX_DEPTH: usize = 8;

/// Why a file is not read.
const NO_FILE: &str = "this is a link or a special file, which a pack may not hold";
const NOT_UTF8: &str = "the name of the file is not UTF-8 text; give it another one";
const TOO_DEEP: &str = "the folder lies too deep";

/// What stands in a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files that could be read, by path; none when the folder has no flow files.
    pub documents: Vec<Document>,
    /// What could not be read, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the flow files (`*.yaml`) under a folder, or the one file that is named. Hidden folders and files are
/// left out. Fails only when the path itself cannot be looked at; everything below is reported.
pub fn read(path: &Path) -> io::Result<Found> {
    let mut reader = Reader::default();
    // The path itself comes from the person, who may well mean a link.
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        reader.folder(path, 0)?;
    } else if kind.is_file() {
        reader.file(path, Links::Follow);
    } else {
        reader.refuse(path, "this is neither a file nor a folder");
    }
    Ok(reader.found)
}

/// Reads the flow files beside a file, itself not included, and nothing below its folder.
pub fn beside(path: &Path) -> io::Result<Found> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut others = Vec::new();
    for entry in fs::read_dir(listed)?.take(MAX_FILES * 4) {
        let entry = entry?;
        let other = folder.join(entry.file_name());
        if entry.file_type()?.is_file() && is_flow_file(&other) && other != path {
            others.push(other);
        }
    }
    sort(&mut others);
    let mut reader = Reader::default();
    others.iter().for_each(|other| reader.file(other, Links::Refuse));
    Ok(reader.found)
}

#[derive(Default)]
struct Reader {
    found: Found,
    bytes: usize,
    full: bool,
}

impl Reader {
    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)?.take(MAX_FILES * 4) {
            let entry = entry?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                entries.push((entry.path(), entry.file_type()?));
            }
        }
        sort_by(&mut entries, |(a, _), (b, _)| a.cmp(b));
        for (path, kind) in entries {
            if self.full {
                break;
            }
            if kind.is_dir() {
                if depth >= MAX_DEPTH {
                    self.refuse(&path, TOO_DEEP);
                } else if let Err(error) = self.folder(&path, depth + 1) {
                    self.refuse(&path, &format!("the folder cannot be read: {error}"));
                }
            } else if is_flow_file(&path) {
                if kind.is_file() {
                    self.file(&path, Links::Refuse);
                } else {
                    self.refuse(&path, NO_FILE);
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, links: Links) {
        // What is kept of a session names the file.
        match text_of(path) {
            Some(name) => self.take(&name, || read_at_most(path, links, MAX_BYTES)),
            None => self.refuse(path, NOT_UTF8),
        }
    }

    /// Takes a flow file in, unless there are too many.
    fn take(&mut self, path: &str, read: impl FnOnce() -> io::Result<Vec<u8>>) {
        if self.found.documents.len() >= MAX_FILES || self.bytes >= MAX_TOTAL_BYTES {
            self.full = true;
            self.refuse(path, "too many flow files; this and the following ones are not read");
            return;
        }
        match read() {
            Ok(bytes) => {
                self.bytes += bytes.len();
                match Source::from_bytes(path, bytes) {
                    Ok(source) => self.found.documents.push(Document { source, prepared: None }),
                    Err(finding) => self.found.diagnostics.push(finding),
                }
            }
            Err(error) => self.refuse(path, &format!("the file cannot be read: {error}")),
        }
    }

    fn refuse(&mut self, path: impl AsRef<Path>, message: &str) {
        let source = Source::new(path.as_ref().to_string_lossy(), "");
        let help = "a pack is a folder of regular files that you may read";
        self.found.diagnostics.push(Diagnostic::new(Code::E001, &source, 0..0, message).help(help));
    }
}

fn is_flow_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Reads a regular file that a person named, one byte more than `most` at most, so that the caller can say that it is
/// too large.
pub fn read_regular_file(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    read_at_most(path, Links::Follow, most)
}

fn read_at_most(path: &Path, links: Links, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path, links)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
