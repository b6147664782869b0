//! The start screen: one search box, what it finds, and unfinished sessions.

use super::app::App;
use super::asked::Asked;
use super::overlay::{self, PAGE};
use crate::flow::Address;
use crate::host::effect::Effect;
use crate::search::Found;
use crate::ui::action::{Action, Place};
use crate::ui::guide::Guide;
use jiff::Timestamp;

/// The most hits that are kept.
pub const HITS: usize = 50;

/// A session that was not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Session id.
    pub id: String,
    /// The flow it stands in.
    pub flow: String,
    /// What was being solved.
    pub title: String,
    /// How many steps were made.
    pub steps: usize,
    /// When something last happened in it.
    pub last: Timestamp,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A pack; cannot be selected.
    Pack {
        /// Its name.
        title: String,
        /// When its product was retired.
        retired: Option<String>,
    },
    /// A problem, with nothing typed.
    Problem {
        /// Where it begins.
        at: Address,
        /// Its title.
        title: String,
    },
    /// A sentence; cannot be selected.
    Said(String),
    /// What a search found.
    Hit(Found),
    /// An unfinished session.
    Session(Unfinished),
}

/// The start screen.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The search box.
    pub asked: Asked,
    /// Keys go into the search box.
    pub typing: bool,
    /// The list.
    pub rows: Vec<Row>,
    /// Index of the selected row.
    pub selected: usize,
    /// Unfinished sessions, newest first.
    pub unfinished: Vec<Unfinished>,
    /// What could not be loaded, in short.
    pub faults: Vec<String>,
}

impl Start {
    /// A start screen with something in the search box.
    pub fn new(words: &str, unfinished: Vec<Unfinished>, faults: Vec<String>) -> Start {
        Start { asked: Asked::of(words), typing: true, unfinished, faults, ..Start::default() }
    }

    /// Fills the list: what the query finds, or everything.
    pub fn find(&mut self, guide: &Guide) {
        self.unfinished.iter_mut().for_each(|one| one.rename(&guide.library));
        self.rows = match self.asked.text() {
            "" => {
                let unfinished = self.unfinished.iter().take(3).cloned().map(Row::Session);
                everything(guide).into_iter().chain(unfinished).collect()
            }
            query => hits(guide, query),
        };
        self.selected = self.rows.iter().position(Row::selectable).unwrap_or(0);
    }

    /// Puts the session that is being left first among the unfinished ones.
    pub fn remember(&mut self, guide: &Guide) {
        let Some(session) = guide.session() else { return };
        self.unfinished.retain(|one| one.id != guide.id());
        if let Some(one) = Unfinished::of(guide.id(), session.state(), session.records(), &guide.library) {
            self.unfinished.insert(0, one);
        }
    }

    /// The rows that can be chosen: the first of them is number one.
    pub fn numbered(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.selectable()).map(|(at, _)| at)
    }

    fn step(&mut self, by: isize) {
        let mut at = self.selected;
        loop {
            let Some(next) = at.checked_add_signed(by).filter(|&next| next < self.rows.len()) else { return };
            at = next;
            if self.rows[at].selectable() {
                self.selected = at;
                return;
            }
        }
    }
}

impl Unfinished {
    /// What is worth showing of a session, if it did not end.
    pub fn of(
        id: &str,
        state: &crate::session::State,
        records: &[crate::session::Record],
        library: &crate::flow::Library,
    ) -> Option<Unfinished> {
        let current = state.current()?;
        // What a script left behind is nobody's to go on with.
        if state.ended().is_some() || state.by_script() {
            return None;
        }
        let flow = library.flow(&current.at.flow);
        Some(Unfinished {
            id: id.to_owned(),
            flow: current.at.flow.clone(),
            title: flow.map_or_else(|| current.at.flow.clone(), |flow| flow.title.text.clone()),
            steps: state.path().filter(|visit| !visit.through).count(),
            last: records.last()?.at,
        })
    }

    /// Takes the title from a library, which may be in another language now.
    pub fn rename(&mut self, library: &crate::flow::Library) {
        if let Some(flow) = library.flow(&self.flow) {
            self.title.clone_from(&flow.title.text);
        }
    }
}

impl Row {
    /// Whether it can be chosen.
    pub fn selectable(&self) -> bool {
        !matches!(self, Row::Pack { .. } | Row::Said(_))
    }
}

fn everything(guide: &Guide) -> Vec<Row> {
    let mut rows = Vec::new();
    for pack in guide.library.packs.values() {
        let retired = pack.status.retired.clone().or_else(|| pack.status.ended.clone());
        rows.push(Row::Pack { title: pack.title.text.clone(), retired });
        for flow in guide.library.flows.values().filter(|flow| flow.pack == pack.id) {
            rows.push(Row::Problem { at: flow.address(&flow.start), title: flow.title.text.clone() });
        }
    }
    rows
}

fn hits(guide: &Guide, query: &str) -> Vec<Row> {
    let found = guide.search(query, HITS);
    let mut rows = Vec::new();
    let instead = match found.iter().all(|found| found.weak) {
        false => None,
        true if found.is_empty() => {
            rows.push(Row::Said(guide.strings.get("ui.no-hits").to_owned()));
            Some("ui.triage")
        }
        true => Some("ui.only-weak"),
    };
    rows.extend(found.into_iter().map(Row::Hit));
    if let Some(key) = instead {
        rows.push(Row::Pack { title: guide.strings.get(key).to_owned(), retired: None });
        rows.extend(guide.triage().into_iter().map(|(at, title)| Row::Problem { at, title }));
    }
    rows
}

/// Takes a key on the start screen.
pub fn key(app: &mut App, key: &str, now: Timestamp) -> Vec<Effect> {
    let typing = app.start.typing;
    // With an empty box these can only ask for help and for the actions.
    let asks = app.start.asked.text().is_empty()
        && !key.contains(char::is_alphanumeric)
        && matches!(app.keys.action(key, Place::Start, false), Some(Action::Help | Action::Palette));
    let digit = key.parse::<usize>().ok().filter(|digit| !typing && (1..=9).contains(digit));
    if let Some(row) = digit.and_then(|digit| app.start.numbered().nth(digit - 1)) {
        app.start.selected = row;
        return open(app, now);
    }
    match app.keys.action(key, Place::Start, typing && !asks) {
        Some(action) => return act(app, action, now),
        None if key == "esc" && app.start.asked.text().is_empty() => app.start.typing = !app.start.typing,
        None if key == "esc" => {
            app.start.asked.clear();
            app.start.find(&app.guide);
        }
        None if typing => {
            if app.start.asked.key(key) {
                app.start.find(&app.guide);
            }
        }
        None => {
            let text = app.guide.strings.fill("ui.unknown-key", &[("key", key), ("help", "?")]);
            app.say_bad(text);
        }
    }
    Vec::new()
}

/// Does what an action means on the start screen.
pub fn act(app: &mut App, action: Action, now: Timestamp) -> Vec<Effect> {
    match action {
        Action::Up => app.start.step(-1),
        Action::Down => app.start.step(1),
        Action::ScrollUp => (0..PAGE).for_each(|_| app.start.step(-1)),
        Action::ScrollDown => (0..PAGE).for_each(|_| app.start.step(1)),
        Action::Top | Action::Bottom => {
            let top = action == Action::Top;
            let row = if top { app.start.numbered().next() } else { app.start.numbered().last() };
            app.start.selected = row.unwrap_or(0);
        }
        Action::Confirm => return open(app, now),
        Action::Mouse => return app.switch_mouse(),
        Action::Resume => return resume(app),
        Action::Search => app.start.typing = true,
        Action::Quit | Action::Leave => {
            app.leaving = true;
            return vec![Effect::Quit];
        }
        action => app.overlay = overlay::open(app, action),
    }
    Vec::new()
}

fn open(app: &mut App, now: Timestamp) -> Vec<Effect> {
    let query = app.start.asked.text().to_owned();
    let given = (!query.is_empty()).then_some(query);
    let effects = match app.start.rows.get(app.start.selected).cloned() {
        Some(Row::Problem { at, .. }) => app.guide.begin(at, None, given, now),
        Some(Row::Hit(found)) => app.guide.begin(found.at.clone(), found.item.as_deref(), given, now),
        Some(Row::Session(one)) => return vec![Effect::Open { id: one.id }],
        Some(Row::Pack { .. } | Row::Said(_)) | None => {
            let text = app.guide.strings.get("ui.nothing-selected").to_owned();
            app.say_bad(text);
            return Vec::new();
        }
    };
    let effects = app.stepped(effects);
    if let Some(text) = app.guide.opened() {
        app.say(text);
    }
    effects
}

fn resume(app: &mut App) -> Vec<Effect> {
    match app.start.unfinished.first() {
        Some(one) => vec![Effect::Open { id: one.id.clone() }],
        None => {
            let text = app.guide.strings.get("ui.nothing-unfinished").to_owned();
            app.say_bad(text);
            Vec::new()
        }
    }
}
