//! The command line: output and exit codes of the real program, with a home of its own.

use serde_json::Value;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use unsnag::text::visible::is_hidden;

/// A folder that a run of the program takes for its home.
pub struct Home(tempfile::TempDir);

/// What came of a run.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// A home that is not in the folder for temporary files.
    pub fn elsewhere() -> Home {
        Home(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unsnag"));
        command.args(arguments).env_clear().current_dir(self.path()).env("HOME", self.path());
        for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state")] {
            command.env(format!("XDG_{name}_HOME"), self.path().join(folder));
        }
        command.env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.talk(arguments, "")
    }

    /// Runs with something on standard input.
    pub fn talk(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self.command(arguments).spawn().unwrap();
        // A program that does not read to the end closes the pipe; that is its right.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// The only kept session.
    pub fn session(&self) -> String {
        let listed = self.run(&["sessions", "list", "--json"]).ok().json();
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
        listed[0]["id"].as_str().unwrap().to_owned()
    }
}

impl Ran {
    #[track_caller]
    pub fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn ok(self) -> Ran {
        self.code(0)
    }

    #[track_caller]
    pub fn says(self, part: &str) -> Ran {
        assert!(self.out.contains(part), "no {part:?} in:\n{}", self.out);
        self
    }

    #[track_caller]
    pub fn warns(self, part: &str) -> Ran {
        assert!(self.err.contains(part), "no {part:?} in:\n{}", self.err);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

const FLOW: &str = "\
unsnag: 1
id: my.flow
title: The lamp is dark
symptoms: [No light]
start: plug
nodes:
  plug:
    ask: Is it plugged in?
    options:
      in: {say: It is, go: bulb}
      out: {say: It is not, go: push}
    unsure: bulb
  push: {fix: Push the plug in, next: bulb}
  bulb: {fix: Change the bulb, next: shop}
  shop: {end: escalate, say: Buy a lamp.}
tests: [{walk: \"plug=out push=fixed\", end: resolved}]
";

#[test]
fn the_main_job_in_line_mode() {
    let home = Home::new();
    let ran = home.talk(
        &["--plain"],
        "CertificateValidationError\n1\nfill endpoint usage.example.net\ncopy 2\nnot-fixed\nreachable\npresent\nexport ticket.md\nquit\n",
    );
    // Passed on is not solved.
    let ran = ran.code(1).says("1 Azure Stack usage data does not reach Azure").says("GET HELP");
    let first = ran.out.find("1 Azure Stack usage data").unwrap();
    assert!(ran.out[..first].ends_with("found.\n"), "the first hit");
    let ran = ran.says("What to attach:").says("Wrote ticket.md").says("Session kept");
    assert!(ran.out.contains("\nopenssl s_client -connect usage.example.net:443"), "{}", ran.out);
    let ticket = home.read("ticket.md");
    assert!(ticket.contains("CertificateValidationError"), "{ticket}");
    assert!(ticket.contains("usage.example.net"), "{ticket}");
    let mode = std::fs::metadata(home.path().join("ticket.md")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // The same transcript can be made from the log.
    home.run(&["export", "--format", "text"]).ok().says("usage.example.net");
    home.run(&["sessions", "show"]).ok().says("usage.example.net");
    let json = home.run(&["export", "--format", "json"]).ok().json();
    assert!(json.is_object());
}

#[test]
fn the_end_of_input_keeps_the_session_and_says_how_to_resume() {
    let home = Home::new();
    let ran = home
        .talk(&["run", "azs.usage"], "unauthorized\n")
        .code(1)
        .says("Resume with: unsnag sessions resume ");
    let id = home.session();
    assert!(ran.out.trim_end().ends_with(&id), "{}", ran.out);
    // Words at the start began nothing.
    home.talk(&[], "dns\n").ok();
    home.session();
    // It goes on where it was.
    home.talk(&["sessions", "resume", &id], "trail\n").code(1).says("Unauthorized");
    home.talk(&["sessions", "resume"], "trail\n").code(1).says("Unauthorized");
    // The start offers it.
    home.talk(&[], "").ok().says("Unfinished").says("Azure Stack usage data does not reach Azure, step 2");
    home.talk(&[], "resume\ntrail\n").code(1).says("Unauthorized");
}

#[test]
fn words_on_the_command_line_are_searched_for() {
    let home = Home::new();
    home.talk(&["CertificateValidationError"], "").ok().says("1 Azure Stack usage data");
    home.talk(&["-2145107924"], "").ok().says("code 0x8024402C");
    home.talk(&["--", "test", "failed"], "").ok().says("found.");
    home.talk(&["update", "test", "failed"], "").ok().says("found.");
}

#[test]
fn answers_drive_a_session_without_a_person() {
    let home = Home::new();
    home.run(&["run", "azs.usage", "--answers", "code=login sign-in=fixed", "-o", "t.json"])
        .ok()
        .says("1. Which error code does the portal show? LoginError")
        .says("Solved");
    assert!(serde_json::from_str::<Value>(&home.read("t.json")).unwrap().is_object());
    home.run(&["run", "azs.usage", "--answers", "code=login sign-in=not-fixed"]).code(1).says("Not finished");
    let flow = home.write("my/flow.yaml", FLOW);
    let my = |answers: &str| home.run(&["run", "my.flow", "--flows", &flow, "--answers", answers]);
    my("plug=in bulb=cannot").code(1).says("Passed on");
    my("plug=in bulb=fixed").ok();
    my("plug=sideways").code(2).warns("\"plug\" has no answer \"sideways\"; it has in, out, unsure");
    my("bulb=fixed").code(2).warns("\"bulb=fixed\" is not asked").warns("\"plug\" takes in, out, unsure");
    my("plug").code(2).warns("\"plug\" is not of the form node=answer");
}

#[test]
fn a_session_of_answers_teaches_the_order_nothing() {
    let home = Home::new();
    for _ in 0..3 {
        home.run(&["run", "azs.usage", "--answers", "code=unauthorized re-register=not-fixed"]).code(1);
    }
    let ran = home.talk(&["run", "azs.usage"], "unauthorized\nothers\n").code(1);
    assert!(!ran.out.contains("sessions here"), "{}", ran.out);
}

#[test]
fn a_run_may_begin_at_a_step() {
    let home = Home::new();
    home.talk(&["run", "azs.usage#sign-in"], "").code(1).says("FIX, step 1");
    home.talk(&["run", "um.hresult#lookup/wsus-values"], "").code(1).says("step 2");
    home.run(&["run", "azs.usge"])
        .code(2)
        .warns("there is no flow \"azs.usge\"; did you mean \"azs.usage\"?");
    home.run(&["run", "azs.usage#singin"]).code(2).warns("did you mean \"sign-in\"?");
    home.run(&["run", "um.hresult#lookup/none-such"]).code(2).warns("no row or question \"none-such\"");
}

#[test]
fn search_prints_the_documented_json() {
    let home = Home::new();
    let found = home.run(&["search", "--json", "CertificateValidationError"]).ok().json();
    assert_eq!(found["query"], "CertificateValidationError");
    assert!(found["confident"].is_boolean());
    let first = &found["hits"][0];
    assert_eq!(first["flow"], "azs.usage");
    assert!(first["node"].is_null() && first["item"].is_null());
    assert!(first["title"].is_string() && first["score"].is_number() && first["why"][0].is_string());
    let row = home.run(&["search", "--json", "0x8024402C"]).ok().json();
    assert_eq!((&row["hits"][0]["flow"], &row["hits"][0]["node"]), (&"um.hresult".into(), &"lookup".into()));
    assert!(row["hits"][0]["item"].is_string());
    let none = home.run(&["search", "--json", "zzzzqqqq"]).code(1).json();
    assert_eq!(none["hits"], Value::Array(Vec::new()));
}

#[test]
fn search_explains_its_scores() {
    let home = Home::new();
    home.run(&["search", "--explain", "certifciate"])
        .ok()
        .says("tier 0: words only")
        .says("\"certifciate\" as \"certificate\" (similar)");
    let json = home.run(&["search", "--explain", "--json", "0x8024402C"]).ok().json();
    assert_eq!(json["hits"][0]["explain"]["tier"], 2);
    assert_eq!(json["hits"][0]["explain"]["terms"][0]["found"]["how"], "the same");
    let plain = home.run(&["search", "--json", "0x8024402C"]).ok().json();
    assert_eq!(plain["hits"][0].get("explain"), None);
}

#[test]
fn search_takes_codes_logs_and_files() {
    let home = Home::new();
    home.run(&["search", "-2145107924"]).ok().says("code 0x8024402C");
    home.talk(&["search", "-"], "12:00 ERROR\n12:01 failed with 0x8024402C\n").ok().says("0x8024402C");
    let log = home.write("a.log", "x\nCertificateValidationError\n");
    home.run(&["search", "--file", &log]).ok().says("azs.usage");
    assert_eq!(home.run(&["search", "--limit", "1", "update"]).ok().out.lines().count(), 4);
    home.run(&["search", "zzzzqqqq"]).code(1).says("Nothing found");
    home.run(&["search"]).code(2);
    home.run(&["search", "--file", "none.log"]).code(2).warns("cannot read none.log");
    home.talk(&["search", "-"], "").code(2).warns("nothing to search for");
}

#[test]
fn more_flows_can_be_read() {
    let home = Home::new();
    home.write("packs/lamps/lamp.yaml", FLOW);
    home.run(&["list", "--flows", "packs"]).ok().says("my.flow").says("azs.usage");
    home.run(&["--flows", "packs", "list"]).ok().says("my.flow");
    home.run(&["search", "--flows", "packs", "lamp", "dark"]).ok().says("1. The lamp is dark (lamps)");
    std::fs::create_dir(home.path().join("empty")).unwrap();
    home.run(&["list", "--flows", "empty"]).code(2).warns("there are no flows in empty");
    home.run(&["list", "--flows", "nowhere"]).code(2).warns("cannot read nowhere");
}

#[test]
fn a_broken_flow_is_reported_and_the_rest_is_used() {
    let home = Home::new();
    home.write("packs/lamps/lamp.yaml", FLOW);
    home.write("packs/lamps/broken.yaml", "unsnag: 1\nid: broken\ntitle: [\n");
    let broken = "packs/lamps/broken.yaml:";
    home.run(&["search", "--flows", "packs", "lamp"]).ok().says("The lamp is dark").warns(broken);
    home.talk(&["--flows", "packs"], "lamp\n1\n").code(1).says("Is it plugged in?").warns(broken);
    let screen = home.run(&["--flows", "packs", "--print", "100x60"]).ok();
    screen.says("The lamp is dark").says("packs/lamps/broken.yaml");
}

#[test]
fn show_prints_a_flow_or_a_step() {
    let home = Home::new();
    home.run(&["show", "azs.usage"]).ok().says("sign-in (fix)").says("Azure Stack, 1.0.0, MIT OR Apache-2.0");
    let shown = home.run(&["show", "um.update-run-failed-linux"]).ok();
    shown.says("Applies to: Azure Automation Update Management, linux, windows");
    let all = home.run(&["show", "--json", "azs.usage"]).ok().json();
    assert_eq!(all["start"], "code");
    assert!(all["nodes"].as_array().unwrap().len() > 5);
    let one = home.run(&["show", "--json", "azs.usage#code"]).ok().json();
    assert_eq!(one["nodes"].as_array().unwrap().len(), 1);
    assert!(one["nodes"][0]["answers"].as_array().unwrap().contains(&"login".into()));
    home.run(&["show", "nothing"]).code(2);
}

#[test]
fn sessions_are_listed_shown_exported_and_deleted() {
    let home = Home::new();
    assert_eq!(home.run(&["sessions", "list", "--json"]).ok().json(), Value::Array(Vec::new()));
    home.run(&["sessions", "list"]).ok().says("No session");
    home.run(&["export"]).code(2).warns("no session is kept yet");
    home.run(&["sessions", "resume"]).code(2).warns("no unfinished session");
    home.talk(&["run", "azs.usage"], "login\n").code(1);
    let id = home.session();
    home.run(&["sessions", "list"]).ok().says(&id).says("Not finished: Azure Stack usage data");
    home.run(&["sessions", "show", &id]).ok().says("LoginError");
    home.run(&["sessions", "export", &id, "-o", "t.txt"]).ok().says("Wrote t.txt");
    home.run(&["sessions", "show", "20010101-000000-000"]).code(2).warns("there is no such session");
    home.run(&["sessions", "show", "../../etc/passwd"]).code(2).warns("not a hand-off file");
    home.run(&["sessions", "delete", &id]).ok().says("Deleted");
    home.run(&["sessions", "resume", &id]).code(2).warns("there is no such session");
}

#[test]
fn an_export_overwrites_only_when_told() {
    let home = Home::new();
    home.talk(&["run", "azs.usage"], "login\n").code(1);
    home.write("t.md", "mine");
    home.run(&["export", "-o", "t.md"]).code(2).warns("t.md already exists").warns("--force");
    assert_eq!(home.read("t.md"), "mine");
    home.run(&["export", "-o", "t.md", "--force"]).ok();
    assert!(home.read("t.md").contains("LoginError"));
    home.run(&["export", "-o", "t.docx"]).code(2).warns("no transcript format for .docx");
    home.run(&["export", "-o", "none/t.md"]).code(2).warns("the folder none does not exist");
    // Found out before anything is asked.
    home.talk(&["run", "azs.usage", "-o", "t.md"], "login\n").code(2).warns("already exists");
    home.talk(&["run", "azs.usage", "-o", "t.docx"], "login\n").code(2).warns("no transcript format");
    home.session();
    // In a session the person is asked.
    home.talk(&["run", "azs.usage"], "export t.md\nno\n")
        .code(1)
        .says("Overwrite it?")
        .says("No; nothing was done.");
    home.talk(&["run", "azs.usage"], "export t.md\nyes\n").code(1).says("Wrote t.md");
}

#[test]
fn a_transcript_is_written_at_the_end() {
    let home = Home::new();
    home.talk(&["run", "azs.usage", "-o", "t.md"], "login\nfixed\nquit\n").ok().says("Wrote t.md");
    assert!(home.read("t.md").contains("LoginError"));
}

#[test]
fn lint_reports_with_place_and_remedy() {
    let home = Home::new();
    home.write("good/lamp.yaml", FLOW);
    home.run(&["lint", "good"]).ok().says("1 file: 0 errors, 0 warnings");
    home.write("bad/lamp.yaml", &FLOW.replace("go: push", "go: psh"));
    home.run(&["lint", "bad"]).code(1).says("bad/lamp.yaml:11:").says("E010").says("did you mean \"push\"?");
    let findings = home.run(&["lint", "bad", "--format", "json"]).code(1).json();
    let codes: Vec<&str> =
        findings.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"E010"), "{codes:?}");
    home.run(&["lint", "nowhere"]).code(2).warns("cannot read nowhere");
    home.run(&["lint"]).code(2);
    // A pack may lead into the bundled flows.
    home.write("out/lamp.yaml", &FLOW.replace("next: shop}", "next: azs.usage#code}"));
    let ran = home.run(&["lint", "out"]);
    assert!(!ran.out.contains("E010"), "{}", ran.out);
}

#[test]
fn test_walks_the_tests_in_flows() {
    let home = Home::new();
    home.write("good/lamp.yaml", FLOW);
    home.run(&["test", "good"]).ok().says("1 test in 1 flow: 0 failed");
    home.write("bad/lamp.yaml", &FLOW.replace("end: resolved", "end: shop"));
    home.run(&["test", "bad"]).code(1).says("my.flow: test 1 ended at \"push\"");
    home.write("worse/lamp.yaml", "unsnag: 1\n");
    home.run(&["test", "worse"]).code(1).warns("worse/lamp.yaml");
}

#[test]
fn the_bundled_flows_pass_their_own_lint_and_tests() {
    let home = Home::new();
    let flows = concat!(env!("CARGO_MANIFEST_DIR"), "/flows");
    home.run(&["lint", "--strict", flows]).ok();
    home.run(&["test", flows]).ok();
}

#[test]
fn the_papers_of_the_program_are_printed() {
    let home = Home::new();
    let schema: Value = serde_json::from_str(&home.run(&["schema"]).ok().out).unwrap();
    assert!(schema["$defs"].is_object() || schema["definitions"].is_object());
    home.run(&["keys"]).ok().says("ctrl-c").says("paste ... end");
    home.run(&["man"]).ok().says(".TH unsnag").says(".SH KEYS").says("ctrl\\-c");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        home.run(&["completions", shell]).ok().says("UNSNAG_COMPLETE");
    }
    home.run(&["--help"]).ok().says("Exit codes");
    home.run(&["--version"]).ok().says(env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_shell_completes_commands_problems_steps_and_sessions() {
    let home = Home::new();
    let offered = |line: &[&str]| {
        let last = (line.len() - 1).to_string();
        let asked =
            [("UNSNAG_COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", last.as_str()), ("_CLAP_IFS", "\n")];
        let words: Vec<&str> = ["--"].into_iter().chain(line.iter().copied()).collect();
        let output = home.command(&words).envs(asked).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered(&["unsnag", "tr"]), ["translate"]);
    assert_eq!(offered(&["unsnag", "run", "azs."]), ["azs.usage"]);
    assert_eq!(offered(&["unsnag", "show", "um.hresult#loo"]), ["um.hresult#lookup"]);
    // What is no id is searched for.
    assert_eq!(offered(&["unsnag", "run", "0x80070422"])[0], "um.hresult#lookup/cannot-start");
    home.run(&["run", "azs.usage", "--answers", "code=login"]).code(1);
    let kept = offered(&["unsnag", "sessions", "show", ""]);
    assert_eq!(kept.iter().filter(|offer| !offer.starts_with('-')).count(), 1);
}

#[test]
fn a_picture_of_the_screen_is_drawn_after_keys() {
    let home = Home::new();
    let ran = home.run(&["--keys", "CertificateValidationError<enter>", "--print", "80x24"]).ok();
    assert_eq!(ran.out.lines().count(), 24);
    ran.says("Stop the proxy").says("enter choose");
    // Nothing is kept.
    assert!(!home.path().join("state").exists());
    home.run(&["--keys", "<nokey>", "--print", "80x24"]).code(2).warns("there is no key \"nokey\"");
    home.run(&["--print", "0x0"]).code(2).warns("80x24");
    home.run(&["--keys", "q"]).code(2);
    let ascii = home.run(&["--ascii", "--print", "80x24"]).ok();
    assert!(ascii.out.is_ascii(), "{}", ascii.out);
    home.run(&["run", "azs.usage", "--print", "80x24"]).ok().says("Which error code does the portal show?");
}

#[test]
fn an_unknown_language_is_said_to_be_unknown() {
    let home = Home::new();
    home.run(&["--lang", "tlh", "list"]).ok().warns("there are no texts in \"tlh\"").says("azs.usage");
    home.run(&["list", "--lang", "en"]).ok();
}

#[test]
fn wrong_usage_is_2_and_goes_to_standard_error() {
    let home = Home::new();
    for arguments in
        [&["--nonsense"][..], &["run"], &["lint", "--format", "xml", "x"], &["search", "--limit", "x", "y"]]
    {
        let ran = home.run(arguments).code(2);
        assert!(ran.out.is_empty() && ran.err.starts_with("unsnag: "), "{} {}", ran.out, ran.err);
    }
}

#[test]
fn nothing_hostile_is_printed() {
    let home = Home::new();
    let evil = "\u{1b}]0;x\u{7}\u{202e}\u{9b}2J";
    home.write(
        "packs/evil/lamp.yaml",
        &FLOW.replace("The lamp is dark", "\"\\e[31mlamp \\u202e\\u200b dark\""),
    );
    home.write("packs/evil/\u{1b}[2J.yaml", "id: [\n");
    let runs = [
        home.run(&["search", "--flows", "packs", "lamp"]),
        home.run(&["search", "--flows", "packs", "--json", "lamp", evil]),
        home.run(&["list", "--flows", "packs"]),
        home.run(&["list", "--json", "--flows", "packs"]),
        home.run(&["show", "my.flow", "--flows", "packs"]),
        home.run(&["show", "--json", "my.flow", "--flows", "packs"]),
        home.run(&["show", evil]),
        home.run(&["run", evil]),
        home.run(&[&format!("--{evil}")]),
        home.run(&["sessions", "show", evil]),
        home.run(&["lint", "packs"]),
        home.run(&["lint", "--format", "json", "packs"]),
        home.run(&["list", "--flows", evil]),
        home.run(&["run", "my.flow", "--flows", "packs", "--answers", &format!("plug={evil}")]),
        home.run(&["--flows", "packs", "--print", "80x24"]),
        home.talk(&["--flows", "packs"], &format!("lamp {evil}\n1\n{evil}\nexport {evil}.md\n")),
    ];
    for ran in runs {
        let hidden: Vec<char> = ran.out.chars().chain(ran.err.chars()).filter(|&c| is_hidden(c)).collect();
        assert!(hidden.is_empty(), "{hidden:?}\n{:?}\n{:?}", ran.out, ran.err);
    }
    // JSON stays JSON and keeps what was there.
    let found = home.run(&["list", "--json", "--flows", "packs"]).json();
    let titles: Vec<&str> =
        found.as_array().unwrap().iter().filter_map(|one| one["title"].as_str()).collect();
    assert!(titles.contains(&"\u{1b}[31mlamp \u{202e}\u{200b} dark"), "{titles:?}");
}

#[test]
fn a_closed_pipe_is_quiet() {
    let home = Home::new();
    for arguments in [&["list"][..], &["schema"], &["search", "update"], &["--plain"], &["--help"]] {
        let mut child = home.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stdin.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn without_a_home_the_program_works_and_says_what_is_not_kept() {
    let home = Home::new();
    let mut command = home.command(&["run", "azs.usage"]);
    command.env("XDG_STATE_HOME", "/proc/none");
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"login\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    // At once, and again with each step.
    assert_eq!(
        text.matches("Not saved (No such file or directory): in memory only, each step tries again.").count(),
        2,
        "{text}"
    );
    assert!(text.starts_with("Not saved ") && text.contains("FIX, step 2"), "{text}");
}

#[test]
fn what_was_opened_lately_decides_between_equal_hits() {
    let home = Home::new();
    for (id, title) in [("one", "First of two"), ("two", "Other of two")] {
        home.write(
            &format!("pack/{id}.yaml"),
            &format!(
                "unsnag: 1\nid: {id}\ntitle: {title}\nsymptoms: [The gizmotron is stuck.]\nstart: a\nnodes:\n  \
                 a: {{fix: Turn it., do: [Turn it.], next: b}}\n  b: {{end: escalate, say: Ask.}}\n"
            ),
        );
    }
    let search = |words: &str| {
        let ran = home.run(&["search", words, "--json", "--flows", "pack"]).ok().json();
        let hits = ran["hits"].as_array().unwrap().clone();
        hits.into_iter()
            .map(|hit| (hit["flow"].as_str().unwrap().to_owned(), hit["why"].clone()))
            .collect::<Vec<_>>()
    };
    let order = |words: &str| search(words).into_iter().map(|(flow, _)| flow).take(2).collect::<Vec<_>>();
    assert_eq!(order("gizmotron"), ["one", "two"]);
    home.run(&["run", "two", "--flows", "pack", "--plain"]);
    assert_eq!(order("gizmotron"), ["two", "one"]);
    assert_eq!(search("gizmotron")[0].1[1], "opened today");
    assert_eq!(order("first gizmotron"), ["one", "two"], "a better match stays first");
}

#[test]
fn nothing_found_names_the_triage_flows() {
    let home = Home::new();
    let ran = home.run(&["search", "qqqzzz"]).code(1);
    assert!(ran.out.starts_with("Nothing found. Try fewer words"), "{}", ran.out);
    assert!(ran.out.contains("unsnag run um.triage  Something is wrong"), "{}", ran.out);
    assert!(ran.out.contains("unsnag run as.help  "), "{}", ran.out);
}

#[test]
fn the_index_of_a_large_library_is_kept_between_runs() {
    let home = Home::new();
    let mut rows = String::new();
    for row in 0..unsnag::search::KEPT_FROM {
        rows +=
            &format!("      - {{id: r{row}, texts: [Fault number {row}], means: It is w{row}, go: shop}}\n");
    }
    let table = format!("  plug:\n    table: Which fault?\n    unsure: shop\n    rows:\n{rows}");
    let (before, rest) = FLOW.split_once("  plug:").unwrap();
    let rest = rest.split_once("  push:").unwrap().1.split_once("tests:").unwrap().0;
    home.write("pack/my.flow.yaml", &format!("{before}{table}  push:{rest}"));
    let search = |flows: &str| {
        let mut command = home.command(&["search", "w1234", "--json", "--limit", "1", "--flows", flows]);
        let output = command.env("XDG_CACHE_HOME", home.path().join("cache")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let kept = || std::fs::read(home.path().join("cache/unsnag/search-index")).ok();
    let built = search("pack");
    assert!(built.contains("\"r1234\""), "{built}");
    let whole = kept().expect("a file");
    assert_eq!(search("pack"), built);
    home.write("cache/unsnag/search-index", "not an index");
    assert_eq!(search("pack"), built);
    assert_eq!(kept(), Some(whole), "what is damaged is replaced");
    let other = Home::new();
    other.run(&["search", "certificate"]).ok();
    assert!(!other.path().join(".cache").exists(), "a small library is not kept");
}

#[test]
fn old_sessions_are_shown_before_they_are_deleted() {
    let home = Home::new();
    home.run(&["run", "azs.usage", "--answers", "code=login"]);
    home.run(&["sessions", "delete", "--older-than", "90d"]).ok().says("Nothing to delete");
    // Without a terminal it is only shown, and nothing is deleted.
    home.run(&["sessions", "delete", "--older-than", "2999-01-01"])
        .code(2)
        .says("1 in all")
        .warns("add --yes");
    assert_eq!(home.run(&["sessions", "list", "--json"]).ok().json().as_array().map(Vec::len), Some(1));
    home.run(&["sessions", "delete", "--older-than", "2999-01-01", "--yes"]).ok().says("Deleted");
    home.run(&["sessions", "list"]).ok().says("No session");
    home.run(&["sessions", "delete", "--older-than", "soon"]).code(2).warns("is no age");
}

#[test]
fn what_a_script_did_is_not_offered_and_does_not_count() {
    let home = Home::new();
    home.run(&["run", "azs.usage", "--answers", "code=login"]);
    home.run(&["sessions", "list", "--unfinished"]).ok().says("No session");
    home.run(&["sessions", "resume"]).code(2).warns("no unfinished session");
    let stats = home.run(&["sessions", "stats", "--json"]).ok().json();
    assert_eq!((&stats["sessions"], &stats["left_out"]), (&Value::from(0), &Value::from(1)));
    home.run(&["sessions", "stats"]).ok().says("Left out");
}

#[test]
fn answers_cannot_carry_out_a_change_while_looking_only() {
    let home = Home::new();
    let answers = "re-register=fixed";
    let ran = home.run(&["run", "azs.usage#re-register", "--read-only", "--answers", answers]);
    ran.code(2).warns("read-only");
}

const GROUP: &str = "\
unsnag: 1
id: my.group
rev: 1
title: Two ways
symptoms: [It is broken]
start: ways
nodes:
  ways:
    try: [slow, quick]
    else: help
  slow: {fix: The slow way, risk: change, do: [Do it.], minutes: 9, undo: Undo it.}
  quick: {fix: The quick way, risk: change, do: [Do it.], minutes: 9, undo: Undo it.}
  help: {end: escalate, say: Ask for help.}
";

#[test]
fn what_worked_here_counts_unless_it_is_not_wanted() {
    let home = Home::new();
    home.write("pack/pack.yaml", "id: my\ntitle: My flows\n");
    home.write("pack/my.group.yaml", GROUP);
    let group = |more: &[&str], input: &str| {
        let arguments = [&["run", "my.group", "--flows", "pack"], more].concat();
        home.talk(&arguments, input)
    };
    let first = group(&[], "");
    assert!(!first.out.contains("it worked"), "{}", first.out);
    group(&[], "not-fixed\nfixed\n");
    // The fix that helped comes first, with the reason.
    let (told, after) = (group(&[], "").out, group(&["--no-history"], "").out);
    assert!(told.contains("it worked in 1 of 1 session here") && told.contains("The quick way"), "{told}");
    assert!(!after.contains("it worked") && after.contains("The slow way"), "{after}");
}

#[test]
fn a_session_that_is_open_elsewhere_is_not_deleted() {
    let home = Home::new();
    home.talk(&["run", "azs.usage"], "");
    let id = home.session();
    let sessions = unsnag::host::Sessions::at(home.path().join("state/unsnag/sessions"));
    let open = sessions.open(&id).unwrap();
    home.run(&["sessions", "delete", &id]).code(2).warns("open");
    let older = ["sessions", "delete", "--older-than", "2999-01-01", "--yes"];
    home.run(&older).warns(&format!("session {id} stays"));
    assert_eq!(home.session(), id);
    drop(open);
    home.run(&older).ok().says("Deleted");
    home.run(&["sessions", "list"]).ok().says("No session");
}

#[test]
fn a_hyphen_is_standard_output_everywhere() {
    let home = Home::new();
    let ran = home.talk(&["run", "azs.usage", "--plain"], "1\nexport -\n\nquit\n").code(1);
    ran.says("# Transcript: Azure Stack usage data");
    let whole = home.run(&["export"]).ok().out;
    assert_eq!(home.run(&["export", "-o", "-"]).ok().out, whole);
    home.run(&["export", "-o", "-", "--format", "json"]).ok().json();
    home.run(&["run", "azs.usage", "--answers", "code=login", "-o", "-"]).code(1).says("# Transcript");
    assert!(!home.path().join("-").exists());
}
