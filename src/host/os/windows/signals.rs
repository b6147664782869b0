//! What the console tells a process. The C library gives it out as signals; while keys are taken raw, ctrl-c is a key.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};

use crate::host::os::Signal;
use crate::host::os::terminal::Out;

/// The number of the signal of ctrl-c.
pub const INTERRUPT: i32 = SIGINT;
/// What a console that is closed counts as: the number that this has elsewhere.
pub const HANG_UP: i32 = 1;

/// Ctrl-break, a console that is closed, and the end of the person's or the machine's day (signal.h of the C library).
const SIGBREAK: i32 = 21;

/// How often is looked whether one came: waiting for them takes `unsafe`.
const INTERVAL: Duration = Duration::from_millis(50);

/// There is no such limit.
pub fn survive_file_limit() -> io::Result<()> {
    Ok(())
}

/// Takes signals from when it is made.
pub struct Signals(Vec<(i32, Arc<AtomicBool>)>);

impl Signals {
    /// Takes those that end the program.
    pub fn ending() -> io::Result<Signals> {
        let came = |signal, number| {
            let flag = Arc::default();
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
            Ok((number, flag))
        };
        let signals = [(SIGINT, INTERRUPT), (SIGTERM, SIGTERM), (SIGBREAK, HANG_UP)];
        Ok(Signals(
            signals.into_iter().map(|(signal, number)| came(signal, number)).collect::<io::Result<_>>()?,
        ))
    }

    /// The same: a process is never stopped.
    pub fn all() -> io::Result<Signals> {
        Signals::ending()
    }

    /// Waits for the next ones.
    pub fn wait(&mut self, _: Option<&Out>) -> Vec<Signal> {
        loop {
            std::thread::sleep(INTERVAL);
            let came = self.0.iter().filter(|(_, flag)| flag.swap(false, Ordering::Relaxed));
            let came: Vec<Signal> = came.map(|(number, _)| Signal::End(*number)).collect();
            if !came.is_empty() {
                return came;
            }
        }
    }
}

/// The UI thread looks for news by itself (`terminal::wait`).
pub fn wake_ui() {}
