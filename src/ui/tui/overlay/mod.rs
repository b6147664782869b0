//! What lies over a screen: help, menus, and places to type. One at a time.

mod key;
mod menu;
mod open;

pub use key::{key, paste};
pub use menu::{Menu, Pick};
pub use open::{commands, fill, open, trail_at, undos, unfinished};

use super::asked::Asked;
use super::input::Line;
use super::limit::Limit;
use crate::search::Found;
use crate::ui::action::Action;
use crate::ui::guide::RanQuestion;
use crate::ui::palette::Offered;

/// How many rows or lines a page is.
pub const PAGE: usize = 8;

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The keys of this screen.
    Help {
        /// First line shown.
        scroll: usize,
    },
    /// A text to read.
    Text {
        /// What it is.
        title: String,
        /// The lines.
        lines: Vec<String>,
        /// Nothing may be wrapped at words: it is a command.
        verbatim: bool,
        /// First line shown.
        scroll: usize,
    },
    /// What was changed, and how to take it back.
    Changes {
        /// First line shown.
        scroll: usize,
    },
    /// Something to choose.
    Menu(Menu),
    /// Search, without leaving the session.
    Search {
        /// The search box.
        asked: Asked,
        /// The choices of the step that have it in them, by index; they stand before what it finds elsewhere.
        here: Vec<usize>,
        /// What it finds.
        found: Vec<Found>,
        /// Index of the selected row.
        selected: usize,
    },
    /// Any action, by its name.
    Palette {
        /// What is typed.
        line: Line,
        /// The actions that it finds.
        found: Vec<Offered>,
        /// Index of the selected one.
        selected: usize,
    },
    /// A slot of a command.
    Fill {
        /// Index of the command.
        command: usize,
        /// Index of the slot.
        slot: usize,
        /// The value.
        line: Line,
    },
    /// One line of text.
    Write {
        /// What for.
        what: Writing,
        /// The text.
        line: Line,
    },
    /// The word that a dangerous command asks for.
    Word {
        /// Index of the command.
        command: usize,
        /// The word.
        word: String,
        /// What was typed.
        line: Line,
        /// First line of the command that is shown.
        scroll: usize,
    },
    /// A yes before a command is copied.
    Confirm {
        /// Index of the command.
        command: usize,
        /// Why it is asked.
        why: String,
        /// First line of the command that is shown.
        scroll: usize,
    },
    /// Whether copied commands were run, before something else is done.
    Ran {
        /// The commands that are still to be asked about, the first one now.
        left: Vec<RanQuestion>,
        /// What is done then.
        then: After,
        /// First line of the command that is shown.
        scroll: usize,
    },
    /// A yes before leaving, because something would be lost.
    Leave {
        /// It is the session, which could not be saved; else what lay over the screen.
        unsaved: bool,
        /// What lay over the screen, and comes back if the person stays.
        over: Option<Box<Overlay>>,
        /// First line shown.
        scroll: usize,
    },
}

/// What is done when everything was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Takes the choice of this index.
    Choose(usize),
    /// Does this.
    Do(Action),
}

/// What a line of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// A note.
    Note,
    /// Output, typed or pasted.
    Output,
    /// The file of the transcript.
    Export,
    /// The same, although the file is there already.
    Overwrite,
}

impl Overlay {
    /// The line that is being typed, if one is.
    pub fn line(&self) -> Option<&Line> {
        match self {
            Overlay::Search { asked, .. } => Some(&asked.line),
            Overlay::Palette { line, .. } => Some(line),
            Overlay::Fill { line, .. } | Overlay::Write { line, .. } | Overlay::Word { line, .. } => {
                Some(line)
            }
            Overlay::Menu(menu) => menu.filter.as_ref(),
            _ => None,
        }
    }

    fn line_mut(&mut self) -> Option<&mut Line> {
        match self {
            Overlay::Search { asked, .. } => Some(&mut asked.line),
            Overlay::Palette { line, .. } => Some(line),
            Overlay::Fill { line, .. } | Overlay::Write { line, .. } | Overlay::Word { line, .. } => {
                Some(line)
            }
            Overlay::Menu(menu) => menu.filter.as_mut(),
            _ => None,
        }
    }

    /// The selected row, if it has rows.
    pub fn selected(&self) -> Option<usize> {
        match self {
            Overlay::Menu(menu) => Some(menu.selected),
            Overlay::Search { selected, .. } | Overlay::Palette { selected, .. } => Some(*selected),
            _ => None,
        }
    }

    /// Selects a row, or the last one if there are not as many.
    pub fn select(&mut self, row: usize) {
        let (selected, rows) = match self {
            Overlay::Menu(menu) => {
                let rows = menu.shown().count();
                (&mut menu.selected, rows)
            }
            Overlay::Search { here, found, selected, .. } => (selected, here.len() + found.len()),
            Overlay::Palette { found, selected, .. } => (selected, found.len()),
            _ => return,
        };
        *selected = row.min(rows.saturating_sub(1));
    }

    /// The first line shown of what is read.
    pub fn scroll_mut(&mut self) -> Option<&mut usize> {
        match self {
            Overlay::Help { scroll }
            | Overlay::Text { scroll, .. }
            | Overlay::Changes { scroll }
            | Overlay::Word { scroll, .. }
            | Overlay::Confirm { scroll, .. }
            | Overlay::Ran { scroll, .. }
            | Overlay::Leave { scroll, .. } => Some(scroll),
            _ => None,
        }
    }

    /// Moves the selection, or the text, which scrolls as far as there is any; false if the action moves nothing.
    pub fn step(&mut self, action: Option<Action>, limit: &Limit) -> bool {
        let scroll = self.scroll_mut().map(|scroll| *scroll);
        let page = if scroll.is_some() { limit.page() } else { PAGE };
        let Some(at) = self.selected().or(scroll) else { return false };
        let row = match action {
            Some(Action::Up) => at.saturating_sub(1),
            Some(Action::Down) => at + 1,
            Some(Action::ScrollUp) => at.saturating_sub(page),
            Some(Action::ScrollDown) => at + page,
            Some(Action::Top) => 0,
            Some(Action::Bottom) => usize::MAX,
            _ => return false,
        };
        match self.scroll_mut() {
            Some(scroll) => *scroll = row.min(limit.get()),
            None => self.select(row),
        }
        true
    }

    /// Whether closing it loses something that was typed.
    pub fn unsent(&self) -> bool {
        matches!(self, Overlay::Write { what: Writing::Note | Writing::Output, line } if !line.text().is_empty())
    }
}
