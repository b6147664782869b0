//! Pasting a log on the start screen of the real program.

use super::bytes::assert_only_ours;
use super::{CTRL_C, Setup};

#[test]
fn a_log_pasted_on_the_start_screen_is_found_by_the_line_that_decided() {
    let log = "12:00 worker starts \x1b[31mred\x1b[0m\r12:01 ERROR Failed to create a self-signed certificate\r12:02 end";
    for env in [&[][..], &[("NO_COLOR", "1")][..]] {
        let setup = env.iter().fold(Setup::unsnag(&[]), |setup, (name, value)| setup.env(name, value));
        let mut pty = setup.size(80, 24).start();
        pty.wait_for("What went wrong?");
        pty.send(&format!("\x1b[200~{log}\x1b[201~"));
        pty.wait_for("pasted text, 3 lines");
        pty.wait_for("2: ERROR Failed to create a self-signed certificate");
        assert!(!pty.screen().contents().contains("worker starts"));
        pty.send("\r");
        pty.wait_for("K keep text");
        pty.send("K");
        pty.wait_for("Kept as evidence.");
        pty.send(CTRL_C);
        assert_eq!(pty.wait_exit(), 130);
        assert_only_ours(&pty.raw());
    }
}
