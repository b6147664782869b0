//! The wording of the program: every key has a text and every text is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unsnag::text::Strings;

const ENGLISH: &str = include_str!("../../assets/strings/en.yaml");

/// First parts of the keys, one for each part of the program that speaks.
const SECTIONS: [&str; 9] = ["list", "transcript", "ui", "action", "plain", "cli", "search", "host", "time"];

fn texts() -> BTreeMap<String, String> {
    serde_yaml::from_str::<Option<_>>(ENGLISH).expect("a flat map of texts").unwrap_or_default()
}

/// String literals of a source file that look like a key of one of the sections. `{..}` in a literal
/// stands for one or more parts of the key (`format!("ui.{name}")`).
fn keys_in(source: &str) -> BTreeSet<String> {
    let section = |text: &str| text.split_once('.').is_some_and(|(first, _)| SECTIONS.contains(&first));
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._{}".contains(c);
    let literals = source.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| {
        let parts: Vec<&str> = line.split('"').collect();
        parts.into_iter().skip(1)
    });
    literals
        .filter(|text| section(text) && text.chars().all(word) && !text.ends_with('.'))
        .map(str::to_owned)
        .collect()
}

/// Whether a key is the one that the source names.
fn named(key: &str, name: &str) -> bool {
    match name.split_once('{') {
        Some((before, rest)) => {
            let after = rest.split_once('}').map_or("", |(_, after)| after);
            key.len() > before.len() + after.len() && key.starts_with(before) && key.ends_with(after)
        }
        None => key == name,
    }
}

fn sources(dir: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

#[test]
fn every_key_has_a_text_and_every_text_is_used() {
    let texts = texts();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut unused: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
    let mut missing = Vec::new();
    for (path, source) in &files {
        for name in keys_in(source) {
            if !texts.keys().any(|key| named(key, &name)) {
                missing.push(format!("{path}: {name}"));
            }
            unused.retain(|key| !named(key, &name));
        }
    }
    assert!(missing.is_empty(), "no text in assets/strings/en.yaml: {missing:#?}");
    assert!(unused.is_empty(), "no source file names: {unused:#?}");
}

#[test]
fn the_scan_finds_keys() {
    let source = r#"
        // "ui.comment"
        strings.get("ui.one"); call("ui.two", &[("a", "ui.three-b")]); format!("ui.{x}.help"); "um.nologs" "ui.A b"
    "#;
    let found = keys_in(source);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["ui.one", "ui.three-b", "ui.two", "ui.{x}.help"]);
    assert!(named("ui.copy.help", "ui.{x}.help") && !named("ui.help", "ui.{x}.help"));
}

#[test]
fn the_program_reads_every_text() {
    let texts = texts();
    let strings = Strings::english();
    assert_eq!(strings.keys().count(), texts.len());
    for (key, text) in &texts {
        assert!(SECTIONS.iter().any(|section| key.starts_with(&format!("{section}."))), "{key}");
        assert_eq!(strings.get(key), text);
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key}: {text}");
    }
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(Strings::english().get("no.such.key"), "no.such.key");
    assert_eq!(Strings::english().fill("no {such} {key}", &[("such", "{key}")]), "no {key} {key}");
    assert_eq!(Strings::english().fill("no.{unclosed {x}", &[("x", "1")]), "no.{unclosed 1");
}

#[test]
fn an_unknown_language_is_english() {
    assert_eq!(Strings::for_lang("tlh").lang(), "en");
}
