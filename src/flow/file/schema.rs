//! Makes the JSON Schema from the types. Only the tests do, so that the program does not carry the machinery.

use super::node::{COMMON, KINDS};
use super::{FlowFile, ItemFile, ItemKeys, LinkFile, LinkKeys, Many, SampleFile, SampleKeys, Text};
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

#[test]
fn the_committed_schema_is_the_one_of_the_types() {
    let schema = made();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write("assets/flow.schema.json", &schema).expect("written");
        return;
    }
    assert!(super::schema() == schema, "run `UPDATE_EXPECT=1 cargo test --lib schema`");
}

/// The schema as text, the same bytes for the same types.
fn made() -> String {
    let mut schema = schema_for!(FlowFile);
    narrow_by_kind(&mut schema);
    without_null(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema");
    text.push('\n');
    text
}

/// The schema of another file of the program.
pub(crate) fn made_schema<T: JsonSchema>() -> Value {
    let mut schema = schema_for!(T);
    without_null(&mut schema);
    schema.to_value()
}

/// Replaces the one loose schema of a node by one for each kind, from the same table that the loader checks.
fn narrow_by_kind(schema: &mut Schema) {
    let node = schema.pointer_mut("/$defs/NodeFile").expect("the schema of a node");
    let properties = node["properties"].as_object().cloned().unwrap_or_default();
    let description = node["description"].clone();
    let kinds = KINDS.iter().flat_map(|&(kind, keys)| {
        let own = std::iter::once(kind).chain(keys.iter().copied()).chain(COMMON.iter().copied());
        let own: Map<String, Value> =
            own.filter_map(|key| Some((key.to_owned(), properties.get(key)?.clone()))).collect();
        // A question that names a shared one needs no text of its own.
        let required = if kind == "ask" { vec!["ask", "use"] } else { vec![kind] };
        let whole = json!({ "type": "object", "properties": own, "additionalProperties": false });
        required.into_iter().map(move |key| {
            let mut one = whole.clone();
            one["required"] = json!([key]);
            one
        })
    });
    *node = json!({ "description": description, "anyOf": kinds.collect::<Vec<_>>() });
}

/// A key that may be left out may still not be empty.
fn without_null(schema: &mut Schema) {
    transform_subschemas(&mut without_null, schema);
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|one| one.get("type") != Some(&Value::from("null")));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.ensure_object().entry(key).or_insert(value);
            }
        }
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl<T: JsonSchema> JsonSchema for Many<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Many{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

macro_rules! text_or_keys {
    ($name:ident, $keys:ident) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let keys = generator.subschema_for::<$keys>();
                json_schema!({ "anyOf": [{ "type": "string" }, keys] })
            }
        }
    };
}

text_or_keys!(ItemFile, ItemKeys);
text_or_keys!(LinkFile, LinkKeys);
text_or_keys!(SampleFile, SampleKeys);
