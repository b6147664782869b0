//! Drives the full screen of `unsnag::host` through what the program itself has no door for; the tests of the
//! terminal's life cycle start it in a pseudo-terminal.
//!
//! Keys: `p` panics, `w` panics in a worker thread, `m` switches the mouse on, `r` repaints, `o` sends an OSC 52, `c`
//! copies by whatever way there is, `j` writes a session log until the disk refuses, ctrl-z suspends, `q` leaves;
//! everything else is shown on the second line. The third counts digits, typed or pasted.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::widgets::Paragraph;
use unsnag::host::clipboard::{ClipboardChoice, Route, Wrapping, copy, ladder};
use unsnag::host::{Environment, Farewell, Input, Paths, Screen, Sessions, signals};

fn main() -> std::io::Result<()> {
    let farewell = Farewell::default();
    farewell.set("farewell");
    signals::survive_file_limit()?;
    let mut screen = Screen::enter(&farewell)?;
    let environment = Environment::read();
    let mut last = String::from("nothing yet");
    let mut digits = 0;
    loop {
        screen.draw(|frame| {
            let cursor = (0, frame.area().height.saturating_sub(1));
            frame.render_widget(
                Paragraph::new(format!("guard\n{last}\n{digits} digits have come")),
                frame.area(),
            );
            frame.set_cursor_position(cursor);
        })?;
        let input = screen.next(None)?;
        digits += match &input {
            Some(Input::Key(key)) => {
                usize::from(key.code.as_char().is_some_and(|char| char.is_ascii_digit()))
            }
            Some(Input::Paste { text, .. }) => text.bytes().filter(u8::is_ascii_digit).count(),
            _ => 0,
        };
        match input {
            Some(Input::Key(key)) => match key.code {
                KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => screen.suspend()?,
                KeyCode::Char('p') => panic!("the UI thread fell over"),
                KeyCode::Char('w') => {
                    screen.spawn_worker("worker", || panic!("a worker fell over"), || ())?;
                }
                KeyCode::Char('m') => screen.mouse(true)?,
                KeyCode::Char('r') => screen.repaint()?,
                KeyCode::Char('o') => {
                    let outcome = copy("copied text", &[Route::Osc52(Wrapping::Bare)], &mut screen.out());
                    last = outcome.map_or_else(|refusal| refusal.to_string(), |outcome| outcome.to_string());
                }
                KeyCode::Char('c') => {
                    let routes = ladder(&environment, ClipboardChoice::Auto, None);
                    let outcome = copy("echo \"$HOME\" `id`; $(id)\n", &routes, &mut screen.out());
                    last = outcome.map_or_else(|refusal| refusal.to_string(), |outcome| outcome.to_string());
                }
                KeyCode::Char('j') => last = fill_disk(&environment),
                KeyCode::Char('q') => return Ok(()),
                code => last = format!("key {code:?}"),
            },
            Some(Input::Paste { text, cut }) => last = format!("paste of {} bytes, cut: {cut}", text.len()),
            Some(Input::Resize(columns, rows)) => last = format!("{columns} by {rows}"),
            Some(Input::Fault(message)) => last = format!("fault: {}", message.replace('\n', " ")),
            Some(Input::Mouse(mouse)) => last = format!("mouse {:?}", mouse.kind),
            None => {}
        }
    }
}

/// Appends records until one is not saved.
fn fill_disk(environment: &Environment) -> String {
    let Some(paths) = Paths::find(environment) else { return "no home".into() };
    let mut journal = Sessions::at(paths.sessions()).create("guard", serde_json::Map::new());
    let record = format!("{{\"text\":\"{}\"}}", "x".repeat(1000));
    for _ in 0..1000 {
        if let Err(unsaved) = journal.append(&[&record]) {
            return format!("{} in memory only", unsaved.records);
        }
    }
    "everything saved".into()
}
