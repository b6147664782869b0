//! `unsnag redact` as a program.

use crate::cli::{Home, Ran};
use serde_json::json;
use std::io::{Read, Write};
use std::process::Stdio;
use std::time::Duration;

const LOG: &str =
    "2029-11-22T10:00:00Z nwdb7 sqld[7]: login from 10.61.4.9\r\npassword=Lingon-77 för nwdb7\n";
const MASKED: &str =
    "2029-11-22T10:00:00Z host-1 sqld[7]: login from ip-1\r\npassword=[password] för host-1\n";

/// Runs with bytes on standard input.
fn redact(home: &Home, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = home.command(&[&["redact"], arguments].concat()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_file_and_standard_input_are_redacted_alike() {
    let home = Home::new();
    let file = home.write("a.log", LOG);
    for (arguments, input) in [(&[file.as_str()][..], ""), (&["-"][..], LOG), (&[][..], LOG)] {
        let ran = redact(&home, arguments, input.as_bytes()).ok();
        assert_eq!(ran.out, MASKED);
        assert_eq!(
            ran.err,
            "unsnag: policy all: masked 4 finds (1 password, 1 ip, 2 host); best effort: read the text before you \
             pass it on\n"
        );
    }
    assert_eq!(home.read("a.log"), LOG, "the source stays");
}

#[test]
fn finds_are_listed_with_line_and_column() {
    let home = Home::new();
    let ran = redact(&home, &["--json"], LOG.as_bytes()).ok();
    let find = |line, column, class, mark, value: Option<&str>| json!({"line": line, "column": column, "class": class, "mark": mark, "masked": true, "value": value});
    assert_eq!(
        ran.json(),
        json!([
            find(1, 22, "host", "host-1", Some("nwdb7")),
            find(1, 48, "ip", "ip-1", Some("10.61.4.9")),
            find(2, 10, "password", "[password]", None),
            find(2, 24, "host", "host-1", Some("nwdb7")),
        ])
    );
    assert!(!ran.out.contains("Lingon") && !ran.err.contains("Lingon"));
    assert_eq!(redact(&home, &["--json"], b"").ok().json(), json!([]));
    let left = redact(&home, &["--json", "--redact", "secrets"], LOG.as_bytes()).ok().json();
    let masked: Vec<_> = left.as_array().unwrap().iter().map(|find| find["masked"] == true).collect();
    // What stays is listed where something tells it; it is not looked for elsewhere.
    assert_eq!(masked, [false, false, true]);
}

#[test]
fn the_policy_decides_what_is_masked() {
    let home = Home::new();
    let secrets = redact(&home, &["--redact", "secrets"], LOG.as_bytes()).ok();
    assert_eq!(secrets.out, LOG.replace("Lingon-77", "[password]"));
    secrets.warns("policy secrets: masked 1 find (1 password), left 2 (1 ip, 1 host);");
    let none = redact(&home, &["--redact", "none"], LOG.as_bytes()).ok();
    assert_eq!(none.out, LOG);
    none.warns("policy none: masked 0 finds, left 3 (1 password, 1 ip, 1 host);");
    let policy = home.write(
        "policy.yaml",
        "from: all\noff: ip\nkeep: [NWDB7]\nmask: [{class: user, text: sqld}, {class: host, text: [login]}]\n",
    );
    let own = redact(&home, &["--redact", &policy], LOG.as_bytes()).ok();
    assert_eq!(
        own.out,
        "2029-11-22T10:00:00Z nwdb7 user-1[7]: host-2 from 10.61.4.9\r\npassword=[password] för nwdb7\n"
    );
    own.warns("policy custom: ");
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_written() {
    let home = Home::new();
    std::fs::create_dir(home.path().join("folder")).unwrap();
    home.write("wrong.yaml", "from: most\nkept: [a]\n");
    for (arguments, said) in [
        (&["missing.log"][..], "cannot read missing.log"),
        (&["folder"][..], "cannot read folder"),
        (&["--redact", "missing.yaml"][..], "cannot read the policy missing.yaml"),
        (&["--redact", "wrong.yaml"][..], "the policy wrong.yaml cannot be used"),
    ] {
        let ran = redact(&home, arguments, LOG.as_bytes()).code(2).warns(said);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn text_without_finds_comes_out_byte_for_byte() {
    let home = Home::new();
    for text in [
        "",
        "\n",
        "no end",
        "a\r\nb\rc\n\n",
        "\u{feff}å \u{200b}\u{1b}[31m\u{0} 密\n",
        "100 %20 &amp; \\u0041\n",
    ] {
        let ran = redact(&home, &[], text.as_bytes()).ok();
        assert_eq!(ran.out, text);
        ran.warns("masked 0 finds;");
    }
}

#[test]
fn text_that_is_not_utf8_is_repaired_and_wide_text_is_read() {
    let home = Home::new();
    let ran = redact(&home, &[], b"host=nwdb7 \xff\xfe here\n").ok().warns("standard input is not UTF-8");
    assert_eq!(ran.out, "host=host-1 \u{fffd}\u{fffd} here\n");
    for (mark, unit) in
        [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
    {
        let wide: Vec<u8> = mark.into_iter().chain(LOG.encode_utf16().flat_map(unit)).collect();
        let ran = redact(&home, &[], &wide).ok();
        assert_eq!(ran.out, MASKED);
        assert!(!ran.err.contains("UTF-8"), "{}", ran.err);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = Home::new();
    for arguments in [&["redact"][..], &["redact", "--json"]] {
        let mut child = home.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let _ = child.stdin.take().unwrap().write_all(LOG.repeat(200).as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
}

/// The first block is written while the input is still open, so no more than blocks are held.
#[test]
fn a_long_text_passes_block_by_block() {
    let home = Home::new();
    let mut child = home.command(&["redact"]).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = child.stdout.take().unwrap();
    let line = "0123456789 ".repeat(90) + "\n";
    let block = line.repeat(5 * 1024 * 1024 / line.len());
    let (mut first, mut rest) = (vec![0; 3 * 1024 * 1024], Vec::new());
    let text = block.as_bytes();
    let (seen, waits) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            input.write_all(text).unwrap();
            // A program that waits for the end of its input must not hang the test.
            waits.recv_timeout(Duration::from_secs(300)).expect("the first block before the end");
            input.write_all(b"host=nwdb7\n").unwrap();
        });
        output.read_exact(&mut first).unwrap();
        seen.send(()).unwrap();
        output.read_to_end(&mut rest).unwrap();
    });
    assert!(child.wait().unwrap().success());
    let out = String::from_utf8([first, rest].concat()).unwrap();
    assert!(out == block + "host=host-1\n");
}
