//! The documents: what they show is what the program does, and what they name is there.
//!
//! Each line of a `sh` block is run. A comment before any other fenced block says what it is. `output: COMMAND` is what
//! the command prints, `file: PATH` a file of the tutorial, `given PATH: COMMAND` a file with which the command must
//! succeed, `part` keys of a flow, `pack` a pack file, `codes` the codes of lint. `not run: REASON` is none of these.
//! `needs: PROGRAM` before a `sh` block leaves it out where that is not installed. `UPDATE_EXPECT=1 cargo test docs`
//! writes output and codes anew.

use crate::layers::LAYERS;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use unsnag::check::lint::is_found;
use unsnag::check::{lint, provenance};
use unsnag::flow::diagnostic::{Code, to_text};
use unsnag::flow::{Document, Library, bundled};

/// The program with its folder in front of the search path, in a home of its own and without a terminal.
struct Desk {
    home: tempfile::TempDir,
}

impl Desk {
    /// With the files of the tutorial and a log.
    fn new() -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let write = |path: &Path, text: &str| {
            let path = home.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        tutorial().pop().expect("files").iter().for_each(|(path, text)| write(path, text));
        write(Path::new("error.log"), "usage bridge: LoginError\n");
        Desk { home }
    }

    fn sh(&self, command: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_unsnag"));
        let mut search = program.parent().expect("a folder").as_os_str().to_owned();
        search.push(":/usr/bin:/bin");
        Command::new("sh")
            .args(["-c", command])
            .current_dir(self.home.path())
            .env_clear()
            .env("PATH", search)
            .env("HOME", self.home.path())
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .expect("a shell")
    }
}

/// A fenced block of a document.
struct Block {
    /// What the comment before it says: the word before the colon and the rest.
    mark: Option<(String, String)>,
    language: String,
    /// Where its lines stand in the text.
    lines: Range<usize>,
    content: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown file of the root and of `docs`, with its path from the root.
fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["", "docs"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|end| end == "md") {
                let name = path.strip_prefix(root()).expect("below the root").display().to_string();
                found.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    found.sort();
    assert!(found.iter().any(|(name, _)| name == "README.md"));
    found
}

fn document(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("a document")
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut mark = None;
    let mut open: Option<(Range<usize>, String)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (from, bare) = (at, line.trim());
        at += line.len();
        match (&open, bare.strip_prefix("```")) {
            (None, Some(language)) => open = Some((at..at, language.to_owned())),
            (Some(_), Some("")) => {
                let (start, language) = open.take().expect("an open block");
                let content = text[start.start..from].to_owned();
                found.push(Block { mark: mark.take(), language, lines: start.start..from, content });
            }
            (None, None) if bare.starts_with("<!-- ") => {
                let said = bare.trim_start_matches("<!-- ").trim_end_matches(" -->");
                let (kind, rest) = said.split_once(": ").unwrap_or((said, ""));
                mark = Some((kind.to_owned(), rest.to_owned()));
            }
            (None, None) if !bare.is_empty() => mark = None,
            _ => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// What a generated block must hold; nothing for the other ones.
fn generated(kind: &str, what: &str) -> Option<String> {
    match kind {
        "output" => {
            let output = Desk::new().sh(what);
            assert!(output.stderr.is_empty(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).expect("UTF-8"))
        }
        "codes" => {
            let found = Code::ALL.iter().filter(|code| is_found(**code));
            Some(found.map(|code| format!("{code}  {}\n", code.title())).collect())
        }
        _ => None,
    }
}

#[test]
fn generated_blocks_are_what_the_program_says() {
    let mut count = 0;
    for (name, text) in documents() {
        let mut written = text.clone();
        for block in blocks(&text).iter().rev() {
            let Some((kind, what)) = &block.mark else { continue };
            let Some(expected) = generated(kind, what) else { continue };
            count += 1;
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                written.replace_range(block.lines.clone(), &expected);
            } else {
                let hint = format!("{name} is out of date ({kind} {what}); UPDATE_EXPECT=1 cargo test docs");
                assert_eq!(block.content, expected, "{hint}");
            }
        }
        if written != text {
            std::fs::write(root().join(&name), written).expect("written");
        }
    }
    assert!(count > 4, "only {count} blocks");
}

#[test]
fn the_page_of_sources_is_what_the_flows_say() {
    let page = Desk::new().sh("unsnag coverage --provenance");
    let page = String::from_utf8(page.stdout).expect("UTF-8");
    expect_test::expect_file![root().join("docs/provenance.md")].assert_eq(&page);
    // Nothing bundled is without a source, and nothing is ours without a reason.
    let loaded = Library::load(bundled::documents());
    for flow in loaded.library.flows.values() {
        let source = &flow.source;
        assert!(source.doc.is_some() && source.section.is_some() && source.lang.is_some(), "{}", flow.id);
        assert!(source.verified.is_some(), "{}", flow.id);
        let own = provenance::own(flow);
        assert!(
            !source.ours.is_empty() || (own.commands.is_empty() && own.around.is_empty()),
            "{}: the header does not say why there are commands of ours",
            flow.id
        );
        for (step, source) in &own.steps {
            assert!(source.doc.is_some(), "{}#{step}", flow.id);
        }
    }
}

/// Whether a program is installed.
fn installed(program: &str) -> bool {
    let folders = ["/usr/bin", "/bin", "/usr/local/bin"];
    folders.iter().any(|folder| Path::new(folder).join(program).exists())
}

/// The commands of the shell blocks, in order.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks(text).into_iter().filter(|block| block.language == "sh") {
        if let Some((_, program)) = block.mark.filter(|(kind, _)| kind == "needs")
            && !installed(&program)
        {
            eprintln!("not run, because there is no {program}:\n{}", block.content);
            continue;
        }
        found.extend(block.content.replace("\\\n", " ").lines().map(str::to_owned));
    }
    found
}

#[test]
fn every_command_that_is_shown_is_understood() {
    let count: usize = std::thread::scope(|scope| {
        let runs: Vec<_> =
            documents().into_iter().map(|(name, text)| scope.spawn(move || run_all(&name, &text))).collect();
        runs.into_iter().map(|run| run.join().expect("each is understood")).sum()
    });
    assert!(count > 60, "only {count} commands");
}

/// Runs the commands of a document one after the other; returns how many there are.
fn run_all(name: &str, text: &str) -> usize {
    let commands = commands(text);
    if commands.is_empty() {
        return 0;
    }
    let desk = Desk::new();
    // There are kept sessions, the newest one unfinished.
    desk.sh("unsnag run azs.usage --answers 'code=login sign-in=fixed'");
    desk.sh("unsnag run azs.usage");
    for command in &commands {
        let output = desk.sh(command);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{name}: `{command}` gives {code:?}: {said}");
        assert!(!said.contains("not found"), "{name}: `{command}`: {said}");
    }
    commands.len()
}

/// Licences of others are no documents of ours.
const FOREIGN: &str = "THIRD-PARTY.md";

#[test]
fn every_block_is_run_or_says_why_not() {
    for (name, text) in documents().into_iter().filter(|(name, _)| name != FOREIGN) {
        for block in blocks(&text) {
            let mark = block.mark.as_ref().map(|(kind, rest)| (kind.as_str(), rest.as_str()));
            let fine = match (block.language.as_str(), mark) {
                ("sh", None | Some(("needs", _))) => true,
                ("sh", _) => false,
                (_, Some(("output" | "file" | "not run", rest))) => !rest.is_empty(),
                (_, Some((kind, rest))) if kind.starts_with("given ") => !rest.is_empty(),
                (_, Some(("part" | "pack" | "codes", _))) => true,
                _ => false,
            };
            let first = block.content.lines().next().unwrap_or_default();
            assert!(fine, "{name}: the block `{first}` has the mark {mark:?}; see tests/suite/docs.rs");
        }
    }
}

#[test]
fn every_file_that_is_shown_is_accepted() {
    let mut count = 0;
    for (name, text) in documents() {
        let desk = Desk::new();
        for block in blocks(&text) {
            let Some((kind, command)) = &block.mark else { continue };
            let Some(path) = kind.strip_prefix("given ") else { continue };
            count += 1;
            std::fs::write(desk.home.path().join(path), &block.content).expect("a file");
            let output = desk.sh(command);
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(output.status.success(), "{name}: `{command}` of {path} fails: {said}");
        }
        for pack in blocks(&text).iter().filter(|block| block.mark == Some(("pack".into(), String::new()))) {
            count += 1;
            let loaded = Library::load([Document::new("p/pack.yaml", pack.content.clone())]);
            assert_eq!(to_text(&loaded.diagnostics), "", "{name}");
        }
    }
    assert!(count >= 6, "only {count} files");
}

#[test]
fn links_between_files_lead_somewhere() {
    for (name, text) in documents() {
        let folder = root().join(&name).parent().map(Path::to_owned).unwrap_or_default();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let pictures = ["src=\"", "srcset=\""].into_iter().flat_map(|mark| text.split(mark).skip(1));
        let pictures = pictures.filter_map(|rest| rest.split_once('"'));
        for (to, _) in links.chain(pictures).filter(|(to, _)| !to.contains("://")) {
            let (file, heading) = to.split_once('#').unwrap_or((to, ""));
            let file = if file.is_empty() { root().join(&name) } else { folder.join(file) };
            assert!(file.exists(), "{name} links to {to}, which is not there");
            let slugs = || headings(&std::fs::read_to_string(&file).expect("UTF-8"));
            assert!(
                heading.is_empty() || slugs().contains(heading),
                "{name} links to {to}, which is no heading"
            );
        }
    }
}

/// The headings of a document as they are linked to.
fn headings(text: &str) -> BTreeSet<String> {
    let titles =
        text.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_matches(['#', ' ']));
    titles
        .map(|title| {
            title
                .to_lowercase()
                .replace(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '-'), "")
                .replace(' ', "-")
        })
        .collect()
}

/// The states of the tutorial's files, one for each file block.
fn tutorial() -> Vec<BTreeMap<PathBuf, String>> {
    let text = document("docs/flow-format.md");
    let files = blocks(&text).into_iter().filter_map(|block| match block.mark {
        Some((kind, path)) if kind == "file" => Some((PathBuf::from(path), block.content)),
        _ => None,
    });
    let mut now = BTreeMap::new();
    files
        .map(|(path, content)| {
            now.insert(path, content);
            now.clone()
        })
        .collect()
}

#[test]
fn the_tutorial_has_no_findings_at_any_step() {
    let states = tutorial();
    assert!(states.len() >= 4);
    for files in states {
        let own = files.iter().map(|(path, text)| Document::new(path.display().to_string(), text.clone()));
        let loaded = Library::load(own.chain(bundled::documents()));
        assert_eq!(to_text(&lint(&loaded)), "");
    }
}

#[test]
fn the_tutorial_tests_what_it_teaches() {
    let files = tutorial().pop().expect("files");
    let own = files.iter().map(|(path, text)| Document::new(path.display().to_string(), text.clone()));
    let library = Library::load(own).library;
    assert!(library.flows.values().all(|flow| flow.tests.len() >= 2));
    assert!(library.flows.values().any(|flow| flow.translations.contains_key("sv")));
}

#[test]
fn every_part_of_a_flow_that_is_shown_can_be_read() {
    const REST: [(&str, &str); 6] = [
        ("unsnag", "1"),
        ("id", "a.flow"),
        ("title", "A title"),
        ("symptoms", "[A symptom]"),
        ("start", "a-node"),
        ("nodes", "{a-node: {end: info}}"),
    ];
    let text = document("docs/flow-format.md");
    let parts =
        blocks(&text).into_iter().filter(|block| block.mark.as_ref().is_some_and(|(kind, _)| kind == "part"));
    let mut count = 0;
    for part in parts {
        count += 1;
        let mut whole = part.content.clone();
        for (key, value) in REST {
            if !part.content.lines().any(|line| line.starts_with(&format!("{key}:"))) {
                let _ = writeln!(whole, "{key}: {value}");
            }
        }
        let loaded = Library::load([Document::new("part.yaml", whole)]);
        assert_eq!(to_text(&loaded.diagnostics), "");
    }
    assert!(count > 8, "only {count} parts");
}

/// Every key that a schema names.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| keys(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

/// The keys that can stand beside an unknown one.
fn keys_beside_unknown(path: &str, text: &str) -> Vec<String> {
    let loaded = Library::load([Document::new(path, text)]);
    let help = loaded.diagnostics.iter().filter_map(|one| one.help.as_deref());
    let keys = help.filter_map(|help| help.strip_prefix("keys that can stand here: "));
    keys.flat_map(|keys| keys.split(", ").map(str::to_owned)).collect()
}

#[test]
fn every_key_of_the_format_is_documented() {
    let mut found = BTreeSet::new();
    let schema = document("assets/flow.schema.json");
    keys(&serde_json::from_str(&schema).expect("JSON"), &mut found);
    let pack = "id: p\ntitle: P\nunknown: 1\nquestions: {q: {unknown: 1, ask: A, options: {}}}\n";
    let of_packs = keys_beside_unknown("p/pack.yaml", pack);
    let of_translations = keys_beside_unknown("p/p.sv.yaml", "of: p\nlang: sv\nunknown: 1\n");
    assert!(of_packs.len() > 12 && of_translations.len() > 4);
    found.extend(of_packs.into_iter().chain(of_translations));
    let text = document("docs/flow-format.md");
    let missing: Vec<_> = found.iter().filter(|key| !text.contains(&format!("`{key}`"))).collect();
    assert!(found.len() > 80, "only {} keys", found.len());
    assert!(missing.is_empty(), "docs/flow-format.md does not speak of {missing:?}");
}

#[test]
fn the_layers_are_described_in_their_order() {
    let text = document("ARCHITECTURE.md");
    let rows: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `src/")?.split_once("/`"))
        .map(|(folder, _)| folder)
        .collect();
    let there: Vec<&str> =
        LAYERS.into_iter().filter(|layer| root().join("src").join(layer).is_dir()).collect();
    assert_eq!(rows, there);
}
