//! A look at what is masked before a transcript is written.

use super::app::App;
use super::input::Line;
use super::overlay::{self, Overlay, Writing};
use crate::host::effect::Effect;
use crate::ui::action::{Action, Place};
use crate::ui::guide::{Draft, Say};

/// How many finds a page key passes.
const PAGE: usize = 5;

/// A transcript that is about to be written.
pub struct Reviewing {
    /// The transcript.
    pub draft: Draft,
    /// Index of the selected find.
    pub selected: usize,
}

/// Shows what would be masked.
pub fn open(app: &mut App) {
    match app.guide.draft(None) {
        Ok(draft) => app.review = Some(Reviewing { draft, selected: 0 }),
        Err(Say(text)) => app.say_bad(text),
    }
}

/// Takes a key.
pub fn key(app: &mut App, key: &str) -> Vec<Effect> {
    match app.keys.action(key, Place::Review, false) {
        Some(action) => act(app, action),
        None => {
            app.say_unknown(key);
            Vec::new()
        }
    }
}

/// Does what an action means here.
pub fn act(app: &mut App, action: Action) -> Vec<Effect> {
    let Some(reviewing) = &mut app.review else { return Vec::new() };
    let review = &mut reviewing.draft.review;
    let last = review.items().count().saturating_sub(1);
    match action {
        Action::Up => reviewing.selected = reviewing.selected.saturating_sub(1),
        Action::Down => reviewing.selected = (reviewing.selected + 1).min(last),
        Action::ScrollUp => reviewing.selected = reviewing.selected.saturating_sub(PAGE),
        Action::ScrollDown => reviewing.selected = (reviewing.selected + PAGE).min(last),
        Action::Top => reviewing.selected = 0,
        Action::Bottom => reviewing.selected = last,
        Action::Mask => review.toggle(reviewing.selected),
        Action::MaskClass => {
            let class = review.items().nth(reviewing.selected).map(|item| item.class);
            if class.is_some_and(|class| !review.toggle_class(class)) {
                app.say_bad_key("ui.review.one-by-one");
            }
        }
        Action::Confirm => return vec![reviewing.draft.write(false)],
        Action::File => {
            let line = Line::of(&reviewing.draft.file());
            app.overlay = Some(Overlay::Write { what: Writing::Export, line });
        }
        Action::Back => {
            app.review = None;
            app.say_bad_key("ui.review.not-written");
        }
        Action::View => {
            let lines = reviewing.draft.text().lines().map(str::to_owned).collect();
            let title = reviewing.draft.file();
            app.overlay = Some(Overlay::Text { title, lines, verbatim: false, scroll: 0 });
        }
        Action::Mouse => return app.switch_mouse(),
        Action::Quit | Action::Leave => return app.quit(),
        action => app.overlay = overlay::open(app, action),
    }
    Vec::new()
}

/// Takes the name of the file; `force` overwrites it.
pub fn named(app: &mut App, name: &str, force: bool) -> Vec<Effect> {
    let Some(reviewing) = &mut app.review else { return Vec::new() };
    match app.guide.rename_draft(&mut reviewing.draft, name.into()) {
        Ok(()) if force => return vec![reviewing.draft.write(true)],
        Ok(()) => {}
        Err(Say(text)) => app.say_bad(text),
    }
    Vec::new()
}
