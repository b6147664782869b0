//! The look at what is masked, in the real program, down to the file.

use super::{CTRL_C, Setup};
use crate::cli::Home;

#[test]
fn what_was_let_out_in_the_review_stands_in_the_file_and_nothing_else() {
    let mut pty = Setup::unsnag(&["run", "azs.usage"]).start();
    for (keys, shows) in [
        ("", "NetworkError"),
        ("n", "What should the transcript say?"),
        ("asked ada@nordwind.se and eva@nordwind.se", "eva@nordwind.se"),
        ("\r", "Noted."),
        ("e", "2 of 2 findings are masked"),
        ("\x1b[B", "> [x] eva@nordwind.se"),
        ("x", "1 of 2 findings"),
        ("f", "unsnag-"),
        ("\x01\x0bt.json", "│ > t.json "),
        ("\r", "Enter writes t.json"),
        ("\r", "Wrote t.json"),
    ] {
        pty.send(keys);
        pty.wait_for(shows);
    }
    let text = std::fs::read_to_string(pty.home().join("t.json")).unwrap();
    assert!(text.contains("asked mail-1 and eva@nordwind.se"), "{text}");
    assert!(!text.contains("ada@nordwind.se") && text.contains("\"custom\""), "{text}");
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn what_is_to_know_of_a_session_from_elsewhere_is_whole_on_a_small_screen() {
    let elsewhere = Home::new();
    elsewhere.run(&["run", "azs.usage", "--answers", "code=unauthorized"]);
    elsewhere.run(&["sessions", "handoff", "-o", "on.json"]).ok();
    let file = elsewhere.path().join("on.json").display().to_string();
    let mut pty = Setup::unsnag(&["sessions", "resume", &file]).size(40, 12).start();
    pty.wait_for("Before you go on");
    pty.wait_for("again.");
    pty.send("\r");
    pty.wait_for("Yes, it is fixed");
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
}
