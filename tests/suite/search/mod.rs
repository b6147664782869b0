//! Ranking, reasons and highlights over small made-up documents.

mod account;
mod cache;
mod chinese;
mod laws;
mod log;

use std::sync::LazyLock;

use proptest::prelude::*;
use unsnag::search::signature::{Messages, find_message, normal_form};
use unsnag::search::{Document, Field, Hit, Index, Results, Why, fold};

fn document(flow: &str, title: &str, fields: &[(Field, &str)]) -> Document {
    Document {
        flow: flow.into(),
        title: title.into(),
        fields: fields.iter().map(|(field, text)| (*field, (*text).into())).collect(),
        ..Document::default()
    }
}

fn library() -> Index {
    use Field::*;
    Index::build(vec![
        document(
            "usage",
            "Usage data does not reach the billing service",
            &[
                (Symptom, "An alert says that usage records were not uploaded"),
                (Code, "NetworkError"),
                (Code, "Unauthorized"),
                (Code, "RequestTimedOut"),
            ],
        ),
        document(
            "proxy-cert",
            "A proxy swaps the certificate of the gateway",
            &[
                (Code, "CertificateValidationError"),
                (Error, "The certificate presented by the service was not issued by a trusted authority."),
                (Cause, "Firewall inspection replaces the certificate"),
            ],
        ),
        document(
            "wsus",
            "The machine is pointed to a WSUS server it cannot reach",
            &[(Code, "0x8024402C"), (Cause, "The proxy or the name of the WSUS server is wrong")],
        ),
        document(
            "dns",
            "The update service cannot be resolved",
            &[(Code, "0x8024402C"), (Code, "0x80072EE2"), (Cause, "DNS does not answer in time")],
        ),
        document(
            "service",
            "The update service is turned off",
            &[(Code, "0x80070422"), (Alias, "wuauserv disabled")],
        ),
        document("defender", "The definition update is offered again and again", &[(Code, "KB2267602")]),
        document(
            "refund",
            "Återbetalning av en faktura",
            &[(Question, "Hur får jag pengar tillbaka för supportärendet?")],
        ),
        document("chinese", "更新管理无法注册计算机", &[(Symptom, "证书不受信任，注册失败")]),
        document(
            "selfsigned",
            "The worker cannot create its certificate",
            &[(Error, "Failed to create a self-signed certificate")],
        ),
        document(
            "workspace",
            "Machines do not appear in the portal",
            &[(Error, "Failed to create"), (Symptom, "management of machines is switched off")],
        ),
    ])
}

fn flows(index: &Index, results: &Results) -> Vec<String> {
    results
        .hits
        .iter()
        .filter_map(|hit| index.documents().get(hit.document))
        .map(|document| document.flow.to_string())
        .collect()
}

fn find(query: &str) -> (Vec<String>, Results) {
    let index = library();
    let results = index.query(query, 10);
    (flows(&index, &results), results)
}

fn first(query: &str) -> String {
    find(query).0.into_iter().next().unwrap_or_default()
}

fn reasons(hit: &Hit) -> Vec<String> {
    hit.why.iter().map(Why::to_string).collect()
}

#[test]
fn a_code_in_any_notation_is_found_first() {
    for query in [
        "0x80070422",
        "80070422",
        "0x 8007 0422",
        "x80070422",
        "2147943458",
        "-2147023838",
        "error 0X80070422 update",
    ] {
        let (flows, results) = find(query);
        assert_eq!(flows.first().map(String::as_str), Some("service"), "{query}");
        assert!(results.confident, "{query}");
        assert_eq!(results.hits[0].why[0], Why::Code { code: "0x80070422".into(), line: None }, "{query}");
    }
    for query in ["KB2267602", "kb 2267602", "2267602"] {
        assert_eq!(first(query), "defender", "{query}");
    }
}

#[test]
fn a_shared_code_shows_both_and_words_decide() {
    let (mut flows, results) = find("0x8024402C");
    flows.sort();
    assert_eq!(flows, ["dns", "wsus"]);
    assert!(!results.confident);
    assert_eq!(first("0x8024402C wsus"), "wsus");
    assert_eq!(first("dns 0x8024402C"), "dns");
}

#[test]
fn an_exact_code_beats_many_words() {
    assert_eq!(first("certificate proxy gateway 0x80070422"), "service");
}

#[test]
fn the_start_of_a_code_and_a_wrong_digit_still_find_it() {
    let (flows, results) = find("0x800704");
    assert_eq!(flows.first().map(String::as_str), Some("service"));
    assert_eq!(reasons(&results.hits[0])[0], "code 0x80070422 begins with \"0x800704\"");
    let (flows, results) = find("0x80070423");
    assert_eq!(flows.first().map(String::as_str), Some("service"));
    assert_eq!(reasons(&results.hits[0])[0], "did you mean 0x80070422?");
    assert_eq!(first("80072"), "dns");
}

#[test]
fn names_of_codes_are_codes() {
    let (flows, results) = find("CertificateValidationError");
    assert_eq!(flows.first().map(String::as_str), Some("proxy-cert"));
    assert!(results.confident);
    assert_eq!(reasons(&results.hits[0])[0], "code CertificateValidationError");
    assert_eq!(first("certificatevalidationerror"), "proxy-cert");
    assert_eq!(first("validation error"), "proxy-cert");
    assert_eq!(first("CertificateVal"), "proxy-cert");
    assert!(find("unauthorized").1.confident);
}

#[test]
fn typing_errors_are_forgiven_and_said() {
    let (flows, results) = find("certifciate proxy");
    assert_eq!(flows.first().map(String::as_str), Some("proxy-cert"));
    let why = reasons(&results.hits[0]);
    assert!(
        why.contains(&"\"certificate\" in the title is similar to \"certifciate\"".to_owned()),
        "{why:?}"
    );
    assert_eq!(first("resovled"), "dns");
    assert_eq!(first("porxy swaps"), "proxy-cert");
    assert_eq!(first("wsuss"), "wsus");
    assert_eq!(first("mgmt"), "workspace");
}

#[test]
fn the_order_of_words_does_not_matter() {
    let (one, _) = find("billing usage reach");
    let (other, _) = find("reach usage billing");
    assert_eq!(one.first(), other.first());
    assert_eq!(one.first().map(String::as_str), Some("usage"));
}

#[test]
fn swedish_needs_no_diacritics() {
    for query in ["återbetalning", "aterbetalning", "ÅTERBETALNING", "a\u{30a}terbetalning", "supportarendet"]
    {
        assert_eq!(first(query), "refund", "{query}");
    }
    assert_eq!(fold("Straße Øre æ Łódź ｆｕｌｌ ‘x’ – y\u{200b}z"), "strasse ore ae lodz full 'x' - yz");
}

#[test]
fn chinese_is_found_by_pairs() {
    for query in ["注册计算机", "证书 注册", "更新管理", "证"] {
        assert_eq!(first(query), "chinese", "{query}");
    }
}

#[test]
fn the_last_word_may_be_unfinished() {
    let (flows, results) = find("billing serv");
    assert_eq!(flows.first().map(String::as_str), Some("usage"));
    assert!(reasons(&results.hits[0]).contains(&"\"service\" in the title".to_owned()));
}

#[test]
fn reasons_name_the_field_and_phrase() {
    let (flows, results) = find("presented by the service");
    assert_eq!(flows.first().map(String::as_str), Some("proxy-cert"));
    assert_eq!(reasons(&results.hits[0])[0], "\"presented by the service\" in the error text");
    let (_, results) = find("wuauserv");
    assert_eq!(reasons(&results.hits[0]), ["\"wuauserv\" in the other name"]);
}

#[test]
fn titles_are_marked_where_they_match() {
    let marked = |query: &str| {
        let index = library();
        let results = index.query(query, 1);
        let hit = &results.hits[0];
        let title = &index.documents()[hit.document].title;
        hit.highlights.iter().map(|range| title[range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked("billing usage"), ["Usage", "billing"]);
    assert_eq!(marked("aterbetalning"), ["Återbetalning"]);
    assert_eq!(marked("återbet"), ["Återbet"]);
    assert_eq!(marked("注册计算机"), ["注册计算机"]);
}

#[test]
fn a_message_is_named_once_and_words_that_say_little_are_not() {
    use Field::*;
    let text = |field, text: &str| (field, text.to_owned());
    let index = Index::build(vec![
        Document {
            flow: "one".into(),
            title: "The bridge is not trusted".into(),
            fields: vec![
                text(Error, "CertificateValidationError"),
                text(Error, "CertificateValidationError: the bridge was refused"),
                text(Code, "CertificateValidationError"),
                text(Cause, "It happens with the proxy"),
            ],
            ..Document::default()
        },
        document("two", "It is with the others", &[(Cause, "with the error")]),
        document("three", "Nothing with the rest", &[]),
    ]);
    let why = |query: &str| reasons(&index.query(query, 1).hits[0]);
    assert_eq!(why("CertificateValidationError"), ["known message \"CertificateValidationError\""]);
    assert_eq!(why("trusted with the"), ["\"trusted\" in the title"]);
    assert_eq!(why("with the"), ["\"with the\" in the title"], "named when there is nothing better");
}

#[test]
fn a_title_in_another_language_is_marked_too() {
    let index = Index::build(vec![document(
        "cert",
        "The certificate is not trusted",
        &[(Field::Title, "憑證不受信任，要求遭到拒絕"), (Field::Title, "Certifikatet är inte betrott")],
    )]);
    let marked = |query: &str, title: &str| {
        let results = index.query(query, 1);
        let marks = results.marker.marks(&index, title);
        marks.into_iter().map(|range| title[range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked("证书", "憑證不受信任，要求遭到拒絕"), ["憑證"]);
    assert_eq!(marked("certifi", "Certifikatet är inte betrott"), ["Certifi"]);
    assert_eq!(marked("betrot", "Certifikatet är inte betrott"), ["betrot"]);
    assert_eq!(marked("Certifikatt inte", "Certifikatet är inte betrott"), ["Certifikat", "t", "inte"]);
    assert_eq!(marked("trusted", "Certifikatet är inte betrott"), [""; 0]);
}

#[test]
fn a_pasted_log_says_which_line_decided() {
    let log = "2019-11-12 10:15:30.123 INFO  starting 10.0.0.5:443 C:\\Windows\\Temp\\x.log\r\n\
        2019-11-12 10:15:31.456 \u{1b}[31mERROR\u{1b}[0m 0f8fad5b-d9cb-469f-a165-70867728950e failed\r\n\
        2019-11-12 10:15:31.789 ERROR The certificate  presented by the service\r\n\
        was NOT issued by a trusted authority.\r\n\
        2019-11-12 10:15:32.000 INFO  done\r\n";
    let (flows, results) = find(log);
    assert_eq!(flows.first().map(String::as_str), Some("proxy-cert"));
    assert!(results.confident);
    assert_eq!(
        reasons(&results.hits[0])[0],
        "known message \"The certificate presented by the service…\", line 3"
    );
    let (flows, results) = find("one line\nhr = -2147023838 in the update agent\nlast line");
    assert_eq!(flows.first().map(String::as_str), Some("service"));
    assert_eq!(reasons(&results.hits[0])[0], "code 0x80070422, line 2");
}

#[test]
fn a_word_that_says_little_finds_nothing_in_a_paste_by_itself() {
    // Swedish without its marks: what is meant is the English word.
    let index = Index::build(vec![
        document("slow", "The program is too slow", &[(Field::Title, "Programmet är för långsamt")]),
        document("gateway", "The gateway has stopped", &[(Field::Error, "502 for the page")]),
    ]);
    let found =
        |text: &str| -> Vec<usize> { index.query(text, 10).hits.iter().map(|hit| hit.document).collect() };
    assert_eq!(found("nginx: worker 4\nnginx: 502 for GET /\n"), [1]);
    assert_eq!(found("nginx: worker 4\nnginx: waits for /\n"), [0; 0]);
    assert_eq!(found("nginx: worker 4\nnginx: slow for GET /\n"), [0]);
    // Who types it means it.
    assert_eq!(found("for").len(), 2);
}

#[test]
fn words_of_a_log_decide_when_nothing_is_known() {
    let log =
        "12:00:01 agent started\n12:00:02 usage records not uploaded to billing\n12:00:03 agent stopped";
    let (flows, results) = find(log);
    assert_eq!(flows.first().map(String::as_str), Some("usage"));
    assert!(!results.hits[0].weak);
    let why = reasons(&results.hits[0]).join("; ");
    assert!(why.ends_with("line 2"), "{why}");
}

#[test]
fn codes_and_messages_count_in_the_middle_of_a_long_log() {
    let noise = "agent heartbeat was sent to the endpoint\n".repeat(2000);
    let (flows, results) = find(&format!("{noise}exit 0x80070422\n{noise}"));
    assert_eq!(flows.first().map(String::as_str), Some("service"));
    assert_eq!(results.hits[0].why[0], Why::Code { code: "0x80070422".into(), line: Some(2001) });
    let different: String = (0..9000).map(|n| format!("word{n}\n")).collect();
    let (flows, _) = find(&format!("{different}exit 0x80070422\n{different}"));
    assert_eq!(flows.first().map(String::as_str), Some("service"));
    let (flows, results) = find(&format!("{noise}Failed to create a self-signed certificate\n{noise}"));
    assert_eq!(flows.first().map(String::as_str), Some("selfsigned"));
    assert!(results.confident);
}

#[test]
fn the_longest_message_wins_over_its_own_start() {
    let (flows, results) = find("Failed to create a self-signed certificate");
    assert_eq!(flows.first().map(String::as_str), Some("selfsigned"));
    assert!(results.confident);
    assert_eq!(first("failed to create"), "workspace");
}

#[test]
fn two_documents_with_one_message_are_not_decided() {
    let text = [(Field::Error, "Access to the store was denied")];
    let index = Index::build(vec![document("a", "One", &text), document("b", "Two", &text)]);
    let results = index.query("Access to the store was denied", 5);
    assert_eq!(flows(&index, &results), ["a", "b"]);
    assert!(!results.confident);
}

#[test]
fn weak_matches_are_shown_and_labelled() {
    let (flows, results) = find("the printer on the third floor is out of paper and service");
    assert!(!flows.is_empty());
    assert!(results.hits.iter().all(|hit| hit.weak));
    assert!(!results.confident);
    assert!(!find("usage data billing").1.hits[0].weak);
}

#[test]
fn nothing_is_found_for_nothing() {
    for query in ["", "   ", "\n\n", "!?", "qqqqzzzz", "\u{1b}[0m"] {
        assert_eq!(find(query).1, Results::default(), "{query:?}");
    }
    assert_eq!(Index::build(Vec::new()).query("anything 0x80070422\nmore", 10), Results::default());
    assert!(library().query("certificate", 0).hits.is_empty());
}

#[test]
fn ties_keep_the_order_of_the_documents() {
    let same = [(Field::Symptom, "the same words")];
    let index = Index::build((0..20).map(|n| document(&n.to_string(), "Title", &same)).collect());
    let results = index.query("same words", 5);
    assert_eq!(flows(&index, &results), ["0", "1", "2", "3", "4"]);
}

#[test]
fn the_same_query_gives_the_same_answer() {
    for query in ["certifciate serv", "0x8024402C", "update service\ncannot be resolved", "mgmt 证书"] {
        assert_eq!(library().query(query, 10), library().query(query, 10));
    }
}

#[test]
fn scores_fall_and_limits_hold() {
    let (_, results) = find("0x8024402C service certificate update");
    assert!(results.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert_eq!(library().query("service", 2).hits.len(), 2);
}

#[test]
fn messages_are_recognised_with_case_and_space_folded() {
    assert_eq!(normal_form("  The  Proxy\n\tFAILED. "), "the proxy failed");
    assert_eq!(find_message("one\ntwo the proxy\r\nfailed here", "The proxy failed."), Some(2));
    assert_eq!(find_message("the proxy failedover", "the proxy failed"), None);
    assert_eq!(find_message("错误：证书不\n受信任。", "证书不受信任"), Some(1));
    assert_eq!(find_message("anything", ""), None);
    let messages = Messages::new(["access denied", "access denied to the store", "store"]);
    let found: Vec<usize> =
        messages.find("x\nAccess denied to the store").iter().map(|found| found.message).collect();
    assert_eq!(found, [1]);
}

fn any_query() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "certificate",
        "certifciate ",
        " ",
        "\n",
        "0x8024402C",
        "0x8024",
        "8024 402c",
        "-2147023838",
        "kb",
        "2267602",
        "注册",
        "证",
        "é",
        "Å",
        "ß",
        "'",
        "XRPBridge",
        "\u{1b}[0m",
        "\u{1b}]0;x",
        "\u{202e}",
        "C:\\a\\b",
        "the ",
        "각",
        "Failed to create a self-signed certificate",
        "\u{1d5a0}",
        "ﷺ",
        "10.0.0.1",
        "a",
    ]);
    prop_oneof![prop::collection::vec(bits, 0..30).prop_map(|bits| bits.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn any_query_is_answered_with_reasons(query in any_query()) {
        static LIBRARY: LazyLock<Index> = LazyLock::new(library);
        let index = &LIBRARY;
        let results = index.query(&query, 5);
        prop_assert_eq!(&results, &index.query(&query, 5));
        for hit in &results.hits {
            let title = &index.documents()[hit.document].title;
            prop_assert!(hit.score.is_finite() && hit.score > 0.0);
            prop_assert!(!hit.why.is_empty());
            prop_assert!(hit.highlights.iter().all(|range| title.get(range.clone()).is_some()));
        }
    }

    #[test]
    fn any_documents_are_indexed(texts in prop::collection::vec(any_query(), 0..6)) {
        use Field::*;
        let documents = texts.iter().map(|text| document("f", text, &[(Code, text), (Error, text), (Cause, text)]));
        let index = Index::build(documents.collect());
        for text in &texts {
            index.query(text, 3);
        }
    }
}
