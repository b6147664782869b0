//! What the console tells a process: ctrl-c, which is a key while keys are taken raw, ctrl-break, and that it is closed.

use std::io;
use std::sync::mpsc::{Receiver, channel};

use crate::host::os::Signal;
use crate::host::os::terminal::Out;

/// The number of the signal that ctrl-c is elsewhere.
pub const INTERRUPT: i32 = 2;
/// The number of the signal that the end of a terminal is elsewhere.
pub const HANG_UP: i32 = 1;

/// There is no such limit.
pub fn survive_file_limit() -> io::Result<()> {
    Ok(())
}

/// What was told since it was made. One can be made in a process.
pub struct Signals {
    told: Receiver<()>,
    number: i32,
}

impl Signals {
    /// For the line mode. Nobody says what it was, and it is ctrl-c nearly always: a process whose console is closed
    /// does not live to say much.
    pub fn ending() -> io::Result<Signals> {
        Signals::of(INTERRUPT)
    }

    /// For the full screen, where it cannot be ctrl-c.
    pub fn all() -> io::Result<Signals> {
        Signals::of(HANG_UP)
    }

    fn of(number: i32) -> io::Result<Signals> {
        let (tell, told) = channel();
        let handler = move || {
            let _ = tell.send(());
        };
        ctrlc::set_handler(handler).map_err(io::Error::other)?;
        Ok(Signals { told, number })
    }

    /// Waits for the next one.
    pub fn wait(&mut self, _: Option<&Out>) -> Signal {
        match self.told.recv() {
            Ok(()) => Signal::End(self.number),
            // The handler stays for as long as the process.
            Err(_) => loop {
                std::thread::park();
            },
        }
    }
}

/// The UI thread looks for news by itself (`terminal::wait`).
pub fn wake_ui() {}
