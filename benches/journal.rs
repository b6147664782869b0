//! The log of a session: `cargo bench --bench journal`. What an input costs, of two records as most have; beside it what
//! the disk takes for as many bytes.

use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::Map;
use unsnag::host::journal::{Contents, Sessions};

/// An answer, and the step that it leads to.
const RECORDS: [&str; 2] = [
    r#"{"n":6,"step":6,"at":"2026-11-22T21:13:34.84536509Z","event":{"kind":"answered","visit":1,"option":"again","by":"person"}}"#,
    r#"{"n":7,"step":6,"at":"2026-11-22T21:13:34.84536509Z","event":{"kind":"entered","visit":2,"flow":"azs.usage","rev":1,"hash":"0927fd69b73b58c77179a68572f304b02c26894c8e56509fa06b19989b7e9e68","node":"sign-in"}}"#,
];

fn journal(criterion: &mut Criterion) {
    // Beside the program: the folder for temporary files may be in memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let mut group = criterion.benchmark_group("journal");
    let sessions = Sessions::at(folder.path());
    let mut journal = sessions.create("bench", Map::new());
    group.bench_function("an input, appended and synced", |bench| {
        bench.iter(|| journal.append(&RECORDS).expect("the disk has room"));
    });
    let line = format!("{}\n", RECORDS.join("\n"));
    let path = folder.path().join("raw");
    let mut raw = OpenOptions::new().append(true).create(true).open(path).expect("a file");
    group.bench_function("write and fdatasync alone", |bench| {
        bench.iter(|| {
            raw.write_all(line.as_bytes()).and_then(|()| raw.sync_data()).expect("the disk has room")
        });
    });
    drop(sessions.create("read", Map::new()).append(&RECORDS.repeat(250)));
    let path = folder.path().join("read.jsonl");
    let bytes = std::fs::read(path).expect("the log");
    group.bench_function("reading 500 records", |bench| bench.iter(|| Contents::parse(black_box(&bytes))));
    group.finish();
}

criterion_group!(benches, journal);
criterion_main!(benches);
