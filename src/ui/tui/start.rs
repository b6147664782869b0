//! The start screen: one search box, what it finds, and unfinished sessions.

use super::app::App;
use super::asked::Asked;
use super::overlay::{self, PAGE};
use crate::flow::Address;
use crate::host::effect::Effect;
use crate::search::Found;
use crate::text::{parse, plain};
use crate::ui::action::{Action, Place};
use crate::ui::guide::Guide;
use crate::ui::unfinished::{Earlier, Unfinished};
use crate::ui::welcome;
use jiff::Timestamp;

/// The most hits that are kept.
pub const HITS: usize = 50;

/// How many unfinished sessions are in the list; all of them are in a menu.
const OFFERED: usize = 3;

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A pack; cannot be selected.
    Pack {
        /// Its name.
        title: String,
        /// When its product was retired.
        retired: Option<String>,
        /// Where it was read from, if the program does not carry it.
        origin: Option<String>,
    },
    /// A problem, with nothing typed.
    Problem {
        /// Where it begins.
        at: Address,
        /// Its title.
        title: String,
    },
    /// A sentence; cannot be selected.
    Said {
        /// The sentence.
        text: String,
        /// What stands there if there is one row for all that is said; empty if another sentence stands there.
        brief: String,
    },
    /// What a search found.
    Hit(Found),
    /// An unfinished session.
    Session(Unfinished),
    /// There are more unfinished sessions, so many.
    More(usize),
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
    /// This is the first run: what the program is stands above the list until something is begun.
    pub greets: bool,
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
                let mut brief = guide.strings.get("ui.welcome.brief").to_owned();
                let greeting = welcome::lines(guide.strings, &guide.names)
                    .map(|text| Row::Said { text, brief: std::mem::take(&mut brief) });
                let mut rows: Vec<Row> = greeting.into_iter().filter(|_| self.greets).collect();
                // First, because who comes back after a dropped line wants to go on.
                rows.extend(self.unfinished.iter().take(OFFERED).cloned().map(Row::Session));
                let more = self.unfinished.len().saturating_sub(OFFERED);
                rows.extend((more > 0).then_some(Row::More(more)));
                rows.extend(everything(guide));
                rows
            }
            query => hits(guide, query),
        };
        self.selected = self.rows.iter().position(Row::selectable).unwrap_or(0);
    }

    /// Says above the list what this is.
    pub fn greet(&mut self, guide: &Guide) {
        self.greets = true;
        self.find(guide);
    }

    /// Puts the session that is being left first among the unfinished ones.
    pub fn remember(&mut self, guide: &mut Guide) {
        self.unfinished.retain(|one| one.id != guide.id());
        if let Some(one) = guide.unfinished() {
            self.unfinished.insert(0, one);
        }
    }

    /// The rows that can be chosen: the first of them is number one.
    pub fn numbered(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.selectable()).map(|(at, _)| at)
    }

    /// How many hits the words in the box have.
    pub fn found(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row, Row::Hit(_))).count()
    }

    /// Whether an action does anything on this screen.
    pub fn has_use(&self, action: Action) -> bool {
        match action {
            Action::Resume => !self.unfinished.is_empty(),
            // In the search box one searches already, and leaves with the key that leaves anywhere.
            Action::Search | Action::Quit => !self.typing,
            _ => true,
        }
    }

    /// What the selected problem looks like to the person who has it, or where the selected session stands; without
    /// markup.
    pub fn about(&self, guide: &Guide) -> Option<String> {
        let strings = guide.strings;
        let at = match self.rows.get(self.selected)? {
            Row::Problem { at, .. } => at,
            Row::Hit(found) => &found.at,
            Row::Session(one) => {
                return Some(strings.fill("ui.unfinished-at", &[("step", &one.step(&guide.library))]));
            }
            _ => return None,
        };
        let flow = guide.library.flow(&at.flow)?;
        let text = flow.condition.as_ref().or(flow.symptoms.first())?;
        let text = plain(&parse(&text.text, |_| false));
        let when = strings.get("transcript.condition");
        Some(strings.fill("list.answer", &[("question", when), ("answer", &text)]))
    }

    /// Takes in what was read of earlier sessions.
    pub fn learn(&mut self, earlier: Earlier, guide: &mut Guide) {
        guide.recall(earlier.recent);
        self.faults.extend(earlier.notices);
        self.unfinished = earlier.unfinished;
        self.unfinished.retain(|one| guide.session().is_none() || one.id != guide.id());
        self.find(guide);
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

impl Row {
    /// Whether it can be chosen.
    pub fn selectable(&self) -> bool {
        !matches!(self, Row::Pack { .. } | Row::Said { .. })
    }
}

fn everything(guide: &Guide) -> Vec<Row> {
    let mut rows = Vec::new();
    for pack in guide.library.packs.values() {
        let retired = pack.status.retired.clone().or_else(|| pack.status.ended.clone());
        let (title, origin) = (pack.title.text.clone(), pack.origin.clone());
        rows.push(Row::Pack { title, retired, origin });
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
            let [text, brief] =
                ["ui.no-hits", "ui.no-hits-brief"].map(|key| guide.strings.get(key).to_owned());
            rows.push(Row::Said { text, brief });
            Some("ui.triage")
        }
        true => Some("ui.only-weak"),
    };
    rows.extend(found.into_iter().map(Row::Hit));
    if let Some(key) = instead {
        rows.push(Row::Pack { title: guide.strings.get(key).to_owned(), retired: None, origin: None });
        rows.extend(guide.triage().into_iter().map(|(at, title)| Row::Problem { at, title }));
    }
    rows
}

/// Whether a key asks for help or for the actions though keys are text: in an empty box some can mean nothing else.
fn asks(app: &App, key: &str) -> bool {
    app.place() == Place::Start
        && app.start.asked.text().is_empty()
        && !key.contains(char::is_alphanumeric)
        && matches!(app.keys.action(key, Place::Start, false), Some(Action::Help | Action::Palette))
}

/// The keys of an action that work on the screen, whatever lies over it.
pub fn working_keys(app: &App, action: Action) -> Vec<&str> {
    let place = app.place();
    let typing = place == Place::Start && app.start.typing;
    let row = app.keys.rows().find(|row| row.binding.action == action);
    let keys = row.into_iter().flat_map(|row| &row.keys).map(String::as_str);
    keys.filter(|key| app.keys.action(key, place, typing) == Some(action) || typing && asks(app, key))
        .collect()
}

/// Takes a key on the start screen.
pub fn key(app: &mut App, key: &str, now: Timestamp) -> Vec<Effect> {
    let (typing, asks) = (app.start.typing, asks(app, key));
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
        None => app.say_unknown(key),
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
        Some(Row::More(_)) => {
            app.overlay = Some(overlay::unfinished(app));
            return Vec::new();
        }
        Some(Row::Pack { .. } | Row::Said { .. }) | None => {
            let text = app.guide.strings.get("ui.nothing-selected").to_owned();
            app.say_bad(text);
            return Vec::new();
        }
    };
    app.start.greets = false;
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
