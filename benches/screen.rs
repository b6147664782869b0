//! A key press on the full screen, handled and drawn, in a library of 10,000 nodes.
//! `cargo bench --bench screen` prints the times; the bound is 4 ms.

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use unsnag::flow::{Document, Library};
use unsnag::session::History;
use unsnag::ui::guide::Guide;
use unsnag::ui::tui::start::Start;
use unsnag::ui::tui::theme::Theme;
use unsnag::ui::tui::view::view;
use unsnag::ui::tui::{App, Msg};

/// Steps of one flow; each is a question with a way to go on and a way out.
const STEPS: usize = 100;
/// Flows of this many steps make 10,000 nodes, ends included.
const FLOWS: usize = 100;

fn library() -> Library {
    let pack = Document::new("flows/p/pack.yaml", "id: p\ntitle: Made-up pack\n");
    let flows = (0..FLOWS).map(|flow| {
        let mut text = format!(
            "unsnag: 1\nid: f{flow}\ntitle: Problem {flow} with the storage of host {flow}\n\
             symptoms: [Host {flow} reports error {flow} again and again.]\nstart: n0\nnodes:\n"
        );
        for step in 0..STEPS - 1 {
            let next = if step + 2 == STEPS { "end".to_owned() } else { format!("n{}", step + 1) };
            let _ = write!(
                text,
                "  n{step}:\n    ask: What does unit {step} of host {flow} show?\n    options:\n      \
                 lit: {{say: It is lit, go: {next}}}\n      dark: {{say: It is dark, go: end}}\n    unsure: end\n"
            );
        }
        text.push_str("  end: {end: escalate, say: Ask for help.}\n");
        Document::new(format!("flows/p/f{flow}.yaml"), text)
    });
    let loaded = Library::load(std::iter::once(pack).chain(flows));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.first());
    loaded.library
}

struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    fn press(&mut self, key: &str) {
        black_box(self.app.update(Msg::Key(key.to_owned()), Timestamp::UNIX_EPOCH));
        let app = &self.app;
        let drawn = self.terminal.draw(|frame| view(app, frame));
        assert!(drawn.is_ok());
    }
}

fn desk() -> Desk {
    let guide = Guide::new(Arc::new(library()), "en", History::default());
    let app = App::new(guide, Start::new("", Vec::new(), Vec::new()), Theme::default());
    let terminal = Terminal::new(TestBackend::new(140, 45)).expect("a buffer");
    Desk { app, terminal }
}

fn keys(bench: &mut Criterion) {
    println!("{} nodes in {FLOWS} flows, screen of 140x45, update and draw", FLOWS * STEPS);
    let mut typing = desk();
    bench.bench_function("a letter in the search box, and its removal", |bench| {
        bench.iter(|| {
            typing.press("h");
            typing.press("backspace");
        });
    });
    let mut moving = desk();
    bench.bench_function("two moves in the list", |bench| {
        bench.iter(|| {
            moving.press("down");
            moving.press("up");
        });
    });
    let mut walking = desk();
    for _ in 0..STEPS / 2 {
        walking.press("enter");
    }
    bench.bench_function("an answer in the middle of a long session, and back", |bench| {
        bench.iter(|| {
            walking.press("enter");
            walking.press("esc");
        });
    });
}

criterion_group!(benches, keys);
criterion_main!(benches);
