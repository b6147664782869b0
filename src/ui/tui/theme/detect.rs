//! Which theme a terminal gets, by what the environment says. The terminal itself is never asked: a mute one would
//! cost seconds.

use super::Named;
use crate::host::Environment;

/// Terminals without colours, by the beginning of their name.
const COLOURLESS: [&str; 6] = ["vt52", "vt100", "vt102", "vt220", "vt320", "dumb"];

/// The theme that suits the terminal: none without colours, dark or light where that is known, else one that can be
/// read on both.
pub fn detect(environment: &Environment) -> Named {
    let term = environment.term().unwrap_or_default();
    let colourless = COLOURLESS.iter().any(|name| term.starts_with(name))
        || term.ends_with("-m")
        || term.ends_with("-mono");
    if environment.no_color() || (colourless && !environment.says_coloured()) {
        return Named::None;
    }
    match environment.background() {
        Some(0..=6 | 8) => Named::Dark,
        Some(7 | 9..=15) => Named::Light,
        // The Linux console is black.
        _ if term == "linux" => Named::Dark,
        _ => Named::Auto,
    }
}
