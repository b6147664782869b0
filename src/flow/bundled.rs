//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Prepared;

/// A file that the program carries inside.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// Path in the repository.
    pub path: &'static str,
    /// The text as its author wrote it.
    pub text: &'static str,
    /// The text as the build worked it out; none if it is not YAML.
    pub prepared: Option<Prepared>,
}

/// Packs, flows and translations, by path.
pub const FILES: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled files, ready to load.
pub fn documents() -> impl Iterator<Item = Document> {
    let document =
        |file: &Bundled| Document { source: Source::bundled(file.path, file.text), prepared: file.prepared };
    FILES.iter().map(document)
}
