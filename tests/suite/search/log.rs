//! Logs of any length, read block by block.

use super::{flows, library, reasons};
use std::convert::Infallible;
use std::io::{self, Read};
use unsnag::host::log::LogBlocks;
use unsnag::search::Results;

/// The blocks of a log, put together.
fn read(bytes: &[u8]) -> Vec<String> {
    LogBlocks::new(bytes).collect::<io::Result<_>>().expect("readable")
}

fn search(log: &str) -> Results {
    library().query_log(LogBlocks::new(log.as_bytes()), 3).expect("readable")
}

#[test]
fn blocks_hold_whole_lines_and_lose_nothing() {
    let line = "one line of a long log, all the same\n";
    let log = line.repeat(10_000);
    let blocks = read(log.as_bytes());
    assert!(blocks.len() > 3);
    assert!(blocks.iter().all(|block| block.ends_with('\n')));
    assert_eq!(blocks.concat(), log);
    assert_eq!(read(b"").len(), 0);
    assert_eq!(read(b"no end"), ["no end"]);
    assert_eq!(read(b"one\r\ntwo\rthree"), ["one\ntwo\nthree"]);
    assert_eq!(read(b"bad \xff byte"), ["bad \u{fffd} byte"]);
    // A line without end is cut, so that it cannot fill the memory.
    let endless = vec![b'x'; 1_000_000];
    assert!(read(&endless).len() > 1);
    assert_eq!(read(&endless).concat().len(), 1_000_000);
}

#[test]
fn logs_in_utf_16_are_read() {
    let log = "Zeile eins\r\n註冊失敗 0x8024402C\r\n".repeat(5_000);
    let expected = log.replace("\r\n", "\n");
    for (mark, bytes) in
        [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
    {
        let encoded: Vec<u8> = mark.into_iter().chain(log.encode_utf16().flat_map(bytes)).collect();
        let blocks = read(&encoded);
        assert!(blocks.len() > 1);
        assert_eq!(blocks.concat(), expected);
    }
    assert_eq!(read(b"\xef\xbb\xbftext"), ["text"]);
}

#[test]
fn a_fault_of_the_file_is_told() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    let mut blocks = LogBlocks::new(Broken);
    assert!(blocks.next().is_some_and(|block| block.is_err()));
    assert!(blocks.next().is_none());
}

#[test]
fn a_code_or_message_in_the_middle_of_a_long_log_decides() {
    let noise = "2026-01-02 03:04:05 INFO request served in 12 ms\n".repeat(20_000);
    for (line, flow, why) in [
        ("ERROR 0x80070422 while starting", "service", "code 0x80070422, line 20001"),
        (
            "x: Failed to create a self-signed certificate.",
            "selfsigned",
            "known message \"Failed to create a self-signed certificate\", line 20001",
        ),
    ] {
        let results = search(&format!("{noise}{line}\n{noise}"));
        assert_eq!(flows(&library(), &results)[0], flow);
        assert_eq!(reasons(&results.hits[0])[0], why);
        let decided = results.hits[0].line.as_ref().expect("a line decided");
        assert_eq!((decided.number, decided.text.as_str()), (20_001, line));
    }
}

#[test]
fn a_message_broken_between_two_blocks_is_recognised() {
    let lines = ["noise\n", "Failed to create\n", "a self-signed certificate\n", "noise\n"];
    let blocks = lines.map(|line| Ok::<_, Infallible>(line.to_owned()));
    let Ok(results) = library().query_log(blocks, 3);
    assert_eq!(flows(&library(), &results)[0], "selfsigned");
    assert_eq!(results.hits[0].line.as_ref().map(|line| line.number), Some(2));
}

#[test]
fn a_message_at_the_end_of_a_long_line_is_recognised() {
    let long = format!("start {} failed to create a self-signed certificate\nend\n", "x".repeat(5_000));
    let blocks = [&long, &long].map(|block| Ok::<_, Infallible>(block.clone()));
    let Ok(results) = library().query_log(blocks, 3);
    assert_eq!(
        reasons(&results.hits[0])[0],
        "known message \"Failed to create a self-signed certificate\", line 1"
    );
}

#[test]
fn a_log_in_one_block_is_found_like_a_paste() {
    let log = "12:00:01 start\n12:00:02 ERROR 0x8024402C wsus\n12:00:03 end\n";
    assert_eq!(search(log), library().query(log, 3));
}
