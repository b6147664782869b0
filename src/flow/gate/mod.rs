//! The gate in front of every YAML file: one pass over the parser's events that refuses what can hurt or
//! mislead, says where, and builds the tree that later findings take their places from.
//!
//! The reader behind it (`serde_yaml`, a libyaml) needs minutes for some files of a few hundred kilobytes, lets
//! the last of two equal keys win in silence and expands aliases without end. Whatever passes here is a plain
//! tree of bounded size and depth, on which both parsers agree; a property test holds them to it, and so does
//! [`agree`] for each file.

mod agree;
mod characters;
mod explain;

pub use self::agree::agree;
use self::explain::{TAB, UNCLOSED, explain, unclosed_quote};
use super::diagnostic::{Code, Diagnostic, Source};
use super::place::place;
use super::yaml::{Data, Key, Scalar, Step, Yaml};
use crate::text::sort::{sort_by, sort_by_key};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};
use std::ops::Range;

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Deepest nesting of lists and maps.
pub const MAX_DEPTH: usize = 32;
/// Most values in one file, keys included.
pub const MAX_NODES: usize = 200_000;
/// Longest key, in characters. YAML itself stops at 1,024, but parsers count differently there.
pub const MAX_KEY: usize = 500;
/// Most findings of the gate in one file; it stops reading there.
const MAX_FINDINGS: usize = 100;

/// Reads a file. The tree is there unless the file cannot be understood at all; it holds what is left when
/// refused parts are taken out (the first of two equal keys stays), so that the rest can still be checked. The
/// file counts as accepted only when there are no findings.
pub fn read(source: &Source) -> (Option<Yaml>, Vec<Diagnostic>) {
    let text = source.text();
    let mut gate = Gate {
        source,
        stack: Vec::new(),
        root: None,
        nodes: 0,
        refused_characters: false,
        findings: Vec::new(),
    };
    if text.len() > MAX_BYTES {
        gate.report(0..0, format!("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024), "split it");
        return (None, gate.findings);
    }
    gate.findings = characters::refused(source);
    gate.refused_characters = !gate.findings.is_empty();
    let complete = gate.run().is_ok();
    match &gate.root {
        Some(root) if !matches!(root.data, Data::Map(_)) => {
            gate.report(
                root.span.start..root.span.start,
                "the file does not begin with a key",
                "write `key: value` lines",
            );
        }
        None if complete && gate.findings.is_empty() => {
            gate.report(0..0, "the file is empty", "write `key: value` lines");
        }
        _ => {}
    }
    (gate.root.filter(|root| complete && matches!(root.data, Data::Map(_))), gate.findings)
}

/// The reading cannot go on.
struct Stop;

struct Gate<'a> {
    source: &'a Source,
    stack: Vec<Frame>,
    root: Option<Yaml>,
    nodes: usize,
    refused_characters: bool,
    findings: Vec<Diagnostic>,
}

/// A list or map that is still open.
struct Frame {
    start: usize,
    block: bool,
    content: Content,
}

enum Content {
    Seq(Vec<Yaml>),
    Map { entries: Vec<(Key, Yaml)>, pending: Option<Pending> },
}

/// The key whose value comes next.
enum Pending {
    Key(Key),
    /// The key was refused; its value is read and dropped.
    Refused,
}

impl Gate<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let options = granit_parser::options! {
            emit_comments: false,
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            strict_indentation: true,
            block_scalar_eof_without_line_feed: true,
            simple_key_max_lookahead: MAX_KEY,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut documents = 0;
        let mut consumed = 0;
        for next in Parser::new_from_str_with_options(self.source.text(), options) {
            let (event, span) = next.map_err(|error| self.scan_error(&error, consumed))?;
            let bytes = span.byte_range().unwrap_or(0..0);
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    let help = "keep one flow in a file; remove the `---`";
                    self.report(bytes, "a second document begins in the same file", help);
                    return Err(Stop);
                }
            }
            for at in characters::tabs(self.source.text(), consumed..bytes.start) {
                self.report(at..at + 1, TAB.0, TAB.1);
            }
            consumed = bytes.end.max(consumed);
            self.event(event, &span, bytes)?;
            if self.findings.len() >= MAX_FINDINGS {
                return Err(Stop);
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event, span: &Span, bytes: Range<usize>) -> Result<(), Stop> {
        if event.tag().is_some() {
            let at = span.tag_span().and_then(|tag| tag.byte_range()).unwrap_or(bytes.clone());
            self.report(
                at,
                "tags are not allowed",
                "remove the `!..`; quote the value if it is meant as text",
            );
        }
        match event {
            Event::Anchor(..) => {
                self.report(
                    bytes,
                    "anchors are not allowed",
                    "remove the `&..` and write the value where it is needed",
                );
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let help = "write the value out; quote it if it is meant as text";
                self.report(bytes.clone(), "aliases are not allowed", help);
                let data = Data::Scalar(Scalar { text: String::new(), plain: true });
                self.complete(Yaml { span: bytes, data }, true);
            }
            Event::Scalar(text, style, ..) => {
                self.count(&bytes)?;
                let plain = style == ScalarStyle::Plain;
                let mut bytes = bytes;
                let raw = self.source.text().get(bytes.clone()).unwrap_or_default();
                if plain
                    && raw.contains('\n')
                    && let Some(tab) = raw.find('\t')
                {
                    self.report(bytes.start + tab..bytes.start + tab + 1, TAB.0, TAB.1);
                }
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    // The first line of a block sets the indentation, which must be spaces.
                    if raw.starts_with('\t') {
                        self.report(bytes.start..bytes.start + 1, TAB.0, TAB.1);
                    }
                    bytes.end = bytes.start + raw.trim_end().len();
                }
                // Inside brackets only one of the parsers takes these for text.
                let in_brackets = self.stack.last().is_some_and(|frame| !frame.block);
                if plain && (text.starts_with([':', '?']) || in_brackets && text.contains(":?")) {
                    self.report(
                        bytes.clone(),
                        "a text with a colon or question mark is not quoted",
                        "quote it",
                    );
                }
                // The parser says `~` where a file says nothing.
                let text = if plain && bytes.is_empty() { String::new() } else { text.into_owned() };
                let scalar = Scalar { text, plain };
                self.complete(Yaml { span: bytes, data: Data::Scalar(scalar) }, false);
            }
            Event::SequenceStart(style, ..) => self.open(style, bytes, Content::Seq(Vec::new()))?,
            Event::MappingStart(style, ..) => {
                self.open(style, bytes, Content::Map { entries: Vec::new(), pending: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, style: StructureStyle, bytes: Range<usize>, content: Content) -> Result<(), Stop> {
        self.count(&bytes)?;
        if self.stack.len() >= MAX_DEPTH {
            self.too_deep(bytes.start);
            return Err(Stop);
        }
        self.stack.push(Frame { start: bytes.start, block: style == StructureStyle::Block, content });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let (data, last) = match frame.content {
            Content::Seq(items) => {
                let last = items.last().map(|item| item.span.end);
                (Data::Seq(items), last)
            }
            Content::Map { entries, .. } => {
                let last = entries.last().map(|(_, value)| value.span.end);
                (Data::Map(self.drop_duplicates(entries)), last)
            }
        };
        // The end of a block is only noticed at the next token, lines later.
        let end = if frame.block { last.unwrap_or(frame.start) } else { end };
        self.complete(Yaml { span: frame.start..end.max(frame.start), data }, false);
    }

    /// Hands a finished value to the list or map around it. A refused value cannot be a key.
    fn complete(&mut self, node: Yaml, refused: bool) {
        let is_key =
            matches!(self.stack.last(), Some(Frame { content: Content::Map { pending: None, .. }, .. }));
        if is_key {
            let key = if refused { Pending::Refused } else { self.key(node) };
            if let Some(Frame { content: Content::Map { pending, .. }, .. }) = self.stack.last_mut() {
                *pending = Some(key);
            }
            return;
        }
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::Seq(items)) => items.push(node),
            Some(Content::Map { entries, pending }) => {
                if let Some(Pending::Key(key)) = pending.take() {
                    entries.push((key, node));
                }
            }
        }
    }

    fn key(&mut self, node: Yaml) -> Pending {
        let Data::Scalar(scalar) = node.data else {
            self.report(node.span, "a list or map cannot be a key", "quote it if it is meant as text");
            return Pending::Refused;
        };
        let text = self.source.text();
        let raw = text.get(node.span.clone()).unwrap_or_default();
        let after = text.get(node.span.end..).unwrap_or_default();
        let (message, help) = if scalar.text.is_empty() {
            ("a key is empty", "write the key before the colon")
        } else if raw.contains('\n') || scalar.text.contains(['\n', '\r']) {
            ("a key goes over several lines", "keep the key on one line")
        } else if scalar.text.chars().nth(MAX_KEY).is_some() {
            ("a key is too long", "shorten it, or close the quote that it lacks")
        } else if scalar.text == "<<" {
            ("merge keys are not allowed", "write the keys out where they are needed")
        } else if !characters::has_colon(after, scalar.plain) {
            ("a key has no colon and space after it", "write `key: value` on one line")
        } else {
            return Pending::Key(Key { text: scalar.text, span: node.span });
        };
        self.report(node.span, message, help);
        Pending::Refused
    }

    /// Reports keys that stand twice and keeps the first of each.
    fn drop_duplicates(&mut self, entries: Vec<(Key, Yaml)>) -> Vec<(Key, Yaml)> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let name = |&at: &usize| entries.get(at).map_or("", |(key, _)| &key.text);
        sort_by(&mut order, |a, b| name(a).cmp(name(b)).then(a.cmp(b)));
        let mut twice = vec![false; entries.len()];
        let mut first = None;
        let mut found = Vec::new();
        for at in order {
            let Some((key, _)) = entries.get(at) else { continue };
            match first {
                Some(other) if name(&other) == key.text => {
                    if let Some(flag) = twice.get_mut(at) {
                        *flag = true;
                    }
                    found.push((other, at));
                }
                _ => first = Some(at),
            }
        }
        if found.is_empty() {
            return entries;
        }
        sort_by_key(&mut found, |&(_, at)| at);
        let place = place(&self.path());
        for (first, at) in found.into_iter().take(MAX_FINDINGS) {
            if let (Some((before, _)), Some((key, _))) = (entries.get(first), entries.get(at)) {
                let message = format!("key \"{}\" appears twice in {place}", key.text);
                let finding = Diagnostic::new(Code::E001, self.source, key.span.clone(), message)
                    .help("rename or remove one of them")
                    .related("first at", self.source, before.span.clone());
                self.findings.push(finding);
            }
        }
        entries.into_iter().zip(twice).filter(|(_, twice)| !twice).map(|(entry, _)| entry).collect()
    }

    /// The path of the value that comes next.
    fn path(&self) -> Vec<Step<'_>> {
        fn step(frame: &Frame) -> Option<Step<'_>> {
            match &frame.content {
                Content::Seq(items) => Some(Step::Index(items.len())),
                Content::Map { pending: Some(Pending::Key(key)), .. } => Some(Step::Key(&key.text)),
                Content::Map { .. } => None,
            }
        }
        self.stack.iter().filter_map(step).collect()
    }

    fn count(&mut self, at: &Range<usize>) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.report(at.clone(), format!("the file has more than {MAX_NODES} values"), "split it");
            return Err(Stop);
        }
        Ok(())
    }

    fn too_deep(&mut self, at: usize) {
        let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
        self.report(
            at..at + 1,
            message,
            "close a bracket that was left open, or split the content into nodes",
        );
    }

    fn report(&mut self, span: Range<usize>, message: impl Into<String>, help: &str) {
        self.findings.push(Diagnostic::new(Code::E001, self.source, span, message).help(help));
    }

    fn scan_error(&mut self, error: &ScanError, consumed: usize) -> Stop {
        use ErrorKind::{InvalidFlowScalarIndent, InvalidIndentation, UnexpectedEof};
        // A refused character is the likeliest cause, and it has been named.
        if self.refused_characters {
            return Stop;
        }
        let text = self.source.text();
        let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        let kind = error.kind();
        if *kind == ErrorKind::RecursionLimitExceeded {
            self.too_deep(at);
            return Stop;
        }
        if let Some(open) = unclosed_quote(text, consumed, at, kind) {
            let end = self.source.line_range(open).end;
            let help =
                "close the quote; inside double quotes write \\\" for \", inside single quotes '' for '";
            self.report(open..end, "this quote is not closed where it should be", help);
            return Stop;
        }
        let open_bracket = self.stack.last().filter(|frame| !frame.block).map(|frame| frame.start);
        if let (Some(open), InvalidIndentation | InvalidFlowScalarIndent | UnexpectedEof) =
            (open_bracket, kind)
        {
            self.report(open..open + 1, UNCLOSED.0, UNCLOSED.1);
            return Stop;
        }
        let (message, help) = explain(kind);
        // A misplaced tab is noticed at the text behind it.
        let line = self.source.line_range(at);
        let tab = text.get(line.start..at).and_then(|before| before.find('\t')).filter(|_| message == TAB.0);
        let at = tab.map_or(at, |tab| line.start + tab);
        let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        self.report(at..end, message, help);
        Stop
    }
}
