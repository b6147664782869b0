//! Terminals too small for anything, and sizes that change all the time.

use super::bytes::assert_only_ours;
use super::{CTRL_C, FRAME_END, Pty, Setup};

const SIZES: [(u16, u16); 12] = [
    (1, 1),
    (300, 80),
    (2, 1),
    (1, 50),
    (40, 12),
    (200, 2),
    (30, 8),
    (29, 8),
    (30, 7),
    (80, 24),
    (0, 0),
    (120, 40),
];

/// What a person sees: spaces at the end of a line are not seen, whether they were sent or not.
fn page(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, screen.size().1.get()).map(|row| row.trim_end().to_owned()).collect()
}

fn at_home(pty: &Pty) {
    pty.wait_until("the start screen", |screen, _| screen.contents().contains("What went wrong?"));
}

#[test]
fn a_session_goes_on_in_one_cell() {
    let mut pty = Setup::unsnag(&["run", "azs.usage"]).size(1, 1).start();
    pty.wait_until("a frame", |_, raw| raw.ends_with(FRAME_END));
    pty.send("3");
    pty.send("2");
    pty.resize(100, 40);
    pty.wait_for("Is the registration resource under the right Azure subscription?");
    pty.send("q");
    assert_eq!(pty.wait_exit(), 1);
    pty.assert_restored();
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen() {
    let mut pty = Setup::unsnag(&[]).start();
    at_home(&pty);
    let screens: [(&str, &str, &str); 4] = [
        ("start", "", "What went wrong?"),
        ("found", "LoginError", "│ LoginError "),
        ("step", "\r", "Open the way to Azure AD sign-in"),
        ("slot", "\t", "Fill in 1 of 1"),
    ];
    for (name, keys, shows) in screens {
        pty.send(keys);
        pty.wait_for(shows);
        let before = page(&pty.screen());
        for _ in 0..5 {
            for (columns, rows) in SIZES {
                pty.resize(columns, rows);
            }
        }
        pty.resize(80, 24);
        pty.wait_until(&format!("the same screen: {name}"), |screen, _| page(screen) == before);
    }
    pty.send(CTRL_C);
    assert_eq!(pty.wait_exit(), 130);
    pty.assert_restored();
    assert_only_ours(&pty.raw());
}
