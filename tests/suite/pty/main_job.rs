//! The main job, end to end in a real terminal.

use super::bytes::osc52_count;
use super::{CTRL_C, Pty};
use std::os::unix::fs::PermissionsExt;

const SIZE: (u16, u16) = (100, 40);

fn at_the_fix(pty: &mut Pty) {
    pty.wait_for("What went wrong?");
    pty.send("CertificateValidationError");
    pty.wait_until("azs.usage as the first hit", |screen, _| {
        screen.contents().contains("> Azure Stack usage data does not reach Azure")
            && screen.contents().contains("known message")
    });
    pty.send("\r");
    pty.wait_for("Stop the proxy from intercepting");
}

#[test]
fn from_the_error_to_the_fix_and_the_transcript() {
    let mut pty = Pty::spawn(&[], SIZE, &[]);
    at_the_fix(&mut pty);
    // Fill in the host, copy the second command.
    pty.send("\t");
    pty.wait_for("For example usage.example.net");
    pty.send("usage.contoso.com\r");
    pty.wait_for("Filled in");
    pty.send("c");
    pty.wait_for("Which command?");
    pty.send("2");
    pty.wait_for("sent by OSC 52");
    let copies = pty.copies();
    assert_eq!(copies.len(), 1);
    assert!(copies[0].starts_with("openssl s_client -connect usage.contoso.com:443"), "{copies:?}");
    assert_eq!(osc52_count(&pty.raw()), 1);
    // It did not help; on to the end.
    pty.send("2");
    pty.wait_for("Can Azure Bridge get out to the usage service?");
    pty.send("1");
    pty.wait_for("Is the registration resource under the right Azure subscription?");
    pty.send("1");
    pty.wait_for("What to attach");
    pty.send("e");
    pty.wait_for(".md");
    pty.send("\r");
    pty.wait_for("Written to");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 1, "passed on is not solved");
    pty.assert_restored();
    pty.wait_for("unsnag export ");
    let written = std::fs::read_dir(pty.home()).unwrap().map(|entry| entry.unwrap().path());
    let written = written.into_iter().find(|path| path.extension().is_some_and(|end| end == "md"));
    let written = written.expect("a transcript");
    let text = std::fs::read_to_string(&written).unwrap();
    assert!(text.contains("usage.contoso.com") && text.contains("CertificateValidationError"), "{text}");
    assert_eq!(written.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn ctrl_c_in_a_session_says_how_to_resume_and_that_works() {
    let mut pty = Pty::spawn(&[], SIZE, &[]);
    at_the_fix(&mut pty);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
    pty.wait_for("Session kept. Resume with: unsnag sessions resume ");
    let screen = pty.screen().contents();
    let id = screen.split("sessions resume ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let state = pty.home().join("state").display().to_string();
    let again = Pty::spawn(&["sessions", "resume", &id], SIZE, &[("XDG_STATE_HOME", &state)]);
    again.wait_for("Stop the proxy from intercepting");
}

#[test]
fn a_killed_session_is_offered_and_goes_on_where_it_was() {
    let mut pty = Pty::spawn(&[], SIZE, &[]);
    at_the_fix(&mut pty);
    pty.signal(rustix::process::Signal::KILL);
    let state = pty.home().join("state").display().to_string();
    let mut again = Pty::spawn(&[], SIZE, &[("XDG_STATE_HOME", &state)]);
    again.wait_for("Unfinished");
    again.send("\x12");
    again.wait_for("Stop the proxy from intercepting");
}

#[test]
fn a_second_process_is_told_that_the_session_is_open() {
    let mut pty = Pty::spawn(&[], SIZE, &[]);
    at_the_fix(&mut pty);
    let state = pty.home().join("state").display().to_string();
    let second = Pty::spawn(&["sessions", "resume"], SIZE, &[("XDG_STATE_HOME", &state)]);
    second.wait_for("open in another process");
}

#[test]
fn a_signal_in_a_session_says_how_to_resume() {
    let mut pty = Pty::spawn(&[], SIZE, &[]);
    at_the_fix(&mut pty);
    pty.signal(rustix::process::Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    pty.wait_for("Session kept. Resume with: unsnag sessions resume ");
    let mut lines = Pty::spawn(&["run", "azs.usage", "--plain"], SIZE, &[]);
    lines.wait_for("Type the number of your answer.");
    lines.send(CTRL_C);
    assert_eq!(lines.wait_exit(), 130);
    lines.wait_for("Session kept. Resume with: unsnag sessions resume ");
}
