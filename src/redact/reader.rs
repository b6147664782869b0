//! Reading a text piece by piece, where a regular expression would be dear: a counted class of Unicode, such as
//! `[\w.-]{1,64}`, takes megabytes when it is compiled, and each small piece is read faster than any is asked.

use std::ops::RangeInclusive;

/// Reads a text from its beginning. What does not fit stays unread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Reader<'a> {
        Reader { text, at: 0 }
    }

    /// Bytes that were read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is unread.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// One of these characters.
    pub fn one(&mut self, of: &str) -> Option<char> {
        let c = self.rest().chars().next().filter(|c| of.contains(*c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// This word, whatever the case of its ASCII letters.
    pub fn word(&mut self, word: &str) -> Option<()> {
        let same = self.rest().get(..word.len())?.eq_ignore_ascii_case(word);
        same.then(|| self.at += word.len())
    }

    /// The first of these words that stands here.
    pub fn one_word<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.word(word).is_some())
    }

    /// As many characters as fit, within these bounds.
    pub fn run(&mut self, count: RangeInclusive<usize>, fits: fn(char) -> bool) -> Option<&'a str> {
        let rest = self.rest();
        let (mut bytes, mut chars) = (0, 0);
        for c in rest.chars().take(*count.end()).take_while(|c| fits(*c)) {
            bytes += c.len_utf8();
            chars += 1;
        }
        (chars >= *count.start()).then(|| self.at += bytes)?;
        rest.get(..bytes)
    }

    /// Spaces and tabs, and how many there were.
    pub fn blanks(&mut self, most: usize) -> usize {
        self.run(0..=most, is_blank).map_or(0, str::len)
    }

    /// The sign of an assignment, behind the end of a quoted name and before a quoted value: `": "`.
    pub fn sign(&mut self) -> Option<()> {
        self.one("\"'");
        self.blanks(4);
        self.one(":=")?;
        self.blanks(4);
        self.one("\"'");
        Some(())
    }

    /// At least one space or tab.
    pub fn gap(&mut self, most: usize) -> Option<()> {
        (self.blanks(most) > 0).then_some(())
    }

    /// A quote, with the backslashes that it has in a string inside a string.
    pub fn quote(&mut self) -> Option<()> {
        self.optional(|text| {
            text.run(0..=3, |c| c == '\\');
            text.one("\"'`").map(drop)
        })
    }

    /// Text of this form: `0` is a digit, `_` a digit or space, `A` a capital and `a` a small letter of ASCII. All else
    /// is itself.
    pub fn like(&mut self, form: &str) -> Option<()> {
        let text = self.rest().as_bytes().get(..form.len())?;
        let fits = |(b, form): (&u8, u8)| match form {
            b'0' => b.is_ascii_digit(),
            b'_' => b.is_ascii_digit() || *b == b' ',
            b'A' => b.is_ascii_uppercase(),
            b'a' => b.is_ascii_lowercase(),
            form => *b == form,
        };
        text.iter().zip(form.bytes()).all(fits).then(|| self.at += form.len())
    }

    /// All of something, or nothing.
    pub fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }
}

/// A space or a tab.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Anything but blanks and line breaks.
pub(super) fn is_solid(c: char) -> bool {
    !c.is_whitespace()
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A letter, a digit or an underscore, and what stands among the letters of scripts from Greek to Khmer: marks on them.
pub(super) fn is_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{1fff}')
}

/// A part of the name of an account, a machine or a setting.
pub(super) fn is_named(c: char) -> bool {
    is_part(c) || matches!(c, '.' | '-')
}
