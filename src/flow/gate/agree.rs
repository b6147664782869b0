//! A second opinion: `serde_yaml` must find in a text what the gate found. Two parsers that read one file
//! differently are how something is smuggled past a check, so such a file is not read at all.

use crate::flow::yaml::{Data, Yaml};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Whether `serde_yaml` reads the same lists, keys and texts out of a text as stand in the tree; if not, where it
/// reads something else.
pub fn agree(text: &str, tree: &Yaml) -> Result<(), serde_yaml::Error> {
    Same(tree).deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Follows a tree of ours through another reader.
#[derive(Clone, Copy)]
struct Same<'a>(&'a Yaml);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, other: D) -> Result<(), D::Error> {
        match &self.0.data {
            Data::Scalar(_) => other.deserialize_str(self),
            Data::Seq(_) => other.deserialize_seq(self),
            Data::Map(_) => other.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match &self.0.data {
            Data::Scalar(_) => "one value",
            Data::Seq(_) => "a list",
            Data::Map(_) => "keys with values",
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        same(self.0.text() == Some(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        for item in self.0.items() {
            same(seq.next_element_seed(Same(item))?.is_some())?;
        }
        same(seq.next_element::<IgnoredAny>()?.is_none())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        for (key, value) in self.0.entries() {
            same(map.next_key_seed(Word(&key.text))?.is_some())?;
            map.next_value_seed(Same(value))?;
        }
        same(map.next_key::<IgnoredAny>()?.is_none())
    }
}

/// A key.
struct Word<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Word<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, other: D) -> Result<(), D::Error> {
        other.deserialize_str(self)
    }
}

impl Visitor<'_> for Word<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        same(self.0 == text)
    }
}

fn same<E: Error>(holds: bool) -> Result<(), E> {
    if holds { Ok(()) } else { Err(E::custom("two readers of YAML differ here")) }
}
