//! Enums as objects that name their kind: `{"kind": "answered", "visit": 1}`. Serde's own `tag` reads every variant
//! out of a form in between, with code of its own for each; this takes the plain form of serde and moves the kind.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, VariantAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Map, Value};

/// The key of the kind.
const KIND: &str = "kind";
/// The kind that stands for those of a newer program, in an enum that has it.
const UNKNOWN: &str = "unknown";

/// Gives an enum with `#[serde(remote = "Self")]` this form. Its variants have named fields or none.
macro_rules! tagged {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::session::tagged::write(
                    $name::serialize(self, serde_json::value::Serializer),
                    serializer,
                )
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                crate::session::tagged::read(deserializer, $name::deserialize)
            }
        }
    };
}
pub(super) use tagged;

/// Writes what serde made of an enum: a name, or an object with the name as its only key.
pub(super) fn write<S: Serializer>(
    plain: serde_json::Result<Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let plain = plain.map_err(serde::ser::Error::custom)?;
    let (kind, fields) = match plain {
        Value::String(kind) => (kind, Map::new()),
        Value::Object(object) => match object.into_iter().next() {
            Some((kind, Value::Object(fields))) => (kind, fields),
            _ => return Err(serde::ser::Error::custom("a variant without named fields")),
        },
        _ => return Err(serde::ser::Error::custom("not an enum")),
    };
    let mut map = serializer.serialize_map(Some(1 + fields.len()))?;
    map.serialize_entry(KIND, &kind)?;
    for (name, value) in fields {
        map.serialize_entry(&name, &value)?;
    }
    map.end()
}

/// Reads an enum by `plain`, which takes serde's own form.
pub(super) fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    plain: fn(Tagged) -> serde_json::Result<T>,
) -> Result<T, D::Error> {
    let mut fields = Map::deserialize(deserializer)?;
    match fields.remove(KIND) {
        Some(Value::String(kind)) => plain(Tagged { kind, fields }).map_err(D::Error::custom),
        _ => Err(D::Error::missing_field(KIND)),
    }
}

/// A kind and its fields.
pub(super) struct Tagged {
    kind: String,
    fields: Map<String, Value>,
}

impl<'de> Deserializer<'de> for Tagged {
    type Error = serde_json::Error;

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        kinds: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        if kinds.contains(&UNKNOWN) && !kinds.contains(&self.kind.as_str()) {
            self.kind = UNKNOWN.to_owned();
        }
        visitor.visit_enum(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> serde_json::Result<V::Value> {
        Err(Error::custom("not an enum"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Tagged {
    type Error = serde_json::Error;
    type Variant = Fields;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> serde_json::Result<(V::Value, Fields)> {
        Ok((seed.deserialize(self.kind.into_deserializer())?, Fields(self.fields)))
    }
}

/// The fields of a variant.
pub(super) struct Fields(Map<String, Value>);

impl<'de> VariantAccess<'de> for Fields {
    type Error = serde_json::Error;

    fn unit_variant(self) -> serde_json::Result<()> {
        Ok(())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        Value::Object(self.0).deserialize_map(visitor)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> serde_json::Result<T::Value> {
        Err(Error::custom("a variant without named fields"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> serde_json::Result<V::Value> {
        Err(Error::custom("a variant without named fields"))
    }
}
