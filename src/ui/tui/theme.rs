//! Colours by role. Only the 16 named colours and the terminal's own background, so that it fits dark
//! and light terminals alike; nothing is said by colour alone.

use crate::text::markup;
use ratatui::style::{Color, Modifier, Style};

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
    /// The part of a text that matched.
    Match,
    /// A key in the footer.
    Key,
    /// Frames and rules.
    Rule,
    /// Something to beware of.
    Warning,
    /// Something went well.
    Good,
}

/// How roles look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// Modifiers only (`NO_COLOR`).
    pub plain: bool,
    /// No line-drawing characters.
    pub ascii: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let style = Style::new();
        let coloured = |color| if self.plain { style } else { style.fg(color) };
        match role {
            Role::Text | Role::Aside => style,
            Role::Title | Role::Label => style.add_modifier(Modifier::BOLD),
            Role::Heading => coloured(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Code => coloured(Color::Cyan),
            Role::Slot => coloured(Color::Magenta).add_modifier(Modifier::UNDERLINED),
            Role::Filled => coloured(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Link => style.add_modifier(Modifier::UNDERLINED),
            // Reversed text is lost without colours, so there the mark and bold letters carry it.
            Role::Selected if self.plain => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Selected => style.add_modifier(Modifier::REVERSED),
            Role::Match => coloured(Color::Magenta).add_modifier(Modifier::BOLD),
            Role::Key => coloured(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Rule => coloured(Color::DarkGray),
            Role::Warning => coloured(Color::Red).add_modifier(Modifier::BOLD),
            Role::Good => coloured(Color::Green).add_modifier(Modifier::BOLD),
        }
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
        })
    }

    /// The rule beside a command.
    pub fn bar(&self) -> &'static str {
        if self.ascii { "| " } else { "│ " }
    }

    /// A horizontal rule.
    pub fn rule(&self, width: usize) -> String {
        (if self.ascii { "-" } else { "─" }).repeat(width)
    }
}
