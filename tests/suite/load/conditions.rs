//! `when`: what can be written, what it means, and where a fault stands.

use std::collections::HashMap;
use unsnag::flow::condition::{Facts, parse};

struct Session(HashMap<&'static str, &'static str>, &'static [&'static str]);

impl Facts for Session {
    fn answer(&self, question: &str) -> Option<&str> {
        self.0.get(question).copied()
    }

    fn tried(&self, fix: &str) -> bool {
        self.1.contains(&fix)
    }
}

#[test]
fn conditions_mean_what_they_say() {
    let session =
        Session(HashMap::from([("code", "network"), ("os", "linux"), ("um.x#seen", "yes1")]), &["clock"]);
    for (text, expected) in [
        ("code == network", true),
        ("code==network", true),
        ("code == login", false),
        ("other == network", false),
        ("os in [windows, linux]", true),
        ("os in [windows]", false),
        ("um.x#seen == yes1", true),
        ("tried clock", true),
        ("tried re-register", false),
        ("not code == login", true),
        ("not tried clock", false),
        ("not not tried clock", true),
        ("code == login and os == linux or tried clock", true),
        ("code == login and (os == linux or tried clock)", false),
        ("not (code == login or tried re-register) and os in [ linux ]", true),
        ("tried clock or tried x and code == login", true),
    ] {
        let condition = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(condition.holds(&session), expected, "{text}");
    }
}

#[test]
fn faults_of_a_condition_are_named_at_their_byte() {
    for (text, at, message) in [
        ("", 0, "expected the id of a question, found the end"),
        ("code", 4, "expected `==` or `in` after `code`"),
        ("code = network", 5, "write `==` instead of `=`"),
        ("code != network", 5, "write `not code == ..` instead of `!=`"),
        ("code == ", 8, "expected the id of an option, found the end"),
        ("code == and", 8, "expected the id of an option, found `and`"),
        ("os in linux", 6, "expected `[` after `in`"),
        ("os in [linux", 12, "expected `,` or `]`"),
        ("os in []", 7, "expected the id of an option, found `]`"),
        ("(tried a", 8, "expected `)`"),
        ("tried", 5, "expected the id of a fix, found the end"),
        ("a == b c == d", 7, "expected `and`, `or` or the end, found `c`"),
        ("a == b && c == d", 7, "expected `and`, `or` or the end, found `&`"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!((error.at, error.message.as_str()), (at, message), "{text}");
    }
    assert!(parse(&"not ".repeat(10_000)).is_err());
    assert!(parse(&"(".repeat(10_000)).is_err());
}
