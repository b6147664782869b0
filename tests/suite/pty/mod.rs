//! The real program in a pseudo-terminal. Everything waits for something that must come, with one generous
//! deadline for what never does; nothing sleeps.

pub mod bytes;
mod find;
mod hostile;
mod life;
mod lines;
mod main_job;
mod mouse;
mod quiet;
mod review;
mod sizes;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, mpsc};
use std::time::{Duration, Instant};

use base64::Engine;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// When something has not come by then, it never will.
const DEADLINE: Duration = Duration::from_secs(60);

/// Begin and end of a frame: a synchronized update.
pub const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
pub const FRAME_END: &[u8] = b"\x1b[?2026l";

pub const CTRL_C: &str = "\x03";
pub const CTRL_Z: &str = "\x1a";

/// The program under test.
pub const UNSNAG: &str = env!("CARGO_BIN_EXE_unsnag");

/// How to start a program in a pseudo-terminal.
pub struct Setup {
    command: CommandBuilder,
    size: (u16, u16),
    home: tempfile::TempDir,
}

/// A program running in a pseudo-terminal. Dropping it kills the program.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<mpsc::Sender<Vec<u8>>>,
    pid: Pid,
    shared: Arc<Shared>,
    home: tempfile::TempDir,
    termios_before: String,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    parser: Option<vt100::Parser<Copies>>,
    raw: Vec<u8>,
    /// How many of these bytes are on the screen.
    shown: usize,
    hung_up: bool,
    closed: bool,
    exit: Option<Result<u32, String>>,
}

/// What was sent to the clipboard, as it came.
#[derive(Default)]
struct Copies(Vec<Vec<u8>>);

impl vt100::Callbacks for Copies {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0.push(data.to_vec());
    }
}

impl State {
    /// Puts on the screen what has come. A frame shows when it is whole, as on a terminal that knows synchronized
    /// updates: what a test sees is never half of one, however the bytes were cut on their way.
    fn show(&mut self) {
        let rest = &self.raw[self.shown..];
        let held = match (last(rest, FRAME_BEGIN), last(rest, FRAME_END)) {
            (Some(begin), end) if !self.closed && end.is_none_or(|end| end < begin) => rest.len() - begin,
            _ => 0,
        };
        let whole = &rest[..rest.len() - held];
        self.parser.as_mut().unwrap().process(whole);
        self.shown += whole.len();
    }
}

/// Where a sequence stands last.
fn last(bytes: &[u8], sequence: &[u8]) -> Option<usize> {
    bytes.windows(sequence.len()).rposition(|window| window == sequence)
}

impl Setup {
    /// A program with an environment of its own: nothing of ours but PATH, a new home, UTF-8, `xterm-256color`.
    pub fn program(program: impl AsRef<Path>, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(program.as_ref());
        command.args(arguments);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let mut command = with_home(command, home.path());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        Self { command, size: (80, 24), home }
    }

    /// The program under test.
    pub fn unsnag(arguments: &[&str]) -> Self {
        Self::program(UNSNAG, arguments)
    }

    /// A script for `sh`.
    pub fn shell(script: &str) -> Self {
        Self::program("/bin/sh", &["-c", script])
    }

    /// The new home of the program, to put files into.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The size in columns and rows.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// More arguments.
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// The home of an earlier run instead of a new one.
    pub fn in_home_of(self, other: &Pty) -> Self {
        Self { command: with_home(self.command, other.home()), ..self }
    }

    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn start(self) -> Pty {
        let pair = native_pty_system().openpty(pty_size(self.size)).unwrap();
        let termios_before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let shared = Arc::new(Shared::default());
        let (columns, rows) = cells(self.size);
        lock(&shared).parser = Some(vt100::Parser::new_with_callbacks(rows, columns, 0, Copies::default()));
        read_in_background(pair.master.try_clone_reader().unwrap(), &shared);
        let pid = child.process_id().unwrap();
        wait_in_background(child, &shared);
        Pty {
            keys: Some(type_in_background(pair.master.take_writer().unwrap())),
            master: Some(pair.master),
            pid: Pid::from_raw(pid.try_into().unwrap()).unwrap(),
            shared,
            home: self.home,
            termios_before,
        }
    }
}

impl Pty {
    /// The program under test with these arguments, size in columns and rows, and additions to the environment.
    pub fn spawn(arguments: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Self {
        let setup = Setup::unsnag(arguments).size(size.0, size.1);
        env.iter().fold(setup, |setup, (name, value)| setup.env(name, value)).start()
    }

    /// Types; a program that has ended does not mind.
    pub fn send(&mut self, keys: &str) {
        if let Some(typist) = &self.keys {
            let _ = typist.send(keys.as_bytes().to_vec());
        }
    }

    /// Waits until the text is on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("\"{text}\""), |screen, _| screen.contents().contains(text));
    }

    /// Waits until the screen and all bytes so far are as wanted. The bytes may hold more than the screen shows.
    pub fn wait_until(&self, wanted: &str, holds: impl Fn(&vt100::Screen, &[u8]) -> bool) {
        self.wait(wanted, |state| holds(state.parser.as_ref().unwrap().screen(), &state.raw));
    }

    /// The screen as of the last whole frame.
    pub fn screen(&self) -> vt100::Screen {
        lock(&self.shared).parser.as_ref().unwrap().screen().clone()
    }

    /// Every byte the program has sent.
    pub fn raw(&self) -> Vec<u8> {
        lock(&self.shared).raw.clone()
    }

    /// The texts sent by OSC 52.
    pub fn copies(&self) -> Vec<String> {
        let state = lock(&self.shared);
        let copies = &state.parser.as_ref().unwrap().callbacks().0;
        let decode = |data| base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        copies.iter().map(|data| String::from_utf8(decode(data)).unwrap()).collect()
    }

    /// Changes the size in columns and rows.
    pub fn resize(&self, columns: u16, rows: u16) {
        let (width, height) = cells((columns, rows));
        lock(&self.shared).parser.as_mut().unwrap().set_size(height, width);
        self.master.as_ref().unwrap().resize(pty_size((columns, rows))).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Closes the terminal under the program, as a dropped line does.
    pub fn hang_up(&mut self) {
        lock(&self.shared).hung_up = true;
        // The reader has to see a byte to let go of its end.
        let (rows, columns) = self.screen().size();
        self.resize(columns.get() - 1, rows.get());
        self.wait("the reader to let go", |state| state.closed);
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end of the program and of its output, and returns the exit code.
    pub fn wait_exit(&self) -> u32 {
        self.wait("the program to end", |state| state.exit.is_some() && state.closed);
        match lock(&self.shared).exit.clone().unwrap() {
            Ok(code) => code,
            Err(signal) => panic!("the program was killed: {signal}"),
        }
    }

    /// Waits until a signal has ended the program.
    pub fn wait_killed(&self) {
        self.wait("the program to be killed", |state| matches!(state.exit, Some(Err(_))));
    }

    /// The new home of the program; the state folder is `state` in it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Checks that the terminal is as it was before the program started.
    pub fn assert_restored(&self) {
        let screen = self.screen();
        let raw = self.raw();
        let raw = bytes::shown(&raw);
        assert!(!screen.alternate_screen(), "the alternate screen stays on: {raw}");
        assert!(!screen.hide_cursor(), "the cursor stays hidden: {raw}");
        assert!(!screen.bracketed_paste(), "bracketed paste stays on: {raw}");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse stays on: {raw}");
        let termios = format!("{:?}", self.master.as_ref().unwrap().get_termios());
        assert_eq!(termios, self.termios_before, "the terminal stays raw");
    }

    fn wait(&self, wanted: &str, holds: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut state = lock(&self.shared);
        while !holds(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let screen = state.parser.as_ref().unwrap().screen().contents();
                let (exit, raw) = (state.exit.clone(), bytes::shown(&state.raw));
                drop(state);
                panic!("waited for {wanted}; exit: {exit:?}; screen:\n{screen}\nbytes: {raw}");
            }
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if lock(&self.shared).exit.is_none() {
            // It leads its group, and what it started ends with it.
            let _ = kill_process_group(self.pid, Signal::KILL);
        }
    }
}

fn with_home(mut command: CommandBuilder, home: &Path) -> CommandBuilder {
    command.cwd(home);
    command.env("HOME", home);
    for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state")] {
        command.env(format!("XDG_{name}_HOME"), home.join(folder));
    }
    command
}

/// A program of `examples/`. Cargo builds these for `cargo test`, but not when one test binary is asked for, so
/// this makes sure once that they are there and of today.
pub fn example(name: &str) -> PathBuf {
    static BUILT: OnceLock<()> = OnceLock::new();
    let folder = Path::new(UNSNAG).parent().unwrap();
    BUILT.get_or_init(|| {
        let mut build = std::process::Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--examples"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the examples do not build");
    });
    folder.join("examples").join(name)
}

/// A thread of its own, because a program that reads nothing blocks whoever types.
fn type_in_background(mut writer: Box<dyn Write + Send>) -> mpsc::Sender<Vec<u8>> {
    let (typist, keys) = mpsc::channel::<Vec<u8>>();
    std::thread::spawn(move || {
        for bytes in keys {
            let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
        }
    });
    typist
}

fn read_in_background(mut reader: Box<dyn Read + Send>, shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        let mut buffer = [0; 65536];
        loop {
            let count = reader.read(&mut buffer).unwrap_or(0);
            let mut state = lock(&shared);
            state.raw.extend_from_slice(&buffer[..count]);
            state.show();
            let ended = count == 0 || state.hung_up;
            drop(state);
            shared.changed.notify_all();
            if ended {
                break;
            }
        }
        drop(reader);
        let mut state = lock(&shared);
        state.closed = true;
        state.show();
        drop(state);
        shared.changed.notify_all();
    });
}

fn wait_in_background(mut child: Box<dyn Child + Send + Sync>, shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        let status = child.wait().unwrap();
        lock(&shared).exit = Some(match status.signal() {
            None => Ok(status.exit_code()),
            Some(signal) => Err(signal.to_owned()),
        });
        shared.changed.notify_all();
    });
}

/// The state, also after a failed assertion elsewhere.
fn lock(shared: &Shared) -> MutexGuard<'_, State> {
    shared.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// The parser has no terminal without cells.
fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    let cell = |count: u16| NonZeroU16::new(count.max(1)).unwrap();
    (cell(columns), cell(rows))
}
