//! Where things stand at each size.

use super::Stage;
use unsnag::ui::tui::Msg;

const FIX: &str = "RequestTimedOut<enter>";

#[test]
fn what_was_answered_stands_in_a_row_or_beside_the_card() {
    let narrow = Stage::bundled().keys("<enter><down><enter>").shows("RequestTimedOut").shows("t change");
    narrow.hides("So far").hides("Nothing noted");
    let wide = Stage::bundled().size(140, 45).keys("<enter><down><enter>").shows("So far");
    wide.shows("t change").hides("› ").shows("Nothing noted").keys("nit smokes<enter>").shows("- it smokes");
}

#[test]
fn the_way_is_a_line_that_grows() {
    let heavy = |stage: &Stage| stage.screen().matches('━').count();
    let stage = Stage::bundled().keys("<enter>");
    let first = heavy(&stage);
    let stage = stage.keys("<down><enter>");
    let second = heavy(&stage);
    assert!(first == 0 && first < second && second < 80, "{first} {second}");
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
    Stage::bundled().size(40, 12).keys(FIX).keys("<space><space>").shows("│ Test-NetConnection").hides("╭");
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

#[test]
fn a_wider_screen_shows_every_key_that_a_narrower_one_shows() {
    let keys_of = |stage: &Stage| -> Vec<String> {
        let screen = stage.screen();
        let foot = screen.lines().last().unwrap_or_default();
        // Keys stand behind two blanks, or at the beginning.
        foot.split("  ").filter_map(|part| part.split_whitespace().next()).map(str::to_owned).collect()
    };
    for keys in ["", "proxy", "<esc>", "<enter>", FIX, "<enter>nit smokes<enter>e", "<enter>?", "<enter>L"] {
        for lang in ["en", "sv", "zh-TW", "zh-CN"] {
            let mut stage = Stage::bundled().keys(keys);
            let _ = stage.app.guide.speak(lang, jiff::Timestamp::UNIX_EPOCH);
            let mut before: Vec<String> = Vec::new();
            for columns in 30..=150 {
                stage = stage.size(columns, 24);
                let now = keys_of(&stage);
                assert!(
                    before.iter().all(|key| now.contains(key)),
                    "{lang} {keys} {columns}: {before:?} {now:?}"
                );
                before = now;
            }
        }
    }
}

#[test]
fn a_row_that_is_cut_is_full_and_the_outcome_of_a_fix_is_not_what_goes() {
    let mut stage = Stage::bundled().size(40, 8);
    stage.send(Msg::Notice("C:\\a-word-that-no-row-can-hold/and-nothing-can-break".to_owned()));
    stage.shows("! C:\\a-word-that-no-row-can-hold/and-n…");
    let stage = Stage::bundled().size(60, 20).keys(FIX).keys("2");
    stage.shows("…: not fixed").shows("t change");
}

#[test]
fn help_and_the_palette_name_only_keys_that_work() {
    let typing = Stage::bundled().size(80, 40);
    let typing = typing.keys("<f1>").shows("Letters are text while you type").shows("ctrl-p").shows("?, f1");
    let typing = typing.hides("up, k").hides("space").hides("L, f2").hides("unfinished").hides("Quit");
    let worded = typing.keys("<esc>dns<f1>").shows("f1").hides("?, f1").hides(":, ctrl-p");
    let keys =
        worded.keys("<esc><esc><esc>?").shows("up, k").shows("L, f2").shows("Quit").hides("Letters are text");
    let keys = keys.keys("<esc>:").shows("Search for a problem").hides("unfinished");
    keys.keys("<esc>/:").hides("Search for a problem").hides("Quit");
}
