//! `--print`: the screen after some keys, as text and as SVG.

use crate::cli::Home;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use unsnag::text::width;

const KEYS: &str = "CertificateValidationError<enter>";

fn print<'a>(home: &Home, more: &[&'a str]) -> String {
    let arguments: Vec<&'a str> = ["--now", "2026-03-01T09:30:00Z"].iter().chain(more).copied().collect();
    home.run(&arguments).ok().out
}

/// What stands in the picture, and in which column and row, read from its `x` lists.
fn placed(svg: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for text in svg.split("<text y=\"").skip(1) {
        let (y, rest) = text.split_once('"').unwrap();
        let row = (y.parse::<usize>().unwrap() - 15) / 20;
        for run in rest.split("</text>").next().unwrap().split("<tspan x=\"").skip(1) {
            let (columns, rest) = run.split_once('"').unwrap();
            let content = rest.split_once('>').unwrap().1.split_once("</tspan>").unwrap().0;
            let content = content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let content = content.replace("&amp;", "&");
            let columns: Vec<usize> = columns.split(' ').map(|x| x.parse::<usize>().unwrap() / 10).collect();
            if columns.len() == 1 {
                found.push((columns[0], row, content));
            } else {
                assert_eq!(columns.len(), content.chars().count(), "{content}");
                found.extend(columns.into_iter().zip(content.chars()).map(|(x, c)| (x, row, c.to_string())));
            }
        }
    }
    found
}

#[test]
fn a_picture_has_each_character_of_the_screen_in_its_place() {
    let home = Home::new();
    for (lang, keys) in [("en", KEYS), ("zh-TW", KEYS), ("zh-TW", "燈"), ("en", "x<a <lt>&\"")] {
        let keys = keys.replace("x<a ", "x");
        let print =
            |what| print(&home, &["--lang", lang, "--keys", &keys, "--print", what, "--size", "72x20"]);
        let (text, svg) = (print("text"), print("svg"));
        let mut rows = vec![vec![String::from(" "); 72]; 20];
        for (x, y, symbol) in placed(&svg) {
            rows[y][x] = symbol.clone();
            (1..width(&symbol)).for_each(|more| rows[y][x + more].clear());
        }
        let rows: Vec<String> = rows.into_iter().map(|row| row.concat().trim_end().to_owned()).collect();
        // Frames are lines in a picture.
        let frame = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
        let text: Vec<String> =
            text.lines().map(|line| line.replace(frame, " ").trim_end().to_owned()).collect();
        assert_eq!(rows, text);
    }
}

#[test]
fn a_picture_says_what_it_shows_and_asks_for_nothing() {
    let home = Home::new();
    let svg = print(&home, &["--keys", KEYS, "--print", "svg", "--size", "140x45", "--lang", "sv"]);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("role=\"img\"") && svg.contains("lang=\"sv\""));
    assert!(svg.contains("<title id=\"title\">unsnag</title>") && svg.contains("<desc id=\"screen\">"));
    assert!(!svg.contains("<script") && !svg.contains("href") && svg.matches("http").count() == 1, "{svg}");
    assert!(svg.len() < 60_000, "{} bytes", svg.len());
    for part in svg.split('<').skip(1).map(|part| part.split(['>', ' ']).next().unwrap()) {
        let closed = svg.matches(&format!("</{part}>")).count() + svg.matches("/>").count();
        assert!(closed > 0 || part.starts_with('/'), "{part}");
    }
}

#[test]
fn a_picture_has_the_colours_of_its_theme_and_the_cursor() {
    let home = Home::new();
    let ground = |arguments: &[&str]| {
        let svg = print(&home, &[arguments, &["--print", "svg", "--size", "60x20"]].concat());
        let rect = svg.split("<rect ").nth(1).unwrap();
        (rect.split("fill=\"").nth(1).unwrap().split('"').next().unwrap().to_owned(), svg)
    };
    let (dark, drawn) = ground(&["--theme", "dark"]);
    let (light, other) = ground(&["--theme", "light"]);
    assert_ne!(dark, light);
    assert_eq!(placed(&drawn), placed(&other));
    home.write("own.yaml", "base: light\nroles: {title: red}\n");
    assert_eq!(ground(&["--theme", "./own.yaml"]).0, light);
    // The cursor stands in the search box.
    assert_eq!(drawn.matches("opacity=\".5\"").count(), 1);
    // Without colours all letters look alike, and the selected row is still a block.
    let (_, bare) = ground(&["--theme", "none"]);
    let fills: std::collections::BTreeSet<&str> = bare
        .split("<tspan ")
        .skip(1)
        .filter_map(|run| run.split('>').next()?.split("fill=\"").nth(1))
        .collect();
    assert!(fills.len() <= 1, "{fills:?}");
}

#[test]
fn keys_that_nobody_has_are_named_with_the_nearest() {
    let home = Home::new();
    for (keys, said) in [
        ("<entre>", "there is no key \"entre\"; did you mean \"enter\"?"),
        ("a<shift-tab>", "there is no key \"shift-tab\"; did you mean \"backtab\"?"),
        ("<ctrl-enterr>", "there is no key \"ctrl-enterr\"; did you mean \"ctrl-enter\"?"),
        ("a<b c>", "<lt> is the key <"),
        ("\u{1b}", "no key types"),
    ] {
        home.run(&["--keys", keys, "--print", "text"]).code(2).warns(said);
    }
    home.run(&["--print", "text", "--size", "80"]).code(2).warns("such as 80x24");
    home.run(&["--print", "svgg"]).code(2).warns("write text, svg");
    home.run(&["--print", "80x24", "--size", "80x24"]).code(2).warns("both say a size");
    home.run(&["--print", "text", "--now", "yesterday"]).code(2).warns("yesterday");
    home.run(&["--size", "80x24"]).code(2).warns("--print");
    home.run(&["list", "--print", "text"]).code(2).warns("what opens a screen");
    // What is no name is text.
    home.run(&["--keys", "1 < 2", "--print", "text"]).ok().says("1 < 2");
}

#[test]
fn what_a_picture_shows_does_not_happen() {
    let home = Home::new();
    // Copied, written and kept as it would be over SSH; but there is nothing afterwards.
    let flow = "--flows";
    let path = home.write(
        "x.yaml",
        "unsnag: 1\nid: x\ntitle: A made-up problem\nsymptoms: [Broken]\nstart: mend\nnodes:\n  mend: {fix: Mend it, \
         run: {id: go, shell: bash, text: mend, origin: ours}, next: help}\n  help: {end: escalate, say: Ask.}\n",
    );
    let print = |keys: &str| print(&home, &["run", "x", flow, &path, "--keys", keys, "--print", "text"]);
    let before = std::fs::read_dir(home.path()).unwrap().count();
    assert!(print("c").contains("sent by OSC 52, 4 bytes"));
    assert!(print("e<enter>").contains("Wrote unsnag-20260301-093000-000.md"));
    // A session that was left is offered again, with the time that was asked for.
    let start = print("h");
    assert!(start.contains("today 09:30") && start.contains("20260301-093000-000"), "{start}");
    assert!(print("hx<esc><ctrl-r>").contains("Mend it"));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), before);
    // The same keys give the same picture.
    assert_eq!(print("ec"), print("ec"));
}

#[test]
fn a_kept_session_can_be_printed_and_stays_as_it_is() {
    let home = Home::new();
    home.talk(&["run", "azs.usage", "--plain"], "login\n").code(1);
    let id = home.session();
    let file = format!("state/unsnag/sessions/{id}.jsonl");
    let before = home.read(&file);
    let screen = print(&home, &["sessions", "resume", &id, "--keys", "1n", "--print", "text"]);
    assert!(screen.contains("Azure Stack usage data"), "{screen}");
    assert_eq!(home.read(&file), before);
    home.run(&["sessions", "resume", "20200101-000000-000", "--print", "text"]).code(2);
}

/// Every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (name(&entry.path()), std::fs::read_to_string(entry.path()).unwrap())).collect()
}

#[test]
fn the_pictures_of_the_documents_are_what_the_program_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = root.join("assets/pictures");
    let made = tempfile::tempdir().unwrap();
    let mut script = Command::new(root.join("packaging/pictures"));
    let status = script.arg(made.path()).env("UNSNAG", env!("CARGO_BIN_EXE_unsnag")).status().unwrap();
    assert!(status.success());
    let made = files(made.path());
    assert!(made.len() >= 12 && made.values().all(|svg| svg.len() < 60_000));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(&committed).unwrap();
        made.iter().for_each(|(name, svg)| std::fs::write(committed.join(name), svg).unwrap());
        let old = files(&committed).into_keys().filter(|name| !made.contains_key(name));
        old.for_each(|name| std::fs::remove_file(committed.join(name)).unwrap());
    }
    let committed = files(&committed);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&made), "UPDATE_EXPECT=1 cargo test pictures");
    for (name, svg) in &made {
        assert!(
            committed.get(name) == Some(svg),
            "{name} is out of date; UPDATE_EXPECT=1 cargo test pictures"
        );
    }
    // Each is shown, and says in words what it shows.
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for name in made.keys() {
        assert!(readme.contains(&format!("\"assets/pictures/{name}\"")), "README.md does not show {name}");
    }
    for image in readme.split("<img ").skip(1) {
        let alt = image.split("alt=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(alt.is_some_and(|alt| alt.len() > 20), "a picture without words: {image:.60}");
    }
}
