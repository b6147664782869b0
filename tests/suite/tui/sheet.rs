//! The undo sheet: copying the way back, and saying later what was run.

use super::Stage;

const FIX: &str = r#"
unsnag: 1
id: x
rev: 1
title: A made-up problem
symptoms: [It is broken]
start: mend
nodes:
  mend:
    fix: Mend it
    risk: change
    verify: It runs again.
    run:
      - {id: go, shell: bash, risk: change, origin: ours, text: mend --now, undo: Run `mend --back` on `web`.}
      - {id: turn, shell: bash, risk: change, origin: ours, text: turn --on, undo: Run `turn --off` or `turn --left`.}
    next: help
  help: {end: escalate, say: Ask for help.}
"#;

#[test]
fn the_way_back_is_copied_from_the_sheet() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        // One command was copied: its way back needs no choice. A name in backticks is no command.
        let stage = Stage::flow(FIX).size(columns, rows).keys("<enter>c12y").shows("GET HELP");
        let stage = stage.keys("U").shows("c copy undo").keys("c").shows("Changes, newest first");
        assert_eq!(stage.copied().last().map(String::as_str), Some("mend --back"));
        // On a small screen it stands further down.
        let stage =
            stage.keys("<down><down><down>").shows("The way back: copied; not known whether it was run");
        stage.keys("<enter>").shows("Did you run it?").keys("y<down><down>").shows("The way back: run");
    }
}

#[test]
fn one_of_several_ways_back_is_chosen() {
    let stage = Stage::flow(FIX).keys("<enter>c1c22yy").shows("GET HELP").keys("Uc");
    let stage = stage.shows("1 turn --off").shows("2 turn --left").shows("3 mend --back").keys("2");
    assert_eq!(stage.copied().last().map(String::as_str), Some("turn --left"));
    stage.shows("Changes, newest first");
}

#[test]
fn what_was_left_open_is_answered_from_the_sheet() {
    let stage = Stage::flow(FIX).keys("<enter>c12s").shows("GET HELP").keys("U");
    let stage = stage.shows("not known whether it was run").shows("enter ran it?");
    let stage = stage.keys("<enter>").shows("Did you run it?").shows("mend --now").keys("n");
    stage.shows("copied, not run").hides("enter ran it?").keys("<enter>").shows("It is known of every");
}

#[test]
fn nothing_is_taken_back_while_only_looking() {
    let mut stage = Stage::flow(FIX).keys("<enter>c1");
    let now = "2026-03-01T03:00:00Z".parse().unwrap();
    stage.app.input(unsnag::session::Input::ReadOnly { on: true }, now);
    let before = stage.copied().len();
    let stage = stage.keys("Uc").shows("Read-only: this command");
    assert_eq!(stage.copied().len(), before);
}
