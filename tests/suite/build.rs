//! Flows from a few words, for tests that are about what happens in them.

use std::sync::Arc;
use unsnag::flow::*;

pub fn target(to: &str) -> Option<Target> {
    (!to.is_empty()).then(|| Target::parse(to))
}

fn node(id: &str, kind: Kind) -> Node {
    Node {
        id: id.to_owned(),
        kind,
        aliases: Vec::new(),
        samples: Vec::new(),
        source: None,
        status: Status::default(),
    }
}

pub fn choice(go: &str) -> Choice {
    Choice {
        say: Text::new(go),
        go: Target::parse(go),
        when: None,
        points: Default::default(),
        pattern: None,
    }
}

pub fn question(options: &[(&str, &str)], unsure: &str) -> Question {
    Question {
        text: Text::new("Which?"),
        options: options.iter().map(|(id, go)| ((*id).to_owned(), choice(go))).collect(),
        unsure: target(unsure),
        ..Question::default()
    }
}

/// A question; options are `(id, target)`.
pub fn ask(id: &str, options: &[(&str, &str)], unsure: &str) -> Node {
    node(id, Kind::Ask(question(options, unsure)))
}

pub fn ask_with(id: &str, question: Question) -> Node {
    node(id, Kind::Ask(question))
}

pub fn check(id: &str, options: &[(&str, &str)], unsure: &str) -> Node {
    let question = question(options, unsure);
    node(id, Kind::Check(Check { question, ..Check::default() }))
}

/// A lookup table; rows are `(id, code, target)`.
pub fn table(id: &str, rows: &[(&str, &str, &str)], other: &str, unsure: &str) -> Node {
    let row = |(id, code, go): &(&str, &str, &str)| Row {
        id: (*id).to_owned(),
        codes: vec![(*code).to_owned()],
        texts: Vec::new(),
        means: Text::new(*id),
        go: Target::parse(go),
        when: None,
        see: Vec::new(),
        aliases: Vec::new(),
        samples: Vec::new(),
        source: None,
        status: None,
    };
    let rows = rows.iter().map(row).collect();
    node(id, Kind::Table(Table { rows, other: target(other), unsure: target(unsure), ..Table::default() }))
}

pub fn fix(id: &str, next: &str) -> Node {
    fix_with(id, next, |_| ())
}

/// A fix that changes something, and more that is set by hand.
pub fn fix_with(id: &str, next: &str, more: impl FnOnce(&mut Fix)) -> Node {
    let mut fix = Fix {
        text: Text::new(id),
        minutes: DEFAULT_MINUTES,
        risk: Risk::Change,
        next: target(next),
        ..Fix::default()
    };
    more(&mut fix);
    node(id, Kind::Fix(fix))
}

pub fn group(id: &str, members: &[&str], next: &str) -> Node {
    let members = members.iter().map(|&id| id.to_owned()).collect();
    node(id, Kind::Try(Group { members, next: target(next), listed: false }))
}

pub fn note(id: &str, next: &str) -> Node {
    node(id, Kind::Note(Note { next: target(next), ..Note::default() }))
}

pub fn faq(id: &str, next: &str) -> Node {
    node(id, Kind::Faq(Faq { next: target(next), ..Faq::default() }))
}

pub fn go(id: &str, to: &str) -> Node {
    node(id, Kind::Go(Jump { to: Target::parse(to), back: None }))
}

pub fn detour(id: &str, to: &str, back: &str) -> Node {
    node(id, Kind::Go(Jump { to: Target::parse(to), back: target(back) }))
}

pub fn end(id: &str, kind: EndKind) -> Node {
    let end = End {
        kind,
        say: Vec::new(),
        collect: Vec::new(),
        contact: None,
        within: None,
        via: None,
        see: Vec::new(),
    };
    node(id, Kind::End(end))
}

pub fn escalate(id: &str) -> Node {
    end(id, EndKind::Escalate)
}

/// A flow that starts at its first node.
pub fn flow(id: &str, nodes: Vec<Node>) -> Flow {
    Flow {
        id: id.to_owned(),
        pack: "pack".to_owned(),
        path: format!("{id}.yaml"),
        hash: "0".repeat(64),
        rev: 1,
        title: Text::new(id),
        condition: None,
        goal: None,
        severity: None,
        tags: Vec::new(),
        symptoms: Vec::new(),
        aliases: Vec::new(),
        signatures: Vec::new(),
        likely: Likely::Sometimes,
        applies: Applies::default(),
        source: Provenance::default(),
        base: None,
        status: Status::default(),
        samples: Vec::new(),
        tests: Vec::new(),
        start: nodes.first().map(|node| node.id.clone()).unwrap_or_default(),
        nodes: nodes.into_iter().map(|node| (node.id.clone(), node)).collect(),
        translations: Default::default(),
    }
}

pub fn library(flows: Vec<Flow>) -> Library {
    let pack = Pack { id: "pack".to_owned(), ..Pack::default() };
    Library {
        packs: [(pack.id.clone(), pack)].into_iter().collect(),
        flows: flows.into_iter().map(|flow| (flow.id.clone(), Arc::new(flow))).collect(),
        ..Library::default()
    }
}

pub fn equals(question: &str, option: &str) -> Option<Condition> {
    Some(Condition::Answer { question: question.to_owned(), options: vec![option.to_owned()] })
}
