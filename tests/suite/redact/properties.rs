//! What holds for every text.

use super::hostile::hostile;
use super::set::{names, texts};
use super::{HELD_OUT, SET};
use proptest::prelude::*;
use unsnag::redact::{Class, Names, Policy, Redacted, Redactor};

fn redact(text: &str) -> Redacted {
    Redactor::new(Policy::all(), names()).redact(text)
}

/// Ranges are in order, apart and at characters; the text is the source with marks in them; a second time changes
/// nothing.
fn check(text: &str) {
    let redacted = redact(text);
    let mut expected = String::new();
    let mut from = 0;
    for find in &redacted.finds {
        assert!(
            find.range.start >= from && find.range.start < find.range.end,
            "{text:?}: {:?}",
            redacted.finds
        );
        expected.push_str(&text[from..find.range.start]);
        expected.push_str(&find.mark);
        from = find.range.end;
    }
    expected.push_str(&text[from..]);
    assert_eq!(redacted.text, expected);
    let again = redact(&redacted.text);
    assert_eq!(again.text, redacted.text, "from {text:?}");
}

#[test]
fn redacting_twice_is_redacting_once() {
    for text in texts(SET).chain(texts(HELD_OUT)) {
        check(&text);
    }
    let whole: Vec<String> = texts(SET).collect();
    check(&whole.join("\n"));
    // The mark of a user, with the mark of a key right behind it.
    check("/home/-----BEGIN RSA PRIVATE KEY-----/resourceGroups//");
}

#[test]
fn what_was_masked_is_nowhere_in_the_output() {
    let whole: Vec<String> = texts(SET).chain(texts(HELD_OUT)).collect();
    let redacted = redact(&whole.join("\n"));
    let lower = redacted.text.to_lowercase();
    let mut tried = [0, 0];
    for find in redacted.finds.iter().filter(|find| is_looked_for(&find.value)) {
        let credential = find.class.is_credential();
        tried[usize::from(credential)] += 1;
        match credential {
            true => assert!(!stands_in(&redacted.text, &find.value), "{find:?} is left"),
            false => assert!(!stands_in(&lower, &find.value.to_lowercase()), "{find:?} is left"),
        }
    }
    assert!(tried.iter().all(|tried| *tried > 100), "{tried:?}");
}

/// Whether a value is long enough, and unlike enough to a word, to be masked in places that say nothing.
fn is_looked_for(value: &str) -> bool {
    value.len() >= 8 && !value.contains('\n') && !value.chars().all(char::is_alphabetic)
}

/// Whether a value stands in a text as a word.
fn stands_in(text: &str, value: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (first, last) = (value.chars().next(), value.chars().next_back());
    text.match_indices(value).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + value.len()..].chars().next();
        let inside = (joins(first) && joins(before)) || (joins(last) && joins(after));
        !inside
    })
}

#[test]
fn one_value_has_one_mark_in_all_texts() {
    let mut redactor = Redactor::new(Policy::all(), Names::new());
    let first =
        redactor.redact("from 10.61.4.9 and 10.61.4.10 by anna.ek@nordwind.se on \\\\NWFILE01\\share");
    assert_eq!(first.text, "from ip-1 and ip-2 by mail-1 on \\\\host-1\\share");
    let second =
        redactor.redact("10.61.4.10 again, Anna.Ek@Nordwind.se, anna.ek%40nordwind.se, nwfile01 is down");
    assert_eq!(second.text, "ip-2 again, mail-1, mail-1, host-1 is down");
    assert_eq!(redactor.redact("fe80::7d1c:0:0:e011 and FE80::7D1C:0:0:E011").text, "ip-3 and ip-3");
}

#[test]
fn marks_of_an_earlier_redaction_are_not_used_again() {
    let redacted = redact("host-1 and ip-2 met sthlm-dc01.nordwind.se at 10.61.4.9 and 10.61.4.10");
    assert_eq!(redacted.text, "host-1 and ip-2 met host-2 at ip-1 and ip-3");
}

#[test]
fn a_value_that_was_found_once_is_found_everywhere() {
    let redacted = redact("nwapp05 is slow\nComputer: NWAPP05\npassword=Lingon-77\necho Lingon-77 again");
    assert_eq!(redacted.text, "host-1 is slow\nComputer: host-1\npassword=[password]\necho [password] again");
}

#[test]
fn a_policy_leaves_what_it_says_and_reports_it() {
    let text = "10.61.4.9 password=Lingon-77 host=nwdb1";
    let with = |policy: Policy| Redactor::new(policy, Names::new()).redact(text);
    assert_eq!(with(Policy::secrets()).text, "10.61.4.9 password=[password] host=nwdb1");
    assert_eq!(with(Policy::none()).text, text);
    for policy in [Policy::all(), Policy::secrets(), Policy::none()] {
        let found: Vec<Class> = with(policy).finds.iter().map(|find| find.class).collect();
        assert_eq!(found, [Class::Ip, Class::Password, Class::Host]);
    }
    let mut policy = Policy::all();
    policy.set_kept("NWDB1", true);
    policy.set_class(Class::Ip, false);
    policy.add_mask(Class::User, "again");
    assert_eq!(with(policy.clone()).text, "10.61.4.9 password=[password] host=nwdb1");
    assert_eq!(Redactor::new(policy, Names::new()).redact("Again, again").text, "user-1, user-1");
}

#[test]
fn names_of_the_machine_are_found_as_words() {
    assert_eq!(redact("k.lindqvist at NW-JUMP07, nw-jump070").text, "user-1 at host-1, nw-jump070");
    let mut names = Names::new();
    names.user("root");
    names.user("bo");
    names.home("/home/annasv");
    let mut redactor = Redactor::new(Policy::all(), names);
    assert_eq!(redactor.redact("root and bo met annasv").text, "root and bo met user-1");
    let mut names = Names::new();
    names.user("åsa.öberg");
    names.user("李雷明");
    let mut redactor = Redactor::new(Policy::all(), names);
    assert_eq!(redactor.redact("ÅSA.Öberg, åsa.öbergs; 找李雷明吧").text, "user-1, åsa.öbergs; 找user-2吧");
}

proptest! {
    #[test]
    fn hostile_texts_settle(text in hostile(16)) {
        check(&text);
    }

    #[test]
    fn any_text_settles(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn words_without_finds_are_unchanged(text in "[a-z ,.]{0,60}") {
        let redacted = redact(&text);
        if redacted.finds.is_empty() {
            prop_assert_eq!(redacted.text, text);
        }
    }
}

#[test]
fn what_the_policy_leaves_stays_whole() {
    let text = "ada@nordwind.se and eva@nordwind.se on nwdb1.nordwind.se, password=hunter22";
    let with = |policy: Policy| Redactor::new(policy, Names::new()).redact(text).text;
    let mut policy = Policy::all();
    policy.set_kept("eva@nordwind.se", true);
    assert_eq!(with(policy.clone()), "mail-1 and eva@nordwind.se on host-1, password=[password]");
    policy.add_mask(Class::Host, "nordwind.se");
    assert!(!with(policy).contains("eva@nordwind.se"), "what is always masked is masked there too");
    let mut policy = Policy::all();
    policy.set_class(Class::Mail, false);
    assert!(with(policy).starts_with("ada@nordwind.se and eva@nordwind.se on host-1"));
}
