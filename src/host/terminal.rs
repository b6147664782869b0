//! The full screen and its life cycle. The terminal is given back on every way out: return, panic, SIGTERM, SIGHUP,
//! SIGINT, SIGQUIT, hang-up and Ctrl-Z. Nothing is asked of it, ever: a mute terminal must not cost two seconds.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use crate::host::gate::Gate;
use crate::host::input::{Input, gather, pasting};
use crate::host::os::{Waited, terminal as os};
use crate::host::screen_backend::ScreenBackend;
use crate::host::{Environment, Farewell, panics, signals};

/// How long a burst of keys that looks like a paste may pause, over a slow line.
const PASTE_PAUSE: Duration = Duration::from_millis(20);

/// How long to look for further events of the same burst. Not zero: the event reader answers no to that without
/// looking, even when it has events.
const AT_ONCE: Duration = Duration::from_micros(100);

/// The most events taken in one go, so that a flood of them cannot keep a frame from being drawn.
const BURST: usize = 1000;

/// How long the process waits to be stopped by its own SIGTSTP. It is not where nobody could continue it, such as
/// without a shell (POSIX: the signal is discarded in an orphaned process group).
const STOPPING: Duration = Duration::from_millis(100);

/// Why the program should speak in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineMode {
    /// `ACCESSIBLE` asks for it.
    Accessible,
    /// There is no terminal to draw on.
    NoTerminal,
    /// There is no keyboard.
    NoKeyboard,
    /// It cannot draw: `TERM` is unset, empty or `dumb`.
    Dumb,
}

/// Why the program should speak in lines, if it should. Standard input may be a pipe as long as the process has a
/// terminal.
pub fn line_mode(environment: &Environment) -> Option<LineMode> {
    if environment.accessible() {
        Some(LineMode::Accessible)
    } else if !environment.streams.stdout {
        Some(LineMode::NoTerminal)
    } else if !environment.streams.keyboard {
        Some(LineMode::NoKeyboard)
    } else {
        environment.term().is_none_or(|term| term == "dumb").then_some(LineMode::Dumb)
    }
}

/// Whether the program should speak in lines.
pub fn wants_line_mode(environment: &Environment) -> bool {
    line_mode(environment).is_some()
}

/// Lets colours through although `NO_COLOR` is set, for a person who asked for them in so many words. The library drops
/// them by itself otherwise, and the modifiers beside them too.
pub fn show_colours() {
    crossterm::style::force_color_output(true);
}

/// The width of the terminal that standard output leads to, in columns.
pub fn columns() -> Option<u16> {
    os::output_size().map(|(columns, _)| columns).filter(|columns| *columns > 0)
}

/// The columns and rows of the terminal that the process has, wherever its streams lead.
pub fn terminal_size() -> Option<(u16, u16)> {
    os::output_size().or_else(os::own_size).filter(|(columns, rows)| *columns > 0 && *rows > 0)
}

/// The terminal of the process, to write to while standard output leads elsewhere.
pub fn own_terminal() -> io::Result<File> {
    os::screen()
}

/// The full screen; dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<ScreenBackend>,
    gate: Arc<Gate>,
    queue: VecDeque<Input>,
    /// As last reported.
    size: Size,
    /// Whether the terminal marks pastes, as far as seen.
    bracketed: bool,
}

impl Screen {
    /// Takes the terminal and watches for signals, hang-up and panics; `farewell` is printed when one of them ends
    /// the program. The calling thread becomes the UI thread.
    pub fn enter(farewell: &Farewell) -> io::Result<Self> {
        let gate = Arc::new(Gate::new(farewell.clone())?);
        panics::restore_or_show(&gate);
        signals::watch(&gate)?;
        let terminal = Terminal::new(ScreenBackend::new(Arc::clone(&gate)))?;
        let size = terminal.size()?;
        let screen = Self { terminal, gate, queue: VecDeque::new(), size, bracketed: false };
        screen.gate.enter()?;
        // Starts the event reader, so that a worker can wake it from now on.
        event::poll(AT_ONCE)?;
        Ok(screen)
    }

    /// Draws a frame and sends what differs from the last one in a single write; nothing when nothing differs.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let drawn = self.terminal.draw(render).map(drop);
        self.or_hang_up(drawn)
    }

    /// Waits for the next input; without a `timeout` for ever. `None` when the time is over.
    pub fn next(&mut self, timeout: Option<Duration>) -> io::Result<Option<Input>> {
        let input = self.wait(timeout);
        self.or_hang_up(input)
    }

    fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Option<Input>> {
        loop {
            if self.gate.take_continued() {
                // Stopped by SIGSTOP or by another program's SIGTSTP, and the shell has had the terminal since.
                self.gate.leave();
                return self.reenter().map(Some);
            }
            if let Some(input) = self.queue.pop_front() {
                return Ok(Some(input));
            }
            if let Some(message) = self.gate.take_fault() {
                return Ok(Some(Input::Fault(message)));
            }
            match os::wait(timeout.map(|timeout| timeout.max(AT_ONCE)), || self.gate.woken())? {
                Waited::Event => {}
                Waited::News => {
                    self.gate.take_woken();
                    continue;
                }
                Waited::Nothing => return Ok(None),
            }
            let mut burst = vec![os::read()?];
            loop {
                let pasting = !self.bracketed && pasting(&burst);
                let pause = if pasting { PASTE_PAUSE } else { AT_ONCE };
                if (burst.len() >= BURST && !pasting) || !event::poll(pause)? {
                    break;
                }
                burst.push(os::read()?);
            }
            // Once a paste has come in brackets, keys are keys.
            self.bracketed |= burst.iter().any(|event| matches!(event, Event::Paste(_)));
            for input in gather(burst, !self.bracketed) {
                self.take(input)?;
            }
        }
    }

    fn take(&mut self, input: Input) -> io::Result<()> {
        if let Input::Resize(columns, rows) = input {
            if self.gate.take_woken() && self.size == Size::new(columns, rows) {
                return Ok(());
            }
            // Whole, also when the size is the old one again: the terminal may have dropped cells in between.
            let resized = self.repaint_whole()?;
            self.queue.push_back(resized);
        } else {
            self.queue.push_back(input);
        }
        Ok(())
    }

    /// Gives the terminal to the shell and stops the process group, as Ctrl-Z does elsewhere; returns when it goes
    /// on, with the whole screen to be drawn.
    pub fn suspend(&mut self) -> io::Result<()> {
        if !os::CAN_STOP {
            return Ok(());
        }
        self.gate.take_continued();
        self.gate.leave();
        os::stop()?;
        self.gate.await_continued(STOPPING);
        let entered = self.reenter();
        let resized = self.or_hang_up(entered)?;
        self.queue.push_back(resized);
        Ok(())
    }

    /// Makes the next frame repaint the whole screen, for when another program has written over it.
    pub fn repaint(&mut self) -> io::Result<()> {
        // Not `Terminal::clear`, which asks for the cursor position.
        self.terminal.backend_mut().erase()?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Switches mouse reports, which are off at first because they take the terminal's own selection away.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.gate.mouse(on)
    }

    /// Starts a thread for work that the UI can do without. If it panics, that is shown, and `lost` is called, for
    /// whoever waits for the work.
    pub fn spawn_worker(
        &self,
        name: &str,
        work: impl FnOnce() + Send + 'static,
        lost: impl FnOnce() + Send + 'static,
    ) -> io::Result<()> {
        self.gate.spawn_worker(name, work, Box::new(lost))
    }

    /// A way to the terminal past the frames, for sequences that move nothing, such as OSC 52.
    pub fn out(&self) -> impl Write + use<> {
        Out(Arc::clone(&self.gate))
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self);
    }

    fn reenter(&mut self) -> io::Result<Input> {
        self.gate.enter()?;
        self.repaint_whole()
    }

    fn repaint_whole(&mut self) -> io::Result<Input> {
        self.repaint()?;
        self.size = self.terminal.size()?;
        Ok(Input::Resize(self.size.width, self.size.height))
    }

    /// A terminal that is gone ends the program as SIGHUP does; it is no error of the program.
    fn or_hang_up<T>(&self, result: io::Result<T>) -> io::Result<T> {
        match result {
            Err(error) if os::is_gone(&error) => signals::hang_up(&self.gate),
            result => result,
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.gate.leave();
    }
}

struct Out(Arc<Gate>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
