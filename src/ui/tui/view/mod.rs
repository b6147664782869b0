//! Draws the full screen. Everything that comes from outside passes [`visible_line`] before it is drawn.

mod blocks;
mod card;
mod choices;
mod chrome;
mod command;
mod dialog;
mod foot;
mod hits;
mod lists;
mod over;
mod review;
mod session;
mod start;
mod trail;

use super::app::App;
use super::mouse::Hit;
use super::theme::{Role, Theme};
use crate::text::markup::Span;
use crate::text::wrap::expand_tabs;
use crate::text::{visible, visible_line};
use crate::ui::action::Place;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;
use std::ops::Range;

/// Smallest screen that everything fits on, in columns and rows.
pub const SMALLEST: (u16, u16) = (30, 8);

/// Draws the whole screen.
pub fn view(app: &App, frame: &mut Frame) {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let text = app.guide.strings.get("ui.too-small");
        let lines = crate::text::wrap(&[Span::plain(text)], usize::from(area.width).max(1));
        let lines: Vec<Line> = lines.iter().map(|one| line(one, &app.theme)).collect();
        frame.render_widget(Paragraph::new(lines), area);
        return;
    }
    app.hits.clear();
    let banner = chrome::banner(app, area);
    let warned = u16::try_from(banner.len()).unwrap_or(0);
    let said = chrome::said(app, area);
    let [head, body, status, foot] = rows(area, warned, said.len());
    chrome::head(app, frame, head);
    if body.y > head.y + 1 + warned {
        chrome::way(app, frame, Rect { y: body.y - 1, ..head });
    }
    match app.place() {
        Place::Session => session::draw(app, frame, body),
        Place::Review => review::draw(app, frame, body),
        _ => start::draw(app, frame, body),
    }
    let quiet = if said.is_empty() { foot.y } else { status.y };
    chrome::status(app, frame, status, said);
    if app.overlay.is_some() {
        // What lies below cannot be reached; what is said is news all the same.
        app.hits.clear();
        dialog::dim(app, frame, Rect { height: quiet - area.y, ..area });
    }
    foot::foot(app, frame, foot);
    if app.overlay.is_some() {
        // The warning stands over everything.
        let top = if warned > 0 { 1 + warned } else { 0 };
        over::draw(app, frame, Rect { y: area.y + top, height: area.height - top, ..area });
    }
    frame.render_widget(Paragraph::new(banner), Rect { y: area.y + 1, height: warned, ..area });
}

/// Head, body, status and foot. What is said has as many rows as it needs.
fn rows(area: Rect, warned: u16, said: usize) -> [Rect; 4] {
    // A line below the head where there is room, and the warning if there is one.
    let gap = u16::from(area.height >= 16) + warned;
    let status = u16::try_from(said).unwrap_or(1).max(1);
    let body = area.height - 2 - gap - status;
    [
        Rect { height: 1, ..area },
        Rect { y: area.y + 1 + gap, height: body, ..area },
        Rect { y: area.y + 1 + gap + body, height: status, ..area },
        Rect { y: area.y + area.height - 1, height: 1, ..area },
    ]
}

/// A wrapped line of flow text as it is drawn.
fn line(spans: &[Span], theme: &Theme) -> Line<'static> {
    Line::from(
        spans.iter().map(|span| Run::styled(clean(&span.text), theme.markup(span.style))).collect::<Vec<_>>(),
    )
}

/// Puts something before a line that does not take on the style of its text.
fn put_before(line: &mut Line<'static>, run: Run<'static>) {
    let style = std::mem::take(&mut line.style);
    line.spans.iter_mut().for_each(|span| span.style = style.patch(span.style));
    line.spans.insert(0, run);
}

/// One line of text in one role.
fn plain_line(text: &str, role: Role, theme: &Theme) -> Line<'static> {
    Line::styled(clean(text), theme.style(role))
}

/// Untrusted text on one line: escapes visible, tabs as spaces.
fn clean(text: &str) -> String {
    visible_line(&expand_tabs(text)).into_owned()
}

/// Untrusted text before it is wrapped: escapes visible, line breaks kept.
fn clean_spans(spans: &[Span]) -> Vec<Span> {
    spans.iter().map(|span| Span::new(visible(&expand_tabs(&span.text)).into_owned(), span.style)).collect()
}

/// A line in a style that goes on to the edge.
fn bar(mut line: Line<'static>, columns: usize, style: Style) -> Line<'static> {
    let rest = columns.saturating_sub(line.width());
    line.spans.push(Run::raw(" ".repeat(rest)));
    line.style(style)
}

/// A rule between two columns.
fn rule(app: &App, frame: &mut Frame, x: u16, area: Rect) {
    let mark = if app.theme.ascii { "|" } else { "│" };
    let style = app.theme.style(Role::Rule);
    for y in area.top()..area.bottom() {
        frame.buffer_mut().set_string(x, y, mark, style);
    }
}

/// Notes for the mouse where these lines of a list are, as far as they are drawn when `scroll` is the first line shown.
fn hit(app: &App, area: Rect, scroll: usize, lines: Range<usize>, hit: Hit) {
    let height = usize::from(area.height);
    let (from, to) = (lines.start.max(scroll), lines.end.min(scroll + height));
    if let (Ok(y), Ok(height), true) =
        (u16::try_from(from.saturating_sub(scroll)), u16::try_from(to.saturating_sub(from)), from < to)
    {
        app.hits.add(Rect { y: area.y + y, height, ..area }, hit);
    }
}

/// The first line that is shown: what is asked for, or what leaves no room empty.
fn first_line(lines: usize, height: u16, scroll: usize) -> usize {
    scroll.min(lines.saturating_sub(usize::from(height)))
}

/// Draws lines from `scroll` on, and a bar at the right edge if there are more than fit. Returns how
/// far one can scroll.
fn scrolled(frame: &mut Frame, area: Rect, lines: &[Line<'static>], scroll: usize, theme: &Theme) -> usize {
    let height = usize::from(area.height);
    let most = lines.len().saturating_sub(height);
    let scroll = first_line(lines.len(), area.height, scroll);
    let shown: Vec<Line<'static>> = lines.iter().skip(scroll).take(height).cloned().collect();
    frame.render_widget(Paragraph::new(shown), area);
    if most > 0 && area.width > 2 && height > 0 {
        let thumb = (height * height / lines.len()).clamp(1, height);
        let top = (scroll * (height - thumb)).checked_div(most).unwrap_or(0);
        for row in 0..height {
            let inside = row >= top && row < top + thumb;
            let mark = match (theme.ascii, inside) {
                (true, true) => "#",
                (true, false) => ":",
                (false, true) => "┃",
                (false, false) => "│",
            };
            let x = area.x + area.width - 1;
            let y = area.y + u16::try_from(row).unwrap_or(0);
            let role = if inside { Role::Text } else { Role::Rule };
            // A selected row ends before the bar.
            frame.buffer_mut().set_string(x, y, mark, Style::reset().patch(theme.style(role)));
        }
    }
    most
}
