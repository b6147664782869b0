//! A translation file brought up to date: missing strings are added empty with the source text above, changed ones
//! are marked, and what a translator wrote stays as and where it is.

use super::blocks::{Block, blocks, line_of};
use super::{Original, Standing, fingerprint, stands};
use crate::flow::diagnostic::{Diagnostic, Source};
use crate::flow::gate;
use crate::flow::yaml::{Data, Key, Kind, Yaml, kind_of_plain};
use crate::text::sort;
use std::collections::{BTreeMap, BTreeSet};

/// Comments of this program begin so; it takes them away when they are no longer true.
const MISSING: &str = "# en: ";
const CHANGED: &str = "# en, changed: ";
const GONE: &str = "# gone: ";
const GONE_SAYS: &str = "# gone: the source has no such text";
const SEEN_SAYS: &str = "# Kept by `unsnag translate`: which source text each translation was made from.";

/// The keys of the file in their usual order.
const KEYS: [&str; 6] = ["of", "lang", "text", "symptoms", "aliases", "seen"];

/// Which translations count as made from the source as it is now, although it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// All.
    All,
    /// Those of these paths.
    These(BTreeSet<String>),
}

impl Accept {
    /// None.
    pub fn none() -> Accept {
        Accept::These(BTreeSet::new())
    }

    fn takes(&self, path: &str) -> bool {
        match self {
            Accept::All => true,
            Accept::These(paths) => paths.contains(path),
        }
    }
}

/// A translation file as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The whole file.
    pub text: String,
    /// Paths without a translation, in the order of the source.
    pub missing: Vec<String>,
    /// Paths whose source changed since.
    pub changed: Vec<String>,
    /// Paths that the source no longer has.
    pub gone: Vec<String>,
}

/// Brings a translation of `original` into `lang` up to date; without a file it begins one. Fails with a finding
/// if the file cannot be read or edited line by line.
pub fn update(
    original: &Original,
    lang: &str,
    file: Option<&Source>,
    accept: &Accept,
) -> Result<Updated, Box<Diagnostic>> {
    let empty = Source::new("", "");
    let source = file.filter(|file| !file.text().trim().is_empty()).unwrap_or(&empty);
    let tree = read(source)?;
    let parts = tree.as_ref().map_or(Some((Vec::new(), 0)), |tree| blocks(source, tree.entries(), 0));
    let Some((mut parts, end)) = parts else {
        return Err(refuse(source, 0, "several keys stand in one line"));
    };
    let mut review = Review::of(original, accept, tree.as_ref());
    let text = review.text(source, tree.as_ref().and_then(|tree| tree.entry("text")))?;
    let seen = review.seen();
    add(&mut parts, "of", || vec![format!("of: {}", quoted(&original.id))]);
    add(&mut parts, "lang", || vec![format!("lang: {}", quoted(lang))]);
    add(&mut parts, "text", Vec::new).lines = text;
    for (key, words) in [("symptoms", &original.symptoms), ("aliases", &original.aliases)] {
        let value = tree.as_ref().and_then(|tree| tree.get(key));
        let missing = !words.is_empty() && value.is_none_or(is_empty);
        if missing {
            review.updated.missing.push(key.to_owned());
            let part = add(&mut parts, key, Vec::new);
            unmark(&mut part.above);
            part.above.extend(comment(MISSING, words, ""));
            part.lines = vec![format!("{key}: []")];
        } else if let Some(part) = parts.iter_mut().find(|part| part.key == key) {
            unmark(&mut part.above);
        }
    }
    let part = add(&mut parts, "seen", Vec::new);
    if part.lines.is_empty() {
        part.above.push(SEEN_SAYS.to_owned());
    }
    part.lines = seen;
    let rest = source.text().lines().skip(end).map(str::to_owned);
    let lines: Vec<String> =
        parts.into_iter().flat_map(|part| part.above.into_iter().chain(part.lines)).chain(rest).collect();
    review.updated.text = lines.join("\n") + "\n";
    Ok(review.updated)
}

fn read(source: &Source) -> Result<Option<Yaml>, Box<Diagnostic>> {
    if source.text().is_empty() {
        return Ok(None);
    }
    let (tree, findings) = gate::read(source);
    match findings.into_iter().next() {
        Some(finding) => Err(Box::new(finding)),
        None => Ok(tree),
    }
}

fn refuse(source: &Source, at: usize, message: &str) -> Box<Diagnostic> {
    let code = crate::flow::Code::E001;
    let help = "write one key a line, so that each translation can be kept as it is";
    Box::new(Diagnostic::new(code, source, at..at, message).help(help))
}

/// The part of a key; one that is not there is added where it belongs.
fn add<'a>(parts: &'a mut Vec<Block>, key: &str, lines: impl FnOnce() -> Vec<String>) -> &'a mut Block {
    let rank = |key: &str| KEYS.iter().position(|one| *one == key);
    let at = parts.iter().position(|part| part.key == key).unwrap_or_else(|| {
        let before = |part: &Block| rank(&part.key).is_some_and(|one| Some(one) < rank(key));
        let at = parts.iter().rposition(before).map_or(0, |before| before + 1);
        parts.insert(at, Block { key: key.to_owned(), above: Vec::new(), lines: lines() });
        at
    });
    &mut parts[at]
}

/// A file that is compared with its source.
struct Review<'a> {
    original: &'a Original,
    accept: &'a Accept,
    /// What the file says it has seen.
    noted: BTreeMap<String, String>,
    /// Fingerprints to write, in the order of the source.
    seen: Vec<(String, String)>,
    updated: Updated,
}

impl<'a> Review<'a> {
    fn of(original: &'a Original, accept: &'a Accept, tree: Option<&Yaml>) -> Review<'a> {
        let noted = tree.and_then(|tree| tree.get("seen")).map(Yaml::entries).unwrap_or_default();
        let noted =
            noted.iter().filter_map(|(key, value)| Some((key.text.clone(), value.text()?.to_owned())));
        let updated =
            Updated { text: String::new(), missing: Vec::new(), changed: Vec::new(), gone: Vec::new() };
        Review { original, accept, noted: sort::map(noted), seen: Vec::new(), updated }
    }

    /// The `text` block, up to date.
    fn text(&mut self, source: &Source, entry: Option<&(Key, Yaml)>) -> Result<Vec<String>, Box<Diagnostic>> {
        let entries = entry.map(|(_, value)| value.entries()).unwrap_or_default();
        let place = entry.map_or(0, |(key, _)| key.span.start);
        let Some((mut blocks, _)) = blocks(source, entries, line_of(source, place) + 1) else {
            return Err(refuse(source, place, "several texts stand in one line"));
        };
        let indent = entries.first().map_or(2, |(key, _)| source.position(key.span.start).column - 1);
        let indent = " ".repeat(indent);
        for block in &mut blocks {
            unmark(&mut block.above);
            if !self.original.strings.iter().any(|(path, _)| *path == block.key) {
                block.above.push(format!("{indent}{GONE_SAYS}"));
                self.updated.gone.push(block.key.clone());
                let noted = self.noted.get(&block.key);
                self.seen.extend(noted.map(|noted| (block.key.clone(), noted.clone())));
            }
        }
        let mut after = 0;
        let mut seen = Vec::new();
        for (path, strings) in &self.original.strings {
            let at = blocks.iter().position(|block| block.key == *path);
            let at = at.unwrap_or_else(|| {
                let block = Block { key: path.clone(), above: Vec::new(), lines: Vec::new() };
                blocks.insert(after, block);
                after
            });
            after = at + 1;
            let value = entries.iter().find(|(key, _)| key.text == *path).map(|(_, value)| value);
            let words = value.map(words).unwrap_or_default();
            let noted = self.noted.get(path).map(String::as_str).filter(|_| !self.accept.takes(path));
            let Some(block) = blocks.get_mut(at) else { continue };
            match stands(strings, &words, noted) {
                Standing::Current => seen.push((path.clone(), fingerprint(strings))),
                Standing::Changed | Standing::Unfit => {
                    block.above.extend(comment(CHANGED, strings, &indent));
                    seen.push((path.clone(), noted.map_or_else(|| fingerprint(strings), str::to_owned)));
                    self.updated.changed.push(path.clone());
                }
                Standing::Missing => {
                    block.above.extend(comment(MISSING, strings, &indent));
                    if words.iter().all(String::is_empty) {
                        block.lines = blank(path, strings.len(), &indent);
                    }
                    self.updated.missing.push(path.clone());
                }
            }
        }
        seen.append(&mut self.seen);
        self.seen = seen;
        let lines = blocks.into_iter().flat_map(|block| block.above.into_iter().chain(block.lines));
        Ok(std::iter::once("text:".to_owned()).chain(lines).collect())
    }

    /// The `seen` block.
    fn seen(&self) -> Vec<String> {
        if self.seen.is_empty() {
            return vec!["seen: {}".to_owned()];
        }
        let lines = self.seen.iter().map(|(path, noted)| format!("  {}: {}", quoted(path), quoted(noted)));
        std::iter::once("seen:".to_owned()).chain(lines).collect()
    }
}

/// The strings of a value; what is left open counts as empty.
fn words(value: &Yaml) -> Vec<String> {
    let word = |value: &Yaml| match &value.data {
        Data::Scalar(scalar) if scalar.kind() != Kind::Null => scalar.text.clone(),
        _ => String::new(),
    };
    match &value.data {
        Data::Seq(items) => items.iter().map(word).collect(),
        _ => vec![word(value)],
    }
}

fn is_empty(value: &Yaml) -> bool {
    words(value).iter().all(String::is_empty)
}

/// A string that is yet to be translated.
fn blank(path: &str, count: usize, indent: &str) -> Vec<String> {
    let key = quoted(path);
    if count == 1 {
        return vec![format!("{indent}{key}: \"\"")];
    }
    let items = (0..count).map(|_| format!("{indent}  - \"\""));
    std::iter::once(format!("{indent}{key}:")).chain(items).collect()
}

/// Source strings as comments.
fn comment(mark: &str, strings: &[String], indent: &str) -> Vec<String> {
    let bullet = if strings.len() > 1 { "- " } else { "" };
    let lines = strings.iter().flat_map(|text| {
        let text = text.lines().filter(|line| !line.trim().is_empty());
        text.enumerate().map(move |(index, line)| {
            let bullet = if index == 0 { bullet } else { "  " };
            format!("{indent}{mark}{bullet}{}", line.trim_end())
        })
    });
    lines.collect()
}

/// Takes away the comments of an earlier run.
fn unmark(lines: &mut Vec<String>) {
    lines.retain(|line| ![MISSING, CHANGED, GONE].iter().any(|mark| line.trim_start().starts_with(mark)));
}

/// A key or value as YAML reads it back.
fn quoted(text: &str) -> String {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    // What an older YAML reader takes for a number or a truth value is quoted too.
    let number = text.chars().all(|c| c.is_ascii_digit() || c == 'e');
    let word = matches!(text, "yes" | "no" | "on" | "off" | "y" | "n");
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(simple)
        && !number
        && !word
        && kind_of_plain(text) == Kind::Text;
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
