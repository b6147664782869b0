//! Detours: `go` with `back`.

use super::Run;
use crate::build::*;
use unsnag::flow::*;
use unsnag::session::{Input, Refusal};

fn nested() -> Library {
    library(vec![
        flow(
            "f",
            vec![
                ask("q", &[("a", "out"), ("b", "done")], "done"),
                detour("out", "g#", "after"),
                ask("after", &[("a", "done"), ("b", "out")], "done"),
                escalate("done"),
            ],
        ),
        flow(
            "g",
            vec![
                ask("x", &[("deeper", "more"), ("cure", "cure")], "stop"),
                detour("more", "inner", "cure"),
                fix("inner", "stop"),
                fix("cure", "stop"),
                fix("lost", ""),
                escalate("stop"),
            ],
        ),
    ])
}

#[test]
fn a_fix_that_helps_and_an_end_come_back() {
    let mut run = Run::new(nested());
    assert_eq!(run.walk("q=a x=cure cure=fixed").at(), "after");
    run.walk("after=b x=unsure");
    assert_eq!((run.at(), run.ended()), ("stop", None));
    assert_eq!(run.walk("stop=read").at(), "after");
    assert_eq!(run.walk("after=a").ended(), Some(EndKind::Escalate));
}

#[test]
fn a_text_that_leads_on_does_not_end_the_detour() {
    let nodes = vec![
        detour("out", "text", "after"),
        note("text", "more"),
        ask("more", &[("a", "stop"), ("b", "stop")], "stop"),
        escalate("stop"),
        ask("after", &[("a", "done"), ("b", "done")], "done"),
        escalate("done"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    assert_eq!(run.walk("text=read more=a").ended(), None);
    assert_eq!(run.walk("stop=read").at(), "after");
}

#[test]
fn detours_nest() {
    let mut run = Run::new(nested());
    assert_eq!(run.walk("q=a x=deeper inner=fixed").at(), "cure");
    assert_eq!(run.walk("cure=not-fixed stop=read").at(), "after");
    assert_eq!(run.walk("after=a").ended(), Some(EndKind::Escalate));
}

#[test]
fn a_detour_can_be_left_at_any_time() {
    let mut run = Run::new(nested());
    run.walk("q=a x=deeper").take(Input::LeaveDetour);
    assert_eq!(run.at(), "cure");
    run.take(Input::LeaveDetour);
    assert_eq!(run.at(), "after");
    assert_eq!(run.refused(Input::LeaveDetour), Refusal::NothingToLeave);
}

#[test]
fn going_back_into_a_detour_knows_where_it_comes_back_to() {
    let mut run = Run::new(nested());
    run.walk("q=a x=cure cure=fixed").back(1);
    assert_eq!(run.at(), "cure");
    assert_eq!(run.walk("cure=not-fixed stop=read").at(), "after");
    run.back(3).take(Input::LeaveDetour);
    assert_eq!(run.path(), "q x after");
}

#[test]
fn a_fix_that_leads_nowhere_comes_back_too() {
    let mut run = Run::new(nested());
    run.walk("q=a").jump("g#lost").take(Input::Return).walk("x=deeper");
    let mut library = nested();
    let mut inner = (*library.flows["g"]).clone();
    inner.start = "lost".to_owned();
    library.flows.insert("g".to_owned(), inner.into());
    let mut run = Run::new(library);
    assert_eq!(run.walk("q=a lost=not-fixed").at(), "after");
}

#[test]
fn a_jump_leaves_detours_and_the_return_is_in_them_again() {
    let mut run = Run::new(nested());
    run.walk("q=a").jump("g#cure");
    assert_eq!(run.refused(Input::LeaveDetour), Refusal::NothingToLeave);
    run.take(Input::Return);
    assert_eq!(run.at(), "x");
    assert_eq!(run.take(Input::LeaveDetour).at(), "after");
}

#[test]
fn detours_into_each_other_ask_for_ever_but_never_hang() {
    let nodes = vec![detour("a", "b", "a"), detour("b", "a", "b"), escalate("end")];
    let run = Run::new(library(vec![flow("f", nodes)]));
    assert_eq!(run.ended(), Some(EndKind::Escalate));
}
