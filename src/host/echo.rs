//! The echo of the keyboard in line mode, which must not show a secret while it is typed.

use crate::host::os::terminal::{Mode, end_hidden_line};
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};

/// The echo of the keyboard; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Echo {
    /// How the terminal was before, while it is changed.
    before: Arc<Mutex<Option<Mode>>>,
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

    /// Switches the echo off, where standard input is a terminal.
    pub fn hide(&self) -> Option<Hidden<'_>> {
        let terminal = self.terminal.as_deref();
        let before = Mode::of(terminal).ok()?;
        let quiet = before.hidden();
        // Kept before it is changed, so that a signal in between finds what to restore.
        *self.before.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        let hidden = Hidden(self);
        quiet.set(terminal).ok().map(|()| hidden)
    }

    /// Makes the terminal as it was, if it was changed.
    pub fn restore(&self) {
        if let Some(before) = self.before.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = before.set(self.terminal.as_deref());
        }
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        self.0.restore();
        end_hidden_line();
    }
}
