//! The state of the full screen, and how it answers to keys. Pure: what must happen outside comes back
//! as effects, and what came of them comes in as reports.

pub use super::limit::Limit;
use super::mouse::{Hits, Mouse};
use super::overlay::{self, After, Overlay};
use super::review::{self, Reviewing};
use super::start::Start;
use super::theme::Theme;
use crate::host::effect::{Effect, Report};
use crate::session::Input;
use crate::text::Message;
use crate::ui::action::{Action, Place};
use crate::ui::card::{Card, Does};
use crate::ui::guide::{Guide, Say};
use crate::ui::keymap::{Keys, Names};
use crate::ui::unfinished::Earlier;
use jiff::Timestamp;
use std::sync::Arc;

/// Something that reaches the full screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key, by name.
    Key(String),
    /// Pasted text.
    Paste(String),
    /// A click, or the wheel.
    Mouse(Mouse),
    /// The terminal has this size now, in columns and rows.
    Resize(u16, u16),
    /// What came of an effect.
    Report(Report),
    /// Something to know that nobody asked for.
    Notice(String),
    /// What was read of earlier sessions.
    Earlier(Earlier),
}

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The sentence.
    pub text: String,
    /// Something went wrong.
    pub bad: bool,
}

/// Where the person is in the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    /// Selected choice; none until the person or the card selects one.
    pub choice: Option<usize>,
    /// First line of the card that is shown.
    pub scroll: usize,
}

/// The full screen.
pub struct App {
    /// What the person is guided by.
    pub guide: Guide,
    /// The start screen.
    pub start: Start,
    /// The place in the card.
    pub focus: Focus,
    /// How far the card scrolls.
    pub limit: Limit,
    /// The transcript that is about to be written; it takes the place of the session on the screen.
    pub review: Option<Reviewing>,
    /// What lies where, for the mouse.
    pub hits: Hits,
    /// Clicks and the wheel are taken.
    pub takes_mouse: bool,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// The status line.
    pub status: Option<Status>,
    /// A standing warning: the session is not being saved.
    pub unsaved: Option<Message>,
    /// How it looks.
    pub theme: Theme,
    /// The keys that are in force.
    pub keys: Arc<Keys>,
    /// The text that was copied last.
    pub copied: Option<String>,
    /// The card of the current step.
    pub card: Option<Card>,
    /// When the last message came.
    pub now: Timestamp,
    /// The program should end.
    pub leaving: bool,
}

impl App {
    /// The start screen over a guide.
    pub fn new(guide: Guide, start: Start, theme: Theme) -> App {
        let mut app = App {
            guide,
            start,
            focus: Focus::default(),
            limit: Limit::default(),
            review: None,
            hits: Hits::default(),
            takes_mouse: false,
            overlay: None,
            status: None,
            unsaved: None,
            theme,
            keys: Arc::default(),
            copied: None,
            card: None,
            now: Timestamp::UNIX_EPOCH,
            leaving: false,
        };
        app.start.find(&app.guide);
        app
    }

    /// The same with other keys.
    pub fn with_keys(mut self, keys: Arc<Keys>) -> App {
        self.guide.names = Names::Keys(Arc::clone(&keys));
        self.keys = keys;
        self
    }

    /// The screen that is shown.
    pub fn place(&self) -> Place {
        match self.guide.session() {
            None => Place::Start,
            Some(_) if self.review.is_some() => Place::Review,
            Some(_) => Place::Session,
        }
    }

    /// Whether keys are text now.
    pub fn typing(&self) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.line().is_some(),
            None => self.place() == Place::Start && self.start.typing,
        }
    }

    /// Takes a message; returns what must be done outside.
    pub fn update(&mut self, msg: Msg, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        match msg {
            Msg::Key(key) => self.key(&key, now),
            Msg::Paste(text) => self.paste(&text, now),
            Msg::Mouse(mouse) => self.mouse(mouse, now),
            Msg::Resize(..) => Vec::new(),
            Msg::Report(report) => self.report(report, now),
            Msg::Earlier(earlier) => {
                self.start.learn(earlier, &mut self.guide);
                Vec::new()
            }
            Msg::Notice(text) => {
                self.say_bad(text);
                Vec::new()
            }
        }
    }

    pub(super) fn key(&mut self, key: &str, now: Timestamp) -> Vec<Effect> {
        let typing = self.typing();
        if key == "ctrl-z" {
            return vec![Effect::Suspend];
        }
        if self.keys.action(key, self.place(), typing) == Some(Action::Leave) {
            return self.quit();
        }
        self.status = None;
        if self.overlay.is_some() {
            return overlay::key(self, key, now);
        }
        match self.place() {
            Place::Start => super::start::key(self, key, now),
            Place::Review => review::key(self, key),
            _ => self.session_key(key, now),
        }
    }

    fn session_key(&mut self, key: &str, now: Timestamp) -> Vec<Effect> {
        if let Some(digit) = key.parse::<usize>().ok().filter(|digit| (1..=9).contains(digit)) {
            return self.choose(digit - 1, now);
        }
        match self.keys.action(key, Place::Session, false) {
            Some(action) => self.act(action, now),
            None => {
                self.say_unknown(key);
                Vec::new()
            }
        }
    }

    /// Does what an action means on the screen that is shown.
    pub fn run(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        match self.place() {
            Place::Start => super::start::act(self, action, now),
            Place::Review => review::act(self, action),
            _ => self.act(action, now),
        }
    }

    /// Does what an action means in a session.
    pub fn act(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let choices = self.card.as_ref().map_or(0, |card| card.choices.len());
        match action {
            Action::Quit | Action::Export if self.asks_ran(true, After::Do(action)) => {}
            Action::Return | Action::Others if self.asks_ran(false, After::Do(action)) => {}
            Action::Up => {
                self.focus.choice =
                    Some(self.focus.choice.map_or(choices.saturating_sub(1), |at| at.saturating_sub(1)));
            }
            Action::Down => {
                let last = choices.saturating_sub(1);
                self.focus.choice = Some(self.focus.choice.map_or(0, |at| (at + 1).min(last)));
            }
            Action::Top => self.focus.choice = (choices > 0).then_some(0),
            Action::Bottom => self.focus.choice = choices.checked_sub(1),
            Action::ScrollUp => {
                self.focus.scroll = self.focus.scroll.saturating_sub(self.limit.page());
            }
            Action::ScrollDown => {
                self.focus.scroll = (self.focus.scroll + self.limit.page()).min(self.limit.get());
            }
            Action::Confirm => match self.focus.choice {
                Some(choice) => return self.choose(choice, now),
                None => self.say_bad_key("ui.choose-first"),
            },
            Action::Back => return self.back(now),
            Action::Forward => return self.input(Input::Forward, now),
            Action::Undo => return self.input(Input::Undo, now),
            Action::Redo => return self.input(Input::Redo, now),
            Action::Return => {
                let inside = self.guide.session().and_then(|session| session.state().current());
                let inside = inside.is_some_and(|visit| !visit.detours.is_empty());
                return self.input(if inside { Input::LeaveDetour } else { Input::Return }, now);
            }
            Action::Copy => return self.copy(now),
            Action::Keep => {
                let effects = self.guide.keep(now);
                let kept = self.guide.strings.get("ui.keep.kept").to_owned();
                return self.read(effects, |app| app.say(kept));
            }
            Action::Export => review::open(self),
            Action::Mouse => return self.switch_mouse(),
            Action::Home => return self.home(),
            Action::Quit | Action::Leave => return self.quit(),
            action => self.overlay = overlay::open(self, action),
        }
        Vec::new()
    }

    /// Takes a choice of the card.
    pub fn choose(&mut self, index: usize, now: Timestamp) -> Vec<Effect> {
        let Some(choice) = self.card.as_ref().and_then(|card| card.choices.get(index)) else {
            self.say_bad_key("ui.no-such-choice");
            return Vec::new();
        };
        match choice.does.clone() {
            Does::Answer(_) | Does::Jump(_) if self.asks_ran(false, After::Choose(index)) => Vec::new(),
            Does::Answer(id) => {
                let effects = self.guide.answer(&id, crate::session::By::Person, now);
                self.stepped(effects)
            }
            Does::Open(item) => {
                self.guide.open(&item);
                self.renew();
                Vec::new()
            }
            Does::Jump(to) => {
                let effects = self.guide.jump(to, None, None, now);
                self.stepped(effects)
            }
            Does::Acknowledge => self.input(Input::Acknowledge, now),
            Does::Act(action) => self.act(action, now),
        }
    }

    /// Gives an input to the session and shows what came of it.
    pub fn input(&mut self, input: Input, now: Timestamp) -> Vec<Effect> {
        let effects = self.guide.input(input, now);
        self.stepped(effects)
    }

    /// Shows the step that the session is at now, or why nothing happened.
    pub fn stepped(&mut self, effects: Result<Vec<Effect>, Say>) -> Vec<Effect> {
        match effects {
            Ok(effects) => {
                self.renew();
                if let Some(news) = self.guide.news() {
                    self.say(news);
                }
                effects
            }
            Err(Say(text)) => {
                self.say_bad(text);
                Vec::new()
            }
        }
    }

    /// Makes the card anew and puts the selection where it belongs.
    pub fn renew(&mut self) {
        self.card = self.guide.card();
        let preselected = self.card.as_ref().and_then(|card| card.preselected);
        let card_kind = self.card.as_ref().map(|card| card.kind);
        // A question that nothing preselects starts at its first choice; pasted output that shows
        // several answers selects none, so that enter cannot decide by accident.
        let undecided = self.guide.reading().is_some_and(|reading| reading.shown.len() > 1);
        let first = (!undecided && card_kind.is_some()).then_some(0);
        self.focus = Focus { choice: preselected.or(first), scroll: 0 };
    }

    fn back(&mut self, now: Timestamp) -> Vec<Effect> {
        let stops = self
            .guide
            .session()
            .map_or(0, |session| session.state().path().filter(|visit| !visit.through).count());
        // Before the first step lies the start screen; the session is kept.
        if stops <= 1 { self.home() } else { self.input(Input::Back { steps: 1 }, now) }
    }

    fn home(&mut self) -> Vec<Effect> {
        if self.asks_ran(true, After::Do(Action::Home)) {
            return Vec::new();
        }
        let kept = match self.unsaved {
            None => self.guide.strings.fill("ui.kept", &[("id", self.guide.id())]),
            Some(_) => self.guide.strings.get("ui.kept-in-memory").to_owned(),
        };
        self.start.remember(&mut self.guide);
        self.guide.close();
        self.card = None;
        self.overlay = None;
        self.start.find(&self.guide);
        self.say(kept);
        vec![Effect::Close]
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        // A note that was begun, or a session that is not on disk, is lost by leaving: ask once.
        let unsent = self.overlay.as_ref().is_some_and(Overlay::unsent);
        let unsaved = self.unsaved.is_some();
        let asked = matches!(self.overlay, Some(Overlay::Leave { .. }));
        if (unsent || unsaved) && !asked {
            let over = self.overlay.take().map(Box::new);
            self.overlay = Some(Overlay::Leave { unsaved, over, scroll: 0 });
            return if unsaved { vec![Effect::Save] } else { Vec::new() };
        }
        self.leaving = true;
        vec![Effect::Quit]
    }

    fn paste(&mut self, text: &str, now: Timestamp) -> Vec<Effect> {
        if self.overlay.is_some() {
            return overlay::paste(self, text, now);
        }
        match self.place() {
            Place::Start => {
                self.start.asked.paste(text);
                self.start.find(&self.guide);
                Vec::new()
            }
            _ => self.evidence(text, now),
        }
    }

    /// Says something in the status line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), bad: false });
    }

    /// Says in the status line that something went wrong.
    pub fn say_bad(&mut self, text: impl Into<String>) {
        self.status = Some(Status { text: text.into(), bad: true });
    }

    /// Says that a key means nothing here.
    pub(super) fn say_unknown(&mut self, key: &str) {
        let help = self.keys.first(Action::Help);
        self.say_bad(self.guide.strings.fill("ui.unknown-key", &[("key", key), ("help", help)]));
    }

    pub(super) fn say_bad_key(&mut self, key: &str) {
        let text = self.guide.strings.get(key).to_owned();
        self.say_bad(text);
    }
}
