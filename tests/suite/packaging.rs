//! What goes into packages: manual pages of every command, and licences of everything that is built in.

use crate::cli::Home;
use std::collections::BTreeSet;
use std::fs;

fn root(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Name and version of each package of the lock file.
fn locked() -> BTreeSet<String> {
    let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let lock = root("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1);
    let part = |package: &str, key: &str| quoted(package.lines().find(|line| line.starts_with(key)).unwrap());
    packages.map(|package| format!("{} {}", part(package, "name ="), part(package, "version ="))).collect()
}

#[test]
fn the_licences_are_those_of_the_packages_that_are_built_in() {
    let notice = root("THIRD-PARTY.md");
    let rows = notice.lines().filter_map(|line| line.strip_prefix("- "));
    let named: BTreeSet<String> = rows.map(|row| row.split(": ").next().unwrap().to_owned()).collect();
    let locked = locked();
    let stale: Vec<&String> = named.difference(&locked).collect();
    assert!(stale.is_empty(), "not in Cargo.lock any more: {stale:?}; run `just licences`");

    let manifest = root("Cargo.toml");
    let table = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    for line in table.lines().filter(|line| line.contains(" = ")) {
        let name = line.split(" = ").next().unwrap();
        let renamed = line.split("package = \"").nth(1).and_then(|rest| rest.split('"').next());
        let name = format!("{} ", renamed.unwrap_or(name));
        assert!(named.iter().any(|one| one.starts_with(&name)), "{name}has no licence; run `just licences`");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let home = Home::new();
    home.run(&["man", "--all", "pages"]).ok();
    let help = home.run(&["--help"]).ok().out;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"search"), "{names:?}");
    for name in names {
        let page = fs::read_to_string(home.path().join(format!("pages/unsnag-{name}.1"))).unwrap();
        assert!(page.contains(&format!(".TH unsnag-{name} 1")), "{page}");
        assert_eq!(page, home.run(&["man", name]).ok().out);
    }
    home.run(&["man", "sessions", "export"]).ok().says(".TH unsnag-sessions-export 1").says("FILE");
    let wrong = home.run(&["man", "sessions", "exprot"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("\"unsnag sessions exprot\""), "{}", wrong.err);
}
