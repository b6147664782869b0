//! Standard output and error. Everything passes here, so that nothing untrusted reaches the terminal as it is and a
//! closed pipe is an error to be handled rather than a panic.

use crate::text::visible;
use crate::text::visible::is_hidden;
use serde_json::Value;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

/// Standard output.
pub struct Out(BufWriter<Stdout>);

impl Out {
    /// Standard output, buffered until [`Out::flush`].
    pub fn stdout() -> Out {
        Out(BufWriter::new(io::stdout()))
    }

    /// Prints lines.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(visible(text).as_bytes())
    }

    /// Prints text as it is into a file or pipe; to a terminal as [`Out::text`].
    pub fn verbatim(&mut self, text: &str) -> io::Result<()> {
        match io::stdout().is_terminal() {
            true => self.text(text),
            false => self.0.write_all(text.as_bytes()),
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.0.write_all(b"\n")
    }

    /// Prints JSON, indented.
    pub fn json(&mut self, value: &Value) -> io::Result<()> {
        self.line(&escape(&format!("{value:#}")))
    }

    /// Sends what was printed.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
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
