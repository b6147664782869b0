//! Error codes in every notation.

use proptest::prelude::*;
use unsnag::text::{Code, canonical_code, find_codes};

fn found(text: &str) -> Vec<String> {
    find_codes(text).map(|found| found.code.to_string()).collect()
}

#[test]
fn every_notation_is_one_code() {
    for text in [
        "0x8024402C",
        "0X8024402c",
        "8024402c",
        "8024402C",
        "x8024402c",
        "0x 8024402c",
        "0x 8024 402c",
        "0x8024 402C",
        "8024 402c",
        "8024402Ch",
        "0x8024402CL",
        "2149859372",
        "-2145107924",
        "0xFFFFFFFF8024402C",
        " (0x8024402C). ",
    ] {
        assert_eq!(canonical_code(text), Some(Code::Number(0x8024_402C)), "{text}");
        assert_eq!(found(&format!("failed: {text}, retry")), ["0x8024402C"], "{text}");
    }
}

#[test]
fn articles_are_one_code() {
    for text in ["KB2267602", "kb2267602", "kb 2267602", "KB-2267602", "2267602"] {
        assert_eq!(canonical_code(text), Some(Code::Article(2_267_602)), "{text}");
        assert_eq!(found(&format!("see {text}.")), ["KB2267602"], "{text}");
    }
    assert_eq!(found("KB328010 but not 328010"), ["KB328010"]);
}

#[test]
fn other_numbers_are_no_codes() {
    for text in [
        "80072ee2-5b1a-4c7e-9f00-1234567890ab",
        "5b1a4c7e-8007-2ee2-80072ee2",
        "2019-11-12 10:15:30",
        "10.0.0.138",
        "1700000000",
        "0x00007ff6a1b2c3d4",
        "a80072ee2",
        "80072ee2f",
        "facade00",
        "cafebabe",
        "12345678",
        "0x",
        "0xg",
        "8080 dead",
        "KB12345678",
        "",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn codes_are_found_inside_lines() {
    assert_eq!(
        found("WindowsUpdate_8024402C hr=0x80072EE2(错误0x80070422) exit -2147012894 ab0x8024402C"),
        ["0x8024402C", "0x80072EE2", "0x80070422", "0x80072EE2"]
    );
    let text = "code 0x 8007 0422!";
    let code = find_codes(text).next().map(|found| found.range);
    assert_eq!(code.and_then(|range| text.get(range)), Some("0x 8007 0422"));
}

#[test]
fn names_are_codes_too() {
    assert_eq!(Code::parse("HTTP  407"), Code::Name("http 407".into()));
    assert!(Code::parse("HTTP 407").is_in("proxy answered: http\n407."));
    assert!(!Code::parse("1603").is_in("port 16030"));
    assert!(Code::parse("NetworkError").is_in("Error: NETWORKERROR"));
    assert!(Code::parse("0x8024402C").is_in("hr = -2145107924"));
    assert!(!Code::parse("").is_in("anything"));
    assert_eq!(canonical_code("NetworkError"), None);
    assert_eq!(canonical_code("-1"), Some(Code::Number(u32::MAX)));
}

proptest! {
    #[test]
    fn failures_are_found_in_all_notations(low in 0u32..=0x7FFF_FFFF, customer in any::<bool>()) {
        let code = 0x8000_0000 | low & 0x0FFF_FFFF | u32::from(customer) << 30;
        let all = format!("a {code:#x} b {code:#X} c {code} d {} e", code.cast_signed());
        let hits: Vec<Code> = find_codes(&all.replace("0X", "0x")).map(|found| found.code).collect();
        let signed_is_long = code.cast_signed().unsigned_abs() >= 100_000_000;
        prop_assert_eq!(hits, vec![Code::Number(code); if signed_is_long { 4 } else { 3 }]);
    }

    #[test]
    fn any_text_is_scanned(text in "[-0-9a-fA-FxXkKbB .é证]{0,60}") {
        for found in find_codes(&text) {
            let shown = text.get(found.range.clone());
            prop_assert_eq!(shown.and_then(canonical_code), Some(found.code));
        }
    }
}
