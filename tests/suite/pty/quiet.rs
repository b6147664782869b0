//! What does not change is not sent, and what was asked not to be sent is not.

use super::bytes::{Piece, assert_only_ours, pieces};
use super::{CTRL_C, FRAME_BEGIN, Pty, Setup};

/// The program with something in its search box, and what it has sent so far.
fn typed() -> (Pty, usize) {
    let mut pty = Setup::unsnag(&[]).start();
    pty.wait_for("What went wrong?");
    pty.send("proxy");
    pty.wait_for("│ proxy ");
    let sent = pty.raw().len();
    (pty, sent)
}

/// How many frames were sent.
fn frames(raw: &[u8]) -> usize {
    raw.windows(FRAME_BEGIN.len()).filter(|window| *window == FRAME_BEGIN).count()
}

#[test]
fn a_key_that_changes_nothing_sends_nothing() {
    let (mut pty, sent) = typed();
    // The selection is at the top, the cursor at the end of the box; one at a time, or they are a paste.
    for _ in 0..3 {
        pty.send("\x1b[A");
        pty.send("\x1b[F");
    }
    // Keys are taken in order, so what comes before the help has been handled when it shows.
    pty.send("\x1bOP");
    pty.wait_for("Choose what is selected");
    assert_eq!(frames(&pty.raw()[sent..]), 1, "only the help is new");
}

#[test]
fn a_screen_that_is_left_alone_is_sent_once() {
    let mut pty = Setup::unsnag(&[]).start();
    pty.wait_for("What went wrong?");
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    assert_eq!(frames(&pty.raw()), 1);
}

#[test]
fn a_theme_that_is_asked_for_goes_before_no_color() {
    let mut pty = Setup::unsnag(&["--theme", "dark"]).env("NO_COLOR", "1").start();
    pty.wait_for("What went wrong?");
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    let colours = pieces(&pty.raw()).into_iter().filter(|piece| match piece {
        Piece::Csi { parameters, last: 'm' } => parameters.split(';').any(is_colour),
        _ => false,
    });
    assert!(colours.count() > 0);
}

#[test]
fn no_color_sends_no_colour() {
    let mut pty = Setup::unsnag(&[]).env("NO_COLOR", "1").start();
    pty.wait_for("What went wrong?");
    for (keys, shows) in [
        ("LoginError", "│ LoginError "),
        ("\r", "Open the way to Azure AD sign-in"),
        ("\x1b[B", "> 2"),
        ("?", "Choose what is selected"),
        ("q", "FIX"),
        ("\t", "Fill in 1 of 1"),
    ] {
        pty.send(keys);
        pty.wait_for(shows);
    }
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    let colours: Vec<String> = pieces(&pty.raw())
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Csi { parameters, last: 'm' } => Some(parameters),
            _ => None,
        })
        .filter(|parameters| parameters.split(';').any(is_colour))
        .collect();
    assert!(colours.is_empty(), "{colours:?}");
    assert_only_ours(&pty.raw());
}

/// Whether an SGR parameter sets a colour (ECMA-48 8.3.117, and 90 to 107 of aixterm).
fn is_colour(parameter: &str) -> bool {
    parameter.parse::<u32>().is_ok_and(|n| matches!(n, 30..=38 | 40..=48 | 90..=107))
}
