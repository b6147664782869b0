//! Kept sessions: `cargo bench --bench sessions`. 5,000 of them, listed with and without the kept summaries; the bound
//! is 200 ms with them. Also what the start reads of them after its first frame.

use criterion::{Criterion, criterion_group, criterion_main};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use unsnag::flow::{Address, Library, bundled};
use unsnag::host::journal::Sessions;
use unsnag::host::newest;
use unsnag::host::overview::overview;
use unsnag::session::journal::encode;
use unsnag::session::{By, Context, History, Input, Session, Start};

const SESSIONS: usize = 5_000;

/// Answers of sessions of different lengths; what does not fit a step is left out.
const ANSWERS: [&[&str]; 4] = [
    &[],
    &["login"],
    &["network-error", "not-fixed", "cannot"],
    &["certificate", "not-fixed", "blocked", "not-fixed", "unsure", "fixed", "yes"],
];

/// One log, and copies of it under other names, as they would lie there after some years.
fn fill(folder: &Path, library: &Library) {
    let sessions = Sessions::at(folder);
    let history = History::default();
    let mut logs = Vec::new();
    for (index, answers) in ANSWERS.iter().enumerate() {
        let now = "2031-05-01T10:00:00Z".parse().unwrap_or_default();
        let context = || Context { now, history: &history };
        let start = Start {
            at: Address::new("azs.usage", "code"),
            given: Some("the usage data is missing in the portal".to_owned()),
            presets: Vec::new(),
            lang: "en".to_owned(),
            by: By::Person,
            read_only: false,
        };
        let mut session = Session::begin(library, start, context()).expect("the flow is bundled");
        for answer in *answers {
            let note = Input::Note { text: "asked the network team about it".to_owned() };
            let _ = session.apply(library, note, context());
            let _ =
                session.apply(library, Input::Answer { id: (*answer).to_owned(), by: By::Person }, context());
        }
        let id = format!("template-{index}");
        let mut journal = sessions.create(&id, serde_json::Map::new());
        let lines: Vec<String> = session.records().iter().map(encode).collect();
        journal.append(&lines).expect("a log");
        drop(journal);
        let path = folder.join(format!("{id}.jsonl"));
        logs.push(fs::read(&path).expect("the log"));
        fs::remove_file(path).expect("the log");
    }
    for (number, log) in logs.iter().cycle().take(SESSIONS).enumerate() {
        fs::write(folder.join(format!("20310501-{number:06}-000.jsonl")), log).expect("a copy");
    }
}

fn list(criterion: &mut Criterion) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("state/unsnag/sessions");
    let library = Library::load(bundled::documents()).library;
    fill(&folder, &library);
    let (sessions, summaries) = (Sessions::at(&folder), home.path().join("cache/unsnag/sessions"));
    let mut group = criterion.benchmark_group(format!("{SESSIONS} sessions"));
    group.sample_size(10);
    group.bench_function("summaries, cold", |bench| {
        bench.iter(|| {
            let _ = fs::remove_file(&summaries);
            overview(&sessions, &summaries).map(|seen| seen.len())
        });
    });
    group.bench_function("summaries, warm", |bench| {
        bench.iter(|| overview(&sessions, &summaries).map(|seen| seen.len()));
    });
    group.bench_function("the newest 50, for the start", |bench| {
        bench.iter(|| newest(&sessions, 50).0.len());
    });
    let program = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unsnag"));
        command.args(arguments).env_clear().stdout(Stdio::null());
        for (name, folder) in [("STATE", "state"), ("CACHE", "cache"), ("CONFIG", "config"), ("DATA", "data")]
        {
            command.env(format!("XDG_{name}_HOME"), home.path().join(folder));
        }
        command.status().expect("the program").success()
    };
    group.bench_function("unsnag sessions list, cold", |bench| {
        bench.iter(|| {
            let _ = fs::remove_file(&summaries);
            assert!(program(&["sessions", "list"]));
        });
    });
    group.bench_function("unsnag sessions list, warm", |bench| {
        bench.iter(|| assert!(program(&["sessions", "list"])));
    });
    group.bench_function("unsnag keys, for comparison", |bench| bench.iter(|| assert!(program(&["keys"]))));
    group.finish();
}

criterion_group!(benches, list);
criterion_main!(benches);
