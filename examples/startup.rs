//! How long the first frame takes, next to a bare process start in the same harness: a pseudo-terminal, from the
//! start of the process to its first word on the terminal. Then how much memory it has had resident in each language,
//! where the system tells (Linux), after a search and after some steps of a session, and how large it is. Run with `cargo run --release --example startup`; it builds
//! the program itself.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const RUNS: usize = 15;
const WORD: &str = "unsnag";
const BOUND: Duration = Duration::from_millis(15);
const LANGUAGES: [&str; 4] = ["en", "zh-TW", "zh-CN", "sv"];
/// Resident memory, in KiB.
const MEMORY_BOUND: u64 = 12_000_000 / 1024;
/// Size of a release build, in bytes.
const SIZE_BOUND: u64 = 4_000_000;
/// A problem is found, opened, a question answered, and a note written.
const WALK: [&str; 5] = ["azs.usage", "\r", "\r", "n", "the proxy was changed on Monday, password=hunter2\r"];
/// How long the program has for each of them; the search index is built meanwhile.
const STEP: Duration = Duration::from_millis(1000);

fn main() -> anyhow::Result<()> {
    // The bare process: a Rust program that writes one word and ends.
    if std::env::args().nth(1).as_deref() == Some("--bare") {
        return Ok(std::io::stdout().write_all(WORD.as_bytes())?);
    }
    let this = std::env::current_exe()?;
    let program = built(&this)?;
    let home = tempfile::tempdir()?;
    let (mut bare, mut full) = (Vec::new(), Vec::new());
    // In turns, so that a busy moment falls on both.
    for _ in 0..RUNS {
        bare.push(first_word(&this, &["--bare"], &[], home.path())?.0);
        full.push(first_word(&program, &[], &[], home.path())?.0);
    }
    let (bare, full) = (median(bare), median(full));
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!(
        "first frame, median of {RUNS} runs each, {profile} build, 80x24 pseudo-terminal, new home folder"
    );
    println!("  bare process  {:6.2} ms", millis(bare));
    println!("  {WORD}        {:6.2} ms", millis(full));
    let more = full.saturating_sub(bare);
    println!("  difference    {:6.2} ms (bound {} ms)", millis(more), BOUND.as_millis());
    println!("resident memory at its peak, KiB (bound {MEMORY_BOUND}), after a search and in a session");
    let mut most = 0;
    for lang in LANGUAGES {
        // With words on the command line the whole index is there before the first frame.
        let search = first_word(&program, &["LoginError", "--lang", lang], &[], home.path())?.1;
        let session = first_word(&program, &["--lang", lang], &WALK, home.path())?.1;
        let (Some(search), Some(session)) = (search, session) else { break };
        println!("  {lang:6} {search:6} {session:6}");
        most = most.max(search).max(session);
    }
    let size = program.metadata()?.len();
    println!("size of the program: {size} bytes (bound {SIZE_BOUND})");
    ensure!(more <= BOUND, "the first frame is late");
    ensure!(most <= MEMORY_BOUND, "the program takes too much memory");
    ensure!(cfg!(debug_assertions) || size <= SIZE_BOUND, "the program is too large");
    Ok(())
}

/// The program of the same profile, built now.
fn built(this: &Path) -> anyhow::Result<PathBuf> {
    let folder = this.parent().and_then(Path::parent).context("this example is not in a target folder")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = std::process::Command::new(cargo);
    build.args(["build", "--quiet", "--bin", WORD]).current_dir(env!("CARGO_MANIFEST_DIR"));
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    ensure!(build.status()?.success(), "the program does not build");
    Ok(folder.join(WORD))
}

/// The time from starting a program to its first word, and its resident memory in KiB once it was sent these keys.
fn first_word(
    program: &Path,
    arguments: &[&str],
    keys: &[&str],
    home: &Path,
) -> anyhow::Result<(Duration, Option<u64>)> {
    let pair =
        native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })?;
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env_clear();
    command.env("HOME", home);
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    let mut reader = pair.master.try_clone_reader()?;
    let begin = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    let (mut seen, mut buffer) = (Vec::new(), [0; 65536]);
    while !seen.windows(WORD.len()).any(|window| window == WORD.as_bytes()) {
        let count = reader.read(&mut buffer)?;
        ensure!(count > 0, "{} ended without a word", program.display());
        seen.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
    let time = begin.elapsed();
    let mut writer = pair.master.take_writer()?;
    // What it draws is read on, or it would wait with the next screen.
    std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
    for keys in keys {
        std::thread::sleep(STEP);
        writer.write_all(keys.as_bytes())?;
    }
    if !keys.is_empty() {
        std::thread::sleep(STEP);
    }
    let memory = child.process_id().and_then(peak);
    child.kill()?;
    child.wait()?;
    Ok((time, memory))
}

/// The most memory that a process has had resident, in KiB (`proc_pid_status(5)`).
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
