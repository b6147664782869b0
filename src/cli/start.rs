//! Opens the program for a person: the full screen, the line mode, or a picture of the screen.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::picture;
use super::redaction::Redaction;
use super::setup::{Setup, in_one_line};
use crate::flow::Address;
use crate::host::effect::{Effect, Report};
use crate::host::input::PASTE_LIMIT;
use crate::host::piped;
use crate::host::terminal::columns;
use crate::host::{Driver, Echo, Farewell, panics, signals, wants_line_mode};
use crate::redact::Policy;
use crate::session::handoff::Handoff;
use crate::session::{History, Input};
use crate::text::visible::line_ends;
use crate::transcript::{Format, summary};
use crate::ui::guide::{Guide, Say};
use crate::ui::plain::{self, Plain};
use crate::ui::tui;
use crate::ui::tui::start::Start;
use crate::ui::tui::{App, Left, Msg};
use anyhow::{Context, Result, anyhow, bail};
use jiff::Timestamp;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

/// How a person begins.
pub enum Opening {
    /// With words in the search box.
    Words(String),
    /// With a text that was piped in; the keyboard is the terminal.
    Piped(String),
    /// With a step, and a row or question in it.
    At(Address, Option<String>),
    /// With an earlier session.
    Session(String),
    /// With a session from a hand-off file.
    Received(Box<Handoff>),
}

/// The transcript that is written at the end.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Transcript {
    /// Write the transcript to this file at the end; .md, .html, .json or .txt, or `-` for standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file.
    #[arg(long, requires = "output")]
    pub force: bool,
    #[command(flatten)]
    redaction: Redaction,
}

/// `unsnag [WORDS...]`.
pub fn words(words: &[String], global: &Global, out: &mut Out) -> Result<Exit> {
    let setup = Setup::load(global)?;
    let opening = match words {
        [word] if word == "-" => Opening::Piped(piped(&setup)?),
        words => Opening::Words(words.join(" ")),
    };
    open(&setup, opening, &Transcript::default(), global, out)
}

/// What is piped in. Who forgot the pipe is told, rather than waited for.
fn piped(setup: &Setup) -> Result<String> {
    let nothing = || anyhow!(setup.strings().get("cli.piped.nothing").to_owned());
    if setup.environment.streams.stdin {
        return Err(nothing());
    }
    let (text, cut) =
        piped::read_end(std::io::stdin().lock(), PASTE_LIMIT).context("cannot read standard input")?;
    if cut {
        super::out::warn(setup.strings().get("cli.piped.cut"));
    }
    match text.trim().is_empty() {
        true => Err(nothing()),
        false => Ok(line_ends(&text).into_owned()),
    }
}

/// Opens the face that fits, and writes the transcript at the end, which was checked before.
pub fn open(
    setup: &Setup,
    opening: Opening,
    transcript: &Transcript,
    global: &Global,
    out: &mut Out,
) -> Result<Exit> {
    if let Some(print) = global.print {
        return picture::print(setup, opening, print, global, out);
    }
    let mut driver = setup.driver();
    if setup.settings.plain.value || wants_line_mode(&setup.environment) {
        lines(setup, opening, transcript, &mut driver, out)
    } else {
        full_screen(setup, opening, transcript, &mut driver, out)
    }
}

fn full_screen(
    setup: &Setup,
    opening: Opening,
    transcript: &Transcript,
    driver: &mut Driver,
    out: &mut Out,
) -> Result<Exit> {
    let mut app = app(setup, &opening, setup.history());
    if matches!(&opening, Opening::Words(words) if words.is_empty()) && setup.is_first_run() {
        app.start.greet(&app.guide);
    }
    let first = begin(&mut app, opening, driver, setup)?;
    let farewell = Farewell::default();
    let left = tui::run(&mut app, first, driver, &setup.clock, &farewell, setup.earlier())?;
    out.text(&farewell.text())?;
    transcript.write(&mut app.guide, driver, setup.clock.now(), out)?;
    Ok(if left == Left::Interrupted { Exit::Interrupted } else { Exit::of(app.guide.session()) })
}

/// The full screen as it begins.
pub fn app(setup: &Setup, opening: &Opening, history: History) -> App {
    let words = match opening {
        Opening::Words(words) | Opening::Piped(words) => words.as_str(),
        _ => "",
    };
    let (theme, faults) = setup.settings.theme(&setup.environment);
    let mut notices: Vec<String> = faults.iter().map(in_one_line).collect();
    notices.extend(setup.faults.iter().cloned());
    let start = Start::new(words, Vec::new(), notices);
    let mut app = App::new(setup.guide(history), start, theme).with_keys(Arc::clone(&setup.settings.keys));
    app.takes_mouse = setup.settings.mouse.value;
    if let Some(notice) = &setup.notice {
        app.say_bad(notice.clone());
    }
    app
}

/// Puts the full screen where it begins; returns what has to be done outside.
pub fn begin(app: &mut App, opening: Opening, driver: &mut Driver, setup: &Setup) -> Result<Vec<Effect>> {
    let now = setup.clock.now();
    match opening {
        Opening::Words(_) | Opening::Piped(_) => Ok(Vec::new()),
        Opening::At(at, item) => {
            let effects =
                app.guide.begin(at, item.as_deref(), None, now).map_err(|Say(text)| anyhow!(text))?;
            Ok(app.stepped(Ok(effects)))
        }
        Opening::Received(handoff) => {
            let effects = app.guide.receive(*handoff, now).map_err(|Say(text)| anyhow!(text))?;
            Ok(app.taken_up(Ok(effects)))
        }
        Opening::Session(id) => {
            let report = open_session(id, driver)?;
            Ok(app.update(Msg::Report(report), now))
        }
    }
}

/// Opens an earlier session, or says why that cannot be.
pub fn open_session(id: String, driver: &mut Driver) -> Result<Report> {
    match driver.perform(Effect::Open { id: id.clone() }, &mut std::io::sink()) {
        Some(Report::NotOpened(why)) => bail!("session {id}: {why}"),
        Some(report) => Ok(report),
        None => bail!("session {id} was not opened"),
    }
}

fn lines(
    setup: &Setup,
    opening: Opening,
    transcript: &Transcript,
    driver: &mut Driver,
    out: &mut Out,
) -> Result<Exit> {
    setup.report_faults();
    let earlier = setup.earlier()();
    earlier.notices.iter().for_each(|notice| super::out::warn(notice));
    let farewell = Farewell::default();
    // What was piped in has been read to its end; a person answers at the terminal.
    let piped = matches!(opening, Opening::Piped(_));
    let terminal = piped::keyboard().ok().filter(|_| piped && setup.environment.streams.stdout);
    let streams = setup.environment.streams;
    let typed = streams.stdin || terminal.is_some();
    let echo = Echo::of(terminal.as_ref().and_then(|terminal| terminal.try_clone().ok()));
    panics::exit_with_farewell(&farewell, &echo);
    signals::end_with_farewell(&farewell, &echo)?;
    let opened = match &opening {
        Opening::Session(id) => Some(open_session(id.clone(), driver)?),
        _ => None,
    };
    let mut guide = setup.guide(setup.history());
    guide.recall(earlier.recent);
    let input: Box<dyn BufRead> = match terminal {
        Some(terminal) => Box::new(BufReader::new(terminal)),
        None => Box::new(std::io::stdin().lock()),
    };
    let output = std::io::BufWriter::new(std::io::stdout());
    let width = plain::width(columns());
    let mut plain = Plain::new(guide, earlier.unfinished, driver, &setup.clock, input, output, width);
    plain.last_words(&farewell);
    if typed {
        plain.keyboard(echo);
    }
    if streams.stdin && streams.stdout && setup.is_first_run() {
        plain.greet()?;
    }
    match opening {
        Opening::Words(words) | Opening::Piped(words) => plain.search_first(&words)?,
        Opening::At(at, item) => plain.begin(at, item.as_deref(), None)?,
        Opening::Received(handoff) => plain.receive(*handoff)?,
        Opening::Session(_) => opened.map_or(Ok(()), |opened| plain.resume(opened))?,
    }
    let mut guide = plain.run()?;
    transcript.write(&mut guide, driver, setup.clock.now(), out)?;
    Ok(Exit::of(guide.session()))
}

impl Transcript {
    /// Whether the transcript can be written at the end, found out before anything is asked, and what is masked.
    pub fn check(&self) -> Result<Option<Policy>> {
        let policy = self.redaction.policy()?;
        let Some(path) = &self.output else { return Ok(policy) };
        let end = path.extension().map(|end| end.to_string_lossy().into_owned());
        if let Some(end) = end.filter(|end| Format::from_extension(end).is_none()) {
            bail!("there is no transcript format for .{end}; use .md, .html, .json or .txt");
        }
        let file = path.as_os_str() != "-";
        if file && !self.force && path.symlink_metadata().is_ok() {
            bail!("{} already exists; choose another name or use --force", path.display());
        }
        Ok(policy)
    }

    /// Writes the transcript of the session that a guide is in, if one is asked for. Nobody is asked what to mask:
    /// the policy decides.
    pub fn write(&self, guide: &mut Guide, driver: &mut Driver, now: Timestamp, out: &mut Out) -> Result<()> {
        let Some(path) = self.output.clone().filter(|_| guide.session().is_some()) else { return Ok(()) };
        let effect = guide.export(Some(path), self.force).map_err(|Say(text)| anyhow!(text))?;
        if let Effect::Export { text, path, .. } = &effect
            && path.as_os_str() == "-"
        {
            return Ok(out.text(text)?);
        }
        match driver.perform(effect, &mut std::io::sink()) {
            Some(Report::Exported { path, format, redaction }) => {
                let path = path.display().to_string();
                out.line(&guide.strings.fill("ui.exported", &[("path", &path)]))?;
                out.line(&summary(&redaction, guide.strings))?;
                let exported = Input::Exported { format, path, redaction: Some(redaction) };
                for effect in guide.input(exported, now).unwrap_or_default() {
                    driver.perform(effect, &mut std::io::sink());
                }
                Ok(())
            }
            Some(Report::Taken { path }) => {
                bail!("{} already exists; choose another name or use --force", path.display())
            }
            Some(Report::NotExported(why)) => bail!("{why}"),
            _ => bail!("the transcript was not written"),
        }
    }
}
