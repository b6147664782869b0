//! The frame of every screen: head, status line and the keys that matter now.

use super::{clean, plain_line, start};
use crate::text::{Span, hanging, truncate, width};
use crate::ui::action::{Action, Place};
use crate::ui::card::{CommandView, SlotView};
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::overlay::Overlay;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Below this many columns keys stand closer together.
const NARROW: u16 = 60;

pub(super) fn head(app: &App, frame: &mut Frame, area: Rect) {
    let strings = app.guide.strings;
    let (left, right) = match app.guide.session().and_then(|session| session.state().current()) {
        Some(visit) => {
            let title = app.guide.library.flow(&visit.at.flow).map(|flow| flow.title.text.clone());
            (title.unwrap_or_else(|| visit.at.flow.clone()), app.guide.progress())
        }
        None => {
            let packs = strings.count("ui.packs-one", "ui.packs", app.guide.library.packs.len());
            let problems = strings.count("ui.problems-one", "ui.problems", app.guide.library.flows.len());
            (String::new(), strings.clauses(&[packs, problems]))
        }
    };
    let right = clean(&right);
    // Where there is little room the problem matters more than the name of the program.
    let name = if left.is_empty() || area.width >= NARROW { "unsnag" } else { "" };
    let before = if name.is_empty() { 1 } else { name.len() + 3 };
    let room = usize::from(area.width).saturating_sub(width(&right) + before + 3);
    let left = truncate(&clean(&left), room).into_owned();
    let gap = usize::from(area.width).saturating_sub(before + width(&left) + width(&right) + 1);
    let line = Line::from(vec![
        Run::raw(" "),
        Run::styled(name, app.theme.style(Role::Heading)),
        Run::raw(if name.is_empty() { "" } else { "  " }),
        Run::styled(left, app.theme.style(Role::Title)),
        Run::raw(" ".repeat(gap)),
        Run::styled(right, app.theme.style(Role::Aside)),
    ]);
    frame.render_widget(Paragraph::new(line), area);
}

/// What stands before a warning, and its role.
const WARNS: (&str, Role) = (" ! ", Role::Warning);

/// The standing warning that something is in memory only, in lines.
pub(super) fn banner(app: &App, area: Rect) -> Vec<Line<'static>> {
    let Some(why) = &app.unsaved else { return Vec::new() };
    let why = why.in_words(app.guide.strings);
    let text = app.guide.strings.fill("ui.unsaved", &[("why", &why)]);
    marked(WARNS.0, &text, WARNS.1, app, (area.width, if area.height < 16 { 1 } else { 2 }))
}

/// How much of the way is done, as a line: heavy as far as one has come.
pub(super) fn way(app: &App, frame: &mut Frame, area: Rect) {
    let Some((done, all)) = app.guide.way() else { return };
    let columns = usize::from(area.width);
    let done = (columns * done).checked_div(all).unwrap_or(0).min(columns);
    let line = Line::from(vec![
        Run::styled(app.theme.heavy_rule(done), app.theme.style(Role::Focus)),
        Run::styled(app.theme.rule(columns - done), app.theme.style(Role::Rule)),
    ]);
    frame.render_widget(Paragraph::new(line), area);
}

/// How many rows what is said may take on a screen of so many rows.
fn rows_said(height: u16) -> usize {
    match height {
        ..10 => 1,
        10..20 => 2,
        _ => 3,
    }
}

/// What there is to say, in lines: an answer to the last key, else faults in what was read.
pub(super) fn said(app: &App, area: Rect) -> Vec<Line<'static>> {
    let strings = app.guide.strings;
    let faults = (app.place() == Place::Start && !app.start.faults.is_empty()).then(|| {
        let count = app.start.faults.len().to_string();
        let first = app.start.faults.first().cloned().unwrap_or_default();
        (strings.fill("ui.faults", &[("count", &count), ("first", &first)]), true)
    });
    let said = app.status.as_ref().map(|status| (status.text.clone(), status.bad));
    let Some((text, bad)) = said.or(faults) else { return Vec::new() };
    let (mark, role) = if bad { WARNS } else { (" ", Role::Good) };
    marked(mark, &text, role, app, (area.width, rows_said(area.height)))
}

/// Text behind a mark in so many columns, in at most so many rows.
fn marked(mark: &str, text: &str, role: Role, app: &App, room: (u16, usize)) -> Vec<Line<'static>> {
    let (columns, most) = (usize::from(room.0), room.1);
    let mut lines: Vec<String> = hanging(&[Span::plain(mark)], &[Span::plain(clean(text))], columns)
        .iter()
        .map(|line| crate::text::plain(line))
        .collect();
    let cut = lines.len() > most;
    lines.truncate(most);
    if let (Some(last), true) = (lines.last_mut(), cut) {
        *last = format!("{}…", truncate(last, columns.saturating_sub(1)).trim_end_matches('…'));
    }
    lines.iter().map(|line| plain_line(line, role, &app.theme)).collect()
}

/// Draws what is said; at the right edge how old the advice is.
pub(super) fn status(app: &App, frame: &mut Frame, area: Rect, said: Vec<Line<'static>>) {
    let columns = usize::from(area.width);
    let (rows, used) = (said.len(), said.first().map_or(0, Line::width));
    frame.render_widget(Paragraph::new(said), area);
    if rows == 0 && app.place() == Place::Start {
        about(app, frame, area);
    }
    let Some(age) = age(app).filter(|_| rows < 2) else { return };
    let mut age = clean(&age);
    // The age gives way to what is said, not the other way round.
    let room = columns.saturating_sub(used + if used > 0 { 3 } else { 2 });
    if used > 0 && width(&age) > room {
        return;
    }
    // Where there is no room for all, when it was written matters least.
    while let Some((_, rest)) =
        age.split_once(app.guide.strings.get("list.clauses")).filter(|_| width(&age) > room)
    {
        age = rest.to_owned();
    }
    let age = truncate(&age, room).into_owned();
    let wide = u16::try_from(width(&age)).unwrap_or(0);
    let at = Rect { x: area.x + area.width.saturating_sub(wide + 1), width: wide, ..area };
    frame.render_widget(Paragraph::new(plain_line(&age, Role::Aside, &app.theme)), at);
}

/// What the selected problem is about, where that does not stand beside the list.
fn about(app: &App, frame: &mut Frame, area: Rect) {
    let about = if area.width < start::PREVIEW { app.start.about(&app.guide) } else { None };
    let Some(about) = about else { return };
    let about = truncate(&clean(&about), usize::from(area.width).saturating_sub(2)).into_owned();
    frame.render_widget(Paragraph::new(plain_line(&format!(" {about}"), Role::Aside, &app.theme)), area);
}

/// Where the advice of this step comes from, and how old it is.
fn age(app: &App) -> Option<String> {
    let card = app.card.as_ref().filter(|_| app.place() == Place::Session)?;
    Some(match card.fallback {
        true => format!("{}; {}", app.guide.strings.get("ui.fallback"), card.source),
        false => card.source.clone(),
    })
}

/// The keys that matter now, as many as fit.
pub(super) fn foot(app: &App, frame: &mut Frame, area: Rect) {
    let narrow = area.width < NARROW;
    let between = if narrow { "  " } else { "   " };
    let mut keys: Vec<(&str, String)> =
        shown_keys(app).into_iter().map(|(key, says)| (key, clean(&says))).collect();
    let (mut shown, before) = fitting(&keys, between, area.width);
    // A question mark says what it is for; where room is scarce another key needs the words more.
    if let (Some((_, says)), true) = (keys.last_mut(), narrow && app.overlay.is_none()) {
        let word = std::mem::take(says);
        let (without, more) = fitting(&keys, between, area.width);
        match keys.last_mut() {
            Some((_, says)) if more <= before => *says = word,
            _ => shown = without,
        }
    }
    let mut runs = vec![Run::raw(" ")];
    let mut used = 1;
    for ((key, says), _) in keys.iter().zip(&shown).filter(|(_, shown)| **shown) {
        let wide = button(key, says);
        runs.push(Run::styled((*key).to_owned(), app.theme.style(Role::Key)));
        runs.push(Run::raw(format!("{}{says}{between}", if says.is_empty() { "" } else { " " })));
        // What names two keys is no button.
        if let (false, Ok(x), Ok(width)) =
            (key.contains('/') && key.len() > 1, u16::try_from(used), u16::try_from(wide))
        {
            let area = Rect { x: area.x + x, width, ..area }.intersection(area);
            app.hits.add(area, Hit::Key((*key).to_owned()));
        }
        used += wide + between.len();
    }
    frame.render_widget(Paragraph::new(Line::from(runs)), area);
}

/// The columns of a key and what it does.
fn button(key: &str, says: &str) -> usize {
    width(key) + if says.is_empty() { 0 } else { 1 + width(says) }
}

/// Which keys fit into a row, in their order, and how many there are before the first that does not. The first, the last
/// and the way back go before the others.
fn fitting(keys: &[(&str, String)], between: &str, columns: u16) -> (Vec<bool>, usize) {
    let last = keys.len().saturating_sub(1);
    let early = |index: &usize| *index == 0 || keys.get(*index).is_some_and(|(key, _)| *key == "esc");
    let others = || 0..last;
    let order = std::iter::once(last).chain(others().filter(early)).chain(others().filter(|one| !early(one)));
    let room = usize::from(columns) + between.len();
    let mut shown = vec![false; keys.len()];
    let (mut used, mut before, mut missed) = (1, 0, false);
    for index in order {
        let (Some((key, says)), Some(shown)) = (keys.get(index), shown.get_mut(index)) else { continue };
        let wide = button(key, says) + between.len();
        if used + wide <= room {
            used += wide;
            before += usize::from(!missed);
            *shown = true;
        } else {
            missed = true;
        }
    }
    (shown, before)
}

/// The key of help that works now: with words in the search box a question mark belongs to them.
fn help_key(app: &App) -> &str {
    let in_words = app.typing() && !app.start.asked.text().is_empty();
    app.keys.now(Action::Help, in_words).unwrap_or_default()
}

fn shown_keys(app: &App) -> Vec<(&str, String)> {
    let strings = app.guide.strings;
    let say = |key: &str| strings.get(key).to_owned();
    match &app.overlay {
        Some(Overlay::Fill { command, slot, .. }) => {
            let mut keys = vec![("enter", say("ui.key.next")), ("esc", say("ui.key.close"))];
            let view = app.card.as_ref().and_then(|card| card.commands.get(*command));
            let this = view.and_then(|view| Some((view, view.slots.get(*slot)?)));
            let offers = |(view, this): (&CommandView, &SlotView)| {
                !this.found.is_empty() || !app.guide.offers(&view.id, &this.name).is_empty()
            };
            if this.is_some_and(offers) {
                keys.insert(1, ("up/down", say("ui.key.offer")));
            }
            return keys;
        }
        Some(Overlay::Menu(_) | Overlay::Search { .. } | Overlay::Palette { .. }) => {
            let mut keys = vec![
                ("enter", say("ui.key.take")),
                ("up/down", say("ui.key.move")),
                ("esc", say("ui.key.close")),
            ];
            if app.overlay.as_ref().is_some_and(|list| list.line().is_none()) {
                keys.insert(2, (app.keys.first(Action::Search), say("ui.key.filter")));
            }
            return keys;
        }
        Some(Overlay::Write { .. } | Overlay::Word { .. }) => {
            return vec![("enter", say("ui.key.done")), ("esc", say("ui.key.cancel"))];
        }
        Some(Overlay::Ran { .. }) => {
            let keys = [(Action::Yes, "yes"), (Action::No, "no"), (Action::Later, "later")];
            let keys = keys.map(|(action, word)| (app.keys.first(action), say(&format!("ui.key.{word}"))));
            return keys.into_iter().chain([("esc", say("ui.key.close"))]).collect();
        }
        Some(Overlay::Confirm { .. } | Overlay::Leave) => {
            return vec![("y", say("ui.key.yes")), ("esc", say("ui.key.no"))];
        }
        Some(Overlay::Changes { .. }) => {
            let mut keys = vec![("up/down", say("ui.key.scroll")), ("esc", say("ui.key.close"))];
            if !app.guide.unknown().is_empty() {
                keys.insert(0, (app.keys.first(Action::Confirm), say("ui.key.ran")));
            }
            if !app.guide.undo_commands().is_empty() {
                keys.insert(0, (app.keys.first(Action::Copy), say("ui.key.copy-undo")));
            }
            return keys;
        }
        Some(Overlay::Help { .. }) => {
            let search = (app.keys.first(Action::Search), say("ui.key.filter"));
            return vec![("up/down", say("ui.key.scroll")), search, ("esc", say("ui.key.close"))];
        }
        Some(Overlay::Text { .. }) => {
            return vec![("up/down", say("ui.key.scroll")), ("esc", say("ui.key.close"))];
        }
        None => {}
    }
    let place = app.place();
    let commands = app.card.as_ref().map(|card| card.commands.as_slice()).unwrap_or_default();
    let fits = |action: Action| match action {
        Action::Copy => !commands.is_empty(),
        Action::Fill => commands.iter().any(|command| !command.slots.is_empty()),
        Action::Keep => app.guide.can_keep(),
        Action::Resume => !app.start.unfinished.is_empty(),
        Action::Paste => app.card.as_ref().is_some_and(|card| {
            matches!(card.kind, crate::ui::card::CardKind::Check | crate::ui::card::CardKind::Table)
        }),
        Action::Quit | Action::Search => !app.typing() && app.review.is_none(),
        Action::Mouse => app.takes_mouse,
        Action::View => app.review.is_some(),
        Action::Mask | Action::MaskClass => {
            app.review.as_ref().is_some_and(|reviewing| !reviewing.draft.review.groups().is_empty())
        }
        _ => true,
    };
    let rows = app.keys.on(place).map(|row| row.binding).filter(|row| row.footer && fits(row.action));
    let mut keys: Vec<(&str, String)> = rows
        .filter(|row| row.action != Action::Help)
        .filter_map(|row| {
            Some((app.keys.now(row.action, app.typing())?, say(&format!("ui.key.{}", row.says(place)))))
        })
        .collect();
    // What can be done once comes early, before the room is gone, but behind what the command needs.
    if let Some(at) = keys.iter().position(|(key, _)| *key == app.keys.first(Action::Keep)) {
        let keep = keys.remove(at);
        let first = 1 + [Action::Copy, Action::Fill].into_iter().filter(|action| fits(*action)).count();
        keys.insert(first.min(keys.len()), keep);
    }
    if app.typing() {
        keys.push(("ctrl-c", say("ui.key.quit")));
    }
    if place == Place::Start {
        keys.push(("up/down", say("ui.key.move")));
    }
    keys.push((help_key(app), say("ui.key.help")));
    keys
}
