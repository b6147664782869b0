//! The line mode, for screen readers, pipes and simple terminals: the same session as on the full screen, one line
//! after the other. Nothing that was printed is ever changed, choices are numbers, and every action is a word.

mod acts;
mod ask;
mod changes;
mod choose;
mod commands;
mod home;
mod page;
mod review;
mod said;
mod step;

pub use page::width;

use crate::flow::Address;
use crate::host::effect::{Effect, Report};
use crate::host::{Clock, Driver, Echo, Farewell};
use crate::search::Found;
use crate::session::handoff::Handoff;
use crate::session::journal::decode;
use crate::session::{Input, Session};
use crate::text::Message;
use crate::transcript::summary;
use crate::ui::action::{self, Place};
use crate::ui::card::{Card, Does};
use crate::ui::farewell as last_words;
use crate::ui::guide::{Draft, Guide, Say};
use crate::ui::keymap::Names;
use crate::ui::unfinished::Unfinished;
use page::Page;
use said::Said;
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};

/// The line mode.
pub struct Plain<'a, R, W> {
    guide: Guide,
    unfinished: Vec<Unfinished>,
    driver: &'a mut Driver,
    clock: &'a Clock,
    farewell: Farewell,
    /// The echo of the keyboard, where the input is one.
    echo: Option<Echo>,
    input: R,
    page: Page<W>,
    /// The card of the current step.
    card: Option<Card>,
    /// The choice that an empty line takes.
    chosen: Option<usize>,
    /// What was found last, and by which words; a number chooses from it until something else is said.
    found: Option<(Vec<Found>, String)>,
    /// How many of the hits were read out.
    read_out: usize,
    /// The text that was copied last.
    copied: Option<String>,
    /// Why something is in memory only.
    unsaved: Option<Message>,
    /// That has been said since the last line that was read.
    warned: bool,
    /// The transcript that is about to be written.
    review: Option<Draft>,
    /// The step has not been printed yet.
    stale: bool,
    leaving: bool,
}

impl<'a, R: BufRead, W: Write> Plain<'a, R, W> {
    /// The line mode over a guide. `width` is how wide lines may get, in columns.
    pub fn new(
        mut guide: Guide,
        mut unfinished: Vec<Unfinished>,
        driver: &'a mut Driver,
        clock: &'a Clock,
        input: R,
        output: W,
        width: usize,
    ) -> Plain<'a, R, W> {
        guide.names = Names::Words;
        unfinished.iter_mut().for_each(|one| one.rename(&guide.library));
        Plain {
            guide,
            unfinished,
            driver,
            clock,
            farewell: Farewell::default(),
            echo: None,
            input,
            page: Page::new(output, width),
            card: None,
            chosen: None,
            found: None,
            read_out: 0,
            copied: None,
            unsaved: None,
            warned: false,
            review: None,
            stale: true,
            leaving: false,
        }
    }

    /// Keeps `farewell` at what is to be said when a signal ends the program.
    pub fn last_words(&mut self, farewell: &Farewell) {
        self.farewell = farewell.clone();
    }

    /// Begins a session at a step.
    pub fn begin(&mut self, at: Address, item: Option<&str>, given: Option<String>) -> io::Result<()> {
        let effects = self.guide.begin(at, item, given, self.clock.now());
        self.stepped(effects)?;
        match self.guide.opened() {
            Some(text) => self.page.say(&text),
            None => Ok(()),
        }
    }

    /// Takes over a session from a hand-off file.
    pub fn receive(&mut self, handoff: Handoff) -> io::Result<()> {
        let effects = self.guide.receive(handoff, self.clock.now());
        self.stepped(effects)
    }

    /// Goes on with a session whose log the driver has opened.
    pub fn resume(&mut self, opened: Report) -> io::Result<()> {
        let more = self.report(opened)?;
        self.perform(more)
    }

    /// Talks with the person until they leave or there is no more input. Returns the guide as it stands then.
    pub fn run(mut self) -> io::Result<Guide> {
        while !self.leaving {
            if std::mem::take(&mut self.stale) {
                self.show()?;
            }
            let Some(line) = self.read()? else { break };
            self.warned = false;
            self.take(&line)?;
        }
        // Where nobody answers any more, what is masked is as it was said so far.
        self.write_draft()?;
        let last = last_words(&self.guide, self.driver);
        for line in last.lines() {
            // A command is copied whole.
            if line.contains("unsnag ") { self.page.verbatim(line) } else { self.page.say(line) }?;
        }
        self.page.flush()?;
        Ok(self.guide)
    }

    fn place(&self) -> Place {
        match self.guide.session() {
            None => Place::Start,
            Some(_) if self.review.is_some() => Place::Review,
            Some(_) => Place::Session,
        }
    }

    fn take(&mut self, line: &str) -> io::Result<()> {
        match (self.place(), said::read(line, self.place())) {
            (_, Said::Wrong(action)) => {
                let row = action::binding(action);
                let (word, takes) = row.map(|row| (row.word, row.takes)).unwrap_or_default();
                let usage = format!("{word} {takes}");
                self.say("plain.usage", &[("usage", usage.trim())])
            }
            (Place::Review, said) => self.said_in_review(said),
            (_, Said::Act(action, rest)) => self.act(action, rest),
            (Place::Start, said) => self.at_start(said),
            (_, Said::Nothing) => self.choose_default(),
            (_, Said::Number(number)) => self.choose_number(number),
            (_, Said::Words(words)) => self.choose_by_words(words),
        }
    }

    /// Gives an input to the session that leads to another step.
    fn give(&mut self, input: Input) -> io::Result<()> {
        let effects = self.guide.input(input, self.clock.now());
        self.stepped(effects)
    }

    /// Shows the step that the session is at now, or says why nothing happened.
    fn stepped(&mut self, effects: Result<Vec<Effect>, Say>) -> io::Result<()> {
        match effects {
            Ok(effects) => {
                self.renew();
                self.perform(effects)?;
                self.say_news()
            }
            Err(Say(text)) => self.page.say(&text),
        }
    }

    fn say_news(&mut self) -> io::Result<()> {
        self.guide.news().map_or(Ok(()), |news| self.page.say(&news))
    }

    /// Gives an input that stays at the step.
    fn note_down(&mut self, input: Input) -> io::Result<bool> {
        match self.guide.input(input, self.clock.now()) {
            Ok(effects) => {
                self.card = self.guide.card();
                self.perform(effects)?;
                Ok(true)
            }
            Err(Say(text)) => {
                self.page.say(&text)?;
                Ok(false)
            }
        }
    }

    fn renew(&mut self) {
        self.card = self.guide.card();
        self.chosen = self.card.as_ref().and_then(|card| match card.choices.as_slice() {
            // Nothing is decided by going on.
            [only] if matches!(only.does, Does::Answer(_)) => Some(0),
            _ => card.preselected,
        });
        self.found = None;
        self.stale = true;
    }

    /// Performs effects in order; what comes of one may ask for more.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if let Some(report) = self.driver.perform(effect, self.page.out()) {
                effects.extend(self.report(report)?);
            }
        }
        self.farewell.set(last_words(&self.guide, self.driver));
        let unsaved = self.unsaved.as_ref().map(|_| self.guide.strings.get("plain.interrupt"));
        self.farewell.ask(unsaved.unwrap_or_default());
        Ok(())
    }

    /// Says that something is in memory only.
    fn warn(&mut self) -> io::Result<()> {
        let why = self.unsaved.as_ref().map(|why| why.in_words(self.guide.strings)).unwrap_or_default();
        self.warned = true;
        self.say("ui.unsaved", &[("why", &why)])
    }

    fn report(&mut self, report: Report) -> io::Result<Vec<Effect>> {
        match report {
            Report::Saved => {
                if self.unsaved.take().is_some() {
                    self.say("ui.saved-again", &[])?;
                }
            }
            Report::Named { asked, id } => {
                self.guide.named(&asked, id);
                return self.report(Report::Saved);
            }
            Report::Unsaved(why) => {
                if self.unsaved.as_ref() != Some(&why) {
                    self.unsaved = Some(why);
                    self.warn()?;
                }
            }
            Report::Rewritten(why) => {
                self.unsaved = None;
                self.say("ui.rewritten", &[("why", &why)])?;
            }
            Report::Copied { command, text, way, said, undoes } => {
                return self.was_copied(command, text, way, &said, undoes);
            }
            Report::Exported { path, format, redaction } => {
                let path = path.display().to_string();
                self.say("ui.exported", &[("path", &path)])?;
                self.page.say(&summary(&redaction, self.guide.strings))?;
                let redaction = Some(redaction);
                let exported =
                    self.guide.input(Input::Exported { format, path, redaction }, self.clock.now());
                return Ok(exported.unwrap_or_default());
            }
            Report::Taken { path } => {
                let shown = path.display().to_string();
                if self.agrees("plain.overwrite", &[("path", &shown)])? {
                    return Ok(self.review.iter().map(|draft| draft.write(true)).collect());
                }
            }
            Report::NotCopied(why) | Report::NotExported(why) | Report::NotOpened(why) => {
                self.page.say(&why.in_words(self.guide.strings))?;
            }
            Report::Opened { id, lines, notices, flows } => {
                for notice in notices {
                    self.page.say(&notice.in_words(self.guide.strings))?;
                }
                let (records, bad) = decode(&lines);
                if !bad.is_empty() {
                    self.say("ui.bad-lines", &[("count", &bad.len().to_string())])?;
                }
                match self.guide.resume(&id, Session::replay(records), &flows, self.clock.now()) {
                    Ok(effects) => {
                        self.renew();
                        self.say_news()?;
                        return Ok(effects);
                    }
                    Err(Say(text)) => self.page.say(&text)?,
                }
            }
        }
        Ok(Vec::new())
    }

    /// Prints where the person is.
    fn show(&mut self) -> io::Result<()> {
        // The warning stands: it comes again with each step.
        if !self.warned && self.unsaved.is_some() {
            self.warn()?;
        }
        if self.place() == Place::Start {
            return self.show_start();
        }
        let Some(card) = &self.card else { return self.say("plain.card-missing", &[]) };
        let strings = self.guide.strings;
        let shown = self.guide.reading().map(|reading| reading.shown.as_slice()).unwrap_or_default();
        step::print(&mut self.page, &self.guide.progress(), card, shown, strings)?;
        self.say_default()
    }

    /// Says what an empty line does.
    fn say_default(&mut self) -> io::Result<()> {
        let choice = self.chosen.and_then(|index| Some((index, self.card.as_ref()?.choices.get(index)?)));
        match choice.map(|(index, choice)| ((index + 1).to_string(), crate::text::plain(&choice.label))) {
            Some((number, choice)) => self.say("plain.default", &[("number", &number), ("choice", &choice)]),
            None => self.say("plain.say-number", &[]),
        }
    }
}
