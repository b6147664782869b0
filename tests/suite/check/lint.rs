//! One test a code: what is found, where, and what is not found.

use proptest::prelude::*;
use unsnag::check::lint;
use unsnag::flow::diagnostic::Code;
use unsnag::flow::library::Document;
use unsnag::flow::{Kind, Library, Risk, bundled};

/// Findings of several files as `path:line:col: E010 message`.
fn lint_files(files: &[(&str, &str)]) -> Vec<String> {
    let documents = files.iter().map(|(path, text)| Document::new(*path, *text));
    let found = lint(&Library::load(documents));
    let shown = |one: &unsnag::flow::Diagnostic| {
        assert!(one.help.is_some(), "{} has no remedy", one.message);
        let at = one.position();
        format!("{}:{}:{}: {} {}", one.path(), at.line, at.column, one.code, one.message)
    };
    found.iter().map(shown).collect()
}

/// Findings of a flow of which only the nodes are given, from line 7 on.
fn lint_nodes(nodes: &str) -> Vec<String> {
    lint_flow("", nodes)
}

/// The same with more header lines, which come before the nodes.
fn lint_flow(header: &str, nodes: &str) -> Vec<String> {
    let text =
        format!("unsnag: 1\nid: f\ntitle: F\nsymptoms: [It fails.]\nstart: a\n{header}nodes:\n{nodes}");
    let found = lint_files(&[("f.yaml", &text)]);
    found.into_iter().map(|line| line.strip_prefix("f.yaml:").unwrap().to_owned()).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn the_bundled_flows_are_clean() {
    let loaded = Library::load(bundled::documents());
    let found: Vec<String> =
        lint(&loaded).iter().map(|one| format!("{}: {}", one.path(), one.message)).collect();
    assert_eq!(found, NONE);
}

#[test]
fn whatever_a_bundled_flow_changes_says_how_to_take_it_back() {
    let library = Library::load(bundled::documents()).library;
    for (flow, node) in
        library.flows.values().flat_map(|flow| flow.nodes.values().map(move |node| (flow, node)))
    {
        if let Kind::Fix(fix) = &node.kind {
            assert!(fix.risk == Risk::Read || fix.undo.is_some(), "fix {}#{}", flow.id, node.id);
        }
        for command in node.commands().filter(|command| command.risk != Risk::Read) {
            let told = command.undo.is_some() || command.no_undo.is_some();
            assert!(told, "command {} of {}#{}", command.id, flow.id, node.id);
        }
    }
}

#[test]
fn a_fault_elsewhere_in_the_file_or_step_hides_no_wrong_target() {
    let found = lint_files(&[(
        "f.yaml",
        "id: f
symptoms: [S]
strat: a
nodes:
  a: {ask: Which?, optons: {x: {say: X, go: b}, y: {say: Y}}, unsure: gone}
  b: {fix: B, risk: chnge, next: nowhere}
",
    )]);
    assert_eq!(
        found,
        [
            "f.yaml:1:1: E002 the file lacks \"title\"",
            "f.yaml:1:1: E002 the file lacks \"unsnag\"",
            "f.yaml:3:1: E002 unknown key \"strat\" in the file; did you mean \"start\"?",
            "f.yaml:5:20: E002 unknown key \"optons\" in node \"a\"; did you mean \"options\"?",
            "f.yaml:5:52: E002 \"y\" lacks \"go\"",
            "f.yaml:5:71: E010 \"unsure\" goes to \"gone\", which does not exist",
            "f.yaml:6:21: E002 \"risk\" in node \"b\" cannot be \"chnge\"; did you mean \"change\"?",
            "f.yaml:6:34: E010 \"next\" goes to \"nowhere\", which does not exist",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_reported_with_the_rest_and_starts_no_avalanche() {
    let found = lint_nodes(
        "  a: {fix: Do it, nxet: b}\n  b: {ask: Which?, optons: {x: {say: X, go: c}, y: {say: Y, go: c}}, unsure: c}\n  c: {end: info}\n  d: 5\n",
    );
    let codes: Vec<&str> = found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(codes, ["E002", "E002", "E002"], "{found:#?}");
}

#[test]
fn e005_names_the_other_place() {
    let flow = "unsnag: 1\nid: f\ntitle: F\nsymptoms: [S]\nstart: a\nnodes: {a: {end: info}}\n";
    let found = lint_files(&[("p/one.yaml", flow), ("p/two.yaml", flow)]);
    assert_eq!(found, ["p/two.yaml:2:1: E005 id \"f\" is also in p/one.yaml:2"]);
}

#[test]
fn e010_a_target_that_does_not_exist() {
    let found = lint_nodes(
        "  a:
    ask: Which?
    options:
      x: {say: X, go: hepl}
      y: {say: Y, go: f#tabel}
      z: {say: Z, go: g#}
    unsure: group
  tables: {table: Code?, rows: [{id: r, codes: ['1'], means: M, go: nowhere}], other: a, unsure: elp}
  group: {try: [a, cure, cuer], next: detour}
  cure: {fix: Cure, next: a, then: {cannot: gone}}
  detour: {go: tables, back: hlep}
  help: {end: escalate, via: f#help#x}
",
    );
    assert_eq!(
        found,
        [
            "10:23: E010 option \"x\" goes to \"hepl\", which does not exist; did you mean \"help\"?",
            "11:23: E010 option \"y\" goes to \"f#tabel\", which does not exist; did you mean \"f#tables\"?",
            "12:23: E010 option \"z\" goes to \"g#\", but there is no flow \"g\"",
            "14:69: E010 row \"r\" goes to \"nowhere\", which does not exist",
            "14:98: E010 \"unsure\" goes to \"elp\", which does not exist; did you mean \"help\"?",
            "15:17: E010 \"try\" lists \"a\", which is no fix or check",
            "15:26: E010 \"try\" lists \"cuer\", which does not exist; did you mean \"cure\"?",
            "16:45: E010 \"cannot\" goes to \"gone\", which does not exist",
            "17:30: E010 \"back\" goes to \"hlep\", which does not exist; did you mean \"help\"?",
            "18:30: E010 \"via\" goes to \"f#help#x\", which does not exist",
        ]
    );
}

#[test]
fn e010_across_flows_packs_and_other_names() {
    let found = lint_files(&[
        (
            "p/pack.yaml",
            "id: p\ntitle: P\nvia: g#hlp\nrequires: [q]\nquestions:\n  os: {ask: System?, options: {windows: {say: W}, linux: {say: L}}}\n",
        ),
        (
            "p/f.yaml",
            "unsnag: 1
id: f
title: F
signatures:
  - {text: one thing, answers: a=windws}
  - {text: another thing, answers: b=x}
start: aa
nodes:
  a:
    ask: System?
    use: os
    options:
      windows: {say: W, go: cure, points: {cuer: usually, help: rarely}}
      linx: {say: L, go: g}
    unsure: g#
  c: {ask: Again?, use: oss, options: {x: {say: X, go: cure}, y: {say: Y, go: cure}}, unsure: cure}
  cure: {fix: Cure, next: help}
  help: {end: escalate}
",
        ),
        ("p/g.yaml", "unsnag: 1\nid: g\ntitle: G\nsymptoms: [S]\nstart: help\nnodes: {help: {end: info}}\n"),
    ]);
    assert_eq!(
        found,
        [
            "p/f.yaml:5:32: E010 signature 1 answers \"a=windws\", but \"a\" has no option \"windws\"; did you mean \"windows\"?",
            "p/f.yaml:6:36: E010 signature 2 answers \"b=x\", but there is no node \"b\"",
            "p/f.yaml:7:8: E010 \"start\" names \"aa\", which does not exist",
            "p/f.yaml:13:44: E010 option \"windows\" points to \"cuer\", which does not exist; did you mean \"cure\"?",
            "p/f.yaml:13:59: E010 option \"windows\" points to \"help\", which is no fix or check",
            "p/f.yaml:14:7: E010 option \"linx\" is no answer of the shared question \"os\"; did you mean \"linux\"?",
            "p/f.yaml:14:26: E010 option \"linx\" goes to \"g\", which does not exist; did you mean \"g#\"?",
            "p/f.yaml:16:25: E010 \"use\" names \"oss\", which is no question of the pack; did you mean \"os\"?",
            "p/pack.yaml:3:6: E010 \"via\" goes to \"g#hlp\", which does not exist; did you mean \"g#help\"?",
            "p/pack.yaml:4:12: E010 the pack requires \"q\", which is not there",
        ]
    );
}

#[test]
fn e011_a_node_that_no_way_leads_to() {
    let found = lint_nodes(
        "  a: {fix: A, next: help}
  lost: {fix: B, next: lost-too}
  lost-too: {note: C, next: help}
  searched: {faq: Questions, items: [{id: i, q: Why?, a: Because.}]}
  known: {note: N, aliases: [Another name], next: help}
  help: {end: escalate, via: more}
  more: {end: info}
",
    );
    let lost = ["8:3: E011 node \"lost\" cannot be reached", "9:3: E011 node \"lost-too\" cannot be reached"];
    assert_eq!(found, lost);
}

#[test]
fn e011_a_node_that_only_another_flow_leads_to_is_fine() {
    let flow = |id: &str, go: &str| {
        format!(
            "unsnag: 1\nid: {id}\ntitle: T\nsymptoms: [S]\nstart: a\nnodes:\n  a: {{note: N, next: {go}}}\n  b: {{end: info}}\n"
        )
    };
    let found = lint_files(&[("f.yaml", &flow("f", "g#b")), ("g.yaml", &flow("g", "f#b"))]);
    assert_eq!(found, NONE);
}

#[test]
fn e012_a_step_that_does_not_say_what_comes_next() {
    let found = lint_nodes(
        "  a: {ask: Which?, options: {x: {say: X, go: alone}, y: {say: Y, go: group}}, unsure: text}
  alone: {fix: A}
  apart: {fix: B, then: {not-fixed: text, cannot: text, skip: text}}
  half: {fix: C, then: {not-fixed: text}}
  group: {try: [member, apart, half]}
  member: {fix: M}
  text: {note: N}
",
    );
    assert_eq!(
        found,
        [
            "8:3: E012 fix \"alone\" does not say what comes next when it did not help",
            "11:3: E012 group \"group\" does not say what comes next when all have failed",
            "13:3: E012 note \"text\" does not say what comes next",
        ]
    );
}

#[test]
fn e012_a_member_that_is_also_reached_alone_needs_its_own_next() {
    let found = lint_nodes(
        "  a: {ask: Which?, options: {x: {say: X, go: member}, y: {say: Y, go: group}}, unsure: help}
  group: {try: [member], next: help}
  member: {fix: M}
  help: {end: escalate}
",
    );
    assert_eq!(found, ["9:3: E012 fix \"member\" does not say what comes next when it did not help"]);
}

#[test]
fn e013_and_e014_ways_that_lead_round() {
    let found = lint_nodes(
        "  a: {note: N, next: b}
  b: {ask: Which?, options: {x: {say: X, go: c}, y: {say: Y, go: d}}, unsure: d}
  c: {note: N, next: b}
  d: {go: b}
  help: {faq: Q, items: [{id: i, q: Q, a: A}]}
",
    );
    assert_eq!(
        found,
        ["5:8: E014 from \"a\" no end can be reached", "8:3: E013 loop with no way out: \"b\", \"c\", \"d\"",]
    );
}

#[test]
fn e013_a_loop_with_a_fix_or_through_another_flow() {
    let way_out = "  a: {ask: Which?, options: {x: {say: X, go: cure}, y: {say: Y, go: a}}, unsure: a}\n  cure: {fix: C, next: a}\n";
    assert_eq!(lint_nodes(way_out), NONE);
    let flow = |id: &str, go: &str| {
        format!(
            "unsnag: 1\nid: {id}\ntitle: T\nsymptoms: [S]\nstart: a\nnodes:\n  a: {{note: N, next: {go}}}\n"
        )
    };
    let found = lint_files(&[("f.yaml", &flow("f", "g#")), ("g.yaml", &flow("g", "f#"))]);
    assert_eq!(found, ["f.yaml:7:3: E013 loop with no way out: \"a\", \"g#a\""]);
}

#[test]
fn e015_a_question_without_a_choice() {
    let found = lint_nodes(
        "  a: {ask: Which?, options: {x: {say: X, go: b}}, unsure: b}
  b: {check: Look, options: {x: {say: X, go: c}, y: {say: Y, go: c}}}
  c: {table: Code?, rows: [{id: r, codes: ['1'], means: M, go: help}], other: help}
  help: {end: escalate}
",
    );
    assert_eq!(
        found,
        [
            "7:20: E015 question \"a\" has only the option \"x\"",
            "8:3: E015 question \"b\" does not say where \"not sure\" leads",
            "9:3: E015 question \"c\" does not say where \"not sure\" leads",
        ]
    );
}

#[test]
fn e016_options_that_are_all_hidden_at_once() {
    let nodes = |unsure: &str, when: &str| {
        format!(
            "  a: {{ask: System?, options: {{windows: {{say: W, go: b}}, linux: {{say: L, go: b}}, other-os: {{say: O, go: help}}}}, unsure: {unsure}}}
  b:
    ask: Which?
    options:
      x: {{say: X, go: help, when: a == windows}}
      y: {{say: Y, go: help, when: {when}}}
    unsure: help
  help: {{end: escalate}}
"
        )
    };
    assert_eq!(
        lint_nodes(&nodes("b", "a == linux")),
        ["10:5: E016 all options of \"b\" are hidden when \"a\" is \"unsure\""]
    );
    // Nobody comes here without an answer, and not with the third one.
    assert_eq!(lint_nodes(&nodes("help", "a == linux")), NONE);
    assert_eq!(lint_nodes(&nodes("b", "not a == windows")), NONE);
}

#[test]
fn e017_a_condition_on_what_is_never_answered() {
    let found = lint_nodes(
        "  a: {ask: Which?, options: {x: {say: X, go: b}, y: {say: Y, go: cure}}, unsure: b}
  b:
    ask: And?
    options:
      x: {say: X, go: cure, when: cod == x}
      y: {say: Y, go: cure, when: a == z}
      z: {say: Z, go: cure, when: not (tried cuer or tried a)}
      w: {say: W, go: cure, when: 'later in [x, unsure]'}
      v: {say: V, go: cure}
    unsure: cure
  cure: {fix: C, do: [{text: T, when: a == y and b == unsure}], next: later}
  later: {ask: More?, options: {x: {say: X, go: help}, y: {say: Y, go: help}}, unsure: help}
  help: {end: escalate, say: [{text: S, when: tried cure and cure == cannot}]}
",
    );
    assert_eq!(
        found,
        [
            "11:35: E017 the condition asks about \"cod\", which is no question",
            "12:35: E017 \"a\" has no option \"z\"",
            "13:35: E017 \"tried a\" asks about a \"ask\"; only a fix is tried",
            "13:35: E017 \"tried cuer\" asks about a fix that does not exist; did you mean \"cure\"?",
            "14:35: E017 \"later\" is never answered before \"b\"",
        ]
    );
}

#[test]
fn e017_answers_of_shared_questions_other_flows_and_detours_count() {
    let pack = "id: p\ntitle: P\nquestions:\n  os: {ask: System?, options: {windows: {say: W}, linux: {say: L}}}\n  site: {ask: Site?, options: {x: {say: X}, y: {say: Y}}}\n";
    let f = "unsnag: 1
id: f
title: F
symptoms: [S]
start: a
nodes:
  a: {ask: System?, use: os, options: {windows: {say: W, go: out}, linux: {say: L, go: out}}, unsure: out}
  out: {go: g#, back: b}
  b:
    note: [{text: One, when: g#q == x}, {text: Two, when: g#q == z}, {text: Three, when: inside == x}]
    next: inside
  inside: {ask: Q?, options: {x: {say: X, go: out}, y: {say: Y, go: help}}, unsure: help}
  help: {end: escalate}
";
    let g = "unsnag: 1
id: g
title: G
symptoms: [S]
start: q
nodes:
  q: {ask: Q?, options: {x: {say: X, go: c, when: os == linux}, y: {say: Y, go: c}}, unsure: c}
  c: {note: [{text: T, when: site == x}, {text: U, when: os == mac}], next: done}
  done: {end: info}
";
    assert_eq!(
        lint_files(&[("p/pack.yaml", pack), ("p/f.yaml", f), ("p/g.yaml", g)]),
        [
            "p/f.yaml:10:59: E017 \"g#q\" has no option \"z\"",
            "p/g.yaml:8:30: E017 \"site\" is never answered before \"c\"",
            "p/g.yaml:8:58: E017 \"os\" has no option \"mac\"",
        ]
    );
}

#[test]
fn e018_detours_that_never_return() {
    let found = lint_nodes(
        "  a: {ask: Which?, options: {x: {say: X, go: one}, y: {say: Y, go: help}}, unsure: help}
  one: {go: inner, back: help}
  inner: {note: N, next: two}
  two: {go: one, back: help}
  help: {end: escalate}
",
    );
    assert_eq!(found, ["8:3: E018 detours that never return: \"one\", \"inner\", \"two\""]);
}

#[test]
fn e020_slots() {
    let found = lint_nodes(
        r#"  a:
    check: Look
    run:
      - {id: one, shell: bash, text: ping <host>, fill: {host: {ask: Host}, port: {ask: Port}}}
      - {id: two, shell: bash, text: "nc <host> <port>; echo <wsid> < in > out"}
      - {id: three, shell: bash, text: true, fill: {name: {ask: Name}}}
    options:
      x: {say: X, go: help, match: "(?<found>.) <name> <tag>"}
      y: {say: Y, go: help, absent: "<nmae> <later>"}
    unsure: help
  help:
    end: escalate
    collect: [{text: "Log of <wsid>", run: {id: log, shell: bash, text: "grep <later> x", fill: {later: {ask: L}}}}]
"#
        .replace("text: true", "text: uname")
        .as_str(),
    );
    assert_eq!(
        found,
        [
            "10:77: E020 slot \"port\" is declared in command \"one\" but not used",
            "11:38: E020 slot \"host\" is used in command \"two\" but not declared there",
            "11:38: E020 slot \"port\" is used in command \"two\" but not declared there",
            "15:37: E020 slot \"later\" is used but no command of \"a\" declares it",
            "15:37: E020 slot \"nmae\" is used but no command of \"a\" declares it; did you mean \"name\"?",
        ]
    );
}

#[test]
fn e021_and_e022_commands() {
    let found = lint_nodes(
        "  a:
    fix: Wipe it
    risk: danger
    do: [{text: Now, run: {id: wipe, shell: bash, risk: danger, text: rm -r x}}]
    run:
      - {id: safe, shell: bash, risk: danger, text: rm y, undo: Restore y.}
      - {id: bare, text: ls}
    next: b
  b: {fix: Wipe more, risk: danger, next: help}
  help: {end: escalate}
",
    );
    assert_eq!(
        found,
        [
            "10:57: E021 command \"wipe\" is dangerous and has no \"undo\"",
            "13:9: E022 command \"bare\" does not name its shell",
            "15:29: E021 fix \"b\" is dangerous and has no \"undo\"",
        ]
    );
}

#[test]
fn e030_regular_expressions() {
    let long = "x".repeat(257);
    let found = lint_flow(
        &format!(
            "signatures:
  - {{regex: 'a(b', sample: ab}}
  - {{regex: 'a*', sample: aa}}
  - {{regex: '^b', sample: ab}}
  - {{regex: 'a+b', sample: aab}}
  - {{regex: '{long}', sample: x}}
  - {{regex: '\\w{{1000}}', sample: x}}
  - {{regex: 'a\\p{{Lu}}', sample: aB}}
  - {{regex: 'a\\\\p', sample: 'a\\p'}}
"
        ),
        "  a:
    check: Look
    run:
      id: one
      shell: bash
      text: ping <host> <port> <unit>
      fill:
        host: {ask: Host, match: '[a-z]+', example: Example 1, default: localhost}
        port: {ask: Port, match: '[', example: '1'}
        unit: {ask: Unit, list: [a, b], default: c}
    options:
      x: {say: X, go: help, match: '<host>|'}
      y: {say: Y, go: help, absent: '.*'}
      z: {say: Z, go: help, match: '^<host>$'}
    unsure: help
  help: {end: escalate}
",
    );
    assert_eq!(
        found,
        [
            "7:13: E030 regex of signature 1: unclosed group",
            "8:13: E030 regex of signature 2 matches the empty text, so it matches everything",
            "9:27: E030 regex of signature 3 does not match its sample",
            "11:13: E030 regex of signature 5: the pattern is longer than 256 bytes",
            "12:13: E030 regex of signature 6: Compiled regex exceeds size limit of 65536 bytes.",
            "13:13: E030 regex of signature 7: classes by name (\\p, \\P) are not known here",
            "23:53: E030 \"match\" of slot \"host\" does not match its example",
            "24:34: E030 \"match\" of slot \"port\": unclosed character class",
            "25:50: E030 the default \"c\" of slot \"unit\" is not in its list",
            "27:36: E030 \"match\" of option \"x\": the pattern matches the empty text, so it matches everything",
            "28:37: E030 \"absent\" of option \"y\": the pattern matches the empty text, so it is never absent",
        ]
    );
}

#[test]
fn e031_a_sample_of_two_flows() {
    let flow = |id: &str, samples: &str, more: &str| {
        format!(
            "unsnag: 1\nid: {id}\ntitle: T\nsymptoms: [S]\nsamples: {samples}\nstart: a\nnodes: {{a: {{end: info{more}}}}}\n"
        )
    };
    let found = lint_files(&[
        ("f.yaml", &flow("f", "[The job failed, Twice, Twice]", "")),
        ("g.yaml", &flow("g", "Something else", ", samples: [Another, 'the JOB  failed']")),
    ]);
    assert_eq!(found[0], "g.yaml:7:43: E031 this sample is also one of flow \"f\"");
    assert_eq!(found.iter().filter(|one| one.contains("E031")).count(), 1, "{found:?}");
}

#[test]
fn e051_a_sample_that_does_not_find_what_it_stands_on() {
    let long = "Much is said here about other things, so that few of the words are those that are asked for.";
    let flow = |id: &str, header: &str, nodes: &str| {
        format!(
            "unsnag: 1\nid: {id}\ntitle: Title of {id}\nsymptoms: [It fails.]\n{header}\nstart: a\nnodes:\n{nodes}  a: {{end: info}}\n"
        )
    };
    let table = "  a:
    table: Which?
    rows:
      - {id: one, texts: [Code of the first], means: One, go: b}
      - {id: two, samples: [Code of the first], codes: ['0x99'], means: M, aliases: ['MORE'], go: b}
    unsure: b
  b: {end: info}
"
    .replace("MORE", long);
    let files = |wanted: &str| {
        [
            ("f.yaml", flow("f", "signatures: [{text: The job failed}]", "")),
            ("g.yaml", flow("g", &format!("aliases: ['{long}']\nsamples: [{wanted}, 'Something of g']"), "")),
            ("h.yaml", flow("h", "", &table).replace("  a: {end: info}\n", "")),
        ]
    };
    let found = |wanted: &str| {
        let files = files(wanted);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        lint_files(&files).into_iter().filter(|one| one.contains("E051")).collect::<Vec<_>>()
    };
    let row = "h.yaml:12:29: E051 this sample finds row \"two\" only as number 2; first comes \"h#a/one\", One: \
               known message \"Code of the first\"";
    let first = "g.yaml:6:11: E051 this sample finds this flow only as number 2; first comes \"f\", Title of f: known \
                 message \"The job failed\"";
    assert_eq!(found("the JOB failed"), [first, row]);
    assert_eq!(found("{text: the JOB failed, within: 2}"), [row]);
    assert_eq!(found("{text: the JOB failed, within: 0}"), [first, row]);
    assert_eq!(found("'...'"), ["g.yaml:6:11: E051 this sample finds nothing", row]);
}

#[test]
fn w062_what_nobody_can_find() {
    let flow = |number: usize, more: &str| {
        format!(
            "unsnag: 1\nid: f{number}\ntitle: It does not work\nsymptoms: [There is a problem.]\n{more}start: a\nnodes:
  a:
    table: Which?
    rows:
      - {{id: one, means: A problem, go: b, codes: ['0x8007000{number}']}}
      - {{id: two, means: A problem, go: b, codes: ['0x80070099']}}
    unsure: b
  b: {{end: info}}
"
        )
    };
    let found = |more: &str| {
        let files: Vec<(String, String)> = (1..=4)
            .map(|number| (format!("f{number}.yaml"), flow(number, if number == 4 { more } else { "" })))
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        lint_files(&files)
    };
    let all = found("");
    let lost = "nobody can find this";
    assert!(all.contains(&format!("f4.yaml:3:8: W062 {lost} flow: all its words are common, and whatever of them is searched, three others come first")), "{all:?}");
    assert!(all.contains(&format!("f4.yaml:11:26: W062 {lost} row: all its words are common, and whatever of them is searched, three others come first")), "{all:?}");
    // Three are found, by the order of the files, and all rows that have a code.
    assert_eq!(all.len(), 2, "{all:?}");
    let told = found("aliases: [frobnicator]\n");
    assert_eq!(told.iter().filter(|one| one.contains("flow")).count(), 0, "{told:?}");
}

#[test]
fn w068_a_message_of_two_flows() {
    let flow = |id: &str, header: &str| {
        format!("unsnag: 1\nid: {id}\ntitle: T\n{header}\nstart: a\nnodes: {{a: {{end: info}}}}\n")
    };
    let found = lint_files(&[
        (
            "f.yaml",
            &flow(
                "f",
                "signatures: [{text: The job failed, also: [Jobbet misslyckades]}, {text: The job failed}, {code: '0x5'}]",
            ),
        ),
        (
            "g.yaml",
            &flow(
                "g",
                "signatures: [{text: 'the JOB  failed.'}, {text: Own, also: [X, jobbet misslyckades]}, {code: '0x5'}]",
            ),
        ),
        ("h.yaml", &flow("h", "symptoms: [S]\nsamples: [{text: Own, within: 3}]")),
    ]);
    assert_eq!(
        found,
        [
            "g.yaml:4:21: W068 this message is also a signature of flow \"f\"",
            "g.yaml:4:49: W068 this message is also a sample of flow \"h\"",
            "g.yaml:4:64: W068 this message is also a signature of flow \"f\"",
        ]
    );
}

#[test]
fn e032_a_code_in_two_rows() {
    let nodes = |many: &str| {
        format!(
            "  a:
    table: Which code?
    {many}
    rows:
      - {{id: one, codes: ['0x80072EE2', '0x1'], means: M, go: help}}
      - {{id: two, codes: ['-2147012894'], means: M, go: help}}
    unsure: help
  help: {{end: escalate}}
"
        )
    };
    assert_eq!(
        lint_nodes(&nodes("many: false")),
        ["12:27: E032 code \"-2147012894\" stands also in row \"one\""]
    );
    assert_eq!(lint_nodes(&nodes("many: true")), NONE);
}

#[test]
fn e040_a_translation_that_does_not_fit() {
    let flow = "unsnag: 1
id: f
title: F
symptoms: [S]
start: a
nodes:
  a:
    fix: Ping <host> well
    do: [One, Two]
    run: {id: p, shell: bash, text: ping <host>, fill: {host: {ask: Host}}}
    next: help
  help: {end: escalate}
";
    let sv = "of: f
lang: sv
text:
  title: F
  a.fix: Pinga ordentligt
  a.do: [Ett]
  a.fxi: Fel
symptoms: [Det går inte]
";
    let found = lint_files(&[
        ("p/f.yaml", flow),
        ("p/f.sv.yaml", sv),
        ("p/x.sv.yaml", "of: f\nlang: sv\ntext: {title: F}\n"),
    ]);
    assert_eq!(
        found,
        [
            "p/f.sv.yaml:5:10: E040 slot \"host\" is lost in the translation of \"a.fix\"",
            "p/f.sv.yaml:6:3: E040 \"a.do\" has 1 entry, the source has 2 entries",
            "p/f.sv.yaml:7:3: E040 \"a.fxi\" is no text of what is translated; did you mean \"a.fix\"?",
            "p/x.sv.yaml:2:7: E005 \"f\" is also translated to \"sv\" in p/f.sv.yaml",
        ]
    );
}

#[test]
fn e050_tests_that_fail() {
    let found = lint_flow(
        "tests:
  - {walk: a=x, end: resolved}
  - {walk: a=z, end: help}
  - {walk: a=y, end: help}
",
        "  a: {ask: Which?, options: {x: {say: X, go: b}, y: {say: Y, go: help}}, unsure: b}
  b: {note: N, next: help}
  help: {end: escalate}
",
    );
    assert_eq!(
        found,
        [
            "7:5: E050 test 1 ended at \"help\" (escalate), expected \"resolved\"; went a -> b",
            "8:5: E050 test 2: \"a\" has no answer \"z\"; it has x, y, unsure",
        ]
    );
}

#[test]
fn a_flow_of_thousands_of_steps_with_a_fault_in_each_is_linted() {
    let size = 3_000;
    let node = |n: usize| {
        format!(
            "  n{n}: {{ask: Q?, options: {{x: {{say: X, go: n{}, when: n{} == x}}, y: {{say: Y, go: gone{n}, when: n0 == x}}}}, unsure: n{}}}\n",
            n + 1,
            size - n,
            n / 2
        )
    };
    let nodes: String = (0..size).map(node).collect();
    let found = lint_flow("", &format!("  a: {{note: N, next: n0}}\n{nodes}  n{size}: {{end: info}}\n"));
    let of = |code: Code| found.iter().filter(|line| line.contains(code.name())).count();
    assert_eq!(of(Code::E010), 100, "findings of a kind are counted out");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Lines of the bundled flows are lost, doubled and swapped.
    #[test]
    fn damaged_flows_are_linted_too(file in any::<prop::sample::Index>(), edits in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index, u8)>(), 1..6)) {
        let mut documents: Vec<Document> = bundled::documents().collect();
        let damaged = file.get(&documents).source.clone();
        let mut lines: Vec<&str> = damaged.text().lines().collect();
        for (one, other, kind) in edits {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match kind % 3 {
                0 if lines.len() > 1 => drop(lines.remove(one)),
                1 => lines.insert(other, lines[one]),
                _ => lines.swap(one, other),
            }
        }
        documents.retain(|one| one.source != damaged);
        documents.push(Document::new(damaged.path(), lines.join("\n")));
        let loaded = Library::load(documents);
        let found = lint(&loaded);
        prop_assert!(loaded.diagnostics.iter().all(|one| found.contains(one)));
        prop_assert!(found.is_sorted_by_key(|one| (one.path().to_owned(), one.span.start)));
    }
}
