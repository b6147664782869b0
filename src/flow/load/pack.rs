//! `pack.yaml` and translations.

use super::header::status;
use super::problem::{At, Problems};
use super::words::{check_answer_id, check_flow_id, check_id};
use super::{opt_text, strings, text};
use crate::flow::file::{PackFile, QuestionFile, TranslationFile};
use crate::flow::meta::Status;
use crate::flow::model::{Pack, Translation};
use crate::flow::node::{Choice, Question};
use crate::flow::target::Target;
use crate::text::sort;
use indexmap::IndexMap;

pub(super) fn pack(problems: &mut Problems, file: PackFile) -> Pack {
    let at = At::FILE;
    check_flow_id(problems, at.key("id"), &file.id.0);
    let mut questions = IndexMap::new();
    let all = at.key("questions");
    for (id, question) in file.questions {
        let at = all.key(&id);
        check_id(problems, at, &id, true);
        let question = shared_question(problems, at, &id, question);
        questions.insert(id, question);
    }
    Pack {
        id: file.id.0,
        version: file.version.map(|version| version.0),
        title: text(file.title),
        licence: file.licence.map(|licence| licence.0),
        languages: strings(file.languages),
        base: file.base.map(|base| base.0),
        status: file.status.map_or_else(Status::default, |file| status(problems, at.key("status"), file)),
        via: file.via.map(|via| Target::parse(&via.0)),
        requires: strings(file.requires),
        questions,
        glossary: sort::map(file.glossary.into_iter().map(|(lang, labels)| {
            (lang, sort::map(labels.into_iter().map(|(label, word)| (label, word.0))))
        })),
        translations: Default::default(),
        origin: None,
    }
}

fn shared_question(problems: &mut Problems, at: At, id: &str, file: QuestionFile) -> Question {
    let all = at.key("options");
    let mut options = IndexMap::new();
    for (id, option) in file.options {
        check_answer_id(problems, all.key(&id), &id, true);
        // Where an answer leads is said by the flow that uses the question.
        let go = Target { flow: None, node: None };
        let choice = Choice { say: text(option.say), go, when: None, points: IndexMap::new(), pattern: None };
        options.insert(id, choice);
    }
    Question {
        text: text(file.ask),
        hint: opt_text(file.hint),
        options,
        unsure: None,
        shared: Some(id.to_owned()),
        urgent: file.urgent,
        minutes: file.minutes,
    }
}

pub(super) fn translation(_: &mut Problems, file: TranslationFile) -> (String, String, Translation) {
    let mut text = sort::map(file.text.into_iter().map(|(path, words)| (path, strings(words))));
    // The two lists that are searched rather than shown may also stand among the texts.
    let mut list = |own, path: &str| {
        let mut all = strings(own);
        all.extend(text.remove(path).unwrap_or_default());
        all
    };
    let symptoms = list(file.symptoms, "symptoms");
    let aliases = list(file.aliases, "aliases");
    (file.of.0, file.lang.0, Translation { text, symptoms, aliases, seen: sort::map(file.seen) })
}
