//! Saying and asking: a sentence, a line, a yes.

use super::Plain;
use super::said::{Said, read};
use crate::ui::action::{Action, Place, of_word, word_of};
use crate::ui::guide::{RanQuestion, Say};
use crate::ui::time::clock_time;
use std::io::{self, BufRead, Read, Write};

/// The longest line that is read, in bytes.
const LONGEST: u64 = 1024 * 1024;

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// Reads a line; none at the end of input.
    pub(super) fn read(&mut self) -> io::Result<Option<String>> {
        let shows = self.echo.is_some();
        self.page.prompt(self.guide.strings.get("plain.prompt"), shows)?;
        let line = self.read_raw()?;
        if line.is_none() && shows {
            // What is printed next does not belong behind the word.
            self.page.gap()?;
        }
        Ok(line)
    }

    /// Reads a line without a prompt.
    pub(super) fn read_raw(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        (&mut self.input).take(LONGEST).read_until(b'\n', &mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok((!bytes.is_empty()).then(|| text.trim_end_matches(['\n', '\r']).to_owned()))
    }

    /// Prints a sentence of the program.
    pub(super) fn say(&mut self, key: &str, values: &[(&str, &str)]) -> io::Result<()> {
        self.page.say(&self.guide.strings.fill(key, values))
    }

    /// Asks for a yes; everything else, and the end of input, is a no.
    pub(super) fn agrees(&mut self, key: &str, values: &[(&str, &str)]) -> io::Result<bool> {
        let question = self.guide.strings.fill(key, values);
        self.agrees_to(&question)
    }

    /// The same with a question that is worded already.
    pub(super) fn agrees_to(&mut self, question: &str) -> io::Result<bool> {
        self.page.say(&self.guide.strings.fill("plain.yes-no", &[("question", question)]))?;
        let yes = self.guide.strings.get("ui.key.yes");
        let answer = self.read()?.unwrap_or_default().trim().to_lowercase();
        let agreed = answer == yes || answer == "yes" || answer == "y";
        self.say(if agreed { "plain.agreed" } else { "plain.declined" }, &[])?;
        Ok(agreed)
    }

    /// Asks for a line of text.
    pub(super) fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.page.say(question)?;
        let line = self.read()?;
        Ok(line.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()))
    }

    /// Asks about commands that may have been run. Says whether to go on with what comes then: not after `back`.
    pub(super) fn asks_ran(&mut self, leaving: bool) -> io::Result<bool> {
        let unasked = self.guide.unasked(leaving);
        self.ask_ran(unasked)
    }

    pub(super) fn ask_ran(&mut self, questions: Vec<RanQuestion>) -> io::Result<bool> {
        for question in questions {
            self.say("ui.ran.ask", &[("time", &clock_time(question.at))])?;
            self.page.verbatim(&question.text)?;
            self.say("ui.ran.title", &[])?;
            let yes = loop {
                let words = [Action::Yes, Action::No, Action::Later, Action::Back].map(word_of);
                let names = [("yes", words[0]), ("no", words[1]), ("later", words[2]), ("back", words[3])];
                self.say("plain.ran-words", &names)?;
                // Without a person there is nobody to ask.
                let Some(line) = self.read()? else { return Ok(true) };
                match (read(&line, Place::Asked), of_word(line.trim(), Place::Session)) {
                    (Said::Act(Action::Yes, _), _) => break Some(true),
                    (Said::Act(Action::No, _), _) => break Some(false),
                    (Said::Act(Action::Later, _), _) => break None,
                    (_, Some(Action::Back)) => {
                        self.stale = true;
                        return Ok(false);
                    }
                    _ => {}
                }
            };
            match self.guide.ran(question.n, yes, self.clock.now()) {
                Ok(effects) => self.perform(effects)?,
                Err(Say(why)) => self.page.say(&why)?,
            }
        }
        Ok(true)
    }
}
