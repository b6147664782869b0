//! Texts that the program carries inside. The build packs them, because words repeat themselves.

use std::sync::LazyLock;

/// A text that is unpacked when it is first read.
pub type Later = LazyLock<String, fn() -> String>;

/// The text of a raw deflate stream (RFC 1951). What the build has packed can be unpacked, so a fault has no text
/// rather than an error that nobody could act on; the tests read every packed text.
pub fn unpack(packed: &[u8]) -> String {
    let mut bytes = miniz_oxide::inflate::decompress_to_vec(packed).unwrap_or_default();
    // It doubled until all fitted.
    bytes.shrink_to_fit();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The text of a file that the build has packed under this name.
macro_rules! packed {
    ($name:literal) => {
        $crate::text::packed::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflate")))
    };
}
pub(crate) use packed;
