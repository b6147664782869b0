//! Runs the full screen: input to messages, effects to the driver, state to the terminal.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, TryRecvError};
use std::time::Duration;

use super::mouse::Mouse;
use super::view::view;
use super::{App, Msg, keys};
use crate::host::effect::Effect;
use crate::host::terminal::show_colours;
use crate::host::{Clock, Driver, Farewell, Input, Screen};
use crate::search::FinderAhead;
use crate::ui::farewell as last_words;
use crate::ui::unfinished::{Earlier, ReadEarlier};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// How often it is looked whether earlier sessions have been read.
const SOON: Duration = Duration::from_millis(5);

/// How the full screen was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// By its own way.
    Quit,
    /// By ctrl-c.
    Interrupted,
}

/// Shows the screen until the person leaves. `first` is what has to happen before, such as opening a session. The
/// terminal is given back when this returns; `farewell` then holds what to print. `earlier` is called after the first
/// frame.
pub fn run(
    app: &mut App,
    first: Vec<Effect>,
    driver: &mut Driver,
    clock: &Clock,
    farewell: &Farewell,
    earlier: ReadEarlier,
) -> io::Result<Left> {
    if app.theme.coloured() {
        show_colours();
    }
    let mut screen = Screen::enter(farewell)?;
    let mut left = Left::Quit;
    let mut ahead = Some((app.guide.finder(), earlier));
    let mut reading = None;
    screen.mouse(app.takes_mouse)?;
    perform(app, first, driver, clock, &mut screen)?;
    while !app.leaving {
        farewell.set(last_words(&app.guide, driver));
        // Nothing is sent when nothing differs from the last frame.
        screen.draw(|frame| view(app, frame))?;
        // Both have to be ready for the first key, but must not hold up the first frame.
        if let Some((finder, earlier)) = ahead.take() {
            reading = Some(read(earlier, &screen));
            build(finder, &screen);
        }
        let input = screen.next(reading.as_ref().map(|_| SOON))?;
        // No key is answered before it is known what it is about.
        let read = reading.as_ref().map(|read| match input {
            Some(_) => read.recv().map_err(|_| TryRecvError::Disconnected),
            None => read.try_recv(),
        });
        if let Some(Ok(earlier)) = read {
            app.update(Msg::Earlier(earlier), clock.now());
            reading = None;
        } else if let Some(Err(TryRecvError::Disconnected)) = read {
            reading = None;
        }
        let Some(input) = input else { continue };
        for msg in messages(app, input) {
            left = if msg == Msg::Key("ctrl-c".to_owned()) { Left::Interrupted } else { Left::Quit };
            let effects = app.update(msg, clock.now());
            perform(app, effects, driver, clock, &mut screen)?;
        }
    }
    farewell.set(last_words(&app.guide, driver));
    Ok(left)
}

/// Builds a finder on another thread. If there is none to be had, the first search builds it.
fn build(finder: FinderAhead, screen: &Screen) {
    let lost = finder.clone();
    let work = move || {
        finder.get();
    };
    let _ = screen.spawn_worker("search index", work, move || lost.give_up());
}

/// Reads earlier sessions on another thread.
fn read(earlier: ReadEarlier, screen: &Screen) -> mpsc::Receiver<Earlier> {
    let (sender, receiver) = mpsc::channel();
    let lost = sender.clone();
    let work = move || {
        let _ = sender.send(earlier());
    };
    let given_up = move || {
        let _ = lost.send(Earlier::default());
    };
    let _ = screen.spawn_worker("sessions", work, given_up);
    receiver
}

/// Performs effects in order; what comes of one may ask for more.
fn perform(
    app: &mut App,
    effects: Vec<Effect>,
    driver: &mut Driver,
    clock: &Clock,
    screen: &mut Screen,
) -> io::Result<()> {
    let mut effects = VecDeque::from(effects);
    while let Some(effect) = effects.pop_front() {
        match effect {
            Effect::Suspend => screen.suspend()?,
            Effect::Mouse(on) => screen.mouse(on)?,
            effect => {
                if let Some(report) = driver.perform(effect, &mut screen.out()) {
                    effects.extend(app.update(Msg::Report(report), clock.now()));
                }
            }
        }
    }
    Ok(())
}

fn messages(app: &App, input: Input) -> Vec<Msg> {
    match input {
        Input::Key(key) => keys::name(&key).map(Msg::Key).into_iter().collect(),
        Input::Paste { text, cut } => {
            let notice = cut.then(|| Msg::Notice(app.guide.strings.get("ui.paste-cut").to_owned()));
            [Msg::Paste(text)].into_iter().chain(notice).collect()
        }
        Input::Mouse(event) => mouse(&event).map(Msg::Mouse).into_iter().collect(),
        Input::Resize(columns, rows) => vec![Msg::Resize(columns, rows)],
        Input::Fault(text) => vec![Msg::Notice(text)],
    }
}

/// What the mouse did, of what means something.
fn mouse(event: &MouseEvent) -> Option<Mouse> {
    let (column, row) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click(column, row)),
        MouseEventKind::ScrollUp => Some(Mouse::WheelUp(column, row)),
        MouseEventKind::ScrollDown => Some(Mouse::WheelDown(column, row)),
        _ => None,
    }
}
