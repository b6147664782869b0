//! The command line: arguments, exit codes, one subcommand a file.

mod age;
mod args;
mod completions;
pub mod config;
mod coverage;
mod doctor;
mod exit;
mod export;
mod handoff;
mod kept;
mod keys;
mod lint;
mod list;
mod man;
mod out;
mod pack;
mod picture;
mod provenance;
mod redact;
mod redaction;
mod run;
mod schema;
mod search;
mod sessions;
mod setup;
mod shell;
mod show;
mod sources;
mod start;
mod target;
mod test;
mod translate;

use args::{Cli, Command};
use clap::Parser;
use exit::Exit;
use out::Out;
use std::io;
use std::process::ExitCode;

/// Runs the program.
pub fn main() -> ExitCode {
    crate::host::panics::exit();
    let _ = crate::host::signals::survive_file_limit();
    match completions::answered() {
        Ok(false) => {}
        Ok(true) => return Exit::Done.into(),
        Err(error) => return usage(&error).into(),
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error).into(),
    };
    let mut out = Out::stdout();
    let result = run(cli, &mut out).and_then(|exit| Ok(out.flush().map(|()| exit)?));
    match result {
        Ok(exit) => exit.into(),
        // Whoever reads the output has seen enough.
        Err(error) if is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            out::warn(&format!("{error:#}"));
            Exit::Usage.into()
        }
    }
}

fn run(cli: Cli, out: &mut Out) -> anyhow::Result<Exit> {
    let Cli { command, words, global } = cli;
    picture::check(command.as_ref(), &global)?;
    match command {
        None => start::words(&words, &global, out),
        Some(Command::Run(args)) => args.run(&global, out),
        Some(Command::Search(args)) => args.run(&global, out),
        Some(Command::List(args)) => args.run(&global, out),
        Some(Command::Show(args)) => args.run(&global, out),
        Some(Command::Sessions(args)) => args.run(&global, out),
        Some(Command::Export(args)) => args.run(&global, out),
        Some(Command::Redact(args)) => args.run(&global, out),
        Some(Command::Lint(args)) => args.run(out),
        Some(Command::Test(args)) => args.run(out),
        Some(Command::Coverage(args)) => args.run(&global, out),
        Some(Command::Translate(args)) => args.run(&global, out),
        Some(Command::Pack(args)) => args.run(&global, out),
        Some(Command::Schema(args)) => args.run(out),
        Some(Command::Config(args)) => args.run(&global, out),
        Some(Command::Doctor(args)) => args.run(&global, out),
        Some(Command::Keys(args)) => args.run(&global, out),
        Some(Command::Completions(args)) => args.run(out),
        Some(Command::Shell(args)) => args.run(&global, out),
        Some(Command::Man(args)) => args.run(out),
    }
}

/// Help and version are asked for; everything else is a mistake.
fn usage(error: &clap::Error) -> Exit {
    let text = error.render().to_string();
    if error.use_stderr() {
        out::warn(text.trim_start_matches("error: ").trim_end());
        return Exit::Usage;
    }
    let mut out = Out::stdout();
    let _ = out.text(&text).and_then(|()| out.flush());
    Exit::Done
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
