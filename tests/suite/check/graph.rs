use crate::build::*;
use unsnag::check::Graph;
use unsnag::flow::{Flow, Node};

fn left(nodes: Vec<Node>, at: &str) -> String {
    left_in(&flow("f", nodes), at)
}

fn left_in(flow: &Flow, at: &str) -> String {
    Graph::of(flow).remaining(at).map_or_else(|| "no end".to_owned(), |left| left.to_string())
}

#[test]
fn an_end_has_nothing_left_and_a_fix_may_be_the_last_step() {
    assert_eq!(left(vec![escalate("help")], "help"), "0");
    assert_eq!(left(vec![fix("a", "help"), escalate("help")], "a"), "0-1");
    assert_eq!(left(vec![fix("a", "")], "a"), "0");
    assert_eq!(left(vec![note("a", "")], "a"), "0");
}

#[test]
fn jumps_are_passed_and_notes_are_stops() {
    let nodes = vec![
        ask("q", &[("a", "jump"), ("b", "text")], "help"),
        go("jump", "help"),
        note("text", "help"),
        escalate("help"),
    ];
    assert_eq!(left(nodes, "q"), "1-2");
}

#[test]
fn a_group_offers_each_member_once() {
    let nodes = vec![
        ask("q", &[("a", "tries")], "help"),
        group("tries", &["one", "two", "three"], "help"),
        fix("one", "q"),
        fix("two", ""),
        fix("three", "nowhere"),
        escalate("help"),
    ];
    let flow = flow("f", nodes);
    // The first fix may help; at most all three fail and the end follows.
    assert_eq!(left_in(&flow, "q"), "1-4");
    let graph = Graph::of(&flow);
    let in_group = |untried| graph.remaining_in("tries", "two", untried).map(|left| left.to_string());
    assert_eq!(in_group(2).as_deref(), Some("0-3"));
    assert_eq!(in_group(1).as_deref(), Some("0-2"));
    assert_eq!(in_group(0).as_deref(), Some("0-1"));
    // Outside the group the fix has its own `next`.
    assert_eq!(left_in(&flow, "one"), "0-5");
}

#[test]
fn a_check_that_returns_to_its_group_is_no_loop() {
    let nodes = vec![
        group("tries", &["look", "one"], "help"),
        check("look", &[("yes", "help"), ("no", "tries")], "tries"),
        fix("one", ""),
        escalate("help"),
    ];
    assert_eq!(left(nodes, "tries"), "1-3");
}

#[test]
fn loops_detours_and_other_flows_have_no_longest_way() {
    let around =
        vec![ask("q", &[("a", "again"), ("b", "help")], "help"), note("again", "q"), escalate("help")];
    assert_eq!(left(around, "q"), "1+");
    let detour = vec![
        detour("side", "inside", "help"),
        ask("inside", &[("a", "out"), ("b", "out")], "out"),
        escalate("out"),
        escalate("help"),
    ];
    // One stop in the detour, which can be left at once, and the end behind it.
    assert_eq!(left(detour, "side"), "2+");
    assert_eq!(left(vec![ask("q", &[("a", "g#")], "g#x")], "q"), "1+");
}

#[test]
fn without_a_way_to_an_end_there_is_no_number() {
    let round = vec![note("a", "b"), note("b", "a")];
    assert_eq!(left(round, "a"), "no end");
    assert_eq!(left(vec![ask("q", &[("a", "gone")], "")], "q"), "no end");
    assert_eq!(left(vec![escalate("a")], "b"), "no end");
}

#[test]
fn ten_thousand_steps_in_a_row_are_counted() {
    let size = 10_000;
    let mut nodes: Vec<Node> = (0..size).map(|i| note(&format!("n{i}"), &format!("n{}", i + 1))).collect();
    nodes.push(escalate(&format!("n{size}")));
    assert_eq!(left(nodes, "n0"), "10000");
}
