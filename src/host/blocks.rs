//! Reading a text of any length in large blocks of whole lines, without changing it.

use std::io::{self, Read};

/// Bytes of a block, at least; the last one is shorter.
const BLOCK: usize = 4 * 1024 * 1024;
/// A line that is longer is cut.
const MAX_LINE: usize = 4 * BLOCK;
/// How much is kept for the next block so that a PEM block stays whole.
const MAX_PEM: usize = 256 * 1024;

/// The blocks of a text. UTF-8, or UTF-16 with a byte order mark; bytes that are neither become U+FFFD.
pub struct Blocks<R> {
    from: R,
    /// Bytes of UTF-16 to one number, if the text is written so.
    wide: Option<fn([u8; 2]) -> u16>,
    /// Read, and not yet text: half a character of UTF-16.
    half: Vec<u8>,
    rest: Vec<u8>,
    started: bool,
    ended: bool,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its text.
    pub text: String,
    /// Whether bytes in it were no text and were replaced.
    pub repaired: bool,
}

impl<R: Read> Blocks<R> {
    /// Reads from the start of a text.
    pub fn new(from: R) -> Self {
        Self { from, wide: None, half: Vec::new(), rest: Vec::new(), started: false, ended: false }
    }

    /// Reads about one block more.
    fn read(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.half);
        let before = bytes.len();
        self.from.by_ref().take(BLOCK as u64).read_to_end(&mut bytes)?;
        self.ended = bytes.len() - before < BLOCK;
        if !self.started {
            self.started = true;
            self.wide = match bytes.as_slice() {
                [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
                [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
                _ => None,
            };
            bytes.drain(..if self.wide.is_some() { 2 } else { 0 });
        }
        let Some(unit) = self.wide else {
            self.rest.append(&mut bytes);
            return Ok(());
        };
        let units: Vec<u16> =
            bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok().map(unit)).collect();
        // The first half of a pair waits for the second.
        let open = units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) && !self.ended;
        let whole = units.len() - usize::from(open);
        self.half = bytes.split_off((whole * 2).min(bytes.len()));
        let text = char::decode_utf16(units.into_iter().take(whole));
        let text: String = text.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.rest.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// Where the next block ends, if enough is read.
    fn end(&self) -> Option<usize> {
        if self.ended {
            return Some(self.rest.len());
        }
        if self.rest.len() < BLOCK {
            return None;
        }
        let Some(line) = self.rest.iter().rposition(|b| *b == b'\n').map(|at| at + 1) else {
            return (self.rest.len() >= MAX_LINE).then(|| self.rest.len() - open_character(&self.rest));
        };
        Some(pem_start(&self.rest, line).unwrap_or(line))
    }
}

/// Bytes at the end that begin a character of UTF-8 and do not end it.
fn open_character(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.len() - error.valid_up_to(),
        _ => 0,
    }
}

/// Where the line begins that opens a PEM block which does not end before `end`.
fn pem_start(bytes: &[u8], end: usize) -> Option<usize> {
    let from = end.saturating_sub(MAX_PEM);
    let near = bytes.get(from..end)?;
    let last = |what: &[u8]| near.windows(what.len()).rposition(|window| window == what);
    let begin = last(b"-----BEGIN ")?;
    if last(b"-----END ").is_some_and(|end| end > begin) {
        return None;
    }
    let line = near.get(..begin)?.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    Some(from + line).filter(|start| *start > 0)
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<io::Result<Block>> {
        loop {
            if let Some(end) = self.end().filter(|end| *end > 0) {
                let rest = self.rest.split_off(end);
                let bytes = std::mem::replace(&mut self.rest, rest);
                return Some(Ok(match String::from_utf8(bytes) {
                    Ok(text) => Block { text, repaired: false },
                    Err(error) => {
                        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                        Block { text, repaired: true }
                    }
                }));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.read() {
                self.ended = true;
                self.rest.clear();
                return Some(Err(error));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Block> {
        Blocks::new(bytes).map(Result::unwrap).collect()
    }

    #[test]
    fn a_short_text_is_one_block_and_unchanged() {
        let text = "one\r\ntwo\rthree";
        assert_eq!(texts(text.as_bytes()), [Block { text: text.to_owned(), repaired: false }]);
        assert!(texts(b"").is_empty());
        assert!(texts(b"a\xffb").iter().all(|block| block.repaired && block.text == "a\u{fffd}b"));
    }

    #[test]
    fn wide_text_is_read() {
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("å😀\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(texts(&wide), [Block { text: "å😀\n".to_owned(), repaired: false }]);
    }

    #[test]
    fn blocks_end_with_lines_and_keep_keys_whole() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIB\nMIIC\n-----END PRIVATE KEY-----\n";
        let line = "0123456789\n";
        let mut text = line.repeat((BLOCK - 40) / line.len());
        text.push_str(key);
        text.push_str(&line.repeat(20));
        let blocks = texts(text.as_bytes());
        assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<String>(), text);
        assert!(blocks.len() == 2 && blocks.iter().any(|block| block.text.starts_with(key)));
    }
}
