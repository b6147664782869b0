//! Loading: every key of the format, every fault with its place, and what stays usable.

use unsnag::flow::diagnostic::{RenderOptions, to_text};
use unsnag::flow::library::Document;
use unsnag::flow::load::Trust;
use unsnag::flow::{Library, bundled};

#[test]
fn the_bundled_flows_load_without_findings_and_alike_through_the_gate() {
    let trusted = Library::load(bundled::documents());
    assert_eq!(to_text(&trusted.diagnostics, RenderOptions::default()), "");
    let foreign =
        Library::load(bundled::documents().map(|document| Document { trust: Trust::Foreign, ..document }));
    assert_eq!(to_text(&foreign.diagnostics, RenderOptions::default()), "");
    assert_eq!(trusted.library.flows, foreign.library.flows);
    assert_eq!(trusted.library.packs, foreign.library.packs);
    assert!(!trusted.library.flows.is_empty());
}
