//! `unsnag shell`: a function for the shell that looks for help with what the last command printed.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::settings_and_wording;
use crate::text::packed::packed;
use anyhow::Result;
use clap::ValueEnum;

/// Arguments of `unsnag shell`.
#[derive(Debug, clap::Args)]
pub struct Shell {
    /// The shell.
    shell: Name,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let (_, strings) = settings_and_wording(global)?;
        let fish = matches!(self.shell, Name::Fish);
        let mut script = if fish { packed!("unstuck.fish") } else { packed!("unstuck.sh") };
        for name in ["nothing", "again", "ask"] {
            let text = quoted(strings.get(&format!("cli.shell.{name}")), fish);
            script = script.replace(&format!("{{{name}}}"), &text);
        }
        let yes = strings.get("cli.shell.yes").split(' ').map(|word| quoted(word, fish));
        let yes: Vec<String> = yes.collect();
        out.text(&script.replace("{yes}", &yes.join(if fish { " " } else { " | " })))?;
        Ok(Exit::Done)
    }
}

/// A text that is one word to the shell and nothing else.
fn quoted(text: &str, fish: bool) -> String {
    match fish {
        true => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
