//! The session screen: the trail, the card, its choices.

use super::{blocks, clean, clean_spans, first_line, hit, line, plain_line, scrolled};
use crate::session::{Outcome, Visit};
use crate::text::markup::Span;
use crate::text::{hanging, truncate};
use crate::ui::action::Action;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Columns from which the trail stands beside the card.
const WIDE: u16 = 72;
/// The widest a card gets: longer lines are hard to read.
const WIDEST_CARD: u16 = 92;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let wide = area.width >= WIDE;
    let trail_width = if !wide {
        0
    } else if area.width >= 110 {
        34
    } else {
        24
    };
    if wide {
        trail(app, frame, Rect { width: trail_width, x: area.x + 1, ..area });
    }
    let left = area.x + trail_width + if wide { 3 } else { 1 };
    let room = area.width.saturating_sub(left - area.x + 1);
    let side = if area.width >= 130 { room.saturating_sub(WIDEST_CARD.min(room)) } else { 0 };
    let card_area = Rect { x: left, width: room.saturating_sub(side).min(WIDEST_CARD), ..area };
    card(app, frame, card_area);
    if side >= 24 {
        let x = card_area.x + card_area.width + 2;
        aside(app, frame, Rect { x, width: side - 3, ..area });
    }
}

fn trail(app: &App, frame: &mut Frame, area: Rect) {
    let Some(session) = app.guide.session() else { return };
    let state = session.state();
    let columns = usize::from(area.width);
    let mut lines = vec![plain_line(app.guide.strings.get("ui.so-far"), Role::Heading, &app.theme)];
    let mut places = Vec::new();
    let current = state.current().map(|visit| visit.id);
    let visits: Vec<&Visit> =
        state.trail.iter().filter_map(|id| state.visits.get(id)).filter(|visit| !visit.through).collect();
    for visit in visits {
        let here = Some(visit.id) == current;
        let mark = mark(visit, here);
        let text = words::trail_line(visit, &app.guide.library, app.guide.strings);
        let role = if here { Role::Title } else { Role::Text };
        let spans = [Span::plain(clean(&text))];
        let mut wrapped = hanging(&[Span::plain(format!("{mark} "))], &spans, columns);
        // Two lines tell enough of a step that is over.
        if wrapped.len() > 2 {
            wrapped.truncate(2);
            if let Some(span) = wrapped.last_mut().and_then(|last| last.last_mut()) {
                span.text = truncate(&format!("{}…", span.text), columns.saturating_sub(4)).into_owned();
            }
        }
        let from = lines.len();
        lines.extend(wrapped.iter().map(|one| line(one, &app.theme).style(app.theme.style(role))));
        places.push((from..lines.len(), visit.id));
    }
    // The latest steps matter most.
    let most = usize::from(area.height);
    let skip = lines.len().saturating_sub(most);
    for (lines, visit) in places {
        hit(app, area, skip, lines, Hit::Visit(visit));
    }
    let shown: Vec<Line<'static>> = lines.into_iter().skip(skip).collect();
    frame.render_widget(Paragraph::new(shown), area);
}

/// How a step went, in three characters.
fn mark(visit: &Visit, here: bool) -> &'static str {
    if here {
        return " > ";
    }
    match visit.answer.as_ref().map(|answer| Outcome::from_id(&answer.id)) {
        None => "   ",
        Some(None | Some(Outcome::Fixed)) => "[x]",
        Some(Some(Outcome::NotFixed | Outcome::Cannot)) => "[-]",
        Some(Some(Outcome::Skip)) => "[ ]",
        Some(Some(Outcome::Wait)) => "[~]",
    }
}

fn card(app: &App, frame: &mut Frame, area: Rect) {
    let Some(card) = &app.card else {
        let text = app.guide.strings.get("ui.card-missing");
        frame.render_widget(Paragraph::new(plain_line(text, Role::Warning, &app.theme)), area);
        return;
    };
    // One column is kept for the scrollbar.
    let columns = usize::from(area.width).saturating_sub(2);
    let lines = blocks::lines(card, columns, &app.theme, app.guide.strings);
    let height = usize::from(area.height);
    let (choices, starts) = choices(app, columns, height);
    let source = usize::from(height >= 14);
    let inner = height.saturating_sub(source + usize::from(height >= 18));
    // The choices stay on the screen; the text above them scrolls.
    let for_choices = choices.len().min(inner.saturating_sub(lines.len() + 1).max(inner.div_ceil(2)));
    let for_text = lines.len().min(inner.saturating_sub(for_choices + 1));
    let text_area = Rect { height: u16::try_from(for_text).unwrap_or(0), ..area };
    app.hits.add(text_area, Hit::Card);
    let most = scrolled(frame, text_area, &lines, app.focus.scroll, &app.theme);
    app.limit.set(most);
    if app.focus.scroll < most {
        let more = app.guide.strings.fill("ui.more", &[("key", app.keys.first(Action::ScrollDown))]);
        let at = Rect { y: text_area.y + text_area.height, height: 1, ..area };
        let more = Line::styled(more, app.theme.style(Role::Key)).right_aligned();
        frame.render_widget(Paragraph::new(more), Rect { width: at.width.saturating_sub(1), ..at });
    }
    let top = area.y + text_area.height + 1;
    let choice_area = Rect { y: top, height: u16::try_from(for_choices).unwrap_or(0), ..area };
    let selected = app.focus.choice.and_then(|choice| starts.get(choice).copied()).unwrap_or(0);
    let scroll = (selected + 2).saturating_sub(for_choices);
    scrolled(frame, choice_area, &choices, scroll, &app.theme);
    let first = first_line(choices.len(), choice_area.height, scroll);
    for (index, from) in starts.iter().enumerate() {
        let to = starts.get(index + 1).copied().unwrap_or(choices.len());
        hit(app, choice_area, first, *from..to, Hit::Choice(index));
    }
    if app.focus.choice.is_some() && app.overlay.is_none() && for_choices > 0 {
        let scroll = scroll.min(choices.len().saturating_sub(for_choices));
        let row = selected.saturating_sub(scroll).min(for_choices - 1);
        frame.set_cursor_position((area.x, top + u16::try_from(row).unwrap_or(0)));
    }
    if source > 0 {
        let mut text = card.source.clone();
        if card.fallback {
            text = format!("{}; {text}", app.guide.strings.get("ui.fallback"));
        }
        let text = truncate(&clean(&text), columns).into_owned();
        let at = Rect { y: area.y + area.height - 1, height: 1, ..area };
        frame.render_widget(Paragraph::new(plain_line(&text, Role::Aside, &app.theme)), at);
    }
}

/// The choices as lines, and the line that each of them starts at.
fn choices(app: &App, columns: usize, height: usize) -> (Vec<Line<'static>>, Vec<usize>) {
    let mut lines = Vec::new();
    let mut starts = Vec::new();
    let Some(card) = &app.card else { return (lines, starts) };
    if let Some(question) = &card.question {
        // On a short screen the answers matter more than how to verify.
        let most = if height < 14 { 1 } else { usize::MAX };
        for wrapped in crate::text::wrap(&clean_spans(question), columns).into_iter().take(most) {
            lines.push(line(&wrapped, &app.theme).style(app.theme.style(Role::Title)));
        }
    }
    let shown = app.guide.reading().map(|reading| reading.shown.as_slice()).unwrap_or_default();
    for (index, choice) in card.choices.iter().enumerate() {
        starts.push(lines.len());
        let selected = app.focus.choice == Some(index);
        let number = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        let mark = format!("{} {number}  ", if selected { ">" } else { " " });
        let mut label = clean_spans(&choice.label);
        if choice.before {
            label.push(Span::plain(format!(" ({})", app.guide.strings.get("ui.before"))));
        }
        for wrapped in hanging(&[Span::plain(mark)], &label, columns) {
            let one = line(&wrapped, &app.theme);
            lines.push(if selected { one.style(app.theme.style(Role::Selected)) } else { one });
        }
        let read =
            shown.iter().find(|read| choice.does == crate::ui::card::Does::Answer(read.option.clone()));
        if let Some(text) = read.and_then(|read| read.line.as_deref()) {
            let text = truncate(&clean(text), columns.saturating_sub(5)).into_owned();
            lines.push(plain_line(&format!("     {text}"), Role::Match, &app.theme));
        }
    }
    (lines, starts)
}

/// Notes and evidence, on wide screens.
fn aside(app: &App, frame: &mut Frame, area: Rect) {
    let Some(session) = app.guide.session() else { return };
    let columns = usize::from(area.width);
    let mut lines = Vec::new();
    let state = session.state();
    for (key, remarks) in [("ui.notes", &state.notes), ("ui.evidence", &state.evidence)] {
        if remarks.is_empty() {
            continue;
        }
        lines.push(plain_line(app.guide.strings.get(key), Role::Heading, &app.theme));
        for remark in remarks.iter().rev().take(6) {
            let text = remark.line.as_deref().unwrap_or(remark.text.as_str());
            let first = text.lines().next().unwrap_or_default();
            let spans = [Span::plain(clean(first))];
            let wrapped = hanging(&[Span::plain("- ")], &spans, columns);
            lines.extend(wrapped.iter().take(3).map(|one| line(one, &app.theme)));
        }
        lines.push(Line::default());
    }
    frame.render_widget(Paragraph::new(lines), area);
}
