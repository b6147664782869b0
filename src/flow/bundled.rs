//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Prepared;
use crate::text::packed::{Later, packed};
use std::sync::{Arc, LazyLock};

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

/// The texts, unpacked. A session needs all of them once more, to keep the flow as it is.
static PARTS: LazyLock<Vec<Arc<Later>>> =
    LazyLock::new(|| BUNDLED.0.iter().map(|part| Arc::new(Later::new(*part))).collect());

/// The bundled files, ready to load. Their texts are in JSON, which is YAML too. A language is unpacked when the first
/// of its files is read.
pub fn documents() -> impl Iterator<Item = Document> {
    BUNDLED.1.iter().filter_map(|file| {
        let source = Source::part(file.path, PARTS.get(file.part)?, file.start..file.end);
        Some(Document { source, prepared: file.prepared })
    })
}
