//! Texts that the program carries inside, made small by the build.

use std::sync::OnceLock;

/// A text in raw deflate form (RFC 1951).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed(pub &'static [u8]);

impl Packed {
    /// The text. What the build has packed can be unpacked, so a fault here has no text rather than an error that
    /// nobody could act on; the tests read every packed text.
    pub fn unpack(self) -> String {
        let bytes = miniz_oxide::inflate::decompress_to_vec(self.0).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A text that is given, or unpacked when it is first read.
#[derive(Debug)]
pub enum LazyText {
    /// The text itself.
    Given(String),
    /// The packed text, and the text once somebody has asked for it.
    Packed(Packed, OnceLock<String>),
}

impl LazyText {
    /// The text.
    pub fn get(&self) -> &str {
        match self {
            LazyText::Given(text) => text,
            LazyText::Packed(packed, text) => text.get_or_init(|| packed.unpack()),
        }
    }
}

impl From<String> for LazyText {
    fn from(text: String) -> LazyText {
        LazyText::Given(text)
    }
}

impl From<Packed> for LazyText {
    fn from(packed: Packed) -> LazyText {
        LazyText::Packed(packed, OnceLock::new())
    }
}
