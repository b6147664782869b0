//! Standard output and error. Everything passes here, so that nothing untrusted reaches the terminal as it is and a
//! closed pipe is an error to be handled rather than a panic.

use crate::host::terminal::columns;
use crate::text::visible::is_hidden;
use crate::text::{Span, hanging, plain, visible, visible_line};
use crate::ui::plain::width as line_width;
use serde_json::Value;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// Standard output.
pub struct Out {
    to: BufWriter<Stdout>,
    /// The columns of the terminal that it leads to.
    columns: Option<usize>,
}

impl Out {
    /// Standard output, buffered until [`Out::flush`].
    pub fn stdout() -> Out {
        let columns = columns().map(|columns| line_width(Some(columns)));
        Out { to: BufWriter::new(io::stdout()), columns }
    }

    /// The columns of the terminal that it leads to; none if that is a file or a pipe.
    pub fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Prints a paragraph: wrapped on a terminal, else in one line, for whoever cuts it up.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.item("", text)
    }

    /// The same behind a mark, below which nothing stands.
    pub fn item(&mut self, mark: &str, text: &str) -> io::Result<()> {
        let Some(columns) = self.columns else { return self.line(&format!("{mark}{text}")) };
        let text = visible_line(text);
        let lines = hanging(&[Span::plain(mark)], &[Span::plain(text)], columns);
        lines.iter().try_for_each(|line| self.line(plain(line).trim_end()))
    }

    /// Prints lines.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(visible(text).as_bytes())
    }

    /// Prints text as it is into a file or pipe; to a terminal as [`Out::text`].
    pub fn verbatim(&mut self, text: &str) -> io::Result<()> {
        match io::stdout().is_terminal() {
            true => self.text(text),
            false => self.to.write_all(text.as_bytes()),
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.to.write_all(b"\n")
    }

    /// Prints JSON, indented.
    pub fn json(&mut self, value: &Value) -> io::Result<()> {
        self.line(&escape(&format!("{value:#}")))
    }

    /// Sends what was printed.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// JSON with hidden characters as JSON escapes, which mean the same to its reader and nothing to a terminal.
pub fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// A number of things: `1 flow`, `2 flows`.
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Says something on standard error; if that is closed, nobody can be told.
pub fn warn(text: &str) {
    let _ = writeln!(io::stderr(), "unsnag: {}", visible(text));
}
