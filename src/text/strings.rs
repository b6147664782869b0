//! The wording of the program: short texts by key, in the reader's language. The texts of flows come from
//! the flows.

use std::collections::HashMap;
use std::sync::LazyLock;

const ENGLISH: &str = include_str!("../../assets/strings/en.yaml");

/// The wording of the program in one language.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    lang: &'static str,
    texts: HashMap<String, String>,
}

impl Strings {
    /// The English wording, read once.
    pub fn english() -> &'static Strings {
        static STRINGS: LazyLock<Strings> = LazyLock::new(|| Strings::read("en", ENGLISH));
        &STRINGS
    }

    /// The wording for a language tag (`sv`, `zh-CN`); English for a language that there is none for.
    pub fn for_lang(_tag: &str) -> &'static Strings {
        Strings::english()
    }

    /// The tag of the language that the texts are in, which may not be the one that was asked for.
    pub fn lang(&self) -> &str {
        self.lang
    }

    /// The text of a key. A key without a text is returned itself, so that the fault shows.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with its `{name}` placeholders filled in. Values are put in as they are: what
    /// stands in braces inside a value stays.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let value = after.split_once('}').and_then(|(name, tail)| {
                values.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value, tail))
            });
            match value {
                Some((value, tail)) => {
                    out.push_str(value);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// The keys, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Reads a wording file. The files are part of the program and a test reads each, so one that cannot
    /// be read has no texts here rather than an error that nobody could act on.
    fn read(lang: &'static str, yaml: &str) -> Strings {
        Strings { lang, texts: serde_yaml::from_str(yaml).unwrap_or_default() }
    }
}
