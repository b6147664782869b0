//! What search knows of languages: words that say little, other forms of a word, and words that people use for one
//! another.

use super::fold::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FUNCTION_WORDS: &str = include_str!("../../assets/search/function-words.txt");
const SYNONYMS: &str = include_str!("../../assets/search/synonyms.txt");

/// A word keeps so many letters when it loses an ending, and when it loses a plural s.
const MIN_STEM: usize = 4;
const MIN_SINGULAR: usize = 3;

/// Endings of English and Swedish words, longer ones before those that they end in.
const ENDINGS: [&str; 28] = [
    "ations", "ation", "ments", "ment", "ures", "ure", "ings", "ing", "ies", "ers", "ed", "es", "arna",
    "erna", "orna", "ande", "ende", "ade", "ens", "ets", "er", "en", "et", "ar", "or", "ad", "at", "it",
];
/// Most endings that stand behind one another.
const MAX_ENDINGS: usize = 3;

/// Characters that say little whatever stands beside them.
const CHINESE_PARTICLES: [char; 9] = ['的', '了', '吗', '呢', '我', '你', '们', '么', '没'];

/// Whether a folded word, or pair of Chinese characters, says little about a problem.
pub(super) fn says_little(token: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| lines(FUNCTION_WORDS).flat_map(str::split_whitespace).collect());
    WORDS.contains(token)
        || !token.is_ascii() && token.contains(CHINESE_PARTICLES) && token.chars().count() == 2
}

/// How much a folded word counts: one that says little a fifth.
pub(super) fn weight(token: &str) -> f32 {
    if says_little(token) { 0.2 } else { 1.0 }
}

/// The words that people use for a folded one, folded.
pub(super) fn synonyms(word: &str) -> &'static [String] {
    static GROUPS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut groups: HashMap<String, Vec<String>> = HashMap::new();
        for line in lines(SYNONYMS) {
            let members: Vec<String> = line.split(',').map(|member| fold(member.trim())).collect();
            for member in members.iter().filter(|member| !member.contains(' ')) {
                let others = members.iter().filter(|other| *other != member);
                let words = others.flat_map(|other| other.split(' ')).map(str::to_owned);
                groups.entry(member.clone()).or_default().extend(words);
            }
        }
        groups
    });
    let find = |word: &str| GROUPS.get(word).map(Vec::as_slice);
    find(word).or_else(|| find(word.strip_suffix('s')?)).unwrap_or_default()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// What the forms of a folded word have in common: the word without endings of English and Swedish. Nothing says which
/// language a word is in, so both are cut, and what is left need not be a word.
pub(super) fn stem(word: &str) -> &str {
    let mut stem = word;
    for _ in 0..MAX_ENDINGS {
        let mut shorter = ENDINGS.iter().filter_map(|ending| stem.strip_suffix(ending));
        match shorter.find(|rest| rest.len() >= MIN_STEM) {
            Some(rest) => stem = rest,
            None => break,
        }
    }
    let plural =
        stem.strip_suffix('s').filter(|rest| rest.len() >= MIN_SINGULAR && !rest.ends_with(['s', 'u', 'i']));
    let stem = plural.unwrap_or(stem);
    let vowel = stem.strip_suffix(['e', 'a', 'y', 'o']).filter(|rest| rest.len() >= MIN_STEM);
    without_double(vowel.unwrap_or(stem))
}

/// `stopp` of `stopped` as `stop`.
fn without_double(stem: &str) -> &str {
    let mut letters = stem.bytes().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before))
            if last == before && last.is_ascii_lowercase() && stem.len() > MIN_SINGULAR =>
        {
            stem.get(..stem.len() - 1).unwrap_or(stem)
        }
        _ => stem,
    }
}
