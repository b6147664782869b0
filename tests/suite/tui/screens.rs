//! What the screens show, step by step.

use super::Stage;
use unsnag::host::effect::{Effect, Report};
use unsnag::text::Message;
use unsnag::ui::tui::Msg;

const SLOTS: &str = r#"
unsnag: 1
id: x
title: A made-up problem
symptoms: [Something is wrong.]
start: probe
nodes:
  probe:
    check: Does the host answer?
    run:
      - id: ping
        shell: bash
        text: ping -c1 <host> -p <port>
        fill:
          host: {ask: Name of the host, example: web-1, kind: host}
          port: {ask: Port, default: "443", match: "[0-9]+"}
    options:
      up: {say: It answers, go: wipe, match: "1 received"}
      down: {say: It does not, go: help, match: "0 received|unreachable"}
    unsure: help
  wipe:
    fix: Clear the cache
    do: [Clear it.]
    run:
      - id: wipe-cache
        shell: bash
        text: rm -rf /var/cache/x
        risk: danger
        no_undo: The cache fills again by itself.
    next: help
  help: {end: escalate, say: Ask for help., collect: [The output of the check.]}
"#;

#[test]
fn the_start_screen_lists_problems_by_pack_and_finds_as_one_types() {
    Stage::bundled()
        .shows("unsnag")
        .shows("What went wrong?")
        .shows("Azure Stack usage data does not reach Azure")
        .keys("CertificateValid")
        .shows("> Azure Stack usage data does not reach Azure");
}

#[test]
fn wide_terminals_preview_the_selected_problem() {
    Stage::bundled().size(140, 45).keys("CertificateValidationError").shows("What people see");
    Stage::bundled().size(80, 24).keys("CertificateValidationError").hides("What people see");
}

#[test]
fn a_message_answers_the_question_it_names() {
    Stage::bundled()
        .keys("CertificateValidationError<enter>")
        .shows("Your text answered already: CertificateValidationError")
        .shows("Stop the proxy from intercepting HTTPS")
        .keys("<esc>")
        .shows("Which error code does the portal show?")
        .shows("CertificateValidationError (answered before)");
}

#[test]
fn the_command_shows_its_slots_and_copies_only_when_they_fit() {
    let stage = Stage::flow(SLOTS).keys("<enter>").shows("ping -c1 <host> -p 443");
    // An empty slot stops the copy and opens the field.
    let stage = stage.keys("c").shows("<host> is not filled in yet").shows("For example web-1");
    assert!(stage.copied().is_empty());
    // A risky value is refused as it is typed and stops the copy with the reason.
    let stage = stage.keys("a;b").shows("<host> has a character that means something to the shell: ;");
    let stage = stage.keys("<enter><esc>c");
    assert!(stage.copied().is_empty());
    let stage = stage.keys("<ctrl-a><ctrl-k>web-9<enter>").shows("Fill in 2 of 2");
    // The pattern of the slot is checked as one types.
    let stage = stage.keys("x").shows("<port> does not have the form [0-9]+").keys("<backspace><enter>");
    let stage = stage.keys("c").shows("sent by OSC 52").shows("ping -c1 web-9 -p 443");
    assert_eq!(stage.copied(), ["ping -c1 web-9 -p 443"]);
}

#[test]
fn a_session_whose_moment_was_taken_is_known_by_its_own_id() {
    let mut stage = Stage::flow(SLOTS).keys("<enter>");
    let asked = stage.app.guide.id().to_owned();
    stage.send(Msg::Report(Report::Named { asked, id: "moment-2".to_owned() }));
    stage.keys("<esc>").shows("Kept as moment-2.");
}

#[test]
fn what_waits_in_memory_is_warned_of_until_it_is_on_disk() {
    let full = || Msg::Report(Report::Unsaved(Message::Verbatim("No space left on device".to_owned())));
    let warned = "Not saved (No space left on device): in memory only, each step tries again.";
    let mut stage = Stage::flow(SLOTS).keys("<enter>");
    stage.send(full());
    let mut stage = stage.shows(warned).keys("<down>").shows(warned).keys("<ctrl-c>").shows("Leave?");
    stage.send(Msg::Report(Report::Saved));
    let mut stage = stage.keys("<esc>").hides("Not saved");
    // The disk failed, but all is in a new file: that is said once and holds nobody back.
    stage.send(full());
    stage.send(Msg::Report(Report::Rewritten("Input/output error".to_owned())));
    let stage = stage.hides("Not saved").shows(
        "The disk reported an error (Input/output error); the whole session was written to a new file.",
    );
    let stage = stage.keys("<ctrl-c>");
    assert!(stage.effects.contains(&Effect::Quit));
}

#[test]
fn tab_goes_to_the_slots() {
    Stage::flow(SLOTS)
        .keys("<enter><tab>")
        .shows("Fill in 1 of 2")
        .keys("web-1<tab>")
        .shows("Fill in 2 of 2");
}

#[test]
fn danger_needs_the_typed_word() {
    let stage = Stage::flow(SLOTS).keys("<enter>1").shows("Clear the cache");
    let stage = stage.keys("c").shows("Type wipe-cache to copy:").keys("yes<enter>");
    let stage = stage.shows("That is not the word");
    assert!(stage.copied().is_empty());
    let stage = stage.keys("wipe-cache<enter>");
    assert_eq!(stage.copied(), ["rm -rf /var/cache/x"]);
}

#[test]
fn pasted_output_preselects_the_answer_and_waits() {
    let stage = Stage::flow(SLOTS).keys("<enter>").paste("PING web-1\n1 packets transmitted, 1 received\n");
    let stage = stage.shows("Enter confirms.").shows("1 packets transmitted, 1 received");
    let stage = stage.shows("> 1 It answers").shows("Does the host answer?");
    stage.keys("<enter>").shows("Clear the cache");
}

#[test]
fn output_that_fits_two_answers_preselects_none() {
    let stage = Stage::flow(SLOTS).keys("<enter>").paste("1 received\nhost unreachable\n");
    let stage = stage.shows("The text fits 2 answers").shows("1 received").shows("host unreachable");
    // Enter cannot decide by accident.
    stage.keys("<enter>").shows("Does the host answer?").shows("Choose an answer first");
}

#[test]
fn output_that_nothing_matches_says_so() {
    Stage::flow(SLOTS).keys("<enter>").paste("garbage").shows("it does not decide");
}

#[test]
fn the_trail_reopens_any_answer() {
    let stage = Stage::bundled().keys("CertificateValidationError<enter>2").shows("Can Azure Bridge get out");
    stage.keys("t").shows("Change an answer").keys("1").shows("Which error code does the portal show?");
}

#[test]
fn the_trail_names_what_no_longer_counts() {
    let stage = Stage::bundled().keys("CertificateValidationError<enter>2").shows("Can Azure Bridge get out");
    let stage = stage.keys("1").shows("Is the registration resource").keys("1<left><left>2");
    let stage = stage.shows("No longer counts: Is the registration resource").keys("t");
    // It has no number, because there is nothing to go back to in it.
    let stage = stage.shows("- Is the registration resource under the right Azure subscription?");
    stage.keys("<down><enter>").shows("No longer counts: the way to it was left.");
}

#[test]
fn notes_and_undo() {
    let stage = Stage::bundled().keys("CertificateValidationError<enter>nproxy team called<enter>");
    let stage = stage.shows("Noted.");
    let notes = |stage: &Stage| stage.app.guide.session().map(|session| session.state().notes.len());
    assert_eq!(notes(&stage), Some(1));
    let stage = stage.keys("u");
    assert_eq!(notes(&stage), Some(0));
    let stage = stage.keys("<ctrl-r>");
    assert_eq!(notes(&stage), Some(1));
}

#[test]
fn help_comes_from_the_key_table() {
    let stage = Stage::bundled().size(100, 50).keys("CertificateValidationError<enter>?");
    for row in unsnag::ui::action::TABLE {
        if row.place.covers(unsnag::ui::action::Place::Session) {
            let says = stage.app.guide.strings.get(&format!("action.{}", row.word)).to_owned();
            assert!(stage.screen().contains(&says), "help does not say {says:?}");
        }
    }
}

#[test]
fn search_goes_elsewhere_and_returns() {
    let stage = Stage::bundled().keys("CertificateValidationError<enter>/OverQuota<enter>");
    let stage = stage.shows("A machine does not show up in Update Management").keys("1");
    stage.keys("r").shows("Stop the proxy from intercepting HTTPS");
}

#[test]
fn a_retired_product_is_announced_once() {
    let stage = Stage::bundled().size(60, 24).keys("OverQuota<enter>").shows("was retired on 2024-08-31");
    stage.shows("Azure Update Manager").keys("1").hides("was retired on 2024-08-31");
}

#[test]
fn the_escalation_says_what_to_attach() {
    Stage::flow(SLOTS)
        .keys("<enter>2")
        .shows("GET HELP")
        .shows("What to attach")
        .shows("The output of the check.")
        .keys("e")
        .shows("Nothing was found to mask")
        .keys("<enter>")
        .shows("Wrote unsnag-20260301-030000-000.md");
}

#[test]
fn a_small_terminal_says_so() {
    let screen = Stage::bundled().size(20, 5);
    screen.shows("too small");
    Stage::bundled().size(1, 1).screen();
}

#[test]
fn all_sizes_show_what_to_press() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (140, 45)] {
        let stage = Stage::bundled().size(columns, rows).keys("CertificateValidationError<enter>");
        let stage = stage.shows("Yes, it is fixed").shows("FIX");
        let screen = stage.screen();
        let foot = screen.lines().last().unwrap_or_default();
        assert!(
            ["enter choose", "tab fill in", "esc back", "?"].iter().all(|key| foot.contains(key)),
            "{foot}"
        );
        assert!(stage.screen().lines().all(|line| unsnag::text::width(line) <= usize::from(columns)));
    }
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let yaml = SLOTS.replace("A made-up problem", "\"A \\e]52;c;AAAA\\a problem \\u202Etxt\"");
    let screen = Stage::flow(&yaml).screen();
    assert!(screen.contains("\\u{1b}]52") && screen.contains("\\u{202e}"), "{screen}");
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
}

/// A fix with a command that changes something.
const FIX: &str = r#"
unsnag: 1
id: x
title: A made-up problem
symptoms: [It is broken]
start: mend
nodes:
  mend:
    fix: Mend it
    risk: change
    wait: 1h
    verify: It runs again.
    run: {id: go, shell: bash, risk: change, origin: ours, text: mend --now, undo: Run `mend --back`.}
    next: help
  help: {end: escalate, say: Ask for help.}
"#;

#[test]
fn a_copied_change_is_asked_about_before_going_on() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let stage = Stage::flow(FIX).size(columns, rows).keys("<enter>c2");
        let stage =
            stage.shows("Did you run it?").shows("mend --now").shows("y yes").keys("x").shows("y yes");
        // Esc leaves the question open, and an answer goes on.
        let stage = stage.keys("<esc>").shows("FIX").keys("2y").shows("GET HELP").keys("U");
        let stage = stage
            .shows("Mend it (done)")
            .shows("mend --now")
            .shows("The command: run")
            .shows("Run mend --back");
        stage.keys("<esc>h").hides("Did you run it?");
    }
}

#[test]
fn leaving_asks_about_what_going_back_left_open() {
    let stage = Stage::flow(FIX).keys("<enter>cq").shows("Did you run it?").keys("s");
    assert!(stage.app.leaving);
}

#[test]
fn a_fix_that_is_waited_for_asks_first_whether_it_helped() {
    let stage =
        Stage::flow(FIX).keys("<enter>5").shows("Did it help? Check: It runs again.").hides("mend --now");
    stage.shows("Show the steps again").keys("6").shows("mend --now");
}

#[test]
fn a_read_only_session_marks_what_it_does_not_do() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut stage = Stage::flow(FIX).size(columns, rows);
        stage.app.guide.read_only = true;
        let stage = stage.keys("<enter>").shows("FIX (read-only)").shows("read-only").hides("it is fixed");
        let stage = stage.keys("c").shows("Read-only: this command");
        assert!(stage.copied().is_empty());
        stage.keys("1").shows("GET HELP");
    }
}
