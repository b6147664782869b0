//! From a tree to a typed value with all its faults: a fault is reported with its place, the tree is mended
//! there (or the place is cut out), and the reading goes on.

mod de;

use self::de::{Fault, FaultKind, Reader};
use super::diagnostic::{Code, Diagnostic, Source};
use super::nearest::nearest;
use super::place::{place, subject};
use super::yaml::{Data, Key, Kind, Scalar, Step, Yaml};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Most faults that are reported for one part of a file, such as a node.
pub const MAX_FAULTS: usize = 20;

/// A part of a file: a tree and the path that leads to it, which names it in messages.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The file.
    pub source: &'a Source,
    /// The content.
    pub tree: &'a Yaml,
    /// Where the content stands in the file.
    pub path: &'a [Step<'a>],
}

/// Reads a whole tree that has no faults.
pub fn read_tree<T: DeserializeOwned>(tree: &Yaml) -> Option<T> {
    T::deserialize(Reader(tree)).ok()
}

/// Reads a part and reports every fault in it. What is left without the faulty places is returned, unless
/// something that cannot be missing is gone. Expectations of visitors are words for authors ("a text"); a
/// visitor that expects a text in any form says so with the word `text`.
pub fn read_part<T: DeserializeOwned>(part: Part, out: &mut Vec<Diagnostic>) -> Option<T> {
    let mut tree = Cow::Borrowed(part.tree);
    let mut cut = HashSet::new();
    for _ in 0..MAX_FAULTS {
        let fault = match T::deserialize(Reader(&tree)) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let path: Vec<usize> = fault.path.iter().rev().copied().collect();
        let (finding, mend) = explain(part, &tree, &fault, &path, &cut)?;
        out.extend(finding);
        if !apply(tree.to_mut(), &path, mend, &mut cut) {
            return None;
        }
    }
    None
}

/// How the reading can go on.
#[derive(Clone, Copy)]
enum Mend {
    /// Take the value out.
    Cut,
    /// Take out what the value belongs to.
    CutParent,
    /// Put an empty text where a key is missing.
    Fill(&'static str),
    /// Put something of another kind where an empty text was put.
    Shape(Shape),
    /// Take a quoted number for the number it looks like.
    Unquote,
    /// Take an unquoted scalar for the text it looks like.
    Quote,
    /// Give the entry another key.
    Rename(&'static str),
    /// Give the scalar another text.
    Replace(&'static str),
}

/// What stands for a missing value that cannot be a text.
#[derive(Clone, Copy)]
enum Shape {
    Number,
    List,
    Map,
}

fn explain(
    part: Part,
    tree: &Yaml,
    fault: &Fault,
    path: &[usize],
    cut: &HashSet<(usize, String)>,
) -> Option<(Option<Diagnostic>, Mend)> {
    let node = follow(tree, path)?;
    if is_filled(tree, path) {
        let is_new = matches!(&node.data, Data::Scalar(scalar) if scalar.text.is_empty());
        return Some((None, shape(&fault.kind).filter(|_| is_new).map_or(Mend::CutParent, Mend::Shape)));
    }
    let names = names(part, &node.span);
    let report = |code, span: &Range<usize>, message: String| {
        Diagnostic::new(code, part.source, span.clone(), message)
    };
    Some(match &fault.kind {
        FaultKind::UnknownKey(known) => {
            let (&at, before) = path.split_last()?;
            let map = follow(tree, before)?;
            let (key, _) = map.entries().get(at)?;
            let (_, around) = names.split_last()?;
            let guess = nearest(&key.text, known.iter().copied());
            let hint = guess.map_or_else(String::new, |guess| format!("; did you mean \"{guess}\"?"));
            let message = format!("unknown key \"{}\" in {}{hint}", key.text, place(around));
            let finding = report(Code::E002, &key.span, message)
                .help(format!("keys that can stand here: {}", known.join(", ")));
            let mend = match guess.and_then(|guess| known.iter().find(|&&one| one == guess)) {
                Some(guess) if map.get(guess).is_none() => Mend::Rename(guess),
                _ => Mend::Cut,
            };
            (Some(finding), mend)
        }
        FaultKind::MissingKey(key) => {
            // A key that was cut out above has been reported already.
            let finding = (!cut.contains(&(node.span.start, (*key).to_owned()))).then(|| {
                let span = node.span.start..part.source.line_range(node.span.start).end.min(node.span.end);
                report(Code::E002, &span, format!("{} lacks \"{key}\"", place(&names)))
                    .help(format!("add `{key}: ..`"))
            });
            // What lacks it can be left out, but the part itself cannot.
            let mend = if finding.is_none() && !path.is_empty() { Mend::Cut } else { Mend::Fill(key) };
            (finding, mend)
        }
        FaultKind::UnknownWord(known) => {
            let word = node.text().unwrap_or_default();
            let guess = nearest(word, known.iter().copied());
            let hint = guess.map_or_else(String::new, |guess| format!("; did you mean \"{guess}\"?"));
            let message = format!("{} cannot be {}{hint}", subject(&names), found(node));
            let finding =
                report(Code::E002, &node.span, message).help(format!("write one of: {}", known.join(", ")));
            let mend = guess
                .and_then(|guess| known.iter().find(|&&one| one == guess))
                .map_or(Mend::Cut, |&word| Mend::Replace(word));
            (Some(finding), mend)
        }
        FaultKind::WrongType(expected) => wrong_type(part, node, &names, expected),
        FaultKind::Other(message) => {
            let finding = report(Code::E002, &node.span, format!("{}: {message}", subject(&names)));
            (Some(finding.help("see the examples of the flow format")), Mend::Cut)
        }
    })
}

fn wrong_type(part: Part, node: &Yaml, names: &[Step], expected: &str) -> (Option<Diagnostic>, Mend) {
    let subject = subject(names);
    let report = |code, message: String| Diagnostic::new(code, part.source, node.span.clone(), message);
    if let Data::Scalar(scalar) = &node.data {
        let read_as = match scalar.kind() {
            Kind::Text => None,
            // Reported for the whole file before the typed reading.
            Kind::Null => return (None, Mend::Cut),
            Kind::Whole(_) | Kind::Number(_) => Some("a number"),
            Kind::Bool(_) => Some("true or false"),
        };
        if let Some(read_as) = read_as.filter(|_| expected.contains("text")) {
            let text = &scalar.text;
            let finding = report(Code::E003, format!("{text} is read as {read_as}; write \"{text}\""))
                .help(format!("{subject} must be {expected}; quotes keep it one"));
            return (Some(finding), Mend::Quote);
        }
    }
    let mend = match &node.data {
        Data::Scalar(scalar) if is_number(expected) && scalar.text.parse::<u64>().is_ok() => Mend::Unquote,
        _ => Mend::Cut,
    };
    let (expected, help) = match expected {
        "a boolean" => ("true or false", "write true or false, without quotes"),
        number if is_number(number) => ("a whole number", "write digits only, without quotes"),
        "a sequence" => ("a list", "write `[a, b]`, or lines that begin with `- `"),
        "a string" | "a text" => ("a text", "write one text; quote it if it has special characters"),
        "a map" => KEYS,
        other if other.starts_with("struct ") => KEYS,
        other => (other, "see the examples of the flow format"),
    };
    let finding = report(Code::E002, format!("{subject} must be {expected}, not {}", found(node))).help(help);
    (Some(finding), mend)
}

fn is_number(expected: &str) -> bool {
    matches!(expected, "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64")
}

/// What to put where an empty text would not do.
fn shape(fault: &FaultKind) -> Option<Shape> {
    match fault {
        FaultKind::WrongType(expected) if is_number(expected) => Some(Shape::Number),
        FaultKind::WrongType(expected) => match expected.as_str() {
            "a sequence" => Some(Shape::List),
            "a map" => Some(Shape::Map),
            _ => None,
        },
        _ => None,
    }
}

const KEYS: (&str, &str) = ("keys with values", "write `key: value` lines below it, or `{key: value}`");

/// Whether a value was put there because its key is missing. It stands where its map begins, before every key.
fn is_filled(tree: &Yaml, path: &[usize]) -> bool {
    let Some((_, before)) = path.split_last() else { return false };
    match (follow(tree, before), follow(tree, path)) {
        (Some(Yaml { data: Data::Map(_), span }), Some(value)) => value.span == (span.start..span.start),
        _ => false,
    }
}

/// What stands at a place, in words.
fn found(node: &Yaml) -> String {
    match &node.data {
        Data::Seq(_) => "a list".to_owned(),
        Data::Map(_) => "keys with values".to_owned(),
        Data::Scalar(scalar) => {
            let short: String = scalar.text.chars().take(40).collect();
            match scalar.kind() {
                Kind::Null => "empty".to_owned(),
                Kind::Text => {
                    format!("\"{short}{}\"", if short.len() < scalar.text.len() { "..." } else { "" })
                }
                _ => short,
            }
        }
    }
}

fn children(node: &Yaml) -> Vec<(Step<'_>, &Yaml)> {
    match &node.data {
        Data::Scalar(_) => Vec::new(),
        Data::Seq(items) => items.iter().enumerate().map(|(at, item)| (Step::Index(at), item)).collect(),
        Data::Map(entries) => entries.iter().map(|(key, value)| (Step::Key(&key.text), value)).collect(),
    }
}

/// The path to a span in the untouched part, whose lists still count as the author counts.
fn names<'a>(part: Part<'a>, span: &Range<usize>) -> Vec<Step<'a>> {
    let mut names = part.path.to_vec();
    let mut node = part.tree;
    while node.span != *span {
        let inside = |child: &Yaml| child.span.start <= span.start && span.end <= child.span.end;
        let Some((step, child)) = children(node).into_iter().find(|(_, child)| inside(child)) else { break };
        names.push(step);
        node = child;
    }
    names
}

fn follow<'a>(tree: &'a Yaml, path: &[usize]) -> Option<&'a Yaml> {
    path.iter().try_fold(tree, |node, &at| match &node.data {
        Data::Scalar(_) => None,
        Data::Seq(items) => items.get(at),
        Data::Map(entries) => entries.get(at).map(|(_, value)| value),
    })
}

fn follow_mut<'a>(tree: &'a mut Yaml, path: &[usize]) -> Option<&'a mut Yaml> {
    path.iter().try_fold(tree, |node, &at| match &mut node.data {
        Data::Scalar(_) => None,
        Data::Seq(items) => items.get_mut(at),
        Data::Map(entries) => entries.get_mut(at).map(|(_, value)| value),
    })
}

/// Changes the tree; false if nothing is left to read.
fn apply(tree: &mut Yaml, path: &[usize], mend: Mend, cut: &mut HashSet<(usize, String)>) -> bool {
    if let Mend::Shape(shape) = mend {
        let Some(value) = follow_mut(tree, path) else { return false };
        value.data = match shape {
            Shape::Number => Data::Scalar(Scalar { text: "1".to_owned(), plain: true }),
            Shape::List => Data::Seq(Vec::new()),
            Shape::Map => Data::Map(Vec::new()),
        };
        return true;
    }
    if let Mend::Quote | Mend::Unquote | Mend::Replace(_) = mend {
        let Some(Yaml { data: Data::Scalar(scalar), .. }) = follow_mut(tree, path) else { return false };
        scalar.plain = matches!(mend, Mend::Unquote);
        if let Mend::Replace(text) = mend {
            scalar.text = text.to_owned();
        }
        return true;
    }
    if let Mend::Fill(name) = mend {
        let Some(Yaml { data: Data::Map(entries), span }) = follow_mut(tree, path) else { return false };
        let span = span.start..span.start;
        cut.insert((span.start, name.to_owned()));
        let data = Data::Scalar(Scalar { text: String::new(), plain: false });
        entries.push((Key { text: name.to_owned(), span: span.clone() }, Yaml { span, data }));
        return true;
    }
    let path = match (mend, path) {
        (Mend::CutParent, [parent @ .., _]) => parent,
        (_, path) => path,
    };
    let Some((&at, before)) = path.split_last() else { return false };
    let Some(parent) = follow_mut(tree, before) else { return false };
    let start = parent.span.start;
    match (&mut parent.data, mend) {
        (Data::Map(entries), Mend::Rename(name)) => {
            if let Some((key, _)) = entries.get_mut(at) {
                key.text = name.to_owned();
            }
        }
        (Data::Map(entries), _) if at < entries.len() => {
            let (key, _) = entries.remove(at);
            cut.insert((start, key.text));
        }
        (Data::Seq(items), _) if at < items.len() => {
            items.remove(at);
        }
        _ => return false,
    }
    true
}
