//! The packs that a person added, in the folder for data: a folder each, with the flow files as they were read and
//! `origin.json`. A pack takes its place whole or not at all.

use super::{Found, read};
use crate::flow::library::Document;
use crate::host::os::files::{self, make_folder, private_folder, sync_folder};
use crate::text::sort::sort_by;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Version of the form of `origin.json`.
const FORMAT: u32 = 1;
/// The file that says where a pack came from.
const ORIGIN: &str = "origin.json";
/// How the names of folders begin that are being made or deleted.
const HALF: &str = ".half-";
/// How the name of a folder ends that another one takes the place of.
const OLD: &str = ".old";

/// Where an added pack came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    v: u32,
    /// Path of a folder, or address of a git repository.
    pub from: String,
    /// The branch or tag that was asked for.
    #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The commit; none if it came from a folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// When it was read.
    #[serde(deserialize_with = "crate::text::time::read")]
    pub read: Timestamp,
}

impl Origin {
    /// A folder.
    pub fn folder(path: impl Into<String>, read: Timestamp) -> Origin {
        Origin { v: FORMAT, from: path.into(), reference: None, commit: None, read }
    }

    /// A commit of a repository.
    pub fn git(
        address: impl Into<String>,
        reference: Option<String>,
        commit: String,
        read: Timestamp,
    ) -> Origin {
        Origin { v: FORMAT, from: address.into(), reference, commit: Some(commit), read }
    }
}

/// The folder of added packs, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    folder: PathBuf,
}

/// A pack that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPack {
    /// What it is called on the command line.
    pub name: String,
    /// Its folder.
    pub path: PathBuf,
    /// Where it came from; none if that is not known, because somebody put it there by hand.
    pub origin: Option<Origin>,
}

impl AddedPack {
    /// Its flow files.
    pub fn files(&self) -> io::Result<Found> {
        read(&self.path)
    }
}

/// The right to change the added packs, which one process has at a time.
#[derive(Debug)]
pub struct Changing {
    added: Added,
    _lock: File,
}

impl Added {
    /// The packs in a folder.
    pub fn at(folder: impl Into<PathBuf>) -> Added {
        Added { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All of them, by name.
    pub fn list(&self) -> io::Result<Vec<AddedPack>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries.filter_map(Result::ok) {
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            if name.starts_with('.') || !entry.file_type()?.is_dir() {
                continue;
            }
            let path = entry.path();
            let origin = super::read_regular_file(&path.join(ORIGIN), 64 * 1024).ok();
            let origin = origin.and_then(|bytes| serde_json::from_slice(&bytes).ok());
            let origin = origin.filter(|origin: &Origin| origin.v <= FORMAT);
            found.push(AddedPack { name, path, origin });
        }
        sort_by(&mut found, |a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// Takes the right to change them, and clears away what a killed process has left.
    pub fn change(&self) -> Result<Changing> {
        let named = || format!("cannot use the folder {}", self.folder.display());
        private_folder(&self.folder).with_context(named)?;
        let lock =
            files::open_locked(&self.folder.join(".lock"), OpenOptions::new().append(true).create(true));
        let Some(lock) = lock.with_context(named)? else {
            bail!("another process is changing the packs; try again when it has ended");
        };
        for entry in fs::read_dir(&self.folder).with_context(named)?.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(half) = name.strip_prefix(HALF) else { continue };
            let place = half.strip_suffix(OLD).map(|name| self.folder.join(name));
            match place.filter(|place| place.symlink_metadata().is_err()) {
                // It was killed between taking the old one away and putting the new one there.
                Some(place) => fs::rename(entry.path(), &place).with_context(named)?,
                None => drop(Half(entry.path())),
            }
        }
        Ok(Changing { added: self.clone(), _lock: lock })
    }
}

/// A name for a pack that a folder can have, like this one.
pub fn name(like: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let name: String = like.chars().map(|c| if allowed(c) { c } else { '-' }).take(100).collect();
    match name.trim_start_matches(['.', '-']) {
        name if !name.is_empty() && files::is_name(name.as_ref()) => name.to_owned(),
        _ => "pack".to_owned(),
    }
}

/// A folder that is deleted when it is no longer used.
struct Half(PathBuf);

impl Drop for Half {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Changing {
    /// Where a repository can be cloned to; call [`Changing::forget_clone`] when it was read.
    pub fn clone_folder(&self) -> PathBuf {
        self.added.folder.join(format!("{HALF}clone"))
    }

    /// Deletes the clone.
    pub fn forget_clone(&self) {
        drop(Half(self.clone_folder()));
    }

    /// Puts a pack in its place, instead of the one that has the [name], if there is one. The paths of the documents
    /// begin with `root`. When this fails, what was there is untouched.
    pub fn put(&self, name: &str, root: &str, documents: &[Document], origin: &Origin) -> Result<()> {
        let (half, place) = (Half(self.half(name)), self.added.folder.join(name));
        let cannot = || format!("cannot write the pack to {}", place.display());
        make_folder(&half.0).with_context(cannot)?;
        let origin = serde_json::to_string_pretty(origin)?;
        let own = [(ORIGIN, origin.as_str())].into_iter();
        let files = documents.iter().filter_map(|one| {
            let path = one.source.path().strip_prefix(root)?.trim_start_matches('/');
            Some((path, one.source.text()))
        });
        for (path, text) in own.chain(files) {
            write(&half.0, path, text).with_context(cannot)?;
        }
        take_place(&half.0, &place).with_context(cannot)?;
        sync_folder(&self.added.folder).with_context(cannot)
    }

    /// Deletes a pack.
    pub fn remove(&self, pack: &AddedPack) -> Result<()> {
        let half = Half(self.half(&pack.name));
        // From here on nobody reads it, whatever becomes of its files.
        fs::rename(&pack.path, &half.0).with_context(|| format!("cannot remove {}", pack.path.display()))?;
        Ok(sync_folder(&self.added.folder)?)
    }

    fn half(&self, name: &str) -> PathBuf {
        self.added.folder.join(format!("{HALF}{name}"))
    }
}

/// Writes a file below a folder. Paths that lead out of it are never made, because they have no hidden parts.
fn write(root: &Path, path: &str, text: &str) -> io::Result<()> {
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.') || !files::is_name(part.as_ref()))
    {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the name of a file is not allowed"));
    }
    let path = root.join(path);
    path.parent().map_or(Ok(()), make_folder)?;
    let mut file = files::private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives a folder its name; one that has it already goes the other way.
fn take_place(new: &Path, place: &Path) -> io::Result<()> {
    if place.symlink_metadata().is_err() {
        return fs::rename(new, place);
    }
    if files::exchange(new, place).is_ok() {
        return Ok(());
    }
    // Not every file system can exchange two names.
    let mut old = new.as_os_str().to_owned();
    old.push(OLD);
    let old = PathBuf::from(old);
    fs::rename(place, &old)?;
    let named = fs::rename(new, place);
    match named {
        Ok(()) => fs::remove_dir_all(&old),
        Err(_) => fs::rename(&old, place),
    }?;
    named
}
