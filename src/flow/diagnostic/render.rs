//! Findings as text for people and as JSON for programs.

use super::{Diagnostic, Level, Source};
use crate::text::{visible, visible_line};
use annotate_snippets::{AnnotationKind, Group, Level as Mark, Renderer, Snippet};
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// How many findings of one file are shown in full; the rest are counted.
pub const MAX_SHOWN_PER_FILE: usize = 50;

/// Longest piece of a source line in an excerpt, in characters.
const MAX_EXCERPT: usize = 160;

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub struct RenderOptions {
    /// Use terminal colours.
    pub colour: bool,
    /// Columns to stay within.
    pub width: usize,
}

impl Default for RenderOptions {
    fn default() -> Self {
        RenderOptions { colour: false, width: 100 }
    }
}

/// Findings as text: a line `file:line:col: E010 message` each, then the line of the file and the remedy.
/// Nothing from a file reaches the text unescaped.
pub fn to_text(diagnostics: &[Diagnostic], options: RenderOptions) -> String {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.max(40));
    let mut out = String::new();
    let mut rest = diagnostics;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|one| one.path() == first.path()).count();
        let (file, others) = rest.split_at(length);
        for diagnostic in file.iter().take(MAX_SHOWN_PER_FILE) {
            write_one(&mut out, diagnostic, &renderer, options.colour);
        }
        if length > MAX_SHOWN_PER_FILE {
            let hidden = length - MAX_SHOWN_PER_FILE;
            let _ = writeln!(out, "{}: {hidden} more are not shown\n", visible_line(first.path()));
        }
        rest = others;
    }
    out
}

fn write_one(out: &mut String, diagnostic: &Diagnostic, renderer: &Renderer, colour: bool) {
    let place = place(&diagnostic.source, diagnostic.span.start);
    let (bold, level, reset) = match (colour, diagnostic.level()) {
        (false, _) => ("", "", ""),
        (true, Level::Error) => ("\x1b[1m", "\x1b[1;31m", "\x1b[0m"),
        (true, Level::Warning) => ("\x1b[1m", "\x1b[1;33m", "\x1b[0m"),
    };
    let message = visible_line(&diagnostic.message);
    let _ = writeln!(out, "{bold}{place}:{reset} {level}{}{reset} {bold}{message}{reset}", diagnostic.code);

    let excerpt = Excerpt::of(&diagnostic.source, &diagnostic.span);
    let help = diagnostic.help.as_deref().map(visible_line);
    let notes: Vec<String> = diagnostic
        .related
        .iter()
        .map(|one| {
            visible_line(&format!("{}: {}", one.label, self::place(&one.source, one.span.start))).into_owned()
        })
        .collect();
    let mark = match diagnostic.level() {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
    };
    let mut group = Group::with_level(mark);
    if !excerpt.text.is_empty() {
        group = group.element(
            Snippet::source(excerpt.text.as_str())
                .line_start(excerpt.line)
                .annotation(AnnotationKind::Primary.span(excerpt.span.clone())),
        );
    }
    group = group.elements(notes.iter().map(|note| Mark::NOTE.message(note.as_str())));
    group = group.elements(help.iter().map(|help| Mark::HELP.message(help.as_ref())));
    if !group.is_empty() {
        out.push_str(&renderer.render(&[group]));
        out.push('\n');
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
