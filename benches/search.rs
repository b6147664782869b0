//! A key press in the search box at 10,000 entries, and a pasted log of 64 KiB. Run with
//! `cargo bench --bench search`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use unsnag::search::{Document, Field, Index};

const ENTRIES: usize = 10_000;

/// Numbers that look random and are the same each time (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A made-up word; small numbers are common, as in a language.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 20] = [
            "cer", "ti", "fi", "ser", "vice", "up", "date", "man", "age", "net", "work", "pro", "xy", "log",
            "in", "re", "gis", "ter", "ma", "chine",
        ];
        let range = 1 << self.below(15);
        let mut number = self.below(range);
        let mut word = String::new();
        loop {
            word.push_str(SYLLABLES[(number % 20) as usize]);
            number /= 20;
            if number == 0 && word.len() > 3 {
                return word;
            }
        }
    }

    fn words(&mut self, count: u64) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn documents() -> Vec<Document> {
    let mut numbers = Numbers(1);
    (0..ENTRIES)
        .map(|number| Document {
            flow: format!("flow-{number}"),
            title: numbers.words(7),
            fields: vec![
                (Field::Symptom, numbers.words(12)),
                (Field::Error, numbers.words(8)),
                (Field::Cause, numbers.words(10)),
                (Field::Code, format!("0x{:08X}", 0x8000_0000_u64 + numbers.below(0x1_0000))),
            ],
            ..Document::default()
        })
        .collect()
}

fn benchmark(criterion: &mut Criterion) {
    let index = Index::build(documents());
    let mut group = criterion.benchmark_group(format!("search, {ENTRIES} entries"));
    for query in
        ["s", "cert", "certificate serv", "certifciate", "mashcine registr", "0x80001234", "0x8000123"]
    {
        group
            .bench_function(format!("key press {query:?}"), |b| b.iter(|| index.query(black_box(query), 20)));
    }
    let sentence = "service update manage certificate login network proxy register machine date";
    group.bench_function("key press, ten words", |b| b.iter(|| index.query(black_box(sentence), 20)));
    let mut numbers = Numbers(2);
    let mut log = String::new();
    while log.len() < 64 * 1024 {
        log.push_str(&format!("2024-03-05 10:15:30.123 ERROR [4711] {}\n", numbers.words(9)));
    }
    group.bench_function("paste of 64 KiB", |b| b.iter(|| index.query(black_box(&log), 20)));
    group.sample_size(10);
    group.bench_function("build", |b| b.iter_with_setup(documents, Index::build));
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
