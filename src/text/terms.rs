//! Terms: words that a language has another word for, such as those of the mainland in a text for Taiwan.

use super::lang;
use super::markup::{Style, parse};
use super::packed::packed;
use super::sort::set;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The terms of a language.
#[derive(Debug, Default)]
pub struct Terms {
    file: File,
    characters: BTreeSet<char>,
}

/// A word or character that should be another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What stands there.
    pub found: String,
    /// What to write instead; none for a character of another script.
    pub instead: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    whole_words: bool,
    terms: Vec<Term>,
    characters: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    #[serde(rename = "use")]
    instead: String,
    not: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

static TERMS: [(&str, LazyLock<Terms>); 3] = [
    ("sv", LazyLock::new(|| Terms::read(&packed!("terms.sv.json")))),
    ("zh-TW", LazyLock::new(|| Terms::read(&packed!("terms.zh-TW.json")))),
    ("zh-CN", LazyLock::new(|| Terms::read(&packed!("terms.zh-CN.json")))),
];

impl Terms {
    /// The terms for texts in a language; none if there is no list for it.
    pub fn for_lang(tag: &str) -> Option<&'static Terms> {
        let best = lang::best(tag, TERMS.iter().map(|(tag, _)| *tag))?;
        TERMS.iter().find(|(tag, _)| *tag == best).map(|(_, terms)| &**terms)
    }

    /// The words that are looked for, in no order.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        self.file.terms.iter().flat_map(|term| &term.not).map(String::as_str)
    }

    /// What should be written differently in a text, each word once, in the order of the list. What stands in
    /// backticks is not looked at, because machines print it.
    pub fn faults(&self, text: &str) -> Vec<Fault> {
        let spans = parse(text, |_| true);
        let of = |styles: &[Style]| -> Vec<String> {
            spans.iter().filter(|span| styles.contains(&span.style)).map(|span| span.text.clone()).collect()
        };
        // A label is worded by its portal; only the script can be wrong.
        let (prose, written) = (of(&[Style::Plain]), of(&[Style::Plain, Style::Label]));
        let mut faults = Vec::new();
        let mut covered: BTreeSet<char> = BTreeSet::new();
        for term in &self.file.terms {
            for word in
                term.not.iter().filter(|word| prose.iter().any(|text| self.has(text, word, &term.unless)))
            {
                covered.extend(word.chars());
                faults.push(Fault { found: word.clone(), instead: Some(term.instead.clone()) });
            }
        }
        let wrong = super::sort::set(written.iter().flat_map(|text| text.chars()));
        let wrong = wrong.into_iter().filter(|c| self.characters.contains(c) && !covered.contains(c));
        faults.extend(wrong.map(|c| Fault { found: c.to_string(), instead: None }));
        faults
    }

    /// Whether a text has a word that is not part of one of the longer words.
    fn has(&self, text: &str, word: &str, unless: &[String]) -> bool {
        text.match_indices(word).any(|(at, _)| {
            let end = at + word.len();
            let whole = || {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let after = text.get(end..).and_then(|after| after.chars().next());
                ![before, after].into_iter().flatten().any(|c| c.is_alphanumeric() || c == '-')
            };
            let inside = |longer: &String| {
                text.match_indices(longer.as_str()).any(|(from, _)| from <= at && end <= from + longer.len())
            };
            (!self.file.whole_words || whole()) && !unless.iter().any(inside)
        })
    }

    /// Reads a list. The lists are part of the program and a test reads each.
    fn read(json: &str) -> Terms {
        let file: File = serde_json::from_str(json).unwrap_or_default();
        let characters = set(file.characters.iter().flat_map(|line| line.chars()));
        Terms { file, characters }
    }
}
