//! What the gate accepts, `serde_yaml` must read to the same structure: the places that findings point at come
//! from one parser, the content from the other. `PROPTEST_CASES=1000000` looks harder.

use proptest::prelude::*;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use unsnag::flow::yaml::{Data, Kind, Scalar, Yaml};
use unsnag::flow::{Source, gate};

/// Follows a tree of ours through `serde_yaml` and fails where that reads something else.
#[derive(Clone, Copy)]
struct Same<'a> {
    tree: &'a Yaml,
    /// Ask for what each value is, rather than for the text of scalars.
    kinds: bool,
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, other: D) -> Result<(), D::Error> {
        match (&self.tree.data, self.kinds) {
            (_, true) => other.deserialize_any(self),
            (Data::Scalar(_), false) => other.deserialize_str(self),
            (Data::Seq(_), false) => other.deserialize_seq(self),
            (Data::Map(_), false) => other.deserialize_map(self),
        }
    }
}

impl Same<'_> {
    fn kind<E: Error>(self, same: impl Fn(Kind) -> bool, found: &str) -> Result<(), E> {
        match &self.tree.data {
            Data::Scalar(scalar) if self.kinds && same(scalar.kind()) => Ok(()),
            data => Err(E::custom(format!("here {data:?}, there {found}"))),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{:?}", self.tree.data)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match &self.tree.data {
            Data::Scalar(scalar) if self.kinds && scalar.kind() != Kind::Text => {
                Err(E::custom(format!("here {scalar:?}, there the text {text:?}")))
            }
            Data::Scalar(scalar) if scalar.text == text => Ok(()),
            data => Err(E::custom(format!("here {data:?}, there {text:?}"))),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.kind(|kind| kind == Kind::Bool(value), &value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.kind(|kind| kind == Kind::Whole(value.into()), &value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.kind(|kind| kind == Kind::Whole(value.into()), &value.to_string())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.kind(|kind| kind == Kind::Whole(value), &value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        let same = |kind| matches!(kind, Kind::Whole(ours) if u128::try_from(ours) == Ok(value));
        self.kind(|kind| same(kind) || matches!(kind, Kind::Number(_)), &value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let same = |kind| matches!(kind, Kind::Number(ours) if ours.to_bits() == value.to_bits());
        self.kind(
            |kind| same(kind) || (value.is_nan() && matches!(kind, Kind::Number(n) if n.is_nan())),
            "a float",
        )
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.kind(|kind| kind == Kind::Null, "nothing")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Data::Seq(items) = &self.tree.data else { return Err(A::Error::custom("a list only there")) };
        for tree in items {
            seq.next_element_seed(Same { tree, ..self })?
                .ok_or_else(|| A::Error::custom("list shorter there"))?;
        }
        match seq.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("list longer there")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Data::Map(entries) = &self.tree.data else { return Err(A::Error::custom("a map only there")) };
        for (key, tree) in entries {
            let scalar = Scalar { text: key.text.clone(), plain: false };
            let key = Yaml { span: key.span.clone(), data: Data::Scalar(scalar) };
            map.next_key_seed(Same { tree: &key, kinds: false })?
                .ok_or_else(|| A::Error::custom("map shorter there"))?;
            map.next_value_seed(Same { tree, ..self })?;
        }
        match map.next_key::<serde::de::IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("map longer there")),
        }
    }
}

/// Checks one document; says whether the gate accepted it.
fn agree(text: &str) -> Result<bool, String> {
    let source = Source::new("f.yaml", text);
    let (tree, findings) = gate::read(&source);
    let Some(tree) = tree.filter(|_| findings.is_empty()) else { return Ok(false) };
    for kinds in [false, true] {
        Same { tree: &tree, kinds }
            .deserialize(serde_yaml::Deserializer::from_str(source.text()))
            .map_err(|error| format!("{error}\n{text:?}\n{tree:#?}"))?;
    }
    spans_hold(&tree, source.text())?;
    Ok(true)
}

/// Spans lie inside their parents, in order, and an unquoted single-line scalar is its own source text.
fn spans_hold(tree: &Yaml, text: &str) -> Result<(), String> {
    let source = text.get(tree.span.clone()).ok_or("a span outside the text")?;
    let inside = |part: &std::ops::Range<usize>, from: usize| part.start >= from && part.end <= tree.span.end;
    let mut from = tree.span.start;
    match &tree.data {
        Data::Scalar(scalar) => {
            if scalar.plain && !source.contains('\n') && source != scalar.text {
                return Err(format!("{source:?} stands at the place of {scalar:?}"));
            }
        }
        Data::Seq(items) => {
            for item in items {
                if !inside(&item.span, from) {
                    return Err(format!("{:?} outside {:?} in {text:?}", item.span, tree.span));
                }
                from = item.span.end;
                spans_hold(item, text)?;
            }
        }
        Data::Map(entries) => {
            for (key, value) in entries {
                if !inside(&key.span, from) || !inside(&value.span, key.span.end) {
                    return Err(format!("{key:?} {:?} outside {:?} in {text:?}", value.span, tree.span));
                }
                from = value.span.end;
                spans_hold(value, text)?;
            }
        }
    }
    Ok(())
}

const SEEDS: &[&str] = &[
    "unsnag: 1\nid: um.x\ntitle: The worker\nsignatures: [{text: Failed to create}, {code: \"0x80\"}]\nnodes:\n  a:\n    fix: Give `C:\\x` access\n    do:\n      - Open it.\n      - {text: two, when: a == b}\n    next: help\n  help: {end: escalate, say: Collect it.}\n",
    "a: |\n  line one\n   two\n\n  three\nb: >-\n  folded\n  text\n\n  more\nc: \"x \\\n   y \\u00e9 \\\"q\\\"\"\nd: 'it''s\n  two'\n# note\ne:\n- 1\n- 0x80072EE2\n-\n- ~\n- - nested\n  - true\n",
    "{a: {b: [1, 2.5, -3, 'x'], \"c\": null}, d: [[], {}], e: f g, h: \"\"}",
    "options:\n  network: {say: NetworkError, go: endpoint} # c\n  none:\n    say: 'There is: no code'\n    points: {re-register: usually, clock: sometimes}\nrun:\n  - id: probe\n    text: |-\n      Get-X -A <b> |\n        Select *\n    expect: \"a : b\"\n",
    "text: 中文，标点\nsv: Återbetalning\n? explicit\n: value\nlist: [a, b: c, 'd']\n---\n",
];

/// Pieces that mean something to a YAML parser.
const PIECES: &[&str] = &[
    ":",
    ": ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "-",
    "? ",
    "\n",
    "\n  ",
    "\n    ",
    "\"",
    "'",
    "#",
    " #",
    "|",
    ">",
    "|2\n",
    ">+\n",
    "&a ",
    "*a",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\t",
    "\r\n",
    "\r",
    " ",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "0x1F",
    "1e3",
    "0o7",
    "null",
    "true",
    ".inf",
    "-0",
    "+1",
    "012",
    "1_000",
    "~",
    "\\",
    "\\n",
    "\\x41",
    "\\\n",
    "@",
    "`",
    "x",
    "é",
    "\0",
    "\u{1b}",
    "::",
    "a:b",
    "http://x",
    "-.5",
    "+0x1",
    "-0x1F",
    "0b1",
    "0x-1",
    "--1",
    "=",
    "<<",
    "1:30",
    "1.",
    ".5",
    "99999999999999999999",
    "0xFFFFFFFFFFFFFFFFFF",
];

#[derive(Debug, Clone)]
pub enum Edit {
    Insert(prop::sample::Index, usize),
    Remove(prop::sample::Index, usize),
    Swap(prop::sample::Index, prop::sample::Index),
    Copy(prop::sample::Index, usize, prop::sample::Index),
}

/// A few small changes to a text.
pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = any::<prop::sample::Index>;
    let edit = prop_oneof![
        4 => (at(), 0..PIECES.len()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        2 => (at(), 1..6usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (at(), at()).prop_map(|(a, b)| Edit::Swap(a, b)),
        1 => (at(), 1..30usize, at()).prop_map(|(from, length, to)| Edit::Copy(from, length, to)),
    ];
    prop::collection::vec(edit, 0..5)
}

/// The text with the changes made.
pub fn mutate(seed: &str, edits: &[Edit]) -> String {
    let mut text: Vec<char> = seed.chars().collect();
    for edit in edits {
        match edit {
            Edit::Insert(at, piece) => {
                let at = at.index(text.len() + 1);
                text.splice(at..at, PIECES[*piece].chars());
            }
            Edit::Remove(at, length) => {
                let at = at.index(text.len() + 1);
                text.drain(at..(at + length).min(text.len()));
            }
            Edit::Swap(a, b) if !text.is_empty() => {
                let (a, b) = (a.index(text.len()), b.index(text.len()));
                text.swap(a, b);
            }
            Edit::Copy(from, length, to) => {
                let from = from.index(text.len() + 1);
                let piece: Vec<char> = text[from..(from + length).min(text.len())].to_vec();
                let to = to.index(text.len() + 1);
                text.splice(to..to, piece);
            }
            Edit::Swap(..) => {}
        }
    }
    text.into_iter().collect()
}

/// A few hundred cases, or as many as `PROPTEST_CASES` says.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(600)) }
}

fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn mutated_documents_are_refused_or_read_alike(seed in 0..SEEDS.len(), edits in edits()) {
        if let Err(message) = agree(&mutate(SEEDS[seed], &edits)) {
            return Err(TestCaseError::fail(message));
        }
    }

    #[test]
    fn strings_of_indicators_are_refused_or_read_alike(pieces in prop::collection::vec(0..PIECES.len(), 0..12)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        if let Err(message) = agree(&text) {
            return Err(TestCaseError::fail(message));
        }
    }
}

#[test]
fn the_seeds_themselves_are_accepted() {
    for seed in &SEEDS[..4] {
        assert_eq!(agree(seed), Ok(true), "{seed}");
    }
}
