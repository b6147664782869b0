//! Puts other keys in the place of those of the table, where that does no harm.

use super::Keys;
use crate::flow::nearest::did_you_mean;
use crate::text::sort;
use crate::ui::action::{Action, Binding, Place, TABLE};
use crate::ui::tui::keys::{is_key, unknown};

/// Keys that a person wants an action to have instead of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The word of the action.
    pub word: String,
    /// The keys by name; none take the keys away.
    pub keys: Vec<String>,
}

/// Something that cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFault {
    /// Which of the changes.
    pub change: usize,
    /// Which of its keys; none if the word is wrong.
    pub key: Option<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Keys that keep their meaning, so that nobody can lock themselves out and dialogs answer to the same keys
/// everywhere. Esc is among them because a slow line cuts arrow keys into esc, `[` and a letter.
const FIXED: &[(&str, Action)] = &[
    ("enter", Action::Confirm),
    ("esc", Action::Back),
    ("up", Action::Up),
    ("down", Action::Down),
    ("ctrl-c", Action::Leave),
];

/// Keys that terminals cannot tell from others, with the others.
const SAME: &[(&str, &str)] = &[
    ("ctrl-i", "tab"),
    ("ctrl-m", "enter"),
    ("ctrl-j", "enter"),
    ("ctrl-h", "backspace"),
    ("ctrl-[", "esc"),
];

impl Keys {
    /// The keys of the table with these changes, as far as they can be made, and what is wrong with the rest.
    pub fn changed(changes: &[Change]) -> (Keys, Vec<KeyFault>) {
        let (mut keys, mut faults) = (Keys::default(), Vec::new());
        // Which change each key came from, to say where a conflict is.
        let mut made: Vec<(&'static Binding, Vec<(usize, usize)>)> = Vec::new();
        for (change, wanted) in changes.iter().enumerate() {
            let Some(binding) = TABLE.iter().find(|row| row.word == wanted.word) else {
                faults.push(unknown_action(change, &wanted.word));
                continue;
            };
            let mut good = Vec::new();
            for (key, name) in wanted.keys.iter().enumerate() {
                match refused(name, binding.action) {
                    Some((message, help)) => faults.push(KeyFault { change, key: Some(key), message, help }),
                    None => good.push((change, key)),
                }
            }
            // Where nothing that was wanted can be had, the action keeps its own keys.
            if wanted.keys.is_empty() || !good.is_empty() {
                made.push((binding, good));
            }
        }
        for (binding, good) in &made {
            let names = good.iter().filter_map(|(change, key)| changes.get(*change)?.keys.get(*key).cloned());
            keys.set(binding.action, names.collect());
        }
        for at in 0..made.len() {
            let Some((binding, good)) = made.get(at) else { continue };
            for &(change, key) in good {
                let Some(name) = changes.get(change).and_then(|change| change.keys.get(key)) else {
                    continue;
                };
                let later = made.get(at + 1..).unwrap_or_default();
                let other = keys
                    .rows()
                    .find(|row| {
                        let this = row.binding;
                        this.action != binding.action
                            && meet(this.place, binding.place)
                            && row.keys.contains(name)
                            // Of two that were changed the later one is told.
                            && !later.iter().any(|(later, _)| later.action == this.action)
                    })
                    .map(|row| row.binding.word);
                if let Some(other) = other {
                    let message = format!("\"{name}\" is the key of \"{other}\" already");
                    let help = format!("choose another key, or give \"{other}\" another one in `keys`");
                    faults.push(KeyFault { change, key: Some(key), message, help });
                    keys.take_away(binding.action, name);
                }
            }
        }
        sort::sort_by_key(&mut faults, |fault| (fault.change, fault.key));
        (keys, faults)
    }

    /// Gives an action these keys and those that it always has.
    fn set(&mut self, action: Action, mut names: Vec<String>) {
        let fixed = FIXED.iter().filter(|(_, owner)| *owner == action).map(|(name, _)| (*name).to_owned());
        names.extend(fixed);
        if let Some(row) = self.rows.iter_mut().find(|row| row.binding.action == action) {
            row.keys.clear();
            for name in names {
                if !row.keys.contains(&name) {
                    row.keys.push(name);
                }
            }
        }
    }

    /// Takes a key from an action; if it was the last one, the action gets back those of its own that are free.
    fn take_away(&mut self, action: Action, name: &str) {
        let Some(at) = self.rows.iter().position(|row| row.binding.action == action) else { return };
        let Some(binding) = self.rows.get(at).map(|row| row.binding) else { return };
        let free: Vec<String> = binding
            .keys
            .iter()
            .filter(|key| {
                self.rows().all(|row| {
                    row.binding.action == action
                        || !meet(row.binding.place, binding.place)
                        || !row.keys.iter().any(|one| one == **key)
                })
            })
            .map(|key| (*key).to_owned())
            .collect();
        if let Some(row) = self.rows.get_mut(at) {
            row.keys.retain(|key| key != name);
            if row.keys.is_empty() {
                row.keys = free;
            }
        }
    }
}

/// Whether there is a screen that both are on.
fn meet(one: Place, other: Place) -> bool {
    const SCREENS: [Place; 4] = [Place::Start, Place::Session, Place::Asked, Place::Review];
    SCREENS.iter().any(|screen| one.covers(*screen) && other.covers(*screen))
}

fn unknown_action(change: usize, word: &str) -> KeyFault {
    let words: Vec<&str> = TABLE.iter().map(|row| row.word).collect();
    let hint = did_you_mean(word, words.iter().copied());
    KeyFault {
        change,
        key: None,
        message: format!("there is no action \"{word}\"{hint}"),
        help: format!("actions are named by their words: {}", words.join(", ")),
    }
}

/// Why an action cannot have a key, and what to do.
fn refused(name: &str, action: Action) -> Option<(String, String)> {
    const OTHER: &str = "choose another key";
    let say = |message: String, help: &str| Some((message, help.to_owned()));
    if let Some((_, same)) = SAME.iter().find(|(one, _)| *one == name) {
        return say(format!("a terminal sends {name} for {same}"), OTHER);
    }
    if !is_key(name) {
        return Some(unknown(name));
    }
    match name {
        "[" => say("\"[\" begins the arrow keys that a slow line has cut apart".to_owned(), OTHER),
        "ctrl-z" => say("ctrl-z gives the terminal to the shell".to_owned(), OTHER),
        digit if digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()) => {
            say(format!("{digit} chooses an answer"), OTHER)
        }
        name => {
            let (_, owner) = FIXED.iter().find(|(one, owner)| *one == name && *owner != action)?;
            let word = crate::ui::action::word_of(*owner);
            say(format!("{name} always means \"{word}\""), OTHER)
        }
    }
}
