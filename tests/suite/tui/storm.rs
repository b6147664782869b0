//! No sequence of keys, pastes and sizes breaks the full screen.

use super::Stage;
use proptest::prelude::*;
use unsnag::ui::action::TABLE;
use unsnag::ui::tui::Msg;
use unsnag::ui::tui::mouse::Mouse;

const ESC: char = '\u{1b}';

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Paste(String),
    Size(u16, u16),
    Mouse(Mouse),
}

fn step() -> impl Strategy<Value = Step> {
    let table: Vec<String> =
        TABLE.iter().flat_map(|row| row.keys.iter().map(|key| (*key).to_owned())).collect();
    prop_oneof![
        6 => proptest::sample::select(table).prop_map(Step::Key),
        3 => "[1-9]".prop_map(Step::Key),
        2 => "[a-z \u{4e00}-\u{4e05}]".prop_map(Step::Key),
        1 => proptest::sample::select(vec!["home", "end", "delete", "backspace", "ctrl-w", "backtab", "y", "esc", "enter"])
            .prop_map(|key| Step::Key(key.to_owned())),
        1 => "\\PC{0,40}".prop_map(Step::Paste),
        1 => "(0x8024402C|TcpTestSucceeded : True|\u{1b}\\[31m|\n){1,4}".prop_map(Step::Paste),
        1 => (0u16..150, 0u16..50).prop_map(|(columns, rows)| Step::Size(columns, rows)),
        3 => (0u16..90, 0u16..30).prop_map(|(column, row)| Step::Mouse(Mouse::Click(column, row))),
        1 => (0u16..90, 0u16..30).prop_map(|(column, row)| Step::Mouse(Mouse::WheelDown(column, row))),
        1 => (0u16..90, 0u16..30).prop_map(|(column, row)| Step::Mouse(Mouse::WheelUp(column, row))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_input_leaves_a_screen(steps in proptest::collection::vec(step(), 1..60)) {
        let mut stage = Stage::bundled();
        for step in steps {
            match step {
                Step::Key(key) => stage.send(Msg::Key(key)),
                Step::Mouse(mouse) => stage.send(Msg::Mouse(mouse)),
                Step::Paste(text) => stage.send(Msg::Paste(text)),
                Step::Size(columns, rows) => {
                    stage = stage.size(columns, rows);
                    stage.send(Msg::Resize(columns, rows));
                }
            }
            let screen = stage.screen();
            prop_assert!(!screen.contains(ESC), "an escape reached the screen");
        }
    }
}
