//! Which way a text takes to a clipboard, and what is said of it.

use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use unsnag::host::clipboard::{
    ClipboardChoice, Helper, OSC52_LIMIT, Outcome, Refusal, Route, Wrapping, copy, ladder,
};
use unsnag::host::environment::{Environment, Platform};

use super::mode;
use crate::pty::bytes::assert_only_ours;
use crate::pty::{Pty, Setup, example};

const BARE: Route = Route::Osc52(Wrapping::Bare);

fn routes(variables: &[(&str, &str)], choice: ClipboardChoice) -> Vec<Route> {
    ladder(&Environment::of(variables.iter().copied()), choice, Some(Path::new("/state/clipboard.txt")))
}

fn file() -> Route {
    Route::File("/state/clipboard.txt".into())
}

#[test]
fn the_ladder_is_native_then_tmux_then_osc_52_then_a_file_then_plain_text() {
    use Helper::{WlCopy, Xclip, Xsel};
    let native = Route::Native;
    for (variables, first) in [
        (&[][..], vec![BARE]),
        (&[("DISPLAY", ":0")], vec![native(Xclip), native(Xsel), BARE]),
        (&[("WAYLAND_DISPLAY", "w")], vec![native(WlCopy), BARE]),
        (
            &[("WAYLAND_DISPLAY", "w"), ("DISPLAY", ":0")],
            vec![native(WlCopy), native(Xclip), native(Xsel), BARE],
        ),
        (&[("DISPLAY", "")], vec![BARE]),
        // Over SSH a native tool fills the clipboard of the wrong machine.
        (&[("DISPLAY", ":0"), ("SSH_CONNECTION", "a")], vec![BARE]),
        (&[("WAYLAND_DISPLAY", "w"), ("SSH_TTY", "/dev/pts/1")], vec![BARE]),
        (&[("TMUX", "/tmp/tmux")], vec![Route::Tmux, BARE]),
        (&[("TMUX", "/tmp/tmux"), ("SSH_CLIENT", "a"), ("DISPLAY", ":0")], vec![Route::Tmux, BARE]),
        (&[("TMUX", "/tmp/tmux"), ("DISPLAY", ":0")], vec![native(Xclip), native(Xsel), Route::Tmux, BARE]),
        (&[("STY", "1.pts")], vec![Route::Osc52(Wrapping::Screen)]),
        (&[("STY", "1.pts"), ("TMUX", "/tmp/tmux")], vec![Route::Tmux, BARE]),
    ] {
        let wanted = [first, vec![file(), Route::Plain]].concat();
        assert_eq!(routes(variables, ClipboardChoice::Auto), wanted, "{variables:?}");
    }
}

#[test]
fn other_systems_have_their_own_tool() {
    for (platform, helper) in [(Platform::Mac, Helper::Pbcopy), (Platform::Windows, Helper::Clip)] {
        let mut environment = Environment::of([("DISPLAY", ":0")]);
        environment.platform = platform;
        let first = ladder(&environment, ClipboardChoice::Auto, None).remove(0);
        assert_eq!(first, Route::Native(helper));
    }
}

#[test]
fn a_chosen_way_is_the_only_one_before_plain_text() {
    let everything = [("DISPLAY", ":0"), ("TMUX", "t"), ("SSH_TTY", "s")];
    let chosen = |choice| routes(&everything, choice);
    assert_eq!(chosen(ClipboardChoice::Osc52), [BARE, Route::Plain]);
    assert_eq!(chosen(ClipboardChoice::Tmux), [Route::Tmux, Route::Plain]);
    assert_eq!(chosen(ClipboardChoice::File), [file(), Route::Plain]);
    assert_eq!(chosen(ClipboardChoice::Off), [Route::Plain]);
    let native = [Route::Native(Helper::Xclip), Route::Native(Helper::Xsel), Route::Plain];
    assert_eq!(chosen(ClipboardChoice::Native), native);
}

#[test]
fn osc_52_carries_the_text_byte_for_byte_and_says_sent() {
    let mut terminal = Vec::new();
    let text = "Get-Service 'HealthService' |\n\tRestart-Service  # åäö 错";
    let outcome = copy(text, &[BARE, Route::Plain], &mut terminal).unwrap();
    assert_eq!(terminal, format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes());
    assert_eq!(outcome.to_string(), format!("sent by OSC 52, {} bytes", text.len()));
    assert_only_ours(&terminal);
}

#[test]
fn gnu_screen_gets_osc_52_in_strings_it_passes_on() {
    let (mut terminal, mut bare) = (Vec::new(), Vec::new());
    let text = "0123456789".repeat(200);
    copy(&text, &[Route::Osc52(Wrapping::Screen)], &mut terminal).unwrap();
    copy(&text, &[BARE], &mut bare).unwrap();
    let terminal = String::from_utf8(terminal).unwrap();
    let chunks: Vec<&str> = terminal
        .split_inclusive("\x1b\\")
        .map(|string| string.strip_prefix("\x1bP").unwrap().strip_suffix("\x1b\\").unwrap())
        .collect();
    assert!(chunks.len() > 1 && chunks.iter().all(|chunk| chunk.len() <= 200));
    assert_eq!(chunks.concat().into_bytes(), bare);
}

#[test]
fn a_text_too_long_for_osc_52_goes_to_a_private_file() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("state/clipboard.txt");
    let routes = [BARE, Route::File(path.clone()), Route::Plain];
    let mut terminal = Vec::new();
    let longest = "x".repeat(OSC52_LIMIT);
    assert_eq!(copy(&longest, &routes, &mut terminal).unwrap().route, BARE);
    terminal.clear();
    let longer = longest + "x";
    let outcome = copy(&longer, &routes, &mut terminal).unwrap();
    assert!(terminal.is_empty());
    assert_eq!(outcome.to_string(), format!("written to {}, 56001 bytes", path.display()));
    assert_eq!(outcome.failed[0].1, "56001 bytes are more than OSC 52 carries (56000)");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), longer);
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    copy("again", &[Route::File(path.clone())], &mut terminal).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "again");
}

#[test]
fn a_text_with_hidden_characters_is_refused_on_every_way() {
    let mut terminal = Vec::new();
    for text in ["a\x1b]0;x\x07", "a\rb", "a\u{202e}b", "a\u{200b}b", "\u{feff}a", "a\u{9b}b", "a\0"] {
        for route in [BARE, Route::Plain] {
            assert_eq!(copy(text, &[route], &mut terminal), Err(Refusal::Hidden), "{text:?}");
        }
    }
    assert_eq!(copy("", &[BARE], &mut terminal), Err(Refusal::Empty));
    assert!(terminal.is_empty());
}

#[test]
fn a_way_that_fails_is_named_and_the_next_is_taken() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("the terminal is gone"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let outcome = copy("text", &[BARE, Route::Plain], &mut Gone).unwrap();
    assert_eq!(
        outcome,
        Outcome { route: Route::Plain, bytes: 4, failed: vec![(BARE, "the terminal is gone".into())] }
    );
    assert_eq!(outcome.to_string(), "shown as plain text, 4 bytes; not in a clipboard");
}

/// The guard with programs of our own before the real ones, each a script.
fn guard_with(programs: &[(&str, &str)], variables: &[(&str, &str)]) -> Pty {
    let mut setup = Setup::program(example("guard"), &[]);
    let folder = setup.home().join("bin");
    std::fs::create_dir(&folder).unwrap();
    for (name, script) in programs {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", folder.display());
    for (name, value) in [&[("PATH", path.as_str())], variables].concat() {
        setup = setup.env(name, value);
    }
    let pty = setup.start();
    pty.wait_for("guard");
    pty
}

#[test]
fn a_helper_gets_exactly_the_text_and_no_shell() {
    let script = "cat > \"$HOME/copied\"; printf '%s|' \"$@\" > \"$HOME/arguments\"";
    for (helper, variable, arguments) in [
        ("xclip", "DISPLAY", "-selection|clipboard|-in|"),
        ("wl-copy", "WAYLAND_DISPLAY", "--type|text/plain|"),
        ("tmux", "TMUX", "load-buffer|-w|-|"),
    ] {
        let mut pty = guard_with(&[(helper, script)], &[(variable, "x")]);
        pty.send("c");
        pty.wait_for(", 25 bytes");
        let read = |name| std::fs::read_to_string(pty.home().join(name)).unwrap();
        assert_eq!(read("copied"), "echo \"$HOME\" `id`; $(id)\n");
        assert_eq!(read("arguments"), arguments);
        assert!(pty.copies().is_empty());
    }
}

#[test]
fn a_helper_that_fails_or_never_ends_is_passed_over() {
    let programs = [("xclip", "exec sleep 1000"), ("xsel", "exit 1")];
    let mut pty = guard_with(&programs, &[("DISPLAY", ":9")]);
    pty.send("c");
    pty.wait_for("sent by OSC 52, 25 bytes");
    assert_eq!(pty.copies(), ["echo \"$HOME\" `id`; $(id)\n"]);
}
