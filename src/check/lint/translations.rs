//! E040: translations that do not fit what they translate. E005: two of one language.

use super::parts::commands;
use super::report::{Report, Subject};
use super::slots::{names, slots};
use crate::flow::Translation;
use crate::flow::diagnostic::Code;
use crate::flow::nearest::did_you_mean;
use crate::text::sort;
use std::collections::{BTreeSet, HashMap};

/// Most paths that a misspelt one is compared with.
const MAX_COMPARED: usize = 2_000;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashMap::new();
    for (number, (of, lang)) in subject.translations().enumerate() {
        if let Some(first) = seen.get(&(of, lang)) {
            let there = subject.translation_path(*first);
            let message = format!("\"{of}\" is also translated to \"{lang}\" in {there}");
            let help = "keep one of the files; the first one is used";
            report.translation(Code::E005, number, &["lang".into()], message, help);
            continue;
        }
        seen.insert((of, lang), number);
        let flow = subject.library.flow(of);
        let pack = subject.library.packs.get(of);
        let (strings, slots, translation) = match (flow, pack) {
            (Some(flow), _) => {
                let all = flow.nodes.values().flat_map(commands);
                let slots = all.flat_map(|(_, command)| slots(command)).collect();
                (flow.strings(), slots, flow.translations.get(lang))
            }
            (None, Some(pack)) => (pack.strings(), BTreeSet::new(), pack.translations.get(lang)),
            (None, None) => continue,
        };
        let Some(translation) = translation else { continue };
        look_at(&strings, &slots, translation, &mut |path, at, message, help| {
            let text = ["text".into(), path.into()];
            let index = at.map(Into::into);
            let at = [text.as_slice(), index.as_slice()].concat();
            match index {
                Some(_) => report.translation(Code::E040, number, &at, message, help),
                None => report.translation_key(Code::E040, number, &at, message, help),
            }
        });
    }
}

type Found<'a> = &'a mut dyn FnMut(&str, Option<usize>, String, &str);

fn look_at(
    strings: &[(String, Vec<String>)],
    slots: &BTreeSet<&str>,
    translation: &Translation,
    found: Found<'_>,
) {
    let sources: HashMap<&str, &[String]> =
        strings.iter().map(|(path, texts)| (path.as_str(), texts.as_slice())).collect();
    for (path, words) in &translation.text {
        let Some(source) = sources.get(path.as_str()) else {
            let near = did_you_mean(path, strings.iter().take(MAX_COMPARED).map(|(path, _)| path.as_str()));
            let message = format!("\"{path}\" is no text of what is translated{near}");
            found(path, None, message, "remove it, or correct the path; ids are never translated");
            continue;
        };
        // What is yet to be translated is counted elsewhere.
        if words.iter().all(String::is_empty) {
            continue;
        }
        if source.len() != words.len() {
            let (is, should) = (words.len(), source.len());
            let message = format!("\"{path}\" has {}, the source has {}", entries(is), entries(should));
            found(path, None, message, "give each entry of the source one of its own");
            continue;
        }
        let translated = source.iter().zip(words).enumerate().filter(|(_, (_, words))| !words.is_empty());
        for (index, (source, words)) in translated {
            let kept = sort::set(names(words));
            let slots = names(source).filter(|name| slots.contains(name) && !kept.contains(name));
            for name in sort::set(slots) {
                let message = format!("slot \"{name}\" is lost in the translation of \"{path}\"");
                found(path, Some(index), message, "keep `<name>` as it is; it stands for a value");
            }
        }
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}
