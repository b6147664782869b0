//! Terminal events as the program takes them: key releases dropped, bursts of keys recognised as pastes.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent};

use crate::text::visible::line_ends;

/// The most of a paste that is taken, in bytes.
pub const PASTE_LIMIT: usize = 1024 * 1024;

/// More keys than this at once were not typed by a person.
pub const TYPED_AT_ONCE: usize = 20;

/// What the person, the terminal or a worker thread did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key went down or repeats.
    Key(KeyEvent),
    /// Text was pasted. Lines end with a line feed; everything else is as it came, escape characters too.
    Paste {
        /// The text, at most [`PASTE_LIMIT`] bytes.
        text: String,
        /// Whether more was pasted than is taken.
        cut: bool,
    },
    /// A button or the wheel; only after `Screen::mouse(true)`.
    Mouse(MouseEvent),
    /// The size changed, in columns and rows, or the screen must be drawn anew for another reason.
    Resize(u16, u16),
    /// A worker thread panicked with this message; the screen is untouched.
    Fault(String),
}

/// Turns the events of one poll into inputs. `keys_may_be_a_paste` is for terminals without bracketed paste: more
/// than [`TYPED_AT_ONCE`] text keys in a row, unless they are one held key, are then a paste and not commands.
pub fn gather(events: Vec<Event>, keys_may_be_a_paste: bool) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut run: Vec<KeyEvent> = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => {}
            Event::Key(key) if text_of(&key).is_some() => run.push(key),
            other => {
                end_run(&mut run, &mut inputs, keys_may_be_a_paste);
                match other {
                    Event::Key(key) => inputs.push(Input::Key(key)),
                    Event::Paste(text) => inputs.push(paste(&text)),
                    Event::Mouse(mouse) => inputs.push(Input::Mouse(mouse)),
                    Event::Resize(columns, rows) => {
                        inputs.retain(|input| !matches!(input, Input::Resize(..)));
                        inputs.push(Input::Resize(columns, rows));
                    }
                    Event::FocusGained | Event::FocusLost => {}
                }
            }
        }
    }
    end_run(&mut run, &mut inputs, keys_may_be_a_paste);
    inputs
}

/// Whether the end of the events looks like a paste that still goes on.
pub(super) fn pasting(events: &[Event]) -> bool {
    let is_text = |event: &Event| matches!(event, Event::Key(key) if text_of(key).is_some());
    events.len() > TYPED_AT_ONCE && events.iter().rev().take(TYPED_AT_ONCE + 1).all(is_text)
}

fn end_run(run: &mut Vec<KeyEvent>, inputs: &mut Vec<Input>, may_be_a_paste: bool) {
    let held = run.windows(2).all(|pair| pair.first().map(|key| key.code) == pair.last().map(|key| key.code));
    if may_be_a_paste && run.len() > TYPED_AT_ONCE && !held {
        inputs.push(paste(&run.drain(..).filter_map(|key| text_of(&key)).collect::<String>()));
    } else {
        inputs.extend(run.drain(..).map(Input::Key));
    }
}

/// The character a key stands for in a paste.
fn text_of(key: &KeyEvent) -> Option<char> {
    match key.code {
        // A line feed in a paste arrives as ctrl-j.
        KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => Some('\n'),
        KeyCode::Char(c) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => Some(c),
        KeyCode::Enter if key.modifiers.is_empty() => Some('\n'),
        KeyCode::Tab if key.modifiers.is_empty() => Some('\t'),
        _ => None,
    }
}

fn paste(text: &str) -> Input {
    let text = line_ends(text);
    let end = text.floor_char_boundary(PASTE_LIMIT);
    Input::Paste { cut: end < text.len(), text: text.get(..end).unwrap_or_default().to_owned() }
}
