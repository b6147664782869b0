//! `unsnag run`: begins with a flow or a step of it, with a person or with answers given before.

use super::args::Global;
use super::completions;
use super::exit::{Exit, ended_key};
use super::out::Out;
use super::setup::Setup;
use super::start::{Opening, Transcript, open};
use super::target;
use crate::check::{Played, Walk, WalkError, parse_walk, play};
use crate::flow::{Address, Library};
use crate::host::effect::{Effect, Report};
use crate::session::journal::{Header, encode};
use crate::session::{self, By, Context, History, State};
use crate::ui::guide::{Say, session_id};
use crate::ui::{farewell, words};
use anyhow::{Result, anyhow, bail};
use clap_complete::ArgValueCompleter;

/// Arguments of `unsnag run`.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// Where to begin: a flow, or one of its steps.
    #[arg(value_name = "FLOW[#NODE]", add = ArgValueCompleter::new(completions::problems))]
    flow: String,
    /// Give these answers instead of asking, such as "code=login sign-in=fixed".
    #[arg(long, value_name = "NODE=ANSWER ...")]
    answers: Option<String>,
    #[command(flatten)]
    transcript: Transcript,
}

impl Run {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let setup = Setup::load(global)?.masked_by(self.transcript.check()?);
        let place = target::find(&self.flow, &setup.library)?;
        match self.answers {
            None => open(&setup, Opening::At(place.at, place.item), &self.transcript, global, out),
            Some(answers) => {
                setup.report_faults();
                answered(&setup, &place.at, &answers, &self.transcript, out)
            }
        }
    }
}

/// A session without a person: prints the way, and keeps and exports it like any other.
fn answered(
    setup: &Setup,
    at: &Address,
    answers: &str,
    transcript: &Transcript,
    out: &mut Out,
) -> Result<Exit> {
    let history = History::default();
    let now = setup.clock.now();
    let tokens = parse_walk(answers)?;
    let walk = Walk {
        at,
        given: None,
        tokens: &tokens,
        any_order: false,
        until: None,
        by: By::Flag,
        lang: &setup.lang,
        read_only: setup.read_only,
    };
    let played = play(&setup.library, walk, Context { now, history: &history })
        .map_err(|error| explain(error, at, &setup.library))?;
    let Played { session } = played;
    let id = session_id(now);
    let mut driver = setup.driver();
    let begin = Effect::Begin { id: id.clone(), header: encode(&Header::new(id.clone(), now)) };
    let append = Effect::Append(session.records().iter().map(encode).collect());
    for effect in [begin, append] {
        match driver.perform(effect, &mut std::io::sink()) {
            Some(Report::Unsaved(why)) => super::out::warn(&format!("the session is not kept: {why}")),
            Some(Report::Rewritten(why)) => {
                super::out::warn(&setup.strings().fill("ui.rewritten", &[("why", &why)]));
            }
            _ => {}
        }
    }
    // That of another session of the same moment was taken.
    let id = driver.session().map_or(id, str::to_owned);
    let mut guide = setup.guide(history);
    let effects = guide.resume(&id, session, &[], now).map_err(|Say(text)| anyhow!(text))?;
    // The log is written already; the flows as they are now are to be kept too.
    for effect in effects.into_iter().filter(|effect| matches!(effect, Effect::Keep(_))) {
        driver.perform(effect, &mut std::io::sink());
    }
    let Some(session) = guide.session() else { bail!("the session has no steps") };
    let stops = session.state().path().filter(|visit| !visit.through);
    for (index, visit) in stops.enumerate() {
        out.line(&format!("{}. {}", index + 1, words::trail_line(visit, &guide.library, guide.strings)))?;
    }
    out.line(guide.strings.get(ended_key(session.state().ended())))?;
    let last = farewell(&guide, &driver);
    if !last.is_empty() {
        out.line(&last)?;
    }
    transcript.write(&mut guide, &mut driver, setup.clock.now(), out)?;
    Ok(Exit::of(guide.session()))
}

/// What was wrong with the answers, and which there are at that step.
fn explain(error: WalkError, begun: &Address, library: &Library) -> anyhow::Error {
    let WalkError::Elsewhere { at, ended: None, .. } = &error else { return error.into() };
    let found = library.node(&Address::new(&begun.flow, at));
    let known: Vec<String> =
        found.map(|(flow, node)| session::answers(flow, node, &State::default())).unwrap_or_default();
    match known.is_empty() {
        true => error.into(),
        false => anyhow!("{error}\n\"{at}\" takes {}", known.join(", ")),
    }
}
