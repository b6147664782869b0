//! The three lines that greet a person on the first run: what this is, and what to press or say.

use super::action::Action;
use super::keymap::Names;
use crate::text::Strings;

/// The lines, with the keys or words that are in force.
pub fn lines(strings: &Strings, names: &Names) -> [String; 3] {
    let begin = match names {
        Names::Keys(_) => "ui.welcome.keys",
        Names::Words => "ui.welcome.words",
    };
    [
        strings.get("ui.welcome.what").to_owned(),
        strings.get(begin).to_owned(),
        strings.fill("ui.welcome.more", &[("help", names.of(Action::Help))]),
    ]
}
