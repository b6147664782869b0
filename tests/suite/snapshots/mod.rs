//! All screens as they are drawn, in every size and language, and their styles in every theme. What is expected stands
//! in `tests/snapshots`, a folder a screen; `UPDATE_EXPECT=1 cargo test snapshots` writes it anew. All is drawn in this
//! process, by the same state and view as on a terminal; a few screens are printed by the real program besides.

mod laws;
mod table;

use crate::cli::Home;
use jiff::civil::date;
use jiff::{Timestamp, tz::TimeZone};
use laws::{LAWS, Shot, folded, foreign_to};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use table::{SCREENS, Screen, Step};
use unsnag::check::Remaining;
use unsnag::flow::{Address, Document, Library};
use unsnag::host::Driver;
use unsnag::host::clipboard::ClipboardChoice;
use unsnag::host::effect::Report;
use unsnag::session::History;
use unsnag::text::{Message, width};
use unsnag::ui::guide::Guide;
use unsnag::ui::tui::start::Start;
use unsnag::ui::tui::theme::{Named, Theme};
use unsnag::ui::tui::{App, Msg, keys, picture};
use unsnag::ui::unfinished::{Earlier, Unfinished as Session};

const LANGUAGES: [&str; 4] = ["en", "sv", "zh-TW", "zh-CN"];
const SIZES: [(u16, u16); 5] = [(140, 45), (80, 24), (60, 20), (40, 12), (30, 8)];

/// The size in which styles are kept in full, in English; of each other size, language and theme only a digest is.
const STYLED: (u16, u16) = (80, 24);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn library() -> Arc<Library> {
    static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| {
        let folder = root().join("tests/suite/fixtures/screens");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> = entries.collect();
        paths.sort();
        let name = |path: &Path| format!("web/{}", path.file_name().unwrap().to_str().unwrap());
        let read = |path: &PathBuf| Document::new(name(path), std::fs::read_to_string(path).unwrap());
        let loaded = Library::load(paths.iter().map(read));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        Arc::new(loaded.library)
    });
    Arc::clone(&LIBRARY)
}

/// Half past nine wherever this machine stands.
fn now() -> Timestamp {
    date(2026, 3, 1).at(9, 30, 0, 0).to_zoned(TimeZone::system()).unwrap().timestamp()
}

/// The program in this language, at a screen.
fn at(screen: &Screen, lang: &str) -> App {
    let mut driver = Driver::idle(None, ClipboardChoice::Auto);
    let guide = Guide::new(library(), lang, History::default());
    let mut app = App::new(guide, Start::new("", Vec::new(), Vec::new()), Theme::default());
    app.guide.read_only = screen.steps.iter().any(|step| matches!(step, Step::ReadOnly));
    let mut first = Vec::new();
    if let Some(flow) = screen.begin {
        let start = library().flow(flow).unwrap().start.clone();
        let effects = app.guide.begin(Address::new(flow, start), None, None, now());
        first = app.stepped(effects);
    }
    let mut messages = Vec::new();
    for step in screen.steps {
        match step {
            Step::Keys(text) => messages.extend(keys::parse(text).unwrap().into_iter().map(Msg::Key)),
            Step::Paste(text) => messages.push(Msg::Paste((*text).to_owned())),
            Step::Unfinished(count) => messages.push(Msg::Earlier(earlier(*count))),
            Step::Unsaved => {
                let why = "No space left on device".to_owned();
                messages.push(Msg::Report(Report::Unsaved(Message::Verbatim(why))));
            }
            Step::Faults => {
                app.start.faults.push("my-pack/a.yaml:3:1: E002 unknown key \"optons\"".to_owned())
            }
            Step::FirstRun => app.start.greet(&app.guide),
            // It is said when a session begins.
            Step::ReadOnly => {}
        }
    }
    picture::play(&mut app, first, messages, STYLED, now(), &mut |effect| {
        driver.perform(effect, &mut std::io::sink())
    });
    app
}

fn earlier(count: usize) -> Earlier {
    let one = |number: usize| Session {
        id: format!("20260228-17400{number}-000"),
        at: Address::new("web.down", "status"),
        title: String::new(),
        steps: number + 1,
        left: Some(Remaining { shortest: 1, longest: Some(4) }),
        last: now() - jiff::SignedDuration::from_hours(16 + i64::try_from(number).unwrap()),
    };
    Earlier { unfinished: (1..=count).map(one).collect(), ..Earlier::default() }
}

/// The text of a screen. The id of a session tells the hour in Greenwich, which differs from machine to machine.
fn text(app: &App, size: (u16, u16)) -> String {
    let text = picture::text(app, size.0, size.1);
    match app.guide.id() {
        "" => text,
        id => text.replace(id, "20260301-093000-000"),
    }
}

/// A screen as it is kept: of equal lines in a row only the first, and how many more there are.
fn packed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut packed = String::new();
    for run in lines.chunk_by(|one, other| one == other) {
        let more = run.len() - 1;
        let _ = match more {
            0..3 => run.iter().try_for_each(|line| writeln!(packed, "{line}")),
            more => writeln!(packed, "{}\n=== the same {more} times more", run[0]),
        };
    }
    packed
}

/// Where which style is, a line a row: how many cells have the style of a letter. Cells without one are dots; letters
/// are explained above.
fn styles(cells: &Buffer) -> String {
    let mut legend: Vec<(Color, Modifier)> = Vec::new();
    let mut rows = String::new();
    for y in 0..cells.area().height {
        let mut runs: Vec<(char, u16)> = Vec::new();
        for x in 0..cells.area().width {
            let cell = &cells[(x, y)];
            assert_eq!(cell.bg, Color::Reset, "the background is the terminal's own");
            let style = (cell.fg, cell.modifier);
            let letter = if style == (Color::Reset, Modifier::empty()) {
                '.'
            } else {
                let at = legend.iter().position(|one| *one == style).unwrap_or_else(|| {
                    legend.push(style);
                    legend.len() - 1
                });
                char::from(b'a' + u8::try_from(at).unwrap())
            };
            match runs.last_mut() {
                Some((last, count)) if *last == letter => *count += 1,
                _ => runs.push((letter, 1)),
            }
        }
        runs.pop_if(|(letter, _)| *letter == '.');
        if !runs.is_empty() {
            let row: Vec<String> = runs.iter().map(|(letter, count)| format!("{letter}{count}")).collect();
            let _ = writeln!(rows, "{y:>2} {}", row.join(" "));
        }
    }
    let mut all = String::new();
    for (at, (colour, modifier)) in legend.iter().enumerate() {
        let letter = char::from(b'a' + u8::try_from(at).unwrap());
        let words = modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>().join(" ");
        let colour = if *colour == Color::Reset { String::new() } else { format!("{colour} ") };
        let _ = writeln!(all, "{letter} = {}", format!("{colour}{words}").trim_end());
    }
    all + &rows
}

/// What tells a map of styles from others, where the map itself would be too long to keep.
fn digest(styles: &str) -> String {
    Sha256::digest(styles).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// All screens, drawn and looked at once for all tests.
struct Survey {
    /// Every file that there should be, by its path in `tests/snapshots`.
    files: BTreeMap<String, String>,
    /// Which law a screen breaks, and how.
    faults: Vec<(&'static str, String)>,
}

static SURVEY: LazyLock<Survey> = LazyLock::new(|| {
    let mut all = Survey { files: BTreeMap::new(), faults: Vec::new() };
    std::thread::scope(|scope| {
        let parts = LANGUAGES.map(|lang| scope.spawn(move || survey(lang)));
        for part in parts.map(|part| part.join().unwrap()) {
            all.files.extend(part.files);
            all.faults.extend(part.faults);
        }
    });
    all
});

fn survey(lang: &str) -> Survey {
    let (mut files, mut faults) = (BTreeMap::new(), Vec::new());
    let foreign = foreign_to(lang, &library());
    assert!(lang == "en" || foreign.len() > 200);
    for screen in SCREENS {
        let mut app = at(screen, lang);
        let mut file = String::new();
        for size in SIZES {
            let text = text(&app, size);
            let _ = write!(file, "=== {}x{}\n{}", size.0, size.1, packed(&text));
            let cells = picture::draw(&app, size.0, size.1).unwrap();
            let mut shot = Shot { app: &mut app, cells, text: &text, size, foreign: &foreign };
            for (law, holds) in LAWS {
                if let Err(fault) = holds(&mut shot) {
                    let (columns, rows) = size;
                    faults.push((*law, format!("{} {lang} {columns}x{rows}: {fault}", screen.name)));
                }
            }
        }
        let _ = writeln!(
            file,
            "=== styles at {}",
            SIZES.map(|(columns, rows)| format!("{columns}x{rows}")).join(" ")
        );
        for (theme, name) in Named::ALL {
            app.theme = Theme::named(theme);
            let digests = SIZES.map(|size| digest(&styles(&picture::draw(&app, size.0, size.1).unwrap())));
            let _ = writeln!(file, "{name}: {}", digests.join(" "));
        }
        assert!(files.insert(format!("{}/{lang}.txt", screen.name), file).is_none(), "{}", screen.name);
        if lang == "en" {
            let mut file = String::new();
            for (theme, name) in Named::ALL {
                app.theme = Theme::named(theme);
                let _ = writeln!(file, "=== {name}");
                file.push_str(&styles(&picture::draw(&app, STYLED.0, STYLED.1).unwrap()));
            }
            files.insert(format!("{}/styles.txt", screen.name), file);
        }
    }
    Survey { files, faults }
}

/// No screen breaks a law.
#[track_caller]
fn holds(law: &str) {
    assert!(LAWS.iter().any(|(name, _)| *name == law));
    let faults: Vec<&str> =
        SURVEY.faults.iter().filter(|(name, _)| *name == law).map(|(_, fault)| fault.as_str()).collect();
    assert!(faults.is_empty(), "{} screens:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_screen_is_whole() {
    holds("whole");
}

#[test]
fn every_screen_says_what_to_press() {
    holds("pressed");
}

#[test]
fn every_frame_has_its_whole_title() {
    holds("titled");
}

#[test]
fn no_theme_changes_a_word_and_bare_ones_have_no_colour() {
    holds("themes");
}

#[test]
fn ascii_borders_leave_no_other_line_characters() {
    holds("ascii");
}

#[test]
fn no_screen_is_left_in_english() {
    holds("translated");
}

#[test]
fn a_terminal_that_is_too_small_is_told_so() {
    for lang in LANGUAGES {
        let app = at(&SCREENS[0], lang);
        for size in [(29, 8), (30, 7), (20, 5), (2, 1)] {
            let screen = text(&app, size);
            assert!(!folded(&screen).is_empty(), "{lang} {size:?}");
            assert!(screen.lines().all(|line| width(line) <= usize::from(size.0)), "{lang} {size:?}");
        }
    }
}

fn committed(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let screen = entry.unwrap().path();
        for entry in std::fs::read_dir(&screen).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    files
}

#[test]
fn every_screen_is_as_it_was_looked_at() {
    let folder = root().join("tests/snapshots");
    let expected = &SURVEY.files;
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let old = committed(&folder).into_keys().filter(|name| !expected.contains_key(name));
        for name in old {
            std::fs::remove_file(folder.join(&name)).unwrap();
            let _ = std::fs::remove_dir(folder.join(name).parent().unwrap());
        }
        for (name, text) in expected {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let committed = committed(&folder);
    let hint = "UPDATE_EXPECT=1 cargo test snapshots writes the snapshots anew; look at the diff";
    let missing: Vec<_> = expected.keys().filter(|name| !committed.contains_key(*name)).collect();
    let extra: Vec<_> = committed.keys().filter(|name| !expected.contains_key(*name)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}, too much {extra:?}; {hint}");
    let bytes: usize = committed.values().map(String::len).sum();
    assert!(bytes < 1_700_000, "{bytes} bytes of snapshots");
    for (name, text) in expected {
        let before = &committed[name];
        if before != text {
            let line = before.lines().zip(text.lines()).position(|(one, other)| one != other);
            let line = line.unwrap_or_else(|| before.lines().count().min(text.lines().count()));
            let of = |text: &str| text.lines().nth(line).unwrap_or("the end").to_owned();
            panic!("{name}:{}\n- {}\n+ {}\n{hint}", line + 1, of(before), of(text));
        }
    }
}

#[test]
fn the_real_program_prints_the_same() {
    let home = Home::new();
    let flows = root().join("tests/suite/fixtures/screens").display().to_string();
    for (name, lang) in [("fix", "en"), ("undo-sheet", "zh-TW"), ("review", "sv"), ("help", "zh-CN")] {
        let screen = SCREENS.iter().find(|screen| screen.name == name).unwrap();
        let [Step::Keys(keys)] = screen.steps else { panic!("{name} needs more than keys") };
        let now = now().to_string();
        let arguments = ["run", screen.begin.unwrap(), "--flows", &flows, "--lang", lang, "--now", &now];
        let arguments = [&arguments[..], &["--theme", "auto", "--keys", keys, "--print", "text"]].concat();
        let printed = home.run(&arguments).ok().out;
        let app = at(screen, lang);
        assert_eq!(printed.replace(app.guide.id(), "20260301-093000-000"), text(&app, (80, 24)), "{name}");
    }
}
