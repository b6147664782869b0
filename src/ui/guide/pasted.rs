//! What a person pasted: output at a step, and the text that led to the problem.

use super::{Guide, MAX_EXCERPT, Reading, Say};
use crate::host::effect::Effect;
use crate::session::Input;
use crate::session::output::{Shown, read_output};
use crate::text::visible::head;
use jiff::Timestamp;

/// How many hits are looked through for the line that decided.
const HITS: usize = 50;
/// A text of one line that is longer was hardly typed, in bytes.
const TYPED: usize = 200;

impl Guide {
    /// Keeps pasted output as evidence and reads what it shows at the current step.
    pub fn paste(&mut self, output: &str, now: Timestamp) -> Result<Vec<Effect>, Say> {
        let shown = self.shown_by(output)?;
        self.take_in(output, shown, None, now)
    }

    /// Keeps the text that led to the problem as evidence, with the line that decided, and reads what it shows at
    /// the current step.
    pub fn keep(&mut self, now: Timestamp) -> Result<Vec<Effect>, Say> {
        let given = self.given.take();
        let given = given.ok_or_else(|| Say(self.strings.get("ui.keep.nothing").to_owned()))?;
        let mut shown = self.shown_by(&given)?;
        // It is not the output that the step asks for: what does not stand in it proves nothing.
        shown.retain(|shown| shown.line.is_some());
        let flow = self.session().and_then(|session| session.state().current()).map(|visit| &visit.at.flow);
        let hits = self.search(&given, HITS);
        let hit = hits.into_iter().find(|found| Some(&found.at.flow) == flow);
        let decided = hit.and_then(|found| found.line).map(|line| line.text);
        self.take_in(&given, shown, decided, now)
    }

    /// Whether there is a text to keep.
    pub fn can_keep(&self) -> bool {
        self.given.is_some() && self.session().is_some()
    }

    /// What to say when a problem was opened from a text: what that answered, and that it can be kept.
    pub fn opened(&self) -> Option<String> {
        let key = self.names.of(crate::ui::action::Action::Keep);
        let keep = self.can_keep().then(|| self.strings.fill("ui.keep.hint", &[("key", key)]));
        let said: Vec<String> = self.given_answers().into_iter().chain(keep).collect();
        (!said.is_empty()).then(|| self.strings.sentences(&said))
    }

    /// Takes note of the text that led to where the person is now.
    pub(super) fn take_given(&mut self, given: Option<&str>) {
        let Some(given) = given.filter(|given| given.contains('\n') || given.len() > TYPED) else {
            return given.into_iter().for_each(|given| self.learn(given));
        };
        self.learn(given);
        self.given = Some(given.to_owned());
    }

    /// The answers of the current step that an output shows.
    fn shown_by(&self, output: &str) -> Result<Vec<Shown>, Say> {
        let session = self.session().ok_or_else(|| Say(self.strings.get("ui.no-session").to_owned()))?;
        let node = session.state().current().and_then(|visit| self.library.node(&visit.at));
        Ok(node.map(|(_, node)| read_output(node, output, &|name| session.value(name))).unwrap_or_default())
    }

    fn take_in(
        &mut self,
        output: &str,
        shown: Vec<Shown>,
        decided: Option<String>,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Say> {
        let line = match shown.as_slice() {
            [only] => only.line.clone(),
            _ => decided,
        };
        let excerpt = head(output, MAX_EXCERPT).to_owned();
        let effects = self.input(Input::Evidence { line, excerpt: excerpt.clone() }, now)?;
        self.reading = Some(Reading { shown, excerpt });
        self.learn(output);
        Ok(effects)
    }
}
