//! Signals and the hang-up of the terminal.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use crate::host::os::Signal;
use crate::host::os::terminal::Out;

/// The number of the signal of ctrl-c.
pub const INTERRUPT: i32 = SIGINT;
/// The number of the signal of a terminal that is gone.
pub const HANG_UP: i32 = SIGHUP;

/// The signals that end the program.
const ENDING: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Lets a write over the file-size limit fail instead of killing the process.
pub fn survive_file_limit() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::default()).map(drop)
}

/// Takes signals from when it is made.
pub struct Signals {
    delivery: SignalDelivery<UnixStream, SignalOnly>,
    watches_terminal: bool,
}

impl Signals {
    /// Takes those that end the program.
    pub fn ending() -> io::Result<Signals> {
        Signals::of(&ENDING)
    }

    /// Takes also the one that comes when a stopped process goes on.
    pub fn all() -> io::Result<Signals> {
        Signals::of(&[ENDING.as_slice(), &[SIGCONT]].concat())
    }

    fn of(signals: &[i32]) -> io::Result<Signals> {
        let (read, write) = UnixStream::pair()?;
        let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, signals)?;
        Ok(Signals { delivery, watches_terminal: true })
    }

    /// Waits for the next one. A hang-up of the terminal counts as its signal.
    pub fn wait(&mut self, terminal: Option<&Out>) -> Signal {
        loop {
            // Of those that come together the later ones are still here.
            match self.delivery.pending().next() {
                Some(SIGCONT) => return Signal::Continued,
                Some(signal) => return Signal::End(signal),
                None => {}
            }
            let signals = PollFd::new(self.delivery.get_read(), PollFlags::IN);
            let Some(terminal) = terminal.filter(|_| self.watches_terminal) else {
                let _ = poll(&mut [signals], None);
                continue;
            };
            // A hang-up is reported without being asked for; input belongs to the UI thread.
            let mut watched = [signals, PollFd::new(terminal.file(), PollFlags::empty())];
            if poll(&mut watched, None).is_err() || !watched[0].revents().is_empty() {
                continue;
            }
            let ended = watched[1].revents();
            if ended.intersects(PollFlags::HUP | PollFlags::ERR) {
                return Signal::End(SIGHUP);
            }
            // Some systems cannot poll terminals; the signals are left then.
            self.watches_terminal = !ended.contains(PollFlags::NVAL);
        }
    }
}

/// Makes the UI thread return from its wait: its event reader takes a change of size at any time.
pub fn wake_ui() {
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}
