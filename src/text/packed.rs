//! Texts that the program carries inside. The build packs them, because words repeat themselves.

use std::sync::LazyLock;

/// A text that is unpacked when it is first read.
pub type Later = LazyLock<String, fn() -> String>;

/// The text of a raw deflate stream (RFC 1951). What the build has packed can be unpacked, so a fault has no text
/// rather than an error that nobody could act on; the tests read every packed text.
pub fn unpack(packed: &[u8]) -> String {
    String::from_utf8(inflate(packed)).unwrap_or_default()
}

/// The numbers of a packed column. Each is kept as its difference from the one before, in as few bytes as that needs:
/// seven bits a byte, the lower ones first, and the sign below them.
pub fn numbers(packed: &[u8]) -> Vec<u32> {
    let (mut number, mut difference, mut bits) = (0_u32, 0_u32, 0);
    let mut out = Vec::new();
    for byte in inflate(packed) {
        difference |= u32::from(byte & 0x7f).checked_shl(bits).unwrap_or_default();
        bits += 7;
        if byte < 0x80 {
            let sign = (difference & 1).wrapping_neg();
            number = number.wrapping_add(difference >> 1 ^ sign);
            out.push(number);
            (difference, bits) = (0, 0);
        }
    }
    out
}

fn inflate(packed: &[u8]) -> Vec<u8> {
    let mut bytes = miniz_oxide::inflate::decompress_to_vec(packed).unwrap_or_default();
    // It doubled until all fitted.
    bytes.shrink_to_fit();
    bytes
}

/// The text of a file that the build has packed under this name.
macro_rules! packed {
    ($name:literal) => {
        $crate::text::packed::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflate")))
    };
}
pub(crate) use packed;

/// The column of numbers that the build has packed under this name.
macro_rules! packed_numbers {
    ($name:literal) => {
        $crate::text::packed::numbers(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflate")))
    };
}
pub(crate) use packed_numbers;
