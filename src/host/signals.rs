//! Signals and hang-up: a thread of its own restores the terminal and ends the process, whatever the UI thread is
//! doing.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use crate::host::Echo;
use crate::host::gate::Gate;
use crate::host::os::Signal;
use crate::host::os::signals::{HANG_UP, INTERRUPT, Signals};

/// A terminal that takes no bytes must not keep the process alive for longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often that is waited for a terminal that takes bytes.
const ROUNDS: u32 = 20;

/// The last words of a program that is ended from outside, such as how to resume. Set them before they are
/// needed; the caller has made them safe to print.
#[derive(Debug, Clone, Default)]
pub struct Farewell(Arc<Mutex<Words>>);

#[derive(Debug, Default)]
struct Words {
    last: String,
    /// What to say to the first ctrl-c instead of ending.
    question: String,
}

impl Farewell {
    /// Replaces the words; empty for none. A line end is added.
    pub fn set(&self, words: impl Into<String>) {
        self.lock().last = words.into();
    }

    /// In line mode: what to say to a ctrl-c while something would be lost by it; only another one ends the program
    /// then. Empty for nothing.
    pub fn ask(&self, question: impl Into<String>) {
        self.lock().question = question.into();
    }

    /// The question, once.
    fn question(&self) -> Option<String> {
        Some(std::mem::take(&mut self.lock().question)).filter(|question| !question.is_empty())
    }

    fn lock(&self) -> MutexGuard<'_, Words> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The words as they are printed.
    pub fn text(&self) -> String {
        let words = self.lock();
        if words.last.is_empty() { String::new() } else { format!("{}\n", words.last) }
    }
}

/// Lets a write over the file-size limit fail instead of killing the process. Call it once, at start.
pub fn survive_file_limit() -> io::Result<()> {
    crate::host::os::signals::survive_file_limit()
}

/// For the line mode: SIGHUP, SIGINT, SIGQUIT and SIGTERM print the farewell on standard error and end the
/// process with 128 plus their number. The echo of the keyboard is given back first.
pub fn end_with_farewell(farewell: &Farewell, echo: &Echo) -> io::Result<()> {
    let (farewell, echo) = (farewell.clone(), echo.clone());
    let mut signals = Signals::ending()?;
    spawn(move || {
        loop {
            let Signal::End(signal) = signals.wait(None) else { continue };
            if signal == INTERRUPT
                && let Some(question) = farewell.question()
            {
                let _ = writeln!(io::stderr(), "\n{question}");
                continue;
            }
            echo.restore();
            let _ = io::stderr().write_all(farewell.text().as_bytes());
            std::process::exit(128 + signal);
        }
    })
}

/// For the full screen: the same, with the terminal restored first, also when the terminal hangs up without a
/// signal. A process that was stopped from outside repaints when it goes on.
pub(super) fn watch(gate: &Arc<Gate>) -> io::Result<()> {
    let gate = Arc::clone(gate);
    let mut signals = Signals::all()?;
    spawn(move || {
        loop {
            match signals.wait(Some(gate.out())) {
                Signal::Continued if gate.inside() => {
                    gate.note_continued();
                    gate.wake_ui();
                }
                Signal::Continued => gate.note_continued(),
                Signal::End(signal) => end(&gate, signal),
            }
        }
    })
}

/// The terminal is gone: ends the process as SIGHUP does.
pub(super) fn hang_up(gate: &Arc<Gate>) -> ! {
    end(gate, HANG_UP)
}

/// Restores the terminal, says farewell and exits.
fn end(gate: &Arc<Gate>, signal: i32) -> ! {
    let (done, restored) = mpsc::channel();
    let last = Arc::clone(gate);
    let _ = spawn(move || {
        last.leave();
        last.print(&last.farewell.text());
        let _ = done.send(());
    });
    // A terminal that takes bytes is worth waiting for, on a machine that has much else to do.
    let mut left = ROUNDS;
    while restored.recv_timeout(PATIENCE).is_err() {
        left -= 1;
        if left == 0 || !gate.out().takes_bytes() {
            let _ = crossterm::terminal::disable_raw_mode();
            break;
        }
    }
    std::process::exit(128 + signal)
}

fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name("signals".into()).stack_size(128 * 1024).spawn(work).map(drop)
}
