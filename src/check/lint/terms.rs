//! W043: words in a translation that its language has another word for.

use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::yaml::Step;
use crate::text::Terms;
use std::collections::BTreeSet;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (number, (of, lang)) in subject.translations().enumerate() {
        let Some(terms) = Terms::for_lang(lang).filter(|_| seen.insert((of, lang))) else { continue };
        let flow = subject.library.flow(of).and_then(|flow| flow.translations.get(lang));
        let pack = subject.library.packs.get(of).and_then(|pack| pack.translations.get(lang));
        let Some(translation) = flow.or(pack) else { continue };
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
            for (index, text) in words.iter().enumerate() {
                look(&["text".into(), path.into(), index.into()], text);
            }
        }
        for (index, text) in translation.symptoms.iter().enumerate() {
            look(&["symptoms".into(), index.into()], text);
        }
    }
}
