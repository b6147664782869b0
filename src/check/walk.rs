//! Sessions without a person: the tests inside flows, and `--answers`.

use super::given::given_in;
use crate::flow::nearest::nearest;
use crate::flow::{Address, EndKind, Flow, Kind, Library};
use crate::session::event::READ;
use crate::session::{By, Context, Input, Preset, Refusal, Session, Start};
use std::collections::BTreeSet;
use std::fmt;

/// One answer of a walk: a node and what is answered there.
pub type Token = (String, String);

/// What is played.
#[derive(Debug, Clone, Copy)]
pub struct Walk<'a> {
    /// The first node.
    pub at: &'a Address,
    /// What was pasted at the beginning.
    pub given: Option<&'a str>,
    /// The answers, in order. A node is an id, or `flow#node`.
    pub tokens: &'a [Token],
    /// The members of a `try` group may be answered in any order.
    pub any_order: bool,
    /// Node at which to stop once all tokens are used, even if it is only a text to read.
    pub until: Option<&'a str>,
    /// Who gives the answers.
    pub by: By,
    /// Language tag.
    pub lang: &'a str,
    /// Only for looking: nothing is changed on the machine.
    pub read_only: bool,
}

/// A walk that came to its last token.
#[derive(Debug, Clone)]
pub struct Played {
    /// The session, standing where the walk ended.
    pub session: Session,
}

impl Played {
    /// How the session ended, if it did.
    pub fn ended(&self) -> Option<EndKind> {
        self.session.state().ended()
    }

    /// Node where it stands.
    pub fn at(&self) -> &str {
        self.session.state().current().map_or("", |visit| visit.at.node.as_str())
    }

    /// The nodes at which the walk stopped before, in order.
    pub fn went(&self) -> Vec<String> {
        went(&self.session)
    }

    /// Whether it stands at this node, or ended in this way (`resolved`, `escalate`, `info`).
    pub fn is_at(&self, end: &str) -> bool {
        match end_kind(end) {
            Some(kind) => self.ended() == Some(kind),
            None => self.session.state().current().is_some_and(|visit| names(end, &visit.at)),
        }
    }
}

/// Why a walk could not be played to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkError {
    /// It is not written as `node=answer`.
    Malformed(String),
    /// The first node does not exist.
    Missing(String),
    /// A token names a node that is not current.
    Elsewhere {
        /// The token.
        token: Token,
        /// Where the walk stands.
        at: String,
        /// How the session ended there, if it did.
        ended: Option<EndKind>,
        /// The nodes before.
        went: Vec<String>,
    },
    /// The node has no such answer.
    NoSuchAnswer {
        /// The token.
        token: Token,
        /// The answers it has.
        known: Vec<String>,
    },
    /// The step changes something, and nothing may be changed.
    ReadOnly {
        /// The token.
        token: Token,
        /// The answers it has then.
        known: Vec<String>,
    },
    /// The answer leads nowhere.
    NoWayOn {
        /// The token.
        token: Token,
    },
    /// The flow goes round without asking anything.
    Loop {
        /// Where.
        at: String,
    },
}

impl fmt::Display for WalkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |token: &Token| format!("{}={}", token.0, token.1);
        match self {
            WalkError::Malformed(token) => write!(out, "\"{token}\" is not of the form node=answer"),
            WalkError::Missing(at) => write!(out, "there is no step \"{at}\""),
            WalkError::Elsewhere { token, at, ended, went } => {
                write!(out, "\"{}\" is not asked: ", shown(token))?;
                match ended {
                    Some(end) => write!(out, "the walk ended at \"{at}\" ({})", end_name(*end))?,
                    None => write!(out, "the walk is at \"{at}\"")?,
                }
                write!(out, "{}", Went(went))
            }
            WalkError::NoSuchAnswer { token, known } if known.is_empty() => {
                write!(out, "\"{}\" takes no answer, so \"{}\" cannot be given", token.0, shown(token))
            }
            WalkError::NoSuchAnswer { token, known } => {
                let (node, answer) = token;
                write!(out, "\"{node}\" has no answer \"{answer}\"")?;
                match nearest(answer, known.iter().map(String::as_str)) {
                    Some(near) => write!(out, "; did you mean \"{near}\"?"),
                    None => write!(out, "; it has {}", known.join(", ")),
                }
            }
            WalkError::ReadOnly { token, known } => write!(
                out,
                "\"{}\" changes something and the session is read-only, so \"{}\" cannot be given; it takes {}",
                token.0,
                shown(token),
                known.join(", ")
            ),
            WalkError::NoWayOn { token } => write!(out, "\"{}\" leads nowhere", shown(token)),
            WalkError::Loop { at } => write!(out, "from \"{at}\" the flow goes round and asks nothing"),
        }
    }
}

impl std::error::Error for WalkError {}

/// The nodes of a walk, for the end of a message.
pub(super) struct Went<'a>(pub(super) &'a [String]);

impl fmt::Display for Went<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(out, "; went {}", self.0.join(" -> ")) }
    }
}

/// Reads `node=answer` words separated by white space.
pub fn parse_walk(text: &str) -> Result<Vec<Token>, WalkError> {
    text.split_whitespace()
        .map(|word| match word.split_once('=') {
            Some((node, answer)) if !node.is_empty() && !answer.is_empty() => {
                Ok((node.to_owned(), answer.to_owned()))
            }
            _ => Err(WalkError::Malformed(word.to_owned())),
        })
        .collect()
}

/// Plays a walk. Texts to read are passed by themselves, and so are ends inside a detour.
pub fn play(library: &Library, walk: Walk<'_>, context: Context<'_>) -> Result<Played, WalkError> {
    let flow = library.flow(&walk.at.flow).ok_or_else(|| WalkError::Missing(walk.at.to_string()))?;
    let answers = walk.given.and_then(|text| given_in(flow, text)).map(|given| given.answers);
    let presets = answers.unwrap_or_default().into_iter();
    let start = Start {
        at: walk.at.clone(),
        given: walk.given.map(str::to_owned),
        presets: presets
            .map(|(node, option)| Preset { at: flow.address(&node), option, by: By::Signature })
            .collect(),
        lang: walk.lang.to_owned(),
        by: walk.by,
        read_only: walk.read_only,
    };
    let session = Session::begin(library, start, context).map_err(|refusal| match refusal {
        Refusal::Missing(at) => WalkError::Missing(at),
        _ => WalkError::Missing(walk.at.to_string()),
    })?;
    let mut player =
        Player { library, walk, context, session, left: walk.tokens.to_vec(), passed: BTreeSet::new() };
    while player.step()? {}
    Ok(Played { session: player.session })
}

struct Player<'a> {
    library: &'a Library,
    walk: Walk<'a>,
    context: Context<'a>,
    session: Session,
    left: Vec<Token>,
    /// Texts passed since the last token.
    passed: BTreeSet<Address>,
}

impl Player<'_> {
    /// Takes one step; false when the walk is over.
    fn step(&mut self) -> Result<bool, WalkError> {
        let Some(visit) = self.session.state().current() else { return Ok(false) };
        let (at, group, ended) = (visit.at.clone(), visit.group, visit.ended);
        let Some(next) = self.left.first().cloned() else {
            let there = self.walk.until.is_some_and(|until| names(until, &at));
            return if there || ended.is_some() { Ok(false) } else { self.pass(&at) };
        };
        if ended.is_none() && names(&next.0, &at) {
            return self.answer(0);
        }
        if ended.is_none() && self.pass(&at)? {
            return Ok(true);
        }
        if ended.is_none() && group.is_some() && self.walk.any_order {
            if let Some(index) = self.left.iter().position(|token| names(&token.0, &at)) {
                return self.answer(index);
            }
            let pick = Input::Pick { member: next.0.clone() };
            if self.session.apply(self.library, pick, self.context).is_ok() {
                return Ok(true);
            }
        }
        Err(WalkError::Elsewhere { token: next, at: at.node, ended, went: went(&self.session) })
    }

    /// Goes on from a text to read; false if the step is something else.
    fn pass(&mut self, at: &Address) -> Result<bool, WalkError> {
        let Some((_, node)) = self.library.node(at) else { return Ok(false) };
        if !matches!(node.kind, Kind::Note(_) | Kind::Faq(_) | Kind::End(_)) {
            return Ok(false);
        }
        if !self.passed.insert(at.clone()) {
            return Err(WalkError::Loop { at: at.node.clone() });
        }
        let read = Input::Answer { id: READ.to_owned(), by: self.walk.by };
        match self.session.apply(self.library, read, self.context) {
            Ok(_) => Ok(true),
            Err(_) if matches!(node.kind, Kind::End(_)) => Ok(false),
            Err(_) => Err(WalkError::NoWayOn { token: (at.node.clone(), READ.to_owned()) }),
        }
    }

    fn answer(&mut self, index: usize) -> Result<bool, WalkError> {
        let token = self.left.remove(index);
        self.passed.clear();
        let input = Input::Answer { id: token.1.clone(), by: self.walk.by };
        match self.session.apply(self.library, input, self.context) {
            Ok(_) => Ok(true),
            Err(Refusal::NoSuchAnswer { known, .. }) => Err(WalkError::NoSuchAnswer { token, known }),
            Err(Refusal::ReadOnly { known, .. }) => Err(WalkError::ReadOnly { token, known }),
            Err(_) => Err(WalkError::NoWayOn { token }),
        }
    }
}

/// Whether a node of a walk (`node` or `flow#node`) is this one.
fn names(name: &str, at: &Address) -> bool {
    match name.split_once('#') {
        Some((flow, node)) => flow == at.flow && node == at.node,
        None => name == at.node,
    }
}

fn went(session: &Session) -> Vec<String> {
    let mut stops: Vec<String> =
        session.state().path().filter(|visit| !visit.through).map(|visit| visit.at.node.clone()).collect();
    stops.pop();
    stops
}

/// The kind of end that a word of the file format names.
pub fn end_kind(word: &str) -> Option<EndKind> {
    match word {
        "resolved" => Some(EndKind::Resolved),
        "escalate" => Some(EndKind::Escalate),
        "info" => Some(EndKind::Info),
        _ => None,
    }
}

pub(super) fn end_name(kind: EndKind) -> &'static str {
    match kind {
        EndKind::Resolved => "resolved",
        EndKind::Escalate => "escalate",
        EndKind::Info => "info",
    }
}

/// The start of a flow.
pub fn start_of(flow: &Flow) -> Address {
    flow.address(&flow.start)
}
