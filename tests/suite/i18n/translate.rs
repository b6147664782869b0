//! `unsnag translate`: what a translator finds, and what is never touched.

use crate::cli::Home;
use std::os::unix::fs::PermissionsExt;
use unsnag::flow::Library;
use unsnag::flow::diagnostic::Source;
use unsnag::flow::library::Document;
use unsnag::flow::sidecar::{Accept, Original, Updated, fingerprint, update};

const FLOW: &str = "\
unsnag: 1
id: a.b
title: It breaks
symptoms: [It does not start., It smokes.]
start: code
nodes:
  code:
    ask: Which code?
    options:
      one: {say: The first, go: repair}
      two: {say: The second, go: done}
    unsure: done
  repair:
    fix: Repair it
    do: [Open it., Close it.]
    next: done
  done: {end: info, say: Nothing more.}
";

fn original(flow: &str) -> Original {
    let loaded = Library::load([Document::new("p/a.b.yaml", flow)]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    Original::of_flow(loaded.library.flow("a.b").unwrap(), None)
}

fn updated(flow: &str, file: &str) -> Updated {
    update(&original(flow), "sv", Some(&Source::new("a.b.sv.yaml", file)), &Accept::none()).unwrap()
}

/// The file with one text translated, as a translator would: in place, below the English one.
fn translated(file: &str, path: &str, words: &str) -> String {
    let empty = format!("  {path}: \"\"\n");
    assert!(file.contains(&empty), "{path} is not open in:\n{file}");
    file.replace(&empty, &format!("  {path}: {words}\n"))
}

#[test]
fn a_new_file_shows_each_text_above_its_empty_translation() {
    let new = update(&original(FLOW), "sv", None, &Accept::none()).unwrap();
    let wanted = "\
of: a.b
lang: sv
text:
  # en: It breaks
  title: \"\"
  # en: Which code?
  code.ask: \"\"
  # en: The first
  code.options.one.say: \"\"
  # en: The second
  code.options.two.say: \"\"
  # en: Repair it
  repair.fix: \"\"
  # en: - Open it.
  # en: - Close it.
  repair.do:
    - \"\"
    - \"\"
  # en: Nothing more.
  done.say: \"\"
# en: - It does not start.
# en: - It smokes.
symptoms: []
# Kept by `unsnag translate`: which source text each translation was made from.
seen: {}
";
    assert_eq!(new.text, wanted);
    assert_eq!((new.missing.len(), new.changed.len(), new.gone.len()), (8, 0, 0));
    let again = updated(FLOW, &new.text);
    assert_eq!(again, new);
}

#[test]
fn a_new_file_loads_and_counts_as_untranslated() {
    let new = update(&original(FLOW), "sv", None, &Accept::none()).unwrap();
    let loaded = Library::load([Document::new("p/a.b.yaml", FLOW), Document::new("p/a.b.sv.yaml", new.text)]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let flow = loaded.library.flow("a.b").unwrap().in_language("sv", None);
    assert!(flow.title.fallback && flow.title.text == "It breaks");
}

#[test]
fn what_is_translated_is_noted_and_no_longer_quoted_in_english() {
    let new = updated(FLOW, "");
    let file = translated(&new.text, "title", "Den går sönder # inte nu");
    let file = translated(&file, "code.ask", "|-\n    Vilken\n    # kod?");
    let once = updated(FLOW, &file);
    assert!(!once.text.contains("# en: It breaks") && !once.text.contains("# en: Which code?"));
    assert!(once.text.contains(
        "  title: Den går sönder # inte nu\n  code.ask: |-\n    Vilken\n    # kod?\n  # en: The first\n"
    ));
    let noted = fingerprint(&["It breaks".to_owned()]);
    assert!(once.text.contains(&format!("seen:\n  title: {noted}\n")), "{}", once.text);
    assert_eq!(once.missing.len(), 6);
    assert_eq!(updated(FLOW, &once.text), once);
}

#[test]
fn a_changed_source_is_marked_until_it_is_accepted() {
    let file = translated(&updated(FLOW, "").text, "title", "Den går sönder");
    let file = updated(FLOW, &file).text;
    let flow = FLOW.replace("It breaks", "It broke");
    let drifted = updated(&flow, &file);
    assert_eq!(drifted.changed, ["title"]);
    assert!(
        drifted.text.contains("  # en, changed: It broke\n  title: Den går sönder\n"),
        "{}",
        drifted.text
    );
    // Noted is still what was translated, however often the command runs.
    assert_eq!(updated(&flow, &drifted.text), drifted);
    let source = Source::new("f", drifted.text.as_str());
    for accept in [Accept::All, Accept::These(["title".to_owned()].into())] {
        let accepted = update(&original(&flow), "sv", Some(&source), &accept).unwrap();
        assert!(accepted.changed.is_empty() && !accepted.text.contains("changed"), "{}", accepted.text);
        assert!(accepted.text.contains(&fingerprint(&["It broke".to_owned()])));
        assert!(accepted.text.contains("title: Den går sönder\n"));
    }
    let line = format!("  title: {}\n", fingerprint(&["It breaks".to_owned()]));
    let removed = updated(&flow, &drifted.text.replace(&line, ""));
    assert!(removed.changed.is_empty());
    // A source that is changed back is as it was.
    assert_eq!(updated(FLOW, &drifted.text).text, file);
}

#[test]
fn an_entry_more_in_a_list_is_a_change() {
    let file = updated(FLOW, "")
        .text
        .replace("  repair.do:\n    - \"\"\n    - \"\"\n", "  repair.do:\n    - Öppna.\n    - Stäng.\n");
    let file = updated(FLOW, &file).text;
    let flow = FLOW.replace("Close it.", "Look., Close it.");
    let more = updated(&flow, &file);
    assert_eq!(more.changed, ["repair.do"]);
    assert!(more.text.contains("  # en, changed: - Look.\n"));
    assert!(more.text.contains("    - Öppna.\n    - Stäng.\n"));
    let half = updated(FLOW, &file.replace("- Stäng.", "- \"\""));
    assert!(
        half.missing.contains(&"repair.do".to_owned()) && half.text.contains("    - Öppna.\n    - \"\"\n")
    );
}

#[test]
fn what_a_translator_wrote_stays_in_its_order_with_its_comments() {
    let own = "\
# Svenska, av Åsa.
lang: sv
of: a.b

text:
  # Kort!
  done.say: Inget mer.

  title: 'Den går sönder'   # så
  old.text: Borta
  code.ask: >-
    Vilken
    kod?
symptoms:
  - Den startar inte.
# slut
";
    let after = updated(FLOW, own);
    assert_eq!(after.gone, ["old.text"]);
    let kept = after.text.lines().filter(|line| !line.trim_start().starts_with("# en: ")).collect::<Vec<_>>();
    let kept = kept.join("\n") + "\n";
    for part in [
        "# Svenska, av Åsa.\nlang: sv\nof: a.b\n\ntext:\n  # Kort!\n  done.say: Inget mer.\n",
        "\n  title: 'Den går sönder'   # så\n",
        "  # gone: the source has no such text\n  old.text: Borta\n  code.ask: >-\n    Vilken\n    kod?\n",
        "symptoms:\n  - Den startar inte.\n",
    ] {
        assert!(kept.contains(part), "{part:?} is not in\n{kept}");
    }
    assert!(kept.ends_with("# slut\n"));
    assert_eq!(updated(FLOW, &after.text), after);
}

#[test]
fn a_file_that_cannot_be_kept_line_by_line_is_refused() {
    let refused = |file: &str| {
        let source = Source::new("f.sv.yaml", file);
        update(&original(FLOW), "sv", Some(&source), &Accept::none()).unwrap_err().message.clone()
    };
    assert!(refused("of: a.b\nlang: sv\ntext: {title: Sönder}\n").contains("one line"));
    assert!(refused("{of: a.b, lang: sv}\n").contains("one line"));
    assert!(refused("of: a.b\nlang: sv\ntext:\n  title: A\n  title: B\n").contains("twice"));
    assert!(refused("of: 'a.b\n").contains("quote"));
}

#[test]
fn what_a_pack_translates_is_not_asked_for_in_its_flows() {
    let home = Home::new();
    home.write("p/pack.yaml", "id: p\ntitle: P\nlanguages: [en, sv, zh-TW]\nquestions: {os: {ask: Which system?, options: {linux: {say: Linux}, windows: {say: Windows}}}}\n");
    let flow = FLOW
        .replace("ask: Which code?", "use: os\n    ask: Which system?")
        .replace("one: {say: The first", "linux: {say: Linux");
    home.write("p/a.b.yaml", &flow.replace("two: {say: The second", "windows: {say: A window"));
    home.run(&["translate", "p", "--lang", "sv"]).ok();
    let pack = home.read("p/pack.sv.yaml");
    assert!(pack.contains("  # en: Which system?\n  questions.os.ask: \"\"\n"), "{pack}");
    let own = home.read("p/a.b.sv.yaml");
    assert!(
        !own.contains("Which system?") && !own.contains("Linux") && own.contains("# en: A window\n"),
        "{own}"
    );
    // Without a language, those that the pack declares.
    home.run(&["translate", "p"]).ok();
    assert!(home.read("p/a.b.zh-TW.yaml").contains("lang: zh-TW\n"));
}

#[test]
fn the_command_writes_beside_the_flow_and_says_what_is_left() {
    let home = Home::new();
    let path = home.write("p/odd-name.yaml", FLOW);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    home.run(&["translate", "p/odd-name.yaml", "--lang", "sv", "--check"]).code(1).says("not up to date");
    assert!(!home.path().join("p/a.b.sv.yaml").exists());
    home.run(&["translate", "p/odd-name.yaml", "--lang", "sv_SE.UTF-8"]).ok().says("8 missing");
    let made = home.path().join("p/a.b.sv-SE.yaml");
    assert_eq!(std::fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o640);
    home.run(&["translate", "a.b", "--lang", "sv", "--flows", "p"]).ok().says("p/a.b.sv.yaml: written");
    home.run(&["translate", "--all", "--lang", "sv", "--flows", "p"]).ok().says("p/a.b.sv.yaml: up to date");
    home.run(&["translate", "--all", "--lang", "sv", "--flows", "p", "--check"]).code(1);
    let mut file =
        home.read("p/a.b.sv.yaml").replace("\"\"", "Ord").replace("symptoms: []", "symptoms: [Ord]");
    home.write("p/a.b.sv.yaml", &file);
    home.run(&["translate", "a.b", "--lang", "sv", "--flows", "p"]).ok().says("8 strings, 0 missing");
    home.run(&["translate", "a.b", "--lang", "sv", "--flows", "p", "--check"]).ok();
    // Another name is kept.
    file = home.read("p/a.b.sv.yaml");
    std::fs::remove_file(home.path().join("p/a.b.sv.yaml")).unwrap();
    home.write("p/svenska.yaml", &file);
    home.run(&["translate", "a.b", "--lang", "sv", "--flows", "p"]).ok().says("p/svenska.yaml: up to date");
}

#[test]
fn mistakes_are_answered_with_a_remedy_and_nothing_is_written() {
    let home = Home::new();
    home.write("p/a.yaml", &FLOW.replace("next: done", "next: done\n    nexd: done"));
    let says = |arguments: &[&str], what: &str| {
        let ran = home.run(arguments).code(2);
        assert!(ran.err.contains(what), "{}", ran.err);
    };
    says(&["translate", "p/a.yaml", "--lang", "sv"], "p/a.yaml:17:5: E002");
    says(&["translate", "p/a.yaml", "--lang", "../x"], "not a language tag");
    says(&["translate", "p/a.yaml", "--lang", "en-GB"], "written in English");
    says(&["translate", "um.nologs", "--lang", "sv"], "--flows");
    says(&["translate", "a.c", "--lang", "sv", "--flows", "p"], "did you mean \"a.b\"?");
    assert_eq!(std::fs::read_dir(home.path().join("p")).unwrap().count(), 1);
}
