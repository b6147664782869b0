//! The screen without a terminal, as text or as a drawing: for `--print`, tests and documents.

mod frame;
mod palette;
mod svg;

pub use palette::Palette;
pub use svg::svg;

use super::app::{App, Msg};
use super::view::view;
use crate::host::effect::{Effect, Report};
use crate::text::width;
use jiff::Timestamp;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::collections::VecDeque;

/// A screen as it is drawn.
pub struct Drawn {
    /// The cells.
    pub cells: Buffer,
    /// Where the cursor is, if it is shown.
    pub cursor: Option<Position>,
}

/// Does what is sent, one after the other, on a screen of this size, until the program is left. `first` has to happen
/// before; `outside` performs effects and reports, as the driver does.
pub fn play(
    app: &mut App,
    first: Vec<Effect>,
    sent: impl IntoIterator<Item = Msg>,
    size: (u16, u16),
    now: Timestamp,
    outside: &mut dyn FnMut(Effect) -> Option<Report>,
) {
    let mut settle = |app: &mut App, effects: Vec<Effect>| {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if let Some(report) = outside(effect) {
                effects.extend(app.update(Msg::Report(report), now));
            }
        }
    };
    settle(app, first);
    for msg in sent {
        if app.leaving {
            return;
        }
        // Drawing tells the screen how far it can scroll, and where a click would land.
        draw(app, size.0, size.1);
        let effects = app.update(msg, now);
        settle(app, effects);
    }
}

/// The screen of this size; none if the size is nothing that can be drawn.
pub fn drawn(app: &App, columns: u16, rows: u16) -> Option<Drawn> {
    let options = TerminalOptions { viewport: Viewport::Fullscreen };
    let mut terminal = Terminal::with_options(TestBackend::new(columns, rows), options).ok()?;
    terminal.draw(|frame| view(app, frame)).ok()?;
    let backend = terminal.backend();
    let cursor = backend.cursor_visible().then(|| backend.cursor_position());
    Some(Drawn { cells: backend.buffer().clone(), cursor })
}

/// Its cells.
pub fn draw(app: &App, columns: u16, rows: u16) -> Option<Buffer> {
    Some(drawn(app, columns, rows)?.cells)
}

/// The screen of this size, a line a row, without the blanks at the ends of lines.
pub fn text(app: &App, columns: u16, rows: u16) -> String {
    draw(app, columns, rows).map_or_else(String::new, |cells| lines(&cells))
}

/// The cells as text, a line a row, without the blanks at the ends of lines.
pub fn lines(cells: &Buffer) -> String {
    let area = cells.area();
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        for (_, symbol) in symbols(cells, y) {
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The symbols of a row, each with its column; a wide one covers the cell behind it.
fn symbols(cells: &Buffer, y: u16) -> impl Iterator<Item = (u16, &str)> {
    let area = *cells.area();
    let mut x = area.left();
    std::iter::from_fn(move || {
        let at = x;
        let symbol = cells.cell((at, y)).filter(|_| at < area.right())?.symbol();
        x += columns(symbol);
        Some((at, symbol))
    })
}

/// How many columns a symbol takes.
fn columns(symbol: &str) -> u16 {
    u16::try_from(width(symbol).max(1)).unwrap_or(1)
}
