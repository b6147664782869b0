//! Loading whatever comes: no panic, no silence, and never a file that one reader takes and the other refuses.

use proptest::prelude::*;
use unsnag::flow::Library;
use unsnag::flow::diagnostic::{to_json, to_text};
use unsnag::flow::library::Document;

use crate::gate::differential::{config, edits, mutate};

const FLOW: &str = include_str!("../fixtures/every-key/fixture.all.yaml");
const PACK: &str = include_str!("../fixtures/every-key/pack.yaml");
const TRANSLATION: &str = include_str!("../fixtures/every-key/fixture.all.sv.yaml");

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 4, ..config() })]

    #[test]
    fn changed_files_load_or_are_reported(flow in edits(), pack in edits(), translation in edits()) {
        let loaded = Library::load([
            Document::new("p/pack.yaml", mutate(PACK, &pack)),
            Document::new("p/f.yaml", mutate(FLOW, &flow)),
            Document::new("p/f.sv.yaml", mutate(TRANSLATION, &translation)),
        ]);
        prop_assert!(!loaded.library.flows.is_empty() || !loaded.diagnostics.is_empty());
        for one in &loaded.diagnostics {
            prop_assert!(!one.message.starts_with("the file cannot be read:"), "{}", one.message);
            prop_assert!(one.source.text().get(one.span.clone()).is_some());
        }
        let shown = to_text(&loaded.diagnostics) + &to_json(&loaded.diagnostics).to_string();
        prop_assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        loaded.library.localized("sv");
    }
}
