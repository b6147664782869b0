//! How a score came about.

use super::{any_query, find, library};
use proptest::prelude::*;
use std::sync::LazyLock;
use unsnag::search::{Account, How, Index};

fn sum(account: &Account) -> f32 {
    account.terms.iter().filter_map(|counted| counted.found.as_ref()).map(|found| found.added).sum()
}

#[test]
fn an_account_names_each_word_and_what_it_stands_for() {
    let (_, results) = find("certifciate proxy nonsense");
    let account = library().account("certifciate proxy nonsense", results.hits[0].document).expect("a hit");
    assert_eq!(account.tier, 0);
    let terms: Vec<(&str, Option<(&str, How)>)> = account
        .terms
        .iter()
        .map(|one| (one.typed.as_str(), one.found.as_ref().map(|found| (found.term.as_str(), found.how))))
        .collect();
    assert_eq!(
        terms,
        [
            ("certifciate", Some(("certificate", How::Similar))),
            ("proxy", Some(("proxy", How::Same))),
            ("nonsense", None)
        ]
    );
    assert_eq!(library().account("certifciate", 99), None);
}

proptest! {
    #[test]
    fn accounts_add_up_to_the_scores(query in any_query()) {
        static LIBRARY: LazyLock<Index> = LazyLock::new(library);
        let hits = LIBRARY.query(&query, 4).hits;
        for hit in &hits {
            let account = LIBRARY.account(&query, hit.document).expect("an account for each hit");
            let relevance = sum(&account) * (1.0 + account.coverage) * account.lift * account.prior;
            prop_assert!((relevance - account.relevance).abs() <= 1e-3 * account.relevance.max(1.0));
            prop_assert!(account.tier > 0 || hit.score == account.relevance);
        }
    }
}
