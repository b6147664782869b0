//! Options of the linker that make the program a tenth smaller. Linkers differ, so each option is tried on a small program first, and
//! left out where that does not link and run.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

/// What the program relies on.
const PROBE: &str = "fn main() { std::panic::set_hook(Box::new(|_| std::process::exit(0))); panic!() }";

/// Asks for what this linker can do, in release builds for Linux.
pub fn smaller(root: &Path, out: &Path) {
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|is| is == value);
    if !is("PROFILE", "release") || !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        return;
    }
    let script = format!("-Wl,-T,{}", root.join("build/no-unwinding.ld").display());
    let options: [&[&str]; 3] = [
        // Functions of the same machine code are kept once.
        &["-Wl,--icf=all"],
        // Places that hold addresses are listed in bits instead of 24 bytes each. Needs glibc 2.36 or newer, which is asked for in the program.
        &["-Wl,-z,pack-relative-relocs"],
        // Nothing unwinds: a panic ends the process or the thread in its hook (`src/host/panics.rs`).
        &[&script, "-Wl,--no-eh-frame-hdr"],
    ];
    for option in options {
        if works(option, out) {
            option.iter().for_each(|one| println!("cargo::rustc-link-arg-bins={one}"));
        }
    }
}

/// Whether a program that is linked with these options runs. One for another machine does not, and goes without.
fn works(options: &[&str], out: &Path) -> bool {
    let (source, program) = (out.join("links.rs"), out.join("links"));
    let var = |name| env::var_os(name).unwrap_or_default();
    let mut rustc = Command::new(var("RUSTC"));
    rustc.arg(&source).arg("-o").arg(&program).args(["--edition", "2024", "-C", "panic=abort"]);
    rustc.arg("--target").arg(var("TARGET"));
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        rustc.arg("-C").arg(format!("linker={}", linker.display()));
    }
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    rustc.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    rustc.args(options.iter().map(|option| format!("-Clink-arg={option}")));
    fs::write(&source, PROBE).is_ok() && succeeds(&mut rustc) && succeeds(&mut Command::new(&program))
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
