//! Laws that hold for every flow and every sequence of inputs.

use super::Run;
use crate::build::*;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unsnag::flow::*;
use unsnag::session::journal::{decode, encode};
use unsnag::session::{By, Context, Event, History, Input, Outcome, Record, Session, Start, State, answers};

/// A node of a generated flow: its kind, and numbers that choose targets and conditions.
type Seed = (u8, [u8; 5]);

/// Which targets a generated flow has.
#[derive(Clone, Copy, PartialEq)]
enum Wiring {
    /// To any node of both flows.
    Any,
    /// To any node, and sometimes to nowhere.
    Broken,
    /// Only onward, so that every walk ends.
    Onward,
}

fn id(flow: usize, node: usize) -> String {
    format!("{}{node}", ["a", "b"][flow % 2])
}

struct Maker {
    wiring: Wiring,
    flow: usize,
    sizes: [usize; 2],
}

impl Maker {
    fn target(&self, from: usize, n: u8) -> String {
        let (n, size) = (usize::from(n), self.sizes[self.flow]);
        if self.wiring == Wiring::Onward {
            return id(self.flow, (from + 1 + n % 3).min(size));
        }
        if self.wiring == Wiring::Broken && n.is_multiple_of(11) {
            return "gone".to_owned();
        }
        let other = 1 - self.flow;
        match n % 7 {
            0 => format!("{}#{}", ["f", "g"][other], id(other, n / 7 % (self.sizes[other] + 1))),
            _ => id(self.flow, n % (size + 1)),
        }
    }

    fn when(&self, n: u8) -> Option<Condition> {
        let node = id(self.flow, usize::from(n) % self.sizes[self.flow]);
        match n % 5 {
            0 => equals(&node, "x"),
            1 => Some(Condition::Not(Box::new(Condition::Answer {
                question: node,
                options: vec!["y".to_owned()],
            }))),
            2 => Some(Condition::Or(vec![Condition::Tried(node), equals("shared", "x")?])),
            _ => None,
        }
    }

    fn question(&self, at: usize, [a, b, c, d, e]: [u8; 5]) -> Question {
        let points = [Points::Always, Points::Usually, Points::Rarely, Points::Never][usize::from(e) % 4];
        let fix = id(self.flow, usize::from(d) % self.sizes[self.flow]);
        let mut question =
            question(&[("x", &self.target(at, a)), ("y", &self.target(at, b))], &self.target(at, c));
        question.options[0].points.insert(fix, points);
        question.options[1].when = self.when(d);
        question.shared = e.is_multiple_of(4).then(|| "shared".to_owned());
        question
    }

    fn node(&self, at: usize, (kind, numbers): Seed) -> Node {
        let name = id(self.flow, at);
        let [a, b, c, d, e] = numbers;
        match kind % 10 {
            0 | 1 => ask_with(&name, self.question(at, numbers)),
            2 => {
                let mut node = check(&name, &[], "");
                node.kind = Kind::Check(Check { question: self.question(at, numbers), ..Check::default() });
                node
            }
            3 => {
                let (go, other) = (self.target(at, a), self.target(at, b));
                table(&name, &[("r", "1", &go)], &other, &self.target(at, c))
            }
            4 | 5 => fix_with(&name, &self.target(at, a), |fix| {
                fix.when = self.when(b);
                fix.then.cannot = c.is_multiple_of(3).then(|| Target::parse(&self.target(at, d)));
                fix.wait = e.is_multiple_of(3).then(|| Wait { text: "1h".to_owned(), seconds: 3600 });
                fix.minutes = u32::from(e);
                fix.risk = if d.is_multiple_of(2) { Risk::Read } else { Risk::Change };
            }),
            6 | 7 => {
                let size = self.sizes[self.flow];
                let members = [b, c, d].map(|n| match self.wiring {
                    Wiring::Onward => id(self.flow, (at + 1 + usize::from(n) % 3).min(size)),
                    _ => id(self.flow, usize::from(n) % size),
                });
                group(&name, &members.each_ref().map(String::as_str), &self.target(at, a))
            }
            8 if e.is_multiple_of(2) && self.wiring != Wiring::Onward => {
                detour(&name, &self.target(at, a), &self.target(at, b))
            }
            8 => go(&name, &self.target(at, a)),
            _ if e.is_multiple_of(4) => faq(&name, ""),
            _ => note(&name, &self.target(at, a)),
        }
    }

    fn flow(&self, seeds: &[Seed]) -> Flow {
        let mut nodes: Vec<Node> = seeds.iter().enumerate().map(|(at, seed)| self.node(at, *seed)).collect();
        // Members of a group are fixes and checks.
        for index in 0..nodes.len() {
            let Kind::Try(group) = &nodes[index].kind else { continue };
            let mut group = group.clone();
            group.members.retain(|id| {
                nodes.iter().any(|node| node.id == *id && matches!(node.kind, Kind::Fix(_) | Kind::Check(_)))
            });
            nodes[index].kind = Kind::Try(group);
        }
        nodes.push(escalate(&id(self.flow, seeds.len())));
        flow(["f", "g"][self.flow], nodes)
    }
}

fn two_flows(wiring: Wiring, seeds: &[Vec<Seed>; 2]) -> Library {
    let sizes = [seeds[0].len(), seeds[1].len()];
    library((0..2).map(|flow| Maker { wiring, flow, sizes }.flow(&seeds[flow])).collect())
}

fn seeds() -> impl Strategy<Value = [Vec<Seed>; 2]> {
    let nodes = || prop::collection::vec((any::<u8>(), any::<[u8; 5]>()), 1..9);
    [nodes(), nodes()]
}

fn moves() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec(any::<(u8, u8)>(), 0..60)
}

/// One of the answers that the step offers.
fn some_answer(run: &Run, n: u8) -> Option<Input> {
    let state = run.session.state();
    let (flow, node) = run.library.node(&state.current()?.at)?;
    let known = answers(flow, node, state);
    let id = known.get(usize::from(n) % known.len().max(1))?.clone();
    Some(Input::Answer { id, by: By::Person })
}

fn input(run: &Run, (kind, n): (u8, u8)) -> Input {
    let state = run.session.state();
    let text = || format!("text {n}");
    match kind % 32 {
        0 | 1 => Input::Back { steps: usize::from(n % 4) },
        2 => Input::Reopen { visit: u32::from(n) % (state.visits.len() as u32 + 2) },
        3 => Input::Forward,
        4 | 5 => Input::Undo,
        6 => Input::Redo,
        7 => Input::Pick { member: id(usize::from(n), usize::from(n / 2) % 9) },
        8 => Input::LeaveDetour,
        9 => {
            let to = Address::new(["f", "g"][usize::from(n) % 2], id(usize::from(n), usize::from(n / 2) % 9));
            Input::Jump { to, presets: Vec::new() }
        }
        10 => Input::Return,
        // A resumed session no longer knows a secret, so nothing else may contain one.
        11 if n % 2 == 0 => Input::Fill { name: text(), value: format!("pass{n}word"), secret: true },
        11 => Input::Fill { name: text(), value: text(), secret: false },
        12 => Input::Note { text: text() },
        13 => Input::Evidence { line: (n % 2 == 0).then(text), excerpt: text() },
        14 => Input::Copied {
            command: text(),
            text: text(),
            way: text(),
            undoes: (n % 5 == 0).then_some(u64::from(n)),
        },
        15 => Input::Ran { copied: u64::from(n), yes: [None, Some(true), Some(false)][usize::from(n) % 3] },
        16 => Input::Acknowledge,
        17 => Input::Language { lang: text() },
        18 => Input::Exported { format: text(), path: text(), redaction: None },
        19 => Input::Answer { id: text(), by: By::Flag },
        _ => some_answer(run, n).unwrap_or(Input::Back { steps: 1 }),
    }
}

fn begin(library: Library) -> Option<Run> {
    let first = &library.flows[0];
    let start = Start {
        at: first.address(&first.start),
        given: None,
        presets: Vec::new(),
        lang: "en".to_owned(),
        by: By::Person,
        read_only: false,
    };
    let history = History::default();
    let now = Timestamp::UNIX_EPOCH;
    let session = Session::begin(&library, start, Context { now, history: &history }).ok()?;
    Some(Run { library, history, now, session })
}

/// Plays moves after which a law is checked.
fn play(library: Library, moves: &[(u8, u8)], mut law: impl FnMut(&mut Run)) {
    let Some(mut run) = begin(library) else { return };
    law(&mut run);
    for &one in moves {
        let next = input(&run, one);
        let before = (run.session.state().clone(), run.session.records().len());
        if run.input(next).is_err() {
            assert_eq!(
                before,
                (run.session.state().clone(), run.session.records().len()),
                "a refusal changes nothing"
            );
        }
        law(&mut run);
    }
}

fn again(records: &[Record]) -> Vec<Record> {
    let lines: Vec<String> = records.iter().map(encode).collect();
    let (records, bad) = decode(&lines);
    assert!(bad.is_empty(), "{lines:?}");
    records
}

static BUNDLED: LazyLock<Library> = LazyLock::new(|| Library::load(bundled::documents()).library);

/// The same flows under other hashes.
fn reworded(mut library: Library) -> Library {
    for flow in library.flows.values_mut() {
        std::sync::Arc::make_mut(flow).hash = "another".to_owned();
    }
    library
}

/// The input at the end of a session taken by a copy of it.
fn fork(run: &Run) -> Run {
    Run {
        library: run.library.clone(),
        history: run.history.clone(),
        now: run.now,
        session: Session::replay(run.session.records().to_vec()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_replayed_log_is_the_live_session(seeds in seeds(), moves in moves(), broken in any::<bool>()) {
        let wiring = if broken { Wiring::Broken } else { Wiring::Any };
        play(two_flows(wiring, &seeds), &moves, |run| {
            assert_eq!(State::fold(run.session.records()), *run.session.state());
        });
    }

    #[test]
    fn a_log_read_from_text_goes_on_like_the_live_session(seeds in seeds(), moves in moves(), cut in any::<u8>()) {
        let Some(mut live) = begin(two_flows(Wiring::Any, &seeds)) else { return Ok(()) };
        let cut = usize::from(cut) % (moves.len() + 1);
        for &one in &moves[..cut] {
            let next = input(&live, one);
            // A secret is in no log, so only the live session could mask it in what comes later.
            if !matches!(next, Input::Fill { secret: true, .. }) {
                let _ = live.input(next);
            }
        }
        let records = again(live.session.records());
        prop_assert_eq!(&records, live.session.records());
        let mut resumed = Run { session: Session::replay(records), ..fork(&live) };
        for &one in &moves[cut..] {
            let next = input(&live, one);
            prop_assert_eq!(live.input(next.clone()), resumed.input(next));
        }
        prop_assert_eq!(live.session.state(), resumed.session.state());
    }

    #[test]
    fn a_log_means_the_same_when_everything_around_it_has_changed(seeds in seeds(), moves in moves()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            // The flows are gone, the history is another one, and it is years later in another language.
            let mut replayed = Run {
                library: library(Vec::new()),
                history: History::default(),
                now: run.now + SignedDuration::from_hours(50_000),
                session: Session::replay(again(run.session.records())),
            };
            replayed.history.add(Address::new("f", "a1"), 1, true);
            replayed.take(Input::Language { lang: "sv".to_owned() });
            let mut expected = run.session.state().clone();
            expected.lang = "sv".to_owned();
            assert_eq!(*replayed.session.state(), expected);
        });
    }

    #[test]
    fn a_flow_with_other_words_asks_nothing_again(seeds in seeds(), moves in moves()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let mut copy = fork(run);
            copy.library = reworded(copy.library);
            assert_eq!(copy.input(Input::Revise), Ok(Vec::new()), "{:?}", run.session.records());
        });
    }

    #[test]
    fn no_answer_is_lost_when_a_flow_changes(
        seeds in seeds(), moves in moves(), edits in prop::collection::vec(any::<(bool, u8, Seed)>(), 1..6),
        later in moves(),
    ) {
        let Some(mut run) = begin(two_flows(Wiring::Any, &seeds)) else { return Ok(()) };
        for &one in &moves {
            let next = input(&run, one);
            let _ = run.input(next);
        }
        let mut seeds = seeds;
        for (other, at, seed) in edits {
            let nodes = &mut seeds[usize::from(other)];
            let at = usize::from(at) % (nodes.len() + 1);
            match seed.0 % 3 {
                0 => nodes.insert(at, seed),
                1 if nodes.len() > 1 => { nodes.remove(at % nodes.len()); }
                _ => { let at = at % nodes.len(); nodes[at] = seed; }
            }
        }
        let before: Vec<_> = {
            let state = run.session.state();
            state.trail.iter().filter(|id| state.visits[*id].answer.is_some()).copied().collect()
        };
        run.library = reworded(two_flows(Wiring::Any, &seeds));
        let records = run.input(Input::Revise).unwrap();
        let state = run.session.state();
        assert_eq!(State::fold(&again(run.session.records())), *state);
        let told: Vec<u32> = records.iter().find_map(|record| match &record.event {
            Event::Revised { visit, again, kept, ruled_out } => {
                Some([again, kept, ruled_out].into_iter().flatten().chain(visit).copied().collect())
            }
            _ => None,
        }).unwrap_or_default();
        for id in before {
            let visit = &state.visits[&id];
            let stays = state.trail.contains(&id) && visit.answer.is_some();
            let listed = visit.kept || visit.former.len() == 1 || state.ruled_out().any(|one| one.id == id);
            assert!(stays || told.contains(&id), "{} is not named", visit.at);
            assert!(stays || listed || !visit.former.is_empty(), "{} is lost", visit.at);
        }
        if !records.is_empty() {
            assert!(state.current().is_some_and(|visit| !visit.through));
            let mut copy = fork(&run);
            assert_eq!(copy.input(Input::Revise), Ok(Vec::new()), "once is enough: {records:?}");
        }
        for one in later {
            let next = input(&run, one);
            let _ = run.input(next);
            assert_eq!(State::fold(run.session.records()), *run.session.state());
        }
    }

    #[test]
    fn undo_restores_and_redo_restores_again(seeds in seeds(), moves in moves()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let before = run.session.state().clone();
            let Some(answer) = some_answer(run, 0) else { return };
            let mut copy = fork(run);
            if let Ok(records) = copy.input(answer) && !records.is_empty() {
                let after = copy.session.state().clone();
                copy.take(Input::Undo);
                assert_eq!(*copy.session.state(), before, "undo of {records:?}");
                copy.take(Input::Redo);
                assert_eq!(*copy.session.state(), after);
            }
        });
    }

    #[test]
    fn undo_goes_all_the_way_to_the_beginning(seeds in seeds(), moves in moves()) {
        let Some(mut run) = begin(two_flows(Wiring::Any, &seeds)) else { return Ok(()) };
        let first = run.session.state().clone();
        for &one in &moves {
            // Language and facts stay.
            let next = match input(&run, one) {
                Input::Language { .. } | Input::Copied { .. } | Input::Evidence { .. } | Input::Exported { .. } => continue,
                next => next,
            };
            let _ = run.input(next);
        }
        while run.session.can_undo() {
            run.take(Input::Undo);
        }
        prop_assert_eq!(run.session.state(), &first);
    }

    #[test]
    fn back_leads_to_where_the_answer_was_given_and_forward_again(seeds in seeds(), moves in moves(), n in any::<u8>()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let stops = |run: &Run| run.session.state().path().filter(|visit| !visit.through).count();
            let path = |run: &Run| run.session.state().path().map(|visit| visit.id).collect::<Vec<_>>();
            let (before, count) = (path(run), stops(run));
            if run.session.state().current().is_some_and(|visit| visit.answer.is_some()) {
                return;
            }
            let mut copy = fork(run);
            let Some(answer) = some_answer(run, n) else { return };
            if copy.input(answer).is_err() || stops(&copy) == count {
                return;
            }
            let (after, steps) = (path(&copy), stops(&copy) - count);
            copy.back(steps);
            assert_eq!(path(&copy), before);
            (0..steps).for_each(|_| { copy.take(Input::Forward); });
            assert_eq!(path(&copy), after);
        });
    }

    #[test]
    fn a_person_is_never_stuck(seeds in seeds(), moves in moves()) {
        // With all targets in place every step ends the session, or takes an answer, whichever is given.
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let state = run.session.state();
            let visit = state.current().unwrap();
            if visit.ended.is_some() {
                return;
            }
            let (flow, node) = run.library.node(&visit.at).unwrap();
            let known = answers(flow, node, state);
            assert!(!known.is_empty(), "{} asks nothing", visit.at);
            for id in known {
                let mut copy = fork(run);
                copy.take(Input::Answer { id, by: By::Person });
            }
        });
    }

    #[test]
    fn nobody_gets_stuck_in_the_bundled_flows(flow in any::<prop::sample::Index>(), moves in moves()) {
        let mut library = BUNDLED.clone();
        library.flows.move_index(flow.index(library.flows.len()), 0);
        play(library, &moves, |run| {
            let state = run.session.state();
            let visit = state.current().unwrap();
            let (flow, node) = run.library.node(&visit.at).unwrap();
            assert!(visit.ended.is_some() || !answers(flow, node, state).is_empty(), "{} asks nothing", visit.at);
            for id in answers(flow, node, state) {
                fork(run).take(Input::Answer { id, by: By::Person });
            }
            assert_eq!(State::fold(&again(run.session.records())), *state);
        });
    }

    #[test]
    fn every_walk_through_a_flow_without_loops_ends(seeds in seeds(), choices in prop::collection::vec(any::<u8>(), 80)) {
        let mut run = begin(two_flows(Wiring::Onward, &seeds)).unwrap();
        for n in choices {
            if run.ended().is_some() {
                return Ok(());
            }
            let waits = run.session.state().current().is_some_and(|visit| visit.waiting.is_some());
            let answer = some_answer(&run, if waits { 1 } else { n }).unwrap();
            run.take(answer);
        }
        prop_assert!(run.ended().is_some(), "still at {} after 80 answers", run.at());
    }

    #[test]
    fn what_the_log_says_is_true(seeds in seeds(), moves in moves()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let state = run.session.state();
            assert!(state.cursor < state.trail.len());
            assert!(state.trail.iter().all(|visit| state.visits.contains_key(visit)));
            let current = state.current().unwrap();
            assert!(!current.through, "a person stands only where something can be done");
            assert!(current.ended.is_none() || current.detours.is_empty(), "an end in a detour comes back");
            let ids: BTreeSet<_> = state.trail.iter().collect();
            assert_eq!(ids.len(), state.trail.len());
            for record in run.session.records() {
                let helped = matches!(record.event, Event::Outcome { outcome: Outcome::Fixed, by: By::Kept, .. });
                assert!(!helped, "that a fix helped is never taken for granted");
            }
        });
    }

    #[test]
    fn a_group_offers_nothing_that_was_tried(seeds in seeds(), moves in moves()) {
        play(two_flows(Wiring::Any, &seeds), &moves, |run| {
            let state = run.session.state();
            let visit = state.current().unwrap();
            // Whoever returns from a jump stands where they were.
            let records = run.session.records();
            let entered = records.iter().find(|record| matches!(record.event, Event::Entered { visit: id, .. } if id == visit.id)).unwrap();
            let returned = records.iter().any(|record| record.step == entered.step && matches!(record.event, Event::Returned { .. }));
            if visit.group.is_some() && visit.answer.is_none() && visit.waiting.is_none() && !returned {
                let before = state.visits.values().filter(|other| other.id < visit.id && other.at == visit.at);
                let tried: Vec<_> = before.filter(|other| other.tried() && other.id != visit.id).collect();
                // What was tried may come up again only when an earlier answer is changed.
                let kept = tried.iter().all(|other| other.set_aside);
                assert!(kept, "{} was tried before", visit.at);
            }
        });
    }

    #[test]
    fn any_log_can_be_replayed_and_continued(events in prop::collection::vec(any::<[u8; 6]>(), 0..40), moves in moves()) {
        let address = |n: u8| Address::new(["f", "g"][usize::from(n) % 2], id(usize::from(n), usize::from(n / 2) % 4));
        let event = |[kind, a, b, c, d, e]: [u8; 6]| {
            let visit = if e == 0 { u32::MAX } else { u32::from(a % 6) };
            let Address { flow, node } = address(b);
            match kind % 16 {
                0 | 1 => Event::Entered { visit, flow, rev: 1, hash: String::new(), node, group: (c % 2 == 0).then_some(u32::from(c % 6)), through: d % 4 == 0 },
                2 => Event::Answered { visit, option: ["x", "y", "unsure"][usize::from(c) % 3].to_owned(), by: By::Person, shared: None },
                3 => Event::Outcome { visit, outcome: Outcome::ALL[usize::from(c) % 5], by: By::Kept, changes: d % 2 == 0 },
                4 => Event::Read { visit },
                5 => Event::Waiting { visit, seconds: u64::from(c), changes: true },
                6 => Event::DetourEntered { visit, back: address(c) },
                7 => Event::DetourLeft { visit },
                8 => Event::Jumped { from: visit, to: address(c), presets: Vec::new() },
                9 => Event::Returned { to: visit },
                10 => Event::Back { to: visit },
                11 => Event::Forward { to: visit },
                12 if d % 3 == 0 => Event::Revised { visit: (c % 4 > 0).then_some(visit), again: vec![u32::from(c)], kept: vec![u32::from(d % 6), visit], ruled_out: Vec::new() },
                12 => Event::Reopened { visit, new: "x".to_owned(), kept: vec![u32::from(c)], ruled_out: vec![u32::from(d)] },
                13 => Event::Ended { visit, end: EndKind::Info },
                14 => Event::Undone { step: u64::from(c % 8) },
                _ => Event::Redone { step: u64::from(c % 8) },
            }
        };
        let records: Vec<Record> = events
            .iter()
            .enumerate()
            .map(|(n, &numbers)| Record { n: n as u64, step: u64::from(numbers[5] % 8), at: Timestamp::UNIX_EPOCH, event: event(numbers) })
            .collect();
        let nodes = |flow: usize| {
            let maker = Maker { wiring: Wiring::Any, flow, sizes: [3, 3] };
            maker.flow(&[(0, [1, 2, 3, 4, 5]), (4, [3, 3, 3, 3, 3]), (6, [1, 1, 2, 2, 3])])
        };
        let mut run = Run {
            library: library(vec![nodes(0), nodes(1)]),
            history: History::default(),
            now: Timestamp::UNIX_EPOCH,
            session: Session::replay(records),
        };
        for one in moves {
            let next = input(&run, one);
            let _ = run.input(next);
        }
    }
}
