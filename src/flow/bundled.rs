//! The flows that the program carries inside.

use super::diagnostic::Source;
use super::library::Document;
use super::load::Trust;

/// Path in the repository and text of every bundled file, packs, flows and translations, by path.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The bundled files, ready to load.
pub fn documents() -> impl Iterator<Item = Document> {
    FILES.iter().map(|&(path, text)| Document { source: Source::new(path, text), trust: Trust::Bundled })
}
