//! A row of a list: a title, and of what was found why.

use super::clean;
use crate::search::Found;
use crate::text::markup::Span;
use crate::text::{Strings, truncate, width, wrap};
use crate::ui::tui::app::App;
use crate::ui::tui::theme::Role;
use ratatui::text::{Line, Span as Run};
use std::ops::Range;

/// Columns before a row: its marker.
pub(super) const MARGIN: usize = 3;

/// One row: a marker, and the title with its matched parts.
pub(super) fn entry(
    app: &App,
    here: bool,
    title: &str,
    marks: &[Range<usize>],
    columns: usize,
) -> Line<'static> {
    let (base, matched) =
        if here { (Role::Selected, Role::SelectedMatch) } else { (Role::Text, Role::Match) };
    let base = app.theme.style(base);
    let mut runs = vec![Run::styled(if here { " > " } else { "   " }, base)];
    let shown = clean(title);
    let cut = truncate(&shown, columns).into_owned();
    // Marks belong to the title as it is; where cleaning changed it, nothing is marked.
    let same = shown == title;
    let mut at = 0;
    for mark in marks.iter().filter(|mark| same && mark.end <= cut.len()) {
        if let (Some(before), Some(inside)) = (cut.get(at..mark.start), cut.get(mark.clone())) {
            runs.push(Run::styled(before.to_owned(), base));
            runs.push(Run::styled(inside.to_owned(), app.theme.style(matched)));
            at = mark.end;
        }
    }
    runs.push(Run::styled(cut.get(at..).unwrap_or_default().to_owned(), base));
    let line = Line::from(runs);
    if here { super::bar(line, columns + MARGIN, base) } else { line }
}

/// The most lines of a title.
const LINES: usize = 3;

/// A title, in several lines if it is long.
pub(super) fn title(
    app: &App,
    here: bool,
    title: &str,
    marks: &[Range<usize>],
    columns: usize,
) -> Vec<Line<'static>> {
    let (mut lines, mut from) = (Vec::new(), 0);
    let wrapped = if clean(title) == title { wrap(&[Span::plain(title)], columns) } else { Vec::new() };
    for (at, part) in wrapped.iter().enumerate() {
        let rest = title.get(from..).unwrap_or_default();
        from += rest.len() - rest.trim_start().len();
        let rest = title.get(from..).unwrap_or_default();
        // What there is no room for is cut at the end of the last line.
        let part = crate::text::plain(part);
        let part = if at + 1 == LINES { rest } else { rest.get(..part.len()).unwrap_or(rest) };
        let within = |mark: &Range<usize>| {
            let (start, end) = (mark.start.max(from), mark.end.min(from + part.len()));
            (start < end).then(|| start - from..end - from)
        };
        let marks: Vec<Range<usize>> = marks.iter().filter_map(within).collect();
        let mut line = entry(app, here, part, &marks, columns);
        // One marker is enough.
        if let (true, Some(mark)) = (at > 0, line.spans.first_mut()) {
            mark.content = " ".repeat(MARGIN).into();
        }
        lines.push(line);
        from += part.len();
        if at + 1 == LINES {
            break;
        }
    }
    if lines.is_empty() {
        lines.push(entry(app, here, title, marks, columns));
    }
    lines
}

/// A hit: its title, below it why it was found and, where there is room, in which pack; of a paste the line that
/// decided, unless that is the line of the hit before.
pub(super) fn hit(
    app: &App,
    here: bool,
    found: &Found,
    before: Option<&Found>,
    columns: usize,
    lines: &mut Vec<Line<'static>>,
) {
    let strings = app.guide.strings;
    lines.extend(title(app, here, &found.title, &found.marks, columns));
    let room = columns.saturating_sub(2);
    let why = truncate(&clean(&reasons(found, room, strings)), room).into_owned();
    // Beside a weak match the pack is one thing more to read and helps nobody.
    let pack = if found.weak { String::new() } else { clean(&found.pack) };
    let gap = room.saturating_sub(width(&why) + width(&pack));
    let mut runs = vec![Run::styled(format!("     {why}"), app.theme.style(Role::Aside))];
    if gap >= 3 {
        runs.push(Run::raw(" ".repeat(gap)));
        runs.push(Run::styled(pack, app.theme.style(Role::Aside)));
    }
    lines.push(Line::from(runs));
    if let Some(decided) =
        found.line.as_ref().filter(|line| before.and_then(|hit| hit.line.as_ref()) != Some(line))
    {
        let text =
            truncate(&clean(&format!("{}: {}", decided.number, told(&decided.text))), room).into_owned();
        let text = Run::styled(text, app.theme.style(Role::Match));
        lines.push(Line::from(vec![Run::raw("     "), text]));
    }
}

/// A line of a log from its first word on: when it was written is not what decided.
fn told(line: &str) -> &str {
    let is_time = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "TZ-:.,+/[]".contains(c));
    let mut rest = line.trim_start();
    while let Some((word, after)) = rest.split_once(char::is_whitespace).filter(|(word, _)| is_time(word)) {
        rest = if word.chars().any(|c| c.is_ascii_digit()) { after.trim_start() } else { break };
    }
    rest
}

/// As many reasons as fit, the most important first.
fn reasons(found: &Found, room: usize, strings: &Strings) -> String {
    let worded = |count: usize| {
        let why = strings.clauses(found.why.get(..count).unwrap_or_default());
        if found.weak { strings.fill("ui.weak", &[("why", &why)]) } else { why }
    };
    let most = (1..=found.why.len()).rev().find(|count| width(&worded(*count)) <= room);
    worded(most.unwrap_or(1))
}
