//! What came from outside: pasted output, and reports on effects.

use super::app::App;
use super::input::Line;
use super::overlay::{Overlay, Writing};
use crate::host::effect::{Effect, Report};
use crate::session::journal::decode;
use crate::session::{Input, Session};
use crate::ui::action::Action;
use crate::ui::card::Does;
use crate::ui::guide::Say;
use jiff::Timestamp;

impl App {
    /// Keeps pasted output and shows what it says about the current step.
    pub fn evidence(&mut self, text: &str, now: Timestamp) -> Vec<Effect> {
        let effects = self.guide.paste(text, now);
        let silent = self.guide.strings.get("ui.read.none").to_owned();
        self.read(effects, |app| app.say_bad(silent))
    }

    /// Shows what a text that was kept says about the current step; `silent` says it if that is nothing.
    pub(super) fn read(
        &mut self,
        effects: Result<Vec<Effect>, Say>,
        silent: impl FnOnce(&mut App),
    ) -> Vec<Effect> {
        let failed = effects.is_err();
        let effects = self.stepped(effects);
        if failed {
            return effects;
        }
        let Some(reading) = self.guide.reading() else { return effects };
        let find = |option: &str| {
            let card = self.card.as_ref()?;
            card.choices.iter().position(|choice| choice.does == Does::Answer(option.to_owned()))
        };
        let strings = self.guide.strings;
        let (choice, said) = match reading.shown.as_slice() {
            [] => {
                silent(self);
                return effects;
            }
            [only] => {
                let said = if only.line.is_some() { "ui.read.shown" } else { "ui.read.absent" };
                (find(&only.option), strings.get(said).to_owned())
            }
            several => {
                let count = several.len().to_string();
                (None, strings.fill("ui.read.several", &[("count", &count)]))
            }
        };
        if choice.is_some() || reading.shown.len() > 1 {
            self.focus.choice = choice;
        }
        self.say(said);
        effects
    }

    pub(super) fn report(&mut self, report: Report, now: Timestamp) -> Vec<Effect> {
        let strings = self.guide.strings;
        match report {
            Report::Saved => {
                if self.unsaved.take().is_some() {
                    self.say(strings.get("ui.saved-again"));
                }
            }
            Report::Named { asked, id } => {
                self.guide.named(&asked, id);
                return self.report(Report::Saved, now);
            }
            Report::Unsaved(why) => self.unsaved = Some(why),
            Report::Rewritten(why) => {
                self.unsaved = None;
                self.say_bad(strings.fill("ui.rewritten", &[("why", &why)]));
            }
            Report::Copied { command, text, way, said, undoes } => {
                self.copied = Some(text.clone());
                let way = way.to_owned();
                let effects = self.guide.input(Input::Copied { command, text, way, undoes }, now);
                let key = self.keys.first(Action::View).to_owned();
                self.say(strings.fill("ui.copied", &[("way", &said.in_words(strings)), ("key", &key)]));
                return effects.unwrap_or_default();
            }
            Report::NotCopied(why) => self.say_bad(why.in_words(strings)),
            Report::Exported { path, format, redaction } => {
                let path = path.display().to_string();
                let redaction = Some(redaction);
                self.review = None;
                let effects =
                    self.guide.input(Input::Exported { format, path: path.clone(), redaction }, now);
                self.say(strings.fill("ui.exported", &[("path", &crate::text::visible_line(&path))]));
                return effects.unwrap_or_default();
            }
            Report::Taken { path } => {
                let line = Line::of(&path.to_string_lossy());
                self.overlay = Some(Overlay::Write { what: Writing::Overwrite, line });
            }
            Report::NotExported(why) | Report::NotOpened(why) => self.say_bad(why.in_words(strings)),
            Report::Opened { id, lines, notices, flows } => {
                let (records, bad) = decode(&lines);
                let effects = self.guide.resume(&id, Session::replay(records), &flows, now);
                let effects = self.taken_up(effects);
                let mut notices: Vec<String> =
                    notices.iter().map(|notice| notice.in_words(strings)).collect();
                if !bad.is_empty() {
                    notices.push(strings.fill("ui.bad-lines", &[("count", &bad.len().to_string())]));
                }
                if !notices.is_empty() {
                    self.say_bad(strings.sentences(&notices));
                }
                return effects;
            }
        }
        Vec::new()
    }

    /// Shows the step of a session that was taken up. What is to know first, such as which answers are asked again,
    /// may be long, so it lies over the step until a key is pressed.
    pub fn taken_up(&mut self, effects: Result<Vec<Effect>, Say>) -> Vec<Effect> {
        let news = effects.is_ok().then(|| self.guide.news()).flatten();
        let effects = self.stepped(effects);
        if let Some(news) = news {
            let title = self.guide.strings.get("ui.first").to_owned();
            self.overlay = Some(Overlay::Text { title, lines: vec![news], verbatim: false, scroll: 0 });
        }
        effects
    }
}
