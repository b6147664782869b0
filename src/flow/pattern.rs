//! Regular expressions from flows: untrusted, so everything about them is capped.

use regex::{Regex, RegexBuilder};

/// Longest pattern, in bytes.
pub const MAX_PATTERN: usize = 256;
/// Longest text a pattern is tried on, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;

/// Compiles a pattern within the caps, or says what is wrong with it.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > MAX_PATTERN {
        return Err(format!("the pattern is longer than {MAX_PATTERN} bytes"));
    }
    if has_named_class(pattern) {
        return Err("classes by name (\\p, \\P) are not known here".to_owned());
    }
    RegexBuilder::new(pattern)
        .size_limit(64 * 1024)
        .nest_limit(32)
        .case_insensitive(false)
        .build()
        .map_err(|error| error.to_string())
}

/// Whether there is a `\p` or `\P` in it. Its tables are not in the program, but those who build it with others may have
/// them; a flow must not be right in one build and wrong in the next.
fn has_named_class(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && matches!(chars.next(), Some('p' | 'P')) {
            return true;
        }
    }
    false
}

/// The pattern for a whole value rather than a part of it.
pub fn compile_whole(pattern: &str) -> Option<Regex> {
    compile(pattern).ok()?;
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(64 * 1024).nest_limit(33).build().ok()
}

/// Whether the pattern occurs in the first [`MAX_TEXT`] bytes of the text, and in which line.
/// A pattern that does not compile occurs nowhere.
pub fn find_line<'a>(pattern: &str, text: &'a str) -> Option<&'a str> {
    let regex = compile(pattern).ok()?;
    head(text).lines().find(|line| regex.is_match(line))
}

/// The first [`MAX_TEXT`] bytes, cut at a character.
pub fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
