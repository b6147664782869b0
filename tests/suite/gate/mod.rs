//! The gate: what it refuses, where it points, and that both YAML parsers read alike what it accepts.

pub mod differential;

use unsnag::flow::diagnostic::{MAX_SHOWN_PER_FILE, to_json, to_text};
use unsnag::flow::{Code, Diagnostic, Source, gate};

fn findings(text: &str) -> Vec<Diagnostic> {
    let (tree, findings) = gate::read(&Source::new("f.yaml", text));
    assert!(tree.is_some() || !findings.is_empty(), "nothing is said about {text:?}");
    assert!(findings.iter().all(|one| one.code == Code::E001 && one.help.is_some()));
    findings
}

/// `line:column message` of every finding.
fn said(text: &str) -> Vec<String> {
    findings(text)
        .iter()
        .map(|one| format!("{}:{} {}", one.position().line, one.position().column, one.message))
        .collect()
}

#[test]
fn everything_that_is_refused_is_named_where_it_stands() {
    let cases: &[(&str, &str)] = &[
        ("a: 1\nb: 2\na: 3\n", "3:1 key \"a\" appears twice in the file"),
        (
            "nodes:\n  x:\n    options:\n      network: {say: N, go: a, go: b}\n",
            "4:32 key \"go\" appears twice in option \"network\"",
        ),
        ("a: &x 1\n", "1:4 anchors are not allowed"),
        ("a: *x\n", "1:4 aliases are not allowed"),
        ("a: !!str 1\n", "1:4 tags are not allowed"),
        ("a: !<tag:x> 1\n", "1:4 tags are not allowed"),
        ("a: !u!x 1\n", "1:4 tags are not allowed"),
        ("a: ! 1\n", "1:4 tags are not allowed"),
        ("%YAML 1.2\n---\na: 1\n", "1:1 directives are not allowed"),
        ("<<: {a: 1}\n", "1:1 merge keys are not allowed"),
        ("\"<<\": {a: 1}\n", "1:1 merge keys are not allowed"),
        ("a: 1\n---\nb: 2\n", "2:1 a second document begins in the same file"),
        ("a: 1\n...\nb: 2\n", "2:1 an end marker stands in the file"),
        ("? [a]\n: b\n", "1:3 a list or map cannot be a key"),
        ("{a: 1}: b\n", "1:1 a list or map cannot be a key"),
        ("\"\": b\n", "1:1 a key is empty"),
        (": b\n", "1:1 a key is empty"),
        ("{\"a\n b\": 1}\n", "1:2 a key goes over several lines"),
        ("\"a\\nb\": 1\n", "1:1 a key goes over several lines"),
        ("{a, b: 1}\n", "1:2 a key has no colon and space after it"),
        ("? a\n: b\n", "1:3 a key has no colon and space after it"),
        ("a: b\u{1b}c\n", "1:5 the character U+001B is not allowed"),
        ("a: \"\u{9b}\"\n", "1:5 the character U+009B is not allowed"),
        ("a: x # \u{85}\n", "1:8 the character U+0085 is not allowed"),
        ("a: b\u{2028}c\n", "1:5 the character U+2028 is not allowed"),
        ("a: b\u{2029}c\n", "1:5 the character U+2029 is not allowed"),
        ("a: b\u{7f}\n", "1:5 the character U+007F is not allowed"),
        ("a: b\u{feff}\n", "1:5 a byte order mark stands inside the file"),
        ("a: b\rc: d\n", "1:5 a carriage return stands alone"),
        ("a:\n\t- b\n", "2:1 a tab stands where only spaces may"),
        ("\ta: b\n", "1:1 a tab stands where only spaces may"),
        ("a: |\n \tb\n", "2:2 a tab stands where only spaces may"),
        ("a: b: c\n", "1:5 a colon stands where none can"),
        ("a:\n   b: 1\n  c: 2\n", "3:3 this line is not indented like its neighbours"),
        ("a: @b\n", "1:4 no value can begin with this character"),
        ("a: \"\\q\"\n", "1:4 an unknown escape"),
        ("a: 'it's'\n", "1:8 text follows a closing quote"),
        ("a: [b, {c: d}\ne: f\n", "1:4 this bracket is never closed"),
        ("a: {b: ?c}\n", "1:8 a text with a colon or question mark is not quoted"),
        ("- a\n", "1:1 the file does not begin with a key"),
        ("text\n", "1:1 the file does not begin with a key"),
        ("# only a comment\n", "1:1 the file is empty"),
        ("", "1:1 the file is empty"),
    ];
    for (text, expected) in cases {
        let said = said(text);
        assert_eq!(said.first().map_or("", String::as_str), *expected, "{text:?} gave {said:?}");
    }
}

#[test]
fn a_missing_quote_is_reported_where_it_opens() {
    for (text, place) in [
        ("a: \"x\nb: 1\nc: 2\n", "1:4"),
        ("t: 1\na: \"x\nb: \"y\"\n", "2:4"),
        ("t: don't\nl:\n  - 'one\n  - two\n", "3:5"),
        ("t: {say: \"a, b: c}\nu: {say: \"d\"}\n", "1:10"),
        ("# it's\nt: it's\na: [x, 'b]\nc: d\n", "3:8"),
    ] {
        let said = said(text);
        assert!(said[0].starts_with(place) && said[0].contains("quote is not closed"), "{text:?}: {said:?}");
    }
}

#[test]
fn all_faults_are_reported_and_the_first_of_equal_keys_stays() {
    let text = "a: 1\na: &x 2\nb: !t 3\nc: {d: 4, d: 5}\n";
    assert_eq!(said(text).len(), 4, "{:?}", said(text));
    let (tree, _) = gate::read(&Source::new("f.yaml", text));
    let tree = tree.expect("a tree");
    assert_eq!(tree.get("a").and_then(|a| a.text()), Some("1"));
    assert_eq!(tree.at(&["c".into(), "d".into()]).and_then(|d| d.text()), Some("4"));
}

#[test]
fn a_leading_byte_order_mark_is_dropped() {
    let source = Source::from_bytes("f.yaml", b"\xef\xbb\xbfa: b\n".to_vec()).expect("UTF-8");
    let (tree, findings) = gate::read(&source);
    assert!(findings.is_empty());
    let span = tree.and_then(|tree| tree.get("a").map(|a| a.span.clone()));
    assert_eq!(span, Some(3..4));
}

#[test]
fn what_is_not_utf_8_is_reported_at_its_byte() {
    for bytes in [&b"a: b\nc: \xff\n"[..], b"\xef\xbb\xbfa: b\nc: \xff\n"] {
        let finding = Source::from_bytes("f.yaml", bytes.to_vec()).expect_err("not UTF-8");
        assert_eq!((finding.position().line, finding.position().column), (2, 4));
        assert_eq!(finding.message, "the file is not UTF-8 text");
    }
}

#[test]
fn caps_hold_at_their_edge() {
    let nested = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert!(said(&nested(gate::MAX_DEPTH - 1)).is_empty());
    assert!(said(&nested(gate::MAX_DEPTH))[0].contains("nested more than 32 deep"));
    let block: String = (0..40).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(said(&block)[0].contains("nested more than 32 deep"));
    let list = |count: usize| format!("a: [{}]\n", "b,".repeat(count));
    assert!(said(&list(gate::MAX_NODES - 3)).is_empty());
    assert!(said(&list(gate::MAX_NODES))[0].contains("more than 200000 values"));
    let text = |length: usize| format!("a: {}\n", "b".repeat(length));
    assert!(said(&text(gate::MAX_BYTES - 10)).is_empty());
    assert!(said(&text(gate::MAX_BYTES))[0].contains("larger than 4 MiB"));
    assert!(said(&format!("{}: 1\n", "k".repeat(gate::MAX_KEY - 10))).is_empty());
    assert!(!said(&format!("{}: 1\n", "k".repeat(gate::MAX_KEY + 10))).is_empty());
}

/// Each of these kept a YAML reader busy for seconds to minutes, or is of a kind that could. There is no
/// clock here: with quadratic work the suite would hang.
#[test]
fn hostile_files_are_refused_or_read_without_effort() {
    let size = 1 << 16;
    let repeated = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    for piece in [
        "[",
        "{a: ",
        "%TAG ! tag:x,2000:\n",
        "- ",
        "? ",
        ": ",
        "a: \"",
        "'",
        "\"",
        "#",
        "\n",
        "#\n",
        "|\n",
        "a\n",
        "a: b\n",
        "a: *x\n",
        "&x ",
        "!t ",
        "[a,",
        "- - ",
        "a: [b]\n",
        "\t",
        "a\t",
        "\u{1b}",
        "...\n",
        "---\n",
        "{\"a\": ",
        ",",
        "]",
        "a: |\n b\n",
        "a: >\n\n",
        "a:\n",
        "- a\n",
        "中文",
        "\u{feff}",
        "\\",
        "a: 'b''",
        "\r\n",
        "\r",
        "a:?",
        "  ",
    ] {
        for text in [
            repeated(piece, size),
            format!("a: {}", repeated(piece, size)),
            format!("a:\n {}", repeated(piece, size)),
        ] {
            let source = Source::new("f.yaml", text);
            let (_, findings) = gate::read(&source);
            assert!(findings.len() <= 130, "{piece:?} gave {} findings", findings.len());
            to_text(&findings);
        }
    }
    let scalar = format!("a: &x {}\nb: [{}]\n", "y".repeat(100_000), "*x,".repeat(20_000));
    assert!(said(&scalar)[0].contains("anchors are not allowed"));
    let keys: String = (0..90_000).map(|at| format!("k{at}: v\n")).collect();
    assert!(said(&keys).is_empty());
    assert!(!said(&repeated("k: v\n", size)).is_empty());
}

#[test]
fn nothing_hostile_comes_out_of_a_report() {
    let escaped = "\"\\e]0;x\\a\\x9b\\u202e\": 1\n\"\\e]0;x\\a\\x9b\\u202e\": 2\n";
    let raw = "a: \u{1b}[31m\u{9b}\u{202e}x\u{7}\n";
    let both = [escaped, raw].map(|text| gate::read(&Source::new("p\u{1b}[0m\u{9b}.yaml", text)).1);
    assert_eq!(both.each_ref().map(Vec::len), [1, 3]);
    let texts = both.each_ref().map(|found| to_text(found));
    let jsons = both.each_ref().map(|found| to_json(found).to_string());
    for out in texts.into_iter().chain(jsons) {
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
        assert!(!out.contains('\u{202e}'), "{out:?}");
    }
}

#[test]
fn a_report_names_file_line_column_and_code_first() {
    let text = format!("nodes:\n  {}x: &anchor 1 # tail\n", "\u{4e2d}".repeat(3));
    let (_, findings) = gate::read(&Source::new("flows/a.yaml", text));
    let report = to_text(&findings);
    expect_test::expect![[r#"
        flows/a.yaml:2:9: E001 anchors are not allowed
          |
        2 |   中中中x: &anchor 1 # tail
          |            ^^^^^^^
          |
          = help: remove the `&..` and write the value where it is needed

    "#]]
    .assert_eq(&report);
    let json = to_json(&findings);
    assert_eq!(json[0]["line"], 2);
    assert_eq!((&json[0]["column"], &json[0]["end_column"]), (&9.into(), &16.into()));
    assert_eq!((&json[0]["level"], &json[0]["path"]), (&"error".into(), &"flows/a.yaml".into()));
    assert_eq!(to_json(&[]).to_string(), "[]");
}

#[test]
fn long_lines_and_long_lists_of_findings_are_cut() {
    let text = format!("a: [{}]\n", "&x y, ".repeat(2_000));
    let (_, findings) = gate::read(&Source::new("f.yaml", text));
    let report = to_text(&findings);
    assert!(report.lines().all(|line| line.chars().count() < 200), "{report}");
    assert_eq!(report.matches(": E001").count(), MAX_SHOWN_PER_FILE);
    assert!(report.contains("more are not shown"));
}
