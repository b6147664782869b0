//! The shape of the source: who may import whom, and how long a file may get.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders of `src`, from the ground up. Each imports only from itself and from those before it.
pub const LAYERS: [&str; 11] =
    ["text", "redact", "flow", "search", "session", "check", "transcript", "import", "host", "ui", "cli"];

/// Longest source file, in lines before its tests.
const LONGEST: usize = 400;

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let name = |path: &Path| path.strip_prefix(&root).expect("below src").display().to_string();
    found.iter().map(|path| (name(path), std::fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// The layers that a source file names after `crate::`.
fn imports(source: &str) -> impl Iterator<Item = &str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1)).filter_map(|rest| {
        let word = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next()?;
        LAYERS.contains(&word).then_some(word)
    })
}

#[test]
fn a_layer_imports_only_from_below() {
    let rank = |layer: &str| LAYERS.iter().position(|one| *one == layer);
    let mut seen = 0;
    for (name, source) in sources() {
        let layer = name.split(['/', '.']).next().unwrap_or_default();
        let Some(own) = rank(layer) else { continue };
        for import in imports(&source) {
            seen += 1;
            assert!(rank(import) <= Some(own), "{name} imports from {import}, which lies above {layer}");
        }
    }
    assert!(seen > 100, "the scan found only {seen} imports");
}

#[test]
fn every_folder_is_a_layer() {
    for (name, _) in sources() {
        if let Some((folder, _)) = name.split_once('/') {
            assert!(LAYERS.contains(&folder), "src/{folder} is in no layer");
        }
    }
}

#[test]
fn only_one_folder_asks_for_the_system() {
    let signs = [
        "os::unix",
        "os::windows",
        "rustix",
        "signal_hook",
        "winapi",
        "cfg(unix",
        "cfg(windows",
        "cfg!(",
        "target_os",
    ];
    let (inside, outside): (Vec<_>, Vec<_>) =
        sources().into_iter().partition(|(name, _)| name.starts_with("host/os/"));
    for (name, source) in outside {
        let sign = signs.iter().find(|sign| source.contains(*sign));
        assert_eq!(sign, None, "{name}; src/host/os is the place for it");
    }
    for sign in signs {
        assert!(inside.iter().any(|(_, source)| source.contains(sign)), "nothing has {sign}");
    }
}

/// What the compiler for one system cannot see of the other.
#[test]
fn both_systems_have_the_same_functions() {
    let doors = |system: &str| {
        let mut found = BTreeSet::new();
        for (name, source) in sources() {
            let Some(file) = name.strip_prefix(system) else { continue };
            let items = source.lines().filter_map(|line| {
                let item = line.trim_start().strip_prefix("pub ")?;
                let end = item.find(|c: char| !(c.is_alphanumeric() || "_ ".contains(c)))?;
                item.get(..end).map(str::trim)
            });
            found.extend(items.map(|item| format!("{file}: {item}")));
        }
        found
    };
    let (unix, windows) = (doors("host/os/unix/"), doors("host/os/windows/"));
    assert!(unix.len() > 40, "{unix:?}");
    assert_eq!(unix, windows);
}

#[test]
fn no_file_is_too_long() {
    for (name, source) in sources() {
        let lines = source.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(lines <= LONGEST, "src/{name} has {lines} lines; split it by topic");
    }
}

#[test]
fn the_program_itself_is_small() {
    let main = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs"));
    assert!(main.expect("src/main.rs").lines().count() < 20);
}

#[test]
fn no_expression_needs_what_only_tests_know() {
    // Libraries of the tests switch on classes of letters by name, which the shipped program does without.
    let named: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| [r"\p{", r"\P{", r"\pL", r"[[:"].iter().any(|class| text.contains(class)))
        .map(|(name, _)| name)
        .collect();
    assert!(named.is_empty(), "classes by name in {named:?}");
}

#[test]
fn no_expression_takes_megabytes() {
    // `[\w.-]{1,64}` is compiled sixty-four times over, with all letters of Unicode each time: 3.5 MB, and 12 MB while
    // it is made, which is all that the program may take in a session.
    let counted =
        regex::Regex::new(r"(?:\\[wdDWS]|\[[^\]\n]*\\[wdDWS][^\]\n]*\])\{[0-9]").expect("a pattern");
    let dear = |(name, text): (String, String)| {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let found = code.filter_map(|line| counted.find(line)).next()?;
        Some(format!("src/{name}: {}", found.as_str()))
    };
    let found: Vec<String> = sources().into_iter().filter_map(dear).collect();
    assert!(found.is_empty(), "count `[0-9]` or `[0-9A-Za-z_]`, or read it in plain code: {found:?}");
    // Redaction looks at whatever is pasted, noted and exported, and its rules were the dearest of all.
    for (name, text) in sources() {
        let plain = !name.starts_with("redact") || !text.contains("regex::");
        assert!(plain, "src/{name} has an expression; `redact/reader.rs` reads without");
    }
}
