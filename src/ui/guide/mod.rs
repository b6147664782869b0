//! The guide: everything a face can ask for, in one place. It decides nothing about how things look
//! and performs nothing; what must happen outside comes back as [`Effect`]s.

use crate::check::given_in;
use crate::flow::{Address, Library};
use crate::host::effect::Effect;
use crate::search::{FinderAhead, Found, Recent, SPARE, Shelf};
use crate::session::event::{Preset, UNSURE};
use crate::session::journal::{Header, encode};
use crate::session::output::Shown;
use crate::session::{By, Context, History, Input, Refusal, Session, Start};
use crate::text::lang;
use crate::text::strings::Strings;
use crate::text::values::Value;
use crate::text::visible::head;
use crate::transcript::Masking;
use crate::ui::card::{Card, Scene, card};
use crate::ui::keymap::{Keys, Names};
use crate::ui::words;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

mod changes;
mod export;
mod left;
mod offers;
mod pasted;
mod progress;
mod resume;
mod take_out;

pub use changes::{RanQuestion, UndoCommand};
pub use export::Draft;
pub use left::{Graphs, step_left, step_left_in_words};
pub use take_out::Copying;

/// Longest excerpt of pasted output that is kept as evidence, in bytes.
const MAX_EXCERPT: usize = 64 * 1024;

/// A sentence for the person: why something cannot be done, or what to know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say(pub String);

/// What pasted output shows at the current step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The answers that the output shows; only a single one is preselected.
    pub shown: Vec<Shown>,
    /// The output as it was kept.
    pub excerpt: String,
}

/// Everything a face needs to walk a person through flows.
pub struct Guide {
    /// The flows as they were loaded, in all languages.
    base: Arc<Library>,
    /// The same with those that the session saw when they were others.
    source: Arc<Library>,
    /// The flows in the language that is shown.
    pub library: Arc<Library>,
    /// Search over all flows and languages.
    finder: FinderAhead,
    /// Steps left, by flow; made when a flow is entered.
    graphs: Graphs,
    /// The wording of the program.
    pub strings: &'static Strings,
    /// What cards call an action: its key, or its word in line mode.
    pub names: Names,
    /// Sessions are only for looking: nothing is changed on the machine.
    pub read_only: bool,
    /// The terminal has Chinese characters.
    pub shows_cjk: bool,
    lang: String,
    history: History,
    /// What was opened lately.
    pub recent: Recent,
    /// What is masked in transcripts.
    pub masking: Masking,
    session: Option<Session>,
    /// The session can only be looked at, and nothing is added to its log.
    looking: bool,
    /// Content hashes of the flows that are kept, or will be.
    kept: BTreeSet<String>,
    id: String,
    open: Option<String>,
    reading: Option<Reading>,
    /// The text that led here, until it is kept as evidence.
    given: Option<String>,
    /// Values that stand in what was pasted.
    values: Vec<Value>,
    news: Option<String>,
}

impl Guide {
    /// A guide over a library, in the language of this tag.
    pub fn new(source: Arc<Library>, lang: &str, history: History) -> Guide {
        let library = Arc::new(source.localized(lang));
        let finder = FinderAhead::new(Arc::clone(&source));
        Guide {
            base: Arc::clone(&source),
            source,
            library,
            finder,
            graphs: Graphs::default(),
            strings: Strings::for_lang(lang),
            names: Names::Keys(Arc::new(Keys::default())),
            read_only: false,
            shows_cjk: true,
            lang: lang.to_owned(),
            history,
            recent: Recent::default(),
            masking: Masking::default(),
            session: None,
            looking: false,
            kept: BTreeSet::new(),
            id: String::new(),
            open: None,
            reading: None,
            given: None,
            values: Vec::new(),
            news: None,
        }
    }

    /// The session, if one is under way.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Id of the session.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The session that was to be kept as `asked` is kept as `id`.
    pub fn named(&mut self, asked: &str, id: String) {
        if self.id == asked {
            self.id = id;
        }
    }

    /// Language tag.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The languages there are texts in, those of the program first.
    pub fn languages(&self) -> Vec<String> {
        let mut tags: Vec<String> = Strings::languages().map(str::to_owned).collect();
        for flow in self.source.flows.values() {
            for tag in flow.translations.keys().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>()
            {
                tags.push(tag);
            }
        }
        tags
    }

    /// Searches everything.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Found> {
        let spare = limit.saturating_add(SPARE);
        let mut search = self.finder.get().search(query, spare, &self.library, self.strings);
        search.recall(&self.recent, limit, self.strings);
        search.hits
    }

    /// Where to begin when nothing is found: addresses with titles.
    pub fn triage(&self) -> Vec<(Address, String)> {
        let title = |at: &Address| self.library.flow(&at.flow).map(|flow| flow.title.text.clone());
        self.library.triage().into_iter().filter_map(|at| Some((at.clone(), title(&at)?))).collect()
    }

    /// Remembers what was opened in earlier sessions.
    pub fn recall(&mut self, mut recent: Recent) {
        if let Some(visit) = self.session.as_ref().and_then(|session| session.state().current()) {
            recent.add(&visit.at.flow, 0);
        }
        self.recent = recent;
    }

    /// Keeps the index of a large library between runs. To be said before the first search.
    pub fn keep_index(&mut self, shelf: Arc<dyn Shelf>) {
        self.finder = FinderAhead::kept(Arc::clone(&self.base), shelf);
    }

    /// What [`Guide::search`] asks, to be built before the first search.
    pub fn finder(&self) -> FinderAhead {
        self.finder.clone()
    }

    /// The card of the current step.
    pub fn card(&self) -> Option<Card> {
        let session = self.session.as_ref()?;
        let open = self.open.as_deref();
        let scene =
            Scene { library: &self.library, session, strings: self.strings, names: &self.names, open };
        let mut card = card(&scene)?;
        self.offer(&mut card);
        Some(card)
    }

    /// What to say about the last input beyond the step it led to. It is said once.
    pub fn news(&mut self) -> Option<String> {
        self.news.take()
    }

    /// What the pasted output showed, until the step is left.
    pub fn reading(&self) -> Option<&Reading> {
        self.reading.as_ref()
    }

    /// Begins a session at a node. `item` is a row or question in it; `given` is what the person typed
    /// or pasted, which may answer questions by its error texts.
    pub fn begin(
        &mut self,
        at: Address,
        item: Option<&str>,
        given: Option<String>,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Say> {
        let presets = self.presets(&at, item, given.as_deref());
        let kept = given.as_deref().map(|given| head(given, MAX_EXCERPT).to_owned());
        let start = Start {
            at: at.clone(),
            given: kept,
            presets,
            lang: self.lang.clone(),
            by: By::Person,
            read_only: self.read_only,
        };
        let session = Session::begin(&self.library, start, Context { now, history: &self.history })
            .map_err(|refusal| self.say(&refusal))?;
        self.recent.add(&at.flow, 0);
        self.id = session_id(now);
        self.open = item.map(str::to_owned);
        self.reading = None;
        let begin = Effect::Begin { id: self.id.clone(), header: encode(&Header::new(self.id.clone(), now)) };
        let lines = session.records().iter().map(encode).collect();
        self.session = Some(session);
        self.map();
        self.values.clear();
        self.take_given(given.as_deref());
        let effects = vec![begin, Effect::Append(lines)];
        Ok(effects.into_iter().chain(self.keep_flows(0)).collect())
    }

    /// Gives an input to the session.
    pub fn input(&mut self, input: Input, now: Timestamp) -> Result<Vec<Effect>, Say> {
        let moves = moves(&input);
        if self.looking && !looks(&input) {
            return Err(Say(self.strings.get("ui.look-only").to_owned()));
        }
        let session =
            self.session.as_mut().ok_or_else(|| Say(self.strings.get("ui.no-session").to_owned()))?;
        let context = Context { now, history: &self.history };
        let before = session.records().len();
        match session.apply(&self.library, input, context) {
            Ok(records) => {
                let lines: Vec<String> = records.iter().map(encode).collect();
                self.news = words::reopened(session, before, &self.library, self.strings);
                if moves {
                    self.open = None;
                    self.reading = None;
                    self.map();
                }
                let append = (!lines.is_empty() && !self.looking).then_some(Effect::Append(lines));
                Ok(append.into_iter().chain(self.keep_flows(before)).collect())
            }
            Err(refusal) => Err(self.say(&refusal)),
        }
    }

    /// Answers the current step. An answer that the pasted output showed counts as matched.
    pub fn answer(&mut self, id: &str, by: By, now: Timestamp) -> Result<Vec<Effect>, Say> {
        let matched = self
            .reading
            .as_ref()
            .is_some_and(|reading| matches!(reading.shown.as_slice(), [only] if only.option == id));
        let by = if matched && by == By::Person { By::Match } else { by };
        self.input(Input::Answer { id: id.to_owned(), by }, now)
    }

    /// Opens a question of a `faq`.
    pub fn open(&mut self, item: &str) {
        self.open = Some(item.to_owned());
    }

    /// Goes to another place; `given` may answer questions there.
    pub fn jump(
        &mut self,
        to: Address,
        item: Option<&str>,
        given: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Effect>, Say> {
        let presets = self.presets(&to, item, given);
        let flow = to.flow.clone();
        let effects = self.input(Input::Jump { to, presets }, now)?;
        self.recent.add(&flow, 0);
        self.take_given(given);
        self.open = item.map(str::to_owned);
        Ok(effects)
    }

    /// Shows everything in another language, if the terminal can. The session only notes it.
    pub fn speak(&mut self, lang: &str, now: Timestamp) -> Result<Vec<Effect>, Say> {
        if lang::is_cjk(lang) && !self.shows_cjk {
            return Err(Say(self.strings.get("ui.no-cjk").to_owned()));
        }
        self.lang = lang.to_owned();
        self.strings = Strings::for_lang(lang);
        self.library = Arc::new(self.source.localized(lang));
        match self.session {
            Some(_) => self.input(Input::Language { lang: lang.to_owned() }, now),
            None => Ok(Vec::new()),
        }
    }

    /// What is said when the session refuses an input.
    pub fn say(&self, refusal: &Refusal) -> Say {
        Say(words::refusal(refusal, self.strings))
    }

    /// The answers that a text gives, and the row that was chosen.
    fn presets(&self, at: &Address, item: Option<&str>, given: Option<&str>) -> Vec<Preset> {
        let answers = match (given, self.library.flow(&at.flow)) {
            (Some(text), Some(flow)) => given_in(flow, text).map(|given| given.answers).unwrap_or_default(),
            _ => Vec::new(),
        };
        let mut presets: Vec<Preset> = answers
            .into_iter()
            .map(|(node, option)| Preset { at: Address::new(&at.flow, node), option, by: By::Signature })
            .collect();
        if let Some(item) = item.filter(|item| *item != UNSURE) {
            presets.push(Preset { at: at.clone(), option: item.to_owned(), by: By::Person });
        }
        presets
    }
}

/// Whether an input only looks at a session.
fn looks(input: &Input) -> bool {
    matches!(
        input,
        Input::Back { .. }
            | Input::Reopen { .. }
            | Input::Forward
            | Input::Language { .. }
            | Input::Exported { .. }
    )
}

/// Whether an input leads to another step, so that what was pasted no longer matters.
fn moves(input: &Input) -> bool {
    !matches!(
        input,
        Input::Fill { .. }
            | Input::Note { .. }
            | Input::Evidence { .. }
            | Input::Copied { .. }
            | Input::Ran { .. }
            | Input::ReadOnly { .. }
            | Input::Language { .. }
            | Input::Exported { .. }
    )
}

/// A new session id: the time, readable and sortable, fine enough for one person's sessions.
pub fn session_id(now: Timestamp) -> String {
    let at = jiff::tz::TimeZone::UTC.to_datetime(now);
    format!(
        "{:04}{:02}{:02}-{:02}{:02}{:02}-{:03}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.millisecond()
    )
}
