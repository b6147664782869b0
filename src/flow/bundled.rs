//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Prepared;
use crate::text::packed::Packed;

/// A file that the program carries inside.
#[derive(Debug, Clone, Copy)]
struct Bundled {
    /// Path in the repository.
    path: &'static str,
    /// The text as its author wrote it.
    text: Packed,
    /// The text as the build worked it out; none if it is not YAML.
    prepared: Option<Prepared>,
}

/// Packs, flows and translations, by path.
const FILES: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled files, ready to load.
pub fn documents() -> impl Iterator<Item = Document> {
    let document =
        |file: &Bundled| Document { source: Source::bundled(file.path, file.text), prepared: file.prepared };
    FILES.iter().map(document)
}
