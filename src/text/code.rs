//! Error codes in any notation, brought to one form: `0x8024402C`, `8024402c`, `x8024402c`, `0x 8024 402C`,
//! `2149859372` and `-2145107924` are the same code; `KB2267602`, `kb 2267602` and `2267602` the same article.

use std::fmt;
use std::ops::Range;

/// An error code that compares equal in every notation. Displays in its usual notation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A 32-bit result such as an HRESULT, NTSTATUS or Win32 error written in hexadecimal.
    Number(u32),
    /// A knowledge base article or update.
    Article(u32),
    /// Anything else an author calls a code (`NetworkError`, `HTTP 407`, `1603`), in lower case with single spaces.
    Name(String),
}

impl Code {
    /// Reads what an author wrote as a code. What is no number in a known notation is a name.
    pub fn parse(text: &str) -> Self {
        canonical_code(text).unwrap_or_else(|| {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            Code::Name(words.join(" "))
        })
    }

    /// Whether the text names this code, in whatever notation, as a word of its own.
    pub fn is_in(&self, text: &str) -> bool {
        match self {
            Code::Name(name) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                has_word(&words.join(" ").to_lowercase(), name)
            }
            code => find_codes(text).any(|found| found.code == *code),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Code::Number(number) => write!(f, "0x{number:X}"),
            Code::Article(number) => write!(f, "KB{number}"),
            Code::Name(name) => f.write_str(name),
        }
    }
}

/// A code found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCode {
    /// Which code.
    pub code: Code,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The code a text consists of: a number or an article, never a name.
pub fn canonical_code(text: &str) -> Option<Code> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'`()[]{}.,:;#".contains(c));
    if let Some((code, end)) = code_at(text.as_bytes(), 0)
        && end == text.len()
    {
        return Some(code);
    }
    // Standing alone, a short negative number is a result too.
    text.starts_with('-').then(|| text.parse::<i32>().ok()).flatten().map(|n| Code::Number(n.cast_unsigned()))
}

/// The codes in a text, in order. Numbers count where they can hardly be anything else: hexadecimal behind `0x`
/// or as eight digits beginning with 8 or C, decimal when the high bit is set.
pub fn find_codes(text: &str) -> impl Iterator<Item = FoundCode> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            if may_start(byte(bytes, start))
                && starts_word(bytes, start)
                && let Some((code, end)) = code_at(bytes, start)
            {
                at = end;
                return Some(FoundCode { code, range: start..end });
            }
            at += 1;
        }
        None
    })
}

/// Whether `word` stands in `text` with no letter or digit next to it.
fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|rest| rest.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(b' ')
}

/// Whether any notation begins with this, which most letters of a text do not.
fn may_start(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'c' | b'C' | b'k' | b'K' | b'x' | b'X')
}

fn starts_word(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let before = byte(bytes, before);
    if byte(bytes, at) == b'-' {
        return !before.is_ascii_digit();
    }
    // A group of a GUID is no code of its own.
    let guid = before == b'-' && at > 1 && byte(bytes, at - 2).is_ascii_hexdigit();
    !before.is_ascii_alphanumeric() && !guid
}

fn ends_word(bytes: &[u8], end: usize) -> bool {
    let (next, after) = (byte(bytes, end), byte(bytes, end + 1));
    let guid = next == b'-' && after.is_ascii_hexdigit();
    !next.is_ascii_alphanumeric() && !guid
}

/// Length of the run of bytes at `at` that satisfy `what`. Looks no further than any code is long.
fn run(bytes: &[u8], at: usize, what: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().skip(at).take(20).take_while(|b| what(b)).count()
}

fn code_at(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    match byte(bytes, at) {
        b'0' if byte(bytes, at + 1) | 0x20 == b'x' => {
            let space = usize::from(byte(bytes, at + 2) == b' ');
            prefixed(bytes, at + 2 + space)
        }
        b'x' | b'X' => bare_hex(bytes, at + 1),
        b'k' | b'K' if byte(bytes, at + 1) | 0x20 == b'b' => {
            let digits = at + 2 + usize::from(matches!(byte(bytes, at + 2), b' ' | b'-' | b'_' | b':'));
            article(bytes, digits, 6)
        }
        b'-' => signed(bytes, at + 1),
        b'0'..=b'9' | b'c' | b'C' => bare_hex(bytes, at)
            .or_else(|| split_hex(bytes, at).filter(|_| bytes.get(at..at + 2) == Some(b"80")))
            .or_else(|| unsigned(bytes, at))
            .or_else(|| article(bytes, at, 7)),
        _ => None,
    }
}

fn number(bytes: &[u8], at: usize, end: usize, radix: u32) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(bytes.get(at..end)?).ok()?, radix).ok()
}

/// What follows `0x`: up to eight digits, sixteen when they only extend the sign, or two groups of four.
fn prefixed(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    if let Some(found) = split_hex(bytes, at) {
        return Some(found);
    }
    let digits = run(bytes, at, u8::is_ascii_hexdigit);
    let end = at + digits;
    let value = number(bytes, at, end, 16)?;
    let suffix = usize::from(matches!(byte(bytes, end), b'L' | b'l'));
    if !matches!(digits, 1..=8 | 16) || !ends_word(bytes, end + suffix) {
        return None;
    }
    let high = value >> 32;
    let low = u32::try_from(value & 0xFFFF_FFFF).ok()?;
    (high == 0 || (high == 0xFFFF_FFFF && low >> 31 == 1)).then_some((Code::Number(low), end + suffix))
}

/// `8007 0422`: two groups of four digits. The second needs a digit, so that no word such as `face` joins.
fn split_hex(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    let second = at + 5;
    let apart = run(bytes, at, u8::is_ascii_hexdigit) == 4
        && byte(bytes, at + 4) == b' '
        && run(bytes, second, u8::is_ascii_hexdigit) == 4
        && run(bytes, second, u8::is_ascii_alphabetic) < 4
        && ends_word(bytes, second + 4);
    if !apart {
        return None;
    }
    let value = number(bytes, at, at + 4, 16)? << 16 | number(bytes, second, second + 4, 16)?;
    Some((Code::Number(u32::try_from(value).ok()?), second + 4))
}

/// Eight digits without prefix, beginning with 8 or C: the failures of HRESULT and NTSTATUS.
fn bare_hex(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    let end = at + 8;
    let suffix = usize::from(matches!(byte(bytes, end), b'h' | b'H'));
    let plausible = matches!(byte(bytes, at), b'8' | b'c' | b'C')
        && run(bytes, at, u8::is_ascii_hexdigit) == 8
        && bytes.get(at..end)?.iter().filter(|b| b.is_ascii_digit()).count() >= 2
        && ends_word(bytes, end + suffix);
    let value = plausible.then(|| number(bytes, at, end, 16)).flatten()?;
    Some((Code::Number(u32::try_from(value).ok()?), end + suffix))
}

fn unsigned(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    let end = at + run(bytes, at, u8::is_ascii_digit);
    let value = u32::try_from(number(bytes, at, end, 10)?).ok()?;
    (end == at + 10 && value >> 31 == 1 && ends_word(bytes, end)).then_some((Code::Number(value), end))
}

fn signed(bytes: &[u8], at: usize) -> Option<(Code, usize)> {
    let digits = run(bytes, at, u8::is_ascii_digit);
    let end = at + digits;
    if !matches!(digits, 9 | 10) || !ends_word(bytes, end) {
        return None;
    }
    let value = i32::try_from(-i64::try_from(number(bytes, at, end, 10)?).ok()?).ok()?;
    Some((Code::Number(value.cast_unsigned()), end))
}

fn article(bytes: &[u8], at: usize, least: usize) -> Option<(Code, usize)> {
    let digits = run(bytes, at, u8::is_ascii_digit);
    let end = at + digits;
    if digits < least || digits > 7 || !ends_word(bytes, end) {
        return None;
    }
    Some((Code::Article(u32::try_from(number(bytes, at, end, 10)?).ok()?), end))
}
