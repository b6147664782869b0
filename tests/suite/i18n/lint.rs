//! W041, W042 and W043: what a translation lacks, what its source has changed since, and words that are not the
//! language's own.

use super::wording;
use crate::cli::Home;
use unsnag::check::{lint, lint_every_string};
use unsnag::flow::library::Document;
use unsnag::flow::{Code, Diagnostic, Level, Library};
use unsnag::text::Terms;

const PACK: &str = "id: p\ntitle: P\nlanguages: [en, zh-TW]\n";
const FLOW: &str = "\
unsnag: 1
id: a.b
title: It breaks
symptoms: [It does not start.]
start: code
nodes:
  code:
    ask: Which code?
    options:
      one: {say: The first, go: repair}
      two: {say: The second, go: done}
    unsure: done
  repair: {fix: Repair it, next: done}
  done: {end: info, say: Nothing more.}
tests: [{walk: code=one repair=fixed, end: resolved}, {walk: code=two, end: done}]
";
const WHOLE: &str = "\
of: a.b
lang: zh-TW
text:
  title: 壞了
  code.ask: 哪個代碼？
  code.options.one.say: 第一個
  code.options.two.say: 第二個
  repair.fix: 修好它
  done.say: 沒有了。
symptoms: [無法啟動。]
";

fn shown(found: Vec<Diagnostic>) -> Vec<String> {
    let wanted = [Code::W041, Code::W042, Code::W043];
    let found = found.into_iter().filter(|one| wanted.contains(&one.code) || one.level() == Level::Error);
    found
        .map(|one| {
            assert!(one.help.is_some(), "{}", one.message);
            format!("{}:{}: {} {}", one.path(), one.position().line, one.code, one.message)
        })
        .collect()
}

fn load(pack: &str, flow: &str, translations: &[(&str, &str)]) -> unsnag::flow::Loaded {
    let mut documents = vec![Document::new("pack.yaml", pack), Document::new("a.b.yaml", flow)];
    documents.extend(translations.iter().map(|(path, text)| Document::new(*path, *text)));
    Library::load(documents)
}

fn found(translations: &[(&str, &str)]) -> Vec<String> {
    shown(lint(&load(PACK, FLOW, translations)))
}

const PACK_TW: (&str, &str) = ("pack.zh-TW.yaml", "of: p\nlang: zh-TW\ntext: {title: 包}\n");

#[test]
fn a_whole_translation_has_no_gaps() {
    assert_eq!(found(&[PACK_TW, ("a.b.zh-TW.yaml", WHOLE)]), Vec::<String>::new());
}

#[test]
fn a_declared_language_without_files_is_reported_once_a_flow() {
    let found = found(&[]);
    assert_eq!(
        found,
        [
            "a.b.yaml:2: W041 the flow has no translation to \"zh-TW\", which its pack declares; 7 strings are English",
            "pack.yaml:3: W041 the pack itself has no translation to \"zh-TW\", which its pack declares; 1 strings are English",
        ]
    );
    // What is not declared is not promised, whether somebody began it or not.
    let pack = PACK.replace(", zh-TW", "");
    let begun = ("a.b.zh-TW.yaml", "of: a.b\nlang: zh-TW\ntext: {title: 壞了}\n");
    assert_eq!(shown(lint(&load(&pack, FLOW, &[]))), Vec::<String>::new());
    assert_eq!(shown(lint(&load(&pack, FLOW, &[begun]))), Vec::<String>::new());
}

#[test]
fn what_is_missing_is_one_finding_a_file_or_one_a_string() {
    let half = WHOLE
        .replace("  code.ask: 哪個代碼？\n", "")
        .replace("第二個", "\"\"")
        .replace("symptoms: [無法啟動。]\n", "")
        .replace("  done.say: 沒有了。\n", "");
    let files = [PACK_TW, ("a.b.zh-TW.yaml", half.as_str())];
    assert_eq!(
        found(&files),
        ["a.b.zh-TW.yaml:3: W041 4 of 7 strings are not translated to \"zh-TW\": \"code.ask\", \
          \"code.options.two.say\", \"done.say\" and 1 more (--list)"]
    );
    let every = shown(lint_every_string(&load(PACK, FLOW, &files)));
    assert_eq!(every.len(), 4, "{every:#?}");
    // At the string if it is there.
    assert!(
        every[3].starts_with("a.b.zh-TW.yaml:6: W041 \"code.options.two.say\": not translated"),
        "{every:#?}"
    );
}

#[test]
fn a_source_that_changed_is_reported_until_the_translation_is_accepted() {
    let noted = format!("{WHOLE}seen: {{title: 0bad, code.ask: \"0000\"}}\n");
    assert_eq!(
        found(&[PACK_TW, ("a.b.zh-TW.yaml", &noted)]),
        [
            "a.b.zh-TW.yaml:3: W042 2 of 7 strings changed since they were translated to \"zh-TW\": \"title\", \"code.ask\""
        ]
    );
    let home = Home::new();
    home.write("p/pack.yaml", PACK);
    home.write("p/a.b.yaml", FLOW);
    home.write("p/a.b.zh-TW.yaml", &noted);
    home.write("p/pack.zh-TW.yaml", PACK_TW.1);
    let warned = home.run(&["lint", "p"]).ok();
    assert!(warned.out.contains("W042") && warned.out.contains("1 warning"), "{}", warned.out);
    let listed = home.run(&["lint", "p", "--list", "--strict"]).code(1);
    assert!(listed.out.contains("2 warnings"), "{}", listed.out);
    home.run(&["translate", "p/a.b.yaml", "--lang", "zh-TW", "--accept", "title", "--accept", "code.ask"])
        .ok();
    home.run(&["lint", "p", "--strict"]).ok();
}

#[test]
fn words_of_another_region_are_found_where_they_stand() {
    let text = WHOLE.replace("修好它", "重啟服務器").replace("沒有了。", "没有了。");
    assert_eq!(
        found(&[PACK_TW, ("a.b.zh-TW.yaml", &text)]),
        [
            "a.b.zh-TW.yaml:8: W043 \"服務器\" is not the word in \"zh-TW\"",
            "a.b.zh-TW.yaml:9: W043 \"没\" is not written in \"zh-TW\"",
        ]
    );
}

#[test]
fn a_message_that_is_quoted_from_the_source_stays_as_it_is() {
    let flow = FLOW.replace("say: The first,", "say: \"It says: Access to the file denied for user\",");
    let pack = PACK.replace("zh-TW", "sv");
    let found = |say: &str| {
        let sidecar = format!("of: a.b\nlang: sv\ntext: {{code.options.one.say: \"{say}\"}}\n");
        let found = shown(lint(&load(&pack, &flow, &[("a.b.sv.yaml", &sidecar)])));
        found.into_iter().filter(|one| one.contains("W043")).collect::<Vec<_>>()
    };
    assert_eq!(found("Det står: Access to the file denied for user"), Vec::<String>::new());
    assert_eq!(found("Det står: Access to the file"), Vec::<String>::new());
    // Some words alone are no message, and neither are words of the translator.
    assert_eq!(found("Ingen access to the file").len(), 2);
    assert_eq!(found("En file saknar access för user").len(), 3);
    assert_eq!(found("Access to the file denied, men en annan user har access").len(), 2);
}

fn faults(lang: &str, text: &str) -> Vec<(String, Option<String>)> {
    Terms::for_lang(lang)
        .unwrap()
        .faults(text)
        .into_iter()
        .map(|fault| (fault.found, fault.instead))
        .collect()
}

#[test]
fn terms_are_looked_up_outside_of_code_labels_and_longer_words() {
    let one = |found: &str, instead: &str| vec![(found.to_owned(), Some(instead.to_owned()))];
    assert_eq!(faults("zh-TW", "請重新啟動服務器"), one("服務器", "伺服器"));
    assert_eq!(faults("zh-HK", "請重新啟動服务器"), one("服务器", "伺服器"));
    assert_eq!(faults("zh-CN", "请重新启动服务器"), vec![]);
    assert_eq!(faults("zh-CN", "使用者的密码"), one("使用者", "用户"));
    assert_eq!(faults("zh-CN", "處"), vec![("處".to_owned(), None)]);
    assert_eq!(faults("sv", "Skicka ett mail till supporten."), one("mail", "e-post"));
    // Longer words, names of machines, words of portals.
    assert_eq!(faults("zh-TW", "租用戶的用戶端、數據機"), vec![]);
    assert_eq!(faults("zh-TW", "`服务器` 或 **服務器**"), vec![]);
    assert_eq!(faults("zh-TW", "**服务器**"), vec![("务".to_owned(), None)]);
    assert_eq!(faults("sv", "mailserver, e-mailen, `mail`"), vec![]);
    assert!(Terms::for_lang("de").is_none());
}

#[test]
fn the_lists_agree_with_themselves() {
    for lang in wording::others() {
        let terms = Terms::for_lang(lang).unwrap();
        assert!(terms.refused().count() > 50, "{lang} was not read");
        for word in terms.refused() {
            let faults = terms.faults(word);
            assert!(faults.iter().any(|fault| fault.found == word), "{lang}: {word} is not found");
            // What is to be written instead is right itself.
            for instead in faults.into_iter().filter_map(|fault| fault.instead) {
                assert_eq!(terms.faults(&instead), vec![], "{lang}: {word} -> {instead}");
            }
        }
    }
}

#[test]
fn the_wording_of_the_program_keeps_to_the_terms() {
    for lang in wording::others() {
        let terms = Terms::for_lang(lang).unwrap();
        for (key, text) in wording::texts(lang) {
            assert_eq!(terms.faults(&text), vec![], "{lang}: {key}: {text}");
        }
    }
}
