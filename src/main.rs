//! The `unsnag` program.

use crossterm::event::{KeyCode, KeyModifiers};
use unsnag::host::{Environment, Farewell, Input, Screen, signals, wants_line_mode};

fn main() -> anyhow::Result<()> {
    signals::survive_file_limit()?;
    let farewell = Farewell::default();
    if wants_line_mode(&Environment::read()) {
        signals::end_with_farewell(&farewell)?;
        println!("unsnag");
        return Ok(());
    }
    let mut screen = Screen::enter(&farewell)?;
    farewell.set("Goodbye.");
    loop {
        screen.draw(|frame| frame.render_widget("unsnag", frame.area()))?;
        if let Some(Input::Key(key)) = screen.next(None)? {
            match key.code {
                KeyCode::Char('z') if key.modifiers == KeyModifiers::CONTROL => screen.suspend()?,
                KeyCode::Char('c') if key.modifiers == KeyModifiers::CONTROL => break,
                KeyCode::Char('q') => break,
                _ => {}
            }
        }
    }
    screen.leave();
    println!("Goodbye.");
    std::process::exit(130)
}
