//! Reading a log of any length in blocks of whole lines.

use std::char::decode_utf16;
use std::io::{self, Read};

/// Bytes read at a time.
const BLOCK: usize = 64 * 1024;
/// A line that is longer is cut into several.
const MAX_LINE: usize = 4 * BLOCK;

/// The blocks of a log. UTF-8, or UTF-16 with a byte order mark, as PowerShell and Windows tools write it; what is
/// neither becomes U+FFFD. All line ends are line feeds.
pub struct LogBlocks<R> {
    from: R,
    encoding: Option<Encoding>,
    /// Read but not yet handed out: the beginning of a line.
    rest: Vec<u8>,
    ended: bool,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

impl<R: Read> LogBlocks<R> {
    /// Reads from the start of a log.
    pub fn new(from: R) -> Self {
        Self { from, encoding: None, rest: Vec::new(), ended: false }
    }

    fn read(&mut self) -> io::Result<()> {
        let before = self.rest.len();
        let count = self.from.by_ref().take(BLOCK as u64).read_to_end(&mut self.rest)?;
        self.ended = count < BLOCK;
        if before == 0 && self.encoding.is_none() {
            let (encoding, mark) = match self.rest.as_slice() {
                [0xff, 0xfe, ..] => (Encoding::Utf16(u16::from_le_bytes), 2),
                [0xfe, 0xff, ..] => (Encoding::Utf16(u16::from_be_bytes), 2),
                [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
                _ => (Encoding::Utf8, 0),
            };
            self.encoding = Some(encoding);
            self.rest.drain(..mark);
        }
        Ok(())
    }

    /// Where the last line that was read whole ends.
    fn end(&self) -> Option<usize> {
        if self.ended || self.rest.len() >= MAX_LINE {
            return Some(self.rest.len());
        }
        match self.encoding {
            Some(Encoding::Utf16(unit)) => {
                let is_feed = |pair: &[u8]| <[u8; 2]>::try_from(pair).is_ok_and(|pair| unit(pair) == 0x0a);
                self.rest.chunks_exact(2).rposition(is_feed).map(|at| 2 * at + 2)
            }
            _ => self.rest.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1),
        }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let text = match self.encoding {
            Some(Encoding::Utf16(unit)) => {
                let units =
                    bytes.chunks_exact(2).filter_map(|pair| Some(unit(<[u8; 2]>::try_from(pair).ok()?)));
                decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            _ => String::from_utf8_lossy(bytes).into_owned(),
        };
        match text.contains('\r') {
            true => crate::text::visible::line_ends(&text).into_owned(),
            false => text,
        }
    }
}

impl<R: Read> Iterator for LogBlocks<R> {
    type Item = io::Result<String>;

    fn next(&mut self) -> Option<io::Result<String>> {
        while !self.ended {
            if let Err(error) = self.read() {
                self.ended = true;
                return Some(Err(error));
            }
            let Some(end) = self.end().filter(|end| *end > 0) else { continue };
            let rest = self.rest.split_off(end);
            let block = std::mem::replace(&mut self.rest, rest);
            return Some(Ok(self.text(&block)));
        }
        None
    }
}
