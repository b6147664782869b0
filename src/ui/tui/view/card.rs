//! The card of the current step: its text, which scrolls, and below it the choices, which stay.

use super::choices::Choices;
use super::{blocks, hit, plain_line, scrolled};
use crate::text::width;
use crate::ui::action::Action;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Rows from which a card is set with air.
pub(super) const TALL: u16 = 12;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let Some(card) = &app.card else {
        let text = app.guide.strings.get("ui.card-missing");
        frame.render_widget(Paragraph::new(plain_line(text, Role::Warning, &app.theme)), area);
        return;
    };
    let tall = area.height >= TALL;
    // Two columns are kept for the scrollbar.
    let columns = usize::from(area.width).saturating_sub(2);
    let height = usize::from(area.height);
    let lines = blocks::lines(app, card, columns, tall);
    let choices = Choices::of(app, columns, tall);
    // The choices stay on the screen; the text above them scrolls.
    let for_choices = choices.lines.len().min(height.saturating_sub(lines.len() + 1).max(height.div_ceil(2)));
    let for_text = lines.len().min(height.saturating_sub(for_choices + 1));
    let text_area = Rect { height: u16::try_from(for_text).unwrap_or(0), ..area };
    app.hits.add(text_area, Hit::Card);
    let most = scrolled(frame, text_area, &lines, app.focus.scroll, &app.theme);
    app.limit.set(most);
    if app.focus.scroll < most {
        more(app, frame, Rect { y: text_area.y + text_area.height, height: 1, ..area });
    }
    let top = area.y + text_area.height + 1;
    choices.draw(app, frame, Rect { y: top, height: u16::try_from(for_choices).unwrap_or(0), ..area });
}

/// The edge that the text goes on below.
fn more(app: &App, frame: &mut Frame, area: Rect) {
    let key = app.keys.first(Action::ScrollDown);
    let more = app.guide.strings.fill("ui.more", &[("key", key)]);
    let rule = app.theme.rule(usize::from(area.width).saturating_sub(width(&more) + 4));
    let line = Line::from(vec![
        Run::styled(rule, app.theme.style(Role::Rule)),
        Run::styled(format!(" {more} "), app.theme.style(Role::Key)),
        Run::styled(app.theme.rule(1), app.theme.style(Role::Rule)),
    ]);
    frame.render_widget(Paragraph::new(line), area);
    hit(app, area, 0, 0..1, Hit::Key(key.to_owned()));
}
