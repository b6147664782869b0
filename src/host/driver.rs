//! Performs effects: the one place where what the guide decided happens outside.

use std::io::Write;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Map, Value};

use crate::host::atomic::{self, Existing, WriteError};
use crate::host::clipboard::{self, ClipboardChoice, Route, Wrapping};
use crate::host::effect::{Effect, Report};
use crate::host::journal::{Journal, OpenError, Sessions};
use crate::host::kept_flows::{KeptFlows, ToKeep};
use crate::host::{Environment, Paths};
use crate::session::journal::decode;
use crate::text::Message;

/// The largest log that is read for the start screen, in bytes; longer ones are still resumed by id.
const LISTED: u64 = 1024 * 1024;

/// Performs the effects of one run of the program, in order.
pub struct Driver {
    store: Store,
    /// Sessions of this run: the last one is under way, those before wait in memory because they could not be saved.
    sessions: Vec<Current>,
    /// The session that was opened and is not yet gone on with.
    opened: Option<Current>,
    routes: Vec<Route>,
    flows: Option<KeptFlows>,
    /// Flows that are being kept: reading them again takes longer than a frame may.
    keeping: Option<Receiver<()>>,
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.finish_keeping();
    }
}

/// How long flows may take to be kept before nobody waits for it any more.
const KEEPING: Duration = Duration::from_secs(10);

enum Store {
    Folder(Sessions),
    /// There is nowhere to write.
    Nowhere,
    /// Nothing is written, on purpose: pictures. Kept sessions can be looked at.
    Off(Option<Sessions>),
}

struct Current {
    /// The id that the faces know it by; the journal's differs when that was taken, until they are told.
    id: String,
    journal: Journal,
    /// The records, so that a session that is in memory only can be taken up again.
    lines: Vec<String>,
    /// Why it is in memory only from the beginning.
    homeless: Option<Message>,
}

/// A kept session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its records, a line each, without the header.
    pub lines: Vec<String>,
}

impl Driver {
    /// A driver for these surroundings. `terminal` says whether escape sequences reach one that understands them.
    pub fn new(
        environment: &Environment,
        paths: Option<&Paths>,
        choice: ClipboardChoice,
        terminal: bool,
    ) -> Driver {
        let file = paths.map(Paths::clipboard);
        let mut routes = clipboard::ladder(environment, choice, file.as_deref());
        routes.retain(|route| terminal || !matches!(route, Route::Osc52(_)));
        let store = match paths {
            Some(paths) => Store::Folder(Sessions::at(paths.sessions())),
            None => Store::Nowhere,
        };
        let flows = paths.map(|paths| KeptFlows::at(paths.flows()));
        Driver { store, sessions: Vec::new(), opened: None, routes, flows, keeping: None }
    }

    /// A driver that writes nothing, copies nothing and locks nothing, for pictures. It answers as one would over
    /// SSH, where all goes well; sessions of this run are in memory.
    pub fn idle(paths: Option<&Paths>, choice: ClipboardChoice) -> Driver {
        let copies = choice != ClipboardChoice::Off;
        let routes =
            copies.then_some(Route::Osc52(Wrapping::Bare)).into_iter().chain([Route::Plain]).collect();
        let store = Store::Off(paths.map(|paths| Sessions::at(paths.sessions())));
        let flows = paths.map(|paths| KeptFlows::at(paths.flows()));
        Driver { store, sessions: Vec::new(), opened: None, routes, flows, keeping: None }
    }

    /// Id of the session that is under way and on disk; it may differ from the one asked for when that was taken.
    pub fn session(&self) -> Option<&str> {
        let journal = &self.sessions.last()?.journal;
        journal.unsaved().is_none().then(|| journal.id())
    }

    /// Performs an effect. `terminal` takes what goes to the terminal past the screen, such as OSC 52. `None` for
    /// what only a face can do, suspend and quit, and where there is nothing to say.
    pub fn perform(&mut self, effect: Effect, terminal: &mut dyn Write) -> Option<Report> {
        Some(match effect {
            Effect::Begin { id, header } => self.begin(&id, &header),
            Effect::Append(lines) => self.append(lines),
            Effect::Open { id } => self.open(&id),
            Effect::Continue { id } => self.go_on(&id),
            Effect::Save => self.saved(),
            Effect::Close => {
                // Its lock is free for others, unless it is in memory only.
                self.sessions.retain_mut(|one| one.journal.flush().is_err());
                self.saved()
            }
            Effect::Export { path, format, redaction, .. } if self.writes_nothing() => {
                Report::Exported { path, format, redaction }
            }
            Effect::Copy { command, text, undoes } => match clipboard::copy(&text, &self.routes, terminal) {
                Ok(outcome) => {
                    let (way, said) = (outcome.route.name(), outcome.message());
                    Report::Copied { command, way, said, text, undoes }
                }
                Err(refusal) => Report::NotCopied(refusal.message()),
            },
            // Standard output is not here; a file of that name is meant by nobody.
            Effect::Export { path, .. } if path.as_os_str() == "-" => {
                Report::NotExported(WriteError::NoName(path).message())
            }
            Effect::Export { path, format, text, force, redaction } => {
                let existing = if force { Existing::Replace } else { Existing::Keep };
                match atomic::write(&path, text.as_bytes(), existing) {
                    Ok(()) => Report::Exported { path, format, redaction },
                    Err(WriteError::Exists(path)) => Report::Taken { path },
                    Err(error) => Report::NotExported(error.message()),
                }
            }
            Effect::Keep(flows) => {
                self.keep(flows);
                return None;
            }
            Effect::Mouse(_) | Effect::Suspend | Effect::Quit => return None,
        })
    }

    /// The kept sessions, newest first, `most` of them, and what could not be read.
    pub fn kept(&self, most: usize) -> (Vec<Kept>, Vec<Message>) {
        match &self.store {
            Store::Folder(sessions) => newest(sessions, most),
            Store::Nowhere | Store::Off(_) => (Vec::new(), Vec::new()),
        }
    }

    fn writes_nothing(&self) -> bool {
        matches!(self.store, Store::Off(_))
    }

    fn begin(&mut self, id: &str, header: &str) -> Report {
        let header: Map<String, Value> = serde_json::from_str(header).unwrap_or_default();
        let (journal, homeless) = match &self.store {
            Store::Folder(sessions) => (sessions.create(id, header), None),
            Store::Nowhere | Store::Off(_) => homeless(id, Message::new("host.session.no-home")),
        };
        self.take(Current { id: id.to_owned(), journal, lines: Vec::new(), homeless });
        self.saved()
    }

    fn append(&mut self, lines: Vec<String>) -> Report {
        let Some(current) = self.sessions.last_mut() else { return Report::Saved };
        let result = current.journal.append(&lines);
        current.lines.extend(lines);
        match (result, &current.homeless) {
            (Err(unsaved), None) => unsaved.into(),
            _ => self.saved(),
        }
    }

    fn open(&mut self, id: &str) -> Report {
        // What this run holds itself is locked by it, and may be in memory only.
        let own = self.sessions.iter().position(|one| one.id == id || one.journal.id() == id);
        let (opened, notices) = match (own.map(|index| self.sessions.remove(index)), &self.store) {
            (Some(own), _) => (own, Vec::new()),
            (None, Store::Folder(sessions)) => match sessions.open(id) {
                Ok(opened) => {
                    let notices = opened.contents.notices.iter().map(|notice| notice.message()).collect();
                    let lines = opened.contents.records.into_iter().map(|record| record.text).collect();
                    let journal = opened.journal;
                    (Current { id: id.to_owned(), journal, lines, homeless: None }, notices)
                }
                Err(error) => return Report::NotOpened(error.message()),
            },
            (None, Store::Off(Some(sessions))) => match sessions.read(id) {
                Ok(contents) => {
                    let notices = contents.notices.iter().map(|notice| notice.message()).collect();
                    let lines = contents.records.into_iter().map(|record| record.text).collect();
                    let (journal, homeless) = homeless(id, Message::new("host.session.no-home"));
                    (Current { id: id.to_owned(), journal, lines, homeless }, notices)
                }
                Err(error) => return Report::NotOpened(error.message()),
            },
            (None, _) => return Report::NotOpened(OpenError::Missing.message()),
        };
        let flows = self.flows.as_ref().map(|flows| flows.of(&decode(&opened.lines).0)).unwrap_or_default();
        let report = Report::Opened { id: id.to_owned(), lines: opened.lines.clone(), notices, flows };
        self.opened = Some(Current { id: id.to_owned(), ..opened });
        report
    }

    fn go_on(&mut self, id: &str) -> Report {
        let Some(opened) = self.opened.take().filter(|opened| opened.id == id) else { return Report::Saved };
        self.take(opened);
        self.saved()
    }

    /// Makes a session the one under way. Those before are done with if they are on disk.
    fn take(&mut self, current: Current) {
        self.sessions.retain_mut(|one| one.journal.flush().is_err());
        self.sessions.push(current);
    }

    /// Keeps flows beside everything else. That a flow could not be kept is no reason to stop anybody: a transcript
    /// has the texts of today then.
    fn keep(&mut self, flows: Vec<ToKeep>) {
        let Some(folder) = self.flows.clone().filter(|_| !self.writes_nothing()) else { return };
        self.finish_keeping();
        let (done, kept) = mpsc::channel();
        let keep = move || {
            flows.iter().for_each(|flow| drop(folder.keep(flow)));
            let _ = done.send(());
        };
        let thread = std::thread::Builder::new().name("keep".to_owned());
        self.keeping = thread.spawn(keep).is_ok().then_some(kept);
    }

    fn finish_keeping(&mut self) {
        // Not for ever: a thread that has panicked never ends.
        if let Some(kept) = self.keeping.take() {
            let _ = kept.recv_timeout(KEEPING);
        }
    }

    /// Tries once more to save what is in memory only, and says whether anything still is.
    fn saved(&mut self) -> Report {
        if self.writes_nothing() {
            return Report::Saved;
        }
        for one in self.sessions.iter_mut().rev() {
            if one.journal.unsaved().is_some()
                && let Err(unsaved) = one.journal.flush()
            {
                return one.homeless.clone().map_or_else(|| unsaved.into(), Report::Unsaved);
            }
        }
        match self.sessions.last_mut() {
            Some(one) if one.id != one.journal.id() => {
                let id = one.journal.id().to_owned();
                Report::Named { asked: std::mem::replace(&mut one.id, id.clone()), id }
            }
            _ => Report::Saved,
        }
    }
}

/// The kept sessions, newest first, `most` of them, and what could not be read.
pub fn newest(sessions: &Sessions, most: usize) -> (Vec<Kept>, Vec<Message>) {
    let entries = match sessions.list() {
        Ok(entries) => entries,
        Err(error) => {
            return (Vec::new(), vec![Message::new("host.session.none-read").with("why", error)]);
        }
    };
    let (mut kept, mut notices) = (Vec::new(), Vec::new());
    for entry in entries.into_iter().filter(|entry| entry.bytes <= LISTED).take(most) {
        match sessions.read(&entry.id) {
            Ok(contents) => {
                let lines = contents.records.into_iter().map(|record| record.text).collect();
                kept.push(Kept { id: entry.id, lines });
            }
            // A session that was killed before its first record, or deleted just now, is none.
            Err(OpenError::Empty | OpenError::Missing) => {}
            Err(error) => {
                notices
                    .push(Message::new("host.session.one-unread").with("id", &entry.id).with("why", error));
            }
        }
    }
    (kept, notices)
}

/// A session that stays in memory, for this reason.
fn homeless(id: &str, why: Message) -> (Journal, Option<Message>) {
    (Journal::in_memory(id, why.to_string()), Some(why))
}
