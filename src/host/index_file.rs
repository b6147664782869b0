//! The file that keeps a large search index between runs.

use super::atomic::{self, Existing};
use crate::host::os::files::make_folder;
use crate::search::Shelf;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// A larger file is not an index; it is not read.
const MAX_BYTES: u64 = 1 << 30;

/// The kept index. Whatever goes wrong with it, the index is built instead, so nothing is said.
#[derive(Debug, Clone)]
pub struct IndexFile(PathBuf);

impl IndexFile {
    /// The file at this path. Neither it nor its folder need exist.
    pub fn at(path: PathBuf) -> IndexFile {
        IndexFile(path)
    }
}

impl Shelf for IndexFile {
    fn read(&self) -> Option<Vec<u8>> {
        // Not opened before it is known to be a file: a pipe would wait for a writer.
        let size = std::fs::metadata(&self.0).ok().filter(|found| found.is_file())?.len();
        if size > MAX_BYTES {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
        File::open(&self.0).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn keep(&self, bytes: &[u8]) {
        let Some(folder) = self.0.parent() else { return };
        if make_folder(folder).is_ok() {
            let _ = atomic::write(&self.0, bytes, Existing::Replace);
        }
    }
}
