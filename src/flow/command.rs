//! Commands that a flow shows and a person copies. Nothing here runs anything.

use super::model::Text;
use crate::text::slots;
use indexmap::IndexMap;

/// A command of a flow, verbatim except for its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Id, unique in its node.
    pub id: String,
    /// Where it is pasted.
    pub shell: Shell,
    /// Operating system, if it matters.
    pub os: Option<String>,
    /// The machine it is meant for.
    pub place: Place,
    /// Lines shown and copied before it; they are the author's, not the source's.
    pub setup: Vec<String>,
    /// The command itself, one or more lines.
    pub text: String,
    /// Slots by name; `<name>` counts as a slot only if it stands here.
    pub slots: IndexMap<String, Slot>,
    /// What good output looks like.
    pub expect: Option<Text>,
    /// What it does to the machine.
    pub risk: Risk,
    /// Needs elevated rights.
    pub admin: bool,
    /// How to take it back.
    pub undo: Option<Text>,
    /// Why it cannot be taken back.
    pub no_undo: Option<Text>,
    /// Whether it is the flow author's own rather than the source's.
    pub ours: bool,
    /// The command of today for a retired tool.
    pub replaced_by: Option<String>,
}

impl Command {
    /// The text to copy, setup lines first, with slots still in it.
    pub fn full_text(&self) -> String {
        let mut lines: Vec<&str> = self.setup.iter().map(String::as_str).collect();
        lines.push(self.text.trim_end());
        lines.join("\n")
    }

    /// The command with today's tools, where the author gives one for a retired tool.
    pub fn today(&self) -> Option<Command> {
        let text = self.replaced_by.clone()?;
        let mut today = Command { text, ours: true, replaced_by: None, ..self.clone() };
        let text = today.full_text();
        today
            .slots
            .retain(|name, _| slots(&text, |slot| slot == name).iter().any(|span| span.slot().is_some()));
        Some(today)
    }

    /// The text to copy with its slots filled, or the first slot that stops the copy and why.
    pub fn filled<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> Result<String, (String, SlotFault)> {
        let text = self.full_text();
        let mut filled = String::with_capacity(text.len());
        for span in slots(&text, |name| self.slots.contains_key(name)) {
            match span.slot().and_then(|name| Some((name, self.slots.get(name)?))) {
                None => filled.push_str(&span.text),
                Some((name, slot)) => {
                    let value = value(name).unwrap_or_default();
                    check_value(slot, self.shell, value).map_err(|fault| (name.to_owned(), fault))?;
                    filled.push_str(value);
                }
            }
        }
        Ok(filled)
    }
}

/// What interprets the command; decides which characters are risky in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shell {
    /// PowerShell.
    Powershell,
    /// A POSIX shell.
    Bash,
    /// cmd.exe.
    Cmd,
    /// Kusto query language.
    Kql,
    /// Azure command line, in any shell.
    Az,
    /// Not a shell: a file or a form.
    None,
}

impl Shell {
    /// The word of the file format.
    pub fn name(self) -> &'static str {
        match self {
            Shell::Powershell => "powershell",
            Shell::Bash => "bash",
            Shell::Cmd => "cmd",
            Shell::Kql => "kql",
            Shell::Az => "az",
            Shell::None => "none",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Shell::Powershell => "PowerShell",
            Shell::Bash => "Bash",
            Shell::Cmd => "Command Prompt",
            Shell::Kql => "KQL",
            Shell::Az => "the Azure CLI",
            Shell::None => "",
        }
    }

    /// Whether pasting a line break starts the command.
    pub fn runs_on_paste(self) -> bool {
        matches!(self, Shell::Powershell | Shell::Bash | Shell::Cmd | Shell::Az)
    }

    /// Characters that may end or extend a command when a value contains them.
    fn refused(self) -> &'static str {
        match self {
            Shell::Powershell => "'\"`$;|&<>(){}",
            Shell::Bash | Shell::Az => "'\"`$;|&<>()!\\",
            Shell::Cmd => "\"%^&|<>!",
            Shell::Kql => "'\"`;|\\",
            Shell::None => "",
        }
    }
}

/// The machine a command is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// The machine that has the problem.
    Affected,
    /// The log query window of the portal.
    PortalLogs,
    /// Any machine.
    #[default]
    Any,
}

/// What a command or fix does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Risk {
    /// It only looks.
    #[default]
    Read,
    /// It changes something that can be changed back.
    Change,
    /// It can destroy something.
    Danger,
}

/// A part of a command that the person fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What to enter.
    pub ask: Text,
    /// An example; never copied.
    pub example: Option<String>,
    /// A value that will usually do.
    pub default: Option<String>,
    /// Regular expression that the whole value must match.
    pub pattern: Option<String>,
    /// Values to choose from.
    pub list: Vec<String>,
    /// Never written anywhere.
    pub secret: bool,
    /// What kind of value it is.
    pub kind: SlotKind,
}

/// The kinds of value that a slot takes; equal kinds can be offered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SlotKind {
    /// Machine or host name.
    Host,
    /// Azure subscription id.
    Subscription,
    /// Error code.
    Code,
    /// File or registry path.
    Path,
    /// Anything else.
    #[default]
    Text,
}

/// Why a value may not go into a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotFault {
    /// Nothing was entered.
    Empty,
    /// It does not match the author's pattern.
    Mismatch {
        /// The pattern.
        pattern: String,
    },
    /// It is not in the author's list.
    NotListed,
    /// It contains a character that means something to the shell.
    Risky(char),
}

/// Checks a value for a slot of a command in `shell`. A value that fully matches the slot's own
/// pattern may contain characters that would otherwise be refused; line breaks and control
/// characters are refused always.
pub fn check_value(slot: &Slot, shell: Shell, value: &str) -> Result<(), SlotFault> {
    if value.trim().is_empty() {
        return Err(SlotFault::Empty);
    }
    if let Some(bad) = value.chars().find(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(SlotFault::Risky(bad));
    }
    if !slot.list.is_empty() {
        return if slot.list.iter().any(|one| one == value) { Ok(()) } else { Err(SlotFault::NotListed) };
    }
    if let Some(pattern) = &slot.pattern {
        // A pattern that does not compile was reported by lint and allows nothing.
        let whole = super::pattern::compile_whole(pattern);
        return match whole.is_some_and(|regex| regex.is_match(value)) {
            true => Ok(()),
            false => Err(SlotFault::Mismatch { pattern: pattern.clone() }),
        };
    }
    if shell == Shell::None {
        return Ok(());
    }
    if value.starts_with('-') {
        return Err(SlotFault::Risky('-'));
    }
    match value.chars().find(|&c| shell.refused().contains(c)) {
        Some(bad) => Err(SlotFault::Risky(bad)),
        None => Ok(()),
    }
}
