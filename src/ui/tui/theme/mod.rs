//! How the screen looks, by role. Themes are files: a role has one of the sixteen named colours and modifiers, and the
//! background is the terminal's own.

mod detect;
mod file;

pub use detect::{Why, detect, detect_why};
pub use file::{COLOURS, ThemeFile, read, schema};

use crate::flow::diagnostic::Source;
use crate::text::markup;
use crate::text::packed::packed;
use ratatui::style::{Color, Modifier, Style};

/// Every role with its name in theme files, in the order of the type.
pub const ROLES: [(Role, &str); 18] = [
    (Role::Text, "text"),
    (Role::Title, "title"),
    (Role::Heading, "heading"),
    (Role::Aside, "aside"),
    (Role::Label, "label"),
    (Role::Code, "code"),
    (Role::Slot, "slot"),
    (Role::Filled, "filled"),
    (Role::Link, "link"),
    (Role::Selected, "selected"),
    (Role::SelectedMatch, "selected-match"),
    (Role::Match, "match"),
    (Role::Key, "key"),
    (Role::Focus, "focus"),
    (Role::Rule, "rule"),
    (Role::Warning, "warning"),
    (Role::Good, "good"),
    (Role::Disabled, "disabled"),
];

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// The question or fix.
    Title,
    /// The kind of step, headings.
    Heading,
    /// Secondary text.
    Aside,
    /// A word to look for in a portal.
    Label,
    /// A command or a name in code.
    Code,
    /// A slot without a value.
    Slot,
    /// A slot with a value.
    Filled,
    /// A link.
    Link,
    /// The selected row.
    Selected,
    /// The part of the selected row that matched.
    SelectedMatch,
    /// The part of a text that matched.
    Match,
    /// A key in the footer.
    Key,
    /// The frame around what takes the keys.
    Focus,
    /// Other frames, and rules.
    Rule,
    /// Something to beware of.
    Warning,
    /// Something went well.
    Good,
    /// A row that cannot be chosen.
    Disabled,
}

/// The themes that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Named {
    /// Readable on dark and light backgrounds.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// The strongest contrast there is.
    Contrast,
    /// Without colours.
    None,
}

/// What a theme takes the background of the terminal to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// Any.
    #[default]
    Unknown,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// How roles look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; ROLES.len()],
    /// The background that it is for.
    pub background: Background,
    /// No line-drawing characters.
    pub ascii: bool,
}

impl Named {
    /// Every theme with its name.
    pub const ALL: [(Named, &'static str); 5] = [
        (Named::Auto, "auto"),
        (Named::Dark, "dark"),
        (Named::Light, "light"),
        (Named::Contrast, "contrast"),
        (Named::None, "none"),
    ];

    /// The theme of this name.
    pub fn of(name: &str) -> Option<Named> {
        Named::ALL.iter().find(|(_, one)| *one == name).map(|(theme, _)| *theme)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        Named::ALL.iter().find(|(theme, _)| *theme == self).map_or("", |(_, name)| name)
    }

    /// Its file.
    pub fn source(self) -> Source {
        let text = match self {
            Named::Auto => packed!("auto.yaml"),
            Named::Dark => packed!("dark.yaml"),
            Named::Light => packed!("light.yaml"),
            Named::Contrast => packed!("contrast.yaml"),
            Named::None => packed!("none.yaml"),
        };
        Source::new(format!("assets/themes/{}.yaml", self.name()), text)
    }
}

impl Default for Theme {
    fn default() -> Theme {
        Theme::named(Named::Auto)
    }
}

impl Theme {
    /// A theme that comes with the program. A test reads each, so there are no faults to report.
    pub fn named(theme: Named) -> Theme {
        let background = match theme {
            Named::Dark => Background::Dark,
            Named::Light => Background::Light,
            Named::Auto | Named::Contrast | Named::None => Background::Unknown,
        };
        Theme { background, ..read(&theme.source(), Theme::bare()).0 }
    }

    /// No role looks like anything.
    fn bare() -> Theme {
        Theme { styles: [Style::new(); ROLES.len()], background: Background::Unknown, ascii: false }
    }

    /// The same with or without line-drawing characters.
    pub fn with_ascii(self, ascii: bool) -> Theme {
        Theme { ascii, ..self }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// Whether any role has a colour.
    pub fn coloured(&self) -> bool {
        self.styles.iter().any(|style| style.fg.is_some_and(|colour| colour != Color::Reset))
    }

    /// The style of a run of flow text.
    pub fn markup(&self, style: markup::Style) -> Style {
        self.style(match style {
            markup::Style::Plain => Role::Text,
            markup::Style::Code => Role::Code,
            markup::Style::Label => Role::Label,
            markup::Style::Slot => Role::Slot,
            markup::Style::Strong => Role::Filled,
            markup::Style::Dim => Role::Aside,
            markup::Style::Warning => Role::Warning,
        })
    }

    /// The rule beside a command.
    pub fn bar(&self) -> &'static str {
        if self.ascii { "| " } else { "│ " }
    }

    /// The frame around something of a role: a line under it would be a second frame.
    pub fn edge(&self, role: Role) -> Style {
        self.style(role).remove_modifier(Modifier::UNDERLINED)
    }

    /// A word as a block in the colour of a role.
    pub fn badge(&self, role: Role) -> Style {
        self.style(role).add_modifier(Modifier::REVERSED).remove_modifier(Modifier::UNDERLINED)
    }

    /// A heavy horizontal rule.
    pub fn heavy_rule(&self, width: usize) -> String {
        (if self.ascii { "=" } else { "━" }).repeat(width)
    }

    /// A horizontal rule.
    pub fn rule(&self, width: usize) -> String {
        (if self.ascii { "-" } else { "─" }).repeat(width)
    }
}
