//! An index that was kept is the index that was built, or none.

use super::{document, library};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use tempfile::TempDir;
use unsnag::flow::Library;
use unsnag::flow::library::Document as File;
use unsnag::host::IndexFile;
use unsnag::search::{Document, Field, FinderAhead, Index, KEPT_FROM, Shelf};
use unsnag::text::Strings;

/// Where the checksum and what it is of begin: behind the first line and the key.
const SUM: usize = 16 + 32;
const BODY: usize = SUM + 32;

const QUERIES: [&str; 8] = [
    "certificate",
    "certifciate",
    "0x8024402C wsus",
    "80244",
    "återbetalning",
    "更新管理",
    "update serv",
    "2026-01-01 12:00:00 ERROR Failed to create a self-signed certificate\nNetworkError\n0x80070422",
];

fn small() -> Vec<Document> {
    vec![
        document("a", "The disk is full", &[(Field::Error, "No space left"), (Field::Code, "0x80072EE2")]),
        document("b", "磁盘已满", &[(Field::Alias, "disk")]),
    ]
}

#[test]
fn what_was_kept_answers_as_what_was_built() {
    let built = library();
    let bytes = built.to_bytes();
    let read = Index::from_bytes(built.documents().to_vec(), &bytes).unwrap();
    for query in QUERIES {
        assert_eq!(read.query(query, 20), built.query(query, 20), "{query}");
    }
    assert_eq!(read.to_bytes(), bytes);
    let none = Index::build(Vec::new());
    assert!(Index::from_bytes(Vec::new(), &none.to_bytes()).unwrap().query("disk", 5).hits.is_empty());
}

#[test]
fn no_damage_passes() {
    let bytes = Index::build(small()).to_bytes();
    let refused = |bytes: &[u8]| Index::from_bytes(small(), bytes).is_err();
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            assert!(refused(&damaged), "byte {at}");
        }
        assert!(refused(&bytes[..at]), "cut at {at}");
    }
    assert!(refused(&[bytes.as_slice(), &[0]].concat()));
    assert!(!refused(&bytes));
}

#[test]
fn another_library_is_not_taken_for_it() {
    let bytes = Index::build(small()).to_bytes();
    let refused = |change: fn(&mut Vec<Document>)| {
        let mut documents = small();
        change(&mut documents);
        let back = Index::from_bytes(documents.clone(), &bytes).unwrap_err();
        assert_eq!(back, documents);
    };
    refused(|all| all[0].title.push('s'));
    refused(|all| all[0].fields[0].0 = Field::Symptom);
    refused(|all| all.swap(0, 1));
    refused(|all| drop(all.pop()));
    refused(|all| all.push(Document::default()));
    // The same letters, parted elsewhere.
    refused(|all| {
        let (title, rest) = ("The disk is ".to_owned(), "full".to_owned());
        all[0].title = title;
        all[0].fields.insert(0, (Field::Title, rest));
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A file that somebody made is at worst wrong.
    #[test]
    fn a_forged_file_does_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = Index::build(small()).to_bytes();
        for (at, value) in changes {
            let at = BODY + at.index(bytes.len() - BODY);
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(BODY + cut.index(bytes.len() - BODY));
        }
        let sum = Sha256::digest(&bytes[BODY..]);
        bytes[SUM..BODY].copy_from_slice(&sum);
        if let Ok(index) = Index::from_bytes(small(), &bytes) {
            for query in QUERIES {
                index.query(query, 5);
            }
        }
    }
}

/// A shelf in memory that counts.
#[derive(Default)]
struct Counting {
    kept: Mutex<Option<Vec<u8>>>,
    reads: AtomicUsize,
    writes: AtomicUsize,
}

impl Shelf for Counting {
    fn read(&self) -> Option<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.kept.lock().unwrap().clone()
    }

    fn keep(&self, bytes: &[u8]) {
        self.writes.fetch_add(1, Ordering::Relaxed);
        *self.kept.lock().unwrap() = Some(bytes.to_vec());
    }
}

impl Counting {
    fn counts(&self) -> (usize, usize) {
        (self.reads.load(Ordering::Relaxed), self.writes.load(Ordering::Relaxed))
    }
}

/// A flow with so many things to be found, itself included.
fn with_documents(count: usize, more: &str) -> Arc<Library> {
    let mut text = format!(
        "unsnag: 1\nid: many\ntitle: Many{more}\nsymptoms: [Much.]\nstart: a\nnodes:\n  b: {{end: info}}\n  a:\n    table: Which?\n    unsure: b\n    rows:\n"
    );
    for row in 1..count {
        text += &format!("      - {{id: r{row}, texts: [Fault number {row}], means: It is w{row}, go: b}}\n");
    }
    let loaded = Library::load([File::new("many.yaml", text)]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    Arc::new(loaded.library)
}

#[test]
fn a_large_library_is_read_and_a_changed_or_damaged_one_built() {
    let shelf = Arc::new(Counting::default());
    let first = |library: &Arc<Library>| {
        let finder = FinderAhead::kept(Arc::clone(library), Arc::clone(&shelf) as Arc<dyn Shelf>);
        let ask = || finder.get().search("w1234", 1, library, Strings::english());
        assert_eq!(ask(), ask());
        ask()
    };
    let library = with_documents(KEPT_FROM, "");
    let built = first(&library);
    assert_eq!(built.hits[0].item.as_deref(), Some("r1234"));
    assert_eq!(shelf.counts(), (1, 1));
    assert_eq!(first(&library), built);
    assert_eq!(shelf.counts(), (2, 1));
    let changed = with_documents(KEPT_FROM, " more");
    assert_eq!(first(&changed).hits[0].item.as_deref(), Some("r1234"));
    assert_eq!(shelf.counts(), (3, 2));
    shelf.kept.lock().unwrap().as_mut().unwrap()[1000] ^= 1;
    first(&changed);
    assert_eq!(shelf.counts(), (4, 3));
    first(&with_documents(KEPT_FROM - 1, ""));
    assert_eq!(shelf.counts(), (4, 3), "a small library is neither read nor kept");
}

/// Its first reader never comes back, as a thread does not that has panicked.
struct Stuck {
    begun: Mutex<Option<mpsc::Sender<()>>>,
}

impl Shelf for Stuck {
    fn read(&self) -> Option<Vec<u8>> {
        // Not held while it sleeps.
        let begun = self.begun.lock().unwrap().take();
        if let Some(begun) = begun {
            begun.send(()).unwrap();
            loop {
                thread::park();
            }
        }
        None
    }

    fn keep(&self, _: &[u8]) {}
}

#[test]
fn who_waits_for_a_lost_thread_builds_the_index() {
    let library = with_documents(KEPT_FROM, "");
    let (begun, begins) = mpsc::channel();
    let shelf = Arc::new(Stuck { begun: Mutex::new(Some(begun)) });
    let finder = FinderAhead::kept(Arc::clone(&library), shelf);
    let in_a_thread = || {
        let finder = finder.clone();
        thread::spawn(move || finder.get().documents().len())
    };
    in_a_thread();
    begins.recv().unwrap();
    let waiting = in_a_thread();
    finder.give_up();
    assert_eq!(waiting.join().unwrap(), KEPT_FROM);
    assert!(finder.is_built());
}

#[test]
fn the_file_is_private_and_whatever_is_in_its_place_does_not_matter() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = TempDir::new().unwrap();
    let path = home.path().join("cache/unsnag/search-index");
    let file = IndexFile::at(path.clone());
    assert_eq!(file.read(), None);
    file.keep(b"one");
    file.keep(b"two");
    assert_eq!(file.read().as_deref(), Some(b"two".as_slice()));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing else is left behind");
    // A folder in its place stays, a link is replaced, a pipe is not waited for.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    file.keep(b"three");
    assert!(path.is_dir() && file.read().is_none());
    fs::remove_dir(&path).unwrap();
    let other = home.path().join("other");
    fs::write(&other, "precious").unwrap();
    symlink(&other, &path).unwrap();
    file.keep(b"four");
    assert_eq!(
        (file.read().as_deref(), fs::read(&other).unwrap().as_slice()),
        (Some(&b"four"[..]), &b"precious"[..])
    );
    fs::remove_file(&path).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    assert_eq!(file.read(), None);
    let below_a_file = IndexFile::at(other.join("search-index"));
    below_a_file.keep(b"five");
    assert_eq!(below_a_file.read(), None);
}
