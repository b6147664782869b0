//! The mouse of the real program: reports only when they are wanted, and the terminal as it was on every way out.

use rustix::process::Signal;

use super::bytes::assert_only_ours;
use super::{CTRL_C, CTRL_Z, Pty, Setup, UNSNAG};

const ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

fn sent(pty: &Pty, bytes: &[u8]) -> usize {
    pty.raw().windows(bytes.len()).filter(|window| *window == bytes).count()
}

fn started(arguments: &[&str]) -> Pty {
    let pty = Setup::unsnag(arguments).start();
    pty.wait_for("What went wrong?");
    pty
}

/// A click as xterm reports it in the SGR form, with column and row from 1.
fn click(pty: &mut Pty, text: &str) {
    let screen = pty.screen().contents();
    let (row, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("on the screen");
    let column = line[..line.find(text).expect("there")].chars().count();
    let (column, row) = (column + 1, row + 1);
    pty.send(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[test]
fn the_mouse_is_left_to_the_terminal_unless_it_is_wanted() {
    let mut pty = started(&[]);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    assert_eq!(sent(&pty, b"\x1b[?1000"), 0);
}

#[test]
fn clicks_choose_and_a_key_gives_the_mouse_back_for_selecting_text() {
    let mut pty = started(&["--mouse"]);
    click(&mut pty, "Get help from Azure support");
    pty.wait_for("> Get help from Azure support");
    // The wheel, one step down and one up.
    pty.send("\x1b[<65;10;8M\x1b[<64;10;8M");
    click(&mut pty, "Get help from Azure support");
    pty.wait_for("esc back");
    click(&mut pty, "n note");
    pty.wait_for("What should the transcript say?");
    click(&mut pty, "cancel");
    pty.wait_until("it to close", |screen, _| !screen.contents().contains("What should the transcript say?"));
    pty.send("m");
    pty.wait_for("The mouse selects text now");
    assert_eq!((sent(&pty, ON), sent(&pty, OFF)), (1, 1));
    pty.send("m");
    pty.wait_for("The mouse chooses now");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 1);
    assert_eq!((sent(&pty, ON), sent(&pty, OFF)), (2, 2));
    pty.assert_restored();
    assert_only_ours(&pty.raw());
}

#[test]
fn the_terminal_gets_the_mouse_back_on_every_way_out() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let pty = started(&["--mouse"]);
        pty.signal(signal);
        assert_eq!(pty.wait_exit(), code);
        pty.assert_restored();
        assert_eq!(sent(&pty, OFF), 1);
    }
    let mut pty = started(&["--mouse"]);
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
}

#[test]
fn the_mouse_rests_while_the_program_does() {
    let mut pty =
        Setup::shell(&format!("set -m; {UNSNAG} --mouse; echo stopped; read x; fg; echo ended")).start();
    pty.wait_for("What went wrong?");
    pty.send(CTRL_Z);
    pty.wait_for("stopped");
    assert_eq!(pty.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    pty.send("\r");
    pty.wait_until("the mouse to be on again", |screen, _| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None && screen.alternate_screen()
    });
    pty.send(CTRL_C);
    pty.wait_for("ended");
    assert_eq!(pty.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}

#[test]
fn the_settings_switch_it_on_and_the_command_line_off_again() {
    for (arguments, on) in [(&[][..], 1), (&["--mouse=false"][..], 0)] {
        let setup = Setup::unsnag(arguments);
        let folder = setup.home().join("config/unsnag");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.yaml"), "mouse: true\n").unwrap();
        let mut pty = setup.start();
        pty.wait_for("What went wrong?");
        pty.send(CTRL_C);
        assert_eq!(pty.wait_exit(), 130);
        assert_eq!(sent(&pty, ON), on);
        pty.assert_restored();
    }
}
