//! Helper programs of the clipboard: started without a shell, and stopped after two seconds.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::host::os::programs;

/// How long a helper program may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The most that is read of a clipboard, in bytes.
const MOST: u64 = 1024 * 1024;

/// Whether a program is in one of the folders of `PATH`. It is not started.
pub fn installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| {
        std::fs::metadata(folder.join(program)).is_ok_and(|found| programs::is_executable(&found))
    })
}

/// Runs a helper that reads its standard input to the end.
pub(super) fn run(program: &str, arguments: &[&str], input: &[u8]) -> Result<(), String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = start(program, &mut command)?;
    let deadline = Instant::now() + PATIENCE;
    // A thread, because a helper that reads nothing would block us. It is not joined: a child of the helper may
    // hold the other end for long.
    let (done, delivered) = mpsc::channel();
    let stdin = child.stdin.take();
    let input = input.to_vec();
    std::thread::spawn(move || {
        let _ = done.send(stdin.is_some_and(|mut stdin| stdin.write_all(&input).is_ok()));
    });
    let status = ended(program, &mut child, deadline)?;
    let left = deadline.saturating_duration_since(Instant::now());
    match status.success() && delivered.recv_timeout(left).unwrap_or(false) {
        true => Ok(()),
        false => Err(format!("{program} failed ({status})")),
    }
}

/// What a helper printed.
pub(super) struct Printed {
    /// It ended with success.
    pub success: bool,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error, as far as it can be read.
    pub err: String,
}

/// Runs a helper that prints something. What is longer than a mebibyte is an error.
pub(super) fn capture(program: &str, arguments: &[&str]) -> Result<Printed, String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(program, &mut command)?;
    let deadline = Instant::now() + PATIENCE;
    let (out, err) = (child.stdout.take().map(collect), child.stderr.take().map(collect));
    let status = ended(program, &mut child, deadline)?;
    let wait = |pipe: Option<mpsc::Receiver<Vec<u8>>>| {
        let left = deadline.saturating_duration_since(Instant::now());
        pipe.and_then(|pipe| pipe.recv_timeout(left).ok())
    };
    let out = wait(out).ok_or_else(|| format!("{program} did not answer"))?;
    if out.len() as u64 > MOST {
        return Err(format!("{program} gave more than {MOST} bytes"));
    }
    let err = String::from_utf8_lossy(&wait(err).unwrap_or_default()).into_owned();
    Ok(Printed { success: status.success(), out, err })
}

fn start(program: &str, command: &mut Command) -> Result<Child, String> {
    // X11 and Wayland helpers stay to serve pastes: they must not stop with our Ctrl-Z or end with our terminal.
    programs::detach(command).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{program} is not installed"),
        _ => format!("{program}: {error}"),
    })
}

/// Reads on another thread, one byte more than is taken at most.
fn collect(pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (done, collected) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.take(MOST + 1).read_to_end(&mut bytes);
        let _ = done.send(bytes);
    });
    collected
}

/// Waits for the end of a program, and makes it end at the deadline.
fn ended(program: &str, child: &mut Child, deadline: Instant) -> Result<ExitStatus, String> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => {
                programs::kill(child);
                let _ = child.wait();
                return Err(format!("{program} did not answer"));
            }
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
}
