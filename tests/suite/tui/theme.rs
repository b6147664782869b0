//! Themes: that each role can be read on the background it is for, that nothing is said by colour alone, and what is
//! wrong with a file of one's own.

use super::Stage;
use ratatui::style::{Color, Modifier, Style};
use unsnag::flow::diagnostic::Source;
use unsnag::host::Environment;
use unsnag::ui::tui::picture;
use unsnag::ui::tui::theme::{COLOURS, Named, ROLES, Role, Theme, detect, read};

/// What the sixteen names look like: xterm, the console of Linux, Tango, Windows, GNOME.
const PALETTES: [[u32; 16]; 5] = [
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
        0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ],
    [
        0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555, 0xff5555,
        0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
    ],
    [
        0x2e3436, 0xcc0000, 0x4e9a06, 0xc4a000, 0x3465a4, 0x75507b, 0x06989a, 0xd3d7cf, 0x555753, 0xef2929,
        0x8ae234, 0xfce94f, 0x729fcf, 0xad7fa8, 0x34e2e2, 0xeeeeec,
    ],
    [
        0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc, 0x767676, 0xe74856,
        0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2,
    ],
    [
        0x171421, 0xc01c28, 0x26a269, 0xa2734c, 0x12488b, 0xa347ba, 0x2aa1b3, 0xd0cfcc, 0x5e5c64, 0xf66151,
        0x33d17a, 0xe9ad0c, 0x2a7bde, 0xc061cb, 0x33c7de, 0xffffff,
    ],
];

/// Roles whose text is read for its own sake; the contrast of WCAG AA for large text holds for bold headings and marks,
/// and what is only decoration or cannot be chosen needs less.
const DECORATION: [Role; 2] = [Role::Rule, Role::Disabled];

/// Relative luminance (WCAG 2.2).
fn luminance(colour: u32) -> f64 {
    let part = |shift: u32| {
        let value = f64::from(colour >> shift & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

/// The worst contrast of a colour on black, and on white, over all palettes.
fn contrast(colour: Color) -> (f64, f64) {
    let at = COLOURS.iter().position(|(_, one)| *one == colour).expect("one of sixteen");
    let all = PALETTES.iter().map(|palette| luminance(palette[at]));
    all.fold((f64::MAX, f64::MAX), |(black, white), light| {
        (black.min((light + 0.05) / 0.05), white.min(1.05 / (light + 0.05)))
    })
}

fn styles(theme: Named) -> Vec<(Role, &'static str, Style)> {
    let theme = Theme::named(theme);
    ROLES.iter().map(|(role, name)| (*role, *name, theme.style(*role))).collect()
}

#[test]
fn every_theme_is_without_faults_and_keeps_the_background() {
    for (named, name) in Named::ALL {
        let (_, faults) = read(&named.source(), Theme::default());
        assert!(faults.is_empty(), "{name}: {faults:?}");
        for (role, role_name, style) in styles(named) {
            assert_eq!(style.bg, None, "{name} {role_name}");
            // Dimmed text is lost on many screens.
            let dim = style.add_modifier.contains(Modifier::DIM);
            assert!(!dim || DECORATION.contains(&role), "{name} {role_name}");
        }
    }
}

#[test]
fn every_role_can_be_read_on_the_background_of_its_theme() {
    // Of the themes for one background four and a half is asked for ordinary text, of the one for both what is left.
    for (named, on_black, on_white) in
        [(Named::Dark, 4.5, 0.0), (Named::Light, 0.0, 4.5), (Named::Auto, 2.6, 2.6)]
    {
        for (role, name, style) in styles(named) {
            let Some(colour) = style.fg else { continue };
            let needed = |most: f64| if DECORATION.contains(&role) { most.min(2.6) } else { most };
            let (black, white) = contrast(colour);
            let fine = black >= needed(on_black) && white >= needed(on_white);
            assert!(fine, "{named:?} {name}: {black:.1} on black, {white:.1} on white");
        }
    }
}

#[test]
fn what_must_be_read_has_no_colour_where_the_background_is_unknown() {
    for role in [Role::Text, Role::Title, Role::Aside, Role::Label, Role::Selected, Role::SelectedMatch] {
        assert_eq!(Theme::named(Named::Auto).style(role).fg, None, "{role:?}");
    }
    for named in [Named::None, Named::Contrast] {
        assert!(!Theme::named(named).coloured());
    }
}

#[test]
fn what_lies_side_by_side_never_looks_the_same() {
    let pairs = [
        (Role::Selected, Role::Text),
        (Role::Selected, Role::SelectedMatch),
        (Role::SelectedMatch, Role::Match),
        (Role::Selected, Role::Match),
        (Role::Match, Role::Text),
        (Role::Slot, Role::Filled),
        (Role::Slot, Role::Code),
        (Role::Title, Role::Text),
        (Role::Key, Role::Text),
        (Role::Warning, Role::Text),
        (Role::Focus, Role::Rule),
    ];
    for (named, name) in Named::ALL {
        let theme = Theme::named(named);
        for (one, other) in pairs {
            assert_ne!(theme.style(one), theme.style(other), "{name}: {one:?} and {other:?}");
        }
    }
}

/// The styles of the cells that show a text.
fn shown(stage: &Stage, text: &str) -> Vec<(Color, Modifier)> {
    let buffer = picture::draw(&stage.app, 80, 24).expect("a picture");
    let area = *buffer.area();
    for y in 0..area.height {
        let row: Vec<&str> = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
        if let Some(at) = row.concat().find(text) {
            let column = row.concat()[..at].chars().count();
            return (column..column + text.chars().count())
                .map(|x| &buffer[(u16::try_from(x).expect("a column"), y)])
                .map(|cell| (cell.fg, cell.modifier))
                .collect();
        }
    }
    panic!("the screen does not show {text:?}:\n{}", stage.screen());
}

#[test]
fn without_colours_the_selection_and_the_match_in_it_are_told_apart() {
    let mut stage = Stage::bundled();
    stage.app.theme = Theme::named(Named::None);
    let stage = stage.keys("usage data does not reach");
    let selected = shown(&stage, "> Azure Stack usage data does not reach Azure");
    let marked = |cell: &&(Color, Modifier)| cell.1.contains(Modifier::UNDERLINED);
    let count = selected.iter().filter(marked).count();
    assert!(count > 0 && count < selected.len());
    assert!(
        selected
            .iter()
            .all(|(colour, modifier)| { *colour == Color::Reset && modifier.contains(Modifier::REVERSED) })
    );
}

#[test]
fn the_environment_decides_and_the_terminal_is_not_asked() {
    let theme = |variables: &[(&str, &str)]| detect(&Environment::of(variables.iter().copied()));
    assert_eq!(theme(&[("TERM", "xterm-256color")]), Named::Auto);
    assert_eq!(theme(&[("TERM", "xterm"), ("COLORFGBG", "15;0")]), Named::Dark);
    assert_eq!(theme(&[("TERM", "xterm"), ("COLORFGBG", "15;default;0")]), Named::Dark);
    assert_eq!(theme(&[("TERM", "xterm"), ("COLORFGBG", "0;15")]), Named::Light);
    assert_eq!(theme(&[("TERM", "xterm"), ("COLORFGBG", "0;default")]), Named::Auto);
    // Within tmux it is that of another terminal.
    assert_eq!(theme(&[("TERM", "tmux"), ("COLORFGBG", "0;15"), ("TMUX", "/tmp/x")]), Named::Auto);
    assert_eq!(theme(&[("TERM", "linux")]), Named::Dark);
    assert_eq!(theme(&[("TERM", "vt220")]), Named::None);
    assert_eq!(theme(&[("TERM", "vt220"), ("COLORTERM", "truecolor")]), Named::Auto);
    assert_eq!(theme(&[("TERM", "xterm"), ("NO_COLOR", "1"), ("COLORFGBG", "15;0")]), Named::None);
}

#[test]
fn a_theme_of_ones_own_changes_roles_and_its_faults_are_told() {
    let yaml = "\
base: dakr
roles:
  title: green underlined
  headin: red
  aside: on blue
  code: red blue
  key: '#ff0000'
  match: grey
";
    let (theme, faults) = read(&Source::new("own.yaml", yaml), Theme::default());
    let told: Vec<String> = faults
        .iter()
        .map(|one| format!("{}:{} {}", one.position().line, one.position().column, one.message))
        .collect();
    let expected = [
        "1:7 \"base\" cannot be \"dakr\"; did you mean \"dark\"?",
        "4:3 there is no role \"headin\"; did you mean \"heading\"?",
        "5:10 a theme cannot say \"on\"",
        "6:9 \"red blue\" names two colours",
        "7:8 a theme cannot say \"#ff0000\"",
        "8:10 there is no colour or modifier \"grey\"; did you mean \"bright-black\"?",
    ];
    assert_eq!(told, expected);
    assert_eq!(theme.style(Role::Title), Style::new().fg(Color::Green).add_modifier(Modifier::UNDERLINED));
    assert_eq!(theme.style(Role::Heading), Theme::named(Named::Dark).style(Role::Heading));
    assert!(faults.iter().all(|fault| fault.help.is_some()));
}
