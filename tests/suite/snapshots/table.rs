//! The screens, each with what leads to it. Answers are taken by their numbers, which no layout changes.

/// What a person does, or what happens.
#[derive(Clone, Copy)]
pub enum Step {
    /// Presses keys.
    Keys(&'static str),
    /// Pastes a text.
    Paste(&'static str),
    /// Earlier sessions have been read; there are so many unfinished ones.
    Unfinished(usize),
    /// The disk is full.
    Unsaved,
    /// Files are broken.
    Faults,
    /// Only looks.
    ReadOnly,
    /// This is the first run.
    FirstRun,
}

use Step::{Faults, FirstRun, Keys, Paste, ReadOnly, Unfinished, Unsaved};

/// A screen by its name.
pub struct Screen {
    /// Its folder.
    pub name: &'static str,
    /// Where the program begins: the start screen, or a flow.
    pub begin: Option<&'static str>,
    /// What leads there.
    pub steps: &'static [Step],
}

const fn start(name: &'static str, steps: &'static [Step]) -> Screen {
    Screen { name, begin: None, steps }
}

const fn down(name: &'static str, steps: &'static [Step]) -> Screen {
    Screen { name, begin: Some("web.down"), steps }
}

const LOG: &str = "\
2026-03-01T09:28:11Z nginx: worker 4 started
2026-03-01T09:28:40Z nginx: upstream prematurely closed connection while reading
2026-03-01T09:28:40Z nginx: 502 for GET /
";

/// Every screen.
pub const SCREENS: &[Screen] = &[
    start("start", &[]),
    start("start-first-run", &[FirstRun]),
    start("start-hits", &[Keys("502")]),
    start("start-code", &[Keys("0x80072EE2")]),
    start("start-nothing-found", &[Keys("qqqqqqqq")]),
    start("start-paste", &[Paste(LOG)]),
    start("start-keys", &[Keys("<esc>")]),
    start("start-help", &[Keys("<f1>")]),
    start("start-unfinished", &[Unfinished(1)]),
    start("start-many-unfinished", &[Unfinished(5), Keys("<down><down><down><enter>")]),
    start("start-faults", &[Faults]),
    start("palette", &[Keys("<ctrl-p>")]),
    start("palette-found", &[Keys("<ctrl-p>lang")]),
    start("language", &[Keys("<f2>")]),
    down("question", &[]),
    down("question-answered", &[Keys("4<esc>")]),
    down("table", &[Keys("1")]),
    down("check", &[Keys("4")]),
    down("check-fill", &[Keys("4<tab>web-1")]),
    down("check-refused", &[Keys("4<tab>a;b")]),
    down("check-filled", &[Keys("4<tab>web-1<enter><enter>c")]),
    down("check-paste", &[Keys("4p")]),
    down(
        "check-read",
        &[Keys("4"), Paste("nc: connect to web-1 port 443 (tcp) failed: Connection refused\n")],
    ),
    down("check-unread", &[Keys("4"), Paste("what is this\n")]),
    down("text", &[Keys("41")]),
    down("fix", &[Keys("11")]),
    down("fix-scrolled", &[Keys("11<space>")]),
    down("fix-which-command", &[Keys("11c")]),
    down("fix-copied", &[Keys("11c2")]),
    down("fix-view", &[Keys("11c2v")]),
    down("fix-ran", &[Keys("11c22")]),
    down("fix-dangerous", &[Keys("112")]),
    down("fix-danger", &[Keys("112c")]),
    down("fix-wait", &[Keys("1122")]),
    down("fix-waited", &[Keys("11225")]),
    down("fix-others", &[Keys("11o")]),
    down("trail", &[Keys("112t")]),
    down("undo-sheet", &[Keys("11c22yU")]),
    down("note", &[Keys("1nAsked the owner")]),
    down("noted", &[Keys("1nAsked the owner<enter>")]),
    down("search", &[Keys("1/502")]),
    down("help", &[Keys("1?")]),
    down("unknown-key", &[Keys("1z")]),
    down("read-only", &[ReadOnly, Keys("11")]),
    down("unsaved", &[Keys("1"), Unsaved]),
    down("leave", &[Keys("1nAsked<ctrl-c>")]),
    down("review", &[Keys("1nAsked admin@contoso.com on 10.1.2.3<enter>e")]),
    down("review-nothing", &[Keys("1e")]),
    down("exported", &[Keys("1e<enter>")]),
    down("resolved", &[Keys("111")]),
    down("escalation", &[Keys("11222")]),
    down("home", &[Keys("1h")]),
    Screen { name: "retired", begin: Some("web.old"), steps: &[] },
    Screen { name: "faq", begin: Some("web.old"), steps: &[Keys("1")] },
    Screen { name: "faq-answer", begin: Some("web.old"), steps: &[Keys("11")] },
];
