//! The command line as it is written.

use super::{
    completions, config, coverage, doctor, export, keys, lint, list, man, pack, picture, redact, run, schema,
    search, sessions, shell, show, test, translate,
};
use crate::host::clipboard::ClipboardChoice;
use crate::text::time::moment;
use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use std::path::PathBuf;

/// Walks you through troubleshooting, to the fix and the transcript.
#[derive(Debug, Parser)]
#[command(name = "unsnag", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 solved, found or without errors; 1 not solved, nothing found, or findings; \
                        2 wrong usage or input; 129, 130, 143 ended by hang-up, ctrl-c, termination.\n\
                        Words that begin with a command: unsnag -- test failed"
)]
pub struct Cli {
    /// What to do; without it the full screen opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What went wrong: a few words, or an error code; - takes what is piped in.
    #[arg(allow_negative_numbers = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub global: Global,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Read more flows from this folder or file; can be given more than once.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Global options")]
    pub flows: Vec<PathBuf>,
    /// Language of the texts, such as sv or zh-TW [default: the language of the locale].
    #[arg(long, global = true, value_name = "TAG", help_heading = "Global options")]
    pub lang: Option<String>,
    /// How the screen looks: auto, dark, light, contrast, none, or a theme file.
    #[arg(long, global = true, value_name = "NAME|PATH", help_heading = "Global options")]
    pub theme: Option<String>,
    /// Speak in lines, for screen readers and pipes.
    #[arg(long, global = true, help_heading = "Global options")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    #[arg(hide_possible_values = true)]
    pub plain: Option<bool>,
    /// Change nothing: steps that do are shown, but cannot be copied or carried out.
    #[arg(long, global = true, help_heading = "Global options")]
    pub read_only: bool,
    /// Order fixes as the flows say, whatever worked here before.
    #[arg(long, global = true, help_heading = "Global options")]
    pub no_history: bool,
    /// Draw borders with ASCII characters.
    #[arg(long, global = true, help_heading = "Global options")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    #[arg(hide_possible_values = true)]
    pub ascii: Option<bool>,
    /// Take clicks and the wheel.
    #[arg(long, global = true, help_heading = "Global options")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    #[arg(hide_possible_values = true)]
    pub mouse: Option<bool>,
    /// How commands are copied.
    #[arg(long, global = true, value_enum, hide_possible_values = true, help_heading = "Global options")]
    #[arg(value_name = "auto|osc52|tmux|native|file|off")]
    pub clipboard: Option<ClipboardChoice>,
    /// Press these keys first, such as 'jj<enter>'; with --print.
    #[arg(long, global = true, value_name = "KEYS", help_heading = "Global options")]
    pub keys: Option<picture::Keys>,
    /// Print the screen and end: as text, as an SVG picture, or as text of this size. Nothing is kept.
    #[arg(long, global = true, value_name = "text|svg|80x24", help_heading = "Global options")]
    pub print: Option<picture::Print>,
    /// Size of the printed screen in columns and rows [default: 80x24].
    #[arg(long, global = true, value_name = "80x24", help_heading = "Global options")]
    pub size: Option<picture::Size>,
    /// The time that it is on the printed screen, such as 2026-03-01T09:30:00Z [default: now].
    #[arg(long, global = true, value_name = "TIME", help_heading = "Global options", value_parser = time)]
    pub now: Option<Timestamp>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin with a flow, or with one of its steps.
    Run(run::Run),
    /// Search for a problem, with reasons.
    Search(search::Search),
    /// List all problems.
    List(list::List),
    /// Show a flow or one of its steps.
    Show(show::Show),
    /// Kept sessions: list, show, resume, export, handoff, delete.
    #[command(subcommand)]
    Sessions(sessions::Sessions),
    /// Write the transcript of a session; of the newest if none is named.
    Export(export::Export),
    /// Mask credentials, names and addresses in any text.
    Redact(redact::Redact),
    /// Check flows for mistakes.
    Lint(lint::Lint),
    /// Walk the tests that stand in flows.
    Test(test::Test),
    /// List what of a source document the flows do not carry.
    Coverage(coverage::Coverage),
    /// Make or update the translation of flows and packs.
    Translate(translate::Translate),
    /// Packs of flows: add one from a folder or a git repository, update, list, remove.
    #[command(subcommand)]
    Pack(pack::Pack),
    /// Print the JSON Schema of flows, settings or themes.
    Schema(schema::Schema),
    /// Settings: write config.yaml, print where it is, check it, show what is in force.
    #[command(subcommand)]
    Config(config::Config),
    /// Look for what is wrong here, and say what to do about it.
    Doctor(doctor::Doctor),
    /// List the keys, and their words in line mode.
    Keys(keys::Keys),
    /// Print completions for a shell.
    Completions(completions::Completions),
    /// Print a shell function that looks for help with what the last command printed.
    Shell(shell::Shell),
    /// Print the manual page.
    Man(man::Man),
}

/// Reads a time of the command line.
fn time(text: &str) -> Result<Timestamp, &'static str> {
    moment(text).ok_or("write a time such as 2026-03-01T09:30:00Z")
}
