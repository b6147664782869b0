//! The last words: where the session is kept, and how to go on.

use super::guide::Guide;
use crate::host::Driver;
use crate::text::visible_line;

/// What to print when the program ends now, in one line; empty when there is nothing to say.
pub fn farewell(guide: &Guide, driver: &Driver) -> String {
    let Some(session) = guide.session() else { return String::new() };
    let key = match (driver.session(), session.state().ended()) {
        (None, _) => "ui.farewell.lost",
        (Some(_), None) => "ui.farewell.resume",
        (Some(_), Some(_)) => "ui.farewell.export",
    };
    let id = driver.session().unwrap_or_default();
    visible_line(&guide.strings.fill(key, &[("id", id)])).into_owned()
}
