//! `config.yaml` as it is written. Doc comments are the help that an editor shows.

use crate::flow::file::{Many, Text};
use crate::host::clipboard::ClipboardChoice;
use indexmap::IndexMap;
use serde::Deserialize;

/// Settings of unsnag. What is left out is decided by the environment, or is as it comes.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "unsnag settings"))]
pub struct ConfigFile {
    /// Language of the texts, such as `sv` or `zh-TW`; without it the language of the locale.
    pub language: Option<Text>,
    /// How the screen looks: auto, dark, light, contrast, none, or the path of a theme file.
    pub theme: Option<Text>,
    /// Draw borders with ASCII characters.
    pub ascii: Option<bool>,
    /// Speak in lines, for screen readers.
    pub plain: Option<bool>,
    /// Take clicks and the wheel. Text is then selected with the shift key held down, or in select mode.
    pub mouse: Option<bool>,
    /// How commands are copied.
    pub clipboard: Option<ClipboardChoice>,
    /// Folders or files with more flows.
    #[serde(default)]
    pub packs: Many<Text>,
    /// What transcripts mask: all, secrets, none, or the path of a policy file.
    pub redact: Option<Text>,
    /// Other keys: the word of an action to one key, several, or none (`[]`). `unsnag keys` lists the words.
    #[serde(default)]
    pub keys: IndexMap<String, Many<Text>>,
}

/// The JSON Schema of settings, for editors.
pub fn schema() -> String {
    crate::text::packed::packed!("config.schema.json")
}

/// The file that `unsnag config init` writes.
pub fn template() -> String {
    crate::text::packed::packed!("config.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::diagnostic::Source;
    use crate::flow::file::made_schema;
    use crate::flow::settings::Reading;
    use crate::ui::action::TABLE;
    use crate::ui::tui::theme::ThemeFile;
    use serde_json::{Value, json};

    fn is_committed(path: &str, mut schema: Value) {
        // What stands for a word of the table or a role is narrowed by hand.
        let keys = TABLE.iter().map(|row| row.word);
        narrow(&mut schema, "/properties/keys", keys);
        narrow(&mut schema, "/properties/roles", crate::ui::tui::theme::ROLES.map(|(_, name)| name));
        let text = format!("{schema:#}\n");
        let path = format!("{}/assets/{path}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, text).expect("written");
            return;
        }
        let committed = std::fs::read_to_string(path).expect("a schema");
        assert!(committed == text, "run `UPDATE_EXPECT=1 cargo test --lib schema`");
    }

    /// Replaces a map with any keys by one with these.
    fn narrow<'a>(schema: &mut Value, at: &str, names: impl IntoIterator<Item = &'a str>) {
        let Some(map) = schema.pointer_mut(at).and_then(Value::as_object_mut) else { return };
        let value = map.remove("additionalProperties").expect("a map");
        let names = names.into_iter().map(|name| (name.to_owned(), value.clone()));
        map.insert("properties".to_owned(), Value::Object(names.collect()));
        map.insert("additionalProperties".to_owned(), json!(false));
    }

    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        is_committed("config.schema.json", made_schema::<ConfigFile>());
        is_committed("theme.schema.json", made_schema::<ThemeFile>());
    }

    /// The examples of the template, with the comment signs before them taken away.
    fn examples(template: &str) -> String {
        let comment = |line: &str| line.starts_with("# ") && !line.starts_with("#  ");
        let lines = template.lines().filter(|line| !comment(line)).filter_map(|line| line.strip_prefix('#'));
        lines.fold(String::new(), |text, line| text + line + "\n")
    }

    #[test]
    fn the_template_explains_every_key_and_its_examples_can_be_read() {
        let template = template();
        let reading: Reading<ConfigFile> = Reading::of(&Source::new("config.yaml", template.clone()));
        assert!(reading.faults.is_empty() && reading.value.theme.is_none(), "{:?}", reading.faults);
        let examples = examples(&template);
        let reading: Reading<ConfigFile> = Reading::of(&Source::new("config.yaml", examples.clone()));
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        for key in schema["properties"].as_object().expect("keys").keys() {
            assert!(examples.contains(&format!("{key}:")), "{key} has no example");
        }
    }
}
