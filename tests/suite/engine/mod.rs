//! The engine: what answers lead to, and that nothing is lost or decided twice.

mod detours;
mod groups;
mod laws;
mod looking;
mod order;
mod reopening;
mod revising;
mod steps;

use jiff::{SignedDuration, Timestamp};
use unsnag::flow::{Address, EndKind, Library};
use unsnag::session::{By, Context, History, Input, Preset, Record, Refusal, Session, Start};

/// A session that is driven by node and answer ids. The clock moves on by a second an input.
pub struct Run {
    pub library: Library,
    pub history: History,
    pub now: Timestamp,
    pub session: Session,
}

impl Run {
    pub fn new(library: Library) -> Run {
        Run::from(library, &[], History::default())
    }

    /// A session in the first flow of the library; presets are `(node, option)`.
    pub fn from(library: Library, presets: &[(&str, &str)], history: History) -> Run {
        let now = Timestamp::UNIX_EPOCH;
        let first = &library.flows[0];
        let preset = |&(node, option): &(&str, &str)| Preset {
            at: first.address(node),
            option: option.to_owned(),
            by: By::Signature,
        };
        let presets = presets.iter().map(preset).collect();
        let start = Start {
            at: first.address(&first.start),
            given: None,
            presets,
            lang: "en".to_owned(),
            by: By::Person,
            read_only: false,
        };
        let context = Context { now, history: &history };
        let session = Session::begin(&library, start, context).unwrap();
        Run { library, history, now, session }
    }

    pub fn input(&mut self, input: Input) -> Result<Vec<Record>, Refusal> {
        self.now += SignedDuration::from_secs(1);
        let context = Context { now: self.now, history: &self.history };
        self.session.apply(&self.library, input, context).map(<[Record]>::to_vec)
    }

    pub fn take(&mut self, input: Input) -> &mut Run {
        let shown = format!("{input:?}");
        if let Err(refusal) = self.input(input) {
            panic!("{shown} at {:?} was refused: {refusal:?}", self.at());
        }
        self
    }

    /// Gives answers in turn: `node=answer` words.
    pub fn walk(&mut self, words: &str) -> &mut Run {
        for word in words.split_whitespace() {
            let (node, id) = word.split_once('=').unwrap();
            assert_eq!(self.at(), node, "before {word}");
            self.take(Input::Answer { id: id.to_owned(), by: By::Person });
        }
        self
    }

    pub fn back(&mut self, steps: usize) -> &mut Run {
        self.take(Input::Back { steps })
    }

    /// Goes back to the latest visit of a node.
    pub fn reopen(&mut self, node: &str) -> &mut Run {
        let visit = self.session.state().trail.iter().rev();
        let visit = visit.copied().find(|id| self.session.state().visits[id].at.node == node).unwrap();
        self.take(Input::Reopen { visit })
    }

    pub fn jump(&mut self, to: &str) -> &mut Run {
        let (flow, node) = to.split_once('#').unwrap();
        self.take(Input::Jump { to: Address::new(flow, node), presets: Vec::new() })
    }

    pub fn at(&self) -> &str {
        &self.session.state().current().unwrap().at.node
    }

    pub fn ended(&self) -> Option<EndKind> {
        self.session.state().ended()
    }

    /// The nodes at which it stopped on the way to where it is.
    pub fn path(&self) -> String {
        let stops = self.session.state().path().filter(|visit| !visit.through);
        stops.map(|visit| visit.at.node.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// `node=answer` of all visits on the way, with who gave it.
    pub fn answers(&self) -> Vec<(String, By)> {
        let answered = self.session.state().path().filter_map(|visit| Some((visit, visit.answer.as_ref()?)));
        answered.map(|(visit, answer)| (format!("{}={}", visit.at.node, answer.id), answer.by)).collect()
    }

    pub fn refused(&mut self, input: Input) -> Refusal {
        self.input(input).expect_err("must be refused")
    }
}
