//! Which language serves a reader.

use unsnag::text::lang::{best, is_tag, tidy};

#[test]
fn tags_have_one_spelling() {
    let cases = [
        ("zh_TW.UTF-8", "zh-TW"),
        ("sv_SE@euro", "sv-SE"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("EN", "en"),
        ("es-419", "es-419"),
        ("", ""),
    ];
    for (tag, tidied) in cases {
        assert_eq!(tidy(tag), tidied);
    }
    assert!(["sv", "zh-TW", "zh-Hant-TW", "gsw"].iter().all(|tag| is_tag(tag)));
    assert!(["", "s", "SV", "sv-", "../sv", "sv/x", "swedish"].iter().all(|tag| !is_tag(tag)));
}

#[test]
fn a_reader_gets_the_nearest_language() {
    let all = ["en", "sv", "zh-CN", "zh-TW"];
    let cases = [
        ("sv", Some("sv")),
        ("sv-SE", Some("sv")),
        ("sv_FI.UTF-8", Some("sv")),
        ("en-GB", Some("en")),
        ("zh-TW", Some("zh-TW")),
        ("zh-Hant", Some("zh-TW")),
        ("zh-Hant-CN", Some("zh-TW")),
        ("zh-HK", Some("zh-TW")),
        ("zh-MO", Some("zh-TW")),
        ("zh", Some("zh-CN")),
        ("zh-SG", Some("zh-CN")),
        ("zh-Hans", Some("zh-CN")),
        ("zh-Hans-HK", Some("zh-CN")),
        ("de", None),
        ("C", None),
    ];
    for (wanted, found) in cases {
        assert_eq!(best(wanted, all), found, "{wanted}");
    }
    // A reader of one script is not given the other.
    assert_eq!(best("zh-TW", ["zh-CN"]), None);
    assert_eq!(best("zh-TW", ["zh"]), Some("zh"));
}
