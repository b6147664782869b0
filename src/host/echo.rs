//! The echo of the keyboard in line mode, which must not show a secret while it is typed.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// The echo of the keyboard; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Echo {
    /// How the terminal was before, while it is changed.
    before: Arc<Mutex<Option<Termios>>>,
    /// The terminal that is read from, where that is not standard input.
    terminal: Option<Arc<File>>,
}

/// While it lives, the terminal does not show what is typed; only the line end is.
#[derive(Debug)]
pub struct Hidden<'a>(&'a Echo);

impl Echo {
    /// The echo of a terminal, or of standard input.
    pub fn of(terminal: Option<File>) -> Echo {
        Echo { terminal: terminal.map(Arc::new), ..Echo::default() }
    }

    fn get(&self) -> rustix::io::Result<Termios> {
        match &self.terminal {
            Some(terminal) => tcgetattr(terminal),
            None => tcgetattr(io::stdin()),
        }
    }

    fn set(&self, to: &Termios) -> rustix::io::Result<()> {
        match &self.terminal {
            Some(terminal) => tcsetattr(terminal, OptionalActions::Now, to),
            None => tcsetattr(io::stdin(), OptionalActions::Now, to),
        }
    }

    /// Switches the echo off, where standard input is a terminal.
    pub fn hide(&self) -> Option<Hidden<'_>> {
        let before = self.get().ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        // Kept before it is changed, so that a signal in between finds what to restore.
        *self.before.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        let hidden = Hidden(self);
        self.set(&quiet).ok().map(|()| hidden)
    }

    /// Makes the terminal as it was, if it was changed.
    pub fn restore(&self) {
        if let Some(before) = self.before.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = self.set(&before);
        }
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        self.0.restore();
    }
}
