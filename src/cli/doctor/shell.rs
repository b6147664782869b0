//! The shell: whether it completes what is typed.

use super::report::Report;
use crate::host::Environment;
use crate::host::packs::read_regular_file;
use crate::text::Message;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The most of a start file that is looked at, in bytes.
const MOST: usize = 1024 * 1024;

/// How a shell takes completions.
struct Shell {
    name: &'static str,
    /// Where packages put them.
    shared: &'static [&'static str],
    /// Where a person puts them, from the home folder on.
    own: &'static [&'static str],
    /// Its start file, from the home folder on.
    start: &'static str,
    /// What to write there.
    line: &'static str,
}

const SHELLS: [Shell; 4] = [
    Shell {
        name: "bash",
        shared: &[
            "/usr/share/bash-completion/completions/unsnag",
            "/usr/local/share/bash-completion/completions/unsnag",
            "/etc/bash_completion.d/unsnag",
        ],
        own: &[".local/share/bash-completion/completions/unsnag"],
        start: ".bashrc",
        line: "source <(unsnag completions bash)",
    },
    Shell {
        name: "zsh",
        shared: &[
            "/usr/share/zsh/vendor-completions/_unsnag",
            "/usr/share/zsh/site-functions/_unsnag",
            "/usr/local/share/zsh/site-functions/_unsnag",
        ],
        own: &[],
        start: ".zshrc",
        line: "source <(unsnag completions zsh)",
    },
    Shell {
        name: "fish",
        shared: &["/usr/share/fish/vendor_completions.d/unsnag.fish", "/etc/fish/completions/unsnag.fish"],
        own: &[".config/fish/completions/unsnag.fish", ".local/share/fish/vendor_completions.d/unsnag.fish"],
        start: ".config/fish/config.fish",
        line: "unsnag completions fish | source",
    },
    Shell {
        name: "elvish",
        shared: &[],
        own: &[],
        start: ".config/elvish/rc.elv",
        line: "eval (unsnag completions elvish | slurp)",
    },
];

pub fn check(environment: &Environment, report: &mut Report) {
    let id = "shell.completions";
    let Some(name) = environment.shell() else {
        return report.ok(id, json!({"shell": null, "found": null}), Message::new("cli.doctor.shell.none"));
    };
    let Some(shell) = SHELLS.iter().find(|shell| shell.name == name) else {
        let says = Message::new("cli.doctor.shell.other").with("shell", name);
        return report.ok(id, json!({"shell": name, "found": null}), says);
    };
    let found = find(shell, environment.home().as_deref());
    let value = json!({"shell": name, "found": found.is_some()});
    match found {
        Some(path) => {
            let path = super::tilde(&path, environment);
            report.ok(
                id,
                value,
                Message::new("cli.doctor.shell.there").with("shell", name).with("path", path),
            );
        }
        None => {
            let says = Message::new("cli.doctor.shell.missing").with("shell", name);
            let fix = Message::new("cli.doctor.shell.fix").with("path", format!("~/{}", shell.start));
            report.note(id, value, says, fix.with("line", shell.line));
        }
    }
}

/// The file that brings the completions, if there is one.
fn find(shell: &Shell, home: Option<&Path>) -> Option<PathBuf> {
    let shared = shell.shared.iter().map(PathBuf::from);
    let own = home.into_iter().flat_map(|home| shell.own.iter().map(move |path| home.join(path)));
    shared.chain(own).find(|path| path.is_file()).or_else(|| {
        let start = home?.join(shell.start);
        reads(&start).then_some(start)
    })
}

/// Whether a start file asks the program for completions. Nothing else of it is looked at.
fn reads(path: &Path) -> bool {
    let text = read_regular_file(path, MOST).unwrap_or_default();
    String::from_utf8_lossy(&text).contains("unsnag completions")
}
