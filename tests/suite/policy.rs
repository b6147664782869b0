//! Policy files: what they say is done, and one that is wrong is refused before anything is written.

use crate::cli::Home;

/// A session with a mail address, a host name, an address and a password in a note.
fn noted() -> Home {
    let home = Home::new();
    let note = "note asked ada@nordwind.se on nwdb1.bergby.se from 10.3.4.5, password=hunter22\n";
    home.talk(&["run", "azs.usage", "--plain"], note).code(1);
    home
}

/// Whatever would write with this policy ends with 2, says this, and writes nothing.
fn refused(home: &Home, says: &[&str]) {
    let with = ["--redact", "policy.yaml", "-o"];
    for (command, file) in [
        (&["export"][..], "t.md"),
        (&["sessions", "handoff"], "t.json"),
        (&["run", "azs.usage", "--plain"], "t.txt"),
    ] {
        let ran = home.talk(&[command, &with[..], &[file]].concat(), "1\nquit\n").code(2);
        let ran = says.iter().fold(ran, |ran, part| ran.warns(part));
        assert_eq!(ran.out, "", "{command:?}");
        assert!(!home.path().join(file).exists(), "{command:?}");
    }
    let ran = home.talk(&["redact", "--redact", "policy.yaml"], "on nwdb1.nordwind.se").code(2);
    assert_eq!(ran.out, "");
}

#[test]
fn a_wrong_file_is_refused_with_place_and_remedy() {
    let home = noted();
    for (text, says) in [
        ("from: all\nkep: [x]\n", &["policy.yaml:2:1", "did you mean \"keep\"?", "nothing is written"][..]),
        ("from: everything\n", &["policy.yaml:1:7", "all, secrets, none"]),
        ("mask: hello\n", &["policy.yaml:1:7", "must be keys with values"]),
        ("mask: {class: hots, text: nas}\n", &["policy.yaml:1:15", "did you mean \"host\"?"]),
        ("mask: {class: host}\n", &["policy.yaml:1", "text"]),
        ("keep: ['']\n", &["policy.yaml:1", "cannot be blank"]),
        ("from: [\n", &["policy.yaml:1:7", "never closed"]),
        // Credentials are let out one by one, by their values.
        (
            "off: [host, password]\n",
            &["policy.yaml:1:13", "cannot be \"password\": credentials stay masked", "mail, ip, mac"],
        ),
        // All that is wrong is said at once.
        ("off: [tokn]\nkep: x\n", &["policy.yaml:1:7", "policy.yaml:2:1"]),
    ] {
        home.write("policy.yaml", text);
        refused(&home, says);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let home = noted();
    let path = home.path().join("policy.yaml");
    refused(&home, &["cannot read the policy policy.yaml", "all, secrets, none or a file"]);
    std::fs::create_dir(&path).unwrap();
    refused(&home, &["cannot read the policy policy.yaml"]);
    std::fs::remove_dir(&path).unwrap();
    std::fs::write(&path, b"keep: [\xff]\n").unwrap();
    refused(&home, &["policy.yaml:1:8", "not UTF-8"]);
}

#[test]
fn a_file_masks_and_keeps_what_it_says() {
    let home = noted();
    home.write("policy.yaml", "off: ip\nkeep: nwdb1.bergby.se\nmask: {class: resource, text: asked}\n");
    let text = home.run(&["export", "--redact", "policy.yaml"]).ok().out;
    for part in ["resource-1 mail-1 on nwdb1.bergby.se", "10.3.4.5", "password=\\[password\\]"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    home.write("policy.yaml", "");
    let all = home.run(&["export", "--redact", "policy.yaml"]).ok().out;
    assert!(!all.contains("bergby") && all.contains("asked mail-1 on host-1 from ip-1"), "{all}");
}

#[test]
fn an_export_leaves_the_kept_session_as_it_was() {
    let home = noted();
    let log = format!("state/unsnag/sessions/{}.jsonl", home.session());
    let before = home.read(&log);
    home.run(&["export", "-o", "t.md"]).ok();
    home.run(&["sessions", "handoff", "-o", "t.json"]).ok();
    home.run(&["sessions", "show"]).ok();
    assert_eq!(home.read(&log), before);
}
