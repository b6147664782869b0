//! The console.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::event::{
    self, DisableMouseCapture, EnableMouseCapture, Event, KeyCode, KeyEvent, KeyModifiers,
};
use crossterm::execute;
use winapi_util::{HandleRef, console};

use crate::host::os::Waited;

/// Alternate screen, cleared, no cursor. Brackets around pastes would arrive as keys.
const ENTER: &str = "\x1b[?1049h\x1b[0m\x1b[2J\x1b[H\x1b[?25l";
/// The reverse, with the end of a frame that may have been cut short.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[2J\x1b[H\x1b[?25h\x1b[?1049l";

/// How long is waited for an event before the news of other threads are looked for, which cannot wake the reader.
const INTERVAL: Duration = Duration::from_millis(100);

/// ENABLE_ECHO_INPUT (SetConsoleMode).
const ECHO: u32 = 0x4;

/// ERROR_INVALID_HANDLE: what a console that was closed leaves.
const NO_HANDLE: i32 = 6;

/// Standard output as the way to the console. The standard library writes UTF-16 to it; written to as a file it would
/// take the bytes for its code page.
pub struct Out(());

impl Out {
    /// The way.
    pub fn new() -> io::Result<Out> {
        Ok(Out(()))
    }

    /// Takes the screen.
    pub fn enter(&self) -> io::Result<()> {
        self.write(ENTER.as_bytes())
    }

    /// Gives the screen back.
    pub fn leave(&self) -> io::Result<()> {
        self.write(LEAVE.as_bytes())
    }

    /// Switches mouse reports, which are a mode of the console.
    pub fn mouse(&self, on: bool) -> io::Result<()> {
        match on {
            true => execute!(io::stdout(), EnableMouseCapture),
            false => execute!(io::stdout(), DisableMouseCapture),
        }
    }

    /// Writes everything at once.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Nobody can tell.
    pub fn takes_bytes(&self) -> bool {
        false
    }

    /// Columns and rows.
    pub fn size(&self) -> Option<(u16, u16)> {
        own_size()
    }
}

/// Columns and rows of the console that standard output leads to.
pub fn output_size() -> Option<(u16, u16)> {
    is_screen().then(own_size)?
}

/// Columns and rows of the console of the process.
pub fn own_size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

/// Whether standard output is a console. The pipes that some shells put in place of one pass for terminals elsewhere,
/// but cannot be drawn on.
pub fn is_screen() -> bool {
    console::mode(HandleRef::stdout()).is_ok()
}

/// The console of the process, to read from while standard input leads elsewhere. What is no ASCII comes in its code
/// page.
pub fn keyboard() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("CONIN$")
}

/// The console of the process, to write to while standard output leads elsewhere.
pub fn screen() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("CONOUT$")
}

/// Waits until there is an event to read, or there are `news` of other threads.
pub fn wait(timeout: Option<Duration>, news: impl Fn() -> bool) -> io::Result<Waited> {
    let end = timeout.map(|timeout| Instant::now() + timeout);
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if event::poll(left.unwrap_or(INTERVAL).min(INTERVAL))? {
            return Ok(Waited::Event);
        } else if news() {
            return Ok(Waited::News);
        } else if left.is_some_and(|left| left <= INTERVAL) {
            return Ok(Waited::Nothing);
        }
    }
}

/// Reads an event, waiting for it.
pub fn read() -> io::Result<Event> {
    Ok(match event::read()? {
        Event::Key(key) => Event::Key(as_terminals_say(key)),
        event => event,
    })
}

/// A key as terminals report it: shift only with a capital letter, and the character of AltGr without the ctrl and alt
/// that it consists of.
fn as_terminals_say(mut key: KeyEvent) -> KeyEvent {
    let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    if let KeyCode::Char(c) = key.code {
        if key.modifiers.contains(alt_gr) {
            key.modifiers -= alt_gr;
        }
        key.modifiers.set(KeyModifiers::SHIFT, c.is_uppercase());
    }
    key
}

/// Whether an error says that the console is gone.
pub fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(NO_HANDLE)
}

/// Whether a shell can stop the process and let it go on.
pub const CAN_STOP: bool = false;

/// Nothing to do.
pub fn stop() -> io::Result<()> {
    Ok(())
}

/// How the keyboard behaves.
#[derive(Debug, Clone)]
pub struct Mode(u32);

impl Mode {
    /// That of a console, or of standard input.
    pub fn of(terminal: Option<&File>) -> io::Result<Mode> {
        Ok(Mode(match terminal {
            Some(terminal) => console::mode(terminal),
            None => console::mode(HandleRef::stdin()),
        }?))
    }

    /// The same, of which nothing is shown.
    pub fn hidden(&self) -> Mode {
        Mode(self.0 & !ECHO)
    }

    /// Makes the console behave so.
    pub fn set(&self, terminal: Option<&File>) -> io::Result<()> {
        match terminal {
            Some(terminal) => console::set_mode(terminal, self.0),
            None => console::set_mode(HandleRef::stdin(), self.0),
        }
    }
}

/// Goes to the next line after what was hidden, as was the line end.
pub fn end_hidden_line() {
    let _ = io::stdout().lock().write_all(b"\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_as_terminals_do() {
        let key = |c, modifiers| as_terminals_say(KeyEvent::new(KeyCode::Char(c), modifiers));
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(key('@', alt_gr).modifiers, KeyModifiers::NONE);
        assert_eq!(key('?', KeyModifiers::SHIFT).modifiers, KeyModifiers::NONE);
        assert_eq!(key('U', KeyModifiers::NONE).modifiers, KeyModifiers::SHIFT);
        assert_eq!(key('c', KeyModifiers::CONTROL).modifiers, KeyModifiers::CONTROL);
        assert_eq!(key('x', KeyModifiers::ALT).modifiers, KeyModifiers::ALT);
        let tab = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(as_terminals_say(tab).modifiers, KeyModifiers::SHIFT);
    }
}
