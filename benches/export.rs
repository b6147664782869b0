//! Transcripts: `cargo bench --bench export`. A session of 500 events, in English and Chinese, to each format; the bound
//! is 50 ms from the log to the text.

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::{SignedDuration, Timestamp};
use unsnag::flow::{Address, Library, bundled};
use unsnag::redact::{Names, Policy};
use unsnag::session::{By, Context, History, Input, Session, Start};
use unsnag::transcript::{Document, Format, Masking};

const EVENTS: usize = 500;

/// Goes on with the answers of a flow, and writes, pastes and copies at each step; comes back to the first step when
/// it has ended.
fn session(library: &Library) -> Session {
    let history = History::default();
    let mut now: Timestamp = "2031-05-01T10:00:00Z".parse().unwrap_or_default();
    let start = Start {
        at: Address::new("azs.usage", "code"),
        given: Some("NetworkError".to_owned()),
        presets: Vec::new(),
        lang: "en".to_owned(),
        by: By::Person,
        read_only: false,
    };
    let mut session =
        Session::begin(library, start, Context { now, history: &history }).expect("the flow is bundled");
    for turn in 0.. {
        if session.records().len() >= EVENTS {
            break;
        }
        now += SignedDuration::from_secs(30);
        let output = format!("Name : host-{turn}\nTcpTestSucceeded : True\n");
        let inputs = [
            Input::Note { text: format!("Note {turn}: asked the network team <again> about `{turn}`") },
            Input::Evidence { line: Some("TcpTestSucceeded : True".to_owned()), excerpt: output.repeat(4) },
            Input::Copied {
                command: "probe".to_owned(),
                text: format!("Test-NetConnection host-{turn} -Port 443"),
                way: "osc52".to_owned(),
                undoes: None,
            },
            Input::Answer { id: "not-fixed".to_owned(), by: By::Person },
            Input::Answer { id: "unsure".to_owned(), by: By::Person },
        ];
        for input in inputs {
            // Not every answer fits every step.
            let _ = session.apply(library, input, Context { now, history: &history });
        }
    }
    session
}

/// From the log to the text, with everything masked, as a ticket gets it.
fn write(session: &Session, library: &Library, lang: &str, format: Format) -> String {
    let document = Document::of("bench", session.records(), library, lang);
    format.write(&document.redact(&Masking { policy: Policy::all(), names: Names::new() }))
}

fn export(criterion: &mut Criterion) {
    let library = Library::load(bundled::documents()).library;
    let session = session(&library);
    let mut group = criterion.benchmark_group(format!("export of {} events", session.records().len()));
    for lang in ["en", "zh-TW"] {
        for format in Format::ALL {
            let bytes = write(&session, &library, lang, format).len();
            group.bench_function(format!("{} in {lang}, {bytes} bytes", format.name()), |bench| {
                bench.iter(|| write(&session, &library, lang, format));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, export);
criterion_main!(benches);
