//! The frame of every screen: head and status line.

use super::{clean, plain_line, start};
use crate::text::{Span, truncate, width, wrap};
use crate::ui::action::Place;
use crate::ui::tui::app::App;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Below this many columns there is no room for the name of the program beside a problem.
const NARROW: u16 = 60;

/// A title of fewer columns tells nothing.
const LEAST: usize = 6;

pub(super) fn head(app: &App, frame: &mut Frame, area: Rect) {
    let strings = app.guide.strings;
    let (left, right, short) = match app.guide.session().and_then(|session| session.state().current()) {
        Some(visit) => {
            let title = app.guide.library.flow(&visit.at.flow).map(|flow| flow.title.text.clone());
            let title = title.unwrap_or_else(|| visit.at.flow.clone());
            (title, app.guide.progress(), app.guide.progress_in_short())
        }
        None => {
            let packs = strings.count("ui.packs-one", "ui.packs", app.guide.library.packs.len());
            let problems = strings.count("ui.problems-one", "ui.problems", app.guide.library.flows.len());
            let all = strings.clauses(&[packs, problems]);
            (String::new(), all.clone(), all)
        }
    };
    let (left, right, short) = (clean(&left), clean(&right), clean(&short));
    let beside = |name: &str, right: &str| {
        let before = if name.is_empty() { 1 } else { name.len() + 3 };
        (before, usize::from(area.width).saturating_sub(width(right) + before + 3))
    };
    // Where there is little room the problem matters more than the name of the program, and how much is left than both.
    let named = left.is_empty() || area.width >= NARROW && width(&left) <= beside("unsnag", &right).1;
    let name = if named { "unsnag" } else { "" };
    let right = if width(&right) + 2 > usize::from(area.width) { short } else { right };
    let (before, room) = beside(name, &right);
    let left =
        if room < LEAST.min(width(&left)) { String::new() } else { truncate(&left, room).into_owned() };
    let gap = usize::from(area.width).saturating_sub(before + width(&left) + width(&right) + 1);
    let line = Line::from(vec![
        Run::raw(" "),
        Run::styled(name, app.theme.style(Role::Heading)),
        Run::raw(if name.is_empty() { "" } else { "  " }),
        Run::styled(left, app.theme.style(Role::Title)),
        Run::raw(" ".repeat(gap)),
        Run::styled(right, app.theme.style(Role::Aside)),
    ]);
    frame.render_widget(Paragraph::new(line), area);
}

/// What stands before a warning, and its role.
const WARNS: (&str, Role) = (" ! ", Role::Warning);

/// The standing warning that something is in memory only, in lines.
pub(super) fn banner(app: &App, area: Rect) -> Vec<Line<'static>> {
    let Some(why) = &app.unsaved else { return Vec::new() };
    let why = why.in_words(app.guide.strings);
    let text = app.guide.strings.fill("ui.unsaved", &[("why", &why)]);
    marked(WARNS.0, &text, WARNS.1, app, (area.width, if area.height < 16 { 1 } else { 2 }))
}

/// How much of the way is done, as a line: heavy as far as one has come.
pub(super) fn way(app: &App, frame: &mut Frame, area: Rect) {
    let Some((done, all)) = app.guide.way() else { return };
    let columns = usize::from(area.width);
    let done = (columns * done).checked_div(all).unwrap_or(0).min(columns);
    let line = Line::from(vec![
        Run::styled(app.theme.heavy_rule(done), app.theme.style(Role::Focus)),
        Run::styled(app.theme.rule(columns - done), app.theme.style(Role::Rule)),
    ]);
    frame.render_widget(Paragraph::new(line), area);
}

/// Rows below which nothing stands there but what is said.
const LOW: u16 = 10;

/// How many rows what is said may take on a screen of so many rows.
fn rows_said(height: u16) -> usize {
    match height {
        ..LOW => 1,
        LOW..20 => 2,
        _ => 3,
    }
}

/// What there is to say, in lines: an answer to the last key, else faults in what was read.
pub(super) fn said(app: &App, area: Rect) -> Vec<Line<'static>> {
    let strings = app.guide.strings;
    let faults = (app.place() == Place::Start && !app.start.faults.is_empty()).then(|| {
        let count = app.start.faults.len().to_string();
        let first = app.start.faults.first().cloned().unwrap_or_default();
        (strings.fill("ui.faults", &[("count", &count), ("first", &first)]), true)
    });
    let said = app.status.as_ref().map(|status| (status.text.clone(), status.bad));
    let Some((text, bad)) = said.or(faults) else { return Vec::new() };
    let (mark, role) = if bad { WARNS } else { (" ", Role::Good) };
    marked(mark, &text, role, app, (area.width, rows_said(area.height)))
}

/// Text behind a mark in so many columns, in at most so many rows.
fn marked(mark: &str, text: &str, role: Role, app: &App, room: (u16, usize)) -> Vec<Line<'static>> {
    let (columns, most) = (usize::from(room.0), room.1);
    let (indent, text) = (width(mark), clean(text));
    let mut lines: Vec<String> = wrap(&[Span::plain(text.as_str())], columns.saturating_sub(indent))
        .iter()
        .map(|line| crate::text::plain(line))
        .collect();
    if lines.len() > most {
        // The last row goes on to the edge, inside of a word too.
        let before = lines.iter().take(most.saturating_sub(1));
        let rest =
            before.fold(text.as_str(), |rest, line| rest.get(line.len()..).unwrap_or_default().trim_start());
        let last = truncate(rest, columns.saturating_sub(indent)).into_owned();
        lines.truncate(most.saturating_sub(1));
        lines.push(last);
    }
    let before = std::iter::once(mark.to_owned()).chain(std::iter::repeat(" ".repeat(indent)));
    let lines = before.zip(lines).map(|(before, line)| {
        // A line under a warning begins with it.
        let mark = before.trim_start();
        let blank = " ".repeat(before.len() - mark.len());
        let text = Run::styled(format!("{mark}{line}"), app.theme.style(role));
        Line::from(vec![Run::raw(blank), text])
    });
    lines.collect()
}

/// Draws what is said; at the right edge how old the advice is.
pub(super) fn status(app: &App, frame: &mut Frame, area: Rect, said: Vec<Line<'static>>) {
    let columns = usize::from(area.width);
    let (rows, used) = (said.len(), said.first().map_or(0, Line::width));
    frame.render_widget(Paragraph::new(said), area);
    if rows == 0 && app.place() == Place::Start && frame.area().height >= LOW {
        about(app, frame, area);
    }
    let Some(age) = age(app).filter(|_| rows < 2) else { return };
    let mut age = clean(&age);
    // The age gives way to what is said, not the other way round.
    let room = columns.saturating_sub(used + if used > 0 { 3 } else { 2 });
    if used > 0 && width(&age) > room {
        return;
    }
    // Where there is no room for all, when it was written matters least.
    while let Some((_, rest)) =
        age.split_once(app.guide.strings.get("list.clauses")).filter(|_| width(&age) > room)
    {
        age = rest.to_owned();
    }
    let age = truncate(&age, room).into_owned();
    let wide = u16::try_from(width(&age)).unwrap_or(0);
    let at = Rect { x: area.x + area.width.saturating_sub(wide + 1), width: wide, ..area };
    frame.render_widget(Paragraph::new(plain_line(&age, Role::Aside, &app.theme)), at);
}

/// What the selected row is about, where that does not stand beside the list.
fn about(app: &App, frame: &mut Frame, area: Rect) {
    let beside = area.width >= start::PREVIEW;
    let Some(about) = app.start.about(&app.guide).filter(|_| !beside) else { return };
    let about = truncate(&clean(&about), usize::from(area.width).saturating_sub(2)).into_owned();
    frame.render_widget(Paragraph::new(plain_line(&format!(" {about}"), Role::Aside, &app.theme)), area);
}

/// Where the advice of this step comes from, and how old it is.
fn age(app: &App) -> Option<String> {
    let card = app.card.as_ref().filter(|_| app.place() == Place::Session)?;
    Some(match card.fallback {
        true => format!("{}; {}", app.guide.strings.get("ui.fallback"), card.source),
        false => card.source.clone(),
    })
}
