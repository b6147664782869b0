//! The card of the current step: its text, which scrolls, and below it the choices, which stay.

use super::choices::Choices;
use super::{blocks, clean_spans, hit, line, scrolled};
use crate::text::{Span, width, wrap};
use crate::ui::action::Action;
use crate::ui::card::Card;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Rows from which a card is set with air.
pub(super) const TALL: u16 = 12;
/// Rows from which short answers stand one below the other whether or not the text fits: those of a usual terminal.
const ROOMY: u16 = 18;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let Some(card) = &app.card else {
        let text = app.guide.strings.fill("ui.card-missing", &[("key", app.keys.first(Action::Home))]);
        let text = wrap(&[Span::plain(text)], usize::from(area.width));
        let lines: Vec<Line> = text.iter().map(|one| line(one, &app.theme)).collect();
        frame.render_widget(Paragraph::new(lines).style(app.theme.style(Role::Warning)), area);
        return;
    };
    let (lines, choices) = parts(app, card, area);
    let height = usize::from(area.height);
    // The choices stay on the screen; the text above them scrolls.
    let for_choices = choices.lines.len().min(height.saturating_sub(lines.len() + 1).max(height.div_ceil(2)));
    let for_text = lines.len().min(height.saturating_sub(for_choices + 1));
    let text_area = Rect { height: u16::try_from(for_text).unwrap_or(0), ..area };
    app.hits.add(text_area, Hit::Card);
    let most = scrolled(frame, text_area, &lines, app.focus.scroll, &app.theme);
    app.limit.set(most, text_area.height);
    if app.focus.scroll < most {
        more(app, frame, Rect { y: text_area.y + text_area.height, height: 1, ..area });
    }
    let top = area.y + text_area.height + 1;
    choices.draw(app, frame, Rect { y: top, height: u16::try_from(for_choices).unwrap_or(0), ..area });
}

/// Whether all of the card can be seen in this area.
pub(super) fn fits(app: &App, area: Rect) -> bool {
    app.card.as_ref().is_some_and(|card| {
        let (lines, choices) = parts(app, card, area);
        lines.len() + 1 + choices.lines.len() <= usize::from(area.height)
    })
}

/// The text of the card, and its choices.
fn parts(app: &App, card: &Card, area: Rect) -> (Vec<Line<'static>>, Choices) {
    let tall = area.height >= TALL;
    // Two columns are kept for the scrollbar.
    let columns = usize::from(area.width).saturating_sub(2);
    let mut lines = blocks::lines(app, card, columns, tall);
    // The row above the answers may hold only the beginning of what is asked.
    if let Some(question) = card.question.as_ref().filter(|_| !tall) {
        let wrapped = wrap(&clean_spans(question), columns);
        if wrapped.len() > 1 {
            lines.push(Line::default());
            lines.extend(wrapped.iter().map(|one| line(one, &app.theme)));
        }
    }
    let choices = Choices::of(app, columns, tall, false);
    // Rows more of a text that does not fit show the command that it is about.
    let fits = lines.len() + 1 + choices.lines.len() <= usize::from(area.height);
    if fits || area.height >= ROOMY {
        return (lines, choices);
    }
    if !tall {
        lines.retain(|line| line.width() > 0);
    }
    (lines, Choices::of(app, columns, tall, true))
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
