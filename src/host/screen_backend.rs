//! A ratatui backend that sends a frame as one write, sends nothing for a frame without changes, and never asks the
//! terminal anything.

use std::io::{self, Write};
use std::sync::Arc;

use crossterm::{cursor, queue, terminal};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::host::gate::Gate;

/// For terminals that do not know their size, such as serial lines.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };

/// Begin and end of a synchronized update; terminals without it ignore them.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

pub(super) struct ScreenBackend {
    inner: CrosstermBackend<Outbox>,
    gate: Arc<Gate>,
    /// Whether the frame has begun to differ from the last one.
    open: bool,
    cursor: Cursor,
}

/// What the terminal was last told about the cursor.
#[derive(Default)]
struct Cursor {
    shown: bool,
    at: Option<Position>,
}

impl ScreenBackend {
    /// A backend for a terminal whose cursor is hidden.
    pub(super) fn new(gate: Arc<Gate>) -> Self {
        let inner = CrosstermBackend::new(Outbox { bytes: Vec::new(), gate: Arc::clone(&gate) });
        Self { inner, gate, open: false, cursor: Cursor::default() }
    }

    /// Erases the screen with the next frame and forgets the cursor, after someone else had the terminal.
    pub(super) fn erase(&mut self) -> io::Result<()> {
        self.cursor = Cursor { shown: true, at: None };
        self.clear_region(ClearType::All)
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.open {
            self.open = true;
            self.inner.write_all(BEGIN)?;
        }
        Ok(())
    }
}

impl Backend for ScreenBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        // Or the cursor is seen running over the screen where updates are not synchronized.
        self.hide_cursor()?;
        self.begin()?;
        self.cursor.at = None;
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !self.cursor.shown {
            return Ok(());
        }
        self.begin()?;
        self.cursor.shown = false;
        queue!(self.inner, cursor::Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.shown {
            return Ok(());
        }
        self.begin()?;
        self.cursor.shown = true;
        queue!(self.inner, cursor::Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor.at == Some(position) {
            return Ok(());
        }
        self.begin()?;
        self.cursor.at = Some(position);
        queue!(self.inner, cursor::MoveTo(position.x, position.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.begin()?;
        queue!(
            self.inner,
            terminal::Clear(match clear_type {
                ClearType::All => terminal::ClearType::All,
                ClearType::AfterCursor => terminal::ClearType::FromCursorDown,
                ClearType::BeforeCursor => terminal::ClearType::FromCursorUp,
                ClearType::CurrentLine => terminal::ClearType::CurrentLine,
                ClearType::UntilNewLine => terminal::ClearType::UntilNewLine,
            })
        )
    }

    fn size(&self) -> io::Result<Size> {
        Ok(match self.gate.out().size() {
            Some((columns, rows)) if columns > 0 && rows > 0 => Size::new(columns, rows),
            _ => UNKNOWN_SIZE,
        })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.open) {
            self.inner.write_all(END)?;
        }
        Backend::flush(&mut self.inner)
    }
}

/// Collects a frame and sends it when flushed.
struct Outbox {
    bytes: Vec<u8>,
    gate: Arc<Gate>,
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let sent = self.gate.send(&self.bytes);
        self.bytes.clear();
        sent
    }
}
