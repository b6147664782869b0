//! Going on with a session whose flow has changed since.

use super::Run;
use crate::build::*;
use unsnag::flow::*;
use unsnag::session::{By, Event, Input, Refusal, Session, State};

fn nodes() -> Vec<Node> {
    vec![
        ask("first", &[("a", "second"), ("b", "help")], "second"),
        ask("second", &[("a", "look"), ("b", "look")], "look"),
        check("look", &[("yes", "tries"), ("no", "help")], "tries"),
        group("tries", &["one", "two", "three"], "help"),
        fix("one", ""),
        fix("two", ""),
        fix("three", ""),
        escalate("help"),
    ]
}

fn run() -> Run {
    Run::new(library(vec![flow("f", nodes())]))
}

/// The flow with other nodes, and so with another hash.
fn now(run: &mut Run, nodes: Vec<Node>) {
    let mut flow = flow("f", nodes);
    flow.hash = "another".to_owned();
    run.library = library(vec![flow]);
}

fn edited(edit: impl FnOnce(&mut Vec<Node>)) -> Vec<Node> {
    let mut nodes = nodes();
    edit(&mut nodes);
    nodes
}

/// Nodes that are asked again, that wait to be given again, and that are ruled out.
fn revised(run: &Run) -> [Vec<&str>; 3] {
    let state = run.session.state();
    let found = run.session.records().iter().rev().find_map(|record| match &record.event {
        Event::Revised { again, kept, ruled_out, .. } => Some([again, kept, ruled_out]),
        _ => None,
    });
    found.unwrap().map(|ids| ids.iter().map(|id| state.visits[id].at.node.as_str()).collect())
}

fn replays(run: &Run) {
    assert_eq!(State::fold(run.session.records()), *run.session.state());
}

#[test]
fn other_words_change_nothing() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=not-fixed");
    now(&mut run, nodes());
    assert_eq!(run.session.state().changed_flows(&run.library), ["f"]);
    assert_eq!(run.input(Input::Revise), Ok(Vec::new()));
    assert_eq!(run.walk("two=not-fixed").at(), "three");
}

#[test]
fn an_answer_that_is_gone_is_asked_again_and_the_later_ones_are_kept() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=cannot");
    now(&mut run, edited(|nodes| nodes[1] = ask("second", &[("a", "look"), ("c", "look")], "look")));
    run.take(Input::Revise);
    assert_eq!(revised(&run), [vec!["second"], vec!["look", "one"], vec![]]);
    assert_eq!(run.at(), "second");
    replays(&run);
    run.walk("second=c");
    assert_eq!((run.at(), run.path().as_str()), ("two", "first second look one two"));
    let answers = run.answers();
    assert_eq!(answers[2..], [("look=yes".to_owned(), By::Kept), ("one=cannot".to_owned(), By::Kept)]);
    assert_eq!(run.session.state().ruled_out().count(), 0);
    replays(&run);
}

#[test]
fn a_step_that_is_gone_is_ruled_out_and_the_answer_that_led_there_is_asked_again() {
    let mut run = run();
    run.walk("first=a second=b look=yes");
    now(
        &mut run,
        edited(|nodes| {
            nodes[0] = ask("first", &[("a", "look"), ("b", "help")], "look");
            nodes.remove(1);
        }),
    );
    run.take(Input::Revise);
    assert_eq!(revised(&run), [vec!["first"], vec!["look"], vec!["second"]]);
    assert_eq!(run.walk("first=a").at(), "one");
    let ruled_out: Vec<&str> = run.session.state().ruled_out().map(|visit| visit.at.node.as_str()).collect();
    assert_eq!(ruled_out, ["second"]);
}

#[test]
fn a_new_step_in_between_is_asked_and_what_follows_is_kept() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=cannot");
    now(
        &mut run,
        edited(|nodes| {
            nodes[0] = ask("first", &[("a", "new"), ("b", "help")], "second");
            nodes.push(ask("new", &[("x", "second"), ("y", "second")], "second"));
        }),
    );
    run.take(Input::Revise);
    assert_eq!(revised(&run), [vec!["first"], vec!["second", "look", "one"], vec![]]);
    assert_eq!(run.walk("first=a").at(), "new");
    assert_eq!(run.walk("new=x").at(), "two");
    assert_eq!(run.path(), "first new second look one two");
    replays(&run);
}

#[test]
fn answers_that_wait_survive_another_resume() {
    let mut run = run();
    run.walk("first=a second=b look=yes");
    now(&mut run, edited(|nodes| nodes[0] = ask("first", &[("z", "second"), ("b", "help")], "second")));
    run.take(Input::Revise);
    run.session = Session::replay(run.session.records().to_vec());
    assert_eq!(run.input(Input::Revise), Ok(Vec::new()), "nothing more has changed");
    assert_eq!(run.walk("first=z").at(), "one");
}

#[test]
fn a_group_in_another_order_goes_on_where_it_was() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=not-fixed");
    assert_eq!(run.at(), "two");
    now(
        &mut run,
        edited(|nodes| {
            nodes[3] = group("tries", &["four", "three", "two", "one"], "help");
            nodes.push(fix("four", ""));
        }),
    );
    assert_eq!(run.input(Input::Revise), Ok(Vec::new()));
    assert_eq!(run.walk("two=not-fixed three=not-fixed").at(), "four", "what is new comes last");
    assert_eq!(run.walk("four=not-fixed").at(), "help");
}

#[test]
fn a_fix_that_its_group_has_lost_gives_way_to_the_next() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=not-fixed");
    now(
        &mut run,
        edited(|nodes| {
            nodes[3] = group("tries", &["one", "three"], "help");
            nodes.retain(|node| node.id != "two");
        }),
    );
    run.take(Input::Revise);
    assert_eq!(revised(&run), [const { Vec::<&str>::new() }; 3], "no answer is lost and none is asked again");
    assert_eq!((run.at(), run.path().as_str()), ("three", "first second look one three"));
    replays(&run);
}

#[test]
fn a_detour_that_comes_back_elsewhere_is_taken_anew() {
    let detours = |back: &str| {
        vec![
            ask("first", &[("a", "away"), ("b", "help")], "help"),
            detour("away", "inside", back),
            ask("inside", &[("x", "done"), ("y", "done")], "done"),
            ask("deep", &[("x", "done"), ("y", "done")], "done"),
            end("done", EndKind::Resolved),
            ask("old", &[("x", "help"), ("y", "help")], "help"),
            ask("new", &[("x", "help"), ("y", "help")], "help"),
            escalate("help"),
        ]
    };
    let mut run = Run::new(library(vec![flow("f", detours("old"))]));
    run.walk("first=a inside=x");
    let mut nodes = detours("new");
    nodes.retain(|node| node.id != "old");
    now(&mut run, nodes);
    run.take(Input::Revise);
    assert_eq!((run.at(), run.path().as_str()), ("done", "first inside done"), "the answers are given again");
    run.walk("done=read");
    assert_eq!(run.at(), "new");
    replays(&run);
}

#[test]
fn what_followed_a_jump_waits_behind_it() {
    let mut run = Run::new(library(vec![
        flow("f", nodes()),
        flow(
            "g",
            vec![
                ask("other", &[("x", "more"), ("y", "more")], "more"),
                ask("more", &[("x", "end"), ("y", "end")], "end"),
                escalate("end"),
            ],
        ),
    ]));
    run.walk("first=a second=b").jump("g#other").walk("other=x");
    let mut g = flow("g", vec![ask("more", &[("x", "end"), ("y", "end")], "end"), escalate("end")]);
    g.hash = "another".to_owned();
    run.library = library(vec![flow("f", nodes()), g]);
    run.take(Input::Revise);
    assert_eq!(run.at(), "look", "where the jump began");
    assert_eq!(revised(&run), [vec![], vec![], vec!["other"]]);
    assert_eq!(run.walk("look=yes").at(), "one");
}

#[test]
fn a_session_begins_anew_when_its_first_step_is_gone() {
    let mut run = run();
    run.walk("first=a second=b look=yes");
    now(
        &mut run,
        edited(|nodes| {
            nodes.remove(0);
        }),
    );
    run.take(Input::Revise);
    assert_eq!(revised(&run), [vec![], vec!["second", "look"], vec!["first"]]);
    assert_eq!((run.at(), run.path().as_str()), ("one", "second look one"));
    replays(&run);
}

#[test]
fn a_session_in_a_flow_that_is_gone_is_left_alone() {
    let mut run = run();
    run.walk("first=a second=b");
    let before = run.session.records().len();
    run.library = library(Vec::new());
    assert_eq!(run.refused(Input::Revise), Refusal::Missing("f".to_owned()));
    assert_eq!(run.session.records().len(), before);
}

#[test]
fn where_the_person_went_back_to_they_stay() {
    let mut run = run();
    run.walk("first=a second=b look=yes one=not-fixed").back(3);
    assert_eq!(run.at(), "second");
    now(&mut run, edited(|nodes| nodes[2] = check("look", &[("well", "tries"), ("no", "help")], "tries")));
    run.take(Input::Revise);
    assert_eq!(revised(&run), [vec!["look"], vec!["one"], vec![]]);
    assert_eq!(run.at(), "second");
    run.take(Input::Forward);
    assert_eq!(run.at(), "look");
    assert_eq!(run.walk("look=well").at(), "two");
    replays(&run);
}

#[test]
fn undo_does_not_reach_behind_the_change() {
    let mut run = run();
    run.walk("first=a second=b");
    now(&mut run, edited(|nodes| nodes[1] = ask("second", &[("c", "look"), ("d", "look")], "look")));
    run.take(Input::Revise);
    assert_eq!(run.refused(Input::Undo), Refusal::NothingToUndo);
    run.walk("second=c").take(Input::Undo);
    assert_eq!(run.at(), "second");
}
