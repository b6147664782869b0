//! The line mode in a terminal and in pipes.

use super::bytes::assert_only_ours;
use super::{Pty, Setup, UNSNAG};

/// A session from the code to the escalation, by words and numbers.
fn walk(mut pty: Pty) {
    pty.wait_for("What went wrong?");
    for (line, says) in [
        ("LoginError", "Azure Stack usage data does not reach Azure"),
        ("1", "Open the way to Azure AD sign-in from every XRP VM"),
        ("not-fixed", "Is the registration resource under the right Azure subscription?"),
        ("unsure", "What to attach"),
    ] {
        pty.send(&format!("{line}\r"));
        pty.wait_for(says);
    }
    pty.send("quit\r");
    assert_eq!(pty.wait_exit(), 1, "escalated");
    let raw = pty.raw();
    assert!(!raw.contains(&0x1b), "escape sequences in lines: {}", super::bytes::shown(&raw));
    assert_only_ours(&raw);
}

#[test]
fn a_dumb_terminal_gets_a_whole_session() {
    walk(Setup::unsnag(&[]).size(100, 200).env("TERM", "dumb").start());
}

#[test]
fn accessible_gets_a_whole_session() {
    walk(Setup::unsnag(&[]).size(100, 200).env("ACCESSIBLE", "1").start());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    // The words lead far beyond what any pipe holds.
    let script = format!(
        "(yes '?' | head -n 5000; echo quit) > words
         (trap '' PIPE; '{UNSNAG}' --plain < words 2> err; echo $? > code) | head -n 1 > seen
         echo over"
    );
    let pty = Setup::shell(&script).start();
    pty.wait_for("over");
    pty.wait_exit();
    let read = |name: &str| std::fs::read_to_string(pty.home().join(name)).unwrap();
    assert_eq!(read("err"), "");
    assert_eq!(read("code"), "0\n");
    assert_eq!(read("seen").lines().count(), 1);
}
