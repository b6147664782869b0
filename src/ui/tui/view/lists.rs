//! Lists that lie over a screen: what is found, the actions, and menus.

use super::hits::{entry, hit};
use super::over::{field, paragraphs, popup};
use super::{clean, first_line, plain_line, scrolled};
use crate::search::Found;
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
    let columns = usize::from(area.width.saturating_sub(2).min(90)).saturating_sub(8);
    let (mut lines, mut spans) = (Vec::new(), Vec::new());
    let mut end = 0;
    let choices = app.card.as_ref().map(|card| card.choices.as_slice()).unwrap_or_default();
    for (row, choice) in here.iter().filter_map(|&index| choices.get(index)).enumerate() {
        let from = lines.len();
        lines.push(entry(app, row == selected, &crate::text::plain(&choice.label), &[], columns));
        lines.push(plain_line(&format!("     {}", strings.get("ui.search-here")), Role::Aside, &app.theme));
        spans.push(from..lines.len());
        if row == selected {
            end = lines.len();
        }
    }
    let selected = selected.wrapping_sub(here.len());
    for (index, one) in found.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| found.get(before));
        let from = lines.len();
        hit(app, index == selected, one, before, columns, &mut lines);
        spans.push(from..lines.len());
        if index == selected {
            end = lines.len();
        }
    }
    if found.is_empty() && here.is_empty() {
        let says = if asked.text().is_empty() { "ui.ask-hint" } else { "ui.no-hits" };
        lines.extend(paragraphs(app, strings.get(says), columns));
    }
    let inner = popup(app, frame, area, strings.get("ui.ask"), (lines.len() + 2).max(6), 90);
    let line = Rect { height: 1, ..inner };
    match asked.summary(strings) {
        Some(text) => field(app, frame, line, &Input::of(&text)),
        None => field(app, frame, line, &asked.line),
    }
    let list = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let scroll = end.saturating_sub(usize::from(list.height));
    scrolled(frame, list, &lines, scroll, &app.theme);
    items(app, list, first_line(lines.len(), list.height, scroll), spans);
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
    let columns = usize::from(area.width.saturating_sub(2).min(76)).saturating_sub(7);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let key = working_keys(app, one.action).first().copied().unwrap_or_default();
        let room = columns.saturating_sub(width(key) + 2);
        let mut shown = entry(app, index == selected, &one.title, &one.marks, room);
        let gap = columns.saturating_sub(width(key) + 1).saturating_sub(shown.width().saturating_sub(3));
        shown.spans.push(Run::raw(" ".repeat(gap.max(1))));
        let role = if index == selected { Role::SelectedMatch } else { Role::Key };
        shown.spans.push(Run::styled(key.to_owned(), app.theme.style(role)));
        lines.push(shown);
    }
    if found.is_empty() {
        lines.extend(paragraphs(app, strings.get("ui.palette-none"), columns));
    }
    let inner = popup(app, frame, area, strings.get("ui.palette"), lines.len() + 2, 76);
    field(app, frame, Rect { height: 1, ..inner }, input);
    let list = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let scroll = (selected + 1).saturating_sub(usize::from(list.height));
    scrolled(frame, list, &lines, scroll, &app.theme);
    let rows = (0..found.len()).map(|row| row..row + 1);
    items(app, list, first_line(lines.len(), list.height, scroll), rows);
}

/// Notes for the mouse where the rows of a list are.
fn items(app: &App, area: Rect, first: usize, rows: impl IntoIterator<Item = Range<usize>>) {
    for (row, lines) in rows.into_iter().enumerate() {
        super::hit(app, area, first, lines, Hit::Item(row));
    }
}

/// A list, with what narrows it above.
pub(super) fn menu(app: &App, frame: &mut Frame, area: Rect, menu: &Menu) {
    let columns = usize::from(area.width.saturating_sub(2).min(90)).saturating_sub(4);
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for (row, (index, item)) in menu.shown().enumerate() {
        let number = index + 1;
        // A digit belongs to the filter.
        let number = (menu.filter.is_none() && number < 10).then_some(number);
        let from = lines.len();
        lines.extend(self::item(app, item, number, row == menu.selected, columns));
        rows.push(from..lines.len());
    }
    // It keeps its size while it is narrowed.
    let above = if menu.filter.is_some() { 2 } else { 0 };
    let all: usize = menu.items.iter().map(|one| self::item(app, one, None, false, columns).len()).sum();
    let inner = popup(app, frame, area, &menu.title, all + above, 90);
    let above = u16::try_from(above).unwrap_or(0).min(inner.height);
    let list = Rect { y: inner.y + above, height: inner.height - above, ..inner };
    let selected = rows.get(menu.selected).cloned().unwrap_or_default();
    let scroll = selected.end.saturating_sub(usize::from(list.height));
    let none = paragraphs(app, app.guide.strings.get("ui.filter-none"), columns);
    scrolled(frame, list, if lines.is_empty() { &none } else { &lines }, scroll, &app.theme);
    items(app, list, first_line(lines.len(), list.height, scroll), rows);
    if let Some(filter) = &menu.filter {
        return field(app, frame, Rect { height: 1, ..inner }, filter);
    }
    let row = selected.start.saturating_sub(scroll).min(usize::from(list.height).saturating_sub(1));
    frame.set_cursor_position((list.x, list.y + u16::try_from(row).unwrap_or(0)));
}

/// The most lines of an item: enough to tell it from the others.
const LINES: usize = 3;

/// An item of a list, without the column of the scrollbar.
fn item(
    app: &App,
    (text, pick): &(String, Pick),
    number: Option<usize>,
    here: bool,
    columns: usize,
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
    let room = columns.saturating_sub(2);
    let mut lines = hanging(&[Span::plain(mark)], &[Span::plain(clean(text))], room);
    let cut = lines.len() > LINES;
    lines.truncate(LINES);
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
