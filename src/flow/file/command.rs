//! Commands and their slots.

use super::{Many, RiskWord, Text};
use indexmap::IndexMap;
use serde::Deserialize;

/// A command to show and copy; nothing runs it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommandFile {
    /// Id of the command, unique in its node.
    pub id: Option<Text>,
    /// What interprets it.
    pub shell: Option<ShellWord>,
    /// Operating system, if it matters.
    pub os: Option<Text>,
    /// The machine it is meant for.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// Lines shown and copied before it; ours, not the source's.
    #[serde(default)]
    pub setup: Many<Text>,
    /// The command, verbatim; several lines with `|`.
    pub text: Text,
    /// Slots by name: `<name>` in the text counts only if it is declared here.
    #[serde(default)]
    pub fill: IndexMap<String, SlotFile>,
    /// What good output looks like.
    pub expect: Option<Text>,
    /// What it does to the machine; `read` if left out.
    pub risk: Option<RiskWord>,
    /// Needs elevated rights.
    #[serde(default)]
    pub admin: bool,
    /// How to take it back.
    pub undo: Option<Text>,
    /// Why it cannot be taken back.
    pub no_undo: Option<Text>,
    /// Whether it comes from the source document or is our own.
    pub origin: Option<Origin>,
    /// The command of today for a retired tool.
    pub replaced_by: Option<Text>,
}

/// What interprets a command.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ShellWord {
    /// PowerShell.
    Powershell,
    /// A POSIX shell.
    Bash,
    /// cmd.exe.
    Cmd,
    /// Kusto query language.
    Kql,
    /// Azure command line.
    Az,
    /// No shell: a file or a form.
    None,
}

/// The machine a command is meant for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Where {
    /// The machine that has the problem.
    #[serde(rename = "affected machine")]
    Affected,
    /// The log query window of the portal.
    #[serde(rename = "portal logs")]
    PortalLogs,
    /// Any machine.
    #[serde(rename = "any")]
    Any,
}

/// Where a command comes from.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The source document.
    Source,
    /// The author of the flow.
    Ours,
}

/// A part of a command that the person fills in.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotFile {
    /// What to enter.
    pub ask: Text,
    /// An example; never copied.
    pub example: Option<Text>,
    /// A value that will usually do.
    pub default: Option<Text>,
    /// Regular expression that the whole value must match.
    #[serde(rename = "match")]
    pub pattern: Option<Text>,
    /// Values to choose from.
    #[serde(default)]
    pub list: Many<Text>,
    /// Never written anywhere.
    #[serde(default)]
    pub secret: bool,
    /// What kind of value it is; `text` if left out.
    pub kind: Option<SlotKindWord>,
}

/// The kinds of value that a slot takes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SlotKindWord {
    /// Machine or host name.
    Host,
    /// Azure subscription id.
    Subscription,
    /// Error code.
    Code,
    /// File or registry path.
    Path,
    /// Anything else.
    Text,
}
