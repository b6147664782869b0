//! Dialogs: what can destroy something is told from the rest, what does not fit scrolls, and what lies below has no light.

use super::Stage;
use ratatui::style::Modifier;
use unsnag::ui::tui::picture;
use unsnag::ui::tui::theme::{Named, Theme};

const FLOW: &str = r#"
unsnag: 1
id: x
rev: 1
title: A made-up problem
symptoms: [It is broken]
start: wipe
nodes:
  wipe:
    fix: Wipe it
    risk: danger
    do: [Wipe all of it.]
    run:
      id: wipe-all
      shell: bash
      origin: ours
      risk: danger
      text: |
        first --of 1
        second --of 2
        third --of 3
        fourth --of 4
        fifth --of 5
      no_undo: It is gone.
    next: help
  help: {end: escalate, say: Ask for help.}
"#;

const SIZES: [(u16, u16); 5] = [(140, 45), (80, 24), (60, 20), (40, 12), (30, 8)];

#[test]
fn danger_is_told_in_the_first_row_and_before_the_steps() {
    for (columns, rows) in SIZES {
        let stage = Stage::flow(FLOW).size(columns, rows).keys("<enter>").shows("! FIX");
        let screen = stage.screen();
        let at = |text: &str| screen.find(text);
        let (warning, step) = (at("! This can destroy"), at("Wipe all of it."));
        assert!(rows < 12 || (warning.is_some() && warning < step), "{screen}");
        stage.keys("c").shows("! Can destroy something");
    }
    // A frame of its own where there is room for one.
    Stage::flow(FLOW).keys("<enter>").shows("─ ! Run in Bash ─");
}

#[test]
fn a_command_that_does_not_fit_scrolls_above_the_word_that_is_asked_for() {
    let stage = Stage::flow(FLOW).size(30, 8).keys("<enter>c").shows("first --of 1").hides("fifth --of 5");
    let stage = stage.shows("Type wipe-all").keys("<down><down><down><down>").shows("fifth --of 5");
    let stage = stage.hides("first --of 1").shows("Type wipe-all").keys("<up>wipe-all<enter>");
    assert_eq!(stage.copied().len(), 1);
}

#[test]
fn whether_a_command_was_run_is_asked_below_the_command() {
    let stage = Stage::flow(FLOW).size(30, 8).keys("<enter>cwipe-all<enter>2").shows("Did you run it?");
    let stage = stage.shows("first --of 1").hides("fifth").keys("<pagedown><pagedown>").shows("fifth --of 5");
    stage.shows("s not sure").keys("s").shows("GET HELP");
}

#[test]
fn a_page_passes_over_no_line_of_a_short_screen() {
    let mut stage = Stage::flow(FLOW).size(40, 12).keys("<enter>");
    let mut seen = stage.screen();
    for _ in 0..20 {
        stage = stage.keys("<space>");
        seen.push_str(&stage.screen());
    }
    for part in ["first --of 1", "second --of 2", "third --of 3", "fourth --of 4", "fifth --of 5"] {
        assert!(seen.contains(part), "{part} is never seen:\n{seen}");
    }
}

#[test]
fn who_stays_finds_again_what_was_begun() {
    let stage = Stage::flow(FLOW).keys("<enter>nhalf a note<ctrl-c>").shows("What you began to type");
    let stage = stage.keys("<esc>").shows("> half a note").keys("<ctrl-c>x").shows("> half a note");
    assert!(stage.keys("<ctrl-c>y").app.leaving);
}

#[test]
fn below_a_dialog_nothing_is_selected() {
    for (named, name) in Named::ALL {
        for (columns, rows) in SIZES {
            let mut stage = Stage::flow(FLOW).size(columns, rows).keys("<enter>c");
            stage.app.theme = Theme::named(named);
            let cells = picture::draw(&stage.app, columns, rows).expect("a picture");
            // The title of what can destroy something is a badge.
            let rows_lit = cells.content.chunks(usize::from(columns)).filter(|row| {
                let title =
                    row.iter().map(|cell| cell.symbol()).collect::<String>().contains("! Can destroy");
                !title && row.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED))
            });
            assert_eq!(rows_lit.count(), 0, "{name} at {columns}x{rows}");
        }
    }
}
