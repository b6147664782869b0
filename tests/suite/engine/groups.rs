//! `try` groups.

use super::Run;
use crate::build::*;
use unsnag::flow::*;
use unsnag::session::{Input, Refusal};

fn three() -> Vec<Node> {
    vec![
        ask("q", &[("a", "tries"), ("b", "tries")], "tries"),
        group("tries", &["one", "two", "three"], "help"),
        fix("one", "q"),
        fix("two", "q"),
        fix("three", "q"),
        escalate("help"),
    ]
}

#[test]
fn members_are_offered_in_turn_and_their_own_next_is_ignored() {
    let mut run = Run::new(library(vec![flow("f", three())]));
    run.walk("q=a one=not-fixed two=cannot three=skip");
    assert_eq!((run.at(), run.path().as_str()), ("help", "q one two three help"));
}

#[test]
fn then_leads_out_of_the_group() {
    let mut nodes = three();
    nodes[2] = fix_with("one", "", |fix| fix.then.cannot = target("help"));
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    assert_eq!(run.walk("q=a one=cannot").at(), "help");
}

#[test]
fn a_member_that_was_tried_before_is_not_offered_again() {
    let mut nodes = three();
    nodes[0] = ask("q", &[("a", "two"), ("b", "two")], "two");
    nodes[3] = fix("two", "tries");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=a two=not-fixed one=not-fixed three=not-fixed");
    assert_eq!(run.at(), "help");
}

#[test]
fn a_fix_that_was_tried_on_a_way_that_was_given_up_is_not_offered_again() {
    let mut nodes = three();
    nodes[0] = ask("q", &[("a", "two"), ("b", "tries")], "two");
    nodes[3] = fix("two", "help");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=a two=not-fixed").back(2).walk("q=b one=not-fixed");
    // It could be kept, but it comes only after a fix that is new.
    assert_eq!(run.at(), "three");
}

#[test]
fn a_member_whose_condition_does_not_hold_is_left_out() {
    let mut nodes = three();
    nodes[2] = fix_with("one", "", |fix| fix.when = equals("q", "b"));
    // It depends on another member, so it is decided when its turn comes.
    nodes[4] = fix_with("three", "", |fix| fix.when = Some(Condition::Tried("two".to_owned())));
    let mut run = Run::new(library(vec![flow("f", nodes.clone())]));
    run.walk("q=a two=not-fixed three=not-fixed");
    assert_eq!(run.at(), "help");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=b one=not-fixed two=cannot");
    assert_eq!(run.at(), "help");
}

#[test]
fn a_check_that_comes_back_to_the_group_goes_on_with_what_is_untried() {
    let mut nodes = three();
    nodes[2] = check("one", &[("yes", "help"), ("no", "tries")], "tries");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=a one=no two=not-fixed three=not-fixed");
    assert_eq!((run.at(), run.path().as_str()), ("help", "q one two three help"));
}

#[test]
fn another_member_can_be_picked_and_the_rest_follows() {
    let mut run = Run::new(library(vec![flow("f", three())]));
    let pick = |member: &str| Input::Pick { member: member.to_owned() };
    run.walk("q=a").take(pick("three")).walk("three=not-fixed");
    assert_eq!(run.at(), "one");
    assert_eq!(run.refused(pick("three")), Refusal::NotInGroup);
    assert_eq!(run.refused(pick("q")), Refusal::NotInGroup);
    run.take(pick("two")).walk("two=not-fixed one=not-fixed");
    assert_eq!((run.at(), run.path().as_str()), ("help", "q three two one help"));
    run.walk("").back(4);
    assert_eq!(run.refused(pick("one")), Refusal::NotInGroup, "a question stands in no group");
}

#[test]
fn a_group_without_a_member_that_can_be_offered_is_passed() {
    let hidden = |id: &str| fix_with(id, "", |fix| fix.when = equals("q", "b"));
    let nodes = vec![
        ask("q", &[("a", "tries"), ("b", "tries")], "tries"),
        group("tries", &["one"], "help"),
        hidden("one"),
        escalate("help"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    assert_eq!(run.walk("q=a").path(), "q help");
}

#[test]
fn a_group_that_leads_nowhere_ends_in_escalation() {
    let mut nodes = three();
    nodes[1] = group("tries", &["one"], "");
    let mut run = Run::new(library(vec![flow("f", nodes.clone())]));
    run.walk("q=a one=not-fixed");
    assert_eq!(run.ended(), Some(EndKind::Escalate));
    nodes[1] = group("tries", &[], "");
    let mut run = Run::new(library(vec![flow("f", nodes.clone())]));
    run.walk("q=a");
    assert_eq!(run.ended(), Some(EndKind::Escalate));
    nodes[1] = group("tries", &["one"], "tries");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=a one=not-fixed");
    assert_eq!(run.ended(), Some(EndKind::Escalate), "a group that follows itself has nothing left");
}
