//! What holds of every screen in every size, language and theme.

use crate::i18n::wording::texts;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use std::collections::BTreeSet;
use unsnag::flow::Library;
use unsnag::text::width;
use unsnag::ui::action::Action;
use unsnag::ui::tui::theme::{Named, Theme};
use unsnag::ui::tui::{App, picture};

/// A screen in one size and language.
pub struct Shot<'a> {
    /// The program there.
    pub app: &'a mut App,
    /// What is drawn.
    pub cells: Buffer,
    /// The same as text.
    pub text: &'a str,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Pieces of the English wording that must not be there, each with its key.
    pub foreign: &'a [(String, String)],
}

/// Says what is wrong.
type Law = fn(&mut Shot) -> Result<(), String>;

/// What must hold, by name.
pub const LAWS: &[(&str, Law)] = &[
    ("whole", whole),
    ("pressed", pressed),
    ("titled", titled),
    ("themes", themes),
    ("ascii", ascii),
    ("translated", translated),
];

/// No line is wider than the screen, nothing stands in the second half of a wide character, and none is lost.
fn whole(shot: &mut Shot) -> Result<(), String> {
    if shot.text.contains('\u{fffd}') {
        return Err("a character is lost".to_owned());
    }
    let area = *shot.cells.area();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let columns = u16::try_from(width(shot.cells[(x, y)].symbol()).max(1)).unwrap();
            if x + columns > area.width {
                return Err(format!("a character is cut at {x},{y}"));
            }
            if (x + 1..x + columns).any(|x| !shot.cells[(x, y)].symbol().trim().is_empty()) {
                return Err(format!("half a character at {x},{y}"));
            }
            x += columns;
        }
    }
    Ok(())
}

/// The last line says what to press: the key of help, or what closes that which lies over the screen.
fn pressed(shot: &mut Shot) -> Result<(), String> {
    let foot = shot.text.lines().last().unwrap_or_default();
    let words: Vec<&str> = foot.split_whitespace().collect();
    let keys = &shot.app.keys;
    let mut known: BTreeSet<&str> = keys.rows().flat_map(|row| row.keys.iter().map(String::as_str)).collect();
    known.insert("up/down");
    if !words.first().is_some_and(|first| known.contains(first)) {
        return Err(format!("the last line names no key first: {foot:?}"));
    }
    let needed = match shot.app.overlay {
        None => [false, true].map(|typing| keys.now(Action::Help, typing).unwrap_or_default()),
        Some(_) => ["esc"; 2],
    };
    match words.iter().any(|word| needed.contains(word)) {
        true => Ok(()),
        false => Err(format!("none of {needed:?} in the last line: {foot:?}")),
    }
}

/// What lies over the screen says wholly what it is.
fn titled(shot: &mut Shot) -> Result<(), String> {
    match shot.text.lines().find(|line| line.contains("╭") && line.trim_end().ends_with("… ╮")) {
        None => Ok(()),
        Some(line) => Err(format!("a title is cut: {line:?}")),
    }
}

/// No theme changes a character or the background, and those for no colours have none.
fn themes(shot: &mut Shot) -> Result<(), String> {
    let own = shot.app.theme;
    for (named, theme) in Named::ALL {
        shot.app.theme = Theme::named(named);
        let cells = picture::draw(shot.app, shot.size.0, shot.size.1).unwrap();
        let bare = matches!(named, Named::None | Named::Contrast);
        for (cell, before) in cells.content.iter().zip(&shot.cells.content) {
            if cell.symbol() != before.symbol() {
                return Err(format!("{theme} changes {:?} to {:?}", before.symbol(), cell.symbol()));
            }
            if cell.bg != Color::Reset || (bare && cell.fg != Color::Reset) {
                return Err(format!("{theme} has a colour: {cell:?}"));
            }
        }
    }
    shot.app.theme = own;
    Ok(())
}

/// Without line characters there are none.
fn ascii(shot: &mut Shot) -> Result<(), String> {
    let own = shot.app.theme;
    shot.app.theme = own.with_ascii(true);
    let cells = picture::draw(shot.app, shot.size.0, shot.size.1).unwrap();
    shot.app.theme = own;
    let line = |symbol: &str| symbol.contains(|c: char| ('\u{2500}'..='\u{259f}').contains(&c));
    match cells.content.iter().find(|cell| line(cell.symbol())) {
        None => Ok(()),
        Some(cell) => Err(format!("{:?} is drawn", cell.symbol())),
    }
}

/// Nothing is left in English.
fn translated(shot: &mut Shot) -> Result<(), String> {
    let text = folded(shot.text);
    match shot.foreign.iter().find(|(_, piece)| text.contains(piece.as_str())) {
        None => Ok(()),
        Some((key, piece)) => Err(format!("{piece:?} of \"{key}\" is English")),
    }
}

/// The text without frames and line breaks.
pub fn folded(text: &str) -> String {
    let text = text.replace(|c: char| ('\u{2500}'..='\u{257f}').contains(&c), " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pieces of the English wording, and of English flows, that cannot be meant in another language, each with its key.
pub fn foreign_to(lang: &str, library: &Library) -> Vec<(String, String)> {
    let (english, own) = (texts("en"), texts(lang));
    let mut pieces = Vec::new();
    for flow in library.flows.values().filter(|_| lang != "en") {
        let said = flow
            .strings()
            .into_iter()
            .flat_map(|(path, strings)| strings.into_iter().map(move |text| (path.clone(), text)));
        let said = said.chain(flow.symptoms.iter().map(|text| ("symptoms".to_owned(), text.text.clone())));
        // What a command prints is the same in every language.
        pieces.extend(said.filter(|(path, text)| text.contains(' ') && !path.ends_with(".expect")));
    }
    for (key, text) in &english {
        let parts = text.split(['{', '}', '\n']).step_by(2);
        for part in parts.map(folded) {
            let words = part.split(' ').filter(|word| word.len() > 1).count();
            if words >= 2 && part.len() >= 8 && !own.get(key).is_some_and(|own| folded(own).contains(&part)) {
                pieces.push((key.clone(), part));
            }
        }
    }
    pieces
}
