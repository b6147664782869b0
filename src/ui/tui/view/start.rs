//! The start screen.

use super::hits::{MARGIN, entry, hit, title};
use super::{clean, clean_spans, first_line, line, plain_line, scrolled};
use crate::text::markup::Span;
use crate::text::{hanging, truncate, width, wrap};
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::start::Row;
use crate::ui::tui::theme::Role;
use crate::ui::unfinished::Unfinished;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::{Block, BorderType, Paragraph};

/// Columns from which the selected problem is shown beside the list.
pub(super) const PREVIEW: u16 = 100;
/// Columns from which a list has room for a dialog.
const DIALOG: u16 = 72;

pub(super) fn draw(app: &App, frame: &mut Frame, area: Rect) {
    let boxed = area.height >= 10;
    let box_height = if boxed { 3 } else { 1 };
    search_box(app, frame, Rect { height: box_height, ..area }, boxed);
    app.hits.add(Rect { height: box_height, ..area }, Hit::Asked);
    let list = Rect { y: area.y + box_height, height: area.height.saturating_sub(box_height), ..area };
    if area.width >= PREVIEW {
        let width = beside_preview(area);
        rows(app, frame, Rect { width, ..list });
        super::rule(app, frame, list.x + width + 1, list);
        let x = list.x + width + 3;
        preview(app, frame, Rect { x, width: area.width - width - 4, ..list });
    } else {
        rows(app, frame, list);
    }
}

/// Columns of the list where the preview stands beside it.
fn beside_preview(area: Rect) -> u16 {
    area.width * 11 / 20
}

/// The columns of the list where they have room for a dialog; else all.
pub(super) fn column(area: Rect) -> Rect {
    let width = beside_preview(area) + 1;
    if width < DIALOG { area } else { Rect { width, ..area } }
}

fn search_box(app: &App, frame: &mut Frame, area: Rect, boxed: bool) {
    let strings = app.guide.strings;
    let inner = if boxed {
        let mut block = Block::bordered()
            .title(format!(" {} ", strings.get("ui.ask")))
            .border_style(app.theme.style(if app.start.typing { Role::Focus } else { Role::Rule }));
        let found = app.start.found();
        if found > 0 {
            let found = strings.count("ui.found-one", "ui.found", found);
            let found = Line::styled(format!(" {found} "), app.theme.style(Role::Aside));
            block = block.title_top(found.right_aligned());
        }
        block =
            if app.theme.ascii { block.border_set(ASCII) } else { block.border_type(BorderType::Rounded) };
        let inner = block.inner(area);
        frame.render_widget(block, area);
        inner
    } else {
        area
    };
    // Without a frame a mark says that one can type here.
    let prompt = if boxed { "" } else { "> " };
    let left = 1 + u16::try_from(prompt.len()).unwrap_or(0);
    let at = Rect { x: inner.x + left, width: inner.width.saturating_sub(left), ..inner };
    let mark = Line::from(Run::styled(prompt, app.theme.style(Role::Key)));
    frame.render_widget(Paragraph::new(mark), Rect { x: inner.x + 1, width: left - 1, ..inner });
    let field = usize::from(at.width).saturating_sub(1);
    let asked = &app.start.asked;
    if let Some(text) = asked.summary(strings) {
        let text = truncate(&text, field).into_owned();
        frame.render_widget(Paragraph::new(plain_line(&text, Role::Title, &app.theme)), at);
    } else if asked.line.text().is_empty() {
        let hints = match boxed {
            true => ["ui.ask-hint", "ui.ask-hint-short"],
            false => ["ui.ask-hint-question", "ui.ask"],
        };
        let hints = hints.map(|key| strings.get(key));
        let hint = hints.into_iter().find(|hint| width(hint) <= field).unwrap_or(hints[1]);
        let hint = truncate(hint, field).into_owned();
        frame.render_widget(Paragraph::new(plain_line(&hint, Role::Aside, &app.theme)), at);
    } else {
        let (_, scroll) = asked.line.cursor(field);
        let shown = clean(&skip_columns(asked.line.text(), scroll));
        let shown = truncate(&shown, field).into_owned();
        frame.render_widget(Paragraph::new(plain_line(&shown, Role::Title, &app.theme)), at);
    }
    if app.start.typing && app.overlay.is_none() {
        let (column, _) = asked.line.cursor(field);
        frame.set_cursor_position((at.x + u16::try_from(column).unwrap_or(0), at.y));
    }
}

/// The text from a display column on.
pub(super) fn skip_columns(text: &str, columns: usize) -> String {
    let mut left = columns;
    let mut chars = text.chars();
    while left > 0 {
        let Some(c) = chars.next() else { break };
        left = left.saturating_sub(width(c.encode_utf8(&mut [0; 4])));
    }
    chars.as_str().to_owned()
}

/// Borders for terminals that draw lines badly.
pub(super) const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

fn rows(app: &App, frame: &mut Frame, area: Rect) {
    // Three columns for the marker, two for the scrollbar.
    let columns = usize::from(area.width).saturating_sub(5);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let (mut selected, mut end) = (0, 0);
    let mut spans = Vec::new();
    // Under the greeting of a small screen there is one row for a problem, on the smallest one for the greeting.
    let brief = app.start.greets && area.height < SHORT;
    let briefest = area.height < SHORTEST;
    let mut sessions = false;
    let mut said = matches!(app.start.rows.first(), Some(Row::Said { .. }));
    // Two lines a hit and one between them, if all can be seen so.
    let airy = app.start.rows.len() * 3 < usize::from(area.height);
    for (index, row) in app.start.rows.iter().enumerate() {
        let here = index == app.start.selected;
        if let Row::Session(_) = row
            && !sessions
        {
            sessions = true;
            if std::mem::take(&mut said) && area.height >= SHORT {
                lines.push(Line::default());
            }
            let heading = Run::styled(app.guide.strings.get("ui.unfinished"), app.theme.style(Role::Heading));
            lines.push(Line::from(vec![Run::raw(" "), heading]));
        }
        let mut from = lines.len();
        if here {
            selected = from;
        }
        match row {
            Row::Pack { title, retired, origin } => {
                let close = std::mem::take(&mut said) && area.height < SHORT;
                if !lines.is_empty() && !close {
                    lines.push(Line::default());
                }
                lines.push(pack(app, title, retired.as_deref(), origin.as_deref(), columns));
            }
            Row::Said { brief, .. } if briefest && brief.is_empty() => {}
            Row::Said { text, brief } => {
                let text = if briefest { brief } else { text };
                let indent = if columns < NARROW { 1 } else { MARGIN };
                for wrapped in wrap(&[Span::plain(text)], columns + MARGIN - indent) {
                    let mut shown = line(&wrapped, &app.theme);
                    shown.spans.insert(0, Run::raw(" ".repeat(indent)));
                    lines.push(shown);
                }
            }
            Row::Problem { title: text, .. } if brief => lines.push(entry(app, here, text, &[], columns)),
            Row::Problem { title: text, .. } => lines.extend(title(app, here, text, &[], columns)),
            Row::Hit(found) => {
                let before = match index.checked_sub(1).and_then(|before| app.start.rows.get(before)) {
                    Some(Row::Hit(before)) => Some(before),
                    _ => None,
                };
                if airy && before.is_some() {
                    lines.push(Line::default());
                }
                from = lines.len();
                selected = if here { from } else { selected };
                hit(app, here, found, before, columns, &mut lines);
            }
            Row::Session(one) => {
                lines.extend(title(app, here, &one.title, &[], columns));
                let indent = if columns < NARROW { 3 } else { 5 };
                let (room, strings) = (columns + 3 - indent, app.guide.strings);
                // Where there is little room, when it was matters less than how far it is.
                let forms =
                    [one.progress(app.now, strings), one.brief(app.now, strings), one.steps_left(strings)];
                let fits = forms.iter().find(|form| width(form) <= room).unwrap_or(&forms[2]);
                let progress = truncate(fits, room).into_owned();
                let progress = format!("{}{progress}", " ".repeat(indent));
                lines.push(plain_line(&progress, Role::Aside, &app.theme));
            }
            Row::More(count) => {
                let text = app.guide.strings.fill("ui.unfinished-more", &[("count", &count.to_string())]);
                lines.push(entry(app, here, &text, &[], columns));
            }
        }
        if row.selectable() {
            spans.push((from..lines.len(), index));
            // Digits choose while they are no text.
            let mark = lines.get_mut(from).and_then(|line| line.spans.first_mut());
            if let (Some(mark), 1..=9, false) = (mark, spans.len(), app.start.typing) {
                mark.content = format!("{}{} ", if here { ">" } else { " " }, spans.len()).into();
            }
        }
        if here {
            end = lines.len();
        }
    }
    let height = usize::from(area.height);
    // What is said above is read first, until one moves on.
    let greets = app.start.greets && spans.first().is_some_and(|(_, row)| *row == app.start.selected);
    let scroll = if greets { 0 } else { end.max(selected + 1).saturating_sub(height) };
    scrolled(frame, area, &lines, scroll, &app.theme);
    let first = first_line(lines.len(), area.height, scroll);
    for (span, row) in spans {
        super::hit(app, area, first, span, Hit::Row(row));
    }
    if !app.start.typing && app.overlay.is_none() {
        let row = u16::try_from(selected.saturating_sub(scroll)).unwrap_or(0);
        frame.set_cursor_position((area.x, area.y + row.min(area.height.saturating_sub(1))));
    }
}

/// Columns below which what is said stands at the edge.
const NARROW: usize = 50;

/// Rows below which nothing sets the list apart from what is said above it.
const SHORT: u16 = 10;

/// Rows below which that is said in one of them.
const SHORTEST: u16 = 6;

/// A pack: its title, when its product was retired, and whose it is, if it is not one that the program carries.
fn pack(
    app: &App,
    title: &str,
    retired: Option<&str>,
    origin: Option<&str>,
    columns: usize,
) -> Line<'static> {
    let strings = app.guide.strings;
    let title = clean(title);
    let mut left = columns.saturating_sub(width(&title) + 1);
    let mut runs = vec![Run::raw(" "), Run::styled(title.clone(), app.theme.style(Role::Heading))];
    let retired = retired.map(|date| clean(&strings.fill("ui.pack-retired", &[("date", date)])));
    if let Some(text) = retired.filter(|text| width(text) + 2 <= left) {
        left -= width(&text) + 2;
        runs.push(Run::raw(format!("  {text}")));
    }
    if let Some(place) = origin {
        let from = |place: &str| clean(&strings.fill("ui.pack-from", &[("place", place)]));
        // The end of a path says more than its beginning.
        let last = place.trim_end_matches('/').rsplit('/').next().unwrap_or(place);
        let whole = [from(place), from(last)].into_iter().find(|text| width(text) + 2 <= left);
        let text = whole.unwrap_or_else(|| truncate(&from(last), left.saturating_sub(2)).into_owned());
        runs.push(Run::styled(format!("  {text}"), app.theme.style(Role::Aside)));
    }
    Line::from(runs)
}

/// Where the selected session stands.
fn unfinished(app: &App, frame: &mut Frame, area: Rect, one: &Unfinished) {
    let strings = app.guide.strings;
    let stands = strings.fill("ui.unfinished-at", &[("step", &one.step(&app.guide.library))]);
    let kept = strings.fill("ui.kept", &[("id", &one.id)]);
    let mut lines = Vec::new();
    for (text, role) in [
        (&one.title, Role::Title),
        (&one.progress(app.now, strings), Role::Aside),
        (&stands, Role::Text),
        (&kept, Role::Aside),
    ] {
        for wrapped in wrap(&clean_spans(&[Span::plain(text.as_str())]), usize::from(area.width)) {
            lines.push(line(&wrapped, &app.theme).style(app.theme.style(role)));
        }
        lines.push(Line::default());
    }
    frame.render_widget(Paragraph::new(lines), area);
}

/// What is known of the selected problem.
fn preview(app: &App, frame: &mut Frame, area: Rect) {
    let columns = usize::from(area.width);
    let at = match app.start.rows.get(app.start.selected) {
        Some(Row::Problem { at, .. }) => at,
        Some(Row::Hit(found)) => &found.at,
        Some(Row::Session(one)) => return unfinished(app, frame, area, one),
        _ => return,
    };
    let Some(flow) = app.guide.library.flow(&at.flow) else { return };
    let mut lines = Vec::new();
    let say = |text: &str, role: Role, lines: &mut Vec<Line<'static>>| {
        let spans = crate::text::parse(text, |_| false);
        for wrapped in wrap(&clean_spans(&spans), columns) {
            lines.push(line(&wrapped, &app.theme).style(app.theme.style(role)));
        }
    };
    say(&flow.title.text, Role::Title, &mut lines);
    if let Some(condition) = &flow.condition {
        lines.push(Line::default());
        say(&condition.text, Role::Text, &mut lines);
    }
    if !flow.symptoms.is_empty() {
        lines.push(Line::default());
        lines.push(plain_line(app.guide.strings.get("ui.symptoms"), Role::Heading, &app.theme));
        for symptom in flow.symptoms.iter().filter(|text| !text.fallback) {
            let spans = clean_spans(&crate::text::parse(&symptom.text, |_| false));
            let wrapped = hanging(&[Span::plain("- ")], &spans, columns);
            lines.extend(wrapped.iter().map(|one| line(one, &app.theme)));
        }
    }
    if let Some(goal) = &flow.goal {
        lines.push(Line::default());
        say(&app.guide.strings.fill("ui.goal", &[("goal", &goal.text)]), Role::Text, &mut lines);
    }
    lines.push(Line::default());
    say(&words::age(&flow.source, &flow.status, app.guide.strings), Role::Aside, &mut lines);
    frame.render_widget(Paragraph::new(lines), area);
}
