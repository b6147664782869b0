//! Programs that are started.

use std::fs::Metadata;
use std::os::windows::process::CommandExt;
use std::process::{Child, Command};

/// CREATE_NO_WINDOW: without our console, so that neither its ctrl-c nor its end is theirs.
const NO_WINDOW: u32 = 0x0800_0000;

/// Whether a file could be started, by its name with its ending.
pub fn is_executable(found: &Metadata) -> bool {
    found.is_file()
}

/// Keeps a program from ending with our terminal.
pub fn detach(command: &mut Command) -> &mut Command {
    command.creation_flags(NO_WINDOW)
}

/// Ends a detached program.
pub fn kill(child: &mut Child) {
    let _ = child.kill();
}
