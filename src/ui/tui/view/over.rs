//! What lies over a screen.

use super::blocks::{WARNS, warning};
use super::dialog::{Dialog, columns, dialog, field, most_rows, paragraphs, popup, verbatim};
use super::{line, lists, session, start};
use crate::text::markup::Span;
use crate::text::{hanging, width};
use crate::ui::action::Place;
use crate::ui::tui::app::App;
use crate::ui::tui::input::Line as Input;
use crate::ui::tui::overlay::{Overlay, Writing};
use crate::ui::tui::start::working_keys;
use crate::ui::tui::theme::Role;
use crate::ui::{sheet, words};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let strings = app.guide.strings;
    let area = match app.place() {
        Place::Session => session::column(area),
        Place::Start => start::column(area),
        _ => area,
    };
    let read = |title, scroll| Dialog { title, says: "", input: None, scroll };
    match &app.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => {
            let narrow = area.width < 60;
            dialog(app, frame, area, &read(strings.get("ui.help"), *scroll), &|columns| {
                help(app, columns, narrow)
            });
        }
        Some(Overlay::Text { title, lines, verbatim, scroll }) => {
            let text = lines.join("\n");
            let set = if *verbatim { self::verbatim } else { paragraphs };
            dialog(app, frame, area, &read(title, *scroll), &|columns| set(app, &text, columns));
        }
        Some(Overlay::Changes { scroll }) => {
            let text = sheet::lines(&app.guide.ledger(), &app.guide.library, strings).join("\n");
            let dialog = &read(strings.get("ui.changes"), *scroll);
            self::dialog(app, frame, area, dialog, &|columns| paragraphs(app, &text, columns));
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
            let dialog = Dialog { title: strings.get(title), says: "", input: Some(line), scroll: 0 };
            let about = strings.get(about);
            self::dialog(app, frame, area, &dialog, &|columns| paragraphs(app, about, columns));
        }
        Some(Overlay::Word { command, word, line, scroll }) => {
            let says = strings.fill("ui.copy.word", &[("word", word)]);
            let title = format!("{WARNS}{}", strings.get("ui.copy.danger"));
            let dialog = Dialog { title: &title, says: &says, input: Some(line), scroll: *scroll };
            asked(app, frame, area, &dialog, &command_text(app, *command));
        }
        Some(Overlay::Confirm { command, why, scroll }) => {
            let title = strings.get("ui.copy.sure");
            let dialog = Dialog { title, says: why, input: None, scroll: *scroll };
            asked(app, frame, area, &dialog, &command_text(app, *command));
        }
        Some(Overlay::Ran { left, scroll, .. }) => {
            let Some(question) = left.first() else { return };
            let says = sheet::copied_at(question, strings);
            let title = strings.get("ui.ran.title");
            asked(
                app,
                frame,
                area,
                &Dialog { title, says: &says, input: None, scroll: *scroll },
                &question.text,
            );
        }
        Some(Overlay::Leave { unsaved, scroll, .. }) => {
            let says = strings.get(if *unsaved { "ui.leave-unsaved" } else { "ui.leave-unsent" });
            let dialog = &read(strings.get("ui.leave"), *scroll);
            self::dialog(app, frame, area, dialog, &|columns| paragraphs(app, says, columns));
        }
    }
}

/// A dialog about a command.
fn asked(app: &App, frame: &mut Frame, area: Rect, dialog: &Dialog, command: &str) {
    self::dialog(app, frame, area, dialog, &|columns| verbatim(app, command, columns));
}

fn command_text(app: &App, command: usize) -> String {
    let view = app.card.as_ref().and_then(|card| card.commands.get(command));
    text_of(view.map(|view| view.lines.as_slice()).unwrap_or_default())
}

fn text_of(lines: &[Vec<Span>]) -> String {
    lines.iter().map(|line| crate::text::plain(line)).collect::<Vec<_>>().join("\n")
}

fn fill(app: &App, frame: &mut Frame, area: Rect, command: usize, slot: usize, input: &Input) {
    let strings = app.guide.strings;
    let Some(view) = app.card.as_ref().and_then(|card| card.commands.get(command)) else { return };
    let Some(this) = view.slots.get(slot) else { return };
    let columns = columns(area);
    let say =
        |key: &str, name: &str, value: &str| paragraphs(app, &strings.fill(key, &[(name, value)]), columns);
    // The command as it will be with what is typed.
    let preview = app.guide.preview(view, &this.name, input.text());
    let preview = preview.as_ref().map_or(view.lines.as_slice(), |preview| preview.lines.as_slice());
    let mut preview = verbatim(app, &text_of(preview), columns);
    let mut name = paragraphs(app, &format!("<{}>  {}", this.name, this.ask), columns);
    let example = this.example.iter().flat_map(|one| say("ui.slot.example", "example", one));
    let mut example: Vec<Line> = example.collect();
    let found = this.found.iter().flat_map(|value| say("ui.slot.found", "value", value));
    let offers = app.guide.offers(&view.id, &this.name);
    let offers = found.chain(offers.iter().flat_map(|value| say("ui.slot.offer", "value", value)));
    let mut offers: Vec<Line> = offers.collect();
    let verdict = match app.guide.check_slot(&view.id, &this.name, input.text()) {
        _ if input.text().is_empty() => Vec::new(),
        Some(fault) => warning(&words::slot_fault(&this.name, &fault, strings), columns, &app.theme),
        None => {
            let good = app.theme.style(Role::Good);
            let says = paragraphs(app, strings.get("ui.slot.good"), columns);
            says.into_iter().map(|one| one.style(good)).collect()
        }
    };
    // Its row is there before there is anything to say, so that nothing moves.
    let below = verdict.len().max(1).min(most_rows(area).saturating_sub(1));
    // Where there is little room, what to type matters most, then the command, and an example least.
    let mut room = most_rows(area) - 1 - below;
    let mut take = |rows: usize| {
        let taken = rows.min(room);
        room -= taken;
        taken
    };
    let whole = name.len();
    name.truncate(take(whole));
    if let (true, Some(last)) = (name.len() < whole, name.last_mut()) {
        last.spans.push(Run::raw("…"));
    }
    offers.truncate(take(offers.len()));
    preview.drain(..preview.len() - take(preview.len()));
    if take(example.len()) < example.len() {
        example.clear();
    }
    let [above, under] = [(); 2].map(|()| vec![Line::default(); take(1)]);
    let lines = [preview, above, name, example, offers, under].concat();
    let [rows, below] = [lines.len(), below].map(|rows| u16::try_from(rows).unwrap_or(0));
    let title = strings
        .fill("ui.slot.title", &[("at", &(slot + 1).to_string()), ("of", &view.slots.len().to_string())]);
    let inner = popup(app, frame, area, &title, lines.len() + 1 + usize::from(below));
    frame.render_widget(Paragraph::new(lines), Rect { height: rows, ..inner });
    frame.render_widget(Paragraph::new(verdict), Rect { y: inner.y + rows + 1, height: below, ..inner });
    field(app, frame, Rect { y: inner.y + rows, height: 1, ..inner }, input);
}

/// The keys of this screen, from the key table.
fn help(app: &App, room: usize, narrow: bool) -> Vec<Line<'static>> {
    let place = app.place();
    // On the start screen letters are text.
    let typing = app.place() == Place::Start && app.start.typing;
    let rows = app.keys.on(place).map(|row| row.binding);
    let rows = rows.filter(|row| place != Place::Start || app.start.has_use(row.action));
    let rows =
        rows.map(|row| (row, working_keys(app, row.action))).filter(|(_, keys)| !typing || !keys.is_empty());
    let mut lines = Vec::new();
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
