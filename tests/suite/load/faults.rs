//! Faulty flows: each fault is named with place and remedy, none hides another, and the rest stays usable.

use super::load;
use unsnag::flow::Kind;
use unsnag::flow::Loaded;
use unsnag::flow::diagnostic::to_text;
use unsnag::flow::load::MAX_FINDINGS;

/// `line:column code message` of every finding.
fn said(loaded: &Loaded) -> Vec<String> {
    loaded
        .diagnostics
        .iter()
        .inspect(|one| assert!(one.help.is_some() || one.message.contains("did you mean"), "{one:?}"))
        .map(|one| format!("{}:{} {} {}", one.position().line, one.position().column, one.code, one.message))
        .collect()
}

const HEAD: &str = "unsnag: 1\nid: f\ntitle: T\nsymptoms: [s]\nstart: a\nnodes:\n";

/// A flow with this node `a`; its first line is line 8.
fn with_node(node: &str) -> Loaded {
    load(&format!("{HEAD}  a:\n{node}  z: {{end: info}}\n"))
}

#[test]
fn faults_of_a_node_are_named_where_they_stand() {
    let cases: &[(&str, &[&str])] = &[
        (
            "    ask: Q\n    optons: {n: {say: N, go: z}}\n",
            &["9:5 E002 unknown key \"optons\" in node \"a\"; did you mean \"options\"?"],
        ),
        ("    ask: Q\n    nonsense: 1\n", &["9:5 E002 unknown key \"nonsense\" in node \"a\""]),
        ("    ask: Q\n    options: {n: {go: z}}\n", &["9:15 E002 option \"n\" lacks \"say\""]),
        ("    ask: Q\n    options: {n: {say: N}}\n", &["9:18 E002 option \"n\" lacks \"go\""]),
        ("    ask: Q\n    options: {no: {say: N, go: z}}\n", &["9:15 E003 \"no\" cannot be an id"]),
        ("    ask: Q\n    options: {unsure: {say: N, go: z}}\n", &["9:15 E003 \"unsure\" cannot be an id"]),
        ("    ask: Q\n    options: {A b: {say: N, go: z}}\n", &["9:15 E003 \"A b\" cannot be an id"]),
        ("    ask: 0x80072EE2\n", &["8:10 E003 0x80072EE2 is read as a number; write \"0x80072EE2\""]),
        ("    ask: true\n", &["8:10 E003 true is read as true or false; write \"true\""]),
        ("    ask:\n", &["8:8 E002 \"ask\" in node \"a\" has no value"]),
        (
            "    table: Q\n    rows: [{id: r, codes: [0x8024402C, ok], means: M, go: z}]\n",
            &["9:28 E003 0x8024402C is read as a number; write \"0x8024402C\""],
        ),
        (
            "    table: Q\n    rows: [{id: r, codes: 7, means: M, go: z}, {id: r, texts: [t], means: M, go: z}]\n",
            &[
                "9:27 E003 7 is read as a number; write \"7\"",
                "9:53 E005 row id \"r\" is used twice in this node",
            ],
        ),
        (
            "    table: Q\n    rows: [{id: r, means: M, go: z}]\n",
            &["9:12 E002 row 1 has neither \"codes\" nor \"texts\""],
        ),
        ("    ask: Q\n    fix: F\n", &["9:5 E006 node \"a\" has both \"ask\" and \"fix\"; split it in two"]),
        ("    next: z\n", &["7:3 E006 node \"a\" has no kind"]),
        ("    ask: Q\n    verify: V\n", &["9:5 E002 key \"verify\" in node \"a\" does not go with \"ask\""]),
        (
            "    fix: F\n    minutes: soon\n",
            &["9:14 E002 \"minutes\" in node \"a\" must be a whole number, not \"soon\""],
        ),
        (
            "    fix: F\n    minutes: -1\n",
            &["9:14 E002 \"minutes\" in node \"a\" must be a whole number, not -1"],
        ),
        (
            "    fix: F\n    admin: yes\n",
            &["9:12 E002 \"admin\" in node \"a\" must be true or false, not \"yes\""],
        ),
        (
            "    fix: F\n    risk: dangr\n",
            &["9:11 E002 \"risk\" in node \"a\" cannot be \"dangr\"; did you mean \"danger\"?"],
        ),
        ("    fix: F\n    risk: [read]\n", &["9:11 E002 \"risk\" in node \"a\" cannot be a list"]),
        ("    fix: F\n    wait: a while\n", &["9:11 E002 \"a while\" is not a waiting time"]),
        (
            "    fix: F\n    when: code = x\n",
            &["9:16 E002 the condition cannot be read: write `==` instead of `=`"],
        ),
        ("    fix: [F]\n", &["8:10 E002 \"fix\" in node \"a\" must be a text, not a list"]),
        (
            "    fix: F\n    do: [A, [B], {txt: C}, 4]\n",
            &[
                "9:13 E002 entry 2 of \"do\" in node \"a\" must be a text or keys with values, not a list",
                "9:19 E002 unknown key \"txt\" in entry 3; did you mean \"text\"?",
                "9:28 E003 4 is read as a number; write \"4\"",
            ],
        ),
        ("    fix: F\n    run: {id: c, text: x}\n", &["9:10 E022 command \"c\" does not name its shell"]),
        (
            "    fix: F\n    run: [{id: c, shell: cmd, text: x}, {id: c, shell: cmd, text: y}]\n",
            &["9:46 E005 command id \"c\" is used twice in this node"],
        ),
        (
            "    ask: Q\n    options: {n: {say: N, go: z, match: x}}\n",
            &["9:34 E002 key \"match\" in option \"n\" belongs to a check"],
        ),
        ("    fix: F\n    source: {dated: soon}\n", &["9:21 E002 \"soon\" is not a date"]),
        (
            "    fix: F\n    then: {nt-fixed: z}\n",
            &["9:12 E002 unknown key \"nt-fixed\" in \"then\"; did you mean \"not-fixed\"?"],
        ),
        ("    fix: F\n    fix: G\n", &["9:5 E001 key \"fix\" appears twice in node \"a\""]),
    ];
    for (node, expected) in cases {
        let loaded = with_node(node);
        assert_eq!(said(&loaded), *expected, "{node}");
        let flow = loaded.library.flow("f").unwrap_or_else(|| panic!("nothing usable of {node}"));
        assert!(flow.nodes.contains_key("z"), "{node}");
        assert!(flow.nodes.contains_key("a"), "{node}");
    }
}

#[test]
fn faults_of_the_header_are_named_where_they_stand() {
    let nodes = "nodes: {a: {end: info}}\n";
    let cases: &[(&str, &[&str])] = &[
        ("unsnag: 2\nid: f\n", &["1:9 E004 format version 2 is newer than this program (1)"]),
        ("unsnag: 0\nid: f\n", &["1:9 E004 there is no format version 0"]),
        (
            "unsnag: 1\n",
            &[
                "1:1 E002 the file lacks \"id\"",
                "1:1 E002 the file lacks \"nodes\"",
                "1:1 E002 the file lacks \"start\"",
                "1:1 E002 the file lacks \"symptoms\" or \"signatures\"",
                "1:1 E002 the file lacks \"title\"",
            ],
        ),
        (
            &format!("unsnag: 1\nid: f\ntitle: T\nstart: a\n{nodes}"),
            &["1:1 E002 the file lacks \"symptoms\" or \"signatures\""],
        ),
        (
            &format!("unsnag: 1\nid: F.1\ntitle: T\nsymptoms: [s]\nstart: a\n{nodes}"),
            &["2:5 E003 \"F.1\" cannot be an id"],
        ),
        (
            &format!("unsnag: one\nid: f\ntitle: T\nsymptoms: [s]\nstart: a\n{nodes}"),
            &["1:9 E002 \"unsnag\" must be a whole number, not \"one\""],
        ),
        (
            &format!("unsnag: 1\nid: f\ntitle: 404\nsymptoms: [s]\nstart: a\n{nodes}"),
            &["3:8 E003 404 is read as a number; write \"404\""],
        ),
        (
            &format!("unsnag: 1\nid: f\ntitel: T\nsymptoms: [s]\nstart: a\n{nodes}"),
            &["3:1 E002 unknown key \"titel\" in the file; did you mean \"title\"?"],
        ),
        (
            &format!(
                "unsnag: 1\nid: f\ntitle: T\nsignatures: [{{text: a, code: b}}, {{regex: r}}]\nstart: a\n{nodes}"
            ),
            &[
                "4:14 E002 signature 1 needs one of \"text\", \"code\" and \"regex\"",
                "4:35 E002 signature 2 lacks \"sample\"",
            ],
        ),
        (
            &format!(
                "unsnag: 1\nid: f\ntitle: T\nsymptoms: [s]\ntests: [{{walk: a=b c}}]\nstart: a\n{nodes}"
            ),
            &["5:20 E002 \"c\" is not of the form node=answer"],
        ),
        (
            "unsnag: 1\nid: f\ntitle: T\nsymptoms: [s]\nstart: a\nnodes: [a]\n",
            &["6:8 E002 \"nodes\" must be keys with values, not a list"],
        ),
    ];
    for (text, expected) in cases {
        let mut found = said(&load(text));
        found.sort();
        let mut expected: Vec<&str> = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn all_faults_of_a_file_are_reported_together() {
    let text = format!(
        "{HEAD}  a:\n    ask: 7\n    optins: {{x: {{sy: 1, go: [z]}}}}\n  b:\n    fix: F\n    risk: none\n    minutes: [1]\n  z: {{end: inf}}\n"
    );
    let loaded = load(&text);
    assert_eq!(
        said(&loaded),
        [
            "8:10 E003 7 is read as a number; write \"7\"",
            "9:5 E002 unknown key \"optins\" in node \"a\"; did you mean \"options\"?",
            "9:18 E002 unknown key \"sy\" in \"x\"; did you mean \"say\"?",
            "9:22 E003 1 is read as a number; write \"1\"",
            "9:29 E002 \"go\" in \"x\" must be a text, not a list",
            "12:11 E002 \"risk\" in node \"b\" cannot be \"none\"",
            "13:14 E002 \"minutes\" in node \"b\" must be a whole number, not a list",
            "14:12 E002 \"end\" in node \"z\" cannot be \"inf\"; did you mean \"info\"?",
        ]
    );
    let flow = loaded.library.flow("f").expect("the rest");
    let Kind::Ask(question) = &flow.nodes["a"].kind else { panic!("a question") };
    assert_eq!(question.text.text, "7");
}

#[test]
fn a_file_without_its_first_keys_is_read_all_the_same() {
    let rest = "signatures: [{text: a b c}]\nnodes:\n  a: {fix: A, next: z}\n  z: {end: info}\n";
    for (head, expected) in [
        (
            "",
            &[
                "the file lacks \"id\"",
                "the file lacks \"start\"",
                "the file lacks \"title\"",
                "the file lacks \"unsnag\"",
            ] as &[_],
        ),
        ("unsnag: '1'\nid: pack\ntitle: T\nstart: a\n", &["\"unsnag\" must be a whole number, not \"1\""]),
        (
            "unsnag: 1.5\nid: pack\ntitle: T\nstart: [a]\n",
            &["\"start\" must be a text, not a list", "\"unsnag\" must be a whole number, not 1.5"],
        ),
    ] {
        let loaded = load(&format!("{head}{rest}"));
        let mut messages: Vec<&str> = loaded.diagnostics.iter().map(|one| one.message.as_str()).collect();
        messages.sort_unstable();
        assert_eq!(messages, expected, "{head}");
        let flow = loaded.library.flows.values().next().expect("the flow");
        assert_eq!((flow.start.as_str(), flow.nodes.len(), flow.signatures.len()), ("a", 2, 1), "{head}");
    }
}

#[test]
fn a_report_shows_line_and_remedy() {
    let loaded = with_node("    ask: Q\n    optons: {n: {say: N, go: z}}\n");
    expect_test::expect![[r#"
        pack/f.yaml:9:5: E002 unknown key "optons" in node "a"; did you mean "options"?
          |
        9 |     optons: {n: {say: N, go: z}}
          |     ^^^^^^
          |
          = help: keys that can stand here: ask, check, table, fix, try, note, go, faq, end, use, options, unsure, hint, urgent, minutes, do, run, key, rows, other, many, cause, verify, wait, undo, likely, risk, admin, when, see, next, then, order, back, items, say, collect, contact, within, via, aliases, samples, source, status

    "#]]
    .assert_eq(&to_text(&loaded.diagnostics));
}

#[test]
fn hostile_keys_and_words_are_shown_not_obeyed() {
    let loaded = with_node(
        "    ask: Q\n    \"x\\e]52;c;\\a\\u202e\": 1\n    use: \"\\x9b31m\"\n    hint: [\"\\e[2J\"]\n",
    );
    let out = to_text(&loaded.diagnostics);
    assert!(out.contains("\\u{1b}]52"), "{out}");
    assert!(!out.contains(|c: char| c.is_control() && c != '\n') && !out.contains('\u{202e}'), "{out:?}");
}

#[test]
fn a_translation_of_nothing_is_reported() {
    let loaded = load("of: f\nlang: sv\ntext: {title: T}\n");
    assert_eq!(said(&loaded), ["1:5 E040 this translates \"f\", which does not exist"]);
}

/// One fault in each of many nodes, and many faults in one node: the work stays in proportion.
#[test]
fn a_file_full_of_faults_is_reported_in_bounded_time_and_number() {
    let many: String = (0..4_000).map(|at| format!("  n{at}: {{fx: 1}}\n")).collect();
    let loaded = load(&format!("{HEAD}{many}"));
    assert!(loaded.diagnostics.len() <= MAX_FINDINGS, "{}", loaded.diagnostics.len());
    let options: String = (0..4_000).map(|at| format!("      o{at}: {{sy: {at}}}\n")).collect();
    let loaded = load(&format!("{HEAD}  a:\n    ask: Q\n    options:\n{options}"));
    assert!(loaded.diagnostics.len() <= MAX_FINDINGS, "{}", loaded.diagnostics.len());
    let keys: String = (0..4_000).map(|at| format!("k{at}: 1\n")).collect();
    let loaded = load(&keys);
    assert!(loaded.diagnostics.len() <= MAX_FINDINGS);
}
