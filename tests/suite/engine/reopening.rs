//! Changing an earlier answer.

use super::Run;
use crate::build::*;
use unsnag::flow::*;
use unsnag::session::{By, Event, VisitId};

fn diagnosis() -> Vec<Node> {
    vec![
        ask("first", &[("a", "second"), ("b", "second"), ("c", "cure")], "second"),
        ask("second", &[("a", "look"), ("b", "look")], "look"),
        check("look", &[("yes", "cure"), ("no", "help")], "cure"),
        fix("cure", "third"),
        ask("third", &[("a", "help"), ("b", "help")], "help"),
        escalate("help"),
    ]
}

fn run() -> Run {
    Run::new(library(vec![flow("f", diagnosis())]))
}

/// Nodes that the latest change kept and ruled out.
fn sorted_out(run: &Run) -> (Vec<&str>, Vec<&str>) {
    let state = run.session.state();
    let names = |ids: &[VisitId]| ids.iter().map(|id| state.visits[id].at.node.as_str()).collect();
    let reopened = run.session.records().iter().rev().find_map(|record| match &record.event {
        Event::Reopened { kept, ruled_out, .. } => Some((names(kept), names(ruled_out))),
        _ => None,
    });
    reopened.unwrap()
}

#[test]
fn later_answers_that_still_hold_are_kept() {
    let mut run = run();
    run.walk("first=a second=b look=yes").reopen("first").walk("first=b");
    assert_eq!((run.at(), run.path().as_str()), ("cure", "first second look cure"));
    let kept = |words: &str| (words.to_owned(), By::Kept);
    assert_eq!(run.answers(), [("first=b".to_owned(), By::Person), kept("second=b"), kept("look=yes")]);
    assert_eq!(sorted_out(&run), (vec!["second", "look"], vec![]));
    assert_eq!(run.session.state().ruled_out().count(), 0);
}

#[test]
fn answers_off_the_new_way_are_listed_as_ruled_out() {
    let mut run = run();
    run.walk("first=a second=b look=yes cure=not-fixed").reopen("first").walk("first=c");
    assert_eq!(run.path(), "first cure third", "the outcome of the fix still holds");
    assert_eq!(sorted_out(&run), (vec!["cure"], vec!["second", "look"]));
    let ruled_out: Vec<&str> = run.session.state().ruled_out().map(|visit| visit.at.node.as_str()).collect();
    assert_eq!(ruled_out, ["second", "look"]);
}

#[test]
fn an_answer_that_the_step_no_longer_has_is_ruled_out() {
    let mut nodes = diagnosis();
    let mut second = question(&[("b", "look")], "look");
    second.options.insert("a".to_owned(), Choice { when: equals("first", "a"), ..choice("look") });
    nodes[1] = ask_with("second", second);
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("first=a second=a look=yes").reopen("first").walk("first=b");
    assert_eq!(run.at(), "second");
    assert_eq!(sorted_out(&run), (vec![], vec!["second", "look"]));
}

#[test]
fn that_a_fix_helped_is_asked_again_after_a_change() {
    let mut run = run();
    run.walk("first=a second=b look=yes cure=fixed").reopen("second").walk("second=a");
    // The fix changed something, so the check before it is asked again as well.
    assert_eq!(run.walk("look=yes").at(), "cure");
    assert_eq!(run.ended(), None);
    assert_eq!(sorted_out(&run), (vec![], vec!["look", "cure"]));
    let old = run.session.state().last_answer(&Address::new("f", "cure")).unwrap();
    assert_eq!(old.id, "fixed", "what was said before can be preselected");
}

#[test]
fn a_fix_that_did_not_help_after_all_is_no_end() {
    let mut run = run();
    run.walk("first=c cure=fixed");
    assert_eq!(run.ended(), Some(EndKind::Resolved));
    run.walk("cure=not-fixed").back(1);
    assert_eq!((run.at(), run.ended()), ("cure", None));
}

#[test]
fn a_fix_that_helped_is_asked_again_when_an_earlier_answer_changes() {
    let nodes = vec![
        ask("first", &[("a", "cure"), ("b", "cure")], "cure"),
        fix_with("cure", "help", |fix| fix.risk = Risk::Read),
        escalate("help"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("first=a cure=fixed").reopen("first").walk("first=b");
    assert_eq!((run.at(), run.ended()), ("cure", None));
}

#[test]
fn a_check_that_is_older_than_a_change_on_the_machine_is_asked_again() {
    for (outcome, at) in [("not-fixed", "look"), ("cannot", "third"), ("skip", "third")] {
        let mut run = run();
        run.walk("first=a second=b look=yes").walk(&format!("cure={outcome}"));
        run.reopen("first").walk("first=b");
        assert_eq!(run.at(), at, "after {outcome}");
    }
}

#[test]
fn a_check_stays_answered_when_nothing_was_changed() {
    let mut nodes = diagnosis();
    nodes[3] = fix_with("cure", "third", |fix| fix.risk = Risk::Read);
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("first=a second=b look=yes cure=not-fixed").reopen("first").walk("first=b");
    assert_eq!(run.at(), "third");
}

#[test]
fn a_change_counts_even_if_its_outcome_was_corrected_or_is_awaited() {
    let mut corrected = run();
    corrected.walk("first=a second=b look=yes cure=not-fixed").back(1).walk("cure=skip");
    corrected.reopen("first").walk("first=b");
    assert_eq!(corrected.at(), "look");
    let mut nodes = diagnosis();
    let wait = Wait { text: "1h".to_owned(), seconds: 3600 };
    nodes[3] = fix_with("cure", "third", |fix| fix.wait = Some(wait));
    let mut awaited = Run::new(library(vec![flow("f", nodes)]));
    awaited.walk("first=a second=b look=yes cure=wait").reopen("first").walk("first=b");
    assert_eq!(awaited.at(), "look");
}

#[test]
fn a_check_after_the_change_is_kept_even_when_the_clock_was_set_back() {
    let nodes = vec![
        ask("first", &[("a", "cure"), ("b", "cure")], "cure"),
        fix("cure", "look"),
        check("look", &[("yes", "last"), ("no", "last")], "last"),
        ask("last", &[("a", "help"), ("b", "help")], "help"),
        escalate("help"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("first=a cure=not-fixed");
    run.now -= jiff::SignedDuration::from_hours(3);
    run.walk("look=yes").reopen("first").walk("first=b");
    assert_eq!(run.path(), "first cure look last");
}

#[test]
fn kept_members_of_a_group_are_not_offered_anew() {
    let nodes = vec![
        ask("first", &[("a", "tries"), ("b", "tries")], "tries"),
        group("tries", &["one", "two", "three"], "help"),
        fix("one", ""),
        fix("two", ""),
        fix("three", ""),
        escalate("help"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("first=a one=not-fixed two=cannot").reopen("first").walk("first=b");
    assert_eq!((run.at(), run.path().as_str()), ("three", "first one two three"));
    run.walk("three=not-fixed").reopen("one").walk("one=fixed");
    assert_eq!(run.ended(), Some(EndKind::Resolved));
    assert_eq!(sorted_out(&run), (vec![], vec!["two", "three"]));
}

#[test]
fn undo_brings_back_what_a_change_ruled_out() {
    let mut run = run();
    run.walk("first=a second=b look=yes cure=not-fixed");
    let before = run.session.state().clone();
    run.reopen("first").walk("first=c");
    run.take(unsnag::session::Input::Undo).take(unsnag::session::Input::Undo);
    assert_eq!(*run.session.state(), before);
}
