//! Keys that a person chooses: what is taken, what is refused and why, and that nobody can lock themselves out.

use proptest::prelude::*;
use unsnag::ui::action::{Action, Place, TABLE};
use unsnag::ui::keymap::{Change, KeyFault, Keys};

fn change(word: &str, keys: &[&str]) -> Change {
    Change { word: word.to_owned(), keys: keys.iter().map(|key| (*key).to_owned()).collect() }
}

fn changed(changes: &[(&str, &[&str])]) -> (Keys, Vec<KeyFault>) {
    Keys::changed(&changes.iter().map(|(word, keys)| change(word, keys)).collect::<Vec<_>>())
}

#[track_caller]
fn refused(changes: &[(&str, &[&str])], message: &str) -> Keys {
    let (keys, faults) = changed(changes);
    assert!(faults.iter().any(|fault| fault.message.contains(message)), "{faults:?}");
    keys
}

#[test]
fn other_keys_take_the_place_of_those_of_the_table() {
    let (keys, faults) = changed(&[("copy", &["y", "ctrl-y"]), ("quit", &["Q"])]);
    assert_eq!(faults, []);
    assert_eq!(keys.first(Action::Copy), "y");
    assert_eq!(keys.action("ctrl-y", Place::Session, false), Some(Action::Copy));
    assert_eq!(keys.action("c", Place::Session, false), None);
    assert_eq!(keys.action("Q", Place::Start, false), Some(Action::Quit));
    assert_eq!(keys.action("q", Place::Start, false), None);
    assert_eq!(keys.first(Action::Note), "n");
}

#[test]
fn a_key_can_be_taken_away_and_given_to_another_action() {
    let (keys, faults) = changed(&[("note", &[]), ("copy", &["n"])]);
    assert_eq!(faults, []);
    assert_eq!(keys.action("n", Place::Session, false), Some(Action::Copy));
    assert_eq!(keys.first(Action::Note), "");
}

#[test]
fn two_actions_of_different_screens_may_share_a_key() {
    let (keys, faults) = changed(&[("resume", &["ctrl-g"]), ("redo", &["ctrl-g"])]);
    assert_eq!(faults, []);
    assert_eq!(keys.action("ctrl-g", Place::Start, true), Some(Action::Resume));
    assert_eq!(keys.action("ctrl-g", Place::Session, false), Some(Action::Redo));
}

#[test]
fn a_key_that_another_action_has_is_refused_and_the_rest_is_used() {
    let keys = refused(&[("copy", &["n", "y"])], "\"n\" is the key of \"note\" already");
    assert_eq!(keys.action("n", Place::Session, false), Some(Action::Note));
    assert_eq!(keys.first(Action::Copy), "y");
    // The later of two is told, and falls back to its own key.
    let keys = refused(&[("copy", &["y"]), ("note", &["y"])], "\"y\" is the key of \"copy\" already");
    assert_eq!((keys.first(Action::Copy), keys.first(Action::Note)), ("y", "n"));
}

#[test]
fn what_cannot_be_a_key_is_refused_with_what_was_meant() {
    for (word, key, message) in [
        ("copy", "[", "begins the arrow keys"),
        ("quit", "esc", "esc always means \"back\""),
        ("copy", "enter", "enter always means \"ok\""),
        ("copy", "ctrl-c", "ctrl-c always means \"leave\""),
        ("copy", "ctrl-z", "gives the terminal to the shell"),
        ("copy", "3", "3 chooses an answer"),
        ("copy", "ctrl-i", "sends ctrl-i for tab"),
        ("copy", "escape", "did you mean \"esc\"?"),
        ("copy", "pagdown", "did you mean \"pagedown\"?"),
        ("copy", "shift-a", "did you mean \"A\"?"),
        ("copy", "shift-tab", "did you mean \"backtab\"?"),
        ("copy", "f13", "there is no key \"f13\""),
        ("copy", "", "there is no key \"\""),
        ("copy", "ab", "there is no key \"ab\""),
    ] {
        let keys = refused(&[(word, &[key])], message);
        assert_eq!(keys, Keys::default(), "{key}");
    }
    refused(&[("cpoy", &["y"])], "there is no action \"cpoy\"; did you mean \"copy\"?");
}

proptest! {
    /// Whatever is asked for: every key has one meaning on a screen, the fixed keys keep theirs, and what was not
    /// refused is in force.
    #[test]
    fn no_change_locks_anybody_out(
        changes in prop::collection::vec(
            (0..TABLE.len(), prop::collection::vec("[a-zA-Z?/:;0-9\\[]|ctrl-[a-z]|esc|enter|up|tab|f[1-9]|space", 0..4)),
            0..8,
        )
    ) {
        let mut seen = std::collections::BTreeSet::new();
        let changes: Vec<Change> = changes
            .into_iter()
            .filter(|(row, _)| seen.insert(*row))
            .map(|(row, keys)| Change { word: TABLE[row].word.to_owned(), keys })
            .collect();
        let (keys, faults) = Keys::changed(&changes);
        for screen in [Place::Start, Place::Session, Place::Asked, Place::Review] {
            let mut used = std::collections::BTreeMap::new();
            for row in keys.on(screen) {
                for key in &row.keys {
                    prop_assert_eq!(used.insert(key.clone(), row.binding.word), None, "{}", key);
                }
            }
            prop_assert_eq!(keys.action("ctrl-c", screen, true), Some(Action::Leave));
            prop_assert_eq!(keys.action("enter", screen, true), Some(Action::Confirm));
            prop_assert_eq!(keys.action("up", screen, false), Some(Action::Up));
            prop_assert_eq!(keys.action("down", screen, false), Some(Action::Down));
            prop_assert_eq!(keys.action("[", screen, false), None);
        }
        prop_assert_eq!(keys.action("esc", Place::Session, false), Some(Action::Back));
        for (at, change) in changes.iter().enumerate() {
            let row = keys.rows().find(|row| row.binding.word == change.word).expect("a row");
            for (index, key) in change.keys.iter().enumerate() {
                let told = faults.iter().any(|fault| fault.change == at && fault.key == Some(index));
                prop_assert!(told || row.keys.contains(key), "{} {}", change.word, key);
            }
        }
    }
}
