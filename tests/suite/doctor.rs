//! `unsnag doctor`: what it finds, what it says to do, and that it leaves everything as it was.

use crate::cli::{Home, Ran};
use crate::pty::Setup;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Runs the doctor with additions to the environment.
fn doctor(home: &Home, arguments: &[&str], env: &[(&str, &str)]) -> Ran {
    let mut command = home.command(&[&["doctor"], arguments].concat());
    command.envs(env.iter().copied());
    finish(command)
}

fn finish(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn json(home: &Home, arguments: &[&str], env: &[(&str, &str)]) -> Value {
    doctor(home, &[&["--format", "json"], arguments].concat(), env).json()
}

#[track_caller]
fn check(report: &Value, id: &str) -> (String, Value) {
    let checks = report["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["check"] == id);
    let check = check.unwrap_or_else(|| panic!("no {id} in {report:#}"));
    (check["verdict"].as_str().unwrap().to_owned(), check["value"].clone())
}

/// A program that stands in for another one, first in the search path.
fn stand_in(home: &Home, name: &str, script: &str) -> String {
    let path = home.write(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let bin = home.path().join("bin");
    format!("{}:/usr/bin:/bin", bin.display())
}

/// A clipboard in a file, with the types that are on it in another one.
fn xclip(home: &Home) -> String {
    let script = r#"
case "$*" in
    *TARGETS*) [ -f "$HOME/types" ] && cat "$HOME/types" || { echo "Error: target TARGETS not available" >&2; exit 1; } ;;
    *-out*) cat "$HOME/clipboard" ;;
    *) cat >"$HOME/clipboard"; printf 'TARGETS\nUTF8_STRING\n' >"$HOME/types" ;;
esac"#;
    stand_in(home, "xclip", script)
}

#[test]
fn all_is_well_in_a_new_home_and_nothing_is_left_in_it() {
    let home = Home::new();
    let ran = doctor(&home, &[], &[]).ok().says("\nTerminal\n").says("Problems: 0.");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "{}", ran.out);
    assert!(!ran.out.contains(home.path().to_str().unwrap()), "{}", ran.out);
    ran.says("~/state/unsnag/sessions: a file was made");
}

#[test]
fn the_report_for_programs_has_its_documented_shape() {
    let home = Home::new();
    let report = json(&home, &[], &[]);
    let keys: BTreeSet<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["checks", "notes", "problems", "system", "version"]));
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md")).unwrap();
    for check in report["checks"].as_array().unwrap() {
        let keys: Vec<&str> = check.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["check", "verdict", "value", "says", "remedy"]);
        assert_eq!(check["remedy"].is_null(), check["verdict"] == "ok", "{check}");
        let id = check["check"].as_str().unwrap();
        assert!(guide.contains(&format!("`{id}`")), "docs/guide.md does not speak of {id}");
    }
    assert_eq!(check(&report, "terminal.face"), ("note".into(), "lines".into()));
    assert_eq!(check(&report, "clipboard.route"), ("note".into(), "file".into()));
}

#[test]
fn it_speaks_four_languages_and_never_in_keys() {
    let home = Home::new();
    for (lang, section) in [("en", "Sessions"), ("sv", "Sessioner"), ("zh-TW", "工作階段"), ("zh-CN", "会话")]
    {
        let ran = doctor(&home, &["--lang", lang], &[("DISPLAY", ":0")]).ok().says(&format!("\n{section}\n"));
        assert!(!ran.out.contains("cli.doctor") && !ran.out.contains('{'), "{}", ran.out);
    }
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    let home = Home::new();
    let pack = home.write("my/broken.yaml", "unsnag: 1\nid: x\ntitle: [\n");
    home.write("config/unsnag/config.yaml", "them: dark\npacks: [nowhere]\n");
    // Where the folder of sessions should be, there is a file.
    home.write("state/unsnag", "");
    let ran = doctor(&home, &["--flows", &pack], &[("LANG", "C"), ("TERM", "")]).code(1);
    let ran =
        ran.says("unsnag lint ~/my/broken.yaml").says("unsnag config check").says("cannot keep sessions");
    ran.says("set XDG_STATE_HOME").says("Set LANG to a locale in UTF-8").says("Set TERM to the name");
    let report = json(&home, &["--flows", &pack], &[]);
    for id in ["flows.pack", "settings.file", "sessions.folder"] {
        assert_eq!(check(&report, id).0, "problem", "{id}");
    }
    assert_eq!(check(&report, "flows.pack").1["errors"], 1);
    let problems = report["checks"].as_array().unwrap().iter().filter(|one| one["verdict"] == "problem");
    assert_eq!(report["problems"], problems.count());
}

#[test]
fn it_says_who_decided() {
    let home = Home::new();
    let says = |arguments: &[&str], env: &[(&str, &str)], part: &str| {
        doctor(&home, arguments, env).says(part);
    };
    says(&["--theme", "dark"], &[("NO_COLOR", "1")], "Theme dark, decided by --theme");
    says(&["--theme", "dark"], &[("NO_COLOR", "1")], "NO_COLOR is set, but --theme asks for colours");
    says(&[], &[("NO_COLOR", "1")], "Theme none, decided by NO_COLOR");
    says(&[], &[("UNSNAG_THEME", "light")], "Theme light, decided by UNSNAG_THEME");
    says(&[], &[("COLORFGBG", "0;15")], "Theme light: COLORFGBG tells");
    says(&[], &[("TERM", "vt100")], "TERM vt100 is the name of a terminal without colours");
    says(&["--plain"], &[], "Line mode, decided by --plain");
    says(&[], &[("ACCESSIBLE", "1")], "Line mode, decided by ACCESSIBLE");
    says(&[], &[("LC_ALL", "sv_SE.UTF-8")], "bestämt av LC_ALL=sv_SE.UTF-8");
    says(&[], &[("LANG", "tlh_QO.UTF-8")], "there are none in the language that LANG=tlh_QO.UTF-8");
    says(&["--lang", "tlh"], &[], "there are no texts in \"tlh\"");
    says(&[], &[("TMUX", "t"), ("TERM", "xterm")], "Inside tmux, but TERM is xterm");
    says(&[], &[("SSH_TTY", "t")], "they would fill the wrong clipboard");
    home.write("config/unsnag/config.yaml", "ascii: true\nclipboard: off\n");
    says(&[], &[], "ASCII characters, decided by config.yaml");
    says(&[], &[], "Copying is off, decided by config.yaml");
}

#[test]
fn a_clipboard_that_can_be_read_is_tried_and_put_back() {
    let home = Home::new();
    let path = xclip(&home);
    let env = [("PATH", path.as_str()), ("DISPLAY", ":0")];
    let trial = |arguments: &[&str]| check(&json(&home, arguments, &env), "clipboard.trial");
    // Nothing was on it.
    assert_eq!(trial(&[]), ("ok".into(), "works".into()));
    assert_eq!(home.read("clipboard"), "");
    home.write("clipboard", "kept\n");
    assert_eq!(trial(&[]), ("ok".into(), "works".into()));
    assert_eq!(home.read("clipboard"), "kept\n");
    // With more than text on it, nothing is touched unless it is asked for.
    home.write("types", "TARGETS\nUTF8_STRING\nimage/png\n");
    assert_eq!(trial(&[]), ("note".into(), "not-tried".into()));
    assert_eq!(home.read("types").lines().count(), 3);
    let ran =
        doctor(&home, &["--overwrite-clipboard"], &env).says("The text that was on the clipboard is there");
    assert_eq!(home.read("clipboard"), "kept\n", "{}", ran.out);
    assert_eq!(check(&json(&home, &[], &env), "clipboard.route").1, "xclip");
}

#[test]
fn a_helper_that_fails_or_hangs_is_named_and_the_next_way_is_taken() {
    let home = Home::new();
    let path = stand_in(&home, "xclip", "echo \"Error: Can't open display: $DISPLAY\" >&2; exit 1");
    let env = [("PATH", path.as_str()), ("DISPLAY", ":99")];
    let ran = doctor(&home, &[], &env).ok().says("Can't open display: :99").says("Check that DISPLAY");
    // That xsel is missing is no news where xclip is there.
    assert!(!ran.out.contains("xsel"), "{}", ran.out);
    stand_in(&home, "xclip", "exec sleep 1000");
    doctor(&home, &[], &env).ok().says("xclip did not answer").says("clipboard.txt");
    doctor(&home, &[], &[("DISPLAY", ":0"), ("PATH", "/nowhere")]).ok().says("Install the package xclip");
}

#[test]
fn in_tmux_a_buffer_of_its_own_is_used() {
    let home = Home::new();
    let script = r#"
echo "$*" >>"$HOME/calls"
case "$1" in
    display-message) echo "${VERSION:-3.3a}" ;;
    load-buffer) cat >"$HOME/buffer" ;;
    save-buffer) cat "$HOME/buffer" ;;
esac"#;
    let path = stand_in(&home, "tmux", script);
    let env = [("PATH", path.as_str()), ("TMUX", "/tmp/tmux"), ("TERM", "tmux-256color")];
    doctor(&home, &[], &env).ok().says("its other buffers are as they were");
    let calls = home.read("calls");
    assert!(calls.contains("load-buffer -b unsnag-trial -\n"), "{calls}");
    assert!(calls.contains("delete-buffer -b unsnag-trial\n"), "{calls}");
    // Only when asked for does it reach the clipboard of the terminal.
    doctor(&home, &["--overwrite-clipboard"], &env).ok().says("paste to see");
    assert!(home.read("calls").contains("load-buffer -w -b unsnag-trial -\n"));
    let old = [&env[..], &[("VERSION", "3.1c")]].concat();
    doctor(&home, &[], &old).ok().says("tmux 3.1c cannot hand a text on");
}

#[test]
fn a_terminal_without_an_answer_gets_a_text_only_when_asked() {
    let pty = Setup::unsnag(&["doctor"]).size(90, 70).start();
    pty.wait_for("Problems: 0.");
    assert_eq!(pty.wait_exit(), 0);
    assert!(pty.screen().contents().contains("Not tried"), "{}", pty.screen().contents());
    assert!(pty.screen().contents().contains("The full screen opens."));
    assert_eq!(pty.copies().len(), 0);
    let pty = Setup::unsnag(&["doctor", "--overwrite-clipboard"]).size(90, 70).start();
    pty.wait_for("Problems: 0.");
    assert_eq!(pty.wait_exit(), 0);
    let copies = pty.copies();
    assert!(copies.len() == 1 && copies[0].starts_with("unsnag clipboard trial "), "{copies:?}");
    assert!(pty.screen().contents().contains(&format!("Sent \"{}\" by OSC 52", copies[0])));
}

#[test]
fn in_a_file_it_says_what_is_true_of_the_terminal() {
    let script = format!("{} doctor >report.txt; echo \"rc $?\"", crate::pty::UNSNAG);
    let pty = Setup::shell(&format!("cd; {script}")).size(25, 7).start();
    pty.wait_for("rc 1");
    let report = fs::read_to_string(pty.home().join("report.txt")).unwrap();
    assert!(report.contains("25 columns, 7 rows: too small"), "{report}");
    assert!(report.contains("The full screen opens."), "{report}");
}
