//! A list to choose from, which `/` narrows.

use crate::search::fold;
use crate::session::VisitId;
use crate::ui::guide::UndoCommand;
use crate::ui::tui::input::Line;

/// Something to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// What it is about.
    pub title: String,
    /// What can be chosen; all of it, whether it is shown or not.
    pub items: Vec<(String, Pick)>,
    /// Index of the selected one among those that are shown.
    pub selected: usize,
    /// What the shown ones have in them, if only some are shown.
    pub filter: Option<Line>,
}

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// Goes back to an earlier step.
    Reopen(VisitId),
    /// An answer that no longer counts; there is nothing to take.
    RuledOut,
    /// Takes another fix of the group.
    Other(String),
    /// Copies the command of this index.
    Copy(usize),
    /// Copies a command that takes something back.
    Undo(UndoCommand),
    /// Goes on with the session of this id.
    Session(String),
    /// Speaks this language.
    Language(String),
}

impl Menu {
    /// All of these, with one selected.
    pub fn new(title: &str, items: Vec<(String, Pick)>, selected: usize) -> Menu {
        Menu { title: title.to_owned(), items, selected, filter: None }
    }

    /// The items that have every word of the filter in them, with their numbers.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &(String, Pick))> {
        let words = self.filter.as_ref().map(|line| fold(line.text())).unwrap_or_default();
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        self.items.iter().enumerate().filter(move |(_, (text, _))| {
            words.is_empty() || {
                let text = fold(text);
                words.iter().all(|word| text.contains(word.as_str()))
            }
        })
    }

    /// The selected item.
    pub fn chosen(&self) -> Option<&Pick> {
        self.shown().nth(self.selected).map(|(_, (_, pick))| pick)
    }

    /// Takes a key that goes into the filter; whether it did.
    pub(super) fn type_key(&mut self, key: &str) -> bool {
        let Some(line) = &mut self.filter else { return false };
        let typed = line.key(key);
        if typed {
            self.selected = 0;
        }
        typed
    }
}
