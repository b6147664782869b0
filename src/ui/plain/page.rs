//! Lines on paper: append only, short, no boxes. Everything that is printed passes here.

use crate::text::markup::{Span, plain};
use crate::text::wrap::expand_tabs;
use crate::text::{hanging, visible, wrap};
use std::io::{self, Write};

/// The widest that lines get: longer ones are hard to follow by ear and eye.
const WIDEST: usize = 100;

/// Width where there is no terminal to ask.
const UNKNOWN: usize = 78;

/// Narrower than this nothing can be read; the terminal then wraps once more.
const NARROWEST: usize = 20;

/// The width of lines on a terminal of this many columns.
pub fn width(columns: Option<u16>) -> usize {
    columns.map_or(UNKNOWN, |columns| usize::from(columns).clamp(NARROWEST, WIDEST))
}

/// Where lines go.
pub struct Page<W> {
    out: W,
    width: usize,
}

impl<W: Write> Page<W> {
    /// A page of this many columns.
    pub fn new(out: W, width: usize) -> Page<W> {
        Page { out, width }
    }

    /// A paragraph.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.spans(&[Span::plain(text)])
    }

    /// A paragraph of flow text.
    pub fn spans(&mut self, spans: &[Span]) -> io::Result<()> {
        self.lines(wrap(&clean(spans), self.width))
    }

    /// A paragraph behind a number or bullet.
    pub fn item(&mut self, mark: &str, spans: &[Span]) -> io::Result<()> {
        self.lines(hanging(&[Span::plain(mark)], &clean(spans), self.width))
    }

    /// Lines as they are, so that they can be selected whole.
    pub fn verbatim(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            writeln!(self.out, "{}", visible(line))?;
        }
        Ok(())
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Asks for a line, behind a word; on a line of its own where what is said does not show and end the line.
    pub fn prompt(&mut self, word: &str, shows: bool) -> io::Result<()> {
        if shows {
            write!(self.out, "{word}")?
        } else {
            writeln!(self.out, "{}", word.trim_end())?
        }
        self.out.flush()
    }

    /// Sends what was printed.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// The way to the terminal, for what is no text.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn lines(&mut self, lines: Vec<Vec<Span>>) -> io::Result<()> {
        for line in lines {
            writeln!(self.out, "{}", plain(&line).trim_end())?;
        }
        Ok(())
    }
}

fn clean(spans: &[Span]) -> Vec<Span> {
    spans.iter().map(|span| Span::new(visible(&expand_tabs(&span.text)).into_owned(), span.style)).collect()
}
