//! Opens overlays.

use super::{Menu, Overlay, Pick, Writing};
use crate::session::VisitId;
use crate::text::lang;
use crate::ui::action::{Action, Place};
use crate::ui::guide::UndoCommand;
use crate::ui::palette::{self, Offered};
use crate::ui::tui::app::App;
use crate::ui::tui::asked::Asked;
use crate::ui::tui::input::Line;
use crate::ui::words;

/// The overlay that an action opens; a reason in the status line if it opens none.
pub fn open(app: &mut App, action: Action) -> Option<Overlay> {
    let strings = app.guide.strings;
    match action {
        Action::Help => Some(Overlay::Help { scroll: 0 }),
        Action::Search => Some(Overlay::Search {
            asked: Asked::default(),
            here: Vec::new(),
            found: Vec::new(),
            selected: 0,
        }),
        Action::Palette => {
            let found = actions(app, "");
            Some(Overlay::Palette { line: Line::default(), found, selected: 0 })
        }
        Action::Note => Some(Overlay::Write { what: Writing::Note, line: Line::default() }),
        Action::Paste => Some(Overlay::Write { what: Writing::Output, line: Line::default() }),
        Action::Fill => {
            let commands = app.card.as_ref().map(|card| card.commands.as_slice()).unwrap_or_default();
            match commands.iter().position(|command| !command.slots.is_empty()) {
                Some(command) => fill(app, command),
                None => {
                    app.say_bad(strings.get("ui.slot.none"));
                    None
                }
            }
        }
        Action::Language => Some(Overlay::Menu(languages(app))),
        Action::Trail => Some(Overlay::Menu(trail(app))),
        Action::Others => {
            let menu = others(app);
            if menu.items.is_empty() {
                app.say_bad(strings.get("ui.not-in-group"));
                return None;
            }
            Some(Overlay::Menu(menu))
        }
        Action::View => match app.copied.clone() {
            Some(text) => {
                let lines = text.lines().map(str::to_owned).collect();
                Some(Overlay::Text {
                    title: strings.get("ui.view").to_owned(),
                    lines,
                    verbatim: true,
                    scroll: 0,
                })
            }
            None => {
                app.say_bad(strings.get("ui.view-none"));
                None
            }
        },
        Action::Changes => Some(Overlay::Changes { scroll: 0 }),
        _ => None,
    }
}

/// The actions that words describe and that do anything on the screen; without words all.
pub(super) fn actions(app: &App, words: &str) -> Vec<Offered> {
    let mut found = palette::find(words, app.place(), app.guide.strings);
    found.retain(|one| app.place() != Place::Start || app.start.has_use(one.action));
    found
}

/// A place to fill the first slot of a command that needs it.
pub fn fill(app: &App, command: usize) -> Option<Overlay> {
    let slots = &app.card.as_ref()?.commands.get(command)?.slots;
    let slot = slots.iter().position(|slot| slot.value.is_none() || slot.fault.is_some()).unwrap_or(0);
    filling(app, command, slot)
}

pub(super) fn filling(app: &App, command: usize, slot: usize) -> Option<Overlay> {
    let view = app.card.as_ref()?.commands.get(command)?.slots.get(slot)?;
    let line = Line::of(view.value.as_deref().unwrap_or_default());
    Some(Overlay::Fill { command, slot, line })
}

/// The commands of the step, to choose one to copy.
pub fn commands(app: &App) -> Option<Overlay> {
    let card = app.card.as_ref()?;
    let items = card.commands.iter().enumerate().map(|(index, command)| {
        let first = command.lines.first().map(|line| crate::text::plain(line)).unwrap_or_default();
        (first, Pick::Copy(index))
    });
    Some(Overlay::Menu(Menu::new(app.guide.strings.get("ui.copy.which"), items.collect(), 0)))
}

/// All unfinished sessions.
pub fn unfinished(app: &App) -> Overlay {
    let strings = app.guide.strings;
    let items = app.start.unfinished.iter();
    let items = items.map(|one| (one.in_one_line(app.now, strings), Pick::Session(one.id.clone()))).collect();
    Overlay::Menu(Menu::new(strings.get("ui.unfinished"), items, 0))
}

/// The commands of the undo sheet, to choose one to copy.
pub fn undos(app: &App, undos: Vec<UndoCommand>) -> Overlay {
    let items = undos.into_iter().map(|undo| (undo.text.clone(), Pick::Undo(undo))).collect();
    Overlay::Menu(Menu::new(app.guide.strings.get("ui.copy.which"), items, 0))
}

fn languages(app: &App) -> Menu {
    let tags = app.guide.languages();
    let selected = tags.iter().position(|tag| tag == app.guide.lang()).unwrap_or(0);
    // Names that the terminal cannot show say nothing.
    let name = |tag: &str| match lang::is_cjk(tag) && !app.guide.shows_cjk {
        true => tag.to_owned(),
        false => words::language_name(tag).to_owned(),
    };
    let items = tags.into_iter().map(|tag| (name(&tag), Pick::Language(tag))).collect();
    Menu::new(app.guide.strings.get("ui.language"), items, selected)
}

fn trail(app: &App) -> Menu {
    let mut items = Vec::new();
    if let Some(session) = app.guide.session() {
        for visit in session.state().path().filter(|visit| !visit.through) {
            let text = words::trail_line(visit, &app.guide.library, app.guide.strings);
            items.push((text, Pick::Reopen(visit.id)));
        }
    }
    let selected = items.len().saturating_sub(1);
    let ruled_out = app.guide.ruled_out().into_iter();
    items.extend(ruled_out.map(|text| (text, Pick::RuledOut)));
    Menu::new(app.guide.strings.get("ui.trail"), items, selected)
}

/// The answers so far with one of them selected.
pub fn trail_at(app: &App, visit: VisitId) -> Overlay {
    let mut menu = trail(app);
    menu.selected =
        menu.items.iter().position(|(_, pick)| *pick == Pick::Reopen(visit)).unwrap_or(menu.selected);
    Overlay::Menu(menu)
}

fn others(app: &App) -> Menu {
    let items = app.guide.others().into_iter().map(|(id, text)| (text, Pick::Other(id))).collect();
    Menu::new(app.guide.strings.get("ui.others"), items, 0)
}
