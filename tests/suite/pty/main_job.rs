//! The main job on the real article, in a real terminal: from the code to the fix, on to the escalation, and the
//! transcript; and what is left when the process is killed on the way.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use rustix::process::Signal;

use super::{CTRL_C, Pty, Setup};

const FIX: &str = "Stop the proxy from intercepting HTTPS to the usage gateway";
const CHECK: &str = "Can Azure Bridge get out to the usage service?";
const HOST: &str = "usage.contoso.example";

/// The program on its start screen, large enough for a whole step.
fn started() -> Pty {
    let pty = Setup::unsnag(&[]).size(120, 60).start();
    pty.wait_for("What went wrong?");
    pty
}

/// Types as a person does: in pieces, each of which shows before the next comes.
fn type_text(pty: &mut Pty, text: &str) {
    for end in (8..text.len()).step_by(8).chain([text.len()]) {
        pty.send(&text[end.saturating_sub(1) / 8 * 8..end]);
        pty.wait_for(&text[..end]);
    }
}

/// Searches for the code, and opens what is found first.
fn open(pty: &mut Pty) {
    type_text(pty, "CertificateValidationError");
    pty.wait_until("azs.usage first and selected", |screen, _| {
        let screen = screen.contents();
        let first = screen.lines().find(|line| line.trim_start().starts_with('>'));
        first.is_some_and(|line| line.contains("Azure Stack usage data does not reach Azure"))
    });
    pty.send("\r");
    pty.wait_for(FIX);
}

/// The lines of the only kept session.
fn log(pty: &Pty) -> String {
    let sessions = std::fs::read_dir(pty.home().join("state/unsnag/sessions")).unwrap();
    let mut logs: Vec<PathBuf> = sessions.map(|entry| entry.unwrap().path()).collect();
    logs.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
    assert_eq!(logs.len(), 1, "{logs:?}");
    std::fs::read_to_string(&logs[0]).unwrap()
}

/// The last event in the log that is of this kind.
fn last_event(pty: &Pty, kind: &str) -> serde_json::Value {
    let log = log(pty);
    assert!(log.ends_with('\n'), "the last line is torn: {log}");
    let records = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut events = records.map(|record| record["event"].clone());
    events.rfind(|event| event["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {log}"))
}

/// The lines of the command below a heading, as they stand on the screen, put together again.
fn shown_command(pty: &Pty, heading: &str) -> String {
    let screen = pty.screen().contents();
    let below = screen.lines().skip_while(|line| !line.contains(heading)).skip(1);
    // Between the sides of its frame: the widest part of a line, without a space on each side.
    let framed = |line: &str| {
        let widest =
            line.split('│').max_by_key(|part| part.len()).filter(|_| line.matches('│').count() > 1)?;
        Some(widest.strip_prefix(' ')?.strip_suffix(' ')?.to_owned())
    };
    let lines: String = below.map_while(framed).collect();
    lines.trim_end().to_owned()
}

#[test]
fn from_the_error_to_the_fix_the_escalation_and_the_transcript() {
    let mut pty = started();
    open(&mut pty);

    // The second of two commands, with its slot filled in.
    pty.send("\t");
    pty.wait_for("Fill in 1 of 1");
    type_text(&mut pty, HOST);
    pty.send("\r");
    pty.wait_for("Filled in.");
    pty.send("c");
    pty.wait_for("Which command?");
    pty.send("2");
    pty.wait_for("sent by OSC 52");
    let command = format!(
        "openssl s_client -connect {HOST}:443 -servername {HOST} </dev/null 2>/dev/null | openssl x509 -noout \
         -issuer -dates"
    );
    assert_eq!(pty.copies(), [command.as_str()]);
    assert_eq!(shown_command(&pty, "[2] "), command);
    assert_eq!(last_event(&pty, "copied")["text"], command.as_str());

    // It did not help; on to the escalation.
    pty.send("2");
    pty.wait_for(CHECK);
    pty.send("1");
    pty.wait_for("Is the registration resource under the right Azure subscription?");
    pty.send("1");
    pty.wait_for("What to attach");
    for attached in [
        "The error code and the whole text of the error window.",
        "Log files of the components Azure Bridge, WAS and WASPublic",
        "The issuer that the certificate query printed.",
    ] {
        pty.wait_for(attached);
    }

    pty.send("e");
    pty.wait_for("Write the transcript");
    pty.send("\r");
    pty.wait_for("Wrote ");
    let transcript = std::fs::read_dir(pty.home()).unwrap().map(|entry| entry.unwrap().path());
    let transcript = transcript.into_iter().find(|path| path.extension().is_some_and(|end| end == "md"));
    let transcript = transcript.expect("a transcript");
    assert_eq!(transcript.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&transcript).unwrap();
    for part in ["CertificateValidationError", FIX, "not fixed", CHECK, command.as_str(), "WASPublic"] {
        assert!(text.contains(part), "no {part:?} in the transcript:\n{text}");
    }

    pty.send("q");
    assert_eq!(pty.wait_exit(), 1, "escalated");
    pty.assert_restored();
    assert!(pty.screen().contents().contains("unsnag export"), "{}", pty.screen().contents());
    super::bytes::assert_only_ours(&pty.raw());
}

#[test]
fn a_killed_session_is_offered_and_goes_on_where_it_was() {
    let mut pty = started();
    open(&mut pty);
    pty.send("2");
    pty.wait_for(CHECK);
    pty.signal(Signal::KILL);
    pty.wait_killed();

    let mut again = Setup::unsnag(&[]).size(120, 60).in_home_of(&pty).start();
    again.wait_for("Unfinished");
    again.wait_for("step 3, ");
    again.send("\x12");
    again.wait_for(CHECK);
    // What was answered is still there, and so is the way back.
    again.send("\x1b[D");
    again.wait_for(FIX);
    again.send("q");
    assert_eq!(again.wait_exit(), 1, "unfinished");
}

#[test]
fn the_newest_unfinished_session_is_offered_on_a_small_screen_too() {
    let mut pty = started();
    open(&mut pty);
    pty.signal(Signal::KILL);
    pty.wait_killed();
    for size in [(80, 24), (40, 12)] {
        let mut again = Setup::unsnag(&[]).size(size.0, size.1).in_home_of(&pty).start();
        again.wait_for("Unfinished");
        again.wait_for("> Azure Stack usage data");
        again.send(CTRL_C);
        assert_eq!(again.wait_exit(), 130);
    }
}

#[test]
fn an_answer_is_on_disk_before_the_next_screen() {
    let mut pty = started();
    open(&mut pty);
    let entered = last_event(&pty, "entered");
    assert_eq!(entered["node"], "interception");
    assert_eq!(last_event(&pty, "begun")["presets"][0]["option"], "certificate");
    pty.send("3");
    pty.wait_for(CHECK);
    let outcome = last_event(&pty, "outcome");
    assert_eq!(outcome["outcome"], "cannot");
    assert_eq!(outcome["visit"], entered["visit"]);
    assert_eq!(last_event(&pty, "entered")["node"], "outbound");
    pty.send("n");
    pty.wait_for("What should the transcript say?");
    type_text(&mut pty, "the proxy team is asleep");
    pty.send("\r");
    pty.wait_for("Noted.");
    assert_eq!(last_event(&pty, "noted")["text"], "the proxy team is asleep");
    pty.send("1");
    pty.wait_for("Is the registration resource");
    assert_eq!(last_event(&pty, "answered")["option"], "reachable");
    // Going back is an event too, and takes nothing out.
    let before = log(&pty);
    pty.send("b");
    pty.wait_for(CHECK);
    assert!(log(&pty).starts_with(&before));
    assert_eq!(last_event(&pty, "back")["to"], outcome["visit"].as_u64().unwrap() + 1);
}

#[test]
fn ctrl_c_in_a_session_says_how_to_resume_and_that_works() {
    let mut pty = started();
    open(&mut pty);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
    pty.wait_for("Session kept. Resume with: unsnag sessions resume ");
    let screen = pty.screen().contents();
    let id = screen.split("sessions resume ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let again = Setup::unsnag(&["sessions", "resume", &id]).in_home_of(&pty).start();
    again.wait_for("Stop the proxy from intercepting");
}

#[test]
fn a_second_process_is_told_that_the_session_is_open() {
    let mut pty = started();
    open(&mut pty);
    let second = Setup::unsnag(&["sessions", "resume"]).in_home_of(&pty).start();
    second.wait_for("open in another process");
}

#[test]
fn a_signal_in_a_session_says_how_to_resume() {
    let mut pty = started();
    open(&mut pty);
    pty.signal(rustix::process::Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    pty.wait_for("Session kept. Resume with: unsnag sessions resume ");
    let mut lines = Setup::unsnag(&["run", "azs.usage", "--plain"]).start();
    lines.wait_for("Type the number of your answer.");
    lines.send(CTRL_C);
    assert_eq!(lines.wait_exit(), 130);
    lines.wait_for("Session kept. Resume with: unsnag sessions resume ");
}

#[test]
fn what_was_gone_on_with_since_the_preview_is_not_deleted() {
    let mut pty = started();
    open(&mut pty);
    pty.signal(Signal::KILL);
    pty.wait_killed();
    let arguments = ["sessions", "delete", "--older-than", "2999-01-01"];
    let mut delete = Setup::unsnag(&arguments).size(80, 24).in_home_of(&pty).start();
    delete.wait_for("Type yes or no");
    let folder = pty.home().join("state/unsnag/sessions");
    let log = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    let log = log.into_iter().find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::write(&log, &text).unwrap();
    delete.send("yes\r");
    assert_eq!(delete.wait_exit(), 0);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), text);
}
