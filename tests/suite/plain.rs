//! The line mode: the same session by words and numbers.

use serde_json::Map;
use std::sync::{Arc, LazyLock};
use unsnag::flow::{Document, EndKind, Library, bundled};
use unsnag::host::clipboard::ClipboardChoice;
use unsnag::host::{Clock, Driver, Environment, Paths, Sessions};
use unsnag::session::History;
use unsnag::text::visible::is_hidden;
use unsnag::ui::action::{Action, Place, TABLE};
use unsnag::ui::guide::Guide;
use unsnag::ui::plain::Plain;

/// A talk in line mode, with a home of its own.
struct Talk {
    library: Library,
    width: usize,
    read_only: bool,
    home: tempfile::TempDir,
}

/// What came of it.
struct Said {
    text: String,
    guide: Guide,
    home: tempfile::TempDir,
}

impl Talk {
    fn over(library: Library) -> Talk {
        Talk { library, width: 78, read_only: false, home: tempfile::tempdir().unwrap() }
    }

    fn bundled() -> Talk {
        static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(bundled::documents()).library);
        Talk::over(LIBRARY.clone())
    }

    /// One made-up flow `x` in a pack `p`.
    fn flow(yaml: &str) -> Talk {
        let pack = Document::new("flows/p/pack.yaml", "id: p\ntitle: Pack\n");
        let loaded = Library::load([pack, Document::new("flows/p/x.yaml", yaml)]);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        Talk::over(loaded.library)
    }

    /// Says these lines; after the last one comes the end of input.
    fn say(self, lines: &str) -> Said {
        let root = self.home.path();
        let paths = Paths {
            config: root.join("config"),
            data: root.join("data"),
            state: root.join("state"),
            cache: root.join("cache"),
        };
        let mut driver = Driver::new(&Environment::of([]), Some(&paths), ClipboardChoice::File, false);
        let clock = Clock::fixed("2026-03-01T03:00:00Z".parse().unwrap());
        let mut guide = Guide::new(Arc::new(self.library), "en", History::default());
        guide.read_only = self.read_only;
        let mut out = Vec::new();
        let plain =
            Plain::new(guide, Vec::new(), &mut driver, &clock, lines.as_bytes(), &mut out, self.width);
        let guide = plain.run().unwrap();
        Said { text: String::from_utf8(out).unwrap(), guide, home: self.home }
    }
}

impl Said {
    #[track_caller]
    fn has(&self, part: &str) -> &Said {
        assert!(self.text.contains(part), "no {part:?} in:\n{}", self.text);
        self
    }

    #[track_caller]
    fn has_not(&self, part: &str) -> &Said {
        assert!(!self.text.contains(part), "{part:?} in:\n{}", self.text);
        self
    }

    /// What was said after the last time `part` was.
    #[track_caller]
    fn after(&self, part: &str) -> &str {
        self.text.rsplit_once(part).unwrap_or_else(|| panic!("no {part:?} in:\n{}", self.text)).1
    }

    fn node(&self) -> &str {
        let session = self.guide.session().expect("a session");
        &session.state().current().unwrap().at.node
    }
}

/// A group of two fixes with commands of every risk, behind a check.
const FLOW: &str = r#"
unsnag: 1
id: x
title: The printer burns
symptoms: [The printer is on fire]
start: look
nodes:
  look:
    check: Is there smoke?
    run:
      - {id: probe, shell: bash, risk: read, origin: ours, text: "probe <host>",
         fill: {host: {ask: Host name, example: printer-1, kind: host}}}
    options:
      smoke: {say: There is smoke, go: put-out, match: "smoke: yes"}
      none: {say: There is none, go: done, match: "smoke: no"}
    unsure: put-out
  put-out: {try: [water, sand], next: help}
  water:
    fix: Use water
    likely: common
    risk: change
    undo: Dry it.
    run:
      - {id: pour, shell: bash, risk: danger, origin: ours, text: "pour --all", undo: Mop the floor.}
      - {id: open, shell: bash, risk: change, origin: ours, text: "open tap\nturn tap", undo: Close it.}
  sand:
    fix: Use sand
    likely: rare
  done: {end: resolved, say: Nothing burns.}
  help: {end: escalate, say: Call the fire brigade., collect: [The printer]}
tests: [{walk: "look=none", end: resolved}]
"#;

/// Lines that work, and what they must bring about. Every action has to have some.
fn proof(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Confirm => ("printer\nok\n", "Is there smoke?"),
        Action::Up => ("printer\n1\ndown\ndown\nup\nok\n", "You chose: There is smoke"),
        Action::Down => ("printer\n1\ndown\ndown\nok\n", "You chose: There is none"),
        Action::Top => ("printer\n1\nbottom\ntop\nok\n", "You chose: There is smoke"),
        Action::Bottom => ("printer\n1\nbottom\nup\nok\n", "You chose: There is none"),
        Action::Mouse => ("printer\n1\nmouse\n", "There is no mouse in the line mode."),
        Action::ScrollUp => ("printer\n1\nnote x\nagain\n", "Noted.\nYour answer:\n\nCHECK, step 1"),
        Action::ScrollDown => ("printer\nmore\n", "There is no more to read."),
        Action::Copy => ("printer\n1\nfill host a1\ncopy\n", "probe a1"),
        Action::Fill => ("printer\n1\nfill host a1\n", "host is a1."),
        Action::Back => ("printer\n1\nsmoke\nback\n", "There is smoke (answered before)"),
        Action::Forward => (
            "printer\n1\nsmoke\nback\nforward\n",
            "answered before)\n2 There is none\n3 Not sure\nEnter takes 1: There is smoke\nYour answer:\n\nFIX, step 2",
        ),
        Action::Trail => ("printer\n1\nsmoke\ntrail 1\n", "You chose: Is there smoke? There is smoke"),
        Action::Undo => ("printer\n1\nsmoke\nundo\n", "Use water\n"),
        Action::Redo => ("printer\n1\nsmoke\nundo\nredo\ntrail\n", "2 Use water"),
        Action::Note => ("printer\n1\nnote It smells.\n", "Noted."),
        Action::Paste => ("printer\n1\npaste\nsmoke: yes\nend\n", "Enter takes 1: There is smoke"),
        Action::Keep => (
            "paste\nthe printer burns\nsmoke: yes\nend\n1\nkeep\n",
            "Enter confirms. This line decided: smoke: yes",
        ),
        Action::View => ("printer\n1\nfill host a1\ncopy\nview\n", "Copied last:\nprobe a1"),
        Action::Search => ("printer\n1\nsearch fire\n", "1 The printer burns (Pack)"),
        Action::Palette => {
            ("printer\n1\naction write transcript\n", "export, export FILE: Write the transcript")
        }
        Action::Others => ("printer\n1\nsmoke\nothers 1\n", "Use sand\n"),
        Action::Return => ("printer\n1\nsearch fire\n1\nreturn\ntrail\n", ", step 3"),
        Action::Mask => (
            "printer\n1\nnote mail ada@corp.test\nexport a.docx\nexport a.md\nmask 1\nback\n",
            "STAYS AS IT IS",
        ),
        Action::MaskClass => {
            ("printer\n1\nnote mail ada@corp.test\nexport a.md\nclass 1\nback\n", ": 0 of 1 masked")
        }
        Action::File => {
            ("printer\n1\nnote mail ada@corp.test\nexport a.md\nfile b.txt\nback\n", "Enter writes b.txt.")
        }
        Action::Export => {
            ("printer\n1\nexport /nowhere/at/all/t.md\n", "the folder /nowhere/at/all does not exist")
        }
        Action::Changes => ("printer\n1\nsmoke\nnot-fixed\nchanges\n", "Undo: Dry it."),
        Action::Language => ("language\n", "There is en (English), zh-TW"),
        Action::Help => ("help\n", "search WORDS: Search for a problem"),
        Action::Home => ("printer\n1\nhome\n", "Kept as 20260301-030000-000."),
        Action::Resume => {
            ("printer\n1\nsmoke\nhome\nresume\n", "You chose: The printer burns\n\nFIX, step 2")
        }
        Action::Quit => (
            "printer\n1\nquit\nnote x\n",
            "Session kept. Resume with: unsnag sessions resume 20260301-030000-000",
        ),
        Action::Leave => ("printer\n1\nleave\nnote x\n", "Session kept."),
        Action::Yes => ("printer\n1\nsmoke\ncopy 2\nyes\nnot-fixed\nyes\nchanges\n", "The command: run"),
        Action::No => {
            ("printer\n1\nsmoke\ncopy 2\nyes\nnot-fixed\nno\nchanges\n", "The command: copied, not run")
        }
        Action::Later => {
            ("printer\n1\nsmoke\ncopy 2\nyes\nnot-fixed\nlater\nchanges\n", "not known whether it was run")
        }
    }
}

#[test]
fn every_word_of_the_table_works() {
    for row in TABLE {
        let (lines, expected) = proof(row.action);
        let used = lines.lines().any(|line| line.split(' ').next() == Some(row.word));
        assert!(used, "the proof of {} does not use it", row.word);
        let said = Talk::flow(FLOW).say(lines);
        said.has(expected).has_not("no word here").has_not("Type it like this");
    }
}

#[test]
fn leaving_reads_no_further() {
    for word in ["quit", "leave"] {
        Talk::flow(FLOW).say(&format!("printer\n1\n{word}\nnote later\n")).has_not("Noted.");
    }
}

#[test]
fn help_names_every_word_of_the_place() {
    for (place, lines) in [(Place::Start, "help\n"), (Place::Session, "printer\n1\nhelp\n")] {
        let said = Talk::flow(FLOW).say(lines);
        for row in TABLE.iter().filter(|row| row.place.covers(place) && row.action != Action::Mouse) {
            said.has(&format!("\n{}", row.word));
        }
        // Nobody has to listen to brackets, and there is no mouse.
        said.has_not("[").has_not("mouse:");
    }
}

#[test]
fn an_answer_is_taken_by_number_id_and_words() {
    for answer in ["2", "2.", "none", "There is none", "there is NONE"] {
        let said = Talk::flow(FLOW).say(&format!("printer\n\n{answer}\n"));
        said.has("You chose: There is none");
        assert_eq!(said.guide.session().unwrap().state().ended(), Some(EndKind::Resolved), "{answer}");
    }
}

#[test]
fn an_empty_line_takes_the_default_and_decides_nothing_without_one() {
    let said = Talk::flow(FLOW).say("printer\n\n\n");
    said.has("Enter takes 1: The printer burns").has("nothing is chosen yet");
    assert_eq!(said.node(), "look");
    // An empty line after a search stays where the person is.
    let said = Talk::flow(FLOW).say("printer\n1\npaste\nsmoke: no\nend\nsearch fire\n\n");
    assert_eq!(said.node(), "look");
}

#[test]
fn pasted_output_selects_the_answer_and_waits() {
    let said = Talk::flow(FLOW).say("printer\n1\npaste\nfirst\nsmoke: no\nend\n");
    said.has("This line decided: smoke: no").has("Enter takes 2: There is none");
    assert_eq!(said.node(), "look");
    let said = Talk::flow(FLOW).say("printer\n1\npaste\nsmoke: no\nend\n\n");
    assert_eq!(said.node(), "done");
}

#[test]
fn output_with_two_answers_selects_none_and_shows_both_lines() {
    let said = Talk::flow(FLOW).say("printer\n1\npaste\nsmoke: no\nsmoke: yes\nend\n\n");
    said.has("fits 2 answers").has("by this line: smoke: no").has("by this line: smoke: yes");
    said.has("nothing is chosen yet");
    assert_eq!(said.node(), "look");
}

#[test]
fn unreadable_output_is_kept_and_said_so() {
    let said = Talk::flow(FLOW).say("printer\n1\npaste\nnothing of interest\n");
    said.has("it does not decide");
    assert_eq!(said.guide.session().unwrap().state().evidence.len(), 1);
}

#[test]
fn a_message_is_pasted_at_the_start() {
    let said = Talk::flow(FLOW).say("paste\nERROR 2026\nthe printer is on fire\nend\n1\n");
    said.has("Is there smoke?");
    assert!(said.guide.session().unwrap().state().given.as_deref().unwrap().contains("ERROR 2026"));
}

#[test]
fn a_dangerous_command_needs_its_word() {
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 1\nyes\n");
    said.has("Type pour to copy it").has("Nothing was copied");
    assert!(said.guide.session().unwrap().state().copied.is_empty());
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 1\npour\n");
    assert_eq!(said.guide.session().unwrap().state().copied[0].text, "pour --all");
}

#[test]
fn several_lines_that_change_something_are_confirmed() {
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 2\nno\n");
    said.has("Type yes or no.").has("No; nothing was done.");
    assert!(said.guide.session().unwrap().state().copied.is_empty());
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 2\nyes\n");
    assert_eq!(said.guide.session().unwrap().state().copied[0].text, "open tap\nturn tap");
    // The end of input is no yes.
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 2\n");
    assert!(said.guide.session().unwrap().state().copied.is_empty());
}

#[test]
fn which_command_is_asked_when_there_are_several() {
    Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy\n").has("There are 2 commands here");
    Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 9\n").has("There is no answer with that number");
}

#[test]
fn an_empty_or_risky_slot_stops_the_copy() {
    let said = Talk::flow(FLOW).say("printer\n1\ncopy\n");
    said.has("<host> is not filled in yet").has("type fill host and the value");
    let said = Talk::flow(FLOW).say("printer\n1\nfill host a;rm\ncopy\n");
    said.has("means something to the shell: ;");
    assert!(said.guide.session().unwrap().state().copied.is_empty());
}

#[test]
fn what_is_copied_is_what_is_shown() {
    let said = Talk::flow(FLOW).say("printer\n1\nfill host printer-1\ncopy\n");
    let file = std::fs::read_to_string(said.home.path().join("state/clipboard.txt")).unwrap();
    assert_eq!(file, "probe printer-1");
    said.has("\nprobe printer-1\n");
}

#[test]
fn slots_are_asked_for_when_no_value_is_given() {
    Talk::flow(FLOW).say("printer\n1\nfill\nprinter-2\n").has("host: Host name").has("host is printer-2.");
    Talk::flow(FLOW).say("printer\n1\nfill hots x\n").has("nothing called hots");
}

#[test]
fn a_word_that_is_unknown_is_answered_with_the_nearest() {
    Talk::flow(FLOW).say("printer\n1\nbakc\n").has("did you mean back?");
    Talk::flow(FLOW).say("printer\n1\nzzz\n").has("\"zzz\" is no answer and no word here");
    Talk::flow(FLOW).say("printer\n1\ncopy it please\n").has("Type it like this: copy [NUMBER]");
}

#[test]
fn a_sentence_that_begins_with_a_word_is_a_search_at_the_start() {
    Talk::flow(FLOW).say("help the printer is on fire\n").has("1 The printer burns");
}

#[test]
fn the_end_of_input_keeps_the_session() {
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\n");
    assert!(said.after("Your answer:").contains("Resume with: unsnag sessions resume 20260301-030000-000"));
    let log = said.home.path().join("state/sessions/20260301-030000-000.jsonl");
    assert!(std::fs::read_to_string(log).unwrap().contains("\"smoke\""));
    // Nothing was begun, so there is nothing to resume.
    Talk::flow(FLOW).say("printer\n").has_not("Resume");
}

#[test]
fn lines_are_short_and_commands_are_whole() {
    let mut talk = Talk::bundled();
    talk.width = 40;
    let said = talk.say("CertificateValidationError\n1\nback\nhelp\n");
    for line in said.text.lines().filter(|line| !line.contains("openssl") && !line.contains("http")) {
        // Commands stand as they are.
        let command = line.starts_with('$') || line.contains("unsnag sessions");
        assert!(command || unsnag::text::width(line) <= 40, "{line:?}");
    }
    said.has("unsnag sessions resume 20260301-030000-000");
    said.has(
        "openssl s_client -connect <endpoint>:443 -servername <endpoint> </dev/null 2>/dev/null | openssl",
    );
}

#[test]
fn nothing_hostile_reaches_the_output() {
    let yaml = FLOW.replace("The printer burns", r#""The \e[31mprinter\u202e burns""#);
    let yaml = yaml.replace("Is there smoke?", r#""Is \u009b2Jthere smoke?""#);
    let yaml = yaml.replace("say: There is smoke", r#"say: "\e]52;c;AAAA\a smoke""#);
    let yaml = yaml.replace("title: Pack", r#"title: "\u200bPack""#);
    let said = Talk::flow(&yaml).say(
        "printer \x1b[2J\n1\n\x1b]0;x\x07\nnote \x1b[1m\npaste\n\u{202e}smoke: yes\x1b[5m\nend\n1\n\x1b[A\ntrail\n",
    );
    let bad: Vec<char> = said.text.chars().filter(|&c| is_hidden(c)).collect();
    assert!(bad.is_empty(), "{bad:?} in {:?}", said.text);
    said.has("\\u{1b}").has("\\u{202e}");
}

#[test]
fn a_session_that_cannot_be_saved_goes_on_and_says_so() {
    let talk = Talk::flow(FLOW);
    // A file stands where the folder should be made.
    std::fs::write(talk.home.path().join("state"), "").unwrap();
    let said = talk.say("printer\n1\nsmoke\nquit\nno\nquit\nyes\n");
    said.has("This session is in memory only").has("Use water\n").has("lost when you leave");
    said.has("The session could not be saved.").has_not("Resume with");
}

#[test]
fn a_session_whose_moment_was_taken_is_known_by_its_own_id() {
    let talk = Talk::flow(FLOW);
    let _other =
        Sessions::at(talk.home.path().join("state/sessions")).create("20260301-030000-000", Map::new());
    let said = talk.say("printer\n1\nsmoke\nhome\nresume\nnote here again\nquit\n");
    said.has("Kept as 20260301-030000-000-2.").has("FIX, step 2").has("Noted.");
    assert_eq!(said.guide.id(), "20260301-030000-000-2");
    said.has("unsnag sessions resume 20260301-030000-000-2");
}

#[test]
fn the_main_job() {
    let said = Talk::bundled()
        .say("CertificateValidationError\n1\nfill endpoint usage.example.net\ncopy 2\nnot-fixed\ntrail\n");
    said.has("1 Azure Stack usage data does not reach Azure").has("CertificateValidationError. Go back");
    assert!(said.guide.session().unwrap().state().copied[0].text.contains("usage.example.net:443"));
}

#[test]
fn a_step_says_what_became_of_the_product_it_depends_on() {
    let talk = Talk::flow(
        r#"
unsnag: 1
id: x
title: The sign-in fails
symptoms: [The sign-in fails]
start: agent
nodes:
  agent:
    fix: Restart the agent
    do: Restart it.
    status: {product: Old agent, retired: 2024-08-31, replaced_by: New agent, see: "https://example.net/move"}
    next: directory
  directory:
    fix: Ask the directory
    do: Ask it.
    status: {product: Old directory, renamed_to: New directory}
    next: help
  help: {end: escalate, say: Ask for help.}
"#,
    );
    let said = talk.say("sign-in\n1\nnot-fixed\n");
    said.has("Old agent was retired on 2024-08-31\nIts successor is New agent.\n");
    said.has("New agent:\nhttps://example.net/move").has("Old directory is now called New directory\n");
}

/// Two questions, of which the second comes after one answer only, and slots of a kind.
const LINE: &str = r#"
unsnag: 1
id: x
title: The line is dead
symptoms: [The line is dead]
start: lamp
nodes:
  lamp:
    check: Is the lamp on?
    run:
      - {id: ask, shell: bash, text: "ping <near>", fill: {near: {ask: Near end, kind: host}}}
      - {id: far, shell: bash, text: "ping <far> <size>", fill: {far: {ask: Far end, kind: host}, size: {ask: Size}}}
    options:
      lit: {say: It is on, go: cable}
      dark: {say: It is dark, go: help}
    unsure: cable
  cable:
    ask: Is the cable in?
    options:
      inside: {say: It is, go: help}
      outside: {say: It is not, go: help}
    unsure: help
  help: {end: escalate, say: Ask the carrier.}
"#;

#[test]
fn answers_that_no_longer_count_are_named() {
    let said = Talk::flow(LINE).say("dead\n1\nlit\ninside\ntrail 1\ndark\ntrail\n");
    assert_eq!(said.text.matches("No longer counts: Is the cable in? It is.").count(), 2, "{}", said.text);
    let said = Talk::flow(LINE).say("dead\n1\nlit\ninside\ntrail 1\nunsure\n");
    said.has("Still holds: Is the cable in? It is.").has_not("No longer counts");
    assert_eq!(said.node(), "help");
}

#[test]
fn a_value_of_the_same_kind_is_offered_again() {
    let said = Talk::flow(LINE).say("dead\n1\nfill near a1.example\nfill far\na2\n");
    said.has("Offered: a1.example\nfar: Far end").has("far is a2.");
    Talk::flow(LINE).say("dead\n1\nfill near a1.example\nfill size\n9\n").has_not("Offered");
}

#[test]
fn steps_after_a_detour_count_while_it_lasts() {
    let flow = r#"
unsnag: 1
id: x
title: The line is dead
symptoms: [The line is dead]
start: out
nodes:
  out: {go: meter, back: lamp}
  meter: {note: Read the meter., next: read}
  read: {end: info, say: That was the meter.}
  lamp: {ask: Is it on?, options: {lit: {say: Yes, go: help}, dark: {say: No, go: help}}, unsure: help}
  help: {end: escalate}
"#;
    let said = Talk::flow(flow).say("dead\n1\n\n\nlit\ntrail\n");
    said.has("step 1, 3 or more left")
        .has("step 2, 2 or more left")
        .has("step 3, 1 left")
        .has("step 4, done");
    said.has("1 Read the meter: read").has("This is a side way. return leaves it");
    let said = Talk::flow(flow).say("dead\n1\nreturn\nsearch dead\n1\n");
    assert_eq!(said.after("Is it on?").matches("side way").count(), 1, "{}", said.text);
    let said = Talk::flow(LINE).say("dead\n1\nlit\nsearch dead\n1\nreturn\n");
    said.has("You came here by a search. return returns to: Is the cable in?");
    assert_eq!(said.node(), "cable");
}

#[test]
fn a_lookup_says_what_is_looked_up() {
    let flow = r#"
unsnag: 1
id: x
title: The line is dead
symptoms: [The line is dead]
start: code
nodes:
  code:
    table: Which number does it show?
    key: The number on the back.
    hint: It begins with 7.
    rows: [{id: seven, codes: ["70"], means: It is dead., go: help}, {id: eight, codes: ["78"], means: It is not., go: help}]
    unsure: help
  help: {end: escalate}
"#;
    Talk::flow(flow)
        .say("the line is dead\n1\n")
        .has("does it show?\nThe number on the back.\nIt begins with 7.\n");
}

#[test]
fn nothing_found_offers_to_begin_with_questions() {
    let said = Talk::bundled().say("qqqzzz\n2\n");
    said.has("Nothing found. Try fewer words").has("Or begin with questions:");
    said.has("1 Something is wrong with Update Management");
    said.has("You chose: Get help from Azure support");
}

#[test]
fn a_pasted_log_is_answered_with_the_line_that_decided() {
    let log = "paste\nstarting\nERROR Failed to create a self-signed certificate\nend\n";
    Talk::bundled().say(log).has("\n   2: ERROR Failed to create a self-signed certificate\n");
}

#[test]
fn values_in_a_pasted_text_are_offered_by_number_and_the_text_is_kept() {
    let flow = r#"
unsnag: 1
id: x
title: The agent does not register
signatures: [{text: The agent could not be registered}]
start: a
nodes:
  a:
    fix: Ping it
    run: [{id: ping, shell: bash, text: ping <computer>, fill: {computer: {ask: Name of the machine, kind: host}}}]
    next: b
  b: {end: escalate, say: Ask for help.}
"#;
    let paste = "paste\nComputer: WEB-01\nThe agent could not be registered\nend\n\n";
    let said = Talk::flow(flow).say(&format!("{paste}fill computer #1\nkeep\nkeep\n"));
    said.has("In what you pasted: #1 WEB-01.").has("computer is WEB-01.");
    said.has("To keep the pasted text as evidence: keep.")
        .has("Kept as evidence.")
        .has("There is no pasted text to keep");
    let state = said.guide.session().unwrap().state();
    assert_eq!(state.evidence.len(), 1);
    assert_eq!(state.evidence[0].line.as_deref(), Some("The agent could not be registered"));
    assert_eq!(state.values.get("computer").map(String::as_str), Some("WEB-01"));
}

#[test]
fn what_an_action_does_names_its_word() {
    let said = Talk::flow(FLOW).say("printer\n1\ntranscript\ncpoy\nxyzzy\n");
    said.has("did you mean export?").has("did you mean copy?").has("Type a number, help, or search and what");
}

#[test]
fn a_command_that_changes_something_is_asked_about_once() {
    // Before going on, and not again when leaving, whatever was said.
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 2\nyes\nnot-fixed\nwhat\nlater\nhome\n");
    said.has("Type yes, no or later; back stays here.").has("Kept as");
    assert_eq!(said.text.matches("Did you run it?").count(), 1);
    // Who goes back is asked when leaving, and can stay.
    let said = Talk::flow(FLOW).say("printer\n1\nsmoke\ncopy 2\nyes\nback\nquit\nback\nnote here\n");
    said.has("Did you run it?").has("Noted.");
    // A command that only looks is not asked about.
    Talk::flow(FLOW).say("printer\n1\nfill host a1\ncopy\nsmoke\nquit\n").has_not("Did you run it?");
}

#[test]
fn a_read_only_session_shows_changes_and_refuses_them() {
    let mut talk = Talk::flow(FLOW);
    talk.read_only = true;
    let said = talk.say("printer\n1\nfill host a1\ncopy\nsmoke\ncopy 2\nfixed\nskip\n");
    said.has("probe a1").has("step 2").has("read-only").has("this step changes something");
    said.has("this command changes something, so it is not copied")
        .has_not("open tap\nturn tap\nYour answer:");
    said.has("\"fixed\" is no answer").has("FIX, step 3");
    assert_eq!(said.node(), "sand");
}
