//! The screen as text, without a terminal: for `--print`, tests and documents.

use super::app::App;
use super::view::view;
use crate::text::width;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Terminal, TerminalOptions, Viewport};

/// The screen of this size, a line a row, without the blanks at the ends of lines.
pub fn text(app: &App, columns: u16, rows: u16) -> String {
    match draw(app, columns, rows) {
        Some(buffer) => lines(&buffer),
        None => String::new(),
    }
}

/// The drawn cells; none if the size is nothing that can be drawn.
pub fn draw(app: &App, columns: u16, rows: u16) -> Option<Buffer> {
    let options = TerminalOptions { viewport: Viewport::Fullscreen };
    let mut terminal = Terminal::with_options(TestBackend::new(columns, rows), options).ok()?;
    terminal.draw(|frame| view(app, frame)).ok()?;
    Some(terminal.backend().buffer().clone())
}

fn lines(buffer: &Buffer) -> String {
    let area = buffer.area();
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            line.push_str(symbol);
            // A wide character covers the cell behind it.
            x += u16::try_from(width(symbol).max(1)).unwrap_or(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
