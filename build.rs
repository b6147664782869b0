//! Packs what the program carries inside: its wording, the schema, the page of the HTML export, the tables for Chinese, and the bundled flows. YAML is written anew as
//! JSON, so that the program need not parse YAML when it starts. Then chooses options of the linker (`build/links.rs`).

#[path = "build/links.rs"]
mod links;

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=flows");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = yaml_below(&root.join("assets/themes"))?;
    let others =
        ["config.yaml", "config.schema.json", "theme.schema.json", "flow.schema.json", "export/page.html"];
    files.extend(others.map(|name| root.join("assets").join(name)));
    files.extend(
        ["unstuck.sh", "unstuck.fish", "complete.ps1"].map(|name| root.join("assets/shell").join(name)),
    );
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        pack(&out, &name, fs::read_to_string(file)?)?;
    }
    for folder in ["strings", "terms"] {
        for file in yaml_below(&root.join("assets").join(folder))? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            let value: serde_json::Value =
                serde_yaml::from_str(&fs::read_to_string(&file)?).map_err(io::Error::other)?;
            pack(&out, &format!("{folder}.{name}.json"), value.to_string())?;
        }
    }
    chinese(&root, &out)?;
    decomposed(&out)?;
    links::smaller(&root, &out);
    flows(&root, &out)
}

/// Packs the flows one after another, and the translations to each language, and lists them.
fn flows(root: &Path, out: &Path) -> io::Result<()> {
    // By language; the first part holds what is no translation.
    let mut parts = vec![(String::new(), String::new())];
    let mut list = String::new();
    for file in yaml_below(&root.join("flows"))? {
        let path = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        let text = text.trim_start_matches('\u{feff}');
        let hash = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        // A file that is not YAML is left to the program, which says what is wrong with it.
        let (text, prepared, lang) = match serde_yaml::from_str::<serde_json::Value>(text) {
            Ok(mut value) => {
                let key = |key| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
                let translates = key("of").zip(key("lang"));
                if let Some(keys) = value.as_object_mut().filter(|_| translates.is_some()) {
                    // Tells translators what has changed since; the program only shows.
                    keys.shift_remove("seen");
                }
                let prepared = format!("Some(Prepared {{ hash: {hash:?}, translates: {translates:?} }})");
                (value.to_string(), prepared, translates.map(|(_, lang)| lang).unwrap_or_default())
            }
            Err(_) => (text.to_owned(), "None".to_owned(), String::new()),
        };
        let part = parts.iter().position(|(one, _)| *one == lang).unwrap_or_else(|| {
            parts.push((lang, String::new()));
            parts.len() - 1
        });
        let whole = &mut parts[part].1;
        let start = whole.len();
        *whole += &text;
        let end = whole.len();
        let _ = writeln!(
            list,
            "Bundled {{ path: {path:?}, part: {part}, start: {start}, end: {end}, prepared: {prepared} }},"
        );
    }
    let mut unpack = String::new();
    for (number, (_, whole)) in parts.iter().enumerate() {
        pack(out, &format!("flows.{number}"), whole)?;
        let _ = writeln!(unpack, "|| packed!(\"flows.{number}\"),");
    }
    fs::write(out.join("bundled.rs"), format!("(&[\n{unpack}], &[\n{list}])\n"))
}

/// Writes a text, or numbers, as a raw deflate stream.
fn pack(out: &Path, name: &str, what: impl AsRef<[u8]>) -> io::Result<()> {
    let packed = miniz_oxide::deflate::compress_to_vec(what.as_ref(), 10);
    fs::write(out.join(format!("{name}.deflate")), packed)
}

/// The YAML files in a folder and those below it, by path.
fn yaml_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Sorts the tables of Chinese characters and words for search, and writes the values in simplified characters. Of
/// several values the first is the usual one.
fn chinese(root: &Path, out: &Path) -> io::Result<()> {
    let table = |name: &str| -> io::Result<BTreeMap<String, String>> {
        let text = fs::read_to_string(root.join("assets/chinese").join(name))?;
        let pairs = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.to_owned(), to.split(' ').next()?.to_owned()))
        });
        Ok(pairs.collect())
    };
    let characters = table("TSCharacters.txt")?;
    let simplified = |text: &str| -> String {
        text.chars()
            .map(|c| characters.get(c.encode_utf8(&mut [0; 4])).cloned().unwrap_or(c.into()))
            .collect()
    };
    let first = |text: &String| text.chars().next().unwrap_or_default();
    let pairs = characters.iter().filter(|(from, to)| from != to);
    let (from, to): (Vec<char>, Vec<char>) = pairs.map(|(from, to)| (first(from), first(to))).unzip();
    numbers(out, "chinese.traditional", from.into_iter().map(u32::from))?;
    numbers(out, "chinese.simplified", to.into_iter().map(u32::from))?;
    let words = table("TWPhrasesRev.txt")?.into_iter().chain(table("administration.txt")?);
    let words: BTreeMap<String, String> = words
        .map(|(from, to)| (simplified(&from), simplified(&to)))
        .filter(|(from, to)| from != to)
        .collect();
    let list: Vec<String> = words.iter().map(|(from, to)| format!("{from}\t{to}")).collect();
    pack(out, "chinese-words", list.join("\n"))
}

/// Writes what the characters of Unicode consist of, without combining marks, for search, for each that does not stay
/// itself: the characters, how many parts they have, and the parts. Hangul comes apart by a rule.
fn decomposed(out: &Path) -> io::Result<()> {
    let (mut chars, mut counts, mut all_parts) = (Vec::new(), Vec::new(), Vec::new());
    for c in (char::MIN..=char::MAX).filter(|c| !('\u{ac00}'..='\u{d7a3}').contains(c)) {
        let mut parts = Vec::new();
        decompose_compatible(c, |part| parts.extend(Some(part).filter(|part| !is_combining_mark(*part))));
        if parts != [c] {
            chars.push(u32::from(c));
            counts.push(u32::try_from(parts.len()).map_err(io::Error::other)?);
            all_parts.extend(parts.into_iter().map(u32::from));
        }
    }
    numbers(out, "decomposed.chars", chars)?;
    numbers(out, "decomposed.counts", counts)?;
    numbers(out, "decomposed.parts", all_parts)
}

/// Packs a column of numbers, as `src/text/packed.rs` reads them: such columns hardly repeat themselves, but go up in
/// small steps.
fn numbers(out: &Path, name: &str, numbers: impl IntoIterator<Item = u32>) -> io::Result<()> {
    let (mut before, mut bytes) = (0_u32, Vec::new());
    for number in numbers {
        let difference = number.wrapping_sub(before).cast_signed();
        let mut rest = (difference << 1 ^ difference >> 31).cast_unsigned();
        while rest >= 0x80 {
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
        before = number;
    }
    pack(out, name, &bytes)
}
