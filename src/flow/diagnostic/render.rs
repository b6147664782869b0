//! Findings as text for people and as JSON for programs.

use super::{Diagnostic, Source};
use crate::text::{visible, visible_line, width};
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// How many findings of one file are shown in full; the rest are counted.
pub const MAX_SHOWN_PER_FILE: usize = 50;

/// Longest piece of a source line in an excerpt, in characters.
const MAX_EXCERPT: usize = 160;

/// Findings as text: a line `file:line:col: E010 message` each, then the line of the file and the remedy.
/// Nothing from a file reaches the text unescaped.
pub fn to_text(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for file in diagnostics.chunk_by(|a, b| a.path() == b.path()) {
        for diagnostic in file.iter().take(MAX_SHOWN_PER_FILE) {
            write_one(&mut out, diagnostic);
        }
        if let Some(next) = file.get(MAX_SHOWN_PER_FILE) {
            let hidden = file.len() - MAX_SHOWN_PER_FILE;
            let _ = writeln!(out, "{}: {hidden} more are not shown\n", visible_line(next.path()));
        }
    }
    out
}

fn write_one(out: &mut String, diagnostic: &Diagnostic) {
    let place = |source, span: &Range<usize>| self::place(source, span.start);
    let message = visible_line(&diagnostic.message);
    let _ = writeln!(out, "{}: {} {message}", place(&diagnostic.source, &diagnostic.span), diagnostic.code);

    let excerpt = Excerpt::of(&diagnostic.source, &diagnostic.span);
    let number = excerpt.line.to_string();
    let margin = " ".repeat(if excerpt.text.is_empty() { 0 } else { number.len() });
    if !excerpt.text.is_empty() {
        let columns = |range| width(excerpt.text.get(range).unwrap_or_default());
        let before = " ".repeat(columns(0..excerpt.span.start));
        let marks = "^".repeat(columns(excerpt.span.clone()).max(1));
        let _ = writeln!(out, "{margin} |\n{number} | {}\n{margin} | {before}{marks}", excerpt.text);
    }
    let related = diagnostic.related.iter();
    let notes = related.map(|one| ("note", format!("{}: {}", one.label, place(&one.source, &one.span))));
    let notes: Vec<_> = notes.chain(diagnostic.help.clone().map(|help| ("help", help))).collect();
    if !excerpt.text.is_empty() && !notes.is_empty() {
        let _ = writeln!(out, "{margin} |");
    }
    for (kind, note) in notes {
        let _ = writeln!(out, "{margin} = {kind}: {}", visible_line(&note));
    }
    out.push('\n');
}

fn place(source: &Source, offset: usize) -> String {
    let at = source.position(offset);
    format!("{}:{}:{}", visible_line(source.path()), at.line, at.column)
}

/// One line of a file, cut to a width and made safe to print, with the marked part in it.
struct Excerpt {
    text: String,
    line: usize,
    span: Range<usize>,
}

impl Excerpt {
    fn of(source: &Source, span: &Range<usize>) -> Excerpt {
        let line = source.line_range(span.start);
        let start = span.start.clamp(line.start, line.end);
        let end = span.end.clamp(start, line.end);
        let text = source.text();
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        // Of a long line the piece around the start of the span is shown.
        let (before, cut_before) = last_chars(part(line.start..start), MAX_EXCERPT / 2);
        let room = MAX_EXCERPT - before.chars().count();
        let (marked, cut_marked) = first_chars(part(start..end), room);
        let (after, cut_after) = first_chars(part(end..line.end), room - marked.chars().count());
        let mut shown = String::new();
        shown.push_str(if cut_before { "..." } else { "" });
        shown.push_str(&one_line(before));
        let from = shown.len();
        shown.push_str(&one_line(marked));
        let to = shown.len();
        if !cut_marked {
            shown.push_str(&one_line(after));
        }
        shown.push_str(if cut_marked || cut_after { "..." } else { "" });
        let shown_all = shown.trim_end().len();
        shown.truncate(shown_all.max(to));
        Excerpt { span: from..to.max(from), line: source.position(span.start).line, text: shown }
    }
}

/// Text of one source line; tabs become spaces so that the marks below it stand right.
fn one_line(text: &str) -> String {
    visible_line(&text.replace('\t', "    ")).into_owned()
}

fn first_chars(text: &str, count: usize) -> (&str, bool) {
    match text.char_indices().nth(count) {
        Some((at, _)) => (text.get(..at).unwrap_or_default(), true),
        None => (text, false),
    }
}

fn last_chars(text: &str, count: usize) -> (&str, bool) {
    match text.char_indices().rev().nth(count) {
        Some((at, first)) => (text.get(at + first.len_utf8()..).unwrap_or_default(), true),
        None => (text, false),
    }
}

/// Findings as a JSON array of `{code, level, path, line, column, end_line, end_column, message, help}`;
/// lines and columns count from 1, columns in characters, the end is the first character after the span.
pub fn to_json(diagnostics: &[Diagnostic]) -> Value {
    Value::Array(
        diagnostics
            .iter()
            .map(|one| {
                let (start, end) = (one.position(), one.source.position(one.span.end));
                json!({
                    "code": one.code.name(),
                    "level": one.level().name(),
                    "path": visible_line(one.path()),
                    "line": start.line,
                    "column": start.column,
                    "end_line": end.line,
                    "end_column": end.column,
                    "message": visible(&one.message),
                    "help": one.help.as_deref().map(visible),
                })
            })
            .collect(),
    )
}
