//! Folders that hold what a pack may not: nothing of it is read, and it is said why.

use super::{add, flow, kept, with_disks};
use crate::cli::Home;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

#[test]
fn links_pipes_odd_names_and_large_files_refuse_the_pack() {
    let outside = with_disks();
    type Make<'a> = &'a dyn Fn(&Home);
    let cases: [(&str, Make<'_>); 5] = [
        ("this is a link or a special file", &|home| {
            symlink(outside.path().join("disks/disk.full.yaml"), home.path().join("p/link.yaml")).unwrap();
        }),
        ("this is a link or a special file", &|home| {
            let path = home.path().join("p/pipe.yaml");
            let fifo = rustix::fs::FileType::Fifo;
            rustix::fs::mknodat(rustix::fs::CWD, path, fifo, rustix::fs::Mode::RWXU, 0).unwrap();
        }),
        ("the name of the file is not UTF-8 text", &|home| {
            let name = OsStr::from_bytes(b"p/\xff.yaml");
            std::fs::write(home.path().join(name), flow("odd", "Odd", "df")).unwrap();
        }),
        ("the file is larger than 4 MiB", &|home| {
            home.write("p/large.yaml", &"#".repeat(5 << 20));
        }),
        ("the file is not UTF-8 text", &|home| {
            std::fs::write(home.path().join("p/latin.yaml"), b"title: \xe5\n").unwrap();
        }),
    ];
    for (why, make) in cases {
        let home = Home::new();
        home.write("p/good.yaml", &flow("good", "Good", "df"));
        make(&home);
        add(&home, "p").code(1).says(why).warns("nothing was added: 1 error");
        assert_eq!(kept(&home), [""; 0]);
    }
}

#[test]
fn what_is_no_flow_file_is_not_copied() {
    let home = with_disks();
    home.write("disks/run.sh", "touch ran");
    home.write("disks/.hidden/x.yaml", "no: flow");
    symlink("/etc", home.path().join("disks/etc")).unwrap();
    add(&home, "disks").ok();
    let folder = home.path().join("data/unsnag/packs/disks");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["disk.full.yaml", "origin.json", "pack.yaml"]);
}

#[test]
fn what_is_no_pack_is_refused_with_the_reason() {
    let home = with_disks();
    std::fs::create_dir(home.path().join("empty")).unwrap();
    for (from, why) in [
        ("nowhere", "cannot read nowhere: No such file"),
        ("empty", "there are no flows in empty"),
        ("disks/disk.full.yaml", "is a file; a pack is a folder"),
    ] {
        add(&home, from).code(2).warns(why);
    }
    home.run(&["pack", "add", "disks", "--ref", "main"]).code(2).warns("disks is a folder");
    assert_eq!(kept(&home), [""; 0]);
}

#[test]
fn names_from_outside_are_shown_and_not_obeyed() {
    let home = Home::new();
    home.write("p\u{1b}[31m/good.yaml", &flow("good", "\"Good \u{202e}dne\"", "df"));
    let ran = add(&home, "p\u{1b}[31m");
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']) && !ran.err.contains(['\u{1b}', '\u{202e}']));
}
