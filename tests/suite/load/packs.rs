//! Packs on disk: regular files under the folder, nothing else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use unsnag::flow::Library;
use unsnag::flow::gate::MAX_BYTES;
use unsnag::host::packs;

const FLOW: &str = "unsnag: 1\nid: f\ntitle: T\nsymptoms: [s]\nstart: a\nnodes: {a: {end: info}}\n";

/// What is said about a folder: file name and message.
fn said(found: &packs::Found) -> Vec<String> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    found.diagnostics.iter().map(|one| format!("{}: {}", name(one.path()), one.message)).collect()
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

#[test]
fn packs_are_read_from_folders_and_single_files() {
    let root = tempfile::tempdir().expect("a folder");
    write(&root.path().join("p/pack.yaml"), "id: p\ntitle: P\n");
    write(&root.path().join("p/f.yaml"), FLOW);
    write(&root.path().join("p/readme.md"), "no flow");
    write(&root.path().join(".git/x.yaml"), "no: flow");
    let found = packs::read(root.path()).expect("readable");
    assert!(found.diagnostics.is_empty());
    let loaded = Library::load(found.documents);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert_eq!(loaded.library.flow("f").map(|flow| flow.pack.as_str()), Some("p"));
    let one = packs::read(&root.path().join("p/f.yaml")).expect("readable");
    assert_eq!(one.documents.len(), 1);
    assert!(packs::read(&root.path().join("nowhere")).is_err());
    assert!(packs::read(&root.path().join(".git/..")).expect("readable").documents.len() == 2);
}

#[test]
fn links_pipes_and_files_of_others_are_reported_and_not_read() {
    let root = tempfile::tempdir().expect("a folder");
    let outside = tempfile::tempdir().expect("a folder");
    write(&outside.path().join("secret.yaml"), FLOW);
    write(&root.path().join("ok.yaml"), FLOW);
    symlink(outside.path().join("secret.yaml"), root.path().join("link.yaml")).expect("a link");
    symlink(outside.path(), root.path().join("folder-link")).expect("a link");
    symlink("/dev/zero", root.path().join("zero.yaml")).expect("a link");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        root.path().join("pipe.yaml"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    let found = packs::read(root.path()).expect("readable");
    assert_eq!(found.documents.len(), 1);
    let refused = "this is a link or a special file, which a pack may not hold";
    assert_eq!(said(&found), ["link", "pipe", "zero"].map(|name| format!("{name}.yaml: {refused}")));
}

#[test]
fn what_is_too_large_or_not_text_is_reported() {
    let root = tempfile::tempdir().expect("a folder");
    write(&root.path().join("big.yaml"), vec![b'a'; MAX_BYTES * 2]);
    write(&root.path().join("latin.yaml"), b"title: \xe5\n");
    let found = packs::read(root.path()).expect("readable");
    assert_eq!(said(&found), ["latin.yaml: the file is not UTF-8 text"]);
    let loaded = Library::load(found.documents);
    assert_eq!(loaded.diagnostics[0].message, "the file is larger than 4 MiB");
}
