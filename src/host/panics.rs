//! What a panic does. The release build has no tables for unwinding, which would be a fifth of the program, so nothing
//! may be left to destructors. The other builds unwind no further than this either, so that their tests count.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{Write, stderr};
use std::panic::{PanicHookInfo, set_hook};
use std::sync::Arc;

use crate::host::gate::Gate;
use crate::host::{Echo, Farewell};
use crate::text::visible::visible;

/// The exit code of Rust programs that have panicked.
const PANICKED: i32 = 101;

/// Prints a panic and ends the program. For the start; the faces put their own ways in place of this one.
pub fn exit() {
    set_hook(Box::new(|panic| {
        print(panic);
        std::process::exit(PANICKED)
    }));
}

/// The same for the line mode: the echo of the keyboard is given back first, and the farewell printed last.
pub fn exit_with_farewell(farewell: &Farewell, echo: &Echo) {
    let (farewell, echo) = (farewell.clone(), echo.clone());
    set_hook(Box::new(move |panic| {
        echo.restore();
        print(panic);
        let _ = stderr().write_all(farewell.text().as_bytes());
        std::process::exit(PANICKED)
    }));
}

/// For the full screen. A panic of the UI thread gives the terminal back, is printed, and ends the program. One of
/// another thread is not printed over the screen but handed to the UI thread, and whoever waits for the thread is told
/// that it is lost. The thread sleeps for ever then: its end would be that of the program.
pub(super) fn restore_or_show(gate: &Arc<Gate>) {
    let gate = Arc::clone(gate);
    set_hook(Box::new(move |panic| {
        if gate.on_ui_thread() {
            gate.leave();
            print(panic);
            gate.print(&gate.farewell.text());
            std::process::exit(PANICKED)
        }
        match gate.inside() {
            true => gate.note_fault(panic.to_string()),
            false => print(panic),
        }
        gate.lose_worker();
        gate.wake_ui();
        loop {
            std::thread::park();
        }
    }));
}

/// As Rust itself does, but with nothing in it that a terminal would obey.
fn print(panic: &PanicHookInfo) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("without a name");
    let _ = writeln!(stderr(), "thread {name} {}", visible(&panic.to_string()));
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        let _ = writeln!(stderr(), "{trace}");
    }
}
