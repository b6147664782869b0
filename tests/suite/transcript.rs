//! Transcripts: what a ticket gets, in each format, and that nothing a person or pack writes breaks out
//! of it.

mod html;
mod languages;
mod parsed;

use expect_test::expect_file;
use jiff::{SignedDuration, Timestamp};
use pulldown_cmark::{Event as Md, Options, Parser, Tag};
use unsnag::flow::library::Document as Source;
use unsnag::flow::{Address, Library};
use unsnag::redact::{Names, Policy};
use unsnag::session::{By, Context, History, Input, Preset, Record, Session, Start};
use unsnag::text::has_hidden;
use unsnag::transcript::document::Standing;
use unsnag::transcript::{Document, Format, Masking};

const PACK: &str = "\
id: gateway
title: Gateway
base: https://docs.example.net/gateway/
status: {retired: 2031-01-31, replaced_by: Gateway Two}
";

const FLOW: &str = r#"
unsnag: 1
id: gw.upload
rev: 3
title: The gateway does not upload
condition: The portal shows an **upload** error.
severity: high
applies: {product: [Gateway]}
source: {doc: Gateway handbook, section: Uploads, lang: en, dated: 2029-10-04, verified: never}
symptoms: [The portal shows an upload error.]
start: code
nodes:
  code:
    ask: Which error code does the portal show?
    options:
      refused: {say: Refused, go: reach, points: {clock: usually}}
      none: {say: None at all, go: reach}
    unsure: reach
  reach:
    check: Does the gateway reach `upload.example.net`?
    run:
      - {id: probe, shell: powershell, risk: read, text: "Test-NetConnection -ComputerName <endpoint>", fill: {endpoint: {ask: Endpoint host name, kind: host}}}
    options:
      open: {say: It does, go: fixes, match: "Succeeded\\s*:\\s*True"}
      closed: {say: It does not, go: fixes, match: "Succeeded\\s*:\\s*False"}
    unsure: fixes
  fixes:
    try: [proxy, clock]
    next: help
  proxy:
    fix: Let uploads pass the proxy
    do: [Allow the endpoint.]
    undo: Remove the exception.
    minutes: 30
    likely: common
    risk: change
    next: help
  clock:
    fix: Correct the clock
    do:
      - text: Set the time.
        run: [{id: sync, shell: cmd, risk: change, text: w32tm /resync, undo: Set the earlier time source again.}]
    verify: The clocks agree.
    wait: 1h
    minutes: 15
    likely: sometimes
    next: help
    source: {doc: Clock notes, verified: 2030-02-01}
  help:
    end: escalate
    say: [Ask for support.]
    collect:
      - {text: The error window., see: {text: How to find it, see: windows.md}}
      - {text: The output of the connection test., when: "reach in [open, closed]"}
      - {text: Never attached., when: code == none}
    contact: The gateway team
    within: 2 days
"#;

fn library(flow: &str) -> Library {
    let files = [("gateway/pack.yaml", PACK), ("gateway/gw.upload.yaml", flow)];
    let loaded = Library::load(files.map(|(path, text)| Source::new(path, text)));
    assert!(loaded.library.flow("gw.upload").is_some(), "{:?}", loaded.diagnostics);
    loaded.library
}

/// A session, one input a minute.
struct Walk {
    library: Library,
    session: Session,
    now: Timestamp,
}

impl Walk {
    fn begin(given: Option<&str>, presets: &[(&str, &str)]) -> Walk {
        let library = library(FLOW);
        let now: Timestamp = "2031-05-01T10:00:00Z".parse().unwrap();
        let presets = presets.iter().map(|(node, option)| Preset {
            at: Address::new("gw.upload", *node),
            option: (*option).to_owned(),
            by: By::Signature,
        });
        let start = Start {
            at: Address::new("gw.upload", "code"),
            given: given.map(str::to_owned),
            presets: presets.collect(),
            lang: "en".to_owned(),
            by: By::Person,
            read_only: false,
        };
        let context = Context { now, history: &History::default() };
        let session = Session::begin(&library, start, context).unwrap();
        Walk { library, session, now }
    }

    fn take(&mut self, input: Input) -> &mut Walk {
        self.now += SignedDuration::from_mins(1);
        let context = Context { now: self.now, history: &History::default() };
        self.session.apply(&self.library, input, context).unwrap();
        self
    }

    fn answer(&mut self, id: &str) -> &mut Walk {
        self.take(Input::Answer { id: id.to_owned(), by: By::Person })
    }

    fn note(&mut self, text: &str) -> &mut Walk {
        self.take(Input::Note { text: text.to_owned() })
    }

    fn fill(&mut self, value: &str) -> &mut Walk {
        self.take(Input::Fill { name: "endpoint".to_owned(), value: value.to_owned(), secret: false })
    }

    fn evidence(&mut self, line: Option<&str>, excerpt: &str) -> &mut Walk {
        self.take(Input::Evidence { line: line.map(str::to_owned), excerpt: excerpt.to_owned() })
    }

    fn copy(&mut self, command: &str, text: &str) -> &mut Walk {
        let way = "OSC 52".to_owned();
        self.take(Input::Copied { command: command.to_owned(), text: text.to_owned(), way, undoes: None })
    }

    fn ran(&mut self, yes: bool) -> &mut Walk {
        let copied = self.session.state().copied.last().unwrap().n;
        self.take(Input::Ran { copied, yes: Some(yes) })
    }

    fn document(&self) -> Document {
        Document::of("20310501-1000", self.session.records(), &self.library, "en")
    }

    fn write(&self, format: Format) -> String {
        written(&self.document(), format)
    }
}

/// The document of a walk with this note.
pub fn whole_walk_noting(text: &str) -> Document {
    let mut walk = Walk::begin(None, &[]);
    walk.answer("refused").note(text);
    walk.document()
}

/// A document in a format, with nothing masked.
pub fn written(document: &Document, format: Format) -> String {
    format.write(&document.redact(&Masking { policy: Policy::none(), names: Names::new() }))
}

/// From the pasted message through both fixes to the escalation.
fn whole_walk() -> Walk {
    let mut walk = Walk::begin(Some("upload failed: Refused\npassword=hunter2"), &[("code", "refused")]);
    walk.fill("upload.example.net")
        .copy("probe", "Test-NetConnection -ComputerName upload.example.net")
        .ran(true)
        .evidence(Some("TcpTestSucceeded : True"), "Name: gw\nTcpTestSucceeded : True")
        .take(Input::Answer { id: "open".to_owned(), by: By::Match })
        .copy("sync", "w32tm /resync")
        .answer("not-fixed")
        .note("Talked to the network team.\nThey changed the rule at 10:05.")
        .answer("not-fixed");
    walk
}

#[test]
fn the_walk_in_every_format() {
    let walk = whole_walk();
    let document = walk.document().redact(&Masking::default());
    expect_file!["transcript/walk.md"].assert_eq(&Format::Markdown.write(&document));
    expect_file!["transcript/walk.txt"].assert_eq(&Format::Text.write(&document));
    expect_file!["transcript/walk.json"].assert_eq(&Format::Json.write(&document));
}

#[test]
fn only_what_applies_is_to_be_attached() {
    let document = whole_walk().document();
    let attach: Vec<&str> = document.attach.iter().map(|item| item.text.text.as_str()).collect();
    assert_eq!(attach, ["The error window.", "The output of the connection test."]);
    assert_eq!(document.attach[0].links[0].to, "https://docs.example.net/gateway/windows.md");
}

#[test]
fn changes_are_newest_first_and_say_how_to_take_them_back() {
    let document = whole_walk().document();
    let changes: Vec<(&str, Option<&str>)> = document
        .changes
        .iter()
        .map(|change| (change.step.id.as_str(), change.undo.as_ref().map(|text| text.text.as_str())))
        .collect();
    assert_eq!(
        changes,
        [
            ("gw.upload#proxy", Some("Remove the exception.")),
            ("gw.upload#clock", Some("Set the earlier time source again.")),
        ]
    );
    assert!(document.changes[0].at > document.changes[1].at);

    let mut walk = Walk::begin(None, &[]);
    walk.answer("refused").answer("open").copy("sync", "w32tm /resync").ran(false);
    assert!(walk.document().changes.is_empty());
    assert!(walk.write(Format::Text).contains("None that this session knows of."));
}

#[test]
fn open_and_ruled_out_answers_are_told_apart() {
    let mut walk = Walk::begin(None, &[]);
    walk.answer("unsure").answer("closed");
    let document = walk.document();
    assert_eq!(document.open[0].what.id, "gw.upload#code");
    let known: Vec<&str> = document.known.iter().map(|finding| finding.what.id.as_str()).collect();
    assert_eq!(known, ["gw.upload#reach"]);
    assert_eq!(document.outcome.kind, None);

    // The answer to the check changes: the old one stands as former, the question is settled.
    let reach = walk.session.state().path().find(|visit| visit.at.node == "reach").unwrap().id;
    walk.take(Input::Reopen { visit: reach }).answer("open");
    let document = walk.document();
    let step = document.steps.iter().find(|step| step.address.node == "reach").unwrap();
    assert_eq!(step.former[0].answer.text.as_ref().map(|text| &*text.text), Some("It does not"));
    assert_eq!(step.answer.as_ref().unwrap().answer.text.as_ref().map(|text| &*text.text), Some("It does"));
}

#[test]
fn what_happened_in_an_undone_step_is_still_told() {
    let mut walk = Walk::begin(None, &[]);
    walk.answer("refused").copy("probe", "Test-NetConnection -ComputerName gw").take(Input::Undo);
    let document = walk.document();
    let step = document.steps.iter().find(|step| step.address.node == "reach").unwrap();
    assert_eq!(step.standing, Standing::Undone);
    assert_eq!(step.copied[0].text, "Test-NetConnection -ComputerName gw");
    assert!(document.known.is_empty());
}

#[test]
fn waiting_is_told_with_its_end() {
    let mut walk = Walk::begin(None, &[]);
    walk.answer("refused").answer("open").answer("wait");
    let document = walk.document();
    let waiting = document.outcome.waiting.unwrap();
    assert_eq!(waiting.until.duration_since(waiting.since), SignedDuration::from_hours(1));
    assert_eq!(document.tried[0].answer.id, "wait");
}

#[test]
fn a_flow_that_is_gone_leaves_its_ids() {
    let walk = whole_walk();
    for library in [
        Library::default(),
        library(
            &FLOW
                .replace("  reach:", "  reached:")
                .replace("go: reach,", "go: reached,")
                .replace("go: reach}", "go: reached}")
                .replace("unsure: reach\n", "unsure: reached\n"),
        ),
    ] {
        let document = Document::of("s", walk.session.records(), &library, "en");
        assert_eq!(document.steps.len(), walk.document().steps.len());
        let step = document.steps.iter().find(|step| step.address.node == "reach").unwrap();
        assert_eq!((step.title.id.as_str(), &step.title.text), ("gw.upload#reach", &None));
        let text = written(&document, Format::Text);
        assert!(text.contains("gw.upload#reach (no longer in the flows)"), "{text}");
        // What the log itself holds is all there.
        for fact in
            ["Test-NetConnection -ComputerName upload.example.net", "TcpTestSucceeded : True", "network team"]
        {
            assert!(text.contains(fact), "{fact}");
        }
    }
}

#[test]
fn a_changed_flow_is_shown_as_changed() {
    let walk = whole_walk();
    let library = library(&FLOW.replace("Correct the clock", "Set the clock right"));
    let document = Document::of("s", walk.session.records(), &library, "en");
    assert!(document.advice[0].changed && !walk.document().advice[0].changed);
}

#[test]
fn secret_values_are_never_written() {
    let mut walk = Walk::begin(None, &[]);
    walk.take(Input::Fill { name: "key".to_owned(), value: "swordfish".to_owned(), secret: true })
        .copy("probe", "connect gw swordfish")
        .evidence(Some("used swordfish"), "gw\nused swordfish")
        .note("swordfish it was");
    assert!(!format!("{:?}", walk.session.records()).contains("swordfish"));
    assert!(walk.write(Format::Text).contains("    connect gw [secret]\n"));
}

#[test]
fn texts_are_in_the_language_that_is_asked_for() {
    let sidecar = "of: gw.upload\nlang: sv\ntext:\n  title: Gatewayen laddar inte upp\n  code.options.refused.say: Nekad\n";
    let files = [
        ("gateway/pack.yaml", PACK),
        ("gateway/gw.upload.yaml", FLOW),
        ("gateway/gw.upload.sv.yaml", sidecar),
    ];
    let library = Library::load(files.map(|(path, text)| Source::new(path, text))).library;
    for held in ["en", "sv"] {
        let mut walk = Walk::begin(None, &[]);
        walk.answer("refused").take(Input::Language { lang: held.to_owned() }).note("Som jag skrev");
        let document = Document::of("s", walk.session.records(), &library, "sv");
        assert_eq!(document.problem.flow.said(), "Gatewayen laddar inte upp");
        assert_eq!(document.known[0].answer.said(), "Nekad");
        // What is not translated stays English.
        assert_eq!(document.known[0].what.said(), "Which error code does the portal show?");
        let html = written(&document, Format::Html);
        assert!(
            html.contains("<html lang=\"sv\">") && html.contains("<span lang=\"en\">Which error code"),
            "{html}"
        );

        let document = Document::of("s", walk.session.records(), &library, "en");
        for format in Format::ALL {
            let page = written(&document, format);
            assert!(
                !page.contains("Nekad") && page.contains("Refused") && page.contains("Som jag skrev"),
                "{page}"
            );
        }
    }
}

#[test]
fn every_key_of_the_json_is_documented() {
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                found.extend(fields.keys().cloned());
                fields.values().for_each(|value| keys(value, found));
            }
            serde_json::Value::Array(all) => all.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let described = include_str!("../../docs/transcript-json.md");
    let mut found = Vec::new();
    keys(&serde_json::from_str(&whole_walk().write(Format::Json)).unwrap(), &mut found);
    let missing: Vec<&String> = found
        .iter()
        .filter(|key| !described.contains(&format!("`{key}`")) && !described.contains(&format!("\"{key}\"")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn formats_are_found_by_name_and_ending() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        assert_eq!(Format::from_extension(format.extension()), Some(format));
    }
    assert_eq!(Format::from_name("MD"), Some(Format::Markdown));
    assert_eq!(Format::from_extension("exe"), None);
}

const HOSTILE: &[&str] = &[
    "``` \n# heading\n<script>alert(1)</script>\n```\n````\nout",
    "<img src=x onerror=alert(1)> ![i](https://evil.example/x.png) [a](javascript:alert(1)) <https://evil.example>",
    "](javascript:alert(1)) `](x)` ``` ` <!-- -->",
    "@all please see #1 and org/repo#2, @admin_team; ada@example.net",
    "\u{1b}]52;c;ZXZpbA==\u{7} \u{1b}[2J \u{9b}31m \u{202e}gnp.exe\u{200b}\u{feff} \r\n\0",
    "| a | b |\n|---|---|\n| \\| ` | c |",
    "- item\n1. one\n> quote\n***\n---\n===\n    code\n\ttab\n+ x\n2) y",
    "\\ \\\\ \\` &lt; &#64;all ~~x~~ **x** __y__ $x$ [^1] [x]: y",
    "密码是什么？ * 星 *",
    "trailing spaces   \n\n\n   ",
];

#[test]
fn a_cell_never_begins_as_a_formula() {
    for value in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1"] {
        let mut walk = Walk::begin(None, &[]);
        walk.answer("refused").fill(value);
        let shown = format!("'{}", unsnag::text::visible_line(value));
        assert!(seen(&walk.write(Format::Markdown)).contains(&shown), "{value:?}");
        assert!(walk.write(Format::Text).contains(&shown.trim_end().to_owned()), "{value:?}");
        // Programs get the value.
        assert_eq!(walk.document().environment[0].value, value);
    }
    let mut walk = Walk::begin(None, &[]);
    walk.answer("refused").fill("upload-1.example.net").copy("probe", "=1+1");
    let page = walk.write(Format::Markdown);
    assert!(
        page.contains("| `upload-1.example.net` |") && page.contains("```powershell\n=1+1\n```"),
        "{page}"
    );
}

#[test]
fn long_texts_stand_at_the_end_in_full() {
    let log: String = (1..=400).map(|line| format!("line {line} of the log\n")).collect();
    let mut walk = Walk::begin(Some(&log), &[]);
    walk.answer("refused").evidence(Some("line 200 of the log"), &log);
    for format in [Format::Markdown, Format::Html, Format::Text] {
        let page = walk.write(format);
        let steps = page.rfind("The gateway does not upload").unwrap();
        assert!(page.find("line 200 of the log").unwrap() < steps, "the line that decided");
        let (first, last) = (page.find("line 400 of").unwrap(), page.rfind("line 400 of").unwrap());
        assert!(steps < first && first < last, "given and pasted, both at the end");
        assert!(page.contains("400 lines"), "{page}");
    }
}

/// The same walk with a text in every place where a person can write.
fn told(text: &str) -> Walk {
    let mut walk = Walk::begin(Some(text), &[]);
    walk.answer("refused")
        .fill(text)
        .copy("probe", text)
        .evidence(Some(text.lines().next().unwrap_or_default()), &format!("{text}\nend"))
        .note(text)
        .answer("open");
    walk
}

/// Blocks of the page in order, without what stands in them.
fn structure(markdown: &str) -> Vec<String> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let blocks = parser.filter_map(|event| match event {
        Md::Start(tag @ (Tag::Image { .. } | Tag::Link { .. })) => Some(format!("{tag:?}")),
        // Paragraphs and breaks of a quote follow its lines.
        Md::Start(Tag::Paragraph | Tag::Strong | Tag::Emphasis) => None,
        Md::Start(tag) => Some(format!("{tag:?}")),
        Md::Html(html) | Md::InlineHtml(html) => Some(format!("html {html}")),
        Md::Rule => Some("rule".to_owned()),
        _ => None,
    });
    blocks.collect()
}

/// All text of the page, as a reader sees it.
fn seen(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let texts = parser.filter_map(|event| match event {
        Md::Text(text) | Md::Code(text) => Some(text.to_string()),
        Md::SoftBreak | Md::HardBreak => Some("\n".to_owned()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn hostile_text_stays_text_in_markdown() {
    let harmless = structure(&told("harmless").write(Format::Markdown));
    for text in HOSTILE {
        let markdown = told(text).write(Format::Markdown);
        assert_eq!(structure(&markdown), harmless, "{text:?}\n{markdown}");
        assert!(!has_hidden(&markdown), "{markdown:?}");
        let page = seen(&markdown);
        for line in text.replace("\r\n", "\n").lines().map(str::trim).filter(|line| !line.is_empty()) {
            let shown = unsnag::text::visible_line(line).into_owned();
            // Given, command, evidence and note at least.
            assert!(page.matches(shown.trim()).count() >= 4, "{shown:?} in {page}");
        }
    }
}

#[test]
fn mentions_are_broken_in_prose() {
    let mut walk = Walk::begin(None, &[]);
    walk.note("@all see #12 at ada@example.net");
    let markdown = walk.write(Format::Markdown);
    assert!(markdown.contains("> `@`all see `#`12 at ada`@`example.net\n"), "{markdown}");
}

#[test]
fn hostile_flows_stay_text_too() {
    let hostile = r#"<b>x</b> ![i](https://evil.example) \e[31m"#;
    let library = library(
        &FLOW
            .replace("Which error code does the portal show?", hostile)
            .replace("say: Refused", "say: '`<i>` @all'"),
    );
    let walk = told("harmless");
    let document = Document::of("20310501-1000", walk.session.records(), &library, "en");
    let markdown = written(&document, Format::Markdown);
    // Only that the flow has changed is one more item.
    let blocks =
        |markdown: &str| structure(markdown).into_iter().filter(|block| block != "Item").collect::<Vec<_>>();
    assert_eq!(blocks(&markdown), blocks(&walk.write(Format::Markdown)));
    assert!(seen(&markdown).contains(hostile));
}

#[test]
fn hostile_text_stays_text_in_json() {
    for text in HOSTILE {
        let walk = told(text);
        let json = walk.write(Format::Json);
        assert!(!has_hidden(&json), "{json:?}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let shown = unsnag::text::visible(text).into_owned();
        assert_eq!(value["given"], serde_json::json!(shown));
        assert_eq!(value["steps"][1]["notes"][0]["text"], serde_json::json!(shown));
    }
}

#[test]
fn plain_text_is_clean_and_fits() {
    for text in HOSTILE {
        let page = told(text).write(Format::Text);
        assert!(!has_hidden(&page), "{page:?}");
    }
    let mut walk = Walk::begin(None, &[]);
    walk.note(&"a long sentence that goes on ".repeat(20));
    let page = walk.write(Format::Text);
    assert!(page.lines().all(|line| unsnag::text::width(line) <= 78), "{page}");
}

#[test]
fn commands_keep_their_lines() {
    let command = format!("echo {}\n  second line", "x".repeat(200));
    let mut walk = Walk::begin(None, &[]);
    walk.copy("any", &command);
    assert!(
        walk.write(Format::Text)
            .contains(&command.lines().map(|line| format!("    {line}\n")).collect::<String>())
    );
    assert!(walk.write(Format::Markdown).contains(&format!("```text\n{command}\n```\n")));
}

#[test]
fn the_clock_and_order_of_writing_change_nothing() {
    let walk = whole_walk();
    let records: Vec<Record> = walk.session.records().to_vec();
    let replayed = Session::replay(records);
    assert_eq!(replayed.records(), walk.session.records());
    let again = Document::of("20310501-1000", replayed.records(), &walk.library, "en");
    assert_eq!(again, walk.document());
}
