//! Packs that a person adds: what is taken, what is refused, and that neither harms what is there.

mod collisions;
// Without it nothing is fetched, and `pack add` says so.
#[cfg(feature = "git")]
mod git;
mod hostile;
mod update;

use crate::cli::{Home, Ran};
use crate::pty;
use serde_json::Value;

/// A flow with one fix and one command.
pub fn flow(id: &str, title: &str, command: &str) -> String {
    format!(
        "unsnag: 1\nid: {id}\ntitle: {title}\nsymptoms: [{title}]\nstart: clean\nnodes:\n  clean:\n    \
         fix: Clean up\n    run: {{shell: bash, text: {command}, risk: read}}\n    next: help\n  \
         help: {{end: escalate, say: Ask.}}\ntests: [{{walk: clean=fixed, end: resolved}}]\n"
    )
}

/// A home with a folder `disks`, a pack of one flow.
pub fn with_disks() -> Home {
    let home = Home::new();
    home.write("disks/pack.yaml", "id: disks\ntitle: Full disks\nversion: \"2\"\n");
    home.write("disks/disk.full.yaml", &flow("disk.full", "The disk is full", "df"));
    home
}

/// The row of a pack in `pack list --format json`.
pub fn listed(home: &Home, id: &str) -> Option<Value> {
    let all = home.run(&["pack", "list", "--format", "json"]).ok().json();
    all.as_array().unwrap().iter().find(|pack| pack["pack"] == id).cloned()
}

/// Names in the folder of added packs, the lock left out.
pub fn kept(home: &Home) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(home.path().join("data/unsnag/packs")) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != ".lock").collect();
    names.sort();
    names
}

#[track_caller]
fn add(home: &Home, from: &str) -> Ran {
    home.run(&["pack", "add", from])
}

#[test]
fn a_folder_is_copied_listed_and_used() {
    let home = with_disks();
    let place = home.path().join("disks").display().to_string();
    add(&home, "disks").ok().says(&format!("Added disks from {place}")).says("disk.full  The disk is full");
    std::fs::remove_dir_all(home.path().join("disks")).unwrap();
    let row = listed(&home, "disks").unwrap();
    assert_eq!(
        (&row["title"], &row["version"], &row["flows"]),
        (&"Full disks".into(), &"2".into(), &1.into())
    );
    let from = &row["from"];
    assert_eq!(
        (&from["kind"], &from["place"], &from["name"]),
        (&"added".into(), &place.clone().into(), &"disks".into())
    );
    assert_eq!(listed(&home, "azure-stack").unwrap()["from"]["kind"], "bundled");
    home.run(&["pack", "list"]).ok().says(&format!("added from {place}")).says("comes with unsnag");
    home.run(&["search", "disk", "full"]).ok().says("disk.full");
    home.run(&["run", "disk.full", "--answers", "clean=fixed"]).ok();
    home.run(&["doctor"]).says("packs/disks");
    // Wherever its problems are listed it is said whose they are.
    home.run(&["list"]).ok().says(&format!("Full disks (from {place})"));
    let all = home.run(&["list", "--json"]).ok().json();
    let row = all.as_array().unwrap().iter().find(|row| row["flow"] == "disk.full").unwrap();
    assert_eq!(row["from"], place);
    assert!(all.as_array().unwrap().iter().any(|row| row["from"].is_null()));
    let drawn = home.run(&["--keys", "<esc>G", "--print", "100x40"]).ok().out;
    assert!(drawn.lines().any(|line| line.contains("Full disks  from /")), "{drawn}");
    let narrow = home.run(&["--keys", "<esc>G", "--print", "40x12"]).ok().out;
    assert!(narrow.lines().any(|line| line.contains("Full disks  from disks")), "{narrow}");
}

#[test]
fn the_line_mode_says_whose_a_problem_is() {
    let home = with_disks();
    add(&home, "disks").ok();
    let place = home.path().join("disks").display().to_string();
    for (lang, whose) in [
        ("en", format!("(Full disks, from {place})")),
        ("sv", format!("(Full disks, från {place})")),
        ("zh-TW", format!("（Full disks，來自 {place}）")),
        ("zh-CN", format!("（Full disks，来自 {place}）")),
    ] {
        let heard = home.talk(&["--plain", "--lang", lang], "the disk is full\n").out;
        // A line is broken at eighty columns, and a path anywhere.
        let heard: String = heard.split_whitespace().collect();
        let whose: String = whose.split_whitespace().collect();
        assert!(heard.contains(&format!("1Thediskisfull{whose}")), "{lang}: {heard}");
    }
    // Of what comes with the program only the pack is said.
    let own = home.talk(&["--plain"], "LoginError\n").out;
    assert!(own.contains("(Azure Stack") && !own.contains(", from "), "{own}");
}

#[test]
fn a_pack_without_pack_yaml_is_called_like_its_folder_and_several_packs_stay_together() {
    let home = Home::new();
    home.write("My disks/disk.full.yaml", &flow("disk.full", "The disk is full", "df"));
    add(&home, "My disks").ok().says("Added My-disks");
    for id in ["one", "two"] {
        home.write(&format!("team/{id}/pack.yaml"), &format!("id: {id}\ntitle: Pack {id}\n"));
        home.write(&format!("team/{id}/{id}.flow.yaml"), &flow(&format!("{id}.flow"), id, "df"));
    }
    add(&home, "./team/").ok().says("Added team from").says("one.flow").says("two.flow");
    assert_eq!(kept(&home), ["My-disks", "team"]);
    assert_eq!(listed(&home, "two").unwrap()["from"]["name"], "team");
    home.run(&["pack", "list"]).ok().says("part of team");
    home.run(&["pack", "remove", "team", "--yes"]).ok();
    assert!(listed(&home, "one").is_none() && listed(&home, "two").is_none());
}

#[test]
fn faults_refuse_a_pack_and_warnings_are_told() {
    let home = with_disks();
    home.write(
        "disks/bad.yaml",
        "unsnag: 1\nid: bad\ntitle: Bad\nsymptoms: [b]\nstart: nowhere\nnodes: {}\n",
    );
    let refused = add(&home, "disks").code(1);
    let refused = refused.says("nowhere").says("disks/bad.yaml:").warns("nothing was added: ");
    assert!(refused.err.contains("error"), "{}", refused.err);
    assert_eq!(kept(&home), [""; 0]);
    home.write("disks/bad.yaml", &flow("disk.slow", "The disk is slow", "df"));
    home.write("disks/pack.yaml", "id: disks\ntitle: Full disks\nlanguages: [en, sv]\n");
    home.write("disks/disk.slow.sv.yaml", "of: disk.slow\nlang: sv\ntext: {title: Disken är långsam}\n");
    add(&home, "disks").ok().warns("W041");
}

#[test]
fn an_added_pack_counts_in_every_language() {
    for (lang, words) in
        [("sv", ["Lade till", "följer med unsnag"]), ("zh-TW", ["已從", "內建"]), ("zh-CN", ["已从", "自带"])]
    {
        let home = with_disks();
        home.run(&["pack", "add", "disks", "--lang", lang]).ok().says(words[0]);
        home.run(&["pack", "list", "--lang", lang]).ok().says(words[1]);
    }
}

#[test]
fn remove_says_what_goes_asks_and_leaves_sessions() {
    let home = with_disks();
    add(&home, "disks").ok();
    home.run(&["run", "disk.full", "--answers", "clean=fixed"]).ok();
    home.run(&["pack", "remove", "disk"]).code(2).warns("did you mean \"disks\"?").warns("pack list");
    home.run(&["pack", "remove", "azure-stack"]).code(2).warns("no pack \"azure-stack\" was added");
    home.run(&["pack", "remove", "disks"]).code(2).says("disk.full").warns("--yes");
    assert_eq!(kept(&home), ["disks"]);
    home.run(&["pack", "remove", "disks", "--yes"]).ok().says("disk.full").says("Removed disks");
    assert_eq!(kept(&home), [""; 0]);
    home.run(&["show", "disk.full"]).code(2);
    // The session has the flow as it was.
    let transcript = home.run(&["export", "--format", "text"]).ok().out;
    assert!(transcript.contains("The disk is full") && transcript.contains("Clean up"), "{transcript}");
    assert!(transcript.contains("Full disks"), "{transcript}");
}

#[test]
fn on_a_terminal_it_is_asked() {
    let setup = pty::Setup::shell(&format!(
        "mkdir d && printf '%s' \"$FLOW\" > d/disk.full.yaml && {0} pack add d && {0} pack remove d; {0} pack remove d",
        pty::UNSNAG
    ));
    let mut pty = setup.size(100, 30).env("FLOW", &flow("disk.full", "The disk is full", "df")).start();
    pty.wait_for("Remove d? Type yes or no.");
    pty.send("no\r");
    pty.wait_for("Nothing was changed.");
    pty.wait_until("the second question", |screen, _| screen.contents().matches("Remove d?").count() == 2);
    pty.send("yes\r");
    pty.wait_for("Removed d.");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn a_shell_completes_the_names_of_added_packs() {
    let home = with_disks();
    add(&home, "disks").ok();
    for command in ["update", "remove"] {
        let words = ["--", "unsnag", "pack", command, "di"];
        let asked = [("UNSNAG_COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", "3"), ("_CLAP_IFS", "\n")];
        let output = home.command(&words).envs(asked).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "disks");
    }
}

#[cfg(not(feature = "git"))]
#[test]
fn without_git_an_address_is_refused_with_what_to_do() {
    let home = with_disks();
    add(&home, "https://example.net/x").code(2).warns("built without git").warns("add the folder");
    add(&home, "disks").ok();
}
