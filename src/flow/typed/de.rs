//! Serde over the gate's tree. Its errors say what is wrong in data instead of prose, and where.

use crate::flow::yaml::{Data, Key, Kind, Yaml};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Why a tree is not what was asked for.
#[derive(Debug)]
pub(super) struct Fault {
    pub kind: FaultKind,
    /// Positions of children on the way from the root, the innermost first.
    pub path: Vec<usize>,
}

#[derive(Debug)]
pub(super) enum FaultKind {
    /// The last step of the path is the entry with this key.
    UnknownKey(&'static [&'static str]),
    MissingKey(&'static str),
    UnknownWord(&'static [&'static str]),
    /// What was expected.
    WrongType(String),
    Other(String),
}

impl Fault {
    fn new(kind: FaultKind) -> Fault {
        Fault { kind, path: Vec::new() }
    }

    fn under(mut self, child: usize) -> Fault {
        self.path.push(child);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault::new(FaultKind::Other(message.to_string()))
    }

    fn invalid_type(_: Unexpected, expected: &dyn Expected) -> Fault {
        Fault::new(FaultKind::WrongType(expected.to_string()))
    }

    fn invalid_value(_: Unexpected, expected: &dyn Expected) -> Fault {
        Fault::new(FaultKind::WrongType(expected.to_string()))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Fault {
        Fault::new(FaultKind::UnknownWord(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Fault {
        Fault::new(FaultKind::UnknownKey(expected))
    }

    fn missing_field(field: &'static str) -> Fault {
        Fault::new(FaultKind::MissingKey(field))
    }
}

/// Reads a value out of a tree.
#[derive(Clone, Copy)]
pub(super) struct Reader<'de>(pub &'de Yaml);

/// Each shape goes to a visitor only where the visitor asks for it. So a list is never taken for the keys of a struct
/// in their order, and no code is made for what such a visitor could do with other shapes.
impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Scalar(scalar) => match scalar.kind() {
                Kind::Text => visitor.visit_borrowed_str(&scalar.text),
                Kind::Null => visitor.visit_unit(),
                Kind::Bool(value) => visitor.visit_bool(value),
                Kind::Number(value) => visitor.visit_f64(value),
                Kind::Whole(value) => match (u64::try_from(value), i64::try_from(value)) {
                    (Ok(value), _) => visitor.visit_u64(value),
                    (_, Ok(value)) => visitor.visit_i64(value),
                    _ => visitor.visit_i128(value),
                },
            },
            Data::Seq(_) => self.deserialize_seq(visitor),
            Data::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Scalar(scalar) => visitor.visit_borrowed_str(&scalar.text),
            _ => Err(wrong_type(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Seq(items) => visitor.visit_seq(Items { rest: items.iter(), at: 0 }),
            _ => Err(wrong_type(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Map(entries) => visitor.visit_map(Entries { rest: entries.iter(), value: None, at: 0 }),
            _ => Err(wrong_type(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Scalar(scalar) if scalar.kind() == Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.data {
            Data::Scalar(scalar) => visitor.visit_enum(Word(&scalar.text)),
            _ => Err(Fault::new(FaultKind::UnknownWord(words))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier
    }
}

fn wrong_type(expected: &dyn Expected) -> Fault {
    Fault::new(FaultKind::WrongType(expected.to_string()))
}

struct Items<'de> {
    rest: std::slice::Iter<'de, Yaml>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.rest.next() else { return Ok(None) };
        let at = self.at;
        self.at += 1;
        seed.deserialize(Reader(item)).map(Some).map_err(|fault| fault.under(at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'de> {
    rest: std::slice::Iter<'de, (Key, Yaml)>,
    value: Option<&'de Yaml>,
    at: usize,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        self.at += 1;
        let at = self.at - 1;
        let key: StrDeserializer<Fault> = key.text.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|fault| fault.under(at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some(value) = self.value.take() else { return Err(Fault::custom("a value without its key")) };
        let at = self.at.saturating_sub(1);
        seed.deserialize(Reader(value)).map_err(|fault| fault.under(at))
    }
}

/// One word of a closed set.
struct Word<'de>(&'de str);

impl<'de> EnumAccess<'de> for Word<'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let word: StrDeserializer<Fault> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Fault> {
        Err(Fault::new(FaultKind::WrongType("keys with values".to_owned())))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(Fault::new(FaultKind::WrongType("a list".to_owned())))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Fault> {
        Err(Fault::new(FaultKind::WrongType("keys with values".to_owned())))
    }
}
