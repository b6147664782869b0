//! A paste or a log as a query. It is read block by block, so that a log of any length takes bounded memory: words count
//! from its start and its end, codes and known messages wherever they stand.

use crate::text::sort::sort;
use std::collections::{HashMap, HashSet, VecDeque};

use super::expand::expand_pasted;
use super::index::Index;
use super::paste::MAX_READ;
use super::query::{Asked, Query, ask, is_telling, known};
use super::tokens::{Kind, Token, tokens};
use crate::text::code::find_codes;
use crate::text::visible::{head, tail};

/// Most different words that are looked up.
const MAX_ASKED: usize = 4096;
/// Most lines remembered for a word.
const MAX_LINES: usize = 64;
/// Most lines kept because a code or message stands in them.
const MAX_TELLING: usize = 256;
/// Longest line kept, in bytes.
const MAX_LINE: usize = 1024;
/// How much of a block is read again with the next, so that a message may stand in both.
const OVERLAP: usize = 2048;

/// A paste that is being read.
pub(super) struct Pasted<'a> {
    index: &'a Index,
    query: Query,
    /// Where in `query.asked` each word is.
    seen: HashMap<String, usize>,
    /// Messages that were met.
    met: HashSet<usize>,
    /// Lines read so far.
    count: usize,
    /// Bytes read from the start.
    start: usize,
    /// Lines kept because something is known that stands in them.
    telling: usize,
    /// The last lines, of at most so many bytes in all, and how many bytes they are.
    end: VecDeque<(usize, String)>,
    end_bytes: usize,
    /// The end of the last block, and how many lines stand before it.
    overlap: String,
    passed: usize,
}

impl<'a> Pasted<'a> {
    pub fn new(index: &'a Index) -> Self {
        let query = Query { asked: Vec::new(), messages: Vec::new(), lines: Vec::new(), pasted: true };
        Self {
            index,
            query,
            seen: HashMap::new(),
            met: HashSet::new(),
            count: 0,
            start: 0,
            telling: 0,
            end: VecDeque::new(),
            end_bytes: 0,
            overlap: String::new(),
            passed: 0,
        }
    }

    /// Reads whole lines. The last one may lack its end.
    pub fn block(&mut self, text: &str) {
        let text = self.index.cleaner.clean(text);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        self.messages(text);
        for line in text.split('\n') {
            self.count += 1;
            let number = self.count;
            if self.start < MAX_READ {
                let read = head(line, MAX_READ - self.start);
                self.start += line.len() + 1;
                self.words(number, read);
            } else {
                self.keep_end(number, line);
            }
            self.codes(number, line);
        }
    }

    /// What was asked, once everything is read.
    pub fn finish(mut self) -> Query {
        let rest = std::mem::take(&mut self.overlap);
        self.recognise(&rest, usize::MAX);
        while let Some((number, line)) = self.end.pop_front() {
            self.words(number, &line);
        }
        for asked in &mut self.query.asked {
            asked.expansions = expand_pasted(self.index, &asked.text);
        }
        sort(&mut self.query.lines);
        self.query.lines.dedup_by_key(|(number, _)| *number);
        self.query
    }

    /// Known messages. Those that begin near the end of the block wait for the next, because they may go on there.
    fn messages(&mut self, text: &str) {
        let joined = std::mem::take(&mut self.overlap) + text;
        let from = joined.len() - tail(&joined, OVERLAP).len();
        let cut = match from {
            0 => 0,
            from => {
                joined.get(from..).and_then(|end| end.find('\n')).map_or(joined.len(), |at| from + at + 1)
            }
        };
        // The last line of a block has no line feed.
        let feeds = joined.get(..cut).unwrap_or_default().matches('\n').count();
        let before = feeds + usize::from(cut > 0 && cut == joined.len());
        if cut > 0 {
            self.recognise(&joined, before);
        }
        self.passed += before;
        self.overlap = joined
            .get(cut..)
            .filter(|rest| !rest.is_empty())
            .map_or_else(String::new, |rest| format!("{rest}\n"));
    }

    /// Takes the messages that begin in the first so many lines of a text, which is what has not been passed.
    fn recognise(&mut self, text: &str, lines: usize) {
        let all = self.passed == 0 && lines == usize::MAX;
        let found = known(self.index, text, |message, found| all && found.whole || is_telling(message, true));
        for (mut message, document, field) in found {
            if message.line > lines || !self.met.insert(message.message) {
                continue;
            }
            let line = text.split('\n').nth(message.line - 1).unwrap_or_default();
            message.line += self.passed;
            self.keep(message.line, line);
            self.query.messages.push((message, document, field));
        }
    }

    /// Codes count wherever they stand, if any document knows them.
    fn codes(&mut self, number: usize, line: &str) {
        for found in find_codes(line).take(MAX_LINES) {
            let text = found.code.to_string().to_lowercase();
            if self.index.term(&text).is_some() {
                self.keep(number, line);
                self.add(&Token { text, kind: Kind::Code, range: found.range }, line, number);
            }
        }
    }

    fn words(&mut self, number: usize, line: &str) {
        let read = self.index.cleaner.without_noise(line);
        for token in tokens(&read) {
            self.add(&token, &read, number);
        }
        self.query.lines.push((number, line.to_owned()));
    }

    fn keep(&mut self, number: usize, line: &str) {
        if self.telling < MAX_TELLING {
            self.telling += 1;
            self.query.lines.push((number, head(line, MAX_LINE).to_owned()));
        }
    }

    fn keep_end(&mut self, number: usize, line: &str) {
        let line = tail(line, MAX_READ);
        self.end_bytes += line.len() + 1;
        self.end.push_back((number, line.to_owned()));
        while self.end_bytes > MAX_READ
            && self.end.len() > 1
            && let Some((_, gone)) = self.end.pop_front()
        {
            self.end_bytes -= gone.len() + 1;
        }
    }

    fn add(&mut self, token: &Token, text: &str, line: usize) {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let asked: &mut Vec<Asked> = &mut self.query.asked;
        if let Some(known) = self.seen.get(&token.text).and_then(|at| asked.get_mut(*at)) {
            if known.lines.len() < MAX_LINES && known.lines.last() != Some(&line) {
                known.lines.push(line);
            }
        } else if asked.len() < MAX_ASKED || token.kind == Kind::Code {
            self.seen.insert(token.text.clone(), asked.len());
            ask(asked, token, text, Some(line));
        }
    }
}
