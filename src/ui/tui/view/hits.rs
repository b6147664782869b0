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

/// A title, in two lines if it is long.
pub(super) fn title(
    app: &App,
    here: bool,
    title: &str,
    marks: &[Range<usize>],
    columns: usize,
) -> Vec<Line<'static>> {
    let clean = clean(title) == title;
    let first = wrap(&[Span::plain(title)], columns).first().map(|line| crate::text::plain(line).len());
    let Some((first, rest)) = first.filter(|_| clean).and_then(|at| title.split_at_checked(at)) else {
        return vec![entry(app, here, title, marks, columns)];
    };
    let part = |text: &str, at: usize| {
        let within = |mark: &Range<usize>| {
            let (from, to) = (mark.start.max(at), mark.end.min(at + text.len()));
            (from < to).then(|| from - at..to - at)
        };
        let marks: Vec<Range<usize>> = marks.iter().filter_map(within).collect();
        entry(app, here, text, &marks, columns)
    };
    let mut lines = vec![part(first, 0)];
    let gone = rest.len() - rest.trim_start().len();
    if !rest.trim().is_empty() {
        let mut second = part(rest.trim_start(), first.len() + gone);
        // One marker is enough.
        if let Some(mark) = second.spans.first_mut() {
            mark.content = " ".repeat(MARGIN).into();
        }
        lines.push(second);
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
