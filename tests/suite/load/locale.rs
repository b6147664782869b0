//! Translations: per string, marked where they are missing.

use super::fixture;
use unsnag::flow::Kind;

#[test]
fn translated_strings_replace_the_english_ones_and_the_rest_is_marked() {
    let loaded = fixture("every-key");
    let library = loaded.library.localized("sv");
    let flow = library.flow("fixture.all").expect("the flow");
    assert_eq!((flow.title.text.as_str(), flow.title.fallback), ("Allt på en gång", false));
    assert!(flow.condition.as_ref().is_some_and(|text| text.fallback && text.text == "It does not work."));
    assert_eq!(flow.symptoms[0].text, "Den är trasig.");
    assert_eq!(flow.symptoms.len(), 3);
    let Kind::Ask(code) = &flow.nodes["code"].kind else { panic!("a question") };
    assert_eq!(
        (code.text.text.as_str(), code.options["network"].say.text.as_str()),
        ("Vilken kod?", "Nätverksfel")
    );
    assert!(code.options["none"].say.fallback);
    let Kind::Check(look) = &flow.nodes["look"].kind else { panic!("a check") };
    assert_eq!(
        look.steps.iter().map(|step| step.text.text.as_str()).collect::<Vec<_>>(),
        ["Öppna den.", "Kör den."]
    );
    assert_eq!(look.run[0].slots["name"].ask.text, "Dess namn");
    assert!(look.run[0].slots["key"].ask.fallback);
    let Kind::Table(table) = &flow.nodes["table"].kind else { panic!("a table") };
    assert_eq!(table.rows[0].means.text, "Det är sju.");
    let Kind::Faq(faq) = &flow.nodes["questions"].kind else { panic!("questions") };
    assert_eq!(faq.items[0].q.text, "Varför?");
    // A list of another length than the source is not used.
    let Kind::Note(note) = &flow.nodes["talk"].kind else { panic!("a note") };
    assert!(note.say.iter().all(|item| item.text.fallback && !item.text.text.contains("mening")));
}

#[test]
fn shared_questions_are_translated_with_their_pack() {
    let loaded = fixture("every-key");
    let english = loaded.library.flow("fixture.all").expect("the flow");
    let flow = english.in_language("sv-SE", loaded.library.pack_of(english));
    let Kind::Ask(os) = &flow.nodes["os"].kind else { panic!("a question") };
    assert_eq!((os.text.text.as_str(), os.options["linux"].say.text.as_str()), ("Vilket system?", "Linux!"));
    assert!(os.options["windows"].say.fallback);
    let pack = loaded.library.pack_of(english).expect("the pack");
    assert_eq!((pack.title_in("sv").text.as_str(), pack.title_in("zh").fallback), ("Provpaket", true));
}

#[test]
fn english_is_the_flow_as_it_is() {
    let loaded = fixture("every-key");
    let flow = loaded.library.flow("fixture.all").expect("the flow");
    assert_eq!(&flow.in_language("en", None), &**flow);
    assert_eq!(flow.languages(), ["en", "sv"]);
    assert_eq!(flow.translations["sv"].seen["code.ask"], "12e4");
}

#[test]
fn every_string_has_a_path_of_its_own() {
    let loaded = fixture("every-key");
    let flow = loaded.library.flow("fixture.all").expect("the flow");
    let mut paths: Vec<String> = flow.strings().into_iter().map(|(path, _)| path).collect();
    for path in flow.translations["sv"].text.keys() {
        assert!(paths.contains(path), "{path}");
    }
    paths.sort();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count);
}
