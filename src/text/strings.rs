//! The wording of the program: short texts by key, in the reader's language. The texts of flows come from
//! the flows.

use super::lang;
use super::packed::packed;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The wording of the program in one language.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    lang: &'static str,
    texts: HashMap<String, String>,
}

/// The languages that the program speaks, English first; each is read when it is first used.
static LANGUAGES: [(&str, LazyLock<Strings>); 4] = [
    ("en", LazyLock::new(|| Strings::read("en", &packed!("strings.en.json")))),
    ("zh-TW", LazyLock::new(|| Strings::read("zh-TW", &packed!("strings.zh-TW.json")))),
    ("zh-CN", LazyLock::new(|| Strings::read("zh-CN", &packed!("strings.zh-CN.json")))),
    ("sv", LazyLock::new(|| Strings::read("sv", &packed!("strings.sv.json")))),
];

impl Strings {
    /// The English wording.
    pub fn english() -> &'static Strings {
        let [(_, english), ..] = &LANGUAGES;
        english
    }

    /// The wording that serves a reader of this language best (see [`lang::best`]); English if there is none.
    pub fn for_lang(tag: &str) -> &'static Strings {
        let best = lang::best(tag, Strings::languages());
        let found = LANGUAGES.iter().find(|(tag, _)| Some(*tag) == best);
        found.map_or_else(Strings::english, |(_, strings)| strings)
    }

    /// The tags of the languages that the program speaks, English first.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|(tag, _)| *tag)
    }

    /// The tag of the language that the texts are in, which may not be the one that was asked for.
    pub fn lang(&self) -> &str {
        self.lang
    }

    /// The text of a key, in English where the language has none. A key without any text is returned itself, so
    /// that the fault shows.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key if there is one, in English where the language has none.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).or_else(|| Strings::english().texts.get(key)).map(String::as_str)
    }

    /// Names in a row, separated as the language does it.
    pub fn list<T: AsRef<str>>(&self, names: &[T]) -> String {
        self.join(names, "list.names")
    }

    /// A number of things: the text `one` for one, else `many` with `{count}`.
    pub fn count(&self, one: &str, many: &str, count: usize) -> String {
        match count {
            1 => self.get(one).to_owned(),
            count => self.fill(many, &[("count", &count.to_string())]),
        }
    }

    /// Parts of a sentence in a row.
    pub fn clauses<T: AsRef<str>>(&self, clauses: &[T]) -> String {
        self.join(clauses, "list.clauses")
    }

    /// Whole sentences in a row.
    pub fn sentences<T: AsRef<str>>(&self, sentences: &[T]) -> String {
        self.join(sentences, "list.sentences")
    }

    /// Clauses that could stand alone, or have commas of their own, in a row.
    pub fn statements<T: AsRef<str>>(&self, statements: &[T]) -> String {
        self.join(statements, "list.statements")
    }

    /// Something in brackets, behind what it is about.
    pub fn aside(&self, text: &str) -> String {
        self.fill("list.aside", &[("text", text)])
    }

    fn join<T: AsRef<str>>(&self, texts: &[T], between: &str) -> String {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        texts.join(self.get(between))
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

    /// The keys that have a text in this language, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Reads a wording file. The files are part of the program and a test reads each, so one that cannot
    /// be read has no texts here rather than an error that nobody could act on.
    fn read(lang: &'static str, json: &str) -> Strings {
        Strings { lang, texts: serde_json::from_str(json).unwrap_or_default() }
    }
}
