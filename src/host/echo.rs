//! The echo of the keyboard in line mode, which must not show a secret while it is typed.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// The echo of standard input; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Echo(Arc<Mutex<Option<Termios>>>);

/// While it lives, the terminal does not show what is typed; only the line end is.
#[derive(Debug)]
pub struct Hidden<'a>(&'a Echo);

impl Echo {
    /// Switches the echo off, where standard input is a terminal.
    pub fn hide(&self) -> Option<Hidden<'_>> {
        let before = tcgetattr(io::stdin()).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.insert(LocalModes::ECHONL);
        // Kept before it is changed, so that a signal in between finds what to restore.
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        let hidden = Hidden(self);
        tcsetattr(io::stdin(), OptionalActions::Now, &quiet).ok().map(|()| hidden)
    }

    /// Makes the terminal as it was, if it was changed.
    pub fn restore(&self) {
        if let Some(before) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
        }
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        self.0.restore();
    }
}
