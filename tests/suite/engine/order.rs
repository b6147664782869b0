//! Rule P/C against numbers computed by hand.

use super::Run;
use crate::build::*;
use unsnag::flow::*;
use unsnag::session::{History, Ranked, Reason};

fn rejected(words: Points) -> Vec<Node> {
    let mut code = question(&[("other", "rejected")], "rejected");
    let points = [("register".to_owned(), words), ("clock".to_owned(), Points::Sometimes)];
    code.options
        .insert("refused".to_owned(), Choice { points: points.into_iter().collect(), ..choice("rejected") });
    vec![
        ask_with("code", code),
        group("rejected", &["register", "clock"], "logs"),
        fix_with("register", "", |fix| (fix.minutes, fix.likely) = (30, Some(Likely::Common))),
        fix_with("clock", "", |fix| fix.minutes = 15),
        escalate("logs"),
    ]
}

fn order(nodes: Vec<Node>, walk: &str, history: History) -> Vec<Ranked> {
    let mut run = Run::from(library(vec![flow("f", nodes)]), &[], history);
    run.walk(walk);
    run.session.state().order_of(&Address::new("f", "rejected")).unwrap().to_vec()
}

fn close(ranked: &[Ranked], expected: &[(&str, f64)]) {
    let ids: Vec<&str> = ranked.iter().map(|one| one.fix.as_str()).collect();
    assert_eq!(ids, expected.iter().map(|one| one.0).collect::<Vec<_>>());
    for (one, (fix, p)) in ranked.iter().zip(expected) {
        assert!((one.p - p).abs() < 1e-6, "{fix}: {} is not {p}", one.p);
    }
}

fn pair(question: &str, option: &str) -> (String, String) {
    (question.to_owned(), option.to_owned())
}

#[test]
fn priors_alone_decide_when_nothing_was_answered_that_points() {
    // .6 and .3 and other .1 add up to 1; .6/30 equals .3/15, so they stay as listed.
    let ranked = order(rejected(Points::Usually), "code=other", History::default());
    close(&ranked, &[("register", 0.6), ("clock", 0.3)]);
    assert_eq!(ranked[0].why, [Reason::Common]);
    assert_eq!(ranked[1].why, [Reason::Open]);
}

#[test]
fn an_answer_that_points_to_a_fix_moves_it() {
    // .6 x .7 = .42, .3 x .4 = .12, other .1 x .4 = .04; sum .58.
    let ranked = order(rejected(Points::Usually), "code=refused", History::default());
    close(&ranked, &[("register", 0.42 / 0.58), ("clock", 0.12 / 0.58)]);
    let (question, option) = pair("code", "refused");
    assert_eq!(ranked[0].why, [Reason::PointsTo { question, option }, Reason::Common]);
    // .6 x .1 = .06, .12, .04; sum .22. .06/30 is less than .12/15.
    let ranked = order(rejected(Points::Never), "code=refused", History::default());
    close(&ranked, &[("clock", 0.12 / 0.22), ("register", 0.06 / 0.22)]);
    let (question, option) = pair("code", "refused");
    assert_eq!(ranked[1].why, [Reason::PointsAway { question, option }, Reason::Common]);
}

#[test]
fn what_worked_here_before_counts_against_the_word_of_the_author() {
    let mut history = History::default();
    for fixed in [true, true, true, false] {
        history.add(Address::new("f", "clock"), 1, fixed);
    }
    history.add(Address::new("f", "clock"), 2, false);
    // clock: (4 x .3 + 3) / (4 + 3 + 1) = .525; register .6; other .1; sum 1.225.
    let ranked = order(rejected(Points::Usually), "code=other", history);
    close(&ranked, &[("clock", 0.525 / 1.225), ("register", 0.6 / 1.225)]);
    assert_eq!(ranked[0].why, [Reason::Worked { fixed: 3, sessions: 4 }]);
}

#[test]
fn a_quick_fix_comes_before_a_likely_one_that_takes_long() {
    let mut nodes = rejected(Points::Usually);
    nodes[3] = fix_with("clock", "", |fix| (fix.minutes, fix.likely) = (4, Some(Likely::Rare)));
    // .6/30 = .02 and .1/4 = .025.
    let ranked = order(nodes, "code=other", History::default());
    close(&ranked, &[("clock", 0.1 / 0.8), ("register", 0.6 / 0.8)]);
    assert_eq!(ranked[0].why, [Reason::Rare, Reason::Quick]);
}

#[test]
fn the_author_can_keep_the_order() {
    let mut nodes = rejected(Points::Never);
    let members = vec!["register".to_owned(), "clock".to_owned()];
    nodes[1].kind = Kind::Try(Group { members, next: target("logs"), listed: true });
    let ranked = order(nodes, "code=refused", History::default());
    close(&ranked, &[("register", 0.06 / 0.22), ("clock", 0.12 / 0.22)]);
    assert_eq!(ranked[0].why, [Reason::Listed]);
}

#[test]
fn the_order_of_a_group_stays_as_it_was_decided() {
    let mut run = Run::new(library(vec![flow("f", rejected(Points::Usually))]));
    run.walk("code=other");
    assert_eq!(run.at(), "register");
    for _ in 0..9 {
        run.history.add(Address::new("f", "clock"), 1, true);
    }
    run.back(1).walk("code=other");
    assert_eq!(run.at(), "register");
}
