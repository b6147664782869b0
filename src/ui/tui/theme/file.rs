//! A theme as a file.

use super::{Named, ROLES, Theme};
use crate::flow::diagnostic::{Diagnostic, Source};
use crate::flow::file::Text;
use crate::flow::nearest::did_you_mean;
use crate::flow::settings::Reading;
use crate::flow::yaml::Step;
use indexmap::IndexMap;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// The colours of the terminal, by name, in the order of their numbers.
pub const COLOURS: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// What else a role can be.
const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// How the screen of unsnag looks: a colour and modifiers for each role.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "unsnag theme"))]
pub struct ThemeFile {
    /// The theme whose roles this one changes; without it the one that the terminal would have.
    pub base: Option<Named>,
    /// Role to its style: at most one of the sixteen colours, and modifiers, such as `bright-blue bold`.
    #[serde(default)]
    pub roles: IndexMap<String, Text>,
}

/// The JSON Schema of theme files, for editors.
pub fn schema() -> String {
    crate::text::packed::packed!("theme.schema.json")
}

/// Reads a theme over another one, with what is wrong in it; faulty roles stay as they were.
pub fn read(source: &Source, base: Theme) -> (Theme, Vec<Diagnostic>) {
    let mut reading: Reading<ThemeFile> = Reading::of(source);
    let file = std::mem::take(&mut reading.value);
    let mut theme = file.base.map_or(base, Theme::named);
    for (name, words) in &file.roles {
        let path = [Step::Key("roles"), Step::Key(name)];
        let Some(at) = ROLES.iter().position(|(_, role)| role == name) else {
            let roles = ROLES.map(|(_, role)| role);
            let hint = did_you_mean(name, roles);
            let help = format!("roles are {}", roles.join(", "));
            reading.at_key(&path, format!("there is no role \"{name}\"{hint}"), help);
            continue;
        };
        match style(&words.0) {
            Ok(style) => theme.styles.iter_mut().skip(at).take(1).for_each(|one| *one = style),
            Err((message, help)) => reading.at(&path, message, help),
        }
    }
    (theme, reading.faults)
}

/// The style of words such as `bright-blue bold`, or what is wrong with them and what to do.
fn style(words: &str) -> Result<Style, (String, String)> {
    let mut style = Style::new();
    for word in words.split_whitespace() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == word) {
            if style.fg.is_some() {
                let help =
                    "write one colour; the background is the terminal's own, and `reversed` swaps the two";
                return Err((format!("\"{words}\" names two colours"), help.to_owned()));
            }
            style = style.fg(*colour);
        } else {
            return Err(unknown(word));
        }
    }
    Ok(style)
}

fn unknown(word: &str) -> (String, String) {
    let colours = COLOURS.map(|(name, _)| name);
    let modifiers = MODIFIERS.map(|(name, _)| name);
    if word == "on"
        || word.starts_with("on-")
        || word.starts_with('#')
        || word.bytes().all(|b| b.is_ascii_digit())
    {
        let help = "colours are the sixteen of the terminal, by name; the background is the terminal's own, and \
                    `reversed` swaps the two";
        return (format!("a theme cannot say \"{word}\""), help.to_owned());
    }
    let known = colours.iter().chain(&modifiers).copied();
    let near = match word {
        "gray" | "grey" | "darkgray" | "dark-gray" => "; did you mean \"bright-black\"?".to_owned(),
        "underline" => "; did you mean \"underlined\"?".to_owned(),
        "reverse" | "inverse" => "; did you mean \"reversed\"?".to_owned(),
        word => did_you_mean(word, known),
    };
    let help = format!("colours are {}; besides there are {}", colours.join(", "), modifiers.join(", "));
    (format!("there is no colour or modifier \"{word}\"{near}"), help)
}
