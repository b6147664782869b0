//! `unsnag coverage`: what of a source the flows carry, and what in them is ours.

use crate::cli::Home;
use std::collections::BTreeMap;
use unsnag::check::coverage::{By, coverage, read};
use unsnag::check::provenance::own;
use unsnag::flow::Library;
use unsnag::flow::library::Document;

const PACK: &str = "id: kb\ntitle: Runbook\nlanguages: [en, sv]\nbase: https://example.net/docs/\n";
const FLOW: &str = "\
unsnag: 1
id: kb.disk
title: The disk is full
symptoms: [No space is left.]
signatures: [{text: No space left on device}]
source: {doc: The runbook, section: disk, lang: en, dated: 2019-05-31, verified: never, ours: The commands.}
start: look
nodes:
  look:
    check: What fills the disk?
    run:
      - {shell: bash, text: du -xh / | sort -h, origin: ours, expect: A list}
      - {shell: kql, text: \"Perf | where CounterName == 'Free'\", origin: source, setup: let n = 5;, expect: Rows}
    options:
      logs: {say: The **logs**, go: clear}
      cache: {say: The cache, go: other.flow#start}
    unsure: clear
  clear: {fix: Remove old logs, do: [{text: Read on, see: logs.md#rotate}], verify: It is gone., next: help}
  help: {end: escalate, say: Ask for help., source: {doc: Our own, section: the runbook ends here}}
";
const OTHER: &str = "\
unsnag: 1
id: other.flow
title: Another
symptoms: [Another]
start: start
nodes:
  start: {note: Only once, next: done}
  done: {end: info}
";
const SWEDISH: &str = "of: kb.disk\nlang: sv\ntext: {title: Disken är full}\n";

fn library(flow: &str) -> Library {
    let files = [
        ("kb/pack.yaml", PACK),
        ("kb/kb.disk.yaml", flow),
        ("kb/kb.disk.sv.yaml", SWEDISH),
        ("kb/other.flow.yaml", OTHER),
    ];
    Library::load(files.map(|(path, text)| Document::new(path, text))).library
}

/// An inventory of one document; each row is id, kind and token.
fn inventory(rows: &[[&str; 3]]) -> String {
    let rows = rows.iter().map(|[id, kind, token]| format!("007\t{id}\t{kind}\tWhat it is\t{token}\n"));
    std::iter::once("source\tid\tkind\tdescription\ttoken\n".to_owned()).chain(rows).collect()
}

/// How each row is carried.
fn ways(flow: &str, rows: &[[&str; 3]]) -> Vec<Option<By>> {
    let rows = read(&inventory(rows)).expect("an inventory");
    let found = coverage(&library(flow), rows, &BTreeMap::new());
    found.rows.into_iter().map(|(_, by)| by).collect()
}

#[test]
fn a_token_is_carried_where_something_says_it() {
    let tokens = [
        "No space left on device",
        "The disk is full",
        "Disken är full",
        "What fills the\u{a0}disk?",
        "The logs",
        "du -xh /",
        "let n = 5;",
        "logs.md#rotate",
        "https://example.net/docs/logs.md#rotate",
        // As documents write it: the date, the shell, the jump.
        "05/31/2019",
        "loganalytics",
        "#flow",
        "no space left ON device",
        "no space left on device",
        "azurecli",
        "The commands.",
    ];
    let rows: Vec<[&str; 3]> = tokens.iter().map(|token| ["a.disk.x", "fact", token]).collect();
    let carried: Vec<bool> = ways(FLOW, &rows).iter().map(|by| *by == Some(By::Token)).collect();
    let missing: Vec<&str> =
        tokens.iter().zip(carried).filter(|(_, carried)| !carried).map(|(token, _)| *token).collect();
    // Capitals count where there are any; there is no `az` command; what is ours is no fact of the document.
    assert_eq!(missing, ["no space left ON device", "azurecli", "The commands."]);
}

#[test]
fn what_cannot_be_reached_carries_nothing() {
    let row = [["a.disk.x", "step", "Remove old logs"], ["a.disk.y", "error", "No space left on device"]];
    assert_eq!(ways(FLOW, &row), [Some(By::Token); 2]);
    let cut = FLOW.replace("go: clear", "go: help").replace("unsure: clear", "unsure: help");
    assert_eq!(ways(&cut, &row), [None, Some(By::Token)]);
}

#[test]
fn a_row_without_a_token_is_carried_where_its_section_has_a_home() {
    let rows = [
        // By the source, and by the end of the id of a flow.
        ["a.disk", "scenario", "-"],
        ["a.disk.cause", "cause", ""],
        ["a.flow.cause", "cause", "-"],
        // By most of its tokens.
        ["a.files", "scenario", "-"],
        ["a.files.1", "step", "Remove old logs"],
        ["a.files.2", "step", "Remove the cache"],
        // By nothing.
        ["a.net", "scenario", "-"],
        ["a.net.1", "step", "Remove old logs"],
        ["a.net.2", "step", "Restart"],
        ["a.net.3", "step", "Reboot"],
    ];
    let (token, source, section) = (Some(By::Token), Some(By::Source), Some(By::Section));
    assert_eq!(ways(FLOW, &rows), [source, source, source, section, token, None, None, token, None, None]);
}

#[test]
fn a_mistake_of_the_document_is_put_right_and_not_looked_for() {
    let rows = [
        ["a.disk.typo", "anomaly", "No spcae left"],
        ["a.net.typo", "anomaly", "No nte"],
        ["a.net.1", "step", "Restart"],
        ["a.disk.1", "step", "Remove old logs"],
    ];
    assert_eq!(ways(FLOW, &rows), [Some(By::Repaired), None, None, Some(By::Token)]);
}

#[test]
fn an_inventory_that_is_none_is_told_so() {
    assert_eq!(read("").unwrap_err(), "the inventory is empty");
    assert!(
        read("source\tid\tkind\ttoken\n").unwrap_err().starts_with("line 1 has no column \"description\"")
    );
    let unnamed = inventory(&[["a", "fact", "-"], ["", "fact", "-"]]);
    assert_eq!(read(&unnamed).unwrap_err(), "line 3: a row needs a source and an id");
    // In any order, with further columns, with the mark of some editors before it.
    let odd = "\u{feff}token\tmore\tid\tsource\tkind\tdescription\r\nT\tM\ti\ts\tk\td\r\n";
    let rows = read(odd).unwrap();
    assert_eq!((rows[0].id.as_str(), rows[0].token.as_deref(), rows[0].line), ("i", Some("T"), 2));
}

#[test]
fn the_command_says_what_is_missing_and_which_pack_carries_what() {
    let home = Home::new();
    home.write("kb/pack.yaml", PACK);
    home.write("kb/kb.disk.yaml", FLOW);
    home.write("kb/other.flow.yaml", OTHER);
    let whole =
        [["a.disk", "scenario", "-"], ["a.flow.1", "step", "Only once"], ["a.disk.2", "step", "du -xh"]];
    home.write("whole.tsv", &inventory(&whole));
    let run = |arguments: &[&str], input: &str| {
        home.talk(&[&["coverage", "--flows", "kb"], arguments].concat(), input)
    };
    let told = run(&["--inventory", "whole.tsv"], "").ok();
    assert_eq!(
        told.out,
        "007 is carried by kb\n3 rows: 2 by token, 1 by source, 0 by most of their section, 0 by putting a mistake \
         right; 0 missing\n"
    );
    let less = inventory(&[["a.disk", "scenario", "-"], ["a.disk.3", "step", "Restart"]]);
    let told = run(&["--inventory", "-", "--source", "007=kb"], &less).code(1);
    assert!(told.out.contains("007 a.disk.3 step: \"Restart\"\n    What it is\n"), "{}", told.out);
    let json = run(&["--inventory", "-", "--source", "007=kb", "--json"], &less).code(1).json();
    assert_eq!(
        json,
        serde_json::json!({
            "rows": 2,
            "packs": {"007": "kb"},
            "carried": {"token": 0, "source": 1, "section": 0, "repaired": 0},
            "missing": [{
                "source": "007", "id": "a.disk.3", "kind": "step", "description": "What it is", "token": "Restart",
            }],
        })
    );
    run(&["--inventory", "-", "--source", "007=bk"], &less)
        .code(2)
        .warns("there is no pack \"bk\"; there is");
    run(&["--inventory", "-", "--source", "007"], &less).code(2).warns("write it like 002=azure-stack");
    run(&["--inventory", "gone.tsv"], "").code(2).warns("cannot read gone.tsv");
    run(&["--inventory", "-"], "what").code(2).warns("no column \"source\"");
    run(&[], "").code(2).warns("--inventory");
}

#[test]
fn what_is_ours_is_collected_with_its_reasons() {
    let library = library(FLOW);
    let own = own(library.flow("kb.disk").unwrap());
    let ids = |all: &[(&unsnag::flow::Node, Vec<&unsnag::flow::Command>)]| -> Vec<(String, Vec<String>)> {
        let texts =
            |commands: &[&unsnag::flow::Command]| commands.iter().map(|one| one.text.clone()).collect();
        all.iter().map(|(node, commands)| (node.id.clone(), texts(commands))).collect()
    };
    assert_eq!(ids(&own.commands), [("look".to_owned(), vec!["du -xh / | sort -h".to_owned()])]);
    assert_eq!(ids(&own.around)[0].0, "look");
    assert_eq!(own.steps.iter().map(|(step, _)| step.as_str()).collect::<Vec<_>>(), ["help"]);
    let home = Home::new();
    home.write("kb/pack.yaml", PACK);
    home.write("kb/kb.disk.yaml", FLOW);
    let page = home.run(&["coverage", "--flows", "kb", "--provenance"]).ok();
    page.says("| `kb.disk` | The runbook | disk | en | 2019-05-31 | - | never |\n").says(
        "### `kb.disk`: The disk is full\n\n- The commands.\n- Step `help`: Our own: the runbook ends here\n- 1 command of ours:\n  \
         - `look`: `du -xh / | sort -h`\n- Commands of the document with lines of ours:\n  - `look`: `let n = 5;`\n",
    );
}
