//! What the sixteen colours look like in drawings.

use crate::ui::tui::theme::{Background, COLOURS};
use ratatui::style::Color;

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: &'static str,
    /// Text without a colour.
    pub text: &'static str,
    /// From black to bright white, in the order of their numbers.
    pub named: [&'static str; 16],
}

/// Each colour is at least 4.5 to 1 against the ground, but for black.
const DARK: Palette = Palette {
    ground: "#15181e",
    text: "#d8dbe2",
    named: [
        "#15181e", "#f2777a", "#8fcf7f", "#e6c36a", "#7fb0ff", "#d79bf0", "#5fd0d8", "#d8dbe2", "#8b93a1",
        "#ff8f8f", "#a8e69a", "#ffd875", "#9cc4ff", "#e6b4ff", "#86e6ec", "#ffffff",
    ],
};

/// Each colour is at least 4.5 to 1 against the ground, but for the whites.
const LIGHT: Palette = Palette {
    ground: "#ffffff",
    text: "#24292f",
    named: [
        "#24292f", "#b3202a", "#1a7037", "#7d5a00", "#0a55b8", "#8a2fa8", "#0b6b78", "#d0d5db", "#68707a",
        "#c52b36", "#1c7a3c", "#86610a", "#1760c4", "#9a3fba", "#0f7280", "#ffffff",
    ],
};

impl Palette {
    /// The one for a background. Where it is not known it is taken to be dark, as most terminals are.
    pub fn on(background: Background) -> Palette {
        match background {
            Background::Light => LIGHT,
            Background::Dark | Background::Unknown => DARK,
        }
    }

    /// What a colour looks like; none for that of ordinary text, and for those that no theme can name.
    pub fn of(&self, colour: Color) -> Option<&'static str> {
        let at = COLOURS.iter().position(|(_, one)| *one == colour)?;
        self.named.get(at).copied()
    }
}
