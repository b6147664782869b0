//! Packs from git repositories, made here with the program git, which these tests need.

use super::{add, flow, kept, listed, with_disks};
use crate::cli::Home;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// Runs git in a folder, without anybody's settings.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.net", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("these tests need the program git, which is not here");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A home with `disks` as a repository, and its address.
fn repository() -> (Home, String) {
    let home = with_disks();
    let folder = home.path().join("disks");
    git(&folder, &["init", "-q"]);
    commit(&home);
    let address = format!("file://{}", folder.display());
    (home, address)
}

fn commit(home: &Home) -> String {
    let folder = home.path().join("disks");
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "x"]);
    git(&folder, &["rev-parse", "HEAD"])
}

#[test]
fn a_repository_is_added_at_its_commit_and_updated_when_it_moves_on() {
    let (home, address) = repository();
    let first = git(&home.path().join("disks"), &["rev-parse", "HEAD"]);
    add(&home, &address).ok().says("disk.full");
    assert_eq!(kept(&home), ["disks"]);
    let from = listed(&home, "disks").unwrap()["from"].clone();
    assert_eq!((from["place"].as_str(), from["commit"].as_str()), (Some(&*address), Some(&*first)));
    home.run(&["pack", "list"]).ok().says(&format!("commit {}", &first[..10]));
    home.run(&["pack", "update"]).ok().says("is as it was");
    home.write("disks/disk.full.yaml", &flow("disk.full", "The disk is full", "du -s"));
    let second = commit(&home);
    home.run(&["pack", "update", "disks", "--yes"]).ok().says("du -s").says("Updated");
    assert_eq!(listed(&home, "disks").unwrap()["from"]["commit"], second);
}

#[test]
fn a_tag_stays_what_it_is() {
    let (home, address) = repository();
    git(&home.path().join("disks"), &["tag", "v1"]);
    home.write("disks/disk.full.yaml", &flow("disk.full", "Newer", "du -s"));
    commit(&home);
    home.run(&["pack", "add", &address, "--ref", "v1"]).ok().says("The disk is full");
    assert_eq!(listed(&home, "disks").unwrap()["from"]["ref"], "v1");
    home.run(&["pack", "update"]).ok().says("is as it was");
    home.run(&["pack", "remove", "disks", "--yes"]).ok();
    home.run(&["pack", "add", &address, "--ref", "nowhere"]).code(2).warns("nowhere");
    home.run(&["pack", "add", &address, "--ref=--upload-pack=touch x"])
        .code(2)
        .warns("cannot begin with a hyphen");
    assert_eq!(kept(&home), [""; 0]);
}

#[test]
fn nothing_of_a_repository_is_run_or_followed() {
    let (home, address) = repository();
    let marker = home.path().join("marker");
    let script = format!("#!/bin/sh\ntouch {}\ncat\n", marker.display());
    for hook in [
        "disks/.git/hooks/post-checkout",
        "disks/.git/hooks/reference-transaction",
        "template/hooks/post-checkout",
    ] {
        let path = home.write(hook, &script);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // The person's own settings know a filter that a repository could ask for.
    let filter = home.write("filter.sh", &script);
    std::fs::set_permissions(&filter, std::fs::Permissions::from_mode(0o755)).unwrap();
    let settings = format!(
        "[filter \"x\"]\n  smudge = {filter}\n[init]\n  templateDir = {}\n",
        home.path().join("template").display()
    );
    let settings = home.write("gitconfig", &settings);
    home.write("disks/.gitattributes", "*.yaml filter=x\n");
    commit(&home);
    let _ = std::fs::remove_file(&marker);
    let output = home
        .command(&["pack", "add", &address])
        .env("GIT_CONFIG_GLOBAL", &settings)
        // As in a hook of another repository.
        .env("GIT_DIR", home.path().join("elsewhere"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!marker.exists(), "something of the repository was run");
    // A link is refused, also when all else is as it was.
    symlink("/etc/passwd", home.path().join("disks/link.yaml")).unwrap();
    commit(&home);
    home.run(&["pack", "update", "--yes"]).code(1).says("disks/link.yaml").says("a link or a special file");
    assert_eq!(kept(&home), ["disks"]);
    assert_eq!(home.run(&["list"]).ok().err, "");
}

#[test]
fn addresses_that_could_run_something_or_be_listened_to_are_refused() {
    let home = Home::new();
    let marker = home.path().join("marker");
    for (address, why) in [
        (format!("ext::sh -c touch% {}", marker.display()), "would start another program"),
        ("fd::17".to_owned(), "would start another program"),
        ("http://example.net/x".to_owned(), "http:// is not taken; use https://"),
        ("git://example.net/x".to_owned(), "git:// is not taken"),
        ("https://anna:secret@example.net/x".to_owned(), "would be kept and shown"),
        ("https://token@example.net/x".to_owned(), "would be kept and shown"),
        ("ssh://git:secret@example.net/x".to_owned(), "would be kept and shown"),
        (format!("ssh://-oProxyCommand=touch {}/x", marker.display()), "names no host"),
        ("git@-oProxyCommand=x:y".to_owned(), "names no host"),
        ("git@example.net:-x".to_owned(), "names no repository"),
        ("https://example.net".to_owned(), "names no repository"),
    ] {
        let ran = add(&home, &address).code(2).warns(why);
        assert!(!ran.err.contains("cannot read"), "{}", ran.err);
    }
    home.run(&["pack", "add", "--", "-x"]).code(2).warns("cannot begin with a hyphen");
    assert!(!marker.exists());
}

#[test]
fn what_git_says_is_said() {
    let (home, _) = repository();
    let nowhere = format!("file://{}/nowhere", home.path().display());
    add(&home, &nowhere).code(2).warns(&format!("cannot read {nowhere}: fatal:"));
    git(home.path(), &["init", "-q", "--bare", "empty"]);
    add(&home, &format!("file://{}/empty", home.path().display()))
        .code(2)
        .warns("there is nothing in the repository");
    assert_eq!(kept(&home), [""; 0]);
    // Without the program git the rest works.
    let without = home.command(&["pack", "add", &nowhere]).env("PATH", home.path()).output().unwrap();
    let said = String::from_utf8(without.stderr).unwrap();
    assert!(said.contains("the program git is needed") && said.contains("add its folder"), "{said}");
    let without = home.command(&["pack", "add", "disks"]).env("PATH", home.path()).output().unwrap();
    assert!(without.status.success());
}
