//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Prepared;
use crate::text::packed::packed;

/// A file among those that the program carries inside.
struct Bundled {
    /// Path in the repository.
    path: &'static str,
    /// Length of its text, in bytes.
    length: usize,
    /// What the build worked out about it; none if it is not YAML.
    prepared: Option<Prepared>,
}

/// Packs, flows and translations, by path.
const FILES: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled files, ready to load. Their texts are in JSON, which is YAML too.
pub fn documents() -> impl Iterator<Item = Document> {
    let texts = packed!("bundled");
    let mut from = 0;
    FILES.iter().map(move |file| {
        let text = texts.get(from..from + file.length).unwrap_or_default();
        from += file.length;
        Document { source: Source::new(file.path, text), prepared: file.prepared }
    })
}
