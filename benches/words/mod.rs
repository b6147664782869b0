//! Made-up words, lines and articles for benchmarks: they look random and are the same each time.

use unsnag::search::{Document, Field};

/// Knuth's MMIX generator.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A made-up word; small numbers are common, as in a language.
    pub fn word(&mut self) -> String {
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

    /// So many words.
    pub fn words(&mut self, count: u64) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// An error code.
    pub fn code(&mut self) -> String {
        format!("0x{:08X}", 0x8000_0000_u64 + self.below(0x1_0000))
    }

    /// A log of at least so many bytes.
    pub fn log(&mut self, bytes: usize) -> String {
        let mut log = String::new();
        while log.len() < bytes {
            log.push_str(&format!("2024-03-05 10:15:30.123 ERROR [4711] {}\n", self.words(9)));
        }
        log
    }
}

/// Articles: a title, a symptom, an error message, a cause and a code each.
pub fn articles(count: usize) -> Vec<Document> {
    let mut numbers = Numbers(1);
    (0..count)
        .map(|number| Document {
            flow: format!("flow-{number}").into(),
            title: numbers.words(7),
            fields: vec![
                (Field::Symptom, numbers.words(12)),
                (Field::Error, numbers.words(8)),
                (Field::Cause, numbers.words(10)),
                (Field::Code, numbers.code()),
            ],
            ..Document::default()
        })
        .collect()
}
