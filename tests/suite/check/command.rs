//! `unsnag lint` and `unsnag test` as they are called.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

fn flow(id: &str, next: &str, tests: &str) -> String {
    format!(
        "unsnag: 1\nid: {id}\ntitle: T\nsymptoms: [S]\n{tests}start: a\nnodes:\n  a: {{fix: F, next: {next}}}\n  b: {{end: info}}\n"
    )
}

/// Standard output and exit code.
fn unsnag(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let run =
        Command::new(env!("CARGO_BIN_EXE_unsnag")).args(arguments).current_dir(folder).output().unwrap();
    (String::from_utf8(run.stdout).unwrap(), run.status.code())
}

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_single_file_is_looked_at_with_what_it_refers_to_and_nothing_else_is_reported() {
    let tests = "tests: [{walk: a=cannot, end: b}]\n";
    let folder = folder(&[
        ("one.yaml", flow("one", "two#b", "")),
        ("two.yaml", flow("two", "gone", tests)),
        ("three.yaml", flow("three", "azs.usage#logs", "").replace("  b: {end: info}\n", "")),
    ]);
    let (text, exit) = unsnag(folder.path(), &["lint", "three.yaml"]);
    assert_eq!((text.as_str(), exit), ("1 file: 0 errors, 0 warnings\n", Some(0)));
    let (text, exit) = unsnag(folder.path(), &["lint", "one.yaml"]);
    assert_eq!((text.lines().count(), exit), (8, Some(1)), "{text}");
    assert!(text.starts_with("one.yaml:8:3: E011 node \"b\" cannot be reached\n"), "{text}");
    let (text, exit) = unsnag(folder.path(), &["lint", ".", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    let codes: Vec<&str> =
        found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!((codes, exit), (vec!["E011", "E050", "E010"], Some(1)), "{text}");
}

#[test]
fn tests_of_the_named_files_are_run() {
    let folder = folder(&[
        ("one.yaml", flow("one", "two#", "tests: [{walk: a=skip a=fixed, end: resolved}]\n")),
        ("two.yaml", flow("two", "b", "tests: [{walk: a=skip, end: a}]\n")),
    ]);
    let (text, exit) = unsnag(folder.path(), &["test", "one.yaml"]);
    assert_eq!((text.as_str(), exit), ("1 test in 1 flow: 0 failed\n", Some(0)));
    let (text, exit) = unsnag(folder.path(), &["test", "."]);
    let failed = "two: test 1 ended at \"b\" (info), expected \"a\"; went a\n2 tests in 2 flows: 1 failed\n";
    assert_eq!((text.as_str(), exit), (failed, Some(1)));
}

#[test]
fn samples_of_the_named_files_are_searched_in_all_flows() {
    let sampled = |id: &str, sample: &str| flow(id, "b", &format!("samples: [\"{sample}\"]\n"));
    let folder = folder(&[
        ("one.yaml", sampled("one", "0x8024402C: something of one")),
        // The bundled flows know this message better than a flow does that only repeats it.
        (
            "two.yaml",
            sampled("two", "MaintenanceWindowExceeded")
                .replace("F,", "A fix that is told of at some length,"),
        ),
    ]);
    let (text, exit) = unsnag(folder.path(), &["test", "one.yaml"]);
    assert_eq!((text.as_str(), exit), ("0 tests and 1 sample in 1 flow: 0 failed\n", Some(0)));
    let (text, exit) = unsnag(folder.path(), &["test", "."]);
    let (lost, sum) = text.split_once('\n').unwrap();
    assert!(
        lost.starts_with("./two.yaml:5:11: E051 this sample finds this flow only as number 2; first comes \"um.mw-exceeded\", "),
        "{text}"
    );
    assert!(lost.contains("MaintenanceWindowExceeded"), "{text}");
    assert_eq!((sum, exit), ("0 tests and 2 samples in 2 flows: 1 failed\n", Some(1)));
}
