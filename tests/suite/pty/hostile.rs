//! A pack that tries everything: whatever it holds, the terminal gets text and our own sequences only.

use std::path::Path;

use super::bytes::{assert_only_ours, osc52_count};
use super::{CTRL_C, Pty, Setup};

/// Sequences that a terminal would obey, and characters that turn or hide text, as a YAML escape each.
const EVIL: &str = r"\e]0;pwned\x07\e[2J\e]52;c;aGk=\x07\x9b31m\u202Egnp\u2066\u200B\uFEFF\x08\x7F";

const FLOW: &str = r#"
unsnag: 1
id: evil.flow
title: "A lamp@"
condition: "Dark@"
goal: "Light@"
tags: ["tag@"]
aliases: ["lantern@"]
symptoms: ["No light@"]
signatures: [{text: "lamp failure@"}]
source: {doc: "Manual@", section: "Part@", dated: "2020-01-01", verified: never}
start: plug
nodes:
  plug:
    ask: "Is it plugged in@?"
    hint: "Look@"
    options:
      in: {say: "It is@", go: bulb}
      out: {say: "It is not@", go: push}
    unsure: bulb
  push:
    note: ["Push the plug in@", "then read@"]
    see: [{text: "Picture@", see: "https://example.com/@"}]
    next: bulb
  bulb:
    fix: "Change the bulb@"
    cause: "It is burnt@"
    do: ["Unscrew@", {text: "Look@", see: {text: "More@", see: "https://example.com/@"}}]
    run:
      - {id: plain, shell: bash, text: "echo plain@", expect: "plain@", undo: "none@"}
      - {id: slot, shell: bash, text: "echo <name> ok", fill: {name: {ask: "Name@", example: "n@", default: "d@"}}}
    verify: "Light@"
    undo: "Put it back@"
    next: shop
  shop: {end: escalate, say: ["Buy a lamp@"], collect: ["The bulb@"], contact: "Shop@", within: "a day@"}
"#;

/// Writes the pack; a file of it has a hostile name and a fault.
fn pack(home: &Path) -> String {
    let folder = home.join("evil");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("pack.yaml"), format!("id: evil\ntitle: \"Evil{EVIL}\"\n")).unwrap();
    std::fs::write(folder.join("evil.flow.yaml"), FLOW.replace('@', EVIL)).unwrap();
    let name = "b\u{1b}]0;pwned\u{7}\u{1b}[2J\u{9b}\u{202e}.yaml";
    let faulty = format!("unsnag: 1\nid: evil.b\ntitle: \"b{EVIL}\"\n\"key{EVIL}\": 1\nstart: \"x{EVIL}\"\n");
    std::fs::write(folder.join(name), faulty).unwrap();
    folder.display().to_string()
}

fn start(arguments: &[&str], size: (u16, u16), env: &[(&str, &str)]) -> Pty {
    let setup = Setup::unsnag(arguments).size(size.0, size.1);
    let folder = pack(setup.home());
    let setup = env.iter().fold(setup, |setup, (name, value)| setup.env(name, value));
    setup.arguments(&["--flows", &folder]).start()
}

#[test]
fn a_hostile_pack_reaches_the_full_screen_as_text_only() {
    for size in [(80, 24), (200, 60)] {
        let mut pty = start(&[], size, &[]);
        pty.wait_for("What went wrong?");
        for (keys, shows) in [
            ("lantern", "│ lantern "),
            ("\r", "Is it plugged in"),
            ("2", "Push the plug in"),
            ("\r", "Change the bulb"),
            ("t", "Change an answer"),
            // An escape is followed by nothing, or it would begin a key of its own.
            ("\x1b", "!Change an answer"),
            ("c", "Which command?"),
            // A command with hidden characters is not copied.
            ("1", "Not copied"),
            ("\t", "Fill in 1 of 1"),
            ("\x1b[B", "> d\\u{1b}"),
            ("\x1b", "!Fill in 1 of 1"),
            ("/", "up/down move"),
            ("lamp failure", "│ > lamp failure "),
            ("\x1b", "!up/down move"),
            ("2", "Buy a lamp"),
        ] {
            pty.send(keys);
            match shows.strip_prefix('!') {
                Some(gone) => pty.wait_until(shows, |screen, _| !screen.contents().contains(gone)),
                None => pty.wait_for(shows),
            }
        }
        // The end of a line is what a person pastes, too.
        pty.send("p");
        pty.wait_for("Paste output");
        pty.send("\x1b[200~one\x1b]0;pwned\x07 two \u{202e}\x1b[201~");
        pty.wait_for("Kept as evidence");
        pty.send(CTRL_C);
        assert_eq!(pty.wait_exit(), 130);
        assert_only_ours(&pty.raw());
        assert_eq!(osc52_count(&pty.raw()), 0);
    }
}

#[test]
fn a_hostile_pack_reaches_the_line_mode_as_text_only() {
    let mut pty = start(&["--plain"], (100, 500), &[]);
    pty.wait_for("What went wrong?");
    for (line, says) in [
        ("lantern", "A lamp"),
        ("1", "Is it plugged in"),
        ("2", "Push the plug in"),
        ("ok", "Change the bulb"),
        ("copy 1", "Not copied"),
        ("trail", "Is it plugged in"),
        ("search lamp failure", "A lamp"),
        ("not-fixed", "Buy a lamp"),
    ] {
        pty.send(&format!("{line}\r"));
        pty.wait_for(says);
    }
    pty.send("quit\r");
    assert_eq!(pty.wait_exit(), 1);
    assert!(!pty.raw().contains(&0x1b));
    assert_only_ours(&pty.raw());
}

#[test]
fn what_is_wrong_with_a_hostile_pack_is_said_as_text_only() {
    for command in ["lint", "test", "list", "show", "search", "nonsense"] {
        let arguments: &[&str] = match command {
            "lint" => &["lint", "evil"],
            "test" => &["test", "evil"],
            "list" => &["list"],
            "show" => &["show", "evil.flow"],
            "search" => &["search", "lamp\u{1b}]0;pwned\u{7}"],
            _ => &["run", "evil\u{1b}]0;pwned\u{7}\u{202e}"],
        };
        let pty = start(arguments, (100, 500), &[]);
        pty.wait_exit();
        assert!(!pty.raw().is_empty(), "{command} says nothing");
        assert_only_ours(&pty.raw());
    }
}
