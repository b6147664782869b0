//! Characters in parts: `é` is `e`, `ﬁ` is `fi`, `Ｋ` is `K`. That is NFKD (Unicode, UAX #15) without combining marks, as
//! a table that the build makes: those of a library are six times as large, because they tell more.

use crate::text::packed::packed_numbers;
use std::sync::LazyLock;

/// The characters that have parts, in order, and where in [`PARTS`] the last part of each ends.
static ENDS: LazyLock<Vec<(char, u32)>> = LazyLock::new(|| {
    let chars = packed_numbers!("decomposed.chars");
    let mut parts = PARTS.chars();
    let mut end = 0;
    let ends = chars.into_iter().zip(packed_numbers!("decomposed.counts")).filter_map(|(c, count)| {
        end += parts.by_ref().take(count as usize).map(|part| part.len_utf8() as u32).sum::<u32>();
        Some((char::from_u32(c)?, end))
    });
    ends.collect()
});

/// The parts of all characters, one behind another.
static PARTS: LazyLock<String> =
    LazyLock::new(|| packed_numbers!("decomposed.parts").into_iter().filter_map(char::from_u32).collect());

/// What a character consists of, without combining marks; none where that is itself. Hangul stays whole: it would come
/// apart into jamo, of which two make no word.
pub(super) fn decomposed(c: char) -> Option<&'static str> {
    // Most that is looked up is Chinese, and has none.
    if c.is_ascii() || ('\u{3400}'..='\u{9fff}').contains(&c) {
        return None;
    }
    let at = ENDS.binary_search_by_key(&c, |(c, _)| *c).ok()?;
    let start = at.checked_sub(1).and_then(|before| ENDS.get(before)).map_or(0, |(_, end)| *end);
    PARTS.get(start as usize..ENDS.get(at)?.1 as usize)
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
