//! Sessions that were not finished, as they are offered at the start.

use super::guide::{Graphs, step_left, step_left_in_words};
use super::time::near_time;
use super::words::title_of;
use crate::check::Remaining;
use crate::flow::{Address, Library};
use crate::search::Recent;
use crate::session::{Record, State};
use crate::text::Strings;
use jiff::Timestamp;

/// What earlier sessions have to say when the program starts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// Unfinished sessions, newest first.
    pub unfinished: Vec<Unfinished>,
    /// What was opened lately.
    pub recent: Recent,
    /// What could not be read.
    pub notices: Vec<String>,
}

/// Reads them. The full screen does not wait for it with its first frame.
pub type ReadEarlier = Box<dyn FnOnce() -> Earlier + Send>;

/// A session that was not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Session id.
    pub id: String,
    /// The step where it stands.
    pub at: Address,
    /// What was being solved.
    pub title: String,
    /// How many steps were made.
    pub steps: usize,
    /// How many are left, if that is known.
    pub left: Option<Remaining>,
    /// When something last happened in it.
    pub last: Timestamp,
}

impl Unfinished {
    /// What is worth showing of a session, if it did not end.
    pub fn of(
        id: &str,
        state: &State,
        records: &[Record],
        library: &Library,
        graphs: &mut Graphs,
    ) -> Option<Unfinished> {
        let current = state.current()?;
        // What a script left behind is nobody's to go on with.
        if state.ended().is_some() || state.by_script() {
            return None;
        }
        for at in [&current.at].into_iter().chain(&current.detours) {
            if let Some(flow) = library.flow(&at.flow) {
                graphs.add(flow);
            }
        }
        let mut one = Unfinished {
            id: id.to_owned(),
            at: current.at.clone(),
            title: current.at.flow.clone(),
            steps: state.path().filter(|visit| !visit.through).count(),
            left: graphs.left(state, library),
            last: records.last()?.at,
        };
        one.rename(library);
        Some(one)
    }

    /// Takes the title from a library, which may be in another language now.
    pub fn rename(&mut self, library: &Library) {
        if let Some(flow) = library.flow(&self.at.flow) {
            self.title.clone_from(&flow.title.text);
        }
    }

    /// How far it went, and when, as seen at `now`.
    pub fn progress(&self, now: Timestamp, strings: &Strings) -> String {
        progress(&self.steps_left(strings), &near_time(self.last, now, strings), strings)
    }

    /// The same for narrow screens, without the year.
    pub fn brief(&self, now: Timestamp, strings: &Strings) -> String {
        let when = near_time(self.last, now, strings);
        let day = when.split_once('-').map_or(when.as_str(), |(_, day)| day);
        progress(&self.steps_left(strings), day, strings)
    }

    /// How far it went.
    pub fn steps_left(&self, strings: &Strings) -> String {
        step_left(self.steps, self.left, strings)
    }

    /// The same behind what was being solved.
    pub fn in_one_line(&self, now: Timestamp, strings: &Strings) -> String {
        let progress = self.progress(now, strings);
        strings.fill("ui.unfinished-row", &[("title", &self.title), ("progress", &progress)])
    }

    /// The same for the ear.
    pub fn in_words(&self, now: Timestamp, strings: &Strings) -> String {
        let step = step_left_in_words(self.steps, self.left, strings);
        let progress = progress(&step, &near_time(self.last, now, strings), strings);
        strings.fill("ui.unfinished-row", &[("title", &self.title), ("progress", &progress)])
    }

    /// The step where it stands, in words.
    pub fn step(&self, library: &Library) -> String {
        title_of(&self.at, library)
    }
}

fn progress(step: &str, when: &str, strings: &Strings) -> String {
    strings.fill("ui.unfinished-progress", &[("progress", step), ("when", when)])
}
