//! Flows as sessions saw them, and sessions from one machine to another: through the real program.

mod leaks;

use crate::cli::{Home, Ran};
use jiff::Timestamp;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;
use unsnag::flow::bundled;
use unsnag::flow::kept::{FlowFile, KeptFlow};
use unsnag::flow::{Address, Library};
use unsnag::host::original;
use unsnag::session::handoff::{Fault, Handoff};
use unsnag::session::{By, Context, Event, History, Input, Session, Start, State};

const PACK: &str = "id: demo\ntitle: Demo pack\nversion: \"1\"\n";
const FLOW: &str = "\
unsnag: 1
id: demo.lamp
title: The lamp is dark
symptoms: [No light]
start: plug
nodes:
  plug:
    ask: Is it plugged in?
    options:
      in: {say: It is, go: bulb}
      out: {say: It is not, go: bulb}
    unsure: bulb
  bulb:
    ask: Which bulb is it?
    options:
      led: {say: A new one, go: swap}
      old: {say: An old one, go: swap}
    unsure: swap
  swap:
    fix: Swap the bulb
    run:
      - {id: probe, shell: bash, text: \"ping -c 1 <host>\", fill: {host: {ask: Host name, example: a.example.net, kind: host}}}
    verify: There is light.
    next: help
  help: {end: escalate, say: Call somebody.}
";
const SWEDISH: &str = "\
of: demo.lamp
lang: sv
text:
  title: Lampan är mörk
  plug.ask: Är den inkopplad?
  plug.options.in.say: Det är den
  bulb.ask: Vilken lampa är det?
";

fn home(flow: &str) -> Home {
    let home = Home::new();
    home.write("pack/pack.yaml", PACK);
    home.write("pack/demo.lamp.yaml", flow);
    home.write("pack/demo.lamp.sv.yaml", SWEDISH);
    home
}

/// Begins a session with these lines, and leaves it unfinished.
fn begin(home: &Home, said: &str) -> String {
    home.talk(&["run", "demo.lamp", "--flows", "pack", "--plain"], said).code(1);
    home.session()
}

fn resume(home: &Home, id: &str, said: &str) -> Ran {
    home.talk(&["sessions", "resume", id, "--flows", "pack", "--plain"], said)
}

fn kept(home: &Home) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home.path().join("state/unsnag/flows")).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_flow_is_kept_once_in_private() {
    use std::os::unix::fs::PermissionsExt;
    let home = home(FLOW);
    begin(&home, "1\n");
    home.talk(&["run", "demo.lamp", "--flows", "pack", "--plain"], "2\n").code(1);
    let files = kept(&home);
    assert_eq!(files.len(), 1);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&files[0]), mode(files[0].parent().unwrap())), (0o600, 0o700));
}

#[test]
fn deleting_sessions_deletes_the_flows_that_none_needs_any_more() {
    let home = home(FLOW);
    let first = begin(&home, "1\n");
    home.write("pack/demo.lamp.yaml", &FLOW.replace("Is it plugged in?", "Has it power?"));
    home.talk(&["run", "demo.lamp", "--flows", "pack", "--plain"], "2\n").code(1);
    assert_eq!(kept(&home).len(), 2);
    home.run(&["sessions", "delete", &first]).ok();
    assert_eq!(kept(&home).len(), 1);
    let last = home.session();
    home.run(&["sessions", "delete", &last]).ok();
    assert_eq!(kept(&home).len(), 0);
}

#[test]
fn the_transcript_of_a_changed_flow_has_the_texts_as_they_were_in_any_language() {
    let home = home(FLOW);
    let id = begin(&home, "1\n");
    home.write("pack/demo.lamp.yaml", &FLOW.replace("Is it plugged in?", "Has it power?"));
    home.write("pack/demo.lamp.sv.yaml", &SWEDISH.replace("Är den inkopplad?", "Har den ström?"));
    let export = |lang: &str| home.run(&["export", &id, "--flows", "pack", "--lang", lang]).ok();
    export("en").says("Is it plugged in?").says("The flow has changed since").says("as they were");
    export("sv").says("Är den inkopplad?").says("Flödet har ändrats");
    // Without the pack the flow is gone.
    home.run(&["export", &id, "--lang", "sv"]).ok().says("Är den inkopplad?").says("Det är den");
}

#[test]
fn a_session_is_resumed_in_a_flow_with_another_option() {
    let home = home(FLOW);
    let id = begin(&home, "1\n2\n");
    home.write(
        "pack/demo.lamp.yaml",
        &FLOW.replace("      in: {say: It is,", "      in-use: {say: It sure is,"),
    );
    let ran = resume(&home, &id, "1\n").code(1);
    let ran = ran
        .says("The flow has changed since you were here.")
        .says("Is it plugged in? It is")
        .says("An old one");
    let ran = ran.says("Swap the bulb");
    assert!(ran.out.find("Asked again").unwrap() < ran.out.find("It sure is").unwrap(), "{}", ran.out);
    let text = home.run(&["sessions", "show", &id, "--flows", "pack"]).ok();
    text.says("It sure is").says("It is");
}

#[test]
fn other_words_are_said_and_nothing_is_asked_again() {
    let home = home(FLOW);
    let id = begin(&home, "1\n");
    home.write("pack/demo.lamp.yaml", &FLOW.replace("Which bulb is it?", "What bulb?"));
    resume(&home, &id, "").code(1).says("All your answers still fit.").says("What bulb?");
}

#[test]
fn a_session_whose_flow_is_gone_can_be_looked_at() {
    let home = home(FLOW);
    let id = begin(&home, "1\n");
    let log = format!("state/unsnag/sessions/{id}.jsonl");
    let before = home.read(&log);
    let ran = home.talk(&["sessions", "resume", &id, "--plain"], "2\nback\n").code(1);
    ran.says("Not here any more: demo.lamp").says("can only be looked at").says("Is it plugged in?");
    assert_eq!(home.read(&log), before);
}

#[test]
fn a_session_goes_on_on_another_machine() {
    let (here, there) = (home(FLOW), Home::new());
    let id = begin(&here, "1\nnote bob wrote pass: password=hunter22\n");
    here.run(&["sessions", "handoff", &id, "-o", "case.json"]).ok().says("case.json");
    here.run(&["sessions", "handoff", &id, "-o", "case.json"]).code(2).warns("exists");
    here.run(&["sessions", "handoff", &id, "-o", "case.json", "--force"]).ok();
    let file = here.read("case.json");
    assert!(!file.contains(here.path().to_str().unwrap()), "{file}");
    assert!(!file.contains("hunter22"), "{file}");
    assert_eq!(here.run(&["sessions", "handoff", &id, "-o", "-"]).ok().json()["kind"], "handoff");

    there.write("case.json", &file);
    there.run(&["export", "case.json", "--lang", "sv"]).ok().says("Vilken lampa är det?");
    there
        .talk(&["sessions", "resume", "case.json", "--plain"], "2\n")
        .code(1)
        .says("Which bulb is it?")
        .says(&id);
    let new = there.session();
    assert_ne!(new, id);
    // The flow came with the file and is there the next time too, and only in this session.
    there.talk(&["sessions", "resume", &new, "--plain"], "1\n").ok().says("Swap the bulb");
    let text = there.run(&["export", &new, "--lang", "sv"]).ok();
    text.says("Är den inkopplad?").says("Demo pack (case.json)").says("Löst");
    there.run(&["show", "demo.lamp"]).code(2);
    // Nor does what helped there say anything about this machine.
    let log = there.read(&format!("state/unsnag/sessions/{new}.jsonl"));
    let lines: Vec<String> = log.lines().skip(1).map(str::to_owned).collect();
    let state = State::fold(&unsnag::session::journal::decode(&lines).0);
    assert_eq!(unsnag::session::history::tried(&state), []);
}

#[test]
fn a_handoff_can_be_looked_at_and_leaves_no_trace() {
    let (here, there) = (home(FLOW), Home::new());
    let id = begin(&here, "1\n2\n");
    here.run(&["sessions", "handoff", &id, "-o", "case.json"]).ok();
    there.write("case.json", &here.read("case.json"));
    let ran =
        there.talk(&["sessions", "resume", "case.json", "--read-only", "--plain"], "fixed\nback\n").code(1);
    ran.says("only be looked at").says("Swap the bulb").says("Which bulb is it?");
    assert!(!there.path().join("state/unsnag/sessions").exists(), "nothing is kept");
    assert!(!there.path().join("state/unsnag/flows").exists(), "nothing is kept");
}

#[test]
fn what_is_no_handoff_file_is_refused_by_name() {
    let home = home(FLOW);
    let id = begin(&home, "1\n");
    home.run(&["sessions", "handoff", &id, "-o", "case.json"]).ok();
    let file = home.read("case.json");
    let refused = |text: &str, why: &str| {
        home.write("bad.json", text);
        home.run(&["sessions", "resume", "bad.json", "--plain"]).code(2).warns("bad.json").warns(why);
    };
    refused("", "not a hand-off file");
    refused(&file[..file.len() / 2], "not a hand-off file");
    refused(&file.replacen("\"v\":1", "\"v\":9", 1), "newer program");
    refused(&file.replacen("plugged in", "plugged up", 1), "not as it was written");
    std::fs::create_dir(home.path().join("folder.json")).unwrap();
    home.run(&["sessions", "resume", "folder.json", "--plain"]).code(2).warns("not a regular file");
    home.run(&["sessions", "resume", "none.json", "--plain"]).code(2).warns("none.json");
}

#[test]
fn every_bundled_flow_can_be_kept_and_read_again_in_every_language() {
    let library = Library::load(bundled::documents()).library;
    for flow in library.flows.values() {
        let kept = original(&FlowFile::from(&**flow)).expect(&flow.id);
        let kept = KeptFlow::from_json(&kept.to_json()).unwrap();
        let empty = Library::default().with_kept(&[kept]);
        let again = empty.version(&flow.id, &flow.hash).expect(&flow.id);
        for lang in ["en", "sv", "zh-TW", "zh-CN"] {
            let strings = |library: &Library, flow: &unsnag::flow::Flow| {
                flow.in_language(lang, library.pack_of(flow)).strings()
            };
            assert_eq!(strings(&empty, again), strings(&library, flow), "{} in {lang}", flow.id);
        }
        assert_eq!(again.nodes, flow.nodes, "{}", flow.id);
    }
}

static FILE: LazyLock<String> = LazyLock::new(|| {
    let library = Library::load(bundled::documents()).library;
    let flow = library.flow("azs.usage").unwrap();
    let history = History::default();
    let context = Context { now: Timestamp::UNIX_EPOCH, history: &history };
    let at = Address::new(&flow.id, &flow.start);
    let start = Start {
        at,
        given: None,
        presets: Vec::new(),
        lang: "en".to_owned(),
        by: By::Person,
        read_only: false,
    };
    let mut session = Session::begin(&library, start, context).unwrap();
    for text in ["from /home/secret/x", "second"] {
        session.apply(&library, Input::Note { text: text.to_owned() }, context).unwrap();
    }
    let kept = original(&FlowFile::from(&**flow)).unwrap();
    let mask = |text: &str| text.replace("secret", "user-1");
    Handoff::new("s", Timestamp::UNIX_EPOCH, session.records(), vec![kept], mask).to_json()
});

#[test]
fn a_whole_file_is_read_again() {
    let handoff = Handoff::from_json(&FILE).unwrap();
    assert_eq!(handoff.to_json(), *FILE);
    assert!(!FILE.contains("secret"));
    let received = handoff.received(Timestamp::UNIX_EPOCH);
    assert!(matches!(received.last().unwrap().event, Event::Received { .. }));
    assert_eq!(State::fold(&received).received.unwrap().0, "s");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_refused(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = FILE.clone().into_bytes();
        let at = at.index(bytes.len() - 1);
        if cut { bytes.truncate(at) } else { bytes[at] ^= byte.max(1) }
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        prop_assert!(matches!(
            Handoff::from_json(&text),
            Err(Fault::NotOne | Fault::Changed | Fault::Newer(_))
        ));
    }

    #[test]
    fn no_text_of_the_person_leaves_unmasked(texts in prop::collection::vec("[a-z]{12}", 7)) {
        let texts: Vec<String> = texts.iter().map(|text| format!("zq{text}")).collect();
        let mut of = texts.iter().cloned();
        let mut next = || of.next().unwrap();
        let events = vec![
            Event::Begun { given: Some(next()), presets: Vec::new(), lang: "en".to_owned(), by: By::Person },
            Event::Filled { name: "host".to_owned(), value: next(), masked: false },
            Event::Noted { visit: 1, text: next() },
            Event::Evidence { visit: 1, line: Some(next()), excerpt: next() },
            Event::Copied { visit: 1, command: "c".to_owned(), text: next(), way: "file".to_owned(), undoes: None },
            Event::Exported { format: "md".to_owned(), path: format!("/home/{}/out.md", next()), redaction: None },
        ];
        let record = |(n, event)| unsnag::session::Record { n, step: n, at: Timestamp::UNIX_EPOCH, event };
        let records: Vec<_> = (1..).zip(events).map(record).collect();
        let handoff = Handoff::new("s", Timestamp::UNIX_EPOCH, &records, Vec::new(), |text| text.replace("zq", "-"));
        let json = handoff.to_json();
        prop_assert!(!json.contains("zq") && !json.contains("/home"), "{}", json);
        let state = State::fold(&handoff.records);
        prop_assert!(state.values.is_empty() && state.masked.contains_key("host"), "a masked value is asked again");
        prop_assert_eq!(handoff.records.len(), records.len());
    }
}
