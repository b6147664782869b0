//! Redaction between the log and what is written: in the line mode, on the command line, and for any session.

use crate::transcript::whole_walk_noting;
use proptest::prelude::*;
use unsnag::redact::{Class, Names, Policy};
use unsnag::session::event::Event;
use unsnag::transcript::{Format, Masking, Review};

fn masking(policy: Policy) -> Masking {
    Masking { policy, names: Names::new() }
}

#[test]
fn a_credential_can_stay_but_not_its_class() {
    let mut policy = Policy::all();
    policy.add_mask(Class::Password, "swordfish");
    let mut review = Review::new(whole_walk_noting("the word is swordfish"), masking(policy));
    assert!(!review.toggle_class(Class::Password));
    assert!(review.items().all(|item| item.masked));
    let at = review.items().position(|item| item.value == "swordfish").expect("a find");
    review.toggle(at);
    assert!(Format::Text.write(&review.redacted()).contains("swordfish"));
    review.toggle(at);
    assert!(!Format::Text.write(&review.redacted()).contains("swordfish"));
}

#[test]
fn the_document_says_what_was_masked_and_left() {
    let document = whole_walk_noting("write to ada@corp.test, ada@corp.test");
    for (policy, masked, left) in [(Policy::all(), 2, 0), (Policy::secrets(), 0, 2), (Policy::none(), 0, 2)] {
        let redacted = document.redact(&masking(policy));
        let done = &redacted.notice().redaction;
        let count =
            |counts: &std::collections::BTreeMap<String, u64>| counts.get("mail").copied().unwrap_or(0);
        assert_eq!((count(&done.masked), count(&done.left)), (masked, left), "{done:?}");
        for format in Format::ALL {
            assert!(format.write(&redacted).to_lowercase().contains("best effort"));
        }
    }
}

#[test]
fn old_logs_without_counts_are_still_read() {
    let event: Event = serde_json::from_str(r#"{"exported": {"format": "markdown", "path": "t.md"}}"#)
        .or_else(|_| serde_json::from_str(r#"{"kind": "exported", "format": "markdown", "path": "t.md"}"#))
        .expect("an event");
    assert!(matches!(event, Event::Exported { redaction: None, .. }), "{event:?}");
}

/// Things of persons, made up so that no flow text holds them.
fn person() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{4,8}zq".prop_map(|name| format!("{name}@corp-zq.test")),
        (1u8..250, 1u8..250).prop_map(|(a, b)| format!("10.{a}.{b}.77")),
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_is_masked_is_in_no_format(values in proptest::collection::vec(person(), 1..4), glue in "[ \n,;]{1,2}") {
        let document = whole_walk_noting(&values.join(&glue));
        let review = Review::new(document.clone(), masking(Policy::all()));
        let redacted = document.redact(&masking(Policy::all()));
        for format in Format::ALL {
            let text = format.write(&redacted);
            for item in review.items().filter(|item| item.masked) {
                prop_assert!(!text.contains(&item.value), "{} in {text}", item.value);
            }
        }
    }
}
