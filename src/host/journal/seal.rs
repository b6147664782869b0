//! The check value at the end of each line. Without it a flipped bit that leaves valid JSON would be believed.

use std::fmt::Write;

/// What stands before the eight hexadecimal digits of the check value: the last key of the object.
const KEY: &[u8] = b"\"crc\":\"";

/// How many bytes the key, the value and the end of the object take.
const LENGTH: usize = KEY.len() + 8 + 2;

/// What the end of a line says about the rest of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seal {
    /// The line is as it was written.
    Right,
    /// It is not.
    Wrong,
    /// The line has no check value.
    None,
}

/// A JSON object with its check value as the last key. Anything else is left as it is.
pub(super) fn seal(object: &str) -> String {
    let Some(open) = object.strip_suffix('}').filter(|open| open.starts_with('{')) else {
        return object.to_owned();
    };
    let mut line = open.to_owned();
    if line.trim_end() != "{" {
        line.push(',');
    }
    let value = crc32(line.as_bytes());
    // Writing to a string cannot fail.
    let _ = write!(line, "\"crc\":\"{value:08x}\"}}");
    line
}

/// Whether a line is as it was written.
pub(super) fn verify(line: &[u8]) -> Seal {
    match split(line) {
        Some((sealed, value)) if value == crc32(sealed) => Seal::Right,
        Some(_) => Seal::Wrong,
        None => Seal::None,
    }
}

/// The object of a sealed line as it was before it was sealed.
pub(super) fn unsealed(line: &str) -> String {
    let open = line.len().checked_sub(LENGTH).and_then(|at| line.get(..at)).unwrap_or(line);
    format!("{}}}", open.strip_suffix(',').unwrap_or(open))
}

/// Where in a line something ends that looks like a sealed line.
pub(super) fn ends(line: &[u8]) -> impl Iterator<Item = usize> {
    (LENGTH..=line.len()).filter(|&end| split(line.get(..end).unwrap_or_default()).is_some())
}

/// What is checked, and the check value.
fn split(line: &[u8]) -> Option<(&[u8], u32)> {
    let (sealed, trailer) = line.split_at_checked(line.len().checked_sub(LENGTH)?)?;
    let digits = trailer.strip_prefix(KEY)?.strip_suffix(b"\"}")?;
    let lower = |digit: &u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(digit);
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.as_bytes().iter().all(lower))?;
    Some((sealed, u32::from_str_radix(digits, 16).ok()?))
}

/// CRC-32 as in zip and PNG (ISO 3309). It finds every error of up to 32 bits in a row.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        let index = crc.to_le_bytes()[0] ^ byte;
        (crc >> 8) ^ TABLE[usize::from(index)]
    })
}

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut crc = index as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[index] = crc;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_is_the_known_one() {
        // The check value of the catalogue of CRC algorithms.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn sealing_can_be_taken_back() {
        for object in ["{}", "{\"n\":1}", "{\"a\":{}}", "{ }"] {
            let sealed = seal(object);
            assert_eq!(verify(sealed.as_bytes()), Seal::Right, "{sealed}");
            assert!(serde_json::from_str::<serde_json::Value>(&sealed).is_ok(), "{sealed}");
            assert_eq!(unsealed(&sealed).replace(' ', ""), object.replace(' ', ""));
        }
        assert_eq!(seal("[1]"), "[1]");
        assert_eq!(verify(b"{\"n\":1}"), Seal::None);
    }
}
