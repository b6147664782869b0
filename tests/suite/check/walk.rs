use crate::build::*;
use jiff::Timestamp;
use unsnag::check::{Played, Signatures, Walk, WalkError, parse_walk, play, run_tests};
use unsnag::flow::{EndKind, Flow, Library, Signature, SignatureKind, Test};
use unsnag::session::{By, Context, History};

fn diagnosis() -> Flow {
    flow(
        "f",
        vec![
            ask("code", &[("login", "sign-in"), ("refused", "rejected")], "intro"),
            note("intro", "sign-in"),
            fix("sign-in", "rejected"),
            group("rejected", &["register", "clock"], "logs"),
            fix_with("register", "", |fix| fix.minutes = 60),
            fix("clock", ""),
            escalate("logs"),
        ],
    )
}

fn test(walk: &str, end: &str) -> Test {
    Test { given: None, walk: parse_walk(walk).unwrap(), end: Some(end.to_owned()), any_order: false }
}

fn failures(flow: Flow, tests: Vec<Test>) -> Vec<String> {
    let flow = Flow { tests, ..flow };
    let library = library(vec![flow]);
    run_tests(&library, &library.flows[0]).iter().map(ToString::to_string).collect()
}

fn play_words(library: &Library, words: &str) -> Result<Played, WalkError> {
    let tokens = parse_walk(words)?;
    let at = library.flows[0].address(&library.flows[0].start);
    let history = History::default();
    let walk = Walk {
        at: &at,
        given: None,
        tokens: &tokens,
        any_order: true,
        until: None,
        by: By::Flag,
        lang: "en",
        read_only: false,
    };
    play(library, walk, Context { now: Timestamp::UNIX_EPOCH, history: &history })
}

#[test]
fn tests_that_hold_say_nothing() {
    let tests = vec![
        test("code=login sign-in=fixed", "resolved"),
        test("code=login sign-in=fixed", "sign-in"),
        test("code=unsure", "intro"),
        test("code=unsure sign-in=not-fixed clock=not-fixed register=cannot", "logs"),
        test("code=unsure sign-in=not-fixed clock=not-fixed register=cannot", "escalate"),
        Test { any_order: true, ..test("code=refused register=cannot clock=not-fixed", "logs") },
        Test { any_order: true, ..test("code=refused register=fixed", "resolved") },
    ];
    assert_eq!(failures(diagnosis(), tests), Vec::<String>::new());
}

#[test]
fn a_wrong_end_is_named_with_the_way_there() {
    let tests = vec![
        test("code=login sign-in=fixed", "logs"),
        test("code=login", "resolved"),
        test("code=login sign-in=skip clock=skip register=skip", "resolved"),
    ];
    assert_eq!(
        failures(diagnosis(), tests),
        [
            "test 1 ended at \"sign-in\" (resolved), expected \"logs\"; went code",
            "test 2 ended at \"sign-in\", expected \"resolved\"; went code",
            "test 3 ended at \"logs\" (escalate), expected \"resolved\"; went code -> sign-in -> clock -> register",
        ]
    );
}

#[test]
fn an_answer_to_something_else_says_what_is_asked() {
    let tests = vec![
        test("sign-in=fixed", "resolved"),
        test("code=login sign-in=fixed clock=fixed", "resolved"),
        test("code=logon", "resolved"),
        test("code=refused register=cannot clock=not-fixed", "logs"),
    ];
    assert_eq!(
        failures(diagnosis(), tests),
        [
            "test 1: \"sign-in=fixed\" is not asked: the walk is at \"code\"",
            "test 2: \"clock=fixed\" is not asked: the walk ended at \"sign-in\" (resolved); went code",
            "test 3: \"code\" has no answer \"logon\"; did you mean \"login\"?",
            "test 4: \"register=cannot\" is not asked: the walk is at \"clock\"; went code",
        ]
    );
}

#[test]
fn words_that_are_no_answers_are_refused() {
    assert_eq!(parse_walk("code=login  sign-in").unwrap_err(), WalkError::Malformed("sign-in".to_owned()));
    assert_eq!(parse_walk("=x").unwrap_err(), WalkError::Malformed("=x".to_owned()));
    assert_eq!(parse_walk(" \n ").unwrap(), []);
}

#[test]
fn answers_drive_a_session_past_texts_and_through_detours() {
    let library = library(vec![
        flow(
            "f",
            vec![
                note("hello", "side"),
                detour("side", "g#", "last"),
                ask("last", &[("a", "done"), ("b", "done")], "done"),
                end("done", EndKind::Info),
            ],
        ),
        flow("g", vec![ask("q", &[("a", "over"), ("b", "over")], "over"), escalate("over")]),
    ]);
    let played = play_words(&library, "g#q=a last=b").unwrap();
    assert_eq!((played.at(), played.ended()), ("done", Some(EndKind::Info)));
    assert_eq!(played.went(), ["hello", "q", "over", "last"]);
}

#[test]
fn a_flow_that_goes_round_is_no_endless_walk() {
    let library = library(vec![flow("f", vec![note("a", "b"), note("b", "a")])]);
    let error = play_words(&library, "x=y").unwrap_err();
    assert_eq!(error, WalkError::Loop { at: "a".to_owned() });
}

fn text(text: &str, also: &[&str], answers: &[(&str, &str)]) -> Signature {
    let also = also.iter().map(|&form| form.to_owned()).collect();
    let answers = answers.iter().map(|&(node, option)| (node.to_owned(), option.to_owned())).collect();
    Signature { kind: SignatureKind::Text { text: text.to_owned(), also }, answers }
}

fn code(code: &str, answers: &[(&str, &str)]) -> Signature {
    Signature { kind: SignatureKind::Code(code.to_owned()), ..text("", &[], answers) }
}

#[test]
fn pasted_text_answers_what_its_signature_says() {
    let signatures = vec![
        text("Login  Error", &["登录错误"], &[("code", "login")]),
        code("0x8024402C", &[("code", "refused")]),
    ];
    let flow = Flow { signatures, ..diagnosis() };
    let given = |text: &str, walk: &str, end: &str| Test { given: Some(text.to_owned()), ..test(walk, end) };
    let tests = vec![
        given("it says: LOGIN\n   error.", "", "sign-in"),
        given("出现登录错误了", "", "sign-in"),
        given("hr=-2145107924", "", "clock"),
        given("hr=2149859372", "", "clock"),
        given("a blogin errors", "", "code"),
        given("", "", "code"),
    ];
    assert_eq!(failures(flow, tests), Vec::<String>::new());
}

#[test]
fn a_test_whose_text_belongs_to_another_flow_fails() {
    let given = Test {
        given: Some("sync failed: no quota".to_owned()),
        walk: Vec::new(),
        end: None,
        any_order: false,
    };
    let one = Flow {
        signatures: vec![text("sync failed", &[], &[])],
        tests: vec![given],
        ..flow("one", vec![escalate("a")])
    };
    let two = Flow {
        signatures: vec![text("sync failed: no quota", &[], &[])],
        ..flow("two", vec![escalate("a")])
    };
    let library = library(vec![one, two]);
    let failed: Vec<String> =
        run_tests(&library, &library.flows[0]).iter().map(ToString::to_string).collect();
    assert_eq!(failed, ["test 1: the given text leads to flow \"two\" rather than here"]);
}

#[test]
fn the_longest_message_wins_and_a_shared_beginning_leaves_both() {
    let one = Flow { signatures: vec![text("sync failed", &[], &[])], ..flow("one", vec![escalate("a")]) };
    let two = Flow {
        signatures: vec![text("sync failed: no quota", &[], &[]), text("sync failed", &[], &[])],
        ..flow("two", vec![escalate("a")])
    };
    let library = library(vec![one, two]);
    let found = |text: &str| -> Vec<(String, usize)> {
        Signatures::of(&library)
            .given(text)
            .into_iter()
            .map(|one| (one.flow.id.clone(), one.weight))
            .collect()
    };
    assert_eq!(found("Sync failed: no quota"), [("two".to_owned(), 21), ("one".to_owned(), 11)]);
    assert_eq!(found("Sync failed: disk"), [("one".to_owned(), 11), ("two".to_owned(), 11)]);
    assert_eq!(found("all is well"), []);
}

#[test]
fn of_two_answers_the_more_specific_one_is_taken_and_none_of_equal_ones() {
    let signatures = vec![
        text("denied", &[], &[("code", "login")]),
        text("access denied", &[], &[("code", "refused")]),
        text("red", &[], &[("color", "red")]),
        text("sad", &[], &[("color", "sad")]),
    ];
    let library = library(vec![Flow { signatures, ..diagnosis() }]);
    let answers = Signatures::of(&library).given("red sad access denied").remove(0).answers;
    assert_eq!(answers, [("code".to_owned(), "refused".to_owned())]);
}
