//! The terminal.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use crate::host::os::Waited;

/// Alternate screen, cleared for terminals that have none (the Linux console, GNU screen by default), bracketed
/// paste, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[0m\x1b[2J\x1b[H\x1b[?2004h\x1b[?25l";
/// The reverse, with the end of a frame that may have been cut short.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[2J\x1b[H\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Buttons and wheel in the SGR form; not movement, which would send events without end.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Standard output as the way to the terminal, past the buffer of the standard library.
pub struct Out(File);

impl Out {
    /// A way of its own.
    pub fn new() -> io::Result<Out> {
        Ok(Out(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    /// Takes the screen.
    pub fn enter(&self) -> io::Result<()> {
        self.write(ENTER.as_bytes())
    }

    /// Gives the screen back.
    pub fn leave(&self) -> io::Result<()> {
        self.write(LEAVE.as_bytes())
    }

    /// Switches mouse reports.
    pub fn mouse(&self, on: bool) -> io::Result<()> {
        self.write(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes())
    }

    /// `write_all` that also bears a terminal which another program has set to non-blocking.
    pub fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match (&self.0).write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether it would take bytes now.
    pub fn takes_bytes(&self) -> bool {
        let mut watched = [PollFd::new(&self.0, PollFlags::OUT)];
        let waited = poll(&mut watched, Some(&rustix::event::Timespec::default()));
        waited.is_ok() && watched[0].revents().contains(PollFlags::OUT)
    }

    /// Columns and rows, either of which may be 0.
    pub fn size(&self) -> Option<(u16, u16)> {
        size_of(&self.0)
    }

    /// The terminal itself, to watch for its end.
    pub(super) fn file(&self) -> &File {
        &self.0
    }
}

fn size_of(terminal: impl AsFd) -> Option<(u16, u16)> {
    let size = tcgetwinsize(terminal).ok()?;
    Some((size.ws_col, size.ws_row))
}

/// Columns and rows of the terminal that standard output leads to, either of which may be 0.
pub fn output_size() -> Option<(u16, u16)> {
    size_of(io::stdout())
}

/// Columns and rows of the terminal of the process.
pub fn own_size() -> Option<(u16, u16)> {
    size_of(File::open("/dev/tty").ok()?)
}

/// Whether standard output is a terminal that can be drawn on.
pub fn is_screen() -> bool {
    io::stdout().is_terminal()
}

/// The terminal of the process, to read from while standard input leads elsewhere.
pub fn keyboard() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("/dev/tty")
}

/// The terminal of the process, to write to while standard output leads elsewhere.
pub fn screen() -> io::Result<File> {
    OpenOptions::new().write(true).open("/dev/tty")
}

/// Waits until there is an event to read; without a `timeout` the reading itself waits. The news of other threads come
/// as an event.
pub fn wait(timeout: Option<Duration>, _: impl Fn() -> bool) -> io::Result<Waited> {
    Ok(if timeout.map_or(Ok(true), event::poll)? { Waited::Event } else { Waited::Nothing })
}

/// Reads an event, waiting for it.
pub fn read() -> io::Result<Event> {
    event::read()
}

/// Whether an error says that the terminal is gone.
pub fn is_gone(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::NXIO, Errno::PIPE];
    gone.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

/// Whether a shell can stop the process and let it go on.
pub const CAN_STOP: bool = true;

/// Stops the process group, as Ctrl-Z does elsewhere.
pub fn stop() -> io::Result<()> {
    // SIGTSTP, not SIGSTOP: a parent in the group must stop too, or the shell waits for it.
    Ok(kill_current_process_group(Signal::TSTP)?)
}

/// How the keyboard behaves.
#[derive(Debug, Clone)]
pub struct Mode(Termios);

impl Mode {
    /// That of a terminal, or of standard input.
    pub fn of(terminal: Option<&File>) -> io::Result<Mode> {
        Ok(Mode(match terminal {
            Some(terminal) => tcgetattr(terminal),
            None => tcgetattr(io::stdin()),
        }?))
    }

    /// The same, of which nothing is shown but the line end.
    pub fn hidden(&self) -> Mode {
        let mut quiet = self.0.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        Mode(quiet)
    }

    /// Makes the terminal behave so.
    pub fn set(&self, terminal: Option<&File>) -> io::Result<()> {
        Ok(match terminal {
            Some(terminal) => tcsetattr(terminal, OptionalActions::Now, &self.0),
            None => tcsetattr(io::stdin(), OptionalActions::Now, &self.0),
        }?)
    }
}

/// The line end was not hidden.
pub fn end_hidden_line() {}
