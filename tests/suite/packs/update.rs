//! Reading packs again: what is new is shown, and whatever fails leaves the old one as it was.

use super::{add, flow, kept, listed, with_disks};
use std::fs;

const KEPT: &str = "data/unsnag/packs/disks/disk.full.yaml";

#[test]
fn an_update_shows_what_is_new_and_asks() {
    let home = with_disks();
    add(&home, "disks").ok();
    let before = home.read(KEPT);
    home.run(&["pack", "update"]).ok().says("disks is as it was where it came from");
    home.write("disks/disk.full.yaml", &flow("disk.full", "The disk is full", "rm -rf /var/cache/x"));
    home.write("disks/disk.slow.yaml", &flow("disk.slow", "The disk is slow", "iostat"));
    fs::remove_file(home.path().join("disks/pack.yaml")).unwrap();
    let shown = home.run(&["pack", "update", "disks"]).code(2).warns("add --yes");
    for part in [
        "changed: disk.full  The disk is full",
        "new: disk.slow  The disk is slow",
        "gone: pack.yaml",
        "disk.full#clean:\n    rm -rf /var/cache/x",
        "disk.slow#clean:\n    iostat",
    ] {
        assert!(shown.out.contains(part), "no {part:?} in:\n{}", shown.out);
    }
    assert_eq!(home.read(KEPT), before);
    home.run(&["pack", "update", "--yes"]).ok().says("Updated disks");
    assert_ne!(home.read(KEPT), before);
    assert_eq!(kept(&home), ["disks"]);
    home.run(&["list"]).ok().says("disk.slow");
}

#[test]
fn a_failed_update_leaves_the_old_pack_and_others_are_updated_all_the_same() {
    let home = with_disks();
    home.write("a/a.yaml", &flow("a", "A", "df"));
    add(&home, "disks").ok();
    add(&home, "a").ok();
    let before = home.read(KEPT);
    home.write("disks/disk.full.yaml", "unsnag: 1\nid: disk.full\n");
    home.run(&["pack", "update", "disks", "--yes"])
        .code(1)
        .says("disk.full.yaml")
        .warns("\"disks\" stays as it was");
    // Taken ids are no less refused than at first.
    home.write("disks/disk.full.yaml", &flow("azs.usage", "Mine", "df"));
    home.run(&["pack", "update", "disks", "--yes"]).code(2).warns("which comes with unsnag");
    fs::remove_dir_all(home.path().join("a")).unwrap();
    home.write("disks/disk.full.yaml", &flow("disk.full", "The disk is full", "du"));
    let ran = home.run(&["pack", "update", "--yes"]).code(1).says("Updated disks").warns("a: cannot read");
    assert!(ran.out.contains("du"), "{}", ran.out);
    assert_ne!(home.read(KEPT), before);
    assert!(listed(&home, "a").is_some());
}

#[test]
fn what_a_killed_process_left_behind_is_not_read_and_is_cleared_away() {
    let home = with_disks();
    add(&home, "disks").ok();
    home.write("data/unsnag/packs/.half-x/x.yaml", &flow("half", "Half", "df"));
    home.run(&["show", "half"]).code(2);
    // Killed between the two renames that replace a pack.
    let folder = home.path().join("data/unsnag/packs");
    fs::rename(folder.join("disks"), folder.join(".half-disks.old")).unwrap();
    home.run(&["pack", "add", "nowhere"]).code(2);
    assert_eq!(kept(&home), ["disks"]);
    home.run(&["show", "disk.full"]).ok();
}

#[test]
fn two_processes_do_not_change_packs_at_once() {
    let home = with_disks();
    add(&home, "disks").ok();
    let lock = fs::File::open(home.path().join("data/unsnag/packs/.lock")).unwrap();
    lock.lock().unwrap();
    for arguments in
        [&["pack", "add", "disks"][..], &["pack", "update"], &["pack", "remove", "disks", "--yes"]]
    {
        home.run(arguments).code(2).warns("another process is changing the packs");
    }
    lock.unlock().unwrap();
    home.run(&["pack", "update"]).ok();
}

#[test]
fn a_pack_put_there_by_hand_is_used_but_cannot_be_updated() {
    let home = with_disks();
    home.write("data/unsnag/packs/mine/mine.yaml", &flow("mine", "Mine", "df"));
    home.run(&["pack", "list"]).ok().says("put by hand into");
    home.run(&["pack", "update", "mine"]).code(2).warns("it is not known where \"mine\" came from");
    home.run(&["pack", "remove", "mine", "--yes"]).ok();
}
