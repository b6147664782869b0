//! The program among others: what is piped into it, the shell function, and completions in real shells.

use crate::cli::Home;
use crate::pty::{CTRL_C, Pty, Setup, UNSNAG};
use std::path::{Path, PathBuf};
use std::process::Command;

const LOG: &str = "2019-11-18 10:00 starting\n2019-11-18 10:01 usage bridge: LoginError\n";

fn installed(name: &str) -> Option<PathBuf> {
    let path = ["/bin", "/usr/bin"].map(|folder| Path::new(folder).join(name));
    let path = path.into_iter().find(|path| path.exists());
    if path.is_none() {
        println!("{name} is not installed: not tried");
    }
    path
}

/// A shell for a person, with the function and the completions in it; none if it is not installed.
fn shell(name: &str, lang: &str) -> Option<Pty> {
    let path = installed(name)?;
    let (file, arguments, sourced) = match name {
        "bash" => (
            ".bashrc",
            &["--noprofile"][..],
            "source <(unsnag shell bash); source <(unsnag completions bash)",
        ),
        "zsh" => (
            ".zshrc",
            &[][..],
            "autoload -Uz compinit; compinit -u; source <(unsnag shell zsh); source <(unsnag completions zsh)",
        ),
        "elvish" => (".config/elvish/rc.elv", &[][..], "eval (unsnag completions elvish | slurp)"),
        _ => (
            ".config/fish/config.fish",
            &[][..],
            "unsnag shell fish | source; unsnag completions fish | source",
        ),
    };
    // elvish has no such option, it sees the terminal.
    let interactive = if name == "elvish" { &[][..] } else { &["-i"] };
    let setup = Setup::program(path, &[arguments, interactive].concat()).size(100, 40);
    let prompt = match name {
        "bash" => "PS1='ready> '",
        "zsh" => "PS1='ready> '; HISTSIZE=50; unsetopt prompt_sp",
        "elvish" => "set edit:prompt = { put 'ready> ' }; set edit:rprompt = { }",
        _ => "function fish_prompt; echo -n 'ready> '; end; set -g fish_greeting",
    };
    let home = setup.home();
    let file = home.join(file);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, format!("{prompt}\n{sourced}\n")).unwrap();
    // Not the first run: a test waits for what comes later.
    std::fs::create_dir_all(home.join("state/unsnag")).unwrap();
    std::fs::write(home.join("state/unsnag/greeted"), "").unwrap();
    let program = Path::new(UNSNAG).parent().unwrap().display().to_string();
    let folder = home.display().to_string();
    let pty = setup
        .env("PATH", &format!("{program}:/usr/bin:/bin"))
        .env("ZDOTDIR", &folder)
        .env("XDG_CONFIG_HOME", &format!("{folder}/.config"))
        .env("UNSNAG_LANG", lang)
        .start();
    pty.wait_for("ready> ");
    Some(pty)
}

fn runs_the_last_command_again_only_after_a_yes(name: &str) {
    let Some(mut pty) = shell(name, "en") else { return };
    pty.send("echo usage bridge: LoginError; echo x >>ran\r");
    let ran = pty.home().join("ran");
    pty.wait_for("usage bridge: LoginError\n");
    pty.send("unstuck\r");
    pty.wait_for("Run it again? [y/N]");
    // The command is shown as it was typed.
    pty.wait_for("\n    echo usage bridge: LoginError; echo x >>ran");
    pty.send("\r");
    pty.send("echo still | tr a-z A-Z\r");
    pty.wait_for("STILL");
    let times = |path: &Path| std::fs::read_to_string(path).unwrap_or_default().lines().count();
    assert_eq!(times(&ran), 1, "nothing runs without a yes");
    pty.send("echo usage bridge: LoginError; echo x >>ran\r");
    pty.send("unstuck\r");
    pty.wait_until("the second question", |screen, _| screen.contents().matches("[y/N]").count() == 2);
    pty.send("y\r");
    pty.wait_for("What went wrong?");
    pty.wait_for("Azure Stack usage data does not reach Azure");
    assert_eq!(times(&ran), 3);
    // The keyboard is the terminal although a pipe comes in.
    pty.send("\r");
    pty.wait_for("step ");
    pty.send(CTRL_C);
    pty.wait_for("unsnag sessions resume ");
    pty.send("exit\r");
    pty.wait_exit();
}

#[test]
fn in_bash_the_last_command_runs_again_only_after_a_yes() {
    runs_the_last_command_again_only_after_a_yes("bash");
}

#[test]
fn in_zsh_the_last_command_runs_again_only_after_a_yes() {
    runs_the_last_command_again_only_after_a_yes("zsh");
}

#[test]
fn in_fish_the_last_command_runs_again_only_after_a_yes() {
    runs_the_last_command_again_only_after_a_yes("fish");
}

#[test]
fn the_function_asks_in_the_language_of_the_person() {
    let Some(mut pty) = shell("bash", "sv") else { return };
    pty.send("true\r");
    pty.send("unstuck\r");
    pty.wait_for("Köra det igen? [j/N]");
    pty.send("nej\r");
    pty.send("exit\r");
    pty.wait_exit();
    for lang in ["en", "sv", "zh-TW", "zh-CN"] {
        for shell in ["bash", "fish"] {
            let script = Home::new().run(&["shell", shell, "--lang", lang]).ok().out;
            assert!(
                !["{again}", "{ask}", "{yes}", "{nothing}", "cli.shell"]
                    .iter()
                    .any(|part| script.contains(part))
            );
        }
    }
}

#[test]
fn inside_tmux_the_function_reads_the_screen_and_runs_nothing() {
    let Some(mut pty) = shell("bash", "en") else { return };
    // A stand-in: what it gives is what stands on the screen.
    pty.send("command() { case $1 in tmux) echo usage bridge: LoginError ;; *) builtin command \"$@\" ;; esac; }\r");
    pty.send("TMUX=t; echo x >>ran\r");
    pty.send("unstuck\r");
    pty.wait_for("What went wrong?");
    pty.wait_for("Azure Stack usage data does not reach Azure");
    pty.send(CTRL_C);
    pty.wait_until("the prompt again", |screen, _| screen.contents().trim_end().ends_with("ready>"));
    assert_eq!(std::fs::read_to_string(pty.home().join("ran")).unwrap().lines().count(), 1);
    pty.send("unstuck --again\r");
    pty.wait_for("Run it again? [y/N]");
    pty.send("n\r");
    pty.send("exit\r");
    pty.wait_exit();
}

fn completes(name: &str) {
    let Some(mut pty) = shell(name, "en") else { return };
    pty.send("sh -c 'unsnag run azs.usage --answers code=login >kept; unsnag sessions list; rm kept'\r");
    pty.wait_for("Not finished: Azure Stack");
    let listed = pty.screen().contents();
    let line = listed.lines().find(|line| line.contains("Not finished: Azure Stack")).unwrap();
    let id = line.split_whitespace().next().unwrap().to_owned();
    // In elvish a bare hash begins a comment even within a word.
    let step = if name == "elvish" { "unsnag show 'azs.usage#sign" } else { "unsnag show azs.usage#sign" };
    for (typed, whole) in [
        ("unsnag doc", "unsnag doctor"),
        ("unsnag run azs.us", "unsnag run azs.usage"),
        (step, "azs.usage#sign-in"),
        ("unsnag sessions show 20", id.as_str()),
    ] {
        pty.send("clear\r");
        pty.wait_until("an empty screen", |screen, _| screen.contents().trim() == "ready>");
        pty.send(&format!("{typed}\t"));
        // zsh puts a backslash before the hash.
        pty.wait_until(whole, |screen, _| screen.contents().replace('\\', "").contains(whole));
        // Empties the line in every shell.
        pty.send("\x15");
    }
    pty.send("exit\r");
    pty.wait_exit();
}

#[test]
fn bash_completes_commands_flows_steps_and_sessions() {
    completes("bash");
}

#[test]
fn zsh_completes_commands_flows_steps_and_sessions() {
    completes("zsh");
}

#[test]
fn fish_completes_commands_flows_steps_and_sessions() {
    completes("fish");
}

#[test]
fn elvish_completes_commands_flows_steps_and_sessions() {
    completes("elvish");
}

/// What a press of tab offers there, by the function that its editor of lines calls.
#[test]
fn powershell_completes_commands_flows_steps_and_sessions() {
    let Some(powershell) = installed("pwsh") else { return };
    let home = Home::new();
    home.run(&["run", "azs.usage", "--answers", "code=login"]).code(1);
    let program = Path::new(UNSNAG).parent().unwrap().display();
    let offered = |typed: &str| {
        let script = format!(
            "unsnag completions powershell | Out-String | Invoke-Expression; (TabExpansion2 -inputScript \
             '{typed}' -cursorColumn {}).CompletionMatches.CompletionText",
            typed.len()
        );
        let asked = Command::new(&powershell)
            .args(["-NoProfile", "-NonInteractive", "-Command", &script])
            .current_dir(home.path())
            .env("PATH", format!("{program}:/usr/bin:/bin"))
            .env("HOME", home.path())
            .env("XDG_STATE_HOME", home.path().join("state"))
            .output()
            .unwrap();
        String::from_utf8(asked.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered("unsnag doc"), ["doctor"]);
    assert_eq!(offered("unsnag run azs.us"), ["azs.usage"]);
    assert_eq!(offered("unsnag show azs.usage#sign"), ["azs.usage#sign-in"]);
    assert_eq!(offered("echo one; unsnag doc"), ["doctor"]);
    assert!(offered("unsnag run ").contains(&"azs.usage".to_owned()));
    assert_eq!(offered("unsnag sessions show 20").len(), 1);
    offered("unsnag run (New-Item ran)");
    assert!(!home.path().join("ran").exists());
}

#[test]
fn powershell_asks_in_a_variable_and_runs_nothing_of_the_line() {
    let home = Home::new();
    let script = home.run(&["completions", "powershell"]).ok().out;
    for part in ["-Native -CommandName unsnag", "$env:UNSNAG_COMPLETE = 'powershell'"] {
        assert!(script.contains(part), "{script}");
    }
    let code: Vec<&str> = script.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    for forbidden in ["Invoke-Expression", "iex ", "& "] {
        assert!(!code.iter().any(|line| line.contains(forbidden)), "{forbidden}: {script}");
    }
    home.run(&["run", "azs.usage", "--answers", "code=login"]).code(1);
    let offered = |words: &str| {
        assert!(script.contains("$env:UNSNAG_COMPLETE_WORDS = $words -join \"`n\""));
        let mut ask = home.command(&[]);
        ask.env("UNSNAG_COMPLETE", "powershell").env("UNSNAG_COMPLETE_WORDS", words.replace(' ', "\n"));
        let answer = ask.output().unwrap();
        assert!(answer.status.success(), "{words}: {answer:?}");
        let answer = String::from_utf8(answer.stdout).unwrap();
        answer.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(offered("unsnag doc"), ["doctor"]);
    assert_eq!(offered("unsnag run azs.us"), ["azs.usage"]);
    assert_eq!(offered("unsnag.exe show azs.usage#sign"), ["azs.usage#sign-in"]);
    // The word that is not begun yet.
    assert!(offered("unsnag ").contains(&"search".to_owned()));
    assert!(offered("unsnag run ").contains(&"azs.usage".to_owned()));
    let sessions = offered("unsnag sessions show ");
    assert_eq!(sessions.iter().filter(|id| id.starts_with("20")).count(), 1, "{sessions:?}");
    // What is no name is searched for, and nothing of it is run.
    assert_eq!(offered("unsnag run 0x80070422")[0], "um.hresult#lookup/cannot-start");
    assert!(offered("unsnag run $(touch ran)").is_empty() && !home.path().join("ran").exists());
}

#[test]
fn every_shell_of_unix_has_completions_that_ask_the_program() {
    let home = Home::new();
    for shell in ["bash", "elvish", "fish", "zsh"] {
        let script = home.run(&["completions", shell]).ok().out;
        assert!(script.contains("UNSNAG_COMPLETE") && script.contains(shell), "{shell}: {script}");
        // What the script asks is answered.
        let mut ask = home.command(&["--", "unsnag", "run", "azs.us"]);
        ask.env("UNSNAG_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", "2").env("_CLAP_IFS", "\n");
        let answer = ask.output().unwrap();
        let answer = String::from_utf8(answer.stdout).unwrap();
        assert!(answer.starts_with("azs.usage"), "{shell}: {answer:?}");
    }
}

#[test]
fn bash_does_not_lose_the_words_that_are_searched_for() {
    let home = Home::new();
    let ask = |kind: &str, words: &str| {
        let mut ask = home.command(&["--", "unsnag", "run", words]);
        ask.env("UNSNAG_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", "2").env("_CLAP_IFS", "\n");
        let answer = ask.env("_CLAP_COMPLETE_COMP_TYPE", kind).output().unwrap();
        String::from_utf8(answer.stdout).unwrap().lines().count()
    };
    assert_eq!(ask("9", "certificate"), 0);
    assert!(ask("63", "certificate") > 1);
}

#[test]
fn what_is_piped_in_is_searched_for() {
    let home = Home::new();
    let ran = home.talk(&["search", "-"], LOG).ok().says("1. Azure Stack usage data does not reach Azure");
    let ran =
        ran.says("   2: 2019-11-18 10:01 usage bridge: LoginError").says("To go on: unsnag run azs.usage");
    assert_eq!(ran.out.matches("2019-11-18 10:01").count(), 1, "the line stands once: {}", ran.out);
    // Without a terminal the line mode shows what was found, and ends.
    home.talk(&["-"], LOG).ok().says("1 Azure Stack usage data does not reach Azure");
    home.talk(&["-"], "").code(2).warns("nothing was piped in");
}

#[test]
fn on_a_terminal_the_best_hits_do_not_scroll_away() {
    let script = format!("printf '%s' '{LOG}' | {UNSNAG} search -; echo \"rc $?\"");
    let pty = Setup::shell(&script).start();
    pty.wait_for("rc 0");
    let screen = pty.screen().contents();
    assert!(screen.contains("1. Azure Stack usage data") && screen.contains("To go on:"), "{screen}");
    assert!(screen.contains("3. ") && !screen.contains("4. "), "{screen}");
}

#[test]
fn the_screen_opens_on_what_is_piped_in_with_the_keyboard_of_the_terminal() {
    let mut pty = Setup::shell(&format!("printf '%s' '{LOG}' | {UNSNAG} -; echo \"rc $?\"")).start();
    pty.wait_for("pasted text, 2 lines");
    pty.wait_for("Azure Stack usage data does not reach Azure");
    pty.send("\r");
    pty.wait_for("step ");
    pty.send("q");
    pty.wait_for("rc 1");
    assert!(!pty.home().join("state/unsnag/greeted").exists(), "whoever brings an error is not greeted");
}

#[test]
fn the_line_mode_takes_answers_from_the_terminal_when_a_text_is_piped_in() {
    let script = format!("printf '%s' '{LOG}' | {UNSNAG} - --plain; echo \"rc $?\"");
    let mut pty = Setup::shell(&script).size(100, 50).start();
    pty.wait_for("Enter takes 1");
    pty.send("1\r");
    pty.wait_for("You chose: Azure Stack usage data");
    pty.send("quit\r");
    pty.wait_for("rc 1");
}

#[test]
fn of_a_long_text_the_end_counts() {
    let home = Home::new();
    let text = format!(
        "LoginError at the start\n{}last words: 0x8024402C\n",
        "a line that says nothing at all\n".repeat(40_000)
    );
    let ran = home.talk(&["-"], &text).ok().warns("Only the last mebibyte");
    assert!(ran.out.contains("0x8024402C") && !ran.out.contains("LoginError at the start"), "{}", ran.out);
}
