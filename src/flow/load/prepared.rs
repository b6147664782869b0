//! Bundled files as the build worked them out.

use crate::flow::yaml::{Data, Key, Scalar, Yaml};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What the build worked out about a bundled file. It also wrote the text anew as JSON, which is read ten times
/// faster than YAML, so that starting the program costs little. The tests read the same files through the gate and
/// compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prepared {
    /// SHA-256 of the text as its author wrote it, in hex.
    pub hash: &'static str,
    /// The id and language that it is a translation of and to, if it is one.
    pub translates: Option<(&'static str, &'static str)>,
}

/// The content of a text in JSON; nothing in it knows its place.
pub(super) fn read_json(text: &str) -> Option<Yaml> {
    serde_json::from_str(text).ok().map(|Placeless(tree)| tree)
}

/// A tree out of anything that describes itself. It is one tree for all, so that there is one typed reader for
/// all: each more would add a copy of the whole file format to the program.
struct Placeless(Yaml);

impl<'de> Deserialize<'de> for Placeless {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Placeless, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Placeless;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("anything")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Placeless, E> {
        Ok(plain(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Placeless, E> {
        Ok(plain(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Placeless, E> {
        Ok(plain(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Placeless, E> {
        Ok(plain(value))
    }

    fn visit_unit<E>(self) -> Result<Placeless, E> {
        Ok(plain("null"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Placeless, E> {
        Ok(placeless(Data::Scalar(Scalar { text: text.to_owned(), plain: false })))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Placeless, A::Error> {
        let mut items = Vec::new();
        while let Some(Placeless(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(placeless(Data::Seq(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Placeless, A::Error> {
        let mut entries = Vec::new();
        while let Some((text, Placeless(value))) = map.next_entry()? {
            entries.push((Key { text, span: 0..0 }, value));
        }
        Ok(placeless(Data::Map(entries)))
    }
}

fn plain(value: impl fmt::Display) -> Placeless {
    placeless(Data::Scalar(Scalar { text: value.to_string(), plain: true }))
}

fn placeless(data: Data) -> Placeless {
    Placeless(Yaml { span: 0..0, data })
}
