//! HTML to read, print and attach: one file without script, pictures or anything from elsewhere. Every text that goes
//! into the page goes through [`escape`], and the Content Security Policy in the page forbids what could still get in.

use super::is_web;
use crate::flow::locale::SOURCE_LANGUAGE;
use crate::text::lang::is_tag;
use crate::text::packed::{Later, packed};
use crate::text::visible::line_ends;
use crate::text::{Span, Strings, Style, plain, visible, visible_line};
use crate::transcript::RedactedDocument;
use crate::transcript::outline::{Block, Code, Inline, Line, Table, Voice, outline};

/// `assets/export/page.html`. In this order it has the places of the language, the title and the content.
static SHELL: Later = Later::new(|| packed!("page.html"));

pub(super) fn write(document: &RedactedDocument) -> String {
    let lang = &document.document().lang;
    let strings = Strings::for_lang(lang);
    let blocks = outline(document);
    let mut page = Page { strings, lang, out: String::new(), open: None, headings: 0, section: false };
    page.body(&blocks);
    let title = blocks.first().map(|block| match block {
        Block::Heading(1, line) => page.title(line),
        _ => String::new(),
    });
    fill(&[strings.lang(), &title.unwrap_or_default(), &page.out])
}

/// The shell with its places filled in their order, so that no text can name a place.
fn fill(values: &[&str; 3]) -> String {
    let mut rest = SHELL.as_str();
    let mut out = String::with_capacity(rest.len() + values.iter().map(|value| value.len()).sum::<usize>());
    for (place, value) in ["{lang}", "{title}", "{body}"].into_iter().zip(values) {
        let Some((before, after)) = rest.split_once(place) else { continue };
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The elements that several blocks share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Items,
    Facts,
}

struct Page<'a> {
    strings: &'a Strings,
    /// Language of the texts of flows.
    lang: &'a str,
    out: String,
    open: Option<List>,
    headings: usize,
    section: bool,
}

impl Page<'_> {
    fn body(&mut self, blocks: &[Block]) {
        let mut contents_due = true;
        for block in blocks {
            if contents_due && matches!(block, Block::Heading(2, _)) {
                self.list(None);
                self.contents(blocks);
                contents_due = false;
            }
            self.block(block);
        }
        self.list(None);
        self.end_section();
    }

    /// Links to the sections.
    fn contents(&mut self, blocks: &[Block]) {
        let name = escape(self.strings.get("transcript.contents"));
        self.out.push_str(&format!("<nav aria-label=\"{name}\">\n<ul>\n"));
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading(2, line) => Some(line),
            _ => None,
        });
        for (index, heading) in headings.enumerate() {
            let text = self.line(heading);
            self.out.push_str(&format!("<li><a href=\"#part-{}\">{text}</a></li>\n", index + 1));
        }
        self.out.push_str("</ul>\n</nav>\n");
    }

    fn block(&mut self, block: &Block) {
        self.list(match block {
            Block::Item(_) => Some(List::Items),
            Block::Fact(..) => Some(List::Facts),
            _ => None,
        });
        match block {
            Block::Heading(level, line) => self.heading(*level, line),
            Block::Paragraph(line) => self.element("p", line),
            Block::Item(line) => self.element("li", line),
            Block::Fact(label, line) => {
                let line = self.line(line);
                let label = escape(&visible_line(label));
                self.out.push_str(&format!("<div><dt>{label}</dt>\n<dd>{line}</dd></div>\n"));
            }
            Block::Quote(text) => {
                let text = line_ends(text);
                let lines: Vec<String> = text.trim_end().lines().map(escape).collect();
                let lines = lines.join("<br>\n");
                self.out
                    .push_str(&format!("<blockquote lang=\"\" dir=\"auto\"><p>{lines}</p></blockquote>\n"));
            }
            Block::Code(code) if code.long => {
                let name = escape(self.strings.get("transcript.in-full-here"));
                self.out.push_str(&format!("<details open>\n<summary>{name}</summary>\n"));
                self.code(code);
                self.out.push_str("</details>\n");
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
        }
    }

    /// Ends the list that is open unless it is this one, and begins this one.
    fn list(&mut self, wanted: Option<List>) {
        if self.open == wanted {
            return;
        }
        self.out.push_str(match self.open {
            Some(List::Items) => "</ul>\n",
            Some(List::Facts) => "</dl>\n",
            None => "",
        });
        self.out.push_str(match wanted {
            Some(List::Items) => "<ul>\n",
            Some(List::Facts) => "<dl>\n",
            None => "",
        });
        self.open = wanted;
    }

    fn element(&mut self, name: &str, line: &Line) {
        let line = self.line(line);
        self.out.push_str(&format!("<{name}>{line}</{name}>\n"));
    }

    /// A part of the page is a landmark with the name of its heading; a step is none, there may be hundreds.
    fn heading(&mut self, level: u8, line: &Line) {
        let text = self.line(line);
        if level != 2 {
            self.out.push_str(&format!("<h{level}>{text}</h{level}>\n"));
            return;
        }
        self.end_section();
        self.section = true;
        self.headings += 1;
        let id = format!("part-{}", self.headings);
        self.out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{text}</h2>\n"));
    }

    fn end_section(&mut self) {
        if std::mem::take(&mut self.section) {
            self.out.push_str("</section>\n");
        }
    }

    /// The language `zxx` is that of what is no language (ISO 639-2).
    fn code(&mut self, code: &Code) {
        let lang = if code.shell.is_some() { "zxx" } else { "" };
        let text = line_ends(&code.text);
        let text = escape(text.trim_end_matches('\n'));
        let pre = format!("<pre lang=\"{lang}\" dir=\"ltr\" translate=\"no\"><code>{text}</code></pre>\n");
        self.out.push_str(&pre);
    }

    fn table(&mut self, table: &Table) {
        let [name, value] = table.head.each_ref().map(|head| escape(&visible_line(head)));
        let caption = escape(&visible_line(&table.caption));
        self.out.push_str(&format!(
            "<table>\n<caption>{caption}</caption>\n<thead>\n<tr><th scope=\"col\">{name}</th><th scope=\"col\">{value}</th></tr>\n</thead>\n<tbody>\n"
        ));
        for (name, value) in &table.rows {
            let (name, value) = (self.line(name), escape(&visible_line(value)));
            self.out.push_str(&format!(
                "<tr><th scope=\"row\">{name}</th><td><code lang=\"\" translate=\"no\">{value}</code></td></tr>\n"
            ));
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn line(&self, line: &Line) -> String {
        line.iter().map(|inline| self.inline(inline)).collect::<String>().trim().to_owned()
    }

    fn inline(&self, inline: &Inline) -> String {
        let (span, voice) = match inline {
            Inline::Span(span, voice) | Inline::Link(span, _, voice) => (span, *voice),
        };
        let text = escape(&visible_line(&span.text));
        let lang = self.spoken(voice).map(|tag| format!(" lang=\"{}\"", escape(tag))).unwrap_or_default();
        if let Inline::Link(_, to, _) = inline {
            let to = escape(&visible_line(to));
            return match is_web(&to) {
                true => format!("<a href=\"{to}\" rel=\"noreferrer\"{lang}>{text}</a>"),
                false if to == text => format!("<code>{to}</code>"),
                false => format!("<span{lang}>{text}</span> (<code>{to}</code>)"),
            };
        }
        match span.style {
            Style::Code => format!("<code translate=\"no\">{text}</code>"),
            Style::Strong => format!("<strong{lang}>{text}</strong>"),
            Style::Label => format!("<b{lang}>{text}</b>"),
            Style::Slot => format!("<var>{text}</var>"),
            Style::Plain | Style::Dim | Style::Warning if lang.is_empty() => text,
            Style::Plain | Style::Dim | Style::Warning => format!("<span{lang}>{text}</span>"),
        }
    }

    /// The language of a piece, if it is not that of the page.
    fn spoken(&self, voice: Voice) -> Option<&str> {
        let tag = match voice {
            Voice::Program => return None,
            Voice::Flow => self.lang,
            Voice::Source => SOURCE_LANGUAGE,
            Voice::Unknown => return Some(""),
        };
        (tag != self.strings.lang()).then_some(if is_tag(tag) { tag } else { "" })
    }

    fn title(&self, line: &Line) -> String {
        let spans: Vec<Span> = line
            .iter()
            .map(|inline| match inline {
                Inline::Span(span, _) | Inline::Link(span, ..) => span.clone(),
            })
            .collect();
        escape(&visible_line(&plain(&spans)))
    }
}

/// Text for the content of an element and for an attribute in double quotes; hidden characters are written visibly.
fn escape(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
