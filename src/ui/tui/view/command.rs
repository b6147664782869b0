//! A command: a frame that holds nothing but its text, with the key that copies it.

use super::blocks::{WARNS, sentences};
use super::{clean, clean_spans, line, put_before};
use crate::flow::Risk;
use crate::text::markup::{Span, Style as Markup};
use crate::text::{hard_wrap, truncate, width, wrap};
use crate::ui::action::Action;
use crate::ui::card::{CommandView, Readiness};
use crate::ui::tui::app::App;
use crate::ui::tui::theme::Role;
use crate::ui::words;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Run};

/// Columns from which a command has a frame; below, a rule at its side.
const FRAMED: usize = 30;

/// The lines of a command. `number` tells it from the others of its card.
pub(super) fn push(
    app: &App,
    command: &CommandView,
    number: Option<usize>,
    columns: usize,
    tall: bool,
    lines: &mut Vec<Line<'static>>,
) {
    let strings = app.guide.strings;
    let place = words::place(command, strings);
    let place = number.map_or_else(|| place.clone(), |number| format!("[{number}] {place}"));
    let facts = words::command_facts(command, strings);
    if tall && columns >= FRAMED {
        if let Some(today) = words::today(command, strings) {
            say(app, today, Role::Aside, 0, columns, lines);
        }
        framed(app, command, &place, number, columns, lines);
        say_spans(app, &sentences(&facts, strings), Role::Aside, 2, columns, lines);
    } else {
        let today = words::today(command, strings).map(Span::plain);
        let about: Vec<Span> = today.into_iter().chain([Span::plain(place)]).chain(facts).collect();
        let mut about = sentences(&about, strings);
        if warned(command) {
            about.insert(0, Span::new(WARNS, Markup::Warning));
        }
        say_spans(app, &about, Role::Aside, 0, columns, lines);
        for cut in text(command, columns.saturating_sub(2)) {
            let mut shown = line(&cut, &app.theme);
            shown.spans.insert(0, Run::styled(app.theme.bar(), edge(app, command)));
            lines.push(shown);
        }
    }
    notes(app, command, columns, lines);
}

/// Whether a command can destroy something.
fn warned(command: &CommandView) -> bool {
    command.risk == Risk::Danger
}

/// What the frame of a command looks like.
fn edge(app: &App, command: &CommandView) -> Style {
    app.theme.edge(match command.readiness {
        _ if warned(command) => Role::Warning,
        Readiness::ReadOnly => Role::Rule,
        _ => Role::Focus,
    })
}

/// The text between rules, what it is for in the upper one.
fn framed(
    app: &App,
    command: &CommandView,
    place: &str,
    number: Option<usize>,
    columns: usize,
    lines: &mut Vec<Line<'static>>,
) {
    let theme = &app.theme;
    let [left_top, right_top, left_bottom, right_bottom, side] =
        if theme.ascii { ["+", "+", "+", "+", "|"] } else { ["╭", "╮", "╰", "╯", "│"] };
    let edge = edge(app, command);
    let mark = if warned(command) { WARNS } else { "" };
    let (key, says) = button(app, command, number);
    let key = if key.is_empty() { String::new() } else { format!(" {key}") };
    let says = if says.is_empty() { String::new() } else { format!(" {says} ") };
    let room = columns.saturating_sub(6 + mark.len() + width(&key) + width(&says));
    let place = truncate(clean(place).trim_end_matches(['.', '。']), room).into_owned();
    let gap = room.saturating_sub(width(&place));
    lines.push(Line::from(vec![
        Run::styled(format!("{left_top}{} {mark}", theme.rule(1)), edge),
        Run::styled(place, theme.style(Role::Aside)),
        Run::styled(format!(" {}", theme.rule(gap)), edge),
        Run::styled(key, theme.style(Role::Key)),
        Run::raw(says),
        Run::styled(format!("{}{right_top}", theme.rule(1)), edge),
    ]));
    let inner = columns.saturating_sub(4);
    for cut in text(command, inner) {
        let mut shown = line(&cut, theme);
        let gap = inner.saturating_sub(shown.width());
        shown.spans.insert(0, Run::styled(format!("{side} "), edge));
        shown.spans.push(Run::styled(format!("{} {side}", " ".repeat(gap)), edge));
        lines.push(shown);
    }
    let rule = theme.rule(columns.saturating_sub(2));
    lines.push(Line::styled(format!("{left_bottom}{rule}{right_bottom}"), edge));
}

/// The key that brings a command on, and what it does: copy it, or fill it in first.
fn button(app: &App, command: &CommandView, number: Option<usize>) -> (String, String) {
    let (action, says) = match command.readiness {
        Readiness::Ready(_) => (Action::Copy, "ui.key.copy"),
        Readiness::Blocked(..) => (Action::Fill, "ui.key.fill"),
        Readiness::Hidden | Readiness::ReadOnly => return (String::new(), String::new()),
    };
    let key = app.keys.first(action);
    let key = match number.filter(|_| action == Action::Copy) {
        Some(number) => format!("{key} {number}"),
        None => key.to_owned(),
    };
    (key, app.guide.strings.get(says).to_owned())
}

/// What is to know of a command once one has read it.
fn notes(app: &App, command: &CommandView, columns: usize, lines: &mut Vec<Line<'static>>) {
    let strings = app.guide.strings;
    let mut say = |text: &str, role: Role| say(app, text, role, 2, columns, lines);
    if let Some(expect) = &command.expect {
        say(&strings.fill("ui.command.expect", &[("text", expect.trim_end())]), Role::Aside);
    }
    if !command.unusual.is_empty() {
        let names: Vec<String> =
            command.unusual.iter().take(5).map(|c| crate::text::visible::name(*c)).collect();
        let names = strings.list(&names);
        say(&format!("{WARNS}{}", strings.fill("ui.command.unusual", &[("names", &names)])), Role::Warning);
    }
    if command.readiness == Readiness::ReadOnly {
        say(&format!("{WARNS}{}", strings.get("ui.read-only.copy")), Role::Warning);
    }
    if let Readiness::Blocked(slot, fault) = &command.readiness {
        let ask = command.slots.iter().find(|one| one.name == *slot).map(|one| one.ask.clone());
        let ask = ask.map(|ask| strings.fill("list.sentence", &[("text", &ask)]));
        let says: Vec<String> = [words::slot_fault(slot, fault, strings)].into_iter().chain(ask).collect();
        say(&strings.sentences(&says), Role::Aside);
    }
    if let Some(undo) = command.undo.sentence(strings) {
        say(&undo, Role::Aside);
    }
}

fn say(app: &App, text: &str, role: Role, indent: usize, columns: usize, lines: &mut Vec<Line<'static>>) {
    say_spans(app, &[Span::plain(text)], role, indent, columns, lines);
}

fn say_spans(
    app: &App,
    spans: &[Span],
    role: Role,
    indent: usize,
    columns: usize,
    lines: &mut Vec<Line<'static>>,
) {
    if spans.iter().all(|span| span.text.is_empty()) {
        return;
    }
    for wrapped in wrap(&clean_spans(spans), columns.saturating_sub(indent)) {
        let mut shown = line(&wrapped, &app.theme).style(app.theme.style(role));
        put_before(&mut shown, Run::raw(" ".repeat(indent)));
        lines.push(shown);
    }
}

/// The text of a command in lines of this width.
fn text(command: &CommandView, columns: usize) -> impl Iterator<Item = Vec<Span>> {
    command.lines.iter().flat_map(move |source| cut(&clean_spans(source), columns))
}

/// Cuts a line of a command at the edge: a command is never wrapped at words, so that what is seen is
/// what is copied.
fn cut(spans: &[Span], columns: usize) -> Vec<Vec<Span>> {
    let columns = columns.max(1);
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for span in spans {
        for (index, part) in hard_wrap_from(&span.text, columns, used).into_iter().enumerate() {
            if index > 0 {
                lines.push(Vec::new());
                used = 0;
            }
            used += crate::text::width(&part);
            if let Some(last) = lines.last_mut() {
                last.push(Span::new(part, span.style));
            }
        }
    }
    lines
}

/// Hard-wraps a text whose first line begins at column `used`.
fn hard_wrap_from(text: &str, columns: usize, used: usize) -> Vec<String> {
    let padded = format!("{}{text}", " ".repeat(used));
    let mut parts = hard_wrap(&padded, columns);
    if let Some(first) = parts.first_mut() {
        *first = first.get(used..).unwrap_or_default().to_owned();
    }
    parts
}
