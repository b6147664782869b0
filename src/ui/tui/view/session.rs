//! The session screen: the trail, the card, and beside it what was noted.

use super::{card, clean, line, plain_line};
use crate::text::hanging;
use crate::text::markup::Span;
use crate::ui::action::Action;
use crate::ui::tui::app::App;
use crate::ui::tui::theme::Role;
use crate::ui::tui::view::trail;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Columns from which the trail stands beside the card.
const TRAIL_BESIDE: u16 = 112;
/// Columns from which notes and evidence stand on the other side.
const NOTES_BESIDE: u16 = 130;
/// Columns of the trail, with the rule beside it.
const TRAIL: u16 = 32;
/// The widest a card gets: longer lines are hard to read.
const WIDEST_CARD: u16 = 80;
/// Rows from which the trail has a row of its own above the card.
const TALL: u16 = 14;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    if area.width < TRAIL_BESIDE {
        let margin = if area.width >= 60 { 2 } else { 1 };
        let crumbs = u16::from(area.height >= TALL);
        if crumbs > 0 {
            let x = area.x + margin;
            trail::in_a_row(app, frame, Rect { x, width: area.width - margin, height: 1, ..area });
        }
        let below = |top: u16| Rect {
            x: area.x + margin,
            y: area.y + top,
            width: area.width.saturating_sub(2 * margin - 1).min(WIDEST_CARD),
            height: area.height.saturating_sub(top),
        };
        // A blank row below the trail where it costs nothing.
        let gap = crumbs > 0 && card::fits(app, below(crumbs + 1));
        return card::draw(app, frame, below(crumbs + u16::from(gap)));
    }
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    trail::in_a_column(app, frame, Rect { x: area.x + 1, width: TRAIL - 3, ..area });
    super::rule(app, frame, area.x + TRAIL - 1, area);
    let left = area.x + TRAIL + 2;
    let room = area.width.saturating_sub(left - area.x + 1);
    let width = room.min(WIDEST_CARD);
    card::draw(app, frame, Rect { x: left, width, ..area });
    if area.width >= NOTES_BESIDE {
        let x = left + width + 1;
        super::rule(app, frame, x, area);
        let right = area.x + area.width;
        notes(app, frame, Rect { x: x + 2, width: right.saturating_sub(x + 3), ..area });
    }
}

/// The columns of the card where it stands beside the trail, and a blank one on each side; else all.
pub(super) fn column(area: Rect) -> Rect {
    if area.width < TRAIL_BESIDE {
        return area;
    }
    let before = TRAIL + 1;
    Rect { x: area.x + before, width: (area.width - before).min(WIDEST_CARD + 2), ..area }
}

/// Notes and evidence, the newest first, or how to make some.
fn notes(app: &App, frame: &mut Frame, area: Rect) {
    let Some(session) = app.guide.session() else { return };
    let columns = usize::from(area.width);
    let strings = app.guide.strings;
    let mut lines = Vec::new();
    let state = session.state();
    let parts = [
        ("ui.notes", &state.notes, Action::Note, "ui.notes-none"),
        ("ui.evidence", &state.evidence, Action::Paste, "ui.evidence-none"),
    ];
    for (heading, remarks, action, none) in parts {
        lines.push(plain_line(strings.get(heading), Role::Heading, &app.theme));
        let mut say = |mark: &str, text: &str| {
            let wrapped = hanging(&[Span::plain(mark)], &[Span::plain(clean(text))], columns);
            lines.extend(wrapped.iter().take(4).map(|one| line(one, &app.theme)));
        };
        for remark in remarks.iter().rev() {
            let text = remark.line.as_deref().unwrap_or(remark.text.as_str());
            say("- ", text.lines().next().unwrap_or_default());
        }
        if remarks.is_empty() {
            lines.extend(nothing(app, strings.get(none), app.keys.first(action), columns));
        }
        lines.push(Line::default());
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// That there is nothing yet, with the key that makes something.
fn nothing(app: &App, text: &str, key: &str, columns: usize) -> Vec<Line<'static>> {
    let (before, after) = text.split_once("{key}").unwrap_or((text, ""));
    let key = if before == text { "" } else { key };
    let shown = Line::from(vec![
        Run::raw(before.to_owned()),
        Run::styled(key.to_owned(), app.theme.style(Role::Key)),
        Run::raw(after.to_owned()),
    ]);
    if shown.width() <= columns {
        return vec![shown];
    }
    let wrapped = hanging(&[], &[Span::plain(format!("{before}{key}{after}"))], columns);
    wrapped.iter().map(|one| line(one, &app.theme)).collect()
}
