//! The start: what went wrong, what was found, unfinished sessions.

use super::Plain;
use super::said::{Said, number};
use crate::host::effect::Effect;
use crate::search::Found;
use crate::text::Span;
use crate::ui::action::{Action, word_of};
use crate::ui::welcome;
use std::io::{self, BufRead, Write};

/// The most hits that are kept.
const HITS: usize = 50;
/// How many of them are read out at once.
const AT_ONCE: usize = 5;
/// How many unfinished sessions are offered.
const OFFERED: usize = 3;
/// The word that asks for all of them.
const ALL: &str = "all";

impl<R: BufRead, W: Write> Plain<'_, R, W> {
    /// Searches for what was said on the command line, if anything was.
    pub fn search_first(&mut self, words: &str) -> io::Result<()> {
        if words.trim().is_empty() {
            return Ok(());
        }
        self.stale = false;
        self.search(words)
    }

    /// Says what this is, and what to say, to a person who has not been here before.
    pub fn greet(&mut self) -> io::Result<()> {
        welcome::lines(self.guide.strings, &self.guide.names)
            .iter()
            .try_for_each(|line| self.page.say(line))?;
        self.page.gap()
    }

    pub(super) fn show_start(&mut self) -> io::Result<()> {
        let packs = self.guide.library.packs.len().to_string();
        let problems = self.guide.library.flows.len().to_string();
        self.say("plain.counts", &[("packs", &packs), ("problems", &problems)])?;
        self.offer_unfinished(OFFERED)?;
        self.say("ui.ask", &[])?;
        self.say("plain.start-hint", &[])
    }

    fn offer_unfinished(&mut self, most: usize) -> io::Result<()> {
        if self.unfinished.is_empty() {
            return Ok(());
        }
        self.say("plain.unfinished", &[])?;
        for (index, one) in self.unfinished.clone().iter().take(most).enumerate() {
            let text = one.in_words(self.clock.now(), self.guide.strings);
            self.page.item(&format!("{} ", index + 1), &[Span::plain(text)])?;
        }
        match self.unfinished.len().saturating_sub(most) {
            0 => Ok(()),
            more => {
                let word = format!("{} {ALL}", word_of(Action::Resume));
                self.say("plain.unfinished-more", &[("count", &more.to_string()), ("say", &word)])
            }
        }
    }

    pub(super) fn at_start(&mut self, said: Said<'_>) -> io::Result<()> {
        let listed = self.found.as_ref().map_or(0, |(hits, _)| hits.len());
        match said {
            Said::Nothing if listed > 0 => self.open(self.chosen.unwrap_or(0)),
            Said::Nothing => self.say("plain.start-hint", &[]),
            Said::Number(number) if (1..=listed).contains(&number) => self.open(number - 1),
            // A longer number may be a code.
            Said::Number(number @ ..100) => self.say("plain.no-hit", &[("number", &number.to_string())]),
            Said::Number(number) => self.search(&number.to_string()),
            Said::Words(words) if words.eq_ignore_ascii_case(word_of(Action::Paste)) => {
                self.say("plain.paste", &[])?;
                let text = self.collect("")?;
                self.search(&text)
            }
            Said::Words(words) => self.search(words),
            Said::Act(..) | Said::Wrong(_) => Ok(()),
        }
    }

    /// Searches; with nothing to search for lists every problem.
    pub(super) fn search(&mut self, query: &str) -> io::Result<()> {
        let query = query.trim();
        let hits = if query.is_empty() { self.everything() } else { self.guide.search(query, HITS) };
        if hits.is_empty() {
            return self.nothing_found();
        }
        self.say("plain.found", &[("count", &hits.len().to_string())])?;
        self.list_hits(hits, query)
    }

    /// Says what to try, and offers to begin with questions.
    fn nothing_found(&mut self) -> io::Result<()> {
        self.say("ui.no-hits", &[])?;
        let begin: Vec<Found> =
            self.guide.triage().iter().filter_map(|(at, _)| self.problem(&at.flow)).collect();
        self.found = None;
        if begin.is_empty() {
            return Ok(());
        }
        self.say("plain.list", &[("title", self.guide.strings.get("ui.triage"))])?;
        self.list_hits(begin, "")
    }

    /// Takes hits to choose from, and reads out the first of them.
    fn list_hits(&mut self, hits: Vec<Found>, query: &str) -> io::Result<()> {
        self.read_out = 0;
        self.chosen = match self.guide.session() {
            // In a session an empty line stays where the person is.
            Some(_) => self.chosen,
            None => Some(0),
        };
        self.found = Some((hits, query.to_owned()));
        self.read_hits()
    }

    fn everything(&self) -> Vec<Found> {
        self.guide.library.flows.keys().filter_map(|flow| self.problem(flow)).collect()
    }

    /// A problem as if it had been found.
    fn problem(&self, flow: &str) -> Option<Found> {
        let library = &self.guide.library;
        let flow = library.flow(flow)?;
        Some(Found {
            at: flow.address(&flow.start),
            whole: true,
            item: None,
            title: flow.title.text.clone(),
            marks: Vec::new(),
            pack: library.pack_of(flow).map(|pack| pack.title.text.clone()).unwrap_or_default(),
            why: Vec::new(),
            line: None,
            score: 0.0,
            weak: false,
        })
    }

    /// Reads out the next hits.
    pub(super) fn read_hits(&mut self) -> io::Result<()> {
        let Some((hits, query)) = &self.found else { return self.say("plain.no-more", &[]) };
        let all = query.is_empty();
        let from = self.read_out;
        let next: Vec<Found> =
            hits.iter().skip(from).take(if all { HITS } else { AT_ONCE }).cloned().collect();
        let (total, first) = (hits.len(), hits.first().map(|hit| hit.title.clone()).unwrap_or_default());
        if next.is_empty() {
            return self.say("plain.no-more", &[]);
        }
        self.read_out += next.len();
        for (index, hit) in next.iter().enumerate() {
            let pack =
                self.guide.library.node(&hit.at).and_then(|(flow, _)| self.guide.library.pack_of(flow));
            let origin = pack.and_then(|pack| pack.origin.as_deref());
            // Whose it is, if it is not the program's own.
            let place = origin.map(|place| self.guide.strings.fill("ui.pack-from", &[("place", place)]));
            let whose: Vec<&str> = [hit.pack.as_str()].into_iter().chain(place.as_deref()).collect();
            let strings = self.guide.strings;
            let mut text = format!("{}{}", hit.title, strings.aside(&strings.clauses(&whose)));
            if !hit.why.is_empty() {
                // By ear more than two reasons are forgotten.
                let why = self.guide.strings.clauses(hit.why.get(..2).unwrap_or(&hit.why));
                let key = if hit.weak { "ui.weak" } else { "plain.why" };
                text = format!("{text}: {}", self.guide.strings.fill(key, &[("why", &why)]));
            }
            self.page.item(&format!("{} ", from + index + 1), &[Span::plain(text)])?;
            let before = index.checked_sub(1).and_then(|before| next.get(before)?.line.as_ref());
            if let Some(line) = hit.line.as_ref().filter(|line| before != Some(line)) {
                self.page.verbatim(&format!("   {}: {}", line.number, line.text))?;
            }
        }
        let left = total - self.read_out;
        if left > 0 {
            self.say("plain.more-hits", &[("count", &left.to_string())])?;
        }
        match self.guide.session() {
            Some(_) => self.say("plain.go-or-stay", &[]),
            None if from > 0 => Ok(()),
            None => self.say("plain.default", &[("number", "1"), ("choice", &first)]),
        }
    }

    /// Begins with a hit.
    fn open(&mut self, index: usize) -> io::Result<()> {
        let Some((hits, query)) = self.found.take() else { return Ok(()) };
        let Some(hit) = hits.get(index) else { return Ok(()) };
        self.say("plain.chosen", &[("choice", &hit.title)])?;
        let given = (!query.is_empty()).then_some(query);
        self.begin(hit.at.clone(), hit.item.as_deref(), given)
    }

    /// Goes to a hit from within a session.
    pub(super) fn go_to(&mut self, hit: &Found, query: String) -> io::Result<()> {
        self.say("plain.chosen", &[("choice", &hit.title)])?;
        let before = self.guide.opened();
        let effects = self.guide.jump(hit.at.clone(), hit.item.as_deref(), Some(&query), self.clock.now());
        self.stepped(effects)?;
        // What the text at the beginning has answered was said then.
        let opened = self.guide.opened().filter(|opened| before.as_ref() != Some(opened));
        opened.map_or(Ok(()), |text| self.page.say(&text))
    }

    /// Goes on with an unfinished session, the newest unless another is named, or lists them all.
    pub(super) fn take_up(&mut self, which: &str) -> io::Result<()> {
        if which.eq_ignore_ascii_case(ALL) && !self.unfinished.is_empty() {
            return self.offer_unfinished(usize::MAX);
        }
        let number = number(which).unwrap_or(1);
        let one = self.unfinished.get(number.wrapping_sub(1)).map(|one| (one.id.clone(), one.title.clone()));
        match one {
            Some((id, title)) => {
                self.say("plain.chosen", &[("choice", &title)])?;
                self.perform(vec![Effect::Open { id }])
            }
            None => self.say("ui.nothing-unfinished", &[]),
        }
    }

    /// Leaves the session for the start; the session is kept.
    pub(super) fn go_home(&mut self) -> io::Result<()> {
        let id = self.guide.id().to_owned();
        match self.unsaved {
            None => self.say("ui.kept", &[("id", &id)])?,
            Some(_) => self.say("ui.kept-in-memory", &[])?,
        }
        self.unfinished.retain(|one| one.id != id);
        if let Some(one) = self.guide.unfinished() {
            self.unfinished.insert(0, one);
        }
        self.guide.close();
        self.card = None;
        self.chosen = None;
        self.found = None;
        self.stale = true;
        self.perform(vec![Effect::Close])
    }
}
