//! Where things stand at each size.

use super::Stage;

const FIX: &str = "RequestTimedOut<enter>";

#[test]
fn what_was_answered_stands_in_a_row_or_beside_the_card() {
    let narrow = Stage::bundled().keys("<enter><down><enter>").shows("RequestTimedOut").shows("t answers");
    narrow.hides("So far").hides("Nothing noted");
    let wide = Stage::bundled().size(140, 45).keys("<enter><down><enter>").shows("So far");
    wide.hides("t answers").shows("Nothing noted").keys("nit smokes<enter>").shows("- it smokes");
}

#[test]
fn the_way_is_a_line_that_grows() {
    let heavy = |stage: &Stage| stage.screen().matches('━').count();
    let stage = Stage::bundled().keys("<enter>");
    let first = heavy(&stage);
    let stage = stage.keys("<down><enter>");
    let second = heavy(&stage);
    assert!(0 < first && first < second && second < 80, "{first} {second}");
    assert_eq!(heavy(&stage.keys("1")), 80, "solved");
}

#[test]
fn a_command_stands_in_a_frame_with_the_key_that_brings_it_on() {
    let stage = Stage::bundled().keys(FIX).shows("─ tab fill in ─╮");
    let stage = stage.keys("<tab>usage.example.net<enter>").shows("─ c copy ─╮");
    let screen = stage.screen();
    let row = screen.lines().find(|line| line.contains("Test-NetConnection")).expect("the command");
    assert!(row.trim_start().starts_with("│ Test-NetConnection") && row.contains(" │"), "{screen}");
    // In little room a rule at its side does.
    Stage::bundled().size(40, 12).keys(FIX).keys("<space>").shows("│ Test-NetConnection").hides("╭");
}

#[test]
fn short_answers_stand_side_by_side_where_rows_are_dear() {
    let stage = Stage::bundled().size(40, 12).keys(FIX).shows(">1 Yes, it is fixed  2 No, not fixed");
    let stage = stage.keys("<down>").shows(">2 No, not fixed");
    stage.keys("<down>").shows(">3 I cannot do this  4 Skip it");
    Stage::bundled().keys(FIX).shows("> 1  Yes, it is fixed");
}

#[test]
fn the_age_of_the_advice_gives_way_to_what_is_said_but_only_for_as_long() {
    let stage = Stage::bundled()
        .size(60, 20)
        .keys(FIX)
        .keys("nit smokes<enter>")
        .shows("Noted.")
        .shows("As of 2019-11-18");
    let stage = stage.keys("c").hides("As of 2019-11-18");
    stage.keys("<esc><down>").shows("As of 2019-11-18");
}

#[test]
fn the_start_screen_tells_of_the_selected_problem() {
    Stage::bundled().shows("The Azure Stack portal reports a usage bridge error.").keys("<down>");
    Stage::bundled().size(140, 45).shows("What people see").shows("│");
}
