//! The small shapes that keys of the format take: a text, one or many, a text or a map.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A text. What YAML reads as a number or as true or false is refused, because then it is not what the author
/// wrote: an unquoted `0x8024402C` would become 2149859372.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Words;
        impl Visitor<'_> for Words {
            type Value = Text;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// Several values, or one without the brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Many(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Many<T>, D::Error> {
        struct OneOrMany<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMany<T> {
            type Value = Many<T>;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a text or a list")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
                Ok(Many(vec![T::deserialize(StrDeserializer::new(text))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Many<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Many)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
                Ok(Many(vec![T::deserialize(MapAccessDeserializer::new(map))?]))
            }
        }
        deserializer.deserialize_any(OneOrMany(PhantomData))
    }
}

/// Reads a text, or the keys of `$keys`, into `$name`; a text becomes `$from_text`.
macro_rules! text_or_keys {
    ($name:ident, $keys:ident, $expecting:literal, $from_text:expr) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextOrKeys;
                impl<'de> serde::de::Visitor<'de> for TextOrKeys {
                    type Value = $name;

                    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
                        out.write_str($expecting)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        let from_text: fn(String) -> $keys = $from_text;
                        Ok($name(from_text(text.to_owned())))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $keys::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map($name)
                    }
                }
                deserializer.deserialize_any(TextOrKeys)
            }
        }
    };
}
pub(super) use text_or_keys;
