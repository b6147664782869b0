//! The mouse: what lies where on the frame that was drawn last, and what a click or the wheel does there. Off at first,
//! because a terminal that reports the mouse no longer selects text by itself.

use super::app::App;
use super::overlay::{self, Overlay};
use crate::host::effect::Effect;
use crate::session::VisitId;
use crate::ui::action::{Action, Place};
use jiff::Timestamp;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;

/// How many lines of a text a step of the wheel moves.
const LINES: usize = 3;

/// Something that the mouse did, and where: column and row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click(u16, u16),
    /// The wheel turned up.
    WheelUp(u16, u16),
    /// The wheel turned down.
    WheelDown(u16, u16),
}

/// What lies at a place of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// A row of the start screen.
    Row(usize),
    /// The search box of the start screen.
    Asked,
    /// The text of the card.
    Card,
    /// A choice of the card.
    Choice(usize),
    /// A step of the trail.
    Visit(VisitId),
    /// A find that is looked at before a transcript is written.
    Find(usize),
    /// A key in the footer.
    Key(String),
    /// A row of what lies over the screen.
    Item(usize),
    /// What lies over the screen, between its rows.
    Overlay,
}

/// What lies where. Only drawing knows.
#[derive(Debug, Default)]
pub struct Hits(RefCell<Vec<(Rect, Hit)>>);

impl Hits {
    /// Forgets everything, before a frame is drawn or where something lies over the rest.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Notes what was drawn in an area. What is drawn later lies above.
    pub fn add(&self, area: Rect, hit: Hit) {
        self.0.borrow_mut().push((area, hit));
    }

    /// What lies at a column and row.
    pub fn at(&self, column: u16, row: u16) -> Option<Hit> {
        let hits = self.0.borrow();
        let found = hits.iter().rev().find(|(area, _)| area.contains(Position::new(column, row)));
        found.map(|(_, hit)| hit.clone())
    }

    /// Everything, in the order in which it was drawn.
    pub fn all(&self) -> Vec<(Rect, Hit)> {
        self.0.borrow().clone()
    }
}

impl App {
    /// Does what a click or the wheel means where it happened. A click selects; one on what is selected takes it.
    pub(super) fn mouse(&mut self, mouse: Mouse, now: Timestamp) -> Vec<Effect> {
        match mouse {
            Mouse::Click(column, row) => {
                self.status = None;
                let hit = self.hits.at(column, row);
                self.click(hit, now)
            }
            Mouse::WheelUp(column, row) => self.wheel(self.hits.at(column, row), false, now),
            Mouse::WheelDown(column, row) => self.wheel(self.hits.at(column, row), true, now),
        }
    }

    fn click(&mut self, hit: Option<Hit>, now: Timestamp) -> Vec<Effect> {
        match hit {
            Some(Hit::Key(key)) => return self.key(&key, now),
            Some(Hit::Row(row)) if self.start.selected == row => return self.run(Action::Confirm, now),
            Some(Hit::Row(row)) => self.start.selected = row,
            Some(Hit::Asked) => self.start.typing = true,
            Some(Hit::Choice(choice)) if self.focus.choice == Some(choice) => {
                return self.choose(choice, now);
            }
            Some(Hit::Choice(choice)) => self.focus.choice = Some(choice),
            Some(Hit::Find(find)) => match &mut self.review {
                Some(review) if review.selected == find => return self.run(Action::Mask, now),
                Some(review) => review.selected = find,
                None => {}
            },
            Some(Hit::Visit(visit)) => self.overlay = Some(overlay::trail_at(self, visit)),
            Some(Hit::Item(item)) => {
                if self.overlay.as_ref().and_then(Overlay::selected) == Some(item) {
                    return overlay::key(self, "enter", now);
                }
                self.overlay.iter_mut().for_each(|overlay| overlay.select(item));
            }
            // Beside something that is only read or chosen from closes it; what was typed is not thrown away.
            None if self.overlay.as_ref().is_some_and(|overlay| overlay.line().is_none()) => {
                return overlay::key(self, "esc", now);
            }
            Some(Hit::Card | Hit::Overlay) | None => {}
        }
        Vec::new()
    }

    fn wheel(&mut self, hit: Option<Hit>, down: bool, now: Timestamp) -> Vec<Effect> {
        let by = if down { Action::Down } else { Action::Up };
        match hit {
            Some(Hit::Row(_) | Hit::Find(_)) => return self.run(by, now),
            Some(Hit::Choice(_)) => return self.act(by, now),
            Some(Hit::Card) => {
                self.focus.scroll = scrolled(self.focus.scroll, down, self.limit.get());
            }
            Some(Hit::Item(_) | Hit::Overlay) => {
                let most = self.limit.get();
                let Some(overlay) = &mut self.overlay else { return Vec::new() };
                match (overlay.selected(), overlay.scroll_mut()) {
                    (Some(at), _) => overlay.select(if down { at + 1 } else { at.saturating_sub(1) }),
                    (None, Some(scroll)) => *scroll = scrolled(*scroll, down, most),
                    (None, None) => {}
                }
            }
            Some(Hit::Visit(_) | Hit::Key(_) | Hit::Asked) | None => {}
        }
        Vec::new()
    }

    /// Switches the mouse, and says who selects text from now on.
    pub(super) fn switch_mouse(&mut self) -> Vec<Effect> {
        self.takes_mouse = !self.takes_mouse;
        let typing = self.place() == Place::Start && self.start.typing;
        let key = self.keys.now(Action::Mouse, typing).unwrap_or_default().to_owned();
        let says = if self.takes_mouse { "ui.mouse.on" } else { "ui.mouse.off" };
        self.say(self.guide.strings.fill(says, &[("key", &key)]));
        vec![Effect::Mouse(self.takes_mouse)]
    }
}

fn scrolled(at: usize, down: bool, most: usize) -> usize {
    if down { (at + LINES).min(most) } else { at.min(most).saturating_sub(LINES) }
}
