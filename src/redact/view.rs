//! Other forms of a text, which know where in the source each part stands: without escape sequences and
//! zero-width characters, decoded, or with marks in place of finds.

use crate::text::visible::{head, is_hidden};
use memchr::memchr3_iter;
use std::borrow::Cow;
use std::ops::Range;

/// A form of a text. Without pieces it is the source itself.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub text: Cow<'a, str>,
    pieces: Vec<Piece>,
}

/// A part of a view, up to where the next one begins.
#[derive(Debug, Clone)]
struct Piece {
    /// Where it begins in the view.
    at: usize,
    /// What of the source it stands for.
    from: Range<usize>,
    /// Whether it is that part of the source, byte by byte.
    same: bool,
}

impl<'a> View<'a> {
    /// The source itself.
    pub fn whole(text: &'a str) -> View<'a> {
        View { text: Cow::Borrowed(text), pieces: Vec::new() }
    }

    /// Where a part of the view stands in the source. What was removed or decoded inside it belongs to it.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let Some(start) = self.piece(range.start) else { return range };
        let start = if start.same { start.from.start + (range.start - start.at) } else { start.from.start };
        let last = range.end.saturating_sub(1).max(range.start);
        let end = match self.piece(last) {
            Some(piece) if piece.same => piece.from.start + (last + 1 - piece.at),
            Some(piece) => piece.from.end,
            None => start,
        };
        start..end.max(start)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1)?)
    }

    /// Without escape sequences, controls and characters that show nothing; none where there are none.
    pub fn cleaned(&self) -> Option<View<'static>> {
        let hidden = |c: char| is_hidden(c) && c != '\r';
        // Most texts are plain, and a look at the bytes tells.
        let plain = |b: u8| matches!(b, b' '..=b'~' | b'\n' | b'\r' | b'\t');
        if self.text.bytes().all(plain) || !self.text.contains(hidden) {
            return None;
        }
        let mut out = Builder::new(self);
        let mut at = 0;
        while let Some(found) = self.text.get(at..).and_then(|rest| rest.find(hidden)) {
            out.copy(at..at + found);
            at += found + hidden_length(self.text.get(at + found..).unwrap_or_default());
        }
        out.copy(at..self.text.len());
        Some(out.done())
    }

    /// The lines that hold URL, JSON or HTML escapes, decoded; none where there are none.
    pub fn decoded(&self) -> Option<View<'static>> {
        let mut out = Builder::new(self);
        // The end of the line that is looked at, and of the one that is copied.
        let (mut end, mut copied_end) = (0, 0);
        let mut copied = 0;
        for at in memchr3_iter(b'%', b'\\', b'&', self.text.as_bytes()) {
            // Inside of an escape.
            if at < copied {
                continue;
            }
            if at >= end {
                end = line_end(&self.text, at);
            }
            let Some((length, decoded)) = self.text.get(at..end).and_then(escape) else { continue };
            if end > copied_end {
                out.copy(copied..copied_end);
                copied = line_start(&self.text, at);
                copied_end = end;
            }
            out.copy(copied..at);
            out.put(at..at + length, &decoded);
            copied = at + length;
        }
        out.copy(copied..copied_end);
        (copied_end > 0).then(|| out.done())
    }

    /// Whole lines with marks in place of the finds on them. `finds` and `lines` are in order and without overlaps.
    pub fn marked<'m>(
        text: &str,
        finds: impl Iterator<Item = (Range<usize>, &'m str)>,
        lines: &[Range<usize>],
    ) -> View<'static> {
        let whole = View::whole(text);
        let mut out = Builder::new(&whole);
        let mut finds = finds.peekable();
        let mut at = 0;
        for line in lines {
            at = at.max(line.start);
            while let Some((range, mark)) = finds.next_if(|(range, _)| range.start < line.end) {
                if range.end > line.start {
                    out.copy(at..range.start);
                    at = range.end;
                    out.put(range, mark);
                }
            }
            out.copy(at..line.end);
        }
        out.done()
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Behind the line feed that ends the line.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

struct Builder<'v> {
    of: &'v View<'v>,
    text: String,
    pieces: Vec<Piece>,
}

impl<'v> Builder<'v> {
    fn new(of: &'v View<'v>) -> Self {
        Self { of, text: String::new(), pieces: Vec::new() }
    }

    /// A part of the parent as it is.
    fn copy(&mut self, range: Range<usize>) {
        let Some(text) = self.of.text.get(range.clone()).filter(|text| !text.is_empty()) else { return };
        if self.of.pieces.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), from: range, same: true });
        } else {
            let first = self.of.pieces.partition_point(|piece| piece.at <= range.start).saturating_sub(1);
            for (index, piece) in self.of.pieces.iter().enumerate().skip(first) {
                if piece.at >= range.end {
                    break;
                }
                let next = self.of.pieces.get(index + 1).map_or(self.of.text.len(), |next| next.at);
                let part = piece.at.max(range.start)..next.min(range.end);
                let at = self.text.len() + part.start - range.start;
                self.pieces.push(Piece { at, from: self.of.source(part), same: piece.same });
            }
        }
        self.text.push_str(text);
    }

    /// Other text in place of a part of the parent.
    fn put(&mut self, range: Range<usize>, text: &str) {
        let from = self.of.source(range);
        self.pieces.push(Piece { at: self.text.len(), from, same: false });
        self.text.push_str(text);
    }

    fn done(self) -> View<'static> {
        View { text: Cow::Owned(self.text), pieces: self.pieces }
    }
}

/// Bytes of the escape sequence or hidden character that a text begins with.
fn hidden_length(text: &str) -> usize {
    let one = text.chars().next().map_or(1, char::len_utf8);
    let Some(after) = text.strip_prefix('\u{1b}') else { return one };
    let short = head(after, 256);
    let length = match after.chars().next() {
        Some('[') => short.find(|c: char| matches!(c, '@'..='Z' | '\\'..='~')).map(|end| end + 1),
        Some(']' | 'P' | '_' | '^' | 'X') => {
            short.find('\u{7}').map(|end| end + 1).or_else(|| short.find("\u{1b}\\").map(|end| end + 2))
        }
        Some('(' | ')') => after.chars().nth(1).map(|c| 1 + c.len_utf8()),
        Some('=' | '>' | '7' | '8' | 'c') => Some(1),
        _ => None,
    };
    one + length.unwrap_or(0)
}

/// The escape that a text begins with: its length and what it means. Controls stay escaped.
fn escape(text: &str) -> Option<(usize, String)> {
    let (length, decoded) = match text.as_bytes() {
        [b'%', ..] => percent(text)?,
        [b'\\', b'u' | b'U', ..] => unicode(text)?,
        [b'\\', b'x', ..] => {
            let byte = u8::from_str_radix(text.get(2..4)?, 16).ok().filter(u8::is_ascii)?;
            (4, char::from(byte).to_string())
        }
        [b'\\', c @ (b'"' | b'\\' | b'/'), ..] => (2, char::from(*c).to_string()),
        [b'&', ..] => entity(text)?,
        _ => return None,
    };
    (!decoded.contains(is_hidden) && !decoded.contains(['\n', '\t'])).then_some((length, decoded))
}

/// `%40`, and the bytes of one character outside ASCII together.
fn percent(text: &str) -> Option<(usize, String)> {
    let byte = |at: usize| {
        text.get(at..)?.strip_prefix('%')?;
        let digits = text.get(at + 1..at + 3)?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
    };
    let first = byte(0)?;
    let count = match first {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = (0..count).map(|index| byte(index * 3)).collect();
    Some((count * 3, String::from_utf8(bytes?).ok()?))
}

/// `\u0040`, and two of them where they make one character.
fn unicode(text: &str) -> Option<(usize, String)> {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u").or_else(|| text.get(at..)?.strip_prefix("\\U"))?;
        let digits = digits.get(..4)?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(0)?;
    if (0xd800..0xdc00).contains(&first) {
        return Some((12, String::from_utf16(&[first, unit(6)?]).ok()?));
    }
    Some((6, String::from_utf16(&[first]).ok()?))
}

/// `&amp;`, `&#64;`, `&#x40;`
fn entity(text: &str) -> Option<(usize, String)> {
    let end = head(text, 10).find(';')?;
    let decoded = match text.get(1..end)? {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((end + 1, decoded.to_string()))
}
