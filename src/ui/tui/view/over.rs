//! What lies over a screen.

use super::start::{ASCII, skip_columns};
use super::{clean, clean_spans, line, lists, plain_line, scrolled};
use crate::text::markup::Span;
use crate::text::{hanging, hard_wrap, truncate, width};
use crate::ui::action::Place;
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::overlay::{Overlay, Writing};
use crate::ui::tui::start::working_keys;
use crate::ui::tui::theme::Role;
use crate::ui::{sheet, words};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let strings = app.guide.strings;
    match &app.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => {
            let lines = help(app, area.width);
            let inner = popup(app, frame, area, strings.get("ui.help"), lines.len(), 90);
            app.limit.set(scrolled(frame, inner, &lines, *scroll, &app.theme));
        }
        Some(Overlay::Text { title, lines, verbatim, scroll }) => {
            let columns = usize::from(area.width.saturating_sub(2).min(100)).saturating_sub(6);
            let shown: Vec<Line<'static>> = match verbatim {
                true => lines
                    .iter()
                    .flat_map(|text| hard_wrap(&clean(text), columns))
                    .map(|text| plain_line(&text, Role::Text, &app.theme))
                    .collect(),
                false => paragraphs(app, &lines.join("\n"), columns),
            };
            let inner = popup(app, frame, area, title, shown.len(), 100);
            app.limit.set(scrolled(frame, inner, &shown, *scroll, &app.theme));
        }
        Some(Overlay::Changes { scroll }) => {
            let columns = usize::from(area.width.saturating_sub(2).min(100)).saturating_sub(6);
            let text = sheet::lines(&app.guide.ledger(), &app.guide.library, strings).join("\n");
            let shown = paragraphs(app, &text, columns);
            let inner = popup(app, frame, area, strings.get("ui.changes"), shown.len(), 100);
            app.limit.set(scrolled(frame, inner, &shown, *scroll, &app.theme));
        }
        Some(Overlay::Menu(menu)) => lists::menu(app, frame, area, menu),
        Some(Overlay::Search { asked, here, found, selected }) => {
            lists::search(app, frame, area, asked, here, found, *selected);
        }
        Some(Overlay::Palette { line, found, selected }) => {
            lists::palette(app, frame, area, line, found, *selected);
        }
        Some(Overlay::Fill { command, slot, line }) => fill(app, frame, area, *command, *slot, line),
        Some(Overlay::Write { what, line }) => {
            let (title, about) = match what {
                Writing::Note => ("ui.write.note", "ui.write.note-about"),
                Writing::Output => ("ui.write.output", "ui.write.output-about"),
                Writing::Export => ("ui.write.export", "ui.write.export-about"),
                Writing::Overwrite => ("ui.write.overwrite", "ui.write.overwrite-about"),
            };
            prompt(app, frame, area, strings.get(title), strings.get(about), line);
        }
        Some(Overlay::Word { command, word, line }) => {
            let text = command_text(app, *command);
            let about = strings.fill("ui.copy.word", &[("word", word), ("command", &text)]);
            prompt(app, frame, area, strings.get("ui.copy.danger"), &about, line);
        }
        Some(Overlay::Confirm { command, why }) => {
            let text = format!("{why}\n\n{}", command_text(app, *command));
            notice(app, frame, area, strings.get("ui.copy.sure"), &text);
        }
        Some(Overlay::Ran { left, .. }) => {
            let text = left.first().map(|change| sheet::question(change, strings)).unwrap_or_default();
            notice(app, frame, area, strings.get("ui.ran.title"), &text);
        }
        Some(Overlay::Leave) => {
            notice(app, frame, area, strings.get("ui.leave"), strings.get("ui.leave-about"));
        }
    }
}

fn command_text(app: &App, command: usize) -> String {
    let view = app.card.as_ref().and_then(|card| card.commands.get(command));
    let lines = view.map(|view| view.lines.as_slice()).unwrap_or_default();
    lines.iter().map(|line| crate::text::plain(line)).collect::<Vec<_>>().join("\n")
}

/// The most columns beside a frame that are left blank rather than filled with pieces of words.
const SCRAPS: u16 = 3;

/// An empty frame in the middle of the screen, and the room inside it.
pub(super) fn popup(app: &App, frame: &mut Frame, area: Rect, title: &str, rows: usize, widest: u16) -> Rect {
    // What copies something that can destroy looks like it.
    let role = match app.overlay {
        Some(Overlay::Word { .. }) => Role::Warning,
        _ => Role::Focus,
    };
    let width = area.width.saturating_sub(2).min(widest);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let height = rows.clamp(3, area.height.saturating_sub(2).max(3)).min(area.height);
    let at =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    // A wide character under the left edge would swallow the frame (ratatui#2526).
    if at.x > area.x {
        for y in at.y..at.y + at.height {
            if let Some(cell) = frame.buffer_mut().cell_mut((at.x - 1, y))
                && crate::text::width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
    // A column or two beside it would show scraps of what lies below.
    let beside = if at.x - area.x <= SCRAPS { Rect { x: area.x, width: area.width, ..at } } else { at };
    frame.render_widget(Clear, beside);
    app.hits.add(at, Hit::Overlay);
    let block = Block::bordered()
        .title(format!(" {} ", truncate(&clean(title), usize::from(width).saturating_sub(4))))
        .border_style(app.theme.style(role));
    let block =
        if app.theme.ascii { block.border_set(ASCII) } else { block.border_type(BorderType::Rounded) };
    let inner = block.inner(at);
    frame.render_widget(block, at);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

pub(super) fn paragraphs(app: &App, text: &str, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for part in text.lines() {
        if part.is_empty() {
            lines.push(Line::default());
            continue;
        }
        // What goes on below an indented line stands below its text.
        let (indent, text) = part.split_at(part.len() - part.trim_start_matches(' ').len());
        let spans = clean_spans(&[Span::plain(text)]);
        lines
            .extend(hanging(&[Span::plain(indent)], &spans, columns).iter().map(|one| line(one, &app.theme)));
    }
    lines
}

fn notice(app: &App, frame: &mut Frame, area: Rect, title: &str, text: &str) {
    let columns = usize::from(area.width.saturating_sub(2).min(76)).saturating_sub(4);
    let lines = paragraphs(app, text, columns);
    let inner = popup(app, frame, area, title, lines.len(), 76);
    scrolled(frame, inner, &lines, 0, &app.theme);
}

/// A field to type into, with what it is about above it.
fn prompt(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    title: &str,
    about: &str,
    input: &super::super::input::Line,
) {
    let columns = usize::from(area.width.saturating_sub(2).min(76)).saturating_sub(4);
    let mut lines = paragraphs(app, about, columns);
    let inner = popup(app, frame, area, title, lines.len() + 2, 76);
    let rows = u16::try_from(lines.len()).unwrap_or(0).min(inner.height.saturating_sub(1));
    // What there is no room for is not passed over in silence.
    let room = usize::from(rows);
    if lines.len() > room && room > 0 {
        lines.truncate(room - 1);
        lines.push(Line::raw("…"));
    }
    frame.render_widget(Paragraph::new(lines), Rect { height: rows, ..inner });
    let y = (inner.y + rows + 1).min(inner.y + inner.height.saturating_sub(1));
    field(app, frame, Rect { y, height: 1, ..inner }, input);
}

pub(super) fn field(app: &App, frame: &mut Frame, area: Rect, input: &super::super::input::Line) {
    let columns = usize::from(area.width).saturating_sub(2);
    let (column, scroll) = input.cursor(columns);
    let shown = clean(&skip_columns(input.text(), scroll));
    let shown = truncate(&shown, columns).into_owned();
    let runs =
        vec![Run::styled("> ", app.theme.style(Role::Key)), Run::styled(shown, app.theme.style(Role::Title))];
    frame.render_widget(Paragraph::new(Line::from(runs)), area);
    let x = area.x + 2 + u16::try_from(column).unwrap_or(0);
    frame.set_cursor_position((x.min(area.x + area.width.saturating_sub(1)), area.y));
}

fn fill(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    command: usize,
    slot: usize,
    input: &super::super::input::Line,
) {
    let strings = app.guide.strings;
    let Some(view) = app.card.as_ref().and_then(|card| card.commands.get(command)) else { return };
    let Some(this) = view.slots.get(slot) else { return };
    let columns = usize::from(area.width.saturating_sub(2).min(90)).saturating_sub(4);
    let mut lines = Vec::new();
    // The command as it will be with what is typed.
    let preview = app.guide.preview(view, &this.name, input.text());
    for source in preview.as_ref().map_or(view.lines.as_slice(), |preview| preview.lines.as_slice()) {
        for part in hard_wrap(&clean(&crate::text::plain(source)), columns) {
            lines.push(plain_line(&part, Role::Code, &app.theme));
        }
    }
    lines.push(Line::default());
    lines.extend(paragraphs(app, &format!("<{}>  {}", this.name, this.ask), columns));
    if let Some(example) = &this.example {
        lines.extend(paragraphs(app, &strings.fill("ui.slot.example", &[("example", example)]), columns));
    }
    for value in &this.found {
        lines.extend(paragraphs(app, &strings.fill("ui.slot.found", &[("value", value)]), columns));
    }
    for value in app.guide.offers(&view.id, &this.name) {
        lines.extend(paragraphs(app, &strings.fill("ui.slot.offer", &[("value", &value)]), columns));
    }
    let fault = app.guide.check_slot(&view.id, &this.name, input.text());
    let verdict = match fault {
        _ if input.text().is_empty() => None,
        Some(fault) => Some((words::slot_fault(&this.name, &fault, strings), Role::Warning)),
        None => Some((strings.get("ui.slot.good").to_owned(), Role::Good)),
    };
    let title = strings
        .fill("ui.slot.title", &[("at", &(slot + 1).to_string()), ("of", &view.slots.len().to_string())]);
    // Its row is there before there is anything to say, so that nothing moves.
    let verdict: Vec<Line> = verdict
        .map(|(text, role)| paragraphs(app, &text, columns).into_iter().map(move |one| (one, role)))
        .into_iter()
        .flatten()
        .map(|(one, role)| one.style(app.theme.style(role)))
        .collect();
    let below = u16::try_from(verdict.len().max(1)).unwrap_or(1);
    let inner = popup(app, frame, area, &title, lines.len() + 2 + usize::from(below), 90);
    let below = below.min(inner.height.saturating_sub(1));
    let rows = u16::try_from(lines.len()).unwrap_or(0).min(inner.height.saturating_sub(1 + below));
    // What is typed matters more than the command when there is little room.
    let skip = lines.len().saturating_sub(usize::from(rows));
    let lines: Vec<Line<'static>> = lines.into_iter().skip(skip).collect();
    frame.render_widget(Paragraph::new(lines), Rect { height: rows, ..inner });
    let y = inner.y + inner.height.saturating_sub(1 + below);
    frame.render_widget(Paragraph::new(verdict), Rect { y: y + 1, height: below, ..inner });
    field(app, frame, Rect { y, height: 1, ..inner }, input);
}

/// The keys of this screen, from the key table.
fn help(app: &App, columns: u16) -> Vec<Line<'static>> {
    let place = app.place();
    // On the start screen letters are text.
    let typing = app.place() == Place::Start && app.start.typing;
    let rows = app.keys.on(place).map(|row| row.binding);
    let rows = rows.filter(|row| place != Place::Start || app.start.has_use(row.action));
    let rows =
        rows.map(|row| (row, working_keys(app, row.action))).filter(|(_, keys)| !typing || !keys.is_empty());
    let narrow = columns < 60;
    let mut lines = Vec::new();
    // Without the frame and the bar at its side.
    let room = usize::from(columns.saturating_sub(2).min(90)).saturating_sub(6);
    for (row, keys) in rows {
        let keys =
            if narrow { keys.first().copied().unwrap_or_default().to_owned() } else { keys.join(", ") };
        let pad = (if narrow { 10usize } else { 25 }).saturating_sub(width(&keys)).max(1);
        let says = format!("action.{}", row.says(place));
        let says = app.guide.strings.get(&says);
        let before = " ".repeat(width(&keys) + pad);
        let wrapped = hanging(&[Span::plain(before)], &[Span::plain(says)], room);
        for (at, one) in wrapped.iter().enumerate() {
            let mut shown = line(one, &app.theme);
            if let (0, Some(mark)) = (at, shown.spans.first_mut()) {
                *mark = Run::styled(keys.clone(), app.theme.style(Role::Key));
                shown.spans.insert(1, Run::raw(" ".repeat(pad)));
            }
            lines.push(shown);
        }
    }
    if matches!(place, Place::Start | Place::Session) {
        let digits = if typing { "ui.help-text" } else { "ui.help-digits" };
        lines.push(Line::default());
        lines.extend(paragraphs(app, app.guide.strings.get(digits), room));
    }
    if place == Place::Session {
        lines.extend(paragraphs(app, app.guide.strings.get("ui.help-marks"), room));
    }
    lines
}
