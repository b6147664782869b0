//! Lines cut by display width. Widths are terminal columns, counted by grapheme.

use std::borrow::Cow;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::markup::{Span, Style};

/// Columns between tab stops when tabs are expanded for display.
pub const TAB: usize = 4;

/// The columns a text takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(grapheme_width).sum() }
}

fn grapheme_width(grapheme: &str) -> usize {
    grapheme.width()
}

/// Wraps by UAX #14 over display width. A run without a break is cut between graphemes; spaces at the end of a
/// line are dropped, those at its start are kept. A width of 0 counts as 1, and a character wider than the line
/// stands alone on it. An empty text has no lines.
pub fn wrap(spans: &[Span], width: usize) -> Vec<Vec<Span>> {
    let (text, styles) = join(spans);
    let mut lines = Wrapper { styles, limit: width.max(1), line: Vec::new(), used: 0, done: Vec::new() };
    let mut breaks = linebreaks(&text).peekable();
    let mut word: Vec<Piece<'_>> = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        word.push(Piece { at, text: grapheme, width: grapheme_width(grapheme) });
        let mut opportunity = None;
        // Opportunities inside a grapheme are passed over.
        while let Some((position, kind)) = breaks.next_if(|(position, _)| *position <= end) {
            opportunity = (position == end).then_some(kind);
        }
        if let Some(kind) = opportunity {
            let ends_line = kind == BreakOpportunity::Mandatory;
            if ends_line && word.last().is_some_and(|last| is_terminator(last.text)) {
                word.pop();
            }
            lines.add(&word);
            word.clear();
            if ends_line {
                lines.end();
            }
        }
    }
    if !word.is_empty() {
        lines.add(&word);
        lines.end();
    }
    lines.done
}

/// Wraps `body` behind `first` (a bullet, a number), with the following lines indented to the same column. On
/// a line too narrow for that the indent is left out.
pub fn hanging(first: &[Span], body: &[Span], width: usize) -> Vec<Vec<Span>> {
    let indent: usize = first.iter().map(|span| self::width(&span.text)).sum();
    if indent * 2 > width {
        return wrap(&[first, body].concat(), width);
    }
    let mut lines = wrap(body, width - indent);
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    for (number, line) in lines.iter_mut().enumerate() {
        if number == 0 {
            line.splice(0..0, first.iter().cloned());
        } else if indent > 0 && !line.is_empty() {
            line.insert(0, Span::plain(" ".repeat(indent)));
        }
    }
    lines
}

/// Cuts a command into display lines at exactly `width` columns, keeping every space; tabs are expanded. What is
/// copied is the command itself, never these lines.
pub fn hard_wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = expand_tabs(line);
        let mut current = String::new();
        let mut used = 0;
        for piece in pieces(&line, width.max(1)) {
            if used + piece.width > width.max(1) && !current.is_empty() {
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push_str(piece.text);
            used += piece.width;
        }
        lines.push(current);
    }
    lines
}

/// Shortens a text to `width` columns, ending it with an ellipsis when something was cut.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    truncate_with(text, width, "…")
}

/// As [`truncate`], with another mark for what was cut (`...` where only ASCII is shown).
pub fn truncate_with<'a>(text: &'a str, width: usize, mark: &str) -> Cow<'a, str> {
    if self::width(text) <= width {
        return Cow::Borrowed(text);
    }
    let Some(room) = width.checked_sub(self::width(mark)) else {
        return Cow::Borrowed(text.get(..fitting(text, width)).unwrap_or_default());
    };
    let kept = text.get(..fitting(text, room)).unwrap_or_default();
    Cow::Owned(format!("{}{mark}", kept.trim_end()))
}

/// The text with tabs replaced by spaces up to the next stop. Display only.
pub fn expand_tabs(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2 * TAB);
    let mut column = 0;
    for grapheme in text.graphemes(true) {
        match grapheme {
            "\t" => {
                let spaces = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            "\n" | "\r\n" => {
                out.push_str(grapheme);
                column = 0;
            }
            _ => {
                out.push_str(grapheme);
                column += grapheme_width(grapheme);
            }
        }
    }
    Cow::Owned(out)
}

/// Bytes of the longest start of the text that fits.
fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > width {
            return at;
        }
    }
    text.len()
}

/// One grapheme, or one character of a grapheme that is wider than a line.
#[derive(Clone, Copy)]
struct Piece<'a> {
    at: usize,
    text: &'a str,
    width: usize,
}

fn pieces(text: &str, limit: usize) -> impl Iterator<Item = Piece<'_>> {
    text.grapheme_indices(true).flat_map(move |(at, grapheme)| {
        split_wide(Piece { at, text: grapheme, width: grapheme_width(grapheme) }, limit)
    })
}

fn split_wide(piece: Piece<'_>, limit: usize) -> impl Iterator<Item = Piece<'_>> {
    let characters = if piece.width > limit { usize::MAX } else { 0 };
    let whole = (characters == 0).then_some(piece);
    let split = piece.text.char_indices().take(characters).filter_map(move |(offset, c)| {
        let text = piece.text.get(offset..offset + c.len_utf8())?;
        Some(Piece { at: piece.at + offset, text, width: text.width() })
    });
    whole.into_iter().chain(split)
}

/// The text of all spans, and where each style begins.
fn join(spans: &[Span]) -> (String, Vec<(usize, Style)>) {
    let mut text = String::new();
    let mut styles = Vec::new();
    for span in spans {
        styles.push((text.len(), span.style));
        if span.text.contains('\t') {
            text.push_str(&span.text.replace('\t', &" ".repeat(TAB)));
        } else {
            text.push_str(&span.text);
        }
    }
    (text, styles)
}

fn is_terminator(grapheme: &str) -> bool {
    matches!(grapheme, "\n" | "\r\n" | "\r" | "\u{b}" | "\u{c}" | "\u{85}" | "\u{2028}" | "\u{2029}")
}

/// White space that may go at the end of a line; no-break spaces stay.
fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(|c| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}'))
}

/// Whether a mark belongs to what stands before it.
fn closes(grapheme: &str) -> bool {
    matches!(
        grapheme,
        "、" | "。"
            | "，"
            | "；"
            | "："
            | "？"
            | "！"
            | "）"
            | "」"
            | "』"
            | "”"
            | ","
            | "."
            | ";"
            | ":"
            | "?"
            | "!"
            | ")"
    )
}

struct Wrapper<'a> {
    styles: Vec<(usize, Style)>,
    limit: usize,
    line: Vec<Piece<'a>>,
    used: usize,
    done: Vec<Vec<Span>>,
}

impl<'a> Wrapper<'a> {
    /// Adds what stands between two break opportunities: a word and the spaces after it.
    fn add(&mut self, word: &[Piece<'a>]) {
        let letters = word.iter().rposition(|piece| !is_space(piece.text)).map_or(0, |last| last + 1);
        let needed: usize = word.iter().take(letters).map(|piece| piece.width).sum();
        if self.used + needed > self.limit && !self.line.is_empty() {
            self.turn();
        }
        let limit = self.limit;
        for piece in word.iter().flat_map(|piece| split_wide(*piece, limit)) {
            // Spaces may hang over the edge: they go when the line ends.
            if self.used + piece.width > self.limit && !self.line.is_empty() && !is_space(piece.text) {
                // A mark that closes does not begin a line, even where a run has to be cut.
                let before = self.line.last().copied().filter(|before| {
                    closes(piece.text) && self.line.len() > 1 && before.width + piece.width <= limit
                });
                if before.is_some() {
                    self.line.pop();
                }
                self.turn();
                self.used += before.map_or(0, |before| before.width);
                self.line.extend(before);
            }
            self.used += piece.width;
            self.line.push(piece);
        }
    }

    /// Goes to the next line inside a paragraph; a line of spaces alone is not worth one.
    fn turn(&mut self) {
        if self.line.iter().all(|piece| is_space(piece.text)) {
            self.line.clear();
            self.used = 0;
        } else {
            self.end();
        }
    }

    fn end(&mut self) {
        let keep = self.line.iter().rposition(|piece| !is_space(piece.text)).map_or(0, |last| last + 1);
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.line.drain(..).take(keep) {
            let before = self.styles.partition_point(|(at, _)| *at <= piece.at);
            let style = before.checked_sub(1).and_then(|i| self.styles.get(i)).map_or(Style::Plain, |s| s.1);
            match spans.last_mut() {
                Some(last) if last.style == style => last.text.push_str(piece.text),
                _ => spans.push(Span::new(piece.text, style)),
            }
        }
        self.done.push(spans);
        self.used = 0;
    }
}
