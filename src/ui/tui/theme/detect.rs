//! Which theme a terminal gets, by what the environment says. The terminal itself is never asked: a mute one would
//! cost seconds.

use super::Named;
use crate::host::Environment;

/// Terminals without colours, by the beginning of their name.
const COLOURLESS: [&str; 6] = ["vt52", "vt100", "vt102", "vt220", "vt320", "dumb"];

/// What decided a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// `NO_COLOR`.
    NoColor,
    /// The name of the terminal is that of one without colours.
    Colourless,
    /// `COLORFGBG` says what the background is.
    Background,
    /// The Linux console is black.
    Console,
    /// Nothing says what the background is.
    Unknown,
}

/// The theme that suits the terminal: none without colours, dark or light where that is known, else one that can be
/// read on both.
pub fn detect(environment: &Environment) -> Named {
    detect_why(environment).0
}

/// The same with what decided it.
pub fn detect_why(environment: &Environment) -> (Named, Why) {
    let term = environment.term().unwrap_or_default();
    let colourless = COLOURLESS.iter().any(|name| term.starts_with(name))
        || term.ends_with("-m")
        || term.ends_with("-mono");
    if environment.no_color() {
        return (Named::None, Why::NoColor);
    }
    if colourless && !environment.says_coloured() {
        return (Named::None, Why::Colourless);
    }
    match environment.background() {
        Some(0..=6 | 8) => (Named::Dark, Why::Background),
        Some(7 | 9..=15) => (Named::Light, Why::Background),
        _ if term == "linux" => (Named::Dark, Why::Console),
        _ => (Named::Auto, Why::Unknown),
    }
}
