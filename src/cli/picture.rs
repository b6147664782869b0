//! `--print`: the screen after some keys, as text or as a picture, instead of a terminal.

use super::args::{Command, Global};
use super::exit::Exit;
use super::out::Out;
use super::sessions::Sessions;
use super::setup::Setup;
use super::start::{Opening, app, begin};
use crate::host::Driver;
use crate::session::History;
use crate::ui::tui::picture::{self, Palette};
use crate::ui::tui::{Msg, keys};
use anyhow::{Result, bail};
use std::str::FromStr;

/// Keys by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys(Vec<String>);

impl FromStr for Keys {
    type Err = String;

    fn from_str(text: &str) -> Result<Keys, String> {
        keys::parse(text).map(Keys)
    }
}

/// Columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(u16, u16);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let size = text
            .split_once('x')
            .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
        match size {
            Some((columns @ 1..=1000, rows @ 1..=1000)) => Ok(Size(columns, rows)),
            _ => Err("write columns and rows, such as 80x24; at most 1000 each".to_owned()),
        }
    }
}

/// What is printed of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// Its text, in a size if one is given here.
    Text(Option<Size>),
    /// A picture.
    Svg,
}

impl FromStr for Print {
    type Err = String;

    fn from_str(text: &str) -> Result<Print, String> {
        match text {
            "text" => Ok(Print::Text(None)),
            "svg" => Ok(Print::Svg),
            size => match size.parse() {
                Ok(size) => Ok(Print::Text(Some(size))),
                Err(why) => Err(format!("write text, svg, or the size of a text; for it {why}")),
            },
        }
    }
}

/// Whether options that only mean something with `--print` have it beside them, and whether there is a screen to print.
/// The parser cannot say so of options that may stand on either side of a command.
pub fn check(command: Option<&Command>, global: &Global) -> Result<()> {
    let Global { print, keys, size, now, .. } = global;
    let given = [("--keys", keys.is_some()), ("--size", size.is_some()), ("--now", now.is_some())];
    if let Some((option, _)) = given.into_iter().find(|(_, given)| *given && print.is_none()) {
        bail!("{option} is for printed screens; add --print text or --print svg");
    }
    let has_screen =
        matches!(command, None | Some(Command::Run(_) | Command::Sessions(Sessions::Resume { .. })));
    if print.is_some() && !has_screen {
        bail!("--print is for what opens a screen: unsnag without a command, run, or sessions resume");
    }
    Ok(())
}

/// Prints the screen after the keys. Nothing of this run is kept, and nothing of earlier ones is shown, so that the
/// same keys give the same picture; but a session that is asked for by name is shown.
pub fn print(setup: &Setup, opening: Opening, print: Print, global: &Global, out: &mut Out) -> Result<Exit> {
    let size = match (print, global.size) {
        (Print::Text(Some(_)), Some(_)) => bail!("--print and --size both say a size; write --print text"),
        (Print::Text(Some(size)), None) | (_, Some(size)) => size,
        (_, None) => Size(80, 24),
    };
    let mut driver = Driver::idle(setup.paths.as_ref(), setup.settings.clipboard.value);
    let mut app = app(setup, &opening, History::default());
    let first = begin(&mut app, opening, &mut driver, setup)?;
    let keys = global.keys.iter().flat_map(|keys| keys.0.iter().cloned()).map(Msg::Key);
    let now = setup.clock.now();
    picture::play(&mut app, first, keys, (size.0, size.1), now, &mut |effect| {
        driver.perform(effect, &mut std::io::sink())
    });
    match print {
        Print::Text(_) => out.text(&picture::text(&app, size.0, size.1))?,
        Print::Svg => {
            let Some(drawn) = picture::drawn(&app, size.0, size.1) else { return Ok(Exit::Done) };
            out.text(&picture::svg(&drawn, Palette::on(app.theme.background), app.guide.lang()))?;
        }
    }
    Ok(Exit::Done)
}
