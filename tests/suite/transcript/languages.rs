//! A session held in one language and written in another, over the bundled flows.

use jiff::Timestamp;
use unsnag::check::walk::{Walk, parse_walk, play};
use unsnag::flow::{Address, Library, bundled};
use unsnag::session::{By, Context, History, Input, Session};
use unsnag::text::Strings;
use unsnag::transcript::{Document, Format};

const WALK: &str = "seen=exception lookup=wsus-values wsus-keys=not-fixed local=fails os=windows";
const NOTE: &str = "Ich habe <alles> geprüft 檢查過了";

fn held_in(lang: &str, library: &Library) -> Session {
    let at = Address::new("um.hresult", "seen");
    let tokens = parse_walk(WALK).unwrap();
    let walk = Walk {
        at: &at,
        given: None,
        tokens: &tokens,
        any_order: false,
        until: None,
        by: By::Person,
        lang,
        read_only: false,
    };
    let now: Timestamp = "2031-05-01T10:00:00Z".parse().unwrap();
    let history = History::default();
    let mut session = play(library, walk, Context { now, history: &history }).unwrap().session;
    let input = Input::Note { text: NOTE.to_owned() };
    session.apply(library, input, Context { now, history: &history }).unwrap();
    session
}

#[test]
fn each_language_from_each() {
    let library = Library::load(bundled::documents()).library;
    let languages: Vec<&str> = Strings::languages().collect();
    let title = |lang| {
        let flow = library.flow("um.hresult").unwrap();
        flow.in_language(lang, library.pack_of(flow)).title.text
    };
    for held in &languages {
        let session = held_in(held, &library);
        for read in &languages {
            let document = Document::of("s", session.records(), &library, read);
            for format in Format::ALL {
                let page = super::written(&document, format);
                assert!(page.contains(&title(read)), "{held} to {read}: {page}");
                let others = languages.iter().filter(|lang| lang != &read);
                for lang in others {
                    assert!(!page.contains(&title(lang)), "{held} to {read} has {lang}: {page}");
                }
                assert!(page.contains("檢查過了") && page.contains("Ich habe"), "{page}");
                if format != Format::Json {
                    let heading = Strings::for_lang(read).get("transcript.known");
                    assert!(page.contains(heading), "{held} to {read}: {page}");
                }
            }
        }
    }
}
