//! The one door to the terminal. The UI thread, the signal thread and the panic hook all write through it, so that
//! a restored terminal stays restored whatever the others still wanted to send.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::host::Farewell;
use crate::host::os::{signals, terminal::Out};

/// The terminal and whether the program has it.
pub(super) struct Gate {
    out: Out,
    state: Mutex<State>,
    ui: ThreadId,
    news: Mutex<News>,
    continued: Condvar,
    /// What to do when a panic ends the work of a thread.
    workers: Mutex<Vec<(ThreadId, Lost)>>,
    /// What is printed once the terminal is restored for good.
    pub(super) farewell: Farewell,
}

/// Tells whoever waits for a thread that nothing will come of it.
type Lost = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    inside: bool,
    mouse: bool,
}

/// What other threads have for the UI thread.
#[derive(Default)]
struct News {
    woken: bool,
    continued: bool,
    faults: Vec<String>,
}

impl Gate {
    /// A gate to standard output for the calling thread; nothing is sent yet.
    pub(super) fn new(farewell: Farewell) -> io::Result<Self> {
        Ok(Self {
            out: Out::new()?,
            state: Mutex::default(),
            ui: std::thread::current().id(),
            news: Mutex::default(),
            continued: Condvar::new(),
            workers: Mutex::default(),
            farewell,
        })
    }

    /// Takes the terminal: raw mode, then the full screen. Does nothing when it is taken.
    pub(super) fn enter(&self) -> io::Result<()> {
        let mut state = lock(&self.state);
        if state.inside {
            return Ok(());
        }
        enable_raw_mode()?;
        state.inside = true;
        self.out.enter()?;
        if state.mouse { self.out.mouse(true) } else { Ok(()) }
    }

    /// Gives the terminal back as it was found. Does nothing when it is given back; a terminal that is gone is no
    /// error.
    pub(super) fn leave(&self) {
        let mut state = lock(&self.state);
        if !state.inside {
            return;
        }
        state.inside = false;
        if state.mouse {
            let _ = self.out.mouse(false);
        }
        let _ = self.out.leave();
        let _ = disable_raw_mode();
    }

    /// Switches mouse reports; they stay as they are told over leaving and entering.
    pub(super) fn mouse(&self, on: bool) -> io::Result<()> {
        let mut state = lock(&self.state);
        if state.mouse == on {
            return Ok(());
        }
        state.mouse = on;
        if !state.inside {
            return Ok(());
        }
        self.out.mouse(on)
    }

    /// Sends bytes to the screen, or drops them when the terminal has been given back.
    pub(super) fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let state = lock(&self.state);
        if state.inside { self.out.write(bytes) } else { Ok(()) }
    }

    /// Prints to the restored terminal.
    pub(super) fn print(&self, text: &str) {
        let _ = self.out.write(text.as_bytes());
    }

    /// Whether the program has the terminal.
    pub(super) fn inside(&self) -> bool {
        lock(&self.state).inside
    }

    /// Whether this is the thread that draws.
    pub(super) fn on_ui_thread(&self) -> bool {
        std::thread::current().id() == self.ui
    }

    /// Notes that the process was stopped and goes on.
    pub(super) fn note_continued(&self) {
        lock(&self.news).continued = true;
        self.continued.notify_all();
    }

    /// Whether the process was stopped since the last call.
    pub(super) fn take_continued(&self) -> bool {
        std::mem::take(&mut lock(&self.news).continued)
    }

    /// Waits until the process has been stopped and continued, at most for `limit` of its own running time: while it
    /// is stopped the clock goes on, but only one of the steps can pass.
    pub(super) fn await_continued(&self, limit: Duration) {
        const STEPS: u32 = 10;
        let mut news = lock(&self.news);
        for _ in 0..STEPS {
            let waited = self.continued.wait_timeout_while(news, limit / STEPS, |news| !news.continued);
            news = waited.unwrap_or_else(PoisonError::into_inner).0;
            if std::mem::take(&mut news.continued) {
                break;
            }
        }
    }

    /// Keeps a message of another thread for the UI thread.
    pub(super) fn note_fault(&self, message: String) {
        lock(&self.news).faults.push(message);
    }

    /// Makes the UI thread return from its wait.
    pub(super) fn wake_ui(&self) {
        lock(&self.news).woken = true;
        signals::wake_ui();
    }

    /// Whether the UI thread is to return from its wait.
    pub(super) fn woken(&self) -> bool {
        lock(&self.news).woken
    }

    /// Whether a change of size may be nothing but [`Gate::wake_ui`].
    pub(super) fn take_woken(&self) -> bool {
        std::mem::take(&mut lock(&self.news).woken)
    }

    /// The oldest message of another thread.
    pub(super) fn take_fault(&self) -> Option<String> {
        let mut news = lock(&self.news);
        (!news.faults.is_empty()).then(|| news.faults.remove(0))
    }

    /// Starts a thread; `lost` is called when it panics.
    pub(super) fn spawn_worker(
        &self,
        name: &str,
        work: impl FnOnce() + Send + 'static,
        lost: Lost,
    ) -> io::Result<()> {
        // Locked before it starts, so that it cannot panic unknown.
        let mut workers = lock(&self.workers);
        let started = std::thread::Builder::new().name(name.to_owned()).spawn(work)?;
        workers.push((started.thread().id(), lost));
        Ok(())
    }

    /// This thread panics: tells whoever waits for it.
    pub(super) fn lose_worker(&self) {
        let this = std::thread::current().id();
        let lost: Vec<_> = lock(&self.workers).extract_if(.., |(thread, _)| *thread == this).collect();
        lost.into_iter().for_each(|(_, lost)| lost());
    }

    /// The terminal itself, to watch for its end and to ask for its size.
    pub(super) fn out(&self) -> &Out {
        &self.out
    }
}

/// A lock that a panic elsewhere does not close: the data are plain flags and lines.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
