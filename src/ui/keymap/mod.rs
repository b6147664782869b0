//! The keys that are in force: those of the table, or what a person has put in their place.

mod change;

pub use change::{Change, KeyFault};

use super::action::{Action, Binding, Place, TABLE, word_of};
use std::sync::Arc;

/// The keys that are in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    rows: Vec<Row>,
}

/// An action and its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row of the key table.
    pub binding: &'static Binding,
    /// Its keys by name; the first one is shown.
    pub keys: Vec<String>,
}

impl Default for Keys {
    fn default() -> Keys {
        let rows = TABLE
            .iter()
            .map(|binding| Row { binding, keys: binding.keys.iter().map(|key| (*key).to_owned()).collect() });
        Keys { rows: rows.collect() }
    }
}

impl Keys {
    /// All actions, in the order that help shows them.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// The actions of a screen.
    pub fn on(&self, screen: Place) -> impl Iterator<Item = &Row> {
        self.rows().filter(move |row| row.binding.place.covers(screen))
    }

    /// The first key of an action, as it is shown; empty if it has none.
    pub fn first(&self, action: Action) -> &str {
        self.row(action).and_then(|row| row.keys.first()).map_or("", String::as_str)
    }

    /// The first key of an action that works now: while text is typed, keys that are characters are text.
    pub fn now(&self, action: Action, typing: bool) -> Option<&str> {
        self.row(action)?.keys.iter().map(String::as_str).find(|key| !typing || !is_text(key))
    }

    /// The action of a key on a screen. While text is typed, keys that are characters are text.
    pub fn action(&self, key: &str, screen: Place, typing: bool) -> Option<Action> {
        let row = self.on(screen).find(|row| row.keys.iter().any(|one| one == key))?;
        (!typing || (row.binding.in_text && !is_text(key))).then_some(row.binding.action)
    }

    fn row(&self, action: Action) -> Option<&Row> {
        self.rows.iter().find(|row| row.binding.action == action)
    }
}

/// Whether a key types something or moves in a line of text.
fn is_text(key: &str) -> bool {
    key.chars().count() == 1 || matches!(key, "space" | "left" | "right")
}

/// What texts call an action.
#[derive(Debug, Clone)]
pub enum Names {
    /// By its key.
    Keys(Arc<Keys>),
    /// By its word of the line mode.
    Words,
}

impl Names {
    /// The name of an action.
    pub fn of(&self, action: Action) -> &str {
        match self {
            Names::Keys(keys) => keys.first(action),
            Names::Words => word_of(action),
        }
    }
}
