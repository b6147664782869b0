//! What keys and pastes do while something lies over a screen.

use super::open::{actions, filling, open};
use super::{Menu, Overlay, Pick, Writing};
use crate::host::effect::Effect;
use crate::search::{Found, fold};
use crate::session::Input;
use crate::text::plain;
use crate::ui::action::{Action, Place};
use crate::ui::tui::app::App;
use crate::ui::tui::asked::Asked;
use crate::ui::tui::copying;
use crate::ui::tui::input::Line;
use crate::ui::tui::review;
use crate::ui::tui::start::HITS;
use crate::ui::words;
use jiff::Timestamp;

/// Takes a key while something lies over the screen.
pub fn key(app: &mut App, key: &str, now: Timestamp) -> Vec<Effect> {
    let Some(mut overlay) = app.overlay.take() else { return Vec::new() };
    if key == "esc" {
        app.overlay = close(overlay);
        return Vec::new();
    }
    // The undo sheet lies over everything but what is being typed or asked.
    let read = matches!(overlay, Overlay::Help { .. } | Overlay::Text { .. } | Overlay::Menu(_));
    let read = read && overlay.line().is_none();
    if read && app.keys.action(key, app.place(), false) == Some(Action::Changes) {
        return app.act(Action::Changes, now);
    }
    // A digit is a row only where nothing is typed; the same holds for letters.
    let typing = overlay.line().is_some();
    if overlay.step(app.keys.action(key, app.place(), typing), &app.limit) {
        app.overlay = Some(overlay);
        return Vec::new();
    }
    let effects = match &mut overlay {
        // What help lists can be looked for among the actions.
        Overlay::Help { .. } if app.keys.action(key, app.place(), false) == Some(Action::Search) => {
            app.overlay = open(app, Action::Palette);
            Some(Vec::new())
        }
        // Any other key closes it, as one expects of something that is only read.
        Overlay::Help { .. } | Overlay::Text { .. } => Some(Vec::new()),
        Overlay::Changes { scroll } => match app.keys.action(key, Place::Session, false) {
            Some(action @ (Action::Copy | Action::Confirm)) => {
                return copying::sheet_key(app, action, *scroll);
            }
            _ => Some(Vec::new()),
        },
        Overlay::Menu(menu) => menu_key(app, menu, key, now),
        Overlay::Search { asked, here, found, selected } => match key {
            "enter" => match (here.get(*selected), found.get(selected.saturating_sub(here.len()))) {
                (Some(choice), _) => Some(app.choose(*choice, now)),
                (None, Some(found)) => Some(go_to(app, found, asked.text(), now)),
                (None, None) => None,
            },
            _ => {
                if asked.key(key) {
                    (*here, *found) = look(app, asked);
                    *selected = 0;
                }
                None
            }
        },
        Overlay::Palette { line, found, selected } => match key {
            "enter" => found.get(*selected).map(|offered| app.run(offered.action, now)),
            _ => {
                if line.key(key) {
                    (*found, *selected) = (actions(app, line.text()), 0);
                }
                None
            }
        },
        Overlay::Fill { command, slot, line } => {
            let (command, slot, value) = (*command, *slot, line.text().to_owned());
            return fill_key(app, overlay_fill(command, slot, line, key), command, slot, &value, key, now);
        }
        Overlay::Write { what, line } => match key {
            "enter" => {
                let (what, text) = (*what, line.text().to_owned());
                Some(written(app, what, &text, now))
            }
            _ => {
                line.key(key);
                None
            }
        },
        Overlay::Word { command, word, line, .. } => match key {
            "enter" if line.text().trim() == word.as_str() => {
                let (command, typed) = (*command, line.text().to_owned());
                Some(app.copy_command(command, Some(&typed), now))
            }
            "enter" => {
                let text = app.guide.strings.fill("ui.copy.wrong-word", &[("word", word)]);
                app.say_bad(text);
                line.clear();
                None
            }
            _ => {
                line.key(key);
                None
            }
        },
        Overlay::Confirm { command, .. } => match key {
            "y" | "enter" => Some(app.copy_command(*command, Some("yes"), now)),
            _ => Some(Vec::new()),
        },
        Overlay::Ran { left, then, .. } => {
            let (left, then) = (std::mem::take(left), *then);
            return app.ran_key(left, then, key, now);
        }
        Overlay::Leave { over, .. } => {
            if key == "y" {
                app.leaving = true;
                return vec![Effect::Quit];
            }
            app.overlay = over.take().map(|over| *over);
            Some(Vec::new())
        }
    };
    match effects {
        Some(effects) => effects,
        None => {
            app.overlay = Some(overlay);
            Vec::new()
        }
    }
}

/// What is left of an overlay that is closed: a list whose filter goes first, or what the question of leaving lay over.
fn close(overlay: Overlay) -> Option<Overlay> {
    match overlay {
        Overlay::Menu(menu) if menu.filter.is_some() => {
            Some(Overlay::Menu(Menu { filter: None, selected: 0, ..menu }))
        }
        Overlay::Leave { over, .. } => over.map(|over| *over),
        _ => None,
    }
}

/// The line of a slot after a key that edits it.
fn overlay_fill(command: usize, slot: usize, line: &mut Line, key: &str) -> Option<Overlay> {
    let edits = !matches!(key, "enter" | "tab" | "backtab" | "up" | "down");
    (edits && line.key(key)).then(|| Overlay::Fill { command, slot, line: line.clone() })
}

fn fill_key(
    app: &mut App,
    edited: Option<Overlay>,
    command: usize,
    slot: usize,
    value: &str,
    key: &str,
    now: Timestamp,
) -> Vec<Effect> {
    if edited.is_some() {
        app.overlay = edited;
        return Vec::new();
    }
    let Some(view) = app.card.as_ref().and_then(|card| card.commands.get(command)) else { return Vec::new() };
    let count = view.slots.len();
    let Some(this) = view.slots.get(slot).cloned() else { return Vec::new() };
    if matches!(key, "up" | "down") {
        let mut offers = this.found.clone();
        offers.extend(app.guide.offers(&view.id, &this.name));
        let at = offers.iter().position(|offer| offer == value);
        let next = match (at, key) {
            (Some(at), "down") => offers.get((at + 1) % offers.len().max(1)),
            (Some(at), _) => offers.get((at + offers.len().saturating_sub(1)) % offers.len().max(1)),
            (None, _) => offers.first(),
        };
        let line = next.map_or_else(|| Line::of(value), |offer| Line::of(offer));
        app.overlay = Some(Overlay::Fill { command, slot, line });
        return Vec::new();
    }
    let mut effects = Vec::new();
    if !value.is_empty() && this.value.as_deref() != Some(value) {
        let input = Input::Fill { name: this.name.clone(), value: value.to_owned(), secret: this.secret };
        let keep = app.focus;
        effects = app.input(input, now);
        app.focus = keep;
    }
    let fault = app
        .card
        .as_ref()
        .and_then(|card| card.commands.get(command))
        .and_then(|command| command.slots.get(slot))
        .and_then(|slot| slot.fault.clone());
    if let Some(fault) = fault {
        let text = words::slot_fault(&this.name, &fault, app.guide.strings);
        app.say_bad(text);
        app.overlay = Some(Overlay::Fill { command, slot, line: Line::of(value) });
        return effects;
    }
    let next = if key == "backtab" { slot.checked_sub(1) } else { Some(slot + 1) };
    // After the last slot the command is ready: enter and tab leave the slots.
    if let Some(next) = next.filter(|&next| next < count) {
        app.overlay = filling(app, command, next);
    } else if value.is_empty() {
        let text = words::slot_fault(&this.name, &crate::flow::command::SlotFault::Empty, app.guide.strings);
        app.say_bad(text);
    } else {
        let text = app.guide.strings.fill("ui.slot.ready", &[("key", app.keys.first(Action::Copy))]);
        app.say(text);
    }
    effects
}

fn menu_key(app: &mut App, menu: &mut Menu, key: &str, now: Timestamp) -> Option<Vec<Effect>> {
    let digit = key.parse::<usize>().ok().filter(|digit| (1..=menu.items.len()).contains(digit));
    let pick = match (menu.filter.is_some(), digit, app.keys.action(key, Place::Session, false)) {
        (true, ..) if key != "enter" => {
            menu.type_key(key);
            return None;
        }
        (false, Some(digit), _) => menu.items.get(digit - 1).map(|(_, pick)| pick),
        (true, ..) | (false, _, Some(Action::Confirm)) => menu.chosen(),
        (false, _, Some(Action::Search)) => {
            (menu.filter, menu.selected) = (Some(Line::default()), 0);
            return None;
        }
        _ => return None,
    }?;
    Some(match pick.clone() {
        Pick::Reopen(visit) => app.input(Input::Reopen { visit }, now),
        Pick::RuledOut => {
            let why = app.guide.strings.get("transcript.standing.ruled-out").to_owned();
            app.say(why);
            Vec::new()
        }
        Pick::Other(member) => app.input(Input::Pick { member }, now),
        Pick::Copy(command) => app.copy_command(command, None, now),
        Pick::Undo(undo) => app.copy_undo(&undo, 0),
        Pick::Session(id) => vec![Effect::Open { id }],
        Pick::Language(tag) => {
            let effects = app.guide.speak(&tag, now);
            if let Some(reviewing) = &mut app.review {
                app.guide.renew_draft(&mut reviewing.draft);
            }
            let keep = app.focus;
            let effects = app.stepped(effects);
            app.focus = keep;
            let selected = app.start.selected;
            app.start.find(&app.guide);
            app.start.selected = selected.min(app.start.rows.len().saturating_sub(1));
            effects
        }
    })
}

/// The choices of the step that have all the words in them, and what is found elsewhere.
fn look(app: &App, asked: &Asked) -> (Vec<usize>, Vec<Found>) {
    let words = fold(asked.text());
    let words: Vec<&str> = words.split_whitespace().collect();
    let choices = app.card.as_ref().filter(|_| app.place() == Place::Session && !words.is_empty());
    let choices = choices.map(|card| card.choices.as_slice()).unwrap_or_default();
    let has = |label: &str| words.iter().all(|word| label.contains(word));
    let here = choices.iter().enumerate().filter(|(_, choice)| has(&fold(&plain(&choice.label))));
    (here.map(|(index, _)| index).collect(), app.guide.search(asked.text(), HITS))
}

fn go_to(app: &mut App, found: &Found, query: &str, now: Timestamp) -> Vec<Effect> {
    let item = found.item.as_deref();
    app.review = None;
    let effects = match app.guide.session() {
        Some(_) => app.guide.jump(found.at.clone(), item, Some(query), now),
        None => app.guide.begin(found.at.clone(), item, Some(query.to_owned()), now),
    };
    let effects = app.stepped(effects);
    if let Some(text) = app.guide.opened() {
        app.say(text);
    }
    effects
}

fn written(app: &mut App, what: Writing, text: &str, now: Timestamp) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    match what {
        Writing::Note => {
            let keep = app.focus;
            let effects = app.input(Input::Note { text: text.to_owned() }, now);
            app.focus = keep;
            let said = app.guide.strings.get("ui.noted").to_owned();
            app.say(said);
            effects
        }
        Writing::Output => app.evidence(text, now),
        Writing::Export | Writing::Overwrite => review::named(app, text.trim(), what == Writing::Overwrite),
    }
}

/// Takes pasted text while something lies over the screen.
pub fn paste(app: &mut App, text: &str, now: Timestamp) -> Vec<Effect> {
    if let Some(Overlay::Write { what: Writing::Output, line }) = &app.overlay {
        let text = format!("{}{text}", line.text());
        app.overlay = None;
        return app.evidence(&text, now);
    }
    if let Some(Overlay::Search { mut asked, .. }) =
        app.overlay.take_if(|one| matches!(one, Overlay::Search { .. }))
    {
        asked.paste(text);
        let (here, found) = look(app, &asked);
        app.overlay = Some(Overlay::Search { asked, here, found, selected: 0 });
        return Vec::new();
    }
    let Some(line) = app.overlay.as_mut().and_then(Overlay::line_mut) else { return Vec::new() };
    line.paste(text.trim_end_matches('\n'));
    Vec::new()
}
