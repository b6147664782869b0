//! Nodes: which kind they are, and what of their keys belongs to it.

use super::command::{Seen, commands, items, links, risk};
use super::header::{likely, provenance, samples, status};
use super::problem::{At, Problems};
use super::words::{check_answer_id, check_id, wait, when};
use super::{opt_text, strings, text, texts};
use crate::flow::command::Risk;
use crate::flow::diagnostic::Code;
use crate::flow::file::node::{COMMON, KINDS};
use crate::flow::file::{EndWord, FaqItemFile, NodeFile, OptionFile, OrderWord, PointsWord, RowFile, Text};
use crate::flow::meta::Status;
use crate::flow::node::{
    Check, Choice, DEFAULT_MINUTES, End, EndKind, Faq, FaqItem, Fix, Group, Jump, Kind, Node, Note, Pattern,
    Points, Question, Row, Table, Then,
};
use crate::flow::target::Target;
use indexmap::IndexMap;
use std::collections::HashSet;

pub(super) fn node(problems: &mut Problems, at: At, id: &str, mut file: NodeFile) -> Node {
    let kind = kind_of(problems, at, id, &file);
    let source = file.source.take().map(|source| provenance(problems, at.key("source"), source));
    let state =
        file.status.take().map_or_else(Status::default, |file| status(problems, at.key("status"), file));
    Node {
        id: id.to_owned(),
        aliases: texts(std::mem::take(&mut file.aliases)),
        samples: samples(std::mem::take(&mut file.samples)),
        source,
        status: state,
        kind: content(problems, at, kind, file),
    }
}

/// The kind of a node, after reporting what does not fit it.
fn kind_of(problems: &mut Problems, at: At, id: &str, file: &NodeFile) -> &'static str {
    let keys = file.keys();
    let mut kinds = KINDS.iter().filter(|(kind, _)| keys.contains(kind));
    let (kind, own) = match (kinds.next(), kinds.next()) {
        (Some((first, _)), Some((second, _))) => {
            let message = format!("node \"{id}\" has both \"{first}\" and \"{second}\"; split it in two");
            problems.key(
                Code::E006,
                at.key(second),
                message,
                "a node has one kind key; let the first lead to the second",
            );
            return first;
        }
        (Some(&(kind, own)), None) => (kind, own),
        (None, _) if keys.contains(&"use") => KINDS[0],
        (None, _) => {
            const KEYS: &[&str] = &["ask", "check", "table", "fix", "try", "note", "go", "faq", "end", "use"];
            let help = "add ask, check, table, fix, try, note, go, faq or end";
            problems.missing(Code::E006, at, KEYS, format!("node \"{id}\" has no kind"), help);
            return "note";
        }
    };
    for key in keys.into_iter().filter(|key| *key != kind && !own.contains(key)) {
        let others = own.iter().chain(COMMON).copied().collect::<Vec<_>>().join(", ");
        let help = format!("keys that go with \"{kind}\": {others}");
        problems.key(
            Code::E002,
            at.key(key),
            format!("key \"{key}\" in node \"{id}\" does not go with \"{kind}\""),
            &help,
        );
    }
    kind
}

fn content(problems: &mut Problems, at: At, kind: &str, file: NodeFile) -> Kind {
    let mut seen = Seen::new();
    match kind {
        "ask" => {
            let ask = file.ask.clone();
            Kind::Ask(question(problems, at, ask, file, false))
        }
        "check" => {
            let mut file = file;
            let steps = items(problems, at.key("do"), file.steps.take(), &mut seen);
            let run = commands(problems, at.key("run"), file.run.take(), &mut seen);
            let check = file.check.clone();
            Kind::Check(Check { question: question(problems, at, check, file, true), steps, run })
        }
        "table" => Kind::Table(Table {
            text: file.table.map(text).unwrap_or_default(),
            key: opt_text(file.key),
            hint: opt_text(file.hint),
            rows: rows(problems, at.key("rows"), file.rows.unwrap_or_default()),
            other: target(file.other),
            unsure: target(file.unsure),
            many: file.many.unwrap_or_default(),
        }),
        "fix" => fix(problems, at, file),
        "try" => Kind::Try(Group {
            members: file.attempts.map(strings).unwrap_or_default(),
            next: target(file.next),
            listed: matches!(file.order, Some(OrderWord::Listed)),
        }),
        "go" => Kind::Go(Jump {
            to: file.go.map_or_else(nowhere, |go| Target::parse(&go.0)),
            back: target(file.back),
        }),
        "faq" => Kind::Faq(Faq {
            text: file.faq.map(text).unwrap_or_default(),
            items: faq_items(problems, at.key("items"), file.items.unwrap_or_default(), &mut seen),
            next: target(file.next),
        }),
        "end" => Kind::End(End {
            kind: match file.end {
                Some(EndWord::Resolved) => EndKind::Resolved,
                Some(EndWord::Escalate) => EndKind::Escalate,
                Some(EndWord::Info) | None => EndKind::Info,
            },
            say: items(problems, at.key("say"), file.say, &mut seen),
            collect: items(problems, at.key("collect"), file.collect, &mut seen),
            contact: opt_text(file.contact),
            within: opt_text(file.within),
            via: target(file.via),
            see: links(problems, at.key("see"), file.see),
        }),
        _ => Kind::Note(Note {
            say: items(problems, at.key("note"), file.note, &mut seen),
            see: links(problems, at.key("see"), file.see),
            next: target(file.next),
        }),
    }
}

fn fix(problems: &mut Problems, at: At, file: NodeFile) -> Kind {
    let mut seen = Seen::new();
    let then = file.then.unwrap_or_default();
    let steps = items(problems, at.key("do"), file.steps, &mut seen);
    let run = commands(problems, at.key("run"), file.run, &mut seen);
    // The commands of a fix speak for themselves; one that is all handwork changes something.
    let handwork = run.is_empty() && steps.iter().all(|item| item.run.is_empty());
    let implied = if handwork { Risk::Change } else { Risk::Read };
    Kind::Fix(Fix {
        text: file.fix.map(text).unwrap_or_default(),
        cause: opt_text(file.cause),
        steps,
        run,
        verify: opt_text(file.verify),
        wait: wait(problems, at.key("wait"), file.wait),
        undo: opt_text(file.undo),
        minutes: file.minutes.unwrap_or(DEFAULT_MINUTES),
        likely: file.likely.map(likely),
        risk: file.risk.map_or(implied, risk),
        admin: file.admin.unwrap_or_default(),
        when: when(problems, at.key("when"), file.when),
        see: links(problems, at.key("see"), file.see),
        next: target(file.next),
        then: Then {
            not_fixed: target(then.not_fixed),
            cannot: target(then.cannot),
            skip: target(then.skip),
        },
    })
}

fn question(
    problems: &mut Problems,
    at: At,
    words: Option<Text>,
    file: NodeFile,
    is_check: bool,
) -> Question {
    let shared = file.shared.map(|id| id.0);
    let mut options = IndexMap::new();
    let all = at.key("options");
    for (id, option) in file.options.unwrap_or_default() {
        let at = all.key(&id);
        check_answer_id(problems, at, &id, true);
        let choice = choice(problems, at, &id, option, is_check, shared.is_some());
        options.insert(id, choice);
    }
    Question {
        text: words.map(text).unwrap_or_default(),
        hint: opt_text(file.hint),
        options,
        unsure: target(file.unsure),
        shared,
        urgent: file.urgent.unwrap_or_default(),
        minutes: file.minutes,
    }
}

fn choice(
    problems: &mut Problems,
    at: At,
    id: &str,
    file: OptionFile,
    is_check: bool,
    is_shared: bool,
) -> Choice {
    if file.say.is_none() && !is_shared {
        problems.missing(
            Code::E002,
            at,
            &["say"],
            format!("option \"{id}\" lacks \"say\""),
            "add `say: ..`, the answer in words",
        );
    }
    let extra = if file.found.is_some() { "match" } else { "absent" };
    let pattern = match (file.found, file.absent) {
        (None, None) => None,
        (Some(_), Some(_)) => {
            let message = format!("option \"{id}\" has both \"match\" and \"absent\"");
            problems.key(Code::E002, at.key("absent"), message, "keep one of them");
            None
        }
        _ if !is_check => {
            let message = format!("key \"{extra}\" in option \"{id}\" belongs to a check");
            problems.key(
                Code::E002,
                at.key(extra),
                message,
                "make the question a `check`, or remove the key",
            );
            None
        }
        (Some(found), _) => Some(Pattern::Match(found.0)),
        (_, Some(absent)) => Some(Pattern::Absent(absent.0)),
    };
    Choice {
        say: file.say.map(text).unwrap_or_default(),
        go: Target::parse(&file.go.0),
        when: when(problems, at.key("when"), file.when),
        points: file.points.into_iter().map(|(fix, word)| (fix, points(word))).collect(),
        pattern,
    }
}

fn points(word: PointsWord) -> Points {
    match word {
        PointsWord::Always => Points::Always,
        PointsWord::Usually => Points::Usually,
        PointsWord::Sometimes => Points::Sometimes,
        PointsWord::Rarely => Points::Rarely,
        PointsWord::Never => Points::Never,
    }
}

fn rows(problems: &mut Problems, at: At, files: Vec<RowFile>) -> Vec<Row> {
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(files.len());
    for (index, file) in files.into_iter().enumerate() {
        let at = at.index(index);
        check_answer_id(problems, at.key("id"), &file.id.0, false);
        check_twice(problems, at, "row", &file.id.0, &mut seen);
        if file.codes.0.is_empty() && file.texts.0.is_empty() {
            let message = format!("row {} has neither \"codes\" nor \"texts\"", index + 1);
            problems.missing(
                Code::E002,
                at,
                &["codes", "texts"],
                message,
                "add what is looked up: `codes: [..]` or `texts: [..]`",
            );
        }
        rows.push(Row {
            id: file.id.0,
            codes: strings(file.codes),
            texts: strings(file.texts),
            means: text(file.means),
            go: Target::parse(&file.go.0),
            when: when(problems, at.key("when"), file.when),
            see: links(problems, at.key("see"), Some(file.see)),
            aliases: texts(file.aliases),
            samples: samples(file.samples),
            source: file.source.map(|source| provenance(problems, at.key("source"), source)),
            status: file.status.map(|file| status(problems, at.key("status"), file)),
        });
    }
    rows
}

fn faq_items(problems: &mut Problems, at: At, files: Vec<FaqItemFile>, commands: &mut Seen) -> Vec<FaqItem> {
    let mut seen = HashSet::new();
    let mut out = Vec::with_capacity(files.len());
    for (index, file) in files.into_iter().enumerate() {
        let at = at.index(index);
        check_id(problems, at.key("id"), &file.id.0, false);
        check_twice(problems, at, "item", &file.id.0, &mut seen);
        out.push(FaqItem {
            id: file.id.0,
            q: text(file.q),
            a: items(problems, at.key("a"), Some(file.a), commands),
            see: links(problems, at.key("see"), Some(file.see)),
            aliases: texts(file.aliases),
        });
    }
    out
}

fn check_twice(problems: &mut Problems, at: At, what: &str, id: &str, seen: &mut HashSet<String>) {
    if !seen.insert(id.to_owned()) {
        let message = format!("{what} id \"{id}\" is used twice in this node");
        problems.value(Code::E005, at.key("id"), message, "give one of them another id");
    }
}

fn target(text: Option<Text>) -> Option<Target> {
    text.map(|text| Target::parse(&text.0))
}

/// A target that was missing and has been reported.
fn nowhere() -> Target {
    Target { flow: None, node: None }
}
