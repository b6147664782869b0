//! Cleaning, markup and wrapping.

use std::borrow::Cow;

use proptest::prelude::*;
use unsnag::text::visible::{line_ends, name};
use unsnag::text::wrap::{expand_tabs, truncate_with};
use unsnag::text::{
    Span, Style, hanging, hard_wrap, has_hidden, non_ascii, parse, plain, slots, truncate, visible,
    visible_line, width, wrap,
};

fn flat(lines: &[Vec<Span>]) -> Vec<String> {
    lines.iter().map(|line| plain(line)).collect()
}

fn wrapped(text: &str, columns: usize) -> Vec<String> {
    flat(&wrap(&[Span::plain(text)], columns))
}

fn styled(text: &str) -> Vec<(String, Style)> {
    parse(text, |name| name == "host").into_iter().map(|span| (span.text, span.style)).collect()
}

#[test]
fn escapes_and_bidi_are_shown_not_removed() {
    assert_eq!(visible("a\u{1b}[31mred\u{9b}0m\u{7}"), "a\\u{1b}[31mred\\u{9b}0m\\u{7}");
    assert_eq!(visible("x\u{202e}y\u{2066}\u{200b}\u{feff}\u{ad}\u{2028}\u{e0041}"), {
        "x\\u{202e}y\\u{2066}\\u{200b}\\u{feff}\\u{ad}\\u{2028}\\u{e0041}"
    });
    assert_eq!(visible("line\n\ttab\r"), "line\n\ttab\\u{d}");
}

#[test]
fn ordinary_text_is_borrowed() {
    for text in ["", "plain\n\ttext", "Återbetalning", "证书错误", "naïve – “quoted” ⚠\u{fe0f}"]
    {
        assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
        assert!(!has_hidden(text), "{text}");
    }
}

#[test]
fn one_line_places_show_line_feeds() {
    assert_eq!(visible_line("a\nb\tc\u{1b}"), "a\\nb c\\u{1b}");
}

#[test]
fn windows_and_pasted_line_ends_become_line_feeds() {
    assert_eq!(line_ends("a\r\nb\rc\n"), "a\nb\nc\n");
}

#[test]
fn characters_in_commands_are_listed_and_named() {
    assert_eq!(non_ascii("w32tm –query “x” –"), ['–', '“', '”']);
    assert_eq!(name('–'), "U+2013 en dash");
    assert_eq!(name('а'), "U+0430 Cyrillic letter");
    assert_eq!(name('☃'), "U+2603");
}

#[test]
fn markup_has_code_labels_and_declared_slots() {
    assert_eq!(
        styled("Open **Key Vault**, run `ping <host>` not <wsid>."),
        [
            ("Open ".into(), Style::Plain),
            ("Key Vault".into(), Style::Label),
            (", run ".into(), Style::Plain),
            ("ping ".into(), Style::Code),
            ("<host>".into(), Style::Slot),
            (" not <wsid>.".into(), Style::Plain),
        ]
    );
    assert_eq!(Span::new("<host>", Style::Slot).slot(), Some("host"));
    assert_eq!(Span::plain("<host>").slot(), None);
}

#[test]
fn marks_without_a_partner_are_text() {
    for text in
        ["a `b", "2 ** 3 ** 4", "**", "****", "``", "a * b", "**open", "`` x", "<", "<>", "<host", "< host>"]
    {
        assert_eq!(styled(text).iter().map(|(text, _)| text.as_str()).collect::<String>(), text);
        assert!(styled(text).iter().all(|(_, style)| *style == Style::Plain), "{text}");
    }
    assert_eq!(styled("``a`")[1], ("a".into(), Style::Code));
}

#[test]
fn stars_inside_code_stay() {
    assert_eq!(styled("`a ** b` **c**")[0], ("a ** b".into(), Style::Code));
}

#[test]
fn commands_have_slots_only() {
    let spans = slots("echo `date` **x** <host> <host>", |name| name == "host");
    assert_eq!(spans.iter().filter(|span| span.style == Style::Slot).count(), 2);
    assert_eq!(plain(&spans), "echo `date` **x** <host> <host>");
}

#[test]
fn hostile_markup_takes_linear_time() {
    for pattern in ["`", "**a ", "<a", "**", "*`", "**`<host>"] {
        let text = pattern.repeat(200_000);
        assert!(plain(&parse(&text, |_| false)).len() <= text.len());
    }
}

#[test]
fn widths_are_columns() {
    assert_eq!(width("abc"), 3);
    assert_eq!(width("证书"), 4);
    assert_eq!(width("e\u{301}a\u{30a}"), 2);
    assert_eq!(width(""), 0);
}

#[test]
fn words_wrap_and_trailing_spaces_go() {
    assert_eq!(wrapped("the machine  cannot talk", 11), ["the machine", "cannot talk"]);
    assert_eq!(wrapped("a\n\n  b \n", 10), ["a", "", "  b"]);
    assert_eq!(wrapped("", 10), [""; 0]);
    assert_eq!(wrapped("     ab", 3), ["ab"]);
}

#[test]
fn long_words_are_cut_at_graphemes() {
    assert_eq!(wrapped("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    assert_eq!(wrapped("CertificateValidationError", 12), ["CertificateV", "alidationErr", "or"]);
}

#[test]
fn chinese_punctuation_never_starts_or_wrongly_ends_a_line() {
    let text = "如果证书不是由受信任的机构颁发的，请打开“更新管理”（已停用）。然后重试：检查代理、防火墙！";
    // Narrower than the longest unbreakable run, something has to be cut.
    for columns in 8..60 {
        for line in wrapped(text, columns) {
            assert!(!line.starts_with(['，', '。', '）', '！', '：', '、']), "{columns}: {line}");
            assert!(!line.ends_with('（'), "{columns}: {line}");
        }
    }
}

#[test]
fn styles_survive_wrapping() {
    let lines = wrap(&parse("run `ping host` now", |_| false), 8);
    assert_eq!(flat(&lines), ["run ping", "host now"]);
    assert_eq!(lines[0], [Span::plain("run "), Span::new("ping", Style::Code)]);
    assert_eq!(lines[1], [Span::new("host", Style::Code), Span::plain(" now")]);
}

#[test]
fn following_lines_hang_under_the_first() {
    let first = [Span::plain(" 1. ")];
    assert_eq!(flat(&hanging(&first, &[Span::plain("one two three")], 12)), [" 1. one two", "    three"]);
    assert_eq!(flat(&hanging(&first, &[Span::plain("ab cd")], 6)), [" 1. ab", "cd"]);
    assert_eq!(flat(&hanging(&first, &[], 20)), [" 1. "]);
}

#[test]
fn commands_are_cut_at_the_edge_with_every_space() {
    assert_eq!(hard_wrap("ab  cd\n\n\tx", 4), ["ab  ", "cd", "", "    ", "x"]);
}

#[test]
fn truncation_marks_the_cut() {
    assert_eq!(truncate("short", 5), "short");
    assert_eq!(truncate("a long title", 7), "a long…");
    assert_eq!(truncate("证书错误", 6), "证书…");
    assert_eq!(truncate("abc", 0), "");
    assert_eq!(truncate_with("a long title", 8, "..."), "a lon...");
    assert_eq!(truncate_with("abcdef", 2, "..."), "ab");
}

#[test]
fn tabs_go_to_the_next_stop() {
    assert_eq!(expand_tabs("a\tb\n证\tc"), "a   b\n证  c");
}

/// Text with everything that could upset cleaning and wrapping.
fn any_text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a",
        "word ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "证",
        "书，",
        "“",
        "（",
        "e\u{301}",
        "🇸🇪",
        "👩\u{200d}💻",
        "⚠\u{fe0f}",
        "-",
        "/",
        "`",
        "**",
        "<host>",
        "<",
        "\u{a0}",
        "\u{1b}[0m",
        "\u{202e}",
        "क्ष",
        "ᄀᄀ각",
        "\u{200b}",
        "\u{3000}",
    ]);
    prop_oneof![
        prop::collection::vec(bits, 0..40).prop_map(|parts| parts.concat()),
        any::<String>(),
        "\\PC{0,60}".prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn cleaning_is_idempotent_and_complete(text in any_text()) {
        let clean = visible(&text);
        prop_assert!(!has_hidden(&clean));
        prop_assert_eq!(visible(&clean), clean.as_ref());
        let line = visible_line(&text);
        prop_assert!(!line.contains(['\n', '\t']) && !has_hidden(&line));
        prop_assert_eq!(visible_line(&line), line.as_ref());
    }

    #[test]
    fn markup_loses_only_marks(text in any_text()) {
        let unmarked = |text: &str| text.replace(['`', '*'], "");
        prop_assert_eq!(unmarked(&plain(&parse(&text, |_| true))), unmarked(&text));
        prop_assert_eq!(plain(&slots(&text, |_| true)), text);
    }

    #[test]
    fn wrapped_lines_fit_and_keep_the_text(text in any_text(), columns in 0usize..30) {
        let clean = visible(&text);
        let spans = parse(&clean, |_| true);
        let lines = flat(&wrap(&spans, columns));
        if columns >= 2 {
            for line in &lines {
                prop_assert!(width(line) <= columns, "{:?} is wider than {}", line, columns);
            }
        }
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&plain(&spans)));
        prop_assert!(lines.iter().all(|line| !line.ends_with(' ')));
    }

    #[test]
    fn raw_text_wraps_without_a_panic(text in any_text(), columns in 0usize..30) {
        let spans = [Span::plain(text.as_str()), Span::new(text.as_str(), Style::Code)];
        wrap(&spans, columns);
        hanging(&spans, &spans, columns);
        truncate(&text, columns);
        hard_wrap(&text, columns);
    }

    #[test]
    fn cut_commands_keep_every_character(text in any_text(), columns in 2usize..30) {
        let clean = visible(&text).replace('\t', "    ");
        let lines = hard_wrap(&clean, columns);
        prop_assert_eq!(lines.concat(), clean.replace('\n', ""));
        for line in &lines {
            prop_assert!(width(line) <= columns, "{:?} is wider than {}", line, columns);
        }
    }

    #[test]
    fn truncated_text_fits(text in any_text(), columns in 0usize..30) {
        let clean = visible_line(&text);
        let cut = truncate(&clean, columns);
        prop_assert!(width(&cut) <= columns);
        prop_assert_eq!(cut == clean, width(&clean) <= columns);
    }
}
