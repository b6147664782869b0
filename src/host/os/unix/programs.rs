//! Programs that are started.

use std::fs::Metadata;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process_group};

/// Whether a file could be started.
pub fn is_executable(found: &Metadata) -> bool {
    found.is_file() && found.permissions().mode() & 0o111 != 0
}

/// Keeps a program from stopping with our Ctrl-Z and from ending with our terminal.
pub fn detach(command: &mut Command) -> &mut Command {
    command.process_group(0)
}

/// Ends a detached program and those that it has started.
pub fn kill(child: &mut Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}
