//! JSON for programs; its shape is described in `docs/transcript-json.md`.

use crate::text::visible;
use crate::transcript::RedactedDocument;
use serde_json::Value;

/// How many keys stand before what was done about sensitive text.
const HEAD: usize = 4;

pub(super) fn write(document: &RedactedDocument) -> String {
    // The document has string keys and finite numbers only, so this cannot fail.
    let mut value = serde_json::to_value(document.document()).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        let notice = serde_json::to_value(document.notice()).unwrap_or_default();
        fields.shift_insert(HEAD.min(fields.len()), "redaction".to_owned(), notice);
    }
    clean(&mut value);
    let mut out = serde_json::to_string_pretty(&value).unwrap_or_default();
    out.push('\n');
    out
}

/// Makes hidden characters visible in every string. Keys are the program's own.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = visible(text).into_owned(),
        Value::Array(all) => all.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
