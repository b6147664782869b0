//! How long redaction takes: ten megabytes of a log, and a megabyte made to be slow.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use unsnag::redact::{Names, Policy, Redactor, mask};

/// Lines of agents, system logs and portals; seven in ten hold something to mask.
fn log(bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 512);
    let mut n = 0_u32;
    while out.len() < bytes {
        n += 1;
        let noise = n.wrapping_mul(2_654_435_761);
        let (minute, second, machine, small) = (n / 60 % 60, n % 60, n % 40, noise % 900);
        out += &match n % 8 {
            0 => format!(
                "2029-11-22T10:{minute:02}:{second:02}Z nwlin{machine:02} omsagent[{small}]: INFO sent, status 200, {small} ms\n"
            ),
            1 => format!(
                "Nov 22 10:{minute:02}:{second:02} nwlin{machine:02} sshd[{small}]: Accepted publickey for opsbo from 10.61.{}.{} port 51000 ssh2\n",
                n % 200,
                n % 250
            ),
            2 => format!(
                "2029/11/22 10:{minute:02}:{second:02} {small} Agent WARNING: updateId = {{{noise:08X}-5D4E-4F3A-8B2C-1D0E9F8A7B6C}}.{small}, hr = 80242013\n"
            ),
            3 => format!(
                "DEBUG Microsoft.EnterpriseManagement.HealthService: depth {small}, flushing C:\\ProgramData\\Microsoft\\Agent\\{noise}.tmp\n"
            ),
            4 => format!(
                "{{\"level\":\"info\",\"host\":\"nwapp{machine:02}\",\"msg\":\"\\\"GET /api/items?id={noise}\\\" done\",\"ms\":{small}}}\n"
            ),
            5 => "Performing a plain work item, retrying in 30 seconds; see the documentation\n".to_owned(),
            6 => format!(
                "ERROR The remote name could not be resolved: 'nwproxy{}.nordwind.local' at System.Net.HttpWebRequest\n",
                n % 20
            ),
            _ => format!(
                "\tat Some.Library.Class{small}.Method(String value) in D:\\a\\_work\\1\\s\\src\\File{small}.cs:line {small}\n"
            ),
        };
    }
    out
}

fn redact(text: &str) -> usize {
    Redactor::new(Policy::all(), Names::new()).redact(text).finds.len()
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("redact");
    group.sample_size(10);
    let text = log(10_000_000);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("log of 10 MB", |bench| bench.iter(|| redact(black_box(&text))));
    group.bench_function("mask of 10 MB", |bench| bench.iter(|| mask(black_box(&text))));
    for unit in ["password=\"", "://", "a.com ", "echo x | sudo -S ", "/providers/a.b/", "%40"] {
        let hostile = unit.repeat(1_000_000 / unit.len());
        group.throughput(Throughput::Bytes(hostile.len() as u64));
        group.bench_function(format!("1 MB of {unit:?}"), |bench| bench.iter(|| redact(black_box(&hostile))));
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
