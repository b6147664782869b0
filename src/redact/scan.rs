//! Keywords and the rules that they lead to. One scan finds them; a rule looks at a bounded piece around its
//! keyword, so the time is linear in the text.

use super::{Class, Hit};
use crate::text::patterns::Patterns;
use crate::text::visible;

/// A keyword in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    pub text: &'a str,
    /// Where the keyword begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl<'a> Site<'a> {
    pub fn before(self) -> &'a str {
        self.text.get(..self.start).unwrap_or_default()
    }

    pub fn after(self) -> &'a str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// The text from the keyword on.
    pub fn from(self) -> &'a str {
        self.text.get(self.start..).unwrap_or_default()
    }

    pub fn keyword(self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// A part of the text as a find. `part` must be a slice of it.
    pub fn hit(self, part: &str, class: Class) -> Hit {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        (start..start + part.len(), class)
    }
}

/// Looks at a keyword and what surrounds it. The work before it gives up must not depend on the length of
/// the text.
pub(super) type Rule = fn(Site<'_>, &mut Vec<Hit>);

/// Keywords of rules; ASCII case does not matter.
pub(super) struct Keywords {
    scan: Patterns,
    rules: Vec<Rule>,
}

impl Keywords {
    pub fn new(entries: impl Iterator<Item = (Rule, &'static [&'static str])>) -> Keywords {
        let (keywords, rules): (Vec<&str>, Vec<Rule>) =
            entries.flat_map(|(rule, words)| words.iter().map(move |word| (*word, rule))).unzip();
        Keywords { scan: Patterns::ignoring_case(keywords), rules }
    }

    /// Asks the rule of each keyword that does not stand inside what was found before it.
    pub fn find(&self, text: &str, finds: &mut Vec<Hit>) {
        let mut from = 0;
        let mut at = 0;
        while let Some(hit) = self.scan.first(text, at) {
            // Another keyword may begin inside this one; keywords are short.
            at = hit.range.start + 1;
            let Some(rule) = self.rules.get(hit.pattern) else { continue };
            let known = finds.len();
            rule(Site { text, start: hit.range.start, end: hit.range.end }, finds);
            // What begins before the end of an earlier find belongs to it.
            if finds.iter().skip(known).any(|(range, _)| range.start < from) {
                let new = finds.split_off(known);
                finds.extend(new.into_iter().filter(|(range, _)| range.start >= from));
            }
            if let Some(end) = finds.iter().skip(known).map(|(range, _)| range.end).max() {
                from = from.max(end);
                at = at.max(from);
            }
        }
    }
}

/// The last bytes of a text, from a character on and of one line.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let tail = visible::tail(text, bytes);
    let line = memchr::memrchr2(b'\n', b'\r', tail.as_bytes()).map_or(0, |end| end + 1);
    tail.get(line..).unwrap_or_default()
}

/// A set of ASCII characters. To look for the end of a run of them in a table takes a tenth of the time of asking for
/// each character what it is.
pub(super) struct Ascii([bool; 256]);

impl Ascii {
    /// Letters, digits and others.
    pub const fn alphanumeric_or(others: &[u8]) -> Ascii {
        let mut table = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            table[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        let mut at = 0;
        while at < others.len() {
            assert!(others[at].is_ascii());
            table[others[at] as usize] = true;
            at += 1;
        }
        Ascii(table)
    }

    pub fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Bytes of the run that a text begins with.
    pub fn run(&self, text: &str) -> usize {
        text.bytes().position(|byte| !self.has(byte)).unwrap_or(text.len())
    }

    /// The run that a text ends with.
    pub fn last_run<'a>(&self, text: &'a str) -> &'a str {
        let start = text.bytes().rposition(|byte| !self.has(byte)).map_or(0, |before| before + 1);
        text.get(start..).unwrap_or_default()
    }
}
