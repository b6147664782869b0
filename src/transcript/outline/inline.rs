//! Texts within a block.

use super::super::document::{Item, Link};
use crate::flow::Text;
use crate::text::{Span, parse};
use jiff::Timestamp;
use std::borrow::Cow;

/// A text within a block.
pub type Line = Vec<Inline>;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// A run in one style.
    Span(Span, Voice),
    /// A link: its label and its address.
    Link(Span, String, Voice),
}

/// Whose words a piece is, which tells its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The program's.
    Program,
    /// The flow's, in the language of the transcript.
    Flow,
    /// The flow's, in English, because a translation is missing.
    Source,
    /// Names, and what a person wrote: in any language.
    Unknown,
}

/// A point in time, in UTC, to the second.
pub fn time(at: Timestamp) -> String {
    let at = jiff::tz::TimeZone::UTC.to_datetime(at);
    format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second())
}

/// The content of a table's cell that stays text when the table is pasted into a spreadsheet: what begins as a formula
/// gets the apostrophe before it that spreadsheets use themselves. Commands and output stand in no table and stay as
/// they are. (OWASP, CSV injection)
pub fn neutral(cell: &str) -> Cow<'_, str> {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    // Some spreadsheets cut white space off before they look.
    if cell.starts_with(formula) || cell.trim_start().starts_with(formula) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

pub(super) fn neutral_line(mut line: Line) -> Line {
    if let Some(Inline::Span(span, _)) = line.first_mut()
        && let Cow::Owned(text) = neutral(&span.text)
    {
        span.text = text;
    }
    line
}

pub(super) fn text(text: impl Into<String>) -> Inline {
    Inline::Span(Span::plain(text), Voice::Program)
}

pub(super) fn words(words: impl Into<String>) -> Line {
    vec![text(words)]
}

/// A name, which may be in any language.
pub(super) fn foreign(words: impl Into<String>) -> Line {
    vec![Inline::Span(Span::plain(words), Voice::Unknown)]
}

fn voice(text: &Text) -> Voice {
    if text.fallback { Voice::Source } else { Voice::Flow }
}

/// A text of a flow, with its markup.
pub(super) fn markup(text: &Text) -> Line {
    parse(&text.text, |_| false).into_iter().map(|span| Inline::Span(span, voice(text))).collect()
}

pub(super) fn with_links(item: &Item) -> Line {
    let mut line = markup(&item.text);
    for Link { text: label, to } in &item.links {
        line.push(text(" "));
        line.push(match label {
            Some(label) => Inline::Link(Span::plain(&label.text), to.clone(), voice(label)),
            None => address(to),
        });
    }
    line
}

/// A link that is called by its address.
pub(super) fn address(to: &str) -> Inline {
    Inline::Link(Span::plain(to), to.to_owned(), Voice::Unknown)
}
