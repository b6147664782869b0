//! W043: words in a translation that its language has another word for.

use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::yaml::Step;
use crate::text::Terms;
use crate::text::sort;
use std::collections::BTreeSet;

/// From how many words on the same words in source and translation are a quotation, such as a message.
const QUOTED: usize = 4;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (number, (of, lang)) in subject.translations().enumerate() {
        let Some(terms) = Terms::for_lang(lang).filter(|_| seen.insert((of, lang))) else { continue };
        let flow = subject.library.flow(of);
        let pack = subject.library.packs.get(of).filter(|_| flow.is_none());
        let translations = flow.map(|flow| &flow.translations).or(pack.map(|pack| &pack.translations));
        let Some(translation) = translations.and_then(|all| all.get(lang)) else { continue };
        let sources = flow.map(|flow| flow.strings()).or(pack.map(|pack| pack.strings())).unwrap_or_default();
        let sources = sort::map(sources);
        let mut look = |at: &[Step<'_>], text: &str| {
            for fault in terms.faults(text) {
                let (message, help) = match fault.instead {
                    Some(instead) => (
                        format!("\"{}\" is not the word in \"{lang}\"", fault.found),
                        format!("write {instead}"),
                    ),
                    None => (
                        format!("\"{}\" is not written in \"{lang}\"", fault.found),
                        "use the character of this script".to_owned(),
                    ),
                };
                report.translation(Code::W043, number, at, message, &help);
            }
        };
        for (path, words) in &translation.text {
            let sources = sources.get(path).map(Vec::as_slice).unwrap_or_default();
            for (index, text) in words.iter().enumerate() {
                let source = sources.get(index).map(String::as_str).unwrap_or_default();
                look(&["text".into(), path.into(), index.into()], &without_quotations(text, source));
            }
        }
        for (index, text) in translation.symptoms.iter().enumerate() {
            look(&["symptoms".into(), index.into()], text);
        }
    }
}

/// A text without what it quotes from its source word by word.
fn without_quotations(text: &str, source: &str) -> String {
    let source: Vec<&str> = source.split_whitespace().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut kept = Vec::new();
    let mut rest = words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let same = |from: &[&str]| from.iter().zip(rest).take_while(|(a, b)| a == b).count();
        let longest = (0..source.len()).filter_map(|at| source.get(at..)).map(same).max().unwrap_or(0);
        rest = match rest.get(longest..) {
            Some(behind) if longest >= QUOTED => {
                kept.push("\u{2026}");
                behind
            }
            _ => {
                kept.push(word);
                after
            }
        };
    }
    kept.join(" ")
}
