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

/// A flow that asks for a password, at its command.
fn at_the_password() -> Pty {
    let setup = Setup::unsnag(&["--plain", "--clipboard", "file", "--flows", "x.yaml", "run", "x"]);
    let flow = r#"
unsnag: 1
id: x
title: The share is refused
symptoms: [The share is refused]
start: mount
nodes:
  mount:
    fix: Mount it
    run: {id: mount, shell: bash, text: "mount <word>", fill: {word: {ask: Password, secret: true}}}
    next: help
  help: {end: escalate}
"#;
    std::fs::write(setup.home().join("x.yaml"), flow).unwrap();
    let pty = setup.size(100, 60).start();
    pty.wait_for("Mount it");
    pty
}

#[test]
fn a_secret_is_not_shown_while_it_is_typed() {
    let mut pty = at_the_password();
    pty.send("fill\r");
    pty.wait_for("nothing shows while you type");
    pty.wait_until("the mark", |screen, _| screen.contents().trim_end().ends_with("Password\nYour answer:"));
    pty.send("hunter2-hunter2\r");
    // What is typed at the next prompt is shown again.
    pty.wait_until("the next prompt", |screen, _| {
        screen.contents().trim_end().ends_with("word is ***.\nYour answer:")
    });
    pty.send("copy\r");
    pty.wait_for("Your answer: copy");
    pty.wait_for("clipboard.txt");
    pty.send("quit\r");
    assert_eq!(pty.wait_exit(), 1);
    pty.assert_restored();
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("hunter2"));
    let copied = std::fs::read_to_string(pty.home().join("state/unsnag/clipboard.txt")).unwrap();
    assert_eq!(copied, "mount hunter2-hunter2");
    for log in std::fs::read_dir(pty.home().join("state/unsnag/sessions")).unwrap() {
        let log = std::fs::read_to_string(log.unwrap().path()).unwrap_or_default();
        assert!(!log.contains("hunter2"), "{log}");
    }
}

#[test]
fn a_signal_while_a_secret_is_typed_gives_the_echo_back() {
    let mut pty = at_the_password();
    pty.send("fill word\r");
    pty.wait_for("nothing shows while you type");
    pty.send("hunter");
    pty.signal(rustix::process::Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    pty.assert_restored();
}

#[test]
fn a_secret_behind_its_word_is_on_the_screen_and_that_is_said() {
    let mut pty = at_the_password();
    pty.send("fill word hunter2\r");
    pty.wait_for("stays visible in this terminal");
    pty.wait_for("word is ***.");
    pty.send("quit\r");
    pty.wait_exit();
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
