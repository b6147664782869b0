//! The first run: three lines, once.

use crate::cli::Home;
use crate::pty::{CTRL_C, Pty, Setup};
use std::os::unix::fs::PermissionsExt;

const WHAT: &str = "unsnag leads from a problem to its fix";

fn mark(home: &std::path::Path) -> std::path::PathBuf {
    home.join("state/unsnag/greeted")
}

fn leave(mut pty: Pty) -> Pty {
    pty.send(CTRL_C);
    pty.wait_exit();
    pty
}

#[test]
fn the_start_screen_greets_once() {
    let mut pty = Setup::unsnag(&[]).start();
    pty.wait_for(WHAT);
    pty.wait_for("? shows what else there is.");
    // It stays where it is while something is typed and taken back, so that nothing jumps about.
    pty.send("zz");
    pty.wait_until("an answer to the words", |screen, _| !screen.contents().contains(WHAT));
    pty.send("\x7f\x7f");
    pty.wait_for(WHAT);
    // Who has begun something knows.
    pty.send("\r");
    pty.wait_for("step 1");
    pty.send("h");
    pty.wait_for("What went wrong?");
    assert!(!pty.screen().contents().contains(WHAT), "{}", pty.screen().contents());
    let pty = leave(pty);
    let mode = std::fs::metadata(mark(pty.home())).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = Setup::unsnag(&[]).in_home_of(&pty).start();
    again.wait_for("What went wrong?");
    again.wait_for("Azure Stack");
    assert!(!again.screen().contents().contains(WHAT), "{}", again.screen().contents());
    leave(again);
}

#[test]
fn words_and_sessions_leave_the_greeting_for_the_first_start_screen() {
    let pty = Setup::unsnag(&["LoginError"]).start();
    pty.wait_for("Azure Stack usage data");
    assert!(!pty.screen().contents().contains(WHAT));
    let pty = leave(pty);
    assert!(!mark(pty.home()).exists());
    let next = Setup::unsnag(&[]).in_home_of(&pty).start();
    next.wait_for(WHAT);
    leave(next);
}

#[test]
fn the_line_mode_greets_before_the_first_question() {
    let mut pty = Setup::unsnag(&["run", "azs.usage", "--plain"]).size(100, 60).start();
    pty.wait_for("Type the number of your answer.");
    let screen = pty.screen().contents();
    assert!(screen.starts_with(WHAT), "{screen}");
    assert!(screen.contains("help shows what else there is."), "{screen}");
    pty.send("quit\r");
    pty.wait_exit();
    let mut again = Setup::unsnag(&["run", "azs.usage", "--plain"]).size(100, 60).in_home_of(&pty).start();
    again.wait_for("Type the number of your answer.");
    assert!(!again.screen().contents().contains(WHAT));
    again.send("quit\r");
    again.wait_exit();
}

#[test]
fn pipes_answers_and_pictures_are_not_greeted() {
    let home = Home::new();
    for arguments in [
        &[][..],
        &["--plain"],
        &["run", "azs.usage", "--answers", "code=login sign-in=fixed"],
        &["--print", "80x24"],
        &["list"],
    ] {
        let ran = home.talk(arguments, "quit\n").ok();
        assert!(!ran.out.contains(WHAT), "{}", ran.out);
    }
    assert!(!mark(home.path()).exists());
}

#[test]
fn where_it_cannot_be_remembered_nothing_is_said() {
    let setup = Setup::unsnag(&["--plain"]);
    // A file in the place of the folder: root can write into any other one.
    std::fs::create_dir_all(setup.home().join("state")).unwrap();
    std::fs::write(setup.home().join("state/unsnag"), "").unwrap();
    let mut pty = setup.start();
    pty.wait_for("What went wrong?");
    assert!(!pty.screen().contents().contains(WHAT), "{}", pty.screen().contents());
    assert!(!pty.screen().contents().contains("greeted"));
    pty.send("quit\r");
    pty.wait_exit();
}

#[test]
fn empty_lists_say_what_to_try() {
    let home = Home::new();
    home.run(&["sessions", "list"]).ok().says("No session is kept yet. unsnag begins one");
    home.run(&["sessions", "list", "--unfinished"]).ok().says("No session is kept yet.");
    home.run(&["run", "azs.usage", "--answers", "code=login sign-in=fixed"]).ok();
    home.run(&["sessions", "list", "--unfinished"])
        .ok()
        .says("No session is unfinished. unsnag sessions list");
    let none = home.run(&["search", "qqqqqqqq"]).code(1).says("Nothing found. Try fewer words");
    none.says("unsnag run ");
    assert_eq!(home.run(&["sessions", "list", "--unfinished", "--json"]).ok().out.trim(), "[]");
}
