//! Loading of packs: `cargo bench --bench load`. The bundled flows as the program starts with them, and the
//! same text as a pack from disk, through the gate.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use unsnag::flow::library::Document;
use unsnag::flow::{Library, bundled, gate};

fn load(criterion: &mut Criterion) {
    let bytes: usize = bundled::documents().map(|document| document.source.text().len()).sum();
    let mut group = criterion.benchmark_group("load");
    group.throughput(Throughput::Bytes(bytes as u64));
    let foreign = || bundled::documents().map(|document| Document { prepared: None, ..document }).collect();
    group.bench_function("bundled", |bench| bench.iter(|| Library::load(bundled::documents())));
    group.bench_function("from disk", |bench| {
        bench.iter_batched(foreign, |documents: Vec<_>| Library::load(documents), BatchSize::SmallInput);
    });
    group.bench_function("gate alone", |bench| {
        bench.iter_batched(
            foreign,
            |documents: Vec<_>| {
                documents.iter().map(|document| gate::read(&document.source).1.len()).sum::<usize>()
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
