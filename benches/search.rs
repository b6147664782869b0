//! A key press in the search box at 10,000 entries, and a pasted log of 64 KiB. Run with
//! `cargo bench --bench search`; the bounds are in the
//! example `search-speed`.

mod words;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use unsnag::search::Index;
use words::{Numbers, articles};

const ENTRIES: usize = 10_000;

fn benchmark(criterion: &mut Criterion) {
    let index = Index::build(articles(ENTRIES));
    let mut group = criterion.benchmark_group(format!("search, {ENTRIES} entries"));
    for query in
        ["s", "cert", "certificate serv", "certifciate", "mashcine registr", "0x80001234", "0x8000123"]
    {
        group
            .bench_function(format!("key press {query:?}"), |b| b.iter(|| index.query(black_box(query), 20)));
    }
    let sentence = "service update manage certificate login network proxy register machine date";
    group.bench_function("key press, ten words", |b| b.iter(|| index.query(black_box(sentence), 20)));
    let log = Numbers(2).log(64 * 1024);
    group.bench_function("paste of 64 KiB", |b| b.iter(|| index.query(black_box(&log), 20)));
    group.sample_size(10);
    group.bench_function("build", |b| b.iter_with_setup(|| articles(ENTRIES), Index::build));
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
