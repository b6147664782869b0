//! Sessions that are only for looking, and what of a session counts for the history.

use super::Run;
use crate::build::*;
use unsnag::flow::Risk;
use unsnag::session::{By, History, Input, Refusal, Summary};

fn two() -> Run {
    let nodes = vec![
        group("try", &["look", "act"], "help"),
        fix_with("look", "", |fix| fix.risk = Risk::Read),
        fix_with("act", "", |fix| fix.risk = Risk::Change),
        escalate("help"),
    ];
    Run::from(library(vec![flow("f", nodes)]), &[], History::default())
}

fn answer(id: &str, by: By) -> Input {
    Input::Answer { id: id.to_owned(), by }
}

#[test]
fn a_step_that_changes_something_can_only_be_passed_by() {
    let mut run = two();
    run.take(Input::ReadOnly { on: true });
    run.walk("look=not-fixed");
    let known = vec!["cannot".to_owned(), "skip".to_owned()];
    assert_eq!(
        run.refused(answer("fixed", By::Person)),
        Refusal::ReadOnly { id: "fixed".to_owned(), known: known.clone() }
    );
    assert!(matches!(run.refused(answer("no", By::Person)), Refusal::NoSuchAnswer { .. }));
    run.walk("act=skip");
    // Undo takes back the answer, not the promise to change nothing.
    run.take(Input::Undo).take(Input::Undo);
    assert!(run.session.state().read_only);
    run.take(Input::ReadOnly { on: false });
    run.walk("look=not-fixed act=fixed");
}

#[test]
fn what_is_only_looked_at_does_not_count() {
    let mut run = two();
    run.take(Input::ReadOnly { on: true });
    run.walk("look=not-fixed");
    let summary = Summary::of(run.session.records());
    assert!(summary.looked && !summary.counts() && summary.tried.is_empty());
    run.take(Input::ReadOnly { on: false });
    run.walk("act=fixed");
    let summary = Summary::of(run.session.records());
    assert!(summary.counts());
    let tried: Vec<(&str, bool)> =
        summary.tried.iter().map(|one| (one.fix.node.as_str(), one.fixed)).collect();
    assert_eq!(tried, [("act", true)]);
}

#[test]
fn a_session_counts_once_for_a_fix_with_what_came_of_it_in_the_end() {
    let mut run = two();
    run.walk("look=not-fixed").back(1).walk("look=fixed");
    let summary = Summary::of(run.session.records());
    let mut history = History::default();
    history.learn(&summary.tried);
    let counts: Vec<(String, u32, u32)> =
        history.fixes().map(|(fix, _, count)| (fix.node.clone(), count.fixed, count.not_fixed)).collect();
    assert_eq!(counts, [("look".to_owned(), 1, 0)]);
}

#[test]
fn what_a_script_answered_neither_counts_nor_waits() {
    let mut run = two();
    run.take(answer("not-fixed", By::Flag));
    assert!(Summary::of(run.session.records()).tried.is_empty());
}
