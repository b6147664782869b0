//! A YAML document as a tree that knows where everything stands in its file.

use std::ops::Range;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yaml {
    /// Bytes in the text of the source.
    pub span: Range<usize>,
    /// The value.
    pub data: Data,
}

/// The three shapes of a value. There are no anchors, aliases or tags: the gate refuses them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Text, or what YAML takes for a number, a truth value or nothing.
    Scalar(Scalar),
    /// A list.
    Seq(Vec<Yaml>),
    /// Keys and values in the order of the file. No key stands twice.
    Map(Vec<(Key, Yaml)>),
}

/// A single value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, with quotes and escapes undone.
    pub text: String,
    /// It stands without quotes and not as a `|` or `>` block, so YAML may take it for a number.
    pub plain: bool,
}

/// The key of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key, with quotes and escapes undone.
    pub text: String,
    /// Bytes in the text of the source.
    pub span: Range<usize>,
}

/// What YAML takes a scalar for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole(i128),
    /// Any other number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`, `~` or nothing at all.
    Null,
}

/// One step of a path through a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// An entry of a list, from 0.
    Index(usize),
}

impl<'a> From<&'a str> for Step<'a> {
    fn from(key: &'a str) -> Step<'a> {
        Step::Key(key)
    }
}

impl<'a> From<&'a String> for Step<'a> {
    fn from(key: &'a String) -> Step<'a> {
        Step::Key(key)
    }
}

impl From<usize> for Step<'_> {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

impl Yaml {
    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        self.entry(key).map(|(_, value)| value)
    }

    /// A key and its value, if this is a map that has it.
    pub fn entry(&self, key: &str) -> Option<&(Key, Yaml)> {
        self.entries().iter().find(|(name, _)| name.text == key)
    }

    /// Keys and values; none unless this is a map.
    pub fn entries(&self) -> &[(Key, Yaml)] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Entries; none unless this is a list.
    pub fn items(&self) -> &[Yaml] {
        match &self.data {
            Data::Seq(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The value at a path.
    pub fn at(&self, path: &[Step]) -> Option<&Yaml> {
        path.iter().try_fold(self, |node, step| node.child(*step))
    }

    /// The span to point at for a path: of the value, or of the last value on the way that exists. A map
    /// is pointed at by its key, because it may be long.
    pub fn span_at(&self, path: &[Step]) -> Range<usize> {
        let mut span = self.span.clone();
        let mut node = self;
        for step in path {
            let (found, key) = match step {
                Step::Key(key) => match node.entry(key) {
                    Some((key, value)) => (value, Some(key)),
                    None => break,
                },
                Step::Index(_) => match node.child(*step) {
                    Some(value) => (value, None),
                    None => break,
                },
            };
            node = found;
            span = match (&node.data, key) {
                (Data::Map(_) | Data::Seq(_), Some(key)) => key.span.clone(),
                _ => node.span.clone(),
            };
        }
        span
    }

    /// The span of the last key of a path, or of what exists of the path.
    pub fn key_span_at(&self, path: &[Step]) -> Range<usize> {
        let found = match path.split_last() {
            Some((Step::Key(key), before)) => self.at(before).and_then(|map| map.entry(key)),
            _ => None,
        };
        found.map_or_else(|| self.span_at(path), |(key, _)| key.span.clone())
    }

    fn child(&self, step: Step) -> Option<&Yaml> {
        match step {
            Step::Key(key) => self.get(key),
            Step::Index(index) => match &self.data {
                Data::Seq(items) => items.get(index),
                // Where the format takes one or many, the one counts as a list of itself.
                _ => (index == 0).then_some(self),
            },
        }
    }
}

impl Scalar {
    /// What YAML takes it for, by the rules of `serde_yaml`.
    pub fn kind(&self) -> Kind {
        if self.plain { kind_of_plain(&self.text) } else { Kind::Text }
    }
}

/// What an unquoted scalar counts as (YAML 1.2 core schema with `0b`, as `serde_yaml` reads it).
pub fn kind_of_plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Bool(true),
        "false" | "False" | "FALSE" => return Kind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Kind::Number(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Kind::Number(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Kind::Number(f64::NEG_INFINITY),
        _ => {}
    }
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..).unwrap_or_default()),
        Some(b'+') => (false, text.get(1..).unwrap_or_default()),
        _ => (false, text),
    };
    // A second sign never belongs to a number, but Rust would read it as one.
    if digits.starts_with(['+', '-']) {
        return Kind::Text;
    }
    let radix = match digits.get(..2) {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 10,
    };
    if radix != 10 {
        let rest = digits.get(2..).unwrap_or_default();
        if !rest.starts_with(['+', '-']) {
            if let Ok(value) = i128::from_str_radix(rest, radix) {
                return Kind::Whole(if negative { -value } else { value });
            }
            if !negative && let Ok(value) = u128::from_str_radix(rest, radix) {
                return Kind::Number(value as f64);
            }
        }
        return Kind::Text;
    }
    // Leading zeros make a text of what is otherwise digits (`0123`).
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kind::Text;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(value) = digits.parse::<i128>()
    {
        return Kind::Whole(if negative { -value } else { value });
    }
    match text.strip_prefix('+').unwrap_or(text).parse::<f64>() {
        Ok(value) if value.is_finite() => Kind::Number(value),
        _ => Kind::Text,
    }
}
