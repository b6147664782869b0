//! What is masked before a transcript is written.

use super::{bar, clean, first_line, hit, line, plain_line, scrolled};
use crate::text::{Span, hanging, truncate, wrap};
use crate::transcript::Item;
use crate::ui::action::Action;
use crate::ui::guide::Draft;
use crate::ui::review;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let Some(reviewing) = &app.review else { return };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    let columns = usize::from(area.width).saturating_sub(2);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let about = clean(&review::about(&reviewing.draft, app.guide.strings));
    lines.extend(wrap(&[Span::plain(about)], columns).iter().map(|one| line(one, &app.theme)));
    let (mut index, mut from, mut to) = (0, 0, 0);
    let mut places = Vec::new();
    for group in reviewing.draft.review.groups() {
        lines.push(Line::default());
        let title = clean(&review::group(group, app.guide.strings));
        let title = wrap(&[Span::plain(title)], columns);
        lines.extend(title.iter().map(|one| plain_line(&crate::text::plain(one), Role::Heading, &app.theme)));
        for item in &group.items {
            let selected = index == reviewing.selected;
            let before = lines.len();
            add(app, item, selected, columns, &mut lines);
            places.push(before..lines.len());
            if selected {
                (from, to) = (before, lines.len());
            }
            index += 1;
        }
    }
    let height = usize::from(area.height);
    preview(app, &reviewing.draft, columns, height, &mut lines);
    // The find and where it stands are seen as far as they fit; what it is about while nothing was moved.
    let scroll =
        if reviewing.selected == 0 && to <= height { 0 } else { to.saturating_sub(height).min(from) };
    scrolled(frame, area, &lines, scroll, &app.theme);
    let first = first_line(lines.len(), area.height, scroll);
    for (find, lines) in places.into_iter().enumerate() {
        hit(app, area, first, lines, Hit::Find(find));
    }
    let row = u16::try_from(from.saturating_sub(scroll)).unwrap_or(0).min(area.height.saturating_sub(1));
    frame.set_cursor_position((area.x, area.y + row));
}

/// The beginning of what will be written, where the finds leave room.
fn preview(app: &App, draft: &Draft, columns: usize, height: usize, lines: &mut Vec<Line<'static>>) {
    const LEAST: usize = 6;
    if lines.len() + LEAST > height {
        return;
    }
    let strings = app.guide.strings;
    lines.push(Line::default());
    let says = strings.fill("ui.review.preview", &[("key", app.keys.first(Action::View))]);
    let says = wrap(&[Span::plain(says)], columns);
    lines.extend(says.iter().map(|one| plain_line(&crate::text::plain(one), Role::Heading, &app.theme)));
    let text = draft.text();
    let room = height.saturating_sub(lines.len());
    let spans = |one: &str| [Span::plain(clean(one))];
    let mut wrapped = text.lines().filter(|one| !one.is_empty()).flat_map(|one| wrap(&spans(one), columns));
    lines.extend(wrapped.by_ref().take(room).map(|one| line(&one, &app.theme)));
    // What is cut is seen to be cut.
    if let (Some(last), Some(_)) = (lines.last_mut(), wrapped.next()) {
        let cut = truncate(&format!("{last} …"), columns).into_owned();
        *last = plain_line(&cut, Role::Text, &app.theme);
    }
}

fn add(app: &App, item: &Item, selected: bool, columns: usize, lines: &mut Vec<Line<'static>>) {
    let strings = app.guide.strings;
    let mark = format!("{} {} ", if selected { ">" } else { " " }, if item.masked { "[x]" } else { "[ ]" });
    let role = match (selected, item.masked) {
        (true, _) => Role::Selected,
        (false, true) => Role::Text,
        (false, false) => Role::Warning,
    };
    let says = clean(&review::item(item, strings));
    for one in hanging(&[Span::plain(mark)], &[Span::plain(says)], columns) {
        let line = plain_line(&crate::text::plain(&one), role, &app.theme);
        lines.push(if selected { bar(line, columns, app.theme.style(role)) } else { line });
    }
    // Of the others one place is enough to know them by.
    for place in item.places.iter().take(if selected { item.places.len() } else { 1 }) {
        let says = clean(&review::place(place, strings));
        for one in hanging(&[Span::plain("      ")], &[Span::plain(says)], columns) {
            lines.push(plain_line(&crate::text::plain(&one), Role::Aside, &app.theme));
        }
    }
}
