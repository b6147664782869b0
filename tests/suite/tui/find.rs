//! Finding a problem on the full screen: reasons, pasted texts, and what to do when nothing is found.

use super::Stage;
use unsnag::flow::{Document, Library};
use unsnag::ui::tui::Msg;

/// Titles that say the same, so that nothing but what was opened lately can decide between them.
fn twins() -> Library {
    let flow = |id: &str, title: &str| {
        let text = format!(
            "unsnag: 1\nid: {id}\ntitle: {title}\nsymptoms: [The widget is stuck.]\nstart: a\nnodes:\n  \
             a: {{fix: Turn it., do: [Turn it.], next: b}}\n  b: {{end: escalate, say: Ask.}}\n"
        );
        Document::new(format!("flows/p/{id}.yaml"), text)
    };
    let pack = Document::new("flows/p/pack.yaml", "id: p\ntitle: Pack\n");
    let loaded = Library::load([pack, flow("one", "First of two"), flow("two", "Other of two")]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.library
}

fn log(lines: usize) -> String {
    let mut text: Vec<String> =
        (1..lines).map(|line| format!("2026-03-01 03:00:{line:02} worker: line {line}")).collect();
    text.insert(lines / 2, "ERROR Failed to create a self-signed certificate".to_owned());
    text.join("\n")
}

#[test]
fn nothing_found_says_what_to_try_and_offers_the_triage() {
    Stage::bundled()
        .keys("qqqzzz")
        .shows("Nothing found. Try fewer words")
        .shows("> Something is wrong with Update Management")
        .shows("Get help from Azure support")
        .keys("<down><enter>")
        .hides("Nothing found")
        .shows("Get help from Azure support");
}

#[test]
fn weak_matches_are_labelled_and_end_in_the_triage() {
    let stage = Stage::bundled().size(80, 60).keys("purple elephants dancing slowly yesterday evening proxy");
    let stage = stage.shows("weak match:").shows("Only weak matches. Begin with questions instead");
    let screen = stage.screen();
    for line in screen.lines().filter(|line| line.contains("weak match:")) {
        assert!(!line.contains("Azure Automation"), "a pack beside a weak match: {line}");
    }
}

#[test]
fn a_pasted_log_shows_the_line_that_decided_and_not_itself() {
    Stage::bundled()
        .paste(&log(40))
        .shows("pasted text, 40 lines")
        .hides("worker: line 3")
        .shows("known message \"Failed to create a self-signed certificate\", line 21")
        .shows("21: ERROR Failed to create a self-signed certificate")
        .keys("<esc>")
        .shows("a few words, an error code")
        .hides("pasted text");
}

#[test]
fn a_log_is_pasted_into_the_search_of_a_session_too() {
    Stage::bundled()
        .keys("CertificateValidationError<enter>/")
        .paste(&log(40))
        .shows("> pasted text, 40 lines")
        .shows("21: ERROR Failed to create a self-signed certificate")
        .keys("<enter>")
        .shows("The hybrid worker cannot create its");
}

#[test]
fn a_paste_of_a_megabyte_is_taken() {
    let mut text = "x".repeat(99) + "\n";
    text = text.repeat(10_400) + "Failed to create a self-signed certificate";
    Stage::bundled().paste(&text).shows("pasted text, 10401 lines").shows("10401: Failed to create");
}

#[test]
fn typing_replaces_a_paste_and_moving_does_not() {
    Stage::bundled()
        .paste(&log(40))
        .keys("<left><down><up>")
        .shows("pasted text, 40 lines")
        .keys("WSUS")
        .hides("pasted text")
        .shows("│ WSUS");
}

#[test]
fn what_was_opened_lately_decides_between_equals_and_says_so() {
    let stage = Stage::over(twins()).keys("widget");
    let stage = stage.shows("> First of two").hides("opened");
    // The second one is opened, and left for the start.
    let stage = stage.keys("<down><enter>h<esc>widget").shows("> Other of two").shows("opened today");
    // A better match is not touched.
    stage.keys("<esc>widget first").shows("> First of two");
}

#[test]
fn parts_that_match_are_marked_in_the_language_shown() {
    use ratatui::style::Modifier;
    let mut stage = Stage::bundled();
    for key in ["<f2>", "2", "证", "书"] {
        let key = key.trim_matches(['<', '>']).to_owned();
        stage.send(Msg::Key(key));
    }
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).unwrap();
    let frame = terminal.draw(|frame| unsnag::ui::tui::view::view(&stage.app, frame)).unwrap();
    let row = (0..24).find(|y| frame.buffer[(1, *y)].symbol() == ">").expect("a selected row");
    let bold = (3..80).map(|x| &frame.buffer[(x, row)]).filter(|cell| cell.modifier.contains(Modifier::BOLD));
    assert_eq!(bold.map(|cell| cell.symbol()).collect::<String>(), "憑證");
}

const BLANKS: &str = r#"
unsnag: 1
id: x
title: The agent does not register
signatures: [{text: The agent could not be registered}]
start: probe
nodes:
  probe:
    check: Does it answer?
    run:
      - id: ping
        shell: powershell
        text: Test-It <computer> <subscription> <workspace> <secret>
        fill:
          computer: {ask: Name of the machine, kind: host}
          subscription: {ask: Subscription, kind: subscription}
          workspace: {ask: Workspace, match: "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}
          secret: {ask: Key, secret: true}
    options:
      up: {say: It answers, go: help, match: "agent is up"}
      down: {say: It does not, go: help}
    unsure: help
  help: {end: escalate, say: Ask for help.}
"#;

const PASTED: &str = "2026-03-01 12:00 start\nComputer: WEB-01\nsubscriptionId=11111111-2222-3333-4444-555555555555\n\
                      id 99999999-2222-3333-4444-555555555555\npassword=hunter2hunter2\n\
                      ERROR The agent could not be registered\nthe agent is up again\n";

#[test]
fn values_in_a_pasted_text_are_offered_and_never_filled_in() {
    let stage = Stage::flow(BLANKS).size(110, 30).paste(PASTED).keys("<enter>");
    let stage = stage.shows("Test-It <computer> <subscription> <workspace> <secret>").keys("<tab>");
    let stage = stage.shows("From what you pasted: WEB-01").keys("<down>").shows("> WEB-01").keys("<enter>");
    let stage = stage.shows("From what you pasted: 11111111-2222").hides("99999999").keys("<down><enter>");
    // Only an id that nothing calls something else is offered for another.
    let stage = stage.shows("From what you pasted: 99999999-2222").keys("<down><enter>").shows("4 of 4");
    stage.hides("From what you pasted").hides("hunter2").shows("Test-It WEB-01 11111111-2222");
}

#[test]
fn the_text_that_led_here_is_kept_as_evidence_on_one_key() {
    let stage = Stage::flow(BLANKS).size(110, 30).paste(PASTED).keys("<enter>");
    let stage = stage.shows("To keep the pasted text as evidence: K.");
    let evidence =
        |stage: &Stage| stage.app.guide.session().map(|session| session.state().evidence.clone()).unwrap();
    assert!(evidence(&stage).is_empty());
    let stage =
        stage.keys("K").shows("The line that decided stands below the answer").shows("the agent is up again");
    let kept = evidence(&stage);
    assert!(kept[0].text.contains("Computer: WEB-01") && !kept[0].text.contains("hunter2"), "{kept:?}");
    let stage = stage.keys("K").shows("There is no pasted text to keep");
    assert_eq!(evidence(&stage).len(), 1);
    // The answer that it shows is selected, not given.
    stage.shows("> 1 It answers").shows("Does it answer?");
}

#[test]
fn typed_words_are_no_text_to_keep() {
    Stage::flow(BLANKS)
        .keys("agent register<enter>")
        .hides("keep text")
        .keys("K")
        .shows("There is no pasted text");
}

#[test]
fn the_palette_finds_any_action_by_name_shows_its_key_and_runs_it() {
    let stage = Stage::bundled().keys("CertificateValidationError<enter>:");
    let stage = stage.shows("What do you want to do?").keys("anwsers so far");
    stage.shows("> Show the answers so far, to change one").keys("<enter>").shows("Change an answer");
    let stage = Stage::bundled().keys("CertificateValidationError<enter><ctrl-p>transcript");
    let row = stage.screen().lines().find(|line| line.contains("> Write the transcript")).unwrap().to_owned();
    assert!(row.trim_end_matches(['│', ' ']).ends_with(" e"), "{row}");
    stage.keys("<enter>").shows("Enter writes unsnag-");
}

#[test]
fn the_palette_works_while_a_search_is_typed_and_in_every_language() {
    let stage =
        Stage::bundled().keys("wsus<ctrl-p>").shows("What do you want to do?").keys("language<enter>");
    let stage = stage.shows("Svenska").keys("4").shows("│ wsus").keys("<ctrl-p>sprak").shows("> Byt språk");
    // English names are found too.
    let stage = stage.keys("<esc><ctrl-p>language").shows("> Byt språk").keys("<enter>2<ctrl-p>语言");
    stage.shows("> 切換語言");
}

#[test]
fn a_colon_is_text_once_something_is_typed() {
    Stage::bundled().keys(":").shows("What do you want to do?").keys("<esc>HTTP:").shows("│ HTTP:");
}
