//! The last row of every screen: the keys that matter now, as many as fit.

use super::clean;
use crate::text::{sort, width};
use crate::ui::action::{Action, Place};
use crate::ui::card::{CardKind, CommandView, Readiness, SlotView};
use crate::ui::tui::app::App;
use crate::ui::tui::mouse::Hit;
use crate::ui::tui::overlay::Overlay;
use crate::ui::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Run};
use ratatui::widgets::Paragraph;

/// Which keys go before others where there is no room for all, on every screen. An action that is not here comes last.
const ORDER: &[Action] = &[
    Action::Help,
    Action::Confirm,
    Action::Back,
    Action::Mask,
    Action::Fill,
    Action::Copy,
    Action::Keep,
    Action::Paste,
    Action::Quit,
    Action::Leave,
    Action::View,
    Action::Others,
    Action::File,
    Action::Resume,
    Action::Note,
    Action::MaskClass,
    Action::Export,
    Action::Search,
    Action::Mouse,
];

/// A key of the footer.
struct Shown {
    key: String,
    /// What it does, in a word or two.
    says: String,
    /// Where it stands among those that go before others; lower is earlier.
    rank: usize,
}

impl Shown {
    fn new(key: &str, says: &str, rank: usize) -> Shown {
        Shown { key: key.to_owned(), says: clean(says), rank }
    }

    fn columns(&self) -> usize {
        width(&self.key) + if self.says.is_empty() { 0 } else { 1 + width(&self.says) }
    }
}

/// What stands between keys where all of them fit, and where they do not.
const BETWEEN: [&str; 2] = ["   ", "  "];

/// Draws the keys. Those of a narrow screen are among those of every wider one.
pub(super) fn foot(app: &App, frame: &mut Frame, area: Rect) {
    let columns = usize::from(area.width);
    let mut keys = shown_keys(app);
    let [wide, close] = BETWEEN;
    let between = if fitting(&keys, wide, columns) == keys.len() { wide } else { close };
    let mut count = fitting(&keys, between, columns);
    // The last key helps or closes. It says so unless another key needs the room.
    if count < keys.len() {
        let says = keys.last_mut().map(|last| std::mem::take(&mut last.says));
        let without = fitting(&keys, between, columns);
        if without > count {
            count = without;
        } else if let (Some(last), Some(says)) = (keys.last_mut(), says) {
            last.says = says;
        }
    }
    let shown = by_rank(&keys).get(..count).unwrap_or_default().to_vec();
    let mut runs = vec![Run::raw(" ")];
    let mut used = 1;
    for (_, one) in keys.iter().enumerate().filter(|(at, _)| shown.contains(at)) {
        let Shown { key, says, .. } = one;
        runs.push(Run::styled(key.clone(), app.theme.style(Role::Key)));
        runs.push(Run::raw(format!("{}{says}{between}", if says.is_empty() { "" } else { " " })));
        // What names two keys is no button.
        if let (false, Ok(x), Ok(width)) =
            (key.contains('/') && key.len() > 1, u16::try_from(used), u16::try_from(one.columns()))
        {
            let area = Rect { x: area.x + x, width, ..area }.intersection(area);
            app.hits.add(area, Hit::Key(key.clone()));
        }
        used += one.columns() + between.len();
    }
    frame.render_widget(Paragraph::new(Line::from(runs)), area);
}

/// The keys by their ranks, as indices.
fn by_rank(keys: &[Shown]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    sort::sort_by_key(&mut order, |at| (keys.get(*at).map(|one| one.rank), *at));
    order
}

/// How many keys fit into a row, by their ranks. Behind the first that does not fit comes none, so that no screen shows
/// a key which a wider one leaves out.
fn fitting(keys: &[Shown], between: &str, columns: usize) -> usize {
    let room = columns + between.len();
    let mut used = 1;
    let order = by_rank(keys);
    let wide = order.iter().filter_map(|at| keys.get(*at)).map(|one| one.columns() + between.len());
    wide.take_while(|wide| {
        used += wide;
        used <= room
    })
    .count()
}

/// The key of help that works now: with words in the search box a question mark belongs to them.
fn help_key(app: &App) -> &str {
    let in_words = app.typing() && !app.start.asked.text().is_empty();
    app.keys.now(Action::Help, in_words).unwrap_or_default()
}

fn shown_keys(app: &App) -> Vec<Shown> {
    match &app.overlay {
        Some(overlay) => {
            let keys = over_keys(app, overlay);
            let last = keys.len().saturating_sub(1);
            let rank = |at: usize| if at == last { 0 } else { at };
            let keys = keys.into_iter().enumerate();
            keys.map(|(at, (key, says))| Shown::new(key, app.guide.strings.get(says), rank(at))).collect()
        }
        None => screen_keys(app),
    }
}

/// The keys of what lies over the screen, each with what names its word; the last one closes it.
fn over_keys<'a>(app: &'a App, overlay: &Overlay) -> Vec<(&'a str, &'static str)> {
    let first = |action| app.keys.first(action);
    let (move_, close) = (("up/down", "ui.key.move"), ("esc", "ui.key.close"));
    match overlay {
        Overlay::Fill { command, slot, .. } => {
            let view = app.card.as_ref().and_then(|card| card.commands.get(*command));
            let this = view.and_then(|view| Some((view, view.slots.get(*slot)?)));
            let offers = |(view, this): (&CommandView, &SlotView)| {
                !this.found.is_empty() || !app.guide.offers(&view.id, &this.name).is_empty()
            };
            let mut keys = vec![("enter", "ui.key.next"), close];
            if this.is_some_and(offers) {
                keys.insert(1, ("up/down", "ui.key.offer"));
            }
            keys
        }
        Overlay::Menu(_) | Overlay::Search { .. } | Overlay::Palette { .. } => {
            let mut keys = vec![("enter", "ui.key.take"), move_, close];
            if overlay.line().is_none() {
                keys.insert(2, (first(Action::Search), "ui.key.filter"));
            }
            keys
        }
        Overlay::Write { .. } | Overlay::Word { .. } => {
            vec![("enter", "ui.key.done"), ("esc", "ui.key.cancel")]
        }
        Overlay::Ran { .. } => vec![
            (first(Action::Yes), "ui.key.yes"),
            (first(Action::No), "ui.key.no"),
            (first(Action::Later), "ui.key.later"),
            close,
        ],
        Overlay::Confirm { .. } | Overlay::Leave { .. } => vec![("y", "ui.key.yes"), ("esc", "ui.key.no")],
        Overlay::Changes { .. } => {
            let mut keys = vec![("up/down", "ui.key.scroll"), close];
            if !app.guide.unknown().is_empty() {
                keys.insert(0, (first(Action::Confirm), "ui.key.ran"));
            }
            if !app.guide.undo_commands().is_empty() {
                keys.insert(0, (first(Action::Copy), "ui.key.copy-undo"));
            }
            keys
        }
        Overlay::Help { .. } => {
            vec![("up/down", "ui.key.scroll"), (first(Action::Search), "ui.key.filter"), close]
        }
        Overlay::Text { .. } => vec![("up/down", "ui.key.scroll"), close],
    }
}

/// The keys of a screen with nothing over it, those of the table and help behind them.
fn screen_keys(app: &App) -> Vec<Shown> {
    let strings = app.guide.strings;
    let (place, typing) = (app.place(), app.typing());
    let commands = app.card.as_ref().map(|card| card.commands.as_slice()).unwrap_or_default();
    let kind = app.card.as_ref().map(|card| card.kind);
    let fits = |action: Action| match action {
        Action::Mouse => app.takes_mouse,
        action if place == Place::Start => app.start.has_use(action),
        Action::Copy => commands.iter().any(|one| !matches!(one.readiness, Readiness::Blocked(..))),
        Action::Fill => commands.iter().any(|command| !command.slots.is_empty()),
        Action::Keep => app.guide.can_keep(),
        Action::Paste => matches!(kind, Some(CardKind::Check | CardKind::Table)),
        Action::Others => {
            matches!(kind, Some(CardKind::Fix | CardKind::Check)) && !app.guide.others().is_empty()
        }
        Action::Quit | Action::Search => app.review.is_none(),
        Action::View => app.review.is_some(),
        Action::Mask | Action::MaskClass => {
            app.review.as_ref().is_some_and(|reviewing| !reviewing.draft.review.groups().is_empty())
        }
        _ => true,
    };
    let unfilled = commands.iter().any(|command| matches!(command.readiness, Readiness::Blocked(..)));
    let rank = |action: Action| {
        let action = match action {
            // A command is filled in first, and copied then.
            Action::Copy if unfilled => Action::Leave,
            Action::Fill if !unfilled => Action::Leave,
            action => action,
        };
        ORDER.iter().position(|one| *one == action).unwrap_or(ORDER.len())
    };
    let rows = app.keys.on(place).map(|row| row.binding);
    let rows = rows.filter(|row| row.footer && row.action != Action::Help && fits(row.action));
    let mut keys: Vec<Shown> = rows
        .filter_map(|row| {
            let key = app.keys.now(row.action, typing)?;
            Some(Shown::new(key, strings.get(&format!("ui.key.{}", row.says(place))), rank(row.action)))
        })
        .collect();
    if typing {
        keys.push(Shown::new(app.keys.first(Action::Leave), strings.get("ui.key.quit"), rank(Action::Leave)));
    }
    if place == Place::Start {
        keys.push(Shown::new("up/down", strings.get("ui.key.move"), ORDER.len()));
    }
    keys.push(Shown::new(help_key(app), strings.get("ui.key.help"), rank(Action::Help)));
    keys
}
