//! A whole walk in line mode through the real program, in every language: what a screen reader, a pipe and a person
//! who types must get. Nothing here looks at a single sentence; all of it holds for whatever is said.

use crate::cli::Home;
use crate::pty::{Pty, Setup};
use unicode_width::UnicodeWidthStr;
use unsnag::text::Strings;

/// From the first word to the end: help, search, a lookup, a question, checks with pasted output, blanks, a dangerous
/// command, going back, the undo sheet, the review, the transcript, words of the palette, and mistakes.
const WALK: &str = "\
help
search
99
zzzz qqqq
um.hresult
2147943458
search 0x80072EE2
1
1
help
nonsense of words
77
paste
HRESULT 0x8024402C
end
back
forward
home
0x8024402C
1
1
trail
others
note asked ada@nordwind.example password=hunter22
search CertificateValidationError
1
fill endpoint usage.example.net
fill nothing
copy
copy 2
view
not-fixed
unsure
U
changes
undo
redo
export t.md
1
1
class 1

action transcript
language
home
search um.machine-already-registered
home
Machine is already registered to a different account
1
1
copy 1
no
copy 1
home
quit
";

/// What was printed in a language, and what the width of lines is.
fn walk(lang: &str) -> (Home, String) {
    let home = Home::new();
    let ran = home.talk(&["--plain", "--lang", lang], WALK);
    (home, ran.out)
}

/// Lines that are printed as they are, so that they can be copied whole: commands, links, pasted text.
fn is_verbatim(line: &str) -> bool {
    line.contains("http") || line.is_ascii() && line.contains(['$', '|', '\\', '=', '<', '{'])
}

#[test]
fn a_walk_is_short_plain_lines_in_every_language() {
    for lang in Strings::languages() {
        let (home, out) = walk(lang);
        assert!(out.lines().count() > 200, "{lang}: the walk came to nothing:\n{out}");
        assert!(home.path().join("t.md").exists(), "{lang}: no transcript\n{out}");
        for line in out.lines() {
            let odd =
                |c: char| c.is_control() || matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}');
            assert!(!line.contains(odd), "{lang}: a sign that nobody can hear: {line:?}");
            assert!(line.width() <= 80 || is_verbatim(line), "{lang}: a long line: {line:?}");
            // A mark of a column or a border, not of a sentence.
            assert!(!line.trim_start().starts_with(['|', '>', '*', '[']), "{lang}: {line:?}");
        }
        // How many steps are left is said in words: `1-4` and `2+` are sums by ear.
        let heads: Vec<&str> = out
            .lines()
            .filter(|line| line.ends_with([':', '：']) && line.contains(", ") || line.ends_with('：'))
            .collect();
        let signs = |line: &&&str| {
            line.contains('+')
                || line.chars().zip(line.chars().skip(1)).any(|(a, b)| a.is_ascii_digit() && b == '-')
        };
        assert!(heads.len() > 10, "{lang}: {heads:?}");
        assert_eq!(heads.iter().filter(signs).collect::<Vec<_>>(), Vec::<&&str>::new(), "{lang}");
    }
}

#[test]
fn mistakes_are_answered_with_what_to_type() {
    for lang in Strings::languages() {
        let strings = Strings::for_lang(lang);
        let (_, out) = walk(lang);
        // Sentences may be wrapped.
        let flat: String = out.split_whitespace().collect();
        let squeezed = |text: String| text.split_whitespace().collect::<String>();
        for (key, values) in [
            ("plain.unknown", &[("said", "nonsense of words")][..]),
            ("plain.no-number", &[("number", "77"), ("count", "\n")]),
            ("plain.copy-which", &[("count", "2")]),
        ] {
            let said = strings.fill(key, values);
            // How many there are depends on the step.
            let start = squeezed(said.split('\n').next().unwrap_or_default().to_owned());
            assert!(flat.contains(&start), "{lang}: no {said:?} in\n{out}");
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let (_, english) = walk("en");
    let sentences: Vec<&str> = english
        .lines()
        .filter(|line| line.split_whitespace().count() > 5 && line.is_ascii() && !is_verbatim(line))
        .collect();
    assert!(sentences.len() > 80, "{}", sentences.len());
    for lang in Strings::languages().filter(|lang| *lang != "en") {
        let (_, out) = walk(lang);
        let same: Vec<&&str> = sentences.iter().filter(|line| out.lines().any(|own| own == **line)).collect();
        assert_eq!(same, Vec::<&&str>::new(), "{lang}");
    }
}

/// On a terminal too: every byte that comes is text, for what was typed and what was answered.
#[test]
fn a_terminal_gets_text_and_nothing_else() {
    for lang in Strings::languages() {
        let setup = Setup::unsnag(&["run", "azs.usage", "--plain", "--lang", lang]).size(60, 24);
        let mut pty: Pty = setup.start();
        for keys in ["help\r", "99\r", "2\r", "zzzz\r", "1\r", "export -\r", "quit\r"] {
            pty.send(keys);
        }
        pty.wait_exit();
        let raw = pty.raw();
        let text = String::from_utf8(raw).unwrap();
        let odd =
            |c: char| (c.is_control() && !matches!(c, '\r' | '\n')) || matches!(c, '\u{2500}'..='\u{257f}');
        assert!(!text.contains(odd), "{lang}: {text:?}");
        assert!(text.contains("unsnag export 20"), "{lang}: {text}");
    }
}
