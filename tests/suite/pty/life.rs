//! The life cycle of the terminal: one test for each way in and out.

use rustix::process::Signal;

use super::bytes::{Piece, assert_only_ours, osc52_count, pieces};
use super::{CTRL_C, CTRL_Z, Pty, Setup, UNSNAG, example};

const ALTERNATE: &[u8] = b"\x1b[?1049h";

/// The program on its first screen.
fn started() -> Pty {
    started_as(Setup::unsnag(&[]))
}

fn started_as(setup: Setup) -> Pty {
    let pty = setup.start();
    wait_for_first_screen(&pty);
    pty
}

fn wait_for_first_screen(pty: &Pty) {
    pty.wait_until("the first screen", |screen, _| {
        screen.alternate_screen() && first_line(screen).contains("unsnag")
    });
}

fn guard() -> Pty {
    let pty = Setup::program(example("guard"), &[]).start();
    pty.wait_for("guard");
    pty
}

fn first_line(screen: &vt100::Screen) -> String {
    screen.contents().lines().next().unwrap_or_default().to_owned()
}

fn count(raw: &[u8], sequence: &[u8]) -> usize {
    raw.windows(sequence.len()).filter(|window| *window == sequence).count()
}

#[test]
fn sigterm_restores_the_terminal_and_exits_143() {
    let pty = started();
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    pty.assert_restored();
}

#[test]
fn sighup_restores_the_terminal_and_exits_129() {
    let pty = started();
    pty.signal(Signal::HUP);
    assert_eq!(pty.wait_exit(), 129);
    pty.assert_restored();
}

#[test]
fn sigint_restores_the_terminal_and_exits_130() {
    let pty = started();
    pty.signal(Signal::INT);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn ctrl_c_restores_the_terminal_and_exits_130() {
    let mut pty = started();
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn a_dropped_line_ends_the_program_with_129() {
    let mut pty = started();
    pty.hang_up();
    assert_eq!(pty.wait_exit(), 129);
}

#[test]
fn a_dropped_line_without_a_signal_ends_the_program_too() {
    // The shell is the session leader, the only process that is told; it ignores the signal and waits.
    let mut pty = started_as(Setup::shell(&format!("trap '' HUP; '{UNSNAG}'; echo $? > code")));
    pty.hang_up();
    pty.wait_exit();
    assert_eq!(std::fs::read_to_string(pty.home().join("code")).unwrap(), "129\n");
}

#[test]
fn a_panic_on_the_ui_thread_restores_the_terminal_first() {
    let mut pty = guard();
    pty.send("m");
    pty.wait_until("the mouse to be on", |screen, _| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    pty.send("p");
    assert_eq!(pty.wait_exit(), 101);
    pty.assert_restored();
    let raw = String::from_utf8(pty.raw()).unwrap();
    let (restored, message) =
        (raw.rfind("\x1b[?1049l").unwrap(), raw.find("the UI thread fell over").unwrap());
    assert!(restored < message, "the message goes to the screen that is about to vanish");
    assert!(raw[message..].contains("farewell"));
    assert_eq!(raw.matches("\x1b[?1049l").count(), 1, "restored twice");
}

#[test]
fn a_panic_in_a_worker_leaves_the_screen_and_is_shown() {
    let mut pty = guard();
    pty.send("w");
    pty.wait_for("a worker fell over");
    assert!(pty.screen().alternate_screen());
    assert_eq!(first_line(&pty.screen()), "guard");
    pty.send("x");
    pty.wait_for("key Char('x')");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    assert_only_ours(&pty.raw());
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_repaints_the_whole_screen() {
    let mut pty = Setup::program("/bin/sh", &["-i"]).env("PS1", "prompt> ").start();
    pty.wait_for("prompt>");
    // The inner shell is in the same process group: unless it stops too, the outer one waits for it.
    pty.send(&format!("sh -c \"'{UNSNAG}'; echo inner: \\$?\"\r"));
    wait_for_first_screen(&pty);
    let full = pty.screen().contents();
    pty.send(CTRL_Z);
    pty.wait_until("the shell to take over", |screen, _| {
        !screen.alternate_screen() && screen.contents().contains("Stopped")
    });
    assert!(!pty.screen().hide_cursor());
    assert!(!pty.screen().bracketed_paste());
    pty.send("echo the shell' 'answers\r");
    pty.wait_for("the shell answers");
    pty.send("fg\r");
    pty.wait_until("the same screen again", |screen, _| {
        screen.alternate_screen() && screen.contents() == full
    });
    pty.send(CTRL_C);
    pty.wait_for("inner: 130");
    pty.send("exit\r");
    pty.wait_exit();
}

#[test]
fn ctrl_z_without_a_shell_to_continue_goes_on() {
    let mut pty = started();
    pty.send(CTRL_Z);
    pty.wait_until("the screen to be entered again", |_, raw| count(raw, ALTERNATE) >= 2);
    wait_for_first_screen(&pty);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn a_process_stopped_from_outside_repaints_when_it_goes_on() {
    let mut pty = started();
    pty.signal(Signal::STOP);
    pty.signal(Signal::CONT);
    pty.wait_until("the screen to be entered again", |_, raw| count(raw, ALTERNATE) >= 2);
    wait_for_first_screen(&pty);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn a_mute_terminal_is_never_asked_anything() {
    let mut pty = started();
    pty.resize(60, 20);
    pty.resize(100, 30);
    pty.send(CTRL_Z);
    pty.wait_until("the screen to be entered again", |_, raw| count(raw, ALTERNATE) >= 2);
    wait_for_first_screen(&pty);
    pty.signal(Signal::TERM);
    pty.wait_exit();
    // Every question is a sequence that is not ours.
    assert_only_ours(&pty.raw());
}

#[test]
fn the_linux_console_is_cleared_on_enter_and_leave() {
    let mut pty = started_as(Setup::unsnag(&[]).env("TERM", "linux"));
    pty.send(CTRL_C);
    pty.wait_exit();
    // A terminal without an alternate screen, with old shell lines on it.
    let raw = String::from_utf8(pty.raw()).unwrap();
    let (screen, after) = raw.split_once("\x1b[?1049l").unwrap();
    let mut console = vt100::Parser::default();
    console.process("old shell line\r\n".repeat(24).as_bytes());
    let first = screen.find("unsnag").unwrap();
    console.process(screen[..first].replace("\x1b[?1049h", "").as_bytes());
    assert!(!console.screen().contents().contains("old shell line"));
    console.process(&screen.as_bytes()[first..]);
    assert_eq!(console.screen().contents().trim(), "", "the program stays on the console");
    console.process(after.as_bytes());
}

#[test]
fn bracketed_paste_and_mouse_are_reset() {
    let mut pty = guard();
    assert!(pty.screen().bracketed_paste());
    assert_eq!(pty.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    pty.send("m");
    pty.wait_until("the mouse to be on", |screen, _| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    pty.send("\x1b[<0;5;5M");
    pty.wait_for("mouse Down(Left)");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn a_terminal_that_cannot_draw_gets_lines() {
    for setup in [
        Setup::unsnag(&[]).env("TERM", "dumb"),
        Setup::unsnag(&[]).env("TERM", ""),
        Setup::unsnag(&[]).without("TERM"),
        Setup::unsnag(&[]).env("ACCESSIBLE", "1"),
    ] {
        let mut pty = setup.start();
        pty.wait_until("any output", |_, raw| !raw.is_empty());
        pty.send(CTRL_C);
        pty.wait_exit();
        assert!(!pty.raw().contains(&0x1b), "escape sequences in lines");
    }
}

#[test]
fn a_pipe_gets_lines() {
    let pty = Setup::shell(&format!("'{UNSNAG}' < /dev/null | cat > piped; echo done")).start();
    pty.wait_for("done");
    pty.wait_exit();
    let piped = std::fs::read(pty.home().join("piped")).unwrap();
    assert!(!piped.is_empty());
    assert!(!piped.contains(&0x1b), "escape sequences in a pipe");
    assert!(!pty.raw().contains(&0x1b), "escape sequences past the pipe");
}

#[test]
fn standard_input_may_be_a_pipe_when_there_is_a_terminal() {
    let mut pty = started_as(Setup::shell(&format!("echo from the pipe | '{UNSNAG}'")));
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn an_unchanged_screen_sends_no_bytes() {
    let mut pty = guard();
    pty.send("x");
    pty.wait_for("key Char('x')");
    let before = pty.raw();
    pty.send("xxx");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 0);
    let raw = pty.raw();
    // Of the way out only showing the cursor sets a mode; a frame would begin with another.
    let left = pieces(&raw[before.len()..]);
    let set = left.iter().filter(|piece| matches!(piece, Piece::Csi { last: 'h', .. })).count();
    assert_eq!(set, 1, "more than the way out was sent: {left:?}");
}

#[test]
fn a_paste_in_brackets_is_one_input_with_its_escapes() {
    let mut pty = guard();
    pty.send("\x1b[200~one\rtwo \x1b[31m\x1b[201~");
    pty.wait_for("paste of 13 bytes, cut: false");
}

#[test]
fn a_paste_over_one_mebibyte_is_cut() {
    let mut pty = guard();
    pty.send(&format!("\x1b[200~{}\x1b[201~", "0123456789abcdef".repeat(70_000)));
    pty.wait_for("paste of 1048576 bytes, cut: true");
}

#[test]
fn a_burst_of_keys_is_a_paste_and_not_commands() {
    let mut pty = guard();
    // Among them the keys that quit and panic.
    pty.send("The quick brown fox jumps over a lazy dog.");
    pty.wait_for("paste of 42 bytes, cut: false");
    pty.send("x");
    pty.wait_for("key Char('x')");
}

#[test]
fn a_burst_larger_than_any_buffer_arrives_whole() {
    let mut pty = guard();
    // A busy machine may pause in the middle, which makes two pastes of it.
    pty.send(&"0123456789".repeat(1600));
    pty.wait_for("16000 digits have come");
}

#[test]
fn osc_52_goes_out_once_for_each_copy() {
    let mut pty = guard();
    assert_eq!(osc52_count(&pty.raw()), 0);
    pty.send("o");
    pty.wait_for("sent by OSC 52, 11 bytes");
    assert_eq!(osc52_count(&pty.raw()), 1);
    assert_eq!(pty.copies(), ["copied text"]);
    assert_only_ours(&pty.raw());
}

#[test]
fn every_size_is_drawn() {
    for (columns, rows) in [(1, 1), (2, 1), (0, 0), (40, 12), (300, 80)] {
        let mut pty = Pty::spawn(&[], (columns, rows), &[]);
        pty.wait_until("the full screen", |screen, _| screen.alternate_screen());
        pty.send(CTRL_C);
        assert_eq!(pty.wait_exit(), 130, "{columns} by {rows}");
        pty.assert_restored();
    }
}
