//! What no file may hold, whatever it means to YAML.

use crate::flow::diagnostic::{Code, Diagnostic, Source};
use std::ops::Range;

/// Most findings of this kind in one file.
const MAX_SHOWN: usize = 20;

/// Characters that a terminal would obey or that only one of the two parsers takes for a line break, and
/// `...` lines, after which the parsers disagree on whether another document begins.
pub(super) fn refused(source: &Source) -> Vec<Diagnostic> {
    let text = source.text();
    let report = |at: Range<usize>, message: &str, help: &str| {
        Diagnostic::new(Code::E001, source, at, message).help(help)
    };
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| is_refused(c)) {
        if c == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n') {
            continue;
        }
        let span = at..at + c.len_utf8();
        let code = c as u32;
        found.push(match c {
            '\r' => report(span, "a carriage return stands alone", "end lines with a line feed"),
            '\u{feff}' => report(span, "a byte order mark stands inside the file", "remove it"),
            _ => {
                let escape = if code < 0x100 { format!("\\x{code:02x}") } else { format!("\\u{code:04x}") };
                let help = format!("remove it, or write {escape} inside double quotes");
                report(span, &format!("the character U+{code:04X} is not allowed"), &help)
            }
        });
        if found.len() >= MAX_SHOWN {
            break;
        }
    }
    if let Some(at) = end_marker(text) {
        found.push(report(at..at + 3, "an end marker stands in the file", "remove the `...`"));
    }
    found
}

/// Controls, line breaks of old YAML, an inner byte order mark, and non-characters that libyaml refuses.
fn is_refused(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn end_marker(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.strip_prefix("...");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Tabs between two values, comments apart: only one of the parsers takes them for white space everywhere.
pub(super) fn tabs(text: &str, gap: Range<usize>) -> Vec<usize> {
    let mut at = gap.start;
    let mut found = Vec::new();
    for line in text.get(gap).unwrap_or_default().split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        found.extend(code.find('\t').map(|tab| at + tab));
        at += line.len();
    }
    found
}

/// Whether a colon follows on the line of a key; after an unquoted one only with white space behind it.
pub(super) fn has_colon(after_key: &str, plain: bool) -> bool {
    let rest = after_key.trim_start_matches(' ').strip_prefix(':');
    rest.is_some_and(|rest| !plain || rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
}
