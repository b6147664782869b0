//! The frame of what lies over a screen, and what stands in it.

use super::start::{ASCII, skip_columns};
use super::{clean, clean_spans, line, plain_line, scrolled};
use crate::text::markup::Span;
use crate::text::{hanging, hard_wrap, truncate};
use crate::ui::tui::app::App;
use crate::ui::tui::input::Line as Input;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::overlay::Overlay;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

/// What is read in a dialog.
pub(super) struct Dialog<'a> {
    /// What it is about.
    pub(super) title: &'a str,
    /// What is said below the text, and stays when that scrolls.
    pub(super) says: &'a str,
    /// What is typed.
    pub(super) input: Option<&'a Input>,
    /// The first line of the text that is shown.
    pub(super) scroll: usize,
}

/// A text in so many columns, which scrolls where there is no room for all of it; below it what is said and typed.
pub(super) fn dialog(
    app: &App,
    frame: &mut Frame,
    area: Rect,
    dialog: &Dialog,
    text: &dyn Fn(usize) -> Vec<Line<'static>>,
) {
    let (columns, most) = (columns(area), most_rows(area));
    let says = paragraphs(app, dialog.says, columns);
    let typed = usize::from(dialog.input.is_some());
    // Of what is said below at least one line of the text is seen.
    let below = (says.len() + typed).min(most.saturating_sub(1));
    let mut lines = text(columns);
    let gap = usize::from(below > 0 && lines.len() + 1 + below <= most);
    if lines.len() + below > most {
        lines = text(columns.saturating_sub(BAR));
    }
    let inner = popup(app, frame, area, dialog.title, lines.len() + gap + below);
    let [gap, below, typed] = [gap, below, typed].map(|rows| u16::try_from(rows).unwrap_or(0));
    let above = inner.height.saturating_sub(gap + below);
    let shown = Rect { height: above, ..inner };
    app.limit.set(scrolled(frame, shown, &lines, dialog.scroll, &app.theme), shown.height);
    let y = inner.y + above + gap;
    frame.render_widget(Paragraph::new(says), Rect { y, height: below.saturating_sub(typed), ..inner });
    if let Some(input) = dialog.input {
        field(app, frame, Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner }, input);
    }
}

/// The most columns beside a frame that are left blank rather than filled with pieces of words.
const SCRAPS: u16 = 3;
/// The widest a frame gets.
const WIDEST: u16 = 80;
/// Columns of the bar of what scrolls, with a blank one before it.
pub(super) const BAR: usize = 2;
/// Below this many rows a frame may cover all but the keys.
const SHORT: u16 = 10;

/// Columns inside a frame.
pub(super) fn columns(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2).min(WIDEST)).saturating_sub(4)
}

/// The most rows inside a frame.
pub(super) fn most_rows(area: Rect) -> usize {
    usize::from(tallest(area)).saturating_sub(2)
}

fn tallest(area: Rect) -> u16 {
    let left = if area.height < SHORT { 1 } else { 2 };
    area.height.saturating_sub(left).max(3).min(area.height)
}

/// Takes the light off what lies below: the dialog has the keys.
pub(super) fn dim(app: &App, frame: &mut Frame, area: Rect) {
    frame.buffer_mut().set_style(area, Style::reset().patch(app.theme.style(Role::Disabled)));
}

/// An empty frame in the middle of the area, and the room inside it.
pub(super) fn popup(app: &App, frame: &mut Frame, area: Rect, title: &str, rows: usize) -> Rect {
    // What copies something that can destroy looks like it.
    let danger = matches!(app.overlay, Some(Overlay::Word { .. }));
    let role = if danger { Role::Warning } else { Role::Focus };
    let width = area.width.saturating_sub(2).min(WIDEST);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
    let tallest = tallest(area);
    let height = rows.clamp(3.min(tallest), tallest);
    // One that takes all rows leaves the last to the keys.
    let y = area.y + ((area.height - height) / 2).min(area.height.saturating_sub(height + 1));
    let at = Rect { x: area.x + (area.width - width) / 2, y, width, height };
    // Around it a column is blank; one or two more would show scraps of what lies below.
    let around = match at.x - area.x {
        0..=SCRAPS => Rect { x: area.x, width: area.width, ..at },
        _ => Rect { x: at.x - 1, width: at.width + 2, ..at },
    };
    // A wide character under the left edge would swallow it (ratatui#2526).
    for y in around.y..around.bottom() {
        if let Some(cell) = around.x.checked_sub(1).and_then(|x| frame.buffer_mut().cell_mut((x, y)))
            && crate::text::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    frame.render_widget(Clear, around);
    app.hits.add(at, Hit::Overlay);
    let block = Block::bordered()
        .title(format!(" {} ", truncate(&clean(title), usize::from(width).saturating_sub(4))))
        .border_style(app.theme.edge(role));
    let block = if danger { block.title_style(app.theme.badge(role)) } else { block };
    let block =
        if app.theme.ascii { block.border_set(ASCII) } else { block.border_type(BorderType::Rounded) };
    let inner = block.inner(at);
    frame.render_widget(block, at);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// Paragraphs of ordinary text.
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

/// A command cut at the edge, so that what is seen is what is copied.
pub(super) fn verbatim(app: &App, text: &str, columns: usize) -> Vec<Line<'static>> {
    let cut = text.lines().flat_map(|text| hard_wrap(&clean(text), columns));
    cut.map(|text| plain_line(&text, Role::Code, &app.theme)).collect()
}

/// A field to type into.
pub(super) fn field(app: &App, frame: &mut Frame, area: Rect, input: &Input) {
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
