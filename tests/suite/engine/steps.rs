//! Answers, ends, back and forward, undo and redo, shared questions, presets, jumps, waiting.

use super::Run;
use crate::build::*;
use jiff::SignedDuration;
use unsnag::flow::*;
use unsnag::session::output::read_output;
use unsnag::session::{By, History, Input, Refusal};

fn small() -> Library {
    library(vec![flow(
        "f",
        vec![
            ask("q", &[("a", "text"), ("b", "cure")], "cure"),
            note("text", "cure"),
            fix("cure", "help"),
            escalate("help"),
        ],
    )])
}

#[test]
fn answers_lead_where_the_author_wired_them() {
    let mut run = Run::new(small());
    run.walk("q=a text=read cure=not-fixed");
    assert_eq!((run.at(), run.ended()), ("help", Some(EndKind::Escalate)));
    let mut run = Run::new(small());
    run.walk("q=unsure cure=fixed");
    assert_eq!((run.at(), run.ended()), ("cure", Some(EndKind::Resolved)));
}

#[test]
fn an_answer_that_does_not_exist_is_refused_with_those_that_do() {
    let mut run = Run::new(small());
    let refusal = run.refused(Input::Answer { id: "c".to_owned(), by: By::Person });
    let known = ["a", "b", "unsure"].map(str::to_owned).to_vec();
    assert_eq!(refusal, Refusal::NoSuchAnswer { id: "c".to_owned(), known });
    run.walk("q=b cure=cannot");
    assert!(matches!(
        run.refused(Input::Answer { id: "read".to_owned(), by: By::Person }),
        Refusal::NoSuchAnswer { .. }
    ));
}

#[test]
fn back_keeps_later_answers_and_the_same_answer_goes_forward_again() {
    let mut run = Run::new(small());
    run.walk("q=a text=read cure=not-fixed").back(9);
    assert_eq!(run.path(), "q");
    assert_eq!(run.refused(Input::Back { steps: 1 }), Refusal::AtBeginning);
    run.walk("q=a text=read");
    assert_eq!(run.at(), "cure");
    run.take(Input::Forward);
    assert_eq!((run.at(), run.ended()), ("help", Some(EndKind::Escalate)));
    assert_eq!(run.refused(Input::Forward), Refusal::AtEnd);
    assert_eq!(run.session.state().visits.len(), 4, "nothing was visited twice");
}

#[test]
fn undo_takes_back_whole_inputs_and_redo_gives_them_again() {
    let mut run = Run::new(small());
    run.walk("q=a").take(Input::Note { text: "seen".to_owned() }).walk("text=read");
    run.take(Input::Undo);
    assert_eq!((run.at(), run.session.state().notes.len()), ("text", 1));
    run.take(Input::Undo);
    assert_eq!(run.session.state().notes.len(), 0);
    run.take(Input::Undo);
    assert_eq!(run.at(), "q");
    assert_eq!(run.refused(Input::Undo), Refusal::NothingToUndo);
    run.take(Input::Redo).take(Input::Redo).take(Input::Redo);
    assert_eq!((run.at(), run.session.state().notes.len()), ("cure", 1));
    assert_eq!(run.refused(Input::Redo), Refusal::NothingToRedo);
    run.take(Input::Undo).walk("text=read");
    assert_eq!(run.refused(Input::Redo), Refusal::NothingToRedo, "something else was done");
}

#[test]
fn facts_cannot_be_undone() {
    let mut run = Run::new(small());
    let copied = |text: &str| Input::Copied {
        command: "c".to_owned(),
        text: text.to_owned(),
        way: "file".to_owned(),
        undoes: None,
    };
    run.walk("q=b").take(copied("one"));
    let n = run.session.state().copied[0].n;
    run.take(Input::Ran { copied: n, yes: Some(true) }).take(Input::Undo);
    assert_eq!(run.at(), "q");
    assert_eq!(run.session.state().copied[0].ran, Some(true));
}

#[test]
fn a_shared_question_is_asked_once_in_all_flows() {
    let os = |go: &str| Question {
        shared: Some("os".to_owned()),
        ..question(&[("windows", go), ("linux", go)], go)
    };
    let shown = |go: &str, when| Choice { when, ..choice(go) };
    let mut later = question(&[], "done");
    later.options.insert("w".to_owned(), shown("done", equals("os", "windows")));
    later.options.insert("l".to_owned(), shown("done", equals("os", "linux")));
    let mut run = Run::new(library(vec![
        flow("f", vec![ask_with("system", os("g#")), escalate("x")]),
        flow("g", vec![ask_with("which", os("later")), ask_with("later", later), escalate("done")]),
    ]));
    run.walk("system=linux");
    assert_eq!(run.at(), "later");
    assert_eq!(run.answers()[1], ("which=linux".to_owned(), By::Shared));
    let refusal = run.refused(Input::Answer { id: "w".to_owned(), by: By::Person });
    let known = ["l", "unsure"].map(str::to_owned).to_vec();
    assert_eq!(refusal, Refusal::NoSuchAnswer { id: "w".to_owned(), known });
}

#[test]
fn a_shared_question_that_was_not_sure_is_asked_again() {
    let os = |go: &str| Question {
        shared: Some("os".to_owned()),
        ..question(&[("windows", go), ("linux", go)], go)
    };
    let nodes = vec![ask_with("one", os("two")), ask_with("two", os("done")), escalate("done")];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("one=unsure");
    assert_eq!(run.at(), "two");
    let open = |run: &Run| run.session.state().open_questions().len();
    assert_eq!(open(&run), 1);
    run.walk("two=linux");
    assert_eq!(open(&run), 0, "the later answer settles it");
}

#[test]
fn pasted_text_answers_a_question_once_and_can_be_changed() {
    let mut run = Run::from(small(), &[("q", "b")], History::default());
    assert_eq!(run.at(), "cure");
    assert_eq!(run.answers(), [("q=b".to_owned(), By::Signature)]);
    run.back(1).walk("q=a");
    assert_eq!(run.at(), "text");
    let mut run = Run::from(small(), &[("q", "nonsense"), ("gone", "x")], History::default());
    assert_eq!(run.at(), "q", "an answer that does not exist is not given");
    run.walk("q=b");
}

#[test]
fn an_answer_of_pasted_text_that_leads_nowhere_is_left_to_the_person() {
    let nodes = vec![ask("q", &[("a", "gone"), ("b", "end")], "end"), escalate("end")];
    let mut run = Run::from(library(vec![flow("f", nodes)]), &[("q", "a")], History::default());
    assert_eq!(run.at(), "q");
    let refusal = run.refused(Input::Answer { id: "a".to_owned(), by: By::Person });
    assert_eq!(refusal, Refusal::Missing("gone".to_owned()));
    run.walk("q=b");
}

#[test]
fn a_jump_can_be_returned_from_and_jumps_nest() {
    let other = flow("g", vec![ask("x", &[("a", "y"), ("b", "y")], "y"), escalate("y")]);
    let mut run = Run::new(Library {
        flows: small().flows.into_iter().chain(library(vec![other]).flows).collect(),
        ..small()
    });
    run.walk("q=a").jump("g#x").walk("x=a").jump("f#cure");
    assert_eq!(run.at(), "cure");
    run.take(Input::Return);
    assert_eq!(run.at(), "y");
    run.take(Input::Return);
    assert_eq!(run.at(), "text");
    assert_eq!(run.refused(Input::Return), Refusal::NothingToLeave);
    run.back(2);
    assert_eq!(run.path(), "q text x y cure");
    run.back(2);
    assert_eq!(run.session.state().returns.len(), 1, "back inside the jump it can be returned from again");
    run.back(1);
    assert_eq!(run.session.state().returns.len(), 0);
}

#[test]
fn a_jump_to_nowhere_is_refused() {
    let mut run = Run::new(small());
    let to = Address::new("f", "gone");
    let refusal = run.refused(Input::Jump { to, presets: Vec::new() });
    assert_eq!(refusal, Refusal::Missing("f#gone".to_owned()));
    assert_eq!(run.at(), "q");
}

#[test]
fn waiting_parks_a_fix_until_it_is_known_whether_it_helped() {
    let wait = Wait { text: "24h".to_owned(), seconds: 86_400 };
    let nodes = vec![fix_with("cure", "help", |fix| fix.wait = Some(wait)), escalate("help")];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("cure=wait");
    let since = run.now;
    assert_eq!((run.at(), run.ended()), ("cure", None));
    run.now += SignedDuration::from_hours(25);
    assert_eq!(run.session.state().current().unwrap().waiting, Some((since, 86_400)));
    assert!(run.session.state().current().unwrap().tried());
    run.walk("cure=not-fixed");
    assert_eq!(run.at(), "help");
    // A fix without an effect that takes time cannot be waited for.
    let refusal = Run::new(library(vec![flow("f", vec![fix("cure", "")])]))
        .refused(Input::Answer { id: "wait".to_owned(), by: By::Person });
    assert!(matches!(refusal, Refusal::NoSuchAnswer { .. }));
}

#[test]
fn a_fix_that_leads_nowhere_ends_in_escalation() {
    let mut run = Run::new(library(vec![flow("f", vec![fix("cure", "")])]));
    run.walk("cure=not-fixed");
    assert_eq!(run.ended(), Some(EndKind::Escalate));
}

#[test]
fn a_fix_can_lead_apart_by_its_outcome() {
    let nodes = |with_next: &str| {
        let apart = Then { not_fixed: target("a"), cannot: target("b"), skip: None };
        vec![fix_with("cure", with_next, |fix| fix.then = apart), escalate("a"), escalate("b"), escalate("c")]
    };
    for (outcome, end) in [("not-fixed", "a"), ("cannot", "b"), ("skip", "c"), ("fixed", "cure")] {
        let mut run = Run::new(library(vec![flow("f", nodes("c"))]));
        run.walk(&format!("cure={outcome}"));
        assert_eq!(run.at(), end);
    }
}

#[test]
fn a_fix_whose_condition_does_not_hold_is_passed() {
    let nodes = vec![
        ask("q", &[("a", "cure"), ("b", "cure")], "cure"),
        fix_with("cure", "help", |fix| fix.when = equals("q", "a")),
        escalate("help"),
    ];
    let mut run = Run::new(library(vec![flow("f", nodes.clone())]));
    assert_eq!(run.walk("q=a").at(), "cure");
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    assert_eq!(run.walk("q=b").at(), "help");
}

#[test]
fn a_table_offers_its_rows_and_a_way_out() {
    let rows = [("net", "0x80072EE2", "a"), ("wsus", "0x8024402C", "b")];
    let nodes = vec![
        table("t", &rows, "other", "help"),
        escalate("a"),
        escalate("b"),
        escalate("other"),
        escalate("help"),
    ];
    for (row, end) in [("net", "a"), ("wsus", "b"), ("other", "other"), ("unsure", "help")] {
        let mut run = Run::new(library(vec![flow("f", nodes.clone())]));
        assert_eq!(run.walk(&format!("t={row}")).at(), end);
    }
}

#[test]
fn texts_end_a_flow_that_goes_no_further() {
    let mut run = Run::new(library(vec![flow("f", vec![faq("answers", "")])]));
    run.walk("answers=read");
    assert_eq!(run.ended(), Some(EndKind::Info));
}

#[test]
fn jumps_in_a_circle_end_in_escalation() {
    let nodes = vec![ask("q", &[("a", "x"), ("b", "x")], "x"), go("x", "y"), go("y", "x")];
    let mut run = Run::new(library(vec![flow("f", nodes)]));
    run.walk("q=a");
    assert_eq!(run.ended(), Some(EndKind::Escalate));
    assert_eq!(run.back(1).at(), "q");
}

#[test]
fn a_secret_value_is_known_and_stands_nowhere_in_the_log() {
    let mut run = Run::new(small());
    let fill = |name: &str, secret| Input::Fill { name: name.to_owned(), value: format!("v-{name}"), secret };
    run.take(fill("key", true)).take(fill("host", false));
    assert_eq!((run.session.value("key"), run.session.value("host")), (Some("v-key"), Some("v-host")));
    assert!(!format!("{:?}", run.session.records()).contains("v-key"));
}

#[test]
fn output_decides_nothing_about_a_slot_that_is_not_filled() {
    let text = "\
unsnag: 1
id: f
title: F
symptoms: [F]
start: q
nodes:
  q:
    check: Is it there?
    run: [{id: all, shell: kql, text: '<name>', fill: {name: {ask: Name}}}]
    options:
      there: {say: It is, go: done, match: '<name>'}
      gone: {say: It is not, go: done, absent: '<name>'}
    unsure: done
  done: {end: info}
";
    let library = Library::load([Document::new("f.yaml", text)]).library;
    let node = library.flow("f").unwrap().node("q").unwrap();
    let shown = |value: Option<&'static str>, output: &str| {
        let value = move |_: &str| value;
        read_output(node, output, &value).into_iter().map(|shown| shown.option).collect::<Vec<_>>()
    };
    assert_eq!(shown(Some("a.b"), "row a.b"), ["there"]);
    assert_eq!(shown(Some("a.b"), "row a-b"), ["gone"]);
    assert!(shown(None, "row a.b").is_empty());
}
