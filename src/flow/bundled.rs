//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Prepared;
use crate::text::packed::{Later, packed};
use std::sync::Arc;

/// A file among those that the program carries inside.
struct Bundled {
    /// Path in the repository.
    path: &'static str,
    /// Which of the packed texts it is in.
    part: usize,
    /// Where its text begins in there, in bytes.
    start: usize,
    /// Where its text ends.
    end: usize,
    /// What the build worked out about it; none if it is not YAML.
    prepared: Option<Prepared>,
}

/// Unpacks the files of one language.
type Unpack = fn() -> String;

/// The packed texts, and packs, flows and translations by path.
const BUNDLED: (&[Unpack], &[Bundled]) = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled files, ready to load. Their texts are in JSON, which is YAML too. A language is unpacked when the first
/// of its files is read.
pub fn documents() -> impl Iterator<Item = Document> {
    let (parts, files) = BUNDLED;
    let parts: Vec<Arc<Later>> = parts.iter().map(|part| Arc::new(Later::new(*part))).collect();
    files.iter().filter_map(move |file| {
        let source = Source::part(file.path, parts.get(file.part)?, file.start..file.end);
        Some(Document { source, prepared: file.prepared })
    })
}
