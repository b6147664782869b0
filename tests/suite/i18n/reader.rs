//! The reader's language, through the program: what is asked for, the locale, and what the terminal can show.

use crate::cli::{Home, Ran};
use crate::pty::Pty;

fn asked(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let mut command = home.command(arguments);
    command.env_remove("LANG").envs(variables.iter().copied());
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn the_language_is_the_one_asked_for_or_that_of_the_locale_or_english() {
    let home = Home::new();
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], &'a str);
    let cases: [Case; 10] = [
        (&[], &[], "Move up"),
        (&[("LANG", "C.UTF-8")], &[], "Move up"),
        (&[("LANG", "sv_SE.UTF-8")], &[], "Flytta upp"),
        (&[("LANG", "sv_SE.UTF-8"), ("LC_MESSAGES", "zh_TW.UTF-8")], &[], "往上移"),
        (&[("LC_ALL", "zh_CN.UTF-8"), ("LC_MESSAGES", "zh_TW.UTF-8")], &[], "上移"),
        (&[("LC_ALL", ""), ("LANG", "zh_HK.UTF-8")], &[], "往上移"),
        (&[("LANG", "de_DE.UTF-8")], &[], "Move up"),
        (&[("LANG", "sv_SE.UTF-8")], &["--lang", "en"], "Move up"),
        (&[("LANG", "sv_SE.UTF-8")], &["--lang", "zh-TW"], "往上移"),
        (&[], &["--lang", "zh_Hans"], "上移"),
    ];
    for (variables, arguments, says) in cases {
        let ran = asked(&home, variables, &[&["keys"], arguments].concat()).ok();
        assert!(
            ran.out.lines().any(|line| line.trim_end().ends_with(&format!(" {says}"))),
            "{variables:?} {arguments:?}: {}",
            ran.out
        );
    }
}

#[test]
fn a_language_that_was_asked_for_in_vain_is_said_and_that_of_the_locale_is_not() {
    let home = Home::new();
    let ran = asked(&home, &[], &["list", "--lang", "tlh"]).ok();
    assert!(ran.err.contains("no texts in \"tlh\""), "{}", ran.err);
    let ran = asked(&home, &[("LANG", "de_DE.UTF-8")], &["list"]).ok();
    assert_eq!(ran.err, "");
    // English is shown as English, not as a translation that is missing.
    let ran = asked(&home, &[("LANG", "de_DE.UTF-8")], &["run", "azs.usage", "--print", "80x24"]).ok();
    assert!(!ran.out.contains("partly in English"), "{}", ran.out);
}

#[test]
fn the_linux_console_gets_english_where_it_has_no_characters() {
    let start = |lang: &str, term: &str| Pty::spawn(&["--lang", lang], (80, 24), &[("TERM", term)]);
    let pty = start("zh-TW", "linux");
    pty.wait_for("What went wrong?");
    pty.wait_for("no Chinese characters");
    // Choosing it in the menu says the same.
    let mut pty = start("sv", "linux");
    pty.wait_for("Vad har gått fel?");
    pty.send("\x1bOQ");
    pty.wait_for("zh-CN");
    pty.send("\x1b[A\r");
    pty.wait_for("kinesiska tecken");
    let pty = start("zh-TW", "xterm-256color");
    pty.wait_for("出了什麼問題？");
}
