//! What terminal events mean to the program.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use unsnag::host::Input;
use unsnag::host::input::{PASTE_LIMIT, TYPED_AT_ONCE, gather};

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn keys(text: &str) -> Vec<Event> {
    text.chars().map(|c| key(KeyCode::Char(c))).collect()
}

fn paste(text: &str) -> Input {
    Input::Paste { text: text.to_owned(), cut: false }
}

#[test]
fn a_released_key_is_no_input() {
    let code = KeyCode::Char('x');
    let release = KeyEvent::new_with_kind(code, KeyModifiers::NONE, KeyEventKind::Release);
    let inputs = gather(vec![key(code), Event::Key(release), Event::FocusGained], true);
    assert_eq!(inputs, [Input::Key(KeyEvent::new(code, KeyModifiers::NONE))]);
}

#[test]
fn more_keys_than_a_person_types_at_once_are_a_paste() {
    let typed = "abcdefghijklmnopqrst";
    assert_eq!(typed.len(), TYPED_AT_ONCE);
    assert_eq!(gather(keys(typed), true).len(), TYPED_AT_ONCE);
    assert_eq!(gather(keys("abcdefghijklmnopqrstu"), true), [paste("abcdefghijklmnopqrstu")]);
    let newline = Event::Key(KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL));
    let lines = [keys("a long line of log"), vec![key(KeyCode::Enter)], keys("b"), vec![newline], keys("c")];
    assert_eq!(gather(lines.concat(), true), [paste("a long line of log\nb\nc")]);
}

#[test]
fn a_held_key_and_a_terminal_that_marks_its_pastes_give_keys() {
    assert_eq!(gather(keys(&"j".repeat(50)), true).len(), 50);
    assert_eq!(gather(keys("abcdefghijklmnopqrstu"), false).len(), 21);
    assert_eq!(gather(vec![key(KeyCode::Down); 50], true).len(), 50);
}

#[test]
fn a_paste_keeps_its_characters_and_ends_lines_one_way() {
    let pasted = |text: &str| gather(vec![Event::Paste(text.to_owned())], true);
    assert_eq!(pasted("a\rb\r\nc\n\x1b[31m\u{202e}"), [paste("a\nb\nc\n\x1b[31m\u{202e}")]);
    let longest = "å".repeat(PASTE_LIMIT / 2);
    assert_eq!(pasted(&longest), [paste(&longest)]);
    assert_eq!(pasted(&format!("{longest}x")), [Input::Paste { text: longest, cut: true }]);
}

#[test]
fn of_many_sizes_only_the_last_counts() {
    let events = vec![Event::Resize(10, 10), key(KeyCode::Enter), Event::Resize(20, 20)];
    let enter = Input::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
    assert_eq!(gather(events, true), [enter, Input::Resize(20, 20)]);
}
