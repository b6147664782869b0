//! Hidden and dangerous characters made visible. Flows, packs and pasted text are untrusted: whatever leaves
//! the program for a terminal, a clipboard or a file goes through here. Showing (`\u{1b}`) instead of
//! removing keeps an attack in sight and does not glue words together.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a terminal would obey the character, or show nothing for it: controls other than line feed and tab,
/// bidirectional controls, zero-width and format characters, separators, tags and invisible fillers.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => false,
        c if c.is_control() => true,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => true,
        '\u{180b}'..='\u{180f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // The presentation selectors FE0E and FE0F are part of ordinary text; the others carry nothing a
        // reader could see.
        '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

/// Whether the text has a character that [`visible`] would show as an escape. Such a command is not copied.
pub fn has_hidden(text: &str) -> bool {
    text.chars().any(is_hidden)
}

/// The text with every hidden character written as `\u{1b}`; line feeds and tabs stay. Idempotent; borrows
/// when there is nothing to show.
pub fn visible(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden)
}

/// As [`visible`], for places of one line: a line feed is written as `\n`, a tab becomes one space.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escape(text, |c| is_hidden(c) || c == '\n' || c == '\t')
}

fn escape(text: &str, shown: impl Fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = text.find(&shown) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(clean);
    for c in rest.chars() {
        match c {
            c if !shown(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            // Writing to a String cannot fail.
            c => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
        }
    }
    Cow::Owned(out)
}

/// The text with `\r\n` and a lone `\r` turned into line feeds: terminals paste lines with `\r`, Windows logs
/// end them with `\r\n`, and neither is worth showing as an escape.
pub fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first bytes of a text, cut at a character.
pub fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default()
}

/// The last bytes of a text, cut at a character.
pub fn tail(text: &str, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(bytes))..).unwrap_or_default()
}

/// The characters outside ASCII in order of appearance, each once. A command that has any is marked, and the
/// characters are named with [`name`].
pub fn non_ascii(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// A character by its code point, with the name of those that word processors and look-alikes put into
/// commands: `U+2013 en dash`, `U+0430 Cyrillic letter`.
pub fn name(c: char) -> String {
    let word = match c {
        '\u{a0}' | '\u{202f}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{2000}'..='\u{200a}' | '\u{205f}' => "space of odd width",
        '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' => "zero-width character",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "bidirectional control"
        }
        '\u{2010}' | '\u{2011}' => "hyphen",
        '\u{2012}' => "figure dash",
        '\u{2013}' => "en dash",
        '\u{2014}' | '\u{2015}' => "em dash",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => "curly single quote",
        '\u{201c}'..='\u{201f}' => "curly double quote",
        '\u{2026}' => "ellipsis",
        '\u{2212}' => "minus sign",
        '\u{3000}' => "ideographic space",
        '\u{feff}' => "byte order mark",
        '\u{ff01}'..='\u{ff5e}' => "fullwidth form",
        '\u{370}'..='\u{3ff}' => "Greek letter",
        '\u{400}'..='\u{52f}' => "Cyrillic letter",
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => "Chinese character",
        '\u{c0}'..='\u{24f}' => "Latin letter with a mark",
        c if c.is_control() => "control character",
        _ => return format!("U+{:04X}", u32::from(c)),
    };
    format!("U+{:04X} {word}", u32::from(c))
}
