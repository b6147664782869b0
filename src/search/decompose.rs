//! Characters in parts: `é` is `e`, `ﬁ` is `fi`, `Ｋ` is `K`. That is NFKD (Unicode, UAX #15) without combining marks, as
//! a table that the build makes: those of a library are six times as large, because they tell more.

use crate::text::packed::packed;
use std::sync::LazyLock;

/// The characters that have parts, in order, and where in [`LINES`] their parts begin.
static STARTS: LazyLock<Vec<(char, u32)>> = LazyLock::new(|| {
    let mut at = 0;
    let starts = LINES.split_inclusive('\n').filter_map(|line| {
        let c = line.chars().next()?;
        let start = at + c.len_utf8();
        at += line.len();
        Some((c, u32::try_from(start).ok()?))
    });
    starts.collect()
});

/// A line for each character: itself, then its parts.
static LINES: LazyLock<String> = LazyLock::new(|| packed!("decomposed"));

/// What a character consists of, without combining marks; none where that is itself. Hangul stays whole: it would come
/// apart into jamo, of which two make no word.
pub(super) fn decomposed(c: char) -> Option<&'static str> {
    // Most that is looked up is Chinese, and has none.
    if c.is_ascii() || ('\u{3400}'..='\u{9fff}').contains(&c) {
        return None;
    }
    let at = STARTS.binary_search_by_key(&c, |(c, _)| *c).ok()?;
    let (_, start) = STARTS.get(at)?;
    LINES.get(usize::try_from(*start).ok()?..)?.split('\n').next()
}

#[cfg(test)]
mod tests {
    use super::decomposed;
    use unicode_normalization::char::{decompose_compatible, is_combining_mark};

    #[test]
    fn characters_come_apart_as_unicode_says() {
        for c in (char::MIN..=char::MAX).filter(|c| !('\u{ac00}'..='\u{d7a3}').contains(c)) {
            let mut expected = String::new();
            decompose_compatible(c, |part| {
                expected.extend(Some(part).filter(|part| !is_combining_mark(*part)))
            });
            let whole = c.to_string();
            assert_eq!(decomposed(c).unwrap_or(&whole), expected, "{c:?}");
        }
        assert_eq!(decomposed('한'), None);
    }
}
