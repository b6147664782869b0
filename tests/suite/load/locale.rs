//! Translations: per string, marked where they are missing.

use super::fixture;
use unsnag::flow::{Document, Kind, Library};

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

#[test]
fn an_english_text_says_what_its_labels_are_called_on_a_portal_in_the_language_of_the_reader() {
    let pack = "id: p\ntitle: P\nglossary:\n  sv: {Settings: Inställningar}\n  zh-CN: {Settings: 设置}\n";
    let flow = "unsnag: 1\nid: f\ntitle: T\nsymptoms: [s]\nstart: a\nnodes:\n  a: {fix: 'Open **Settings**, not Settings', next: z}\n  z: {end: info, say: Look under **Settings**.}\n";
    let sv = "of: f\nlang: sv\ntext: {z.say: Se under **Inställningar**.}\n";
    let files = [("p/pack.yaml", pack), ("p/f.yaml", flow), ("p/f.sv.yaml", sv)];
    let loaded = Library::load(files.map(|(path, text)| Document::new(path, text)));
    let titles = |lang: &str| {
        let library = loaded.library.localized(lang);
        let nodes = library.flow("f").expect("the flow").nodes.values();
        nodes.map(|node| node.title()).collect::<Vec<String>>()
    };
    assert_eq!(
        titles("sv"),
        ["Open **Settings** (Inställningar), not Settings", "Se under **Inställningar**."]
    );
    assert_eq!(titles("zh-CN")[0], "Open **Settings** (设置), not Settings");
    assert_eq!(titles("en"), ["Open **Settings**, not Settings", "Look under **Settings**."]);
}
