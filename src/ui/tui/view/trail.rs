//! What was answered so far: a column on wide screens, else a row.

use super::{clean, hit, line};
use crate::flow::{Kind, Library};
use crate::session::{Outcome, Visit};
use crate::text::markup::Span;
use crate::text::{Strings, hanging, truncate, width};
use crate::ui::action::Action;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::theme::Role;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

pub(super) fn in_a_column(app: &App, frame: &mut Frame, area: Rect) {
    let Some(session) = app.guide.session() else { return };
    let state = session.state();
    let columns = usize::from(area.width);
    let row = Rect { height: area.height.min(1), ..area };
    let heading = app.guide.strings.get("ui.so-far");
    let mut runs = vec![Run::styled(heading, app.theme.style(Role::Heading))];
    let (key, says) = button(app);
    let gap = columns.saturating_sub(width(heading) + width(key) + 1 + width(says));
    if stops(app).any(|visit| visit.answer.is_some()) && gap > 0 {
        runs.push(Run::raw(" ".repeat(gap)));
        runs.push(Run::styled(key.to_owned(), app.theme.style(Role::Key)));
        runs.push(Run::raw(format!(" {says}")));
        app.hits.add(row, Hit::Key(key.to_owned()));
    }
    frame.render_widget(Paragraph::new(Line::from(runs)), row);
    let area = Rect { y: area.y + row.height, height: area.height - row.height, ..area };
    let (mut lines, mut places) = (Vec::new(), Vec::new());
    let current = state.current().map(|visit| visit.id);
    let mut ahead = false;
    for visit in stops(app) {
        let here = Some(visit.id) == current;
        let mark = mark(visit, here);
        let text = words::trail_line(visit, &app.guide.library, app.guide.strings);
        let role = match here {
            true => Role::Title,
            false if ahead => Role::Disabled,
            false => Role::Text,
        };
        ahead |= here;
        let spans = [Span::plain(clean(&text))];
        let mut wrapped = hanging(&[Span::plain(format!("{mark} "))], &spans, columns);
        // Three lines tell enough of a step that is over.
        if wrapped.len() > 3 {
            wrapped.truncate(3);
            if let Some(span) = wrapped.last_mut().and_then(|last| last.last_mut()) {
                span.text = truncate(&format!("{}…", span.text), columns.saturating_sub(4)).into_owned();
            }
        }
        let from = lines.len();
        lines.extend(wrapped.iter().map(|one| line(one, &app.theme).style(app.theme.style(role))));
        places.push((from..lines.len(), visit.id));
    }
    // The latest steps matter most.
    let skip = lines.len().saturating_sub(usize::from(area.height));
    for (lines, visit) in places {
        hit(app, area, skip, lines, Hit::Visit(visit));
    }
    let shown: Vec<Line<'static>> = lines.into_iter().skip(skip).collect();
    frame.render_widget(Paragraph::new(shown), area);
}

/// The key that shows all answers, and what it does.
fn button(app: &App) -> (&str, &'static str) {
    (app.keys.first(Action::Trail), app.guide.strings.get("ui.key.trail"))
}

/// Columns of a name that still tell something.
const LEAST: usize = 8;

/// The latest answers that fit into a row, and the key that shows them all.
pub(super) fn in_a_row(app: &App, frame: &mut Frame, area: Rect) {
    let (library, strings) = (&app.guide.library, app.guide.strings);
    // Of what lies ahead, because one went back, the column tells where there is one.
    let here = app.guide.session().and_then(|session| session.state().current());
    let ahead = here.filter(|visit| visit.ended.is_none()).map(|visit| visit.id);
    let behind = stops(app).take_while(|visit| Some(visit.id) != ahead);
    let answers: Vec<(String, String)> = behind.filter_map(|visit| brief(visit, library, strings)).collect();
    if answers.is_empty() {
        return;
    }
    let (key, says) = button(app);
    let button = width(key) + 1 + width(says);
    let between = if app.theme.ascii { " > " } else { " › " };
    let room = usize::from(area.width).saturating_sub(button + 4);
    // What is left out leaves a mark.
    let cut = format!("…{between}");
    let mut shown = String::new();
    for (left, (answer, outcome)) in answers.iter().enumerate().rev() {
        let room = room.saturating_sub(if left > 0 { width(&cut) } else { 0 });
        let answer = format!("{answer}{outcome}");
        if shown.is_empty() {
            // How a fix went says more than the end of its name.
            let name = answer.strip_suffix(outcome.as_str()).unwrap_or_default();
            shown = match room.checked_sub(width(outcome)).filter(|room| *room >= LEAST) {
                Some(room) => format!("{}{outcome}", truncate(name, room)),
                None => truncate(&answer, room).into_owned(),
            };
        } else if width(&answer) + width(between) + width(&shown) <= room {
            shown = format!("{answer}{between}{shown}");
        } else {
            shown = format!("{cut}{shown}");
            break;
        }
    }
    let gap = room.saturating_sub(width(&shown)) + 3;
    let line = Line::from(vec![
        Run::styled(shown, app.theme.style(Role::Aside)),
        Run::raw(" ".repeat(gap)),
        Run::styled(key.to_owned(), app.theme.style(Role::Key)),
        Run::raw(format!(" {says}")),
    ]);
    frame.render_widget(Paragraph::new(line), area);
    app.hits.add(area, Hit::Key(key.to_owned()));
}

/// The steps so far that a person saw.
fn stops(app: &App) -> impl Iterator<Item = &Visit> {
    let state = app.guide.session().map(|session| session.state());
    let visits = state.into_iter().flat_map(|state| state.trail.iter().filter_map(|id| state.visits.get(id)));
    visits.filter(|visit| !visit.through)
}

/// What was answered, in few words: the answer to a question; a fix, and how it went.
fn brief(visit: &Visit, library: &Library, strings: &Strings) -> Option<(String, String)> {
    let answer = visit.answer.as_ref()?;
    let (flow, node) = library.node(&visit.at)?;
    match &node.kind {
        Kind::Ask(_) | Kind::Check(_) | Kind::Table(_) => {
            Some((clean(&words::answer_text(flow, &visit.at.node, &answer.id, strings)), String::new()))
        }
        Kind::Fix(_) => {
            let line = words::trail_line(visit, library, strings);
            let named = words::title_of(&visit.at, library).trim_end_matches(['.', '。']).len();
            let (name, outcome) = line.split_at_checked(named).unwrap_or((line.as_str(), ""));
            Some((clean(name), clean(outcome)))
        }
        _ => None,
    }
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
