//! What a command works with: the surroundings, the flows and what is wrong with them, the kept sessions.

use super::args::Global;
use super::config::{Origin, Settings};
use super::redaction::policy_named;
use super::sources::{From, Sources, read};
use crate::flow::diagnostic::sort;
use crate::flow::library::{Content, LoadedFile};
use crate::flow::yaml::Step;
use crate::flow::{Diagnostic, Flow, Library, Loaded, bundled};
use crate::host::greeted::is_first_run;
use crate::host::overview::{Seen, overview};
use crate::host::{
    Clock, Driver, Environment, IndexFile, Kept, KeptFlows, Paths, Sessions, hashes, newest, packs,
};
use crate::redact::Policy;
use crate::search::FinderAhead;
use crate::search::Recent;
use crate::session::journal::decode;
use crate::session::{Event, History, Record, Session, State};
use crate::text::sort;
use crate::text::{Message, Strings, lang};
use crate::transcript::Masking;
use crate::ui::guide::{Graphs, Guide};
use crate::ui::time::days_ago;
use crate::ui::unfinished::{Earlier, ReadEarlier, Unfinished};
use anyhow::{Result, bail};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Of how many kept sessions it is known at the start how they stand and what was opened in them.
const RECENT: usize = 50;

/// What a command works with.
pub struct Setup {
    pub environment: Environment,
    pub settings: Settings,
    pub paths: Option<Paths>,
    pub clock: Clock,
    pub library: Arc<Library>,
    /// Where the packs are from that the program does not carry, by id.
    pub origins: BTreeMap<String, From>,
    /// What is wrong with the flows, a line each.
    pub faults: Vec<String>,
    /// Language tag.
    pub lang: String,
    /// Why it is not the language that was asked for.
    pub notice: Option<String>,
    /// Sessions are only for looking.
    pub read_only: bool,
    /// What worked here before does not matter.
    pub no_history: bool,
    /// What is masked in transcripts.
    pub policy: Policy,
}

impl Setup {
    /// Loads the bundled flows and those that were asked for.
    pub fn load(global: &Global) -> Result<Setup> {
        let environment = Environment::read();
        let mut settings = Settings::load(global, &environment)?;
        let paths = Paths::find(&environment);
        let sources = Sources::read(global, &mut settings, paths.as_ref())?;
        let mut loaded = Library::load(sources.documents());
        let origins = sources.mark(&mut loaded);
        let mut diagnostics = sources.diagnostics;
        diagnostics.extend(loaded.diagnostics);
        let (lang, mut notice) = language(&settings, &environment, &loaded.library);
        if let (Origin::Config, Some(why)) = (settings.language.origin, &notice)
            // Otherwise the terminal has no such characters, which is no fault of the file.
            && environment.shows_cjk()
        {
            let help = "write the tag of a language that there are texts in, such as en, sv, zh-TW or zh-CN";
            settings.report(&[Step::Key("language")], why.clone(), help);
            notice = None;
        }
        let mut faults: Vec<String> = settings.faults().iter().chain(&diagnostics).map(in_one_line).collect();
        // A policy that cannot be read must not let anything out: everything is masked then.
        let policy = settings.redact.value.as_deref().map(|name| policy_named(Path::new(name)));
        let policy = policy.unwrap_or(Ok(Policy::all())).unwrap_or_else(|fault| {
            faults.push(format!("{fault:#}"));
            Policy::all()
        });
        let library = Arc::new(loaded.library);
        let (read_only, no_history) = (global.read_only, global.no_history);
        let clock = global.now.map_or_else(Clock::system, Clock::fixed);
        Ok(Setup {
            environment,
            settings,
            paths,
            clock,
            library,
            origins,
            faults,
            lang,
            notice,
            read_only,
            no_history,
            policy,
        })
    }

    /// The same with another policy for transcripts, if there is one.
    pub fn masked_by(mut self, policy: Option<Policy>) -> Setup {
        if let Some(policy) = policy {
            self.policy = policy;
        }
        self
    }

    /// A driver that speaks to this terminal.
    pub fn driver(&self) -> Driver {
        let dumb = self.environment.term().is_none_or(|term| term == "dumb");
        let terminal = self.environment.streams.stdout && !dumb;
        Driver::new(&self.environment, self.paths.as_ref(), self.settings.clipboard.value, terminal)
    }

    /// Whether this person has never been greeted, which is so once.
    pub fn is_first_run(&self) -> bool {
        self.paths.as_ref().is_some_and(is_first_run)
    }

    /// A guide over the flows.
    pub fn guide(&self, history: History) -> Guide {
        let history = if self.no_history { History::default() } else { history };
        let mut guide = Guide::new(Arc::clone(&self.library), &self.lang, history);
        guide.read_only = self.read_only;
        guide.shows_cjk = self.environment.shows_cjk();
        guide.masking = Masking { policy: self.policy.clone(), names: self.environment.names() };
        if let Some(paths) = &self.paths {
            guide.keep_index(Arc::new(IndexFile::at(paths.index())));
        }
        guide
    }

    /// Search over the flows, for commands without a guide.
    pub fn finder(&self) -> FinderAhead {
        let library = Arc::clone(&self.library);
        match &self.paths {
            Some(paths) => FinderAhead::kept(library, Arc::new(IndexFile::at(paths.index()))),
            None => FinderAhead::new(library),
        }
    }

    /// What was opened lately, by the kept sessions.
    pub fn recent(&self) -> Recent {
        let heads = self.sessions().map(|sessions| sessions.heads(RECENT)).unwrap_or_default();
        let mut recent = Recent::default();
        heads.iter().for_each(|lines| opened(&mut recent, &decode(lines).0, self.clock.now()));
        recent
    }

    /// Reads the newest sessions when it is called.
    pub fn earlier(&self) -> ReadEarlier {
        let (library, strings, now) = (Arc::clone(&self.library), self.strings(), self.clock.now());
        let sessions = self.sessions().ok();
        Box::new(move || {
            let mut earlier = Earlier::default();
            let Some(sessions) = sessions else { return earlier };
            let (kept, notices) = newest(&sessions, RECENT);
            earlier.notices.extend(notices.iter().map(|notice| notice.in_words(strings)));
            let mut graphs = Graphs::default();
            for Kept { id, lines } in kept {
                let session = Session::replay(decode(&lines).0);
                let (state, records) = (session.state(), session.records());
                opened(&mut earlier.recent, records, now);
                earlier.unfinished.extend(Unfinished::of(&id, state, records, &library, &mut graphs));
            }
            earlier
        })
    }

    /// The folder of kept sessions.
    pub fn sessions(&self) -> Result<Sessions> {
        match &self.paths {
            Some(paths) => Ok(Sessions::at(paths.sessions())),
            None => bail!("there is no home folder, so no session was ever kept; set HOME or XDG_STATE_HOME"),
        }
    }

    /// All kept sessions in short, newest first.
    pub fn overview(&self) -> Result<Vec<Seen>> {
        let sessions = self.sessions()?;
        let file = self.paths.as_ref().map(Paths::overview).unwrap_or_default();
        Ok(overview(&sessions, &file)?)
    }

    /// What worked here before: read when a group of fixes has to be put in order, not sooner.
    pub fn history(&self) -> History {
        let Some(paths) = self.paths.clone() else { return History::default() };
        History::later(Box::new(move || {
            let mut history = History::default();
            let seen = overview(&Sessions::at(paths.sessions()), &paths.overview()).unwrap_or_default();
            let counted = seen
                .into_iter()
                .filter_map(|(_, summary)| summary.ok().filter(crate::session::Summary::counts));
            counted.for_each(|summary| history.learn(&summary.tried));
            history
        }))
    }

    /// The flows, with those that a log names as they were.
    pub fn library_for(&self, records: &[Record]) -> Library {
        let state = State::fold(records);
        match &self.paths {
            Some(paths) if !state.changed_flows(&self.library).is_empty() => {
                self.library.with_kept(&KeptFlows::at(paths.flows()).of(records))
            }
            _ => (*self.library).clone(),
        }
    }

    /// Deletes the kept flows that no session needs any more; none if it is not known what a session needs.
    pub fn forget_flows(&self) {
        let Some((paths, sessions)) = self.paths.as_ref().zip(self.sessions().ok()) else { return };
        let Ok(entries) = sessions.list() else { return };
        let mut needed = BTreeSet::new();
        for entry in entries {
            let Ok(contents) = sessions.read(&entry.id) else { return };
            let lines: Vec<String> = contents.records.into_iter().map(|record| record.text).collect();
            needed.extend(hashes(&decode(&lines).0));
        }
        if let Err(error) = KeptFlows::at(paths.flows()).retain(&needed) {
            super::out::warn(&format!("kept flows could not be deleted: {error}"));
        }
    }

    /// The wording of the program.
    pub fn strings(&self) -> &'static Strings {
        Strings::for_lang(&self.lang)
    }

    /// Says on standard error what is wrong with the flows and the language.
    pub fn report_faults(&self) {
        self.notice.iter().chain(&self.faults).for_each(|fault| super::out::warn(fault));
    }
}

/// Flows that are looked at closely, among the bundled ones that they may refer to.
pub struct Looked {
    pub loaded: Loaded,
    /// The files that were named.
    own: BTreeSet<String>,
    /// What could not be read.
    unread: Vec<Diagnostic>,
}

impl Looked {
    /// Reads the flows at these paths.
    pub fn at(paths: &[PathBuf]) -> Result<Looked> {
        let (mut documents, unread) = read(paths)?;
        let own = sort::set(documents.iter().map(|one| one.source.path().to_owned()));
        // A single file is part of its pack; what is wrong with the others is not asked for.
        let mut known = own.clone();
        for path in paths.iter().filter(|path| path.is_file()) {
            let others = packs::beside(path).unwrap_or_default().documents.into_iter();
            documents.extend(others.filter(|one| known.insert(one.source.path().to_owned())));
        }
        let packs = Library::load(documents.clone()).library.packs;
        // A pack that is looked at stands for the bundled one.
        let bundled = Library::load(bundled::documents());
        let hidden = |file: &LoadedFile| match &file.content {
            Content::Pack(id) => packs.contains_key(id),
            Content::Flow(id) => bundled.library.flow(id).is_some_and(|flow| packs.contains_key(&flow.pack)),
            Content::Translation { .. } | Content::Nothing => false,
        };
        let hidden = bundled.files.iter().filter(|file| hidden(file));
        let folders = sort::set(hidden.map(|file| folder(file.source.path())));
        let others = bundled::documents().filter(|one| !folders.contains(folder(one.source.path())));
        Ok(Looked { loaded: Library::load(documents.into_iter().chain(others)), own, unread })
    }

    /// Whether a file was named.
    pub fn is_own(&self, path: &str) -> bool {
        self.own.contains(path)
    }

    /// The flows that were named, each with its file.
    pub fn flows(&self) -> impl Iterator<Item = &Arc<Flow>> {
        let own = self.loaded.files.iter().filter(|file| self.is_own(file.source.path()));
        own.filter_map(|file| match &file.content {
            Content::Flow(id) => self.loaded.library.flow(id),
            _ => None,
        })
    }

    /// Of these findings those in the files that were named, and what could not be read.
    pub fn own(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let own = findings.into_iter().filter(|one| self.is_own(one.path()));
        let mut findings: Vec<Diagnostic> = self.unread.iter().cloned().chain(own).collect();
        sort(&mut findings);
        findings
    }

    /// How many files were named.
    pub fn files(&self) -> usize {
        self.own.len()
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A finding in one line, as `file:line:column: code message`.
pub fn in_one_line(diagnostic: &Diagnostic) -> String {
    let at = diagnostic.position();
    let place = format!("{}:{}:{}", diagnostic.path(), at.line, at.column);
    format!("{place}: {} {}", diagnostic.code, diagnostic.message)
}

/// Remembers which flows were opened in a session, and how many days ago.
fn opened(recent: &mut Recent, records: &[Record], now: Timestamp) {
    for record in records {
        if let Event::Entered { flow, .. } = &record.event {
            recent.add(flow, u32::try_from(days_ago(record.at, now)).unwrap_or(0));
        }
    }
}

/// The settings, whose faults are told, and the wording that they ask for, for commands that need no flows.
///
/// # Errors
/// Settings that cannot be read.
pub fn settings_and_wording(global: &Global) -> Result<(Settings, &'static Strings)> {
    let environment = Environment::read();
    let settings = Settings::load(global, &environment)?;
    settings.faults().iter().map(in_one_line).for_each(|fault| super::out::warn(&fault));
    let strings = wording(&settings, &environment);
    Ok((settings, strings))
}

/// The wording of the program in the language that is asked for, for commands that need no flows.
pub fn wording(settings: &Settings, environment: &Environment) -> &'static Strings {
    Strings::for_lang(&language(settings, environment, &Library::default()).0)
}

/// The language to speak, and why it is not the one that was asked for.
fn language(settings: &Settings, environment: &Environment, library: &Library) -> (String, Option<String>) {
    const ENGLISH: &str = crate::flow::locale::SOURCE_LANGUAGE;
    let asked = settings.language.value.clone();
    let wanted = asked.clone().or_else(|| environment.language());
    let flows = library.flows.values().flat_map(|flow| flow.translations.keys().map(String::as_str));
    let mut known = sort::set(flows);
    for tag in Strings::languages() {
        known.insert(tag);
    }
    let message = match wanted.as_deref().map(|tag| lang::best(tag, known)) {
        None => None,
        Some(Some(tag)) if lang::is_cjk(tag) && !environment.shows_cjk() => Some(Message::new("ui.no-cjk")),
        Some(Some(tag)) => return (tag.to_owned(), None),
        // Nobody asked for the language of the locale in so many words.
        Some(None) => asked.map(|tag| Message::new("cli.no-language").with("tag", tag)),
    };
    (ENGLISH.to_owned(), message.map(|message| message.to_string()))
}
