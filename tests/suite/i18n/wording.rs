//! The wording of the program in each of its languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unsnag::flow::Wait;
use unsnag::text::{Message, Strings};
use unsnag::ui::time::{lasting, near_time};

type Texts = BTreeMap<String, String>;

/// The wording of a language, as its file has it.
pub fn texts(lang: &str) -> Texts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/strings/{lang}.yaml"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The languages besides English.
pub fn others() -> impl Iterator<Item = &'static str> {
    Strings::languages().filter(|lang| *lang != "en")
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn there_are_four_languages() {
    assert_eq!(Strings::languages().collect::<Vec<_>>(), ["en", "zh-TW", "zh-CN", "sv"]);
}

#[test]
fn every_language_has_every_text_with_the_same_placeholders_and_no_other() {
    let english = texts("en");
    for lang in others() {
        let own = texts(lang);
        let missing: Vec<&String> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        assert!(missing.is_empty(), "assets/strings/{lang}.yaml lacks {missing:#?}");
        for (key, text) in &own {
            let source = english.get(key).unwrap_or_else(|| panic!("{lang}: there is no text \"{key}\""));
            assert_eq!(placeholders(text), placeholders(source), "{lang}: {key}");
            // Blanks at the start place a line under another one.
            let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
            if !key.starts_with("list.") {
                assert_eq!(text.lines().count(), source.lines().count(), "{lang}: {key}");
                assert_eq!(indent(text), indent(source), "{lang}: {key}");
                assert!(!text.trim().is_empty(), "{lang}: {key}");
            }
        }
    }
}

#[test]
fn sentences_are_translated() {
    let english = texts("en");
    for lang in others() {
        let own = texts(lang);
        let same = english.iter().filter(|(key, text)| {
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).count();
            words > 3 && own.get(*key) == Some(text)
        });
        assert_eq!(same.map(|(key, _)| key).collect::<Vec<_>>(), Vec::<&String>::new(), "{lang}");
    }
}

#[test]
fn the_tag_picks_the_language_and_else_english() {
    let cases = [
        ("sv-SE", "sv", "Vad har gått fel?"),
        ("zh_TW.UTF-8", "zh-TW", "出了什麼問題？"),
        ("zh-HK", "zh-TW", "出了什麼問題？"),
        ("zh-Hans", "zh-CN", "出了什么问题？"),
        ("zh", "zh-CN", "出了什么问题？"),
        ("de", "en", "What went wrong?"),
    ];
    for (tag, lang, ask) in cases {
        let strings = Strings::for_lang(tag);
        assert_eq!((strings.lang(), strings.get("ui.ask")), (lang, ask), "{tag}");
    }
    assert_eq!(Strings::for_lang("sv").find("no.such.key"), None);
}

#[test]
fn a_message_is_worded_when_it_is_read() {
    let message = Message::new("host.copy.osc52").with("bytes", 212);
    assert_eq!(message.to_string(), "sent by OSC 52, 212 bytes");
    assert_eq!(message.in_words(Strings::for_lang("sv")), "sänt med OSC 52, 212 byte");
    let error = Message::from("No space left on device".to_owned());
    assert_eq!(error.in_words(Strings::for_lang("zh-CN")), "No space left on device");
}

#[test]
fn parts_are_put_in_a_row_as_the_language_does_it() {
    let (english, taiwan) = (Strings::english(), Strings::for_lang("zh-TW"));
    assert_eq!((english.list(&["a", "b"]), taiwan.list(&["a", "b"])), ("a, b".into(), "a、b".into()));
    assert_eq!(
        (english.sentences(&["A.", "B."]), taiwan.sentences(&["甲。", "乙。"])),
        ("A. B.".into(), "甲。乙。".into())
    );
}

#[test]
fn times_are_told_as_people_do_and_by_date_once_they_are_far() {
    let at = |day: i8, hour: i8| {
        let time = jiff::civil::date(2026, 3, day).at(hour, 5, 0, 0);
        time.to_zoned(jiff::tz::TimeZone::system()).unwrap().timestamp()
    };
    let told = |day, hour, lang| near_time(at(day, hour), at(12, 9), Strings::for_lang(lang));
    assert_eq!(told(12, 8, "en"), "today 08:05");
    // The day counts, not how many hours it is ago.
    assert_eq!(told(11, 23, "sv"), "i\u{a0}går 23:05");
    assert_eq!(told(10, 9, "en"), "Tuesday 09:05");
    assert_eq!(told(6, 9, "zh-TW"), "星期五 09:05");
    assert_eq!(told(6, 9, "zh-CN"), "星期五 09:05");
    // A week ago the day would be taken for today's.
    assert_eq!(told(5, 9, "en"), "2026-03-05 09:05");
    // A clock that was put back.
    assert_eq!(told(13, 9, "en"), "2026-03-13 09:05");
}

#[test]
fn a_wait_is_told_in_the_unit_of_its_author() {
    let told = |text: &str, seconds, lang| {
        lasting(&Wait { text: text.to_owned(), seconds }, Strings::for_lang(lang))
    };
    assert_eq!(told("24h", 86_400, "en"), "24 hours");
    assert_eq!(told("1h", 3_600, "sv"), "en timme");
    assert_eq!(told("7d", 604_800, "zh-CN"), "7 天");
    assert_eq!(told("15m", 900, "zh-TW"), "15 分鐘");
    assert_eq!(told("30 min", 1_800, "sv"), "30 minuter");
}
