//! Lists that lie over a screen: what is found, the actions, and menus.

use super::dialog::{BAR, columns, field, most_rows, paragraphs, popup};
use super::hits::{MARGIN, hit, title};
use super::{clean, first_line, line, plain_line, scrolled};
use crate::search::Found;
use crate::text::markup::Style;
use crate::text::{Span, hanging, truncate, width};
use crate::ui::palette::Offered;
use crate::ui::tui::app::App;
use crate::ui::tui::asked::Asked;
use crate::ui::tui::input::Line as Input;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::overlay::{Menu, Pick};
use crate::ui::tui::start::working_keys;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use std::ops::Range;

/// What is found, from the step one is at and from anywhere.
pub(super) fn search(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    asked: &Asked,
    here: &[usize],
    found: &[Found],
    selected: usize,
) {
    let strings = app.guide.strings;
    let columns = columns(area).saturating_sub(MARGIN + BAR);
    let (mut lines, mut spans) = (Vec::new(), Vec::new());
    let choices = app.card.as_ref().map(|card| card.choices.as_slice()).unwrap_or_default();
    for (row, choice) in here.iter().filter_map(|&index| choices.get(index)).enumerate() {
        let from = lines.len();
        lines.extend(title(app, row == selected, &crate::text::plain(&choice.label), &[], columns));
        let aside = Span::new(strings.get("ui.search-here"), Style::Dim);
        let aside = hanging(&[Span::plain(" ".repeat(MARGIN + 2))], &[aside], columns + MARGIN);
        lines.extend(aside.iter().map(|one| line(one, &app.theme)));
        spans.push(from..lines.len());
    }
    for (index, one) in found.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| found.get(before));
        let from = lines.len();
        hit(app, here.len() + index == selected, one, before, columns, &mut lines);
        spans.push(from..lines.len());
    }
    if found.is_empty() && here.is_empty() {
        let says = if asked.text().is_empty() { "ui.ask-hint" } else { "ui.no-hits" };
        lines.extend(paragraphs(app, strings.get(says), columns));
    }
    let above = typed(area, lines.len());
    let inner = popup(app, frame, area, strings.get("ui.ask"), (lines.len() + above).max(6));
    let typed = Rect { height: 1, ..inner };
    match asked.summary(strings) {
        Some(text) => field(app, frame, typed, &Input::of(&text)),
        None => field(app, frame, typed, &asked.line),
    }
    list(app, frame, below(inner, above), &lines, &spans, selected);
}

/// Rows of what is typed above a list of so many: a blank one below it where there is room.
fn typed(area: Rect, rows: usize) -> usize {
    if rows + 2 <= most_rows(area) || most_rows(area) >= 10 { 2 } else { 1 }
}

/// What is left below so many rows.
fn below(inner: Rect, rows: usize) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(0).min(inner.height);
    Rect { y: inner.y + rows, height: inner.height - rows, ..inner }
}

/// Draws a list with the selected row in sight, and returns on which line of the area that begins. `rows` are the lines
/// of each.
fn list(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    lines: &[Line<'static>],
    rows: &[Range<usize>],
    selected: usize,
) -> u16 {
    let selected = rows.get(selected).cloned().unwrap_or_default();
    // Of a row that is higher than the area its beginning is seen.
    let scroll = selected.end.saturating_sub(usize::from(area.height)).min(selected.start);
    scrolled(frame, area, lines, scroll, &app.theme);
    let first = first_line(lines.len(), area.height, scroll);
    for (row, lines) in rows.iter().enumerate() {
        super::hit(app, area, first, lines.clone(), Hit::Item(row));
    }
    u16::try_from(selected.start.saturating_sub(first)).unwrap_or(0).min(area.height.saturating_sub(1))
}

/// The actions, by their names.
pub(super) fn palette(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    input: &Input,
    found: &[Offered],
    selected: usize,
) {
    let strings = app.guide.strings;
    let inside = columns(area);
    let (mut lines, mut rows): (Vec<Line<'static>>, Vec<Range<usize>>) = Default::default();
    for (index, one) in found.iter().enumerate() {
        let from = lines.len();
        let key = working_keys(app, one.action).first().copied().unwrap_or_default();
        let room = inside.saturating_sub(MARGIN + 2 + width(key) + BAR);
        let mut shown = title(app, index == selected, &one.title, &one.marks, room);
        let (plain, marked) = match index == selected {
            true => (Role::Selected, Role::SelectedMatch),
            false => (Role::Text, Role::Key),
        };
        if let Some(first) = shown.first_mut() {
            let gap = inside.saturating_sub(first.width() + width(key) + BAR);
            first.spans.push(Run::raw(" ".repeat(gap)));
            first.spans.push(Run::styled(key.to_owned(), app.theme.style(marked)));
        }
        lines.extend(shown.into_iter().map(|one| super::bar(one, inside, app.theme.style(plain))));
        rows.push(from..lines.len());
    }
    if found.is_empty() {
        lines.extend(paragraphs(app, strings.get("ui.palette-none"), inside));
    }
    let above = typed(area, lines.len());
    let inner = popup(app, frame, area, strings.get("ui.palette"), lines.len() + above);
    field(app, frame, Rect { height: 1, ..inner }, input);
    list(app, frame, below(inner, above), &lines, &rows, selected);
}

/// A list, with what narrows it above.
pub(super) fn menu(app: &App, frame: &mut Frame, area: Rect, menu: &Menu) {
    let columns = columns(area);
    let all = |most: usize| {
        let items = menu.items.iter().map(move |one| item(app, one, None, false, (columns, most)).len());
        items.sum::<usize>()
    };
    let above = if menu.filter.is_some() { typed(area, all(LINES)) } else { 0 };
    let most = LINES.min(most_rows(area).saturating_sub(above));
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for (row, (index, item)) in menu.shown().enumerate() {
        let number = index + 1;
        // A digit belongs to the filter.
        let number = (menu.filter.is_none() && number < 10).then_some(number);
        let from = lines.len();
        lines.extend(self::item(app, item, number, row == menu.selected, (columns, most)));
        rows.push(from..lines.len());
    }
    // It keeps its size while it is narrowed.
    let inner = popup(app, frame, area, &menu.title, all(most) + above);
    let area = below(inner, above);
    if lines.is_empty() {
        lines = paragraphs(app, app.guide.strings.get("ui.filter-none"), columns);
    }
    let row = list(app, frame, area, &lines, &rows, menu.selected);
    match &menu.filter {
        Some(filter) => field(app, frame, Rect { height: 1, ..inner }, filter),
        None => frame.set_cursor_position((area.x, area.y + row)),
    }
}

/// The most lines of an item.
const LINES: usize = 6;

/// An item of a list in so many columns, without those of the bar, and in at most so many lines.
fn item(
    app: &App,
    (text, pick): &(String, Pick),
    number: Option<usize>,
    here: bool,
    (columns, most): (usize, usize),
) -> Vec<Line<'static>> {
    let gone = *pick == Pick::RuledOut;
    let number = match number {
        _ if gone => "-".to_owned(),
        Some(number) => number.to_string(),
        None => " ".to_owned(),
    };
    let mark = format!("{} {number}  ", if here { ">" } else { " " });
    let role = match (here, gone) {
        (true, _) => Role::Selected,
        (false, true) => Role::Disabled,
        (false, false) => Role::Text,
    };
    let room = columns.saturating_sub(BAR);
    let mut lines = hanging(&[Span::plain(mark)], &[Span::plain(clean(text))], room);
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    let shown = lines.iter().enumerate().map(|(at, one)| {
        let mut text = crate::text::plain(one);
        if cut && at == last {
            text = format!("{}…", truncate(&text, room.saturating_sub(1)).trim_end_matches('…'));
        }
        let line = plain_line(&text, role, &app.theme);
        if here { super::bar(line, columns, app.theme.style(role)) } else { line }
    });
    shown.collect()
}
