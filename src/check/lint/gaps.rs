//! W041: strings that lack a translation to a language that their pack declares. W042: strings whose source changed since they were translated.

use super::report::{Report, Subject};
use crate::flow::diagnostic::Code;
use crate::flow::locale::SOURCE_LANGUAGE;
use crate::flow::sidecar::{Original, Standing};
use crate::flow::{Pack, Translation};
use crate::text::lang;
use std::collections::BTreeSet;

/// How many strings one finding names.
const NAMED: usize = 3;

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (number, (id, lang)) in subject.translations().enumerate() {
        if !seen.insert((id, lang)) {
            continue;
        }
        let Some((original, translation)) = translation(subject, id, lang) else { continue };
        let of = Translated { number, lang, count: original.count() };
        if declared(subject, id, lang) {
            tell(subject, report, &of, &original.paths(translation, Standing::Missing), &MISSING);
        }
        tell(subject, report, &of, &original.paths(translation, Standing::Changed), &CHANGED);
    }
    absent(subject, report, &seen);
}

/// A way in which a translation falls behind.
struct Gap {
    code: Code,
    /// Of several strings.
    they: &'static str,
    /// Of one.
    it: &'static str,
    help: &'static str,
}

const MISSING: Gap = Gap {
    code: Code::W041,
    they: "are not translated to",
    it: "not translated to",
    help: "`unsnag translate` adds them to this file, empty, each below its English text",
};

const CHANGED: Gap = Gap {
    code: Code::W042,
    they: "changed since they were translated to",
    it: "the source changed since this was translated to",
    help: "`unsnag translate` marks them with the new text; when a translation is right again, remove its line under \
           `seen`, or use --accept",
};

/// A translation by its number, and how many strings it should have.
struct Translated<'a> {
    number: usize,
    lang: &'a str,
    count: usize,
}

/// What is translated, and the translation of it.
fn translation<'a>(subject: &'a Subject<'_>, of: &str, lang: &str) -> Option<(Original, &'a Translation)> {
    let library = subject.library;
    if let Some(flow) = library.flow(of) {
        // What could not be read may be what is missing.
        let whole = !subject.is_incomplete(flow);
        return whole.then(|| {
            Some((Original::of_flow(flow, library.pack_of(flow)), &**flow.translations.get(lang)?))
        })?;
    }
    let pack = library.packs.get(of)?;
    Some((Original::of_pack(pack), pack.translations.get(lang)?))
}

fn tell(subject: &Subject<'_>, report: &mut Report<'_>, of: &Translated<'_>, paths: &[&str], gap: &Gap) {
    let lang = of.lang;
    if subject.every {
        for path in paths {
            let at = match *path {
                "symptoms" | "aliases" => vec![(*path).into()],
                path => vec!["text".into(), path.into()],
            };
            let message = format!("\"{path}\": {} \"{lang}\"", gap.it);
            report.translation_key(gap.code, of.number, &at, message, gap.help);
        }
    } else if !paths.is_empty() {
        let named = paths.iter().take(NAMED).map(|path| format!("\"{path}\"")).collect::<Vec<_>>().join(", ");
        let more = match paths.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more (--list)"),
        };
        let message =
            format!("{} of {} strings {} \"{lang}\": {named}{more}", paths.len(), of.count, gap.they);
        report.translation_key(gap.code, of.number, &["text".into()], message, gap.help);
    }
}

/// The languages that a pack says it is translated to. One that is begun and not declared may have gaps.
fn languages(pack: &Pack) -> impl Iterator<Item = &str> {
    pack.languages.iter().map(String::as_str).filter(|tag| lang::base(tag) != SOURCE_LANGUAGE)
}

/// Whether the pack of this flow, or this pack, declares a language.
fn declared(subject: &Subject<'_>, id: &str, lang: &str) -> bool {
    let flow = subject.library.flow(id);
    let pack = flow.map_or_else(|| subject.library.packs.get(id), |flow| subject.library.pack_of(flow));
    pack.is_some_and(|pack| languages(pack).any(|one| one == lang))
}

/// Flows and packs without a file for a language that the pack declares.
fn absent(subject: &Subject<'_>, report: &mut Report<'_>, seen: &BTreeSet<(&str, &str)>) {
    let say = |what: &str, count: usize, lang: &str| {
        format!(
            "{what} has no translation to \"{lang}\", which its pack declares; {count} strings are English"
        )
    };
    for pack in subject.library.packs.values() {
        for lang in languages(pack).filter(|lang| !seen.contains(&(&pack.id, lang))) {
            let message = say("the pack itself", Original::of_pack(pack).count(), lang);
            report.pack(Code::W041, &pack.id, &["languages".into()], message, &make(lang));
        }
    }
    for flow in subject.flows().filter(|flow| !subject.is_incomplete(flow)) {
        let Some(pack) = subject.library.pack_of(flow) else { continue };
        for lang in languages(pack).filter(|lang| !seen.contains(&(&flow.id, lang))) {
            let message = say("the flow", Original::of_flow(flow, Some(pack)).count(), lang);
            report.value(Code::W041, flow, &["id".into()], message, &make(lang));
        }
    }
}

fn make(lang: &str) -> String {
    format!("`unsnag translate FILE --lang {lang}` makes the file, with every English text in its place")
}
