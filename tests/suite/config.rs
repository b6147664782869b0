//! Settings: what is read from `config.yaml`, who decides when several say something, and that no fault in it stops
//! anything.

use crate::cli::Home;

const CONFIG: &str = "config/unsnag/config.yaml";

fn with(config: &str) -> Home {
    let home = Home::new();
    home.write(CONFIG, config);
    home
}

/// A line of `unsnag config show`.
#[track_caller]
fn shows(out: &str, name: &str, value: &str, origin: &str) {
    let line = out.lines().find(|line| line.starts_with(name) && line.contains(value));
    let line = line.unwrap_or_else(|| panic!("no {name} {value}:\n{out}"));
    assert!(line.ends_with(origin), "{line}");
}

#[test]
fn init_writes_what_check_finds_good_and_never_overwrites() {
    let home = Home::new();
    let path = home.run(&["config", "path"]).ok().out;
    assert!(path.trim().ends_with(CONFIG), "{path}");
    let none = home.run(&["config", "check"]).ok().out;
    assert!(none.contains("unsnag config init"), "{none}");
    assert_eq!(home.run(&["config", "init"]).ok().out, path);
    assert!(home.run(&["config", "check"]).ok().out.contains("0 errors"));
    home.write(CONFIG, "theme: dark\n");
    let again = home.run(&["config", "init"]).code(2).err;
    assert!(again.contains("already exists") && again.contains("--force"), "{again}");
    assert_eq!(home.read(CONFIG), "theme: dark\n");
    home.run(&["config", "init", "--force"]).ok();
    // Nothing in it is in force before somebody takes a comment sign away.
    let shown = home.run(&["config", "show"]).ok().out;
    assert!(!shown.contains("config.yaml"), "{shown}");
}

#[test]
fn the_examples_of_the_template_are_good_settings() {
    let home = Home::new();
    home.run(&["config", "init"]).ok();
    let examples: String = home
        .read(CONFIG)
        .lines()
        .filter(|line| !line.starts_with("# ") || line.starts_with("#  "))
        .filter_map(|line| line.strip_prefix('#'))
        .filter(|line| !line.starts_with("packs"))
        .fold(String::new(), |text, line| text + line + "\n");
    home.write(CONFIG, &examples);
    let checked = home.run(&["config", "check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let shown = home.run(&["config", "show"]).ok().out;
    shows(&shown, "language", "sv", "config.yaml");
    shows(&shown, "keys", "quit: Q", "config.yaml");
}

#[test]
fn an_option_goes_before_the_environment_and_that_before_the_file() {
    let home = with("language: sv\ntheme: dark\nclipboard: file\nascii: true\nplain: true\n");
    let shown = home.run(&["config", "show"]).ok().out;
    shows(&shown, "language", "sv", "config.yaml");
    shows(&shown, "theme", "dark", "config.yaml");
    shows(&shown, "clipboard", "file", "config.yaml");
    shows(&shown, "mouse", "no", "default");
    let mut command = home.command(&["config", "show", "--theme", "light", "--plain=false"]);
    command.env("UNSNAG_LANG", "zh-TW").env("NO_COLOR", "1");
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    shows(&out, "language", "zh-TW", "environment");
    shows(&out, "theme", "light", "command line");
    shows(&out, "plain", "no", "command line");
    shows(&out, "ascii", "yes", "config.yaml");
    let mut command = home.command(&["config", "show"]);
    let out = String::from_utf8(command.env("NO_COLOR", "1").output().unwrap().stdout).unwrap();
    shows(&out, "theme", "none", "environment");
}

#[test]
fn every_fault_is_told_with_its_place_and_the_rest_is_used() {
    let home = with(
        "langauge: sv\ntheme: darc\nmouse: \"yes\"\nclipboard: osc25\nkeys:\n  cpoy: y\n  note: c\n  quit: [esc, Q]\npacks: [~/nope]\nredact: secrts\ncolour: 1\n",
    );
    let checked = home.run(&["config", "check"]).code(1).out;
    for fault in [
        "config.yaml:1:1: E002 unknown key \"langauge\" in the file; did you mean \"language\"?",
        "config.yaml:2:8: E002 there is no theme \"darc\"; did you mean \"dark\"?",
        "config.yaml:3:8: E002 \"mouse\" must be true or false",
        "config.yaml:4:12: E002 \"clipboard\" cannot be \"osc25\"; did you mean \"osc52\"?",
        "config.yaml:6:3: E002 there is no action \"cpoy\"; did you mean \"copy\"?",
        "config.yaml:7:9: E002 \"c\" is the key of \"copy\" already",
        "config.yaml:8:10: E002 esc always means \"back\"",
        "config.yaml:9:9: E002 cannot read",
        "config.yaml:10:9: E002 \"redact\" cannot be \"secrts\"; did you mean \"secrets\"?",
        "config.yaml:11:1: E002 unknown key \"colour\"",
    ] {
        assert!(checked.contains(fault), "{fault}\n{checked}");
    }
    // What was meant is used where that is sure, and the good key of two.
    let shown = home.run(&["config", "show"]);
    shows(&shown.out, "language", "sv", "config.yaml");
    shows(&shown.out, "keys", "quit: Q", "config.yaml");
    // Every command goes on, and says it on standard error.
    let listed = home.run(&["list"]).ok();
    assert!(listed.out.contains("azs.usage") && listed.err.contains("config.yaml:2:8"), "{}", listed.err);
    let screen = home.run(&["--lang", "en", "--print", "120x20"]).ok().out;
    assert!(
        screen.contains("faults in flows or settings: 10") && screen.contains("config.yaml:1:1"),
        "{screen}"
    );
}

#[test]
fn a_file_that_cannot_be_read_at_all_stops_nothing() {
    for bad in [
        "[",
        "- a\n",
        "a: &x 1\n",
        "theme: dark\ntheme: light\n",
        "\u{7}",
        "keys: 1\n",
        "keys: {copy: {a: b}}\n",
    ] {
        let home = with(bad);
        assert!(home.run(&["config", "check"]).code(1).out.contains("config.yaml:"), "{bad:?}");
        home.run(&["list"]).ok();
    }
    for good in ["", "# nothing\n\n", "\u{feff}# nothing\n"] {
        let home = with(good);
        assert_eq!(home.run(&["config", "check"]).code, 0, "{good:?}");
    }
    let home = Home::new();
    std::fs::create_dir_all(home.path().join(CONFIG)).unwrap();
    assert!(home.run(&["config", "check"]).code(1).out.contains("not a file"));
    assert!(home.run(&["config", "init"]).code(2).err.contains("config.yaml"));
}

#[test]
fn a_language_without_texts_is_told_where_it_stands() {
    let home = with("# a comment\nlanguage: xx\n");
    assert!(home.run(&["config", "check"]).code(1).out.contains("config.yaml:2:11"));
}

#[test]
fn packs_are_read_from_the_folder_of_the_file_on_and_from_home() {
    let home = with("packs: [flows, ~/more/x.yaml]\n");
    let flow = "unsnag: 1\nid: x.y\ntitle: Mine\nsymptoms: [s]\nstart: a\nnodes: {a: {end: info}}\n";
    home.write("config/unsnag/flows/mine.yaml", flow);
    home.write("more/x.yaml", &flow.replace("x.y", "x.z").replace("Mine", "More"));
    let listed = home.run(&["list"]).ok();
    assert!(listed.out.contains("x.y") && listed.out.contains("x.z"), "{}\n{}", listed.out, listed.err);
}

#[test]
fn chosen_keys_are_shown_wherever_keys_are_shown() {
    let home = with("keys: {copy: [y], help: \"!\"}\n");
    let listed = home.run(&["keys"]).ok().out;
    assert!(listed.lines().any(|line| line.starts_with("y ") && line.contains("copy")), "{listed}");
    let print = |keys: &str| home.run(&["run", "azs.usage", "--keys", keys, "--print", "100x40"]).ok().out;
    assert!(print("").contains("! keys"), "{}", print(""));
    let help = print("!");
    assert!(help.contains("Copy a command") && !help.contains("?, f1"), "{help}");
}

#[test]
fn a_wrong_option_is_wrong_usage() {
    let home = Home::new();
    let wrong = home.run(&["--theme", "darc", "--print", "80x24"]).code(2).err;
    assert!(wrong.contains("did you mean \"dark\"?"), "{wrong}");
    home.run(&["--theme", "./none.yaml", "--print", "80x24"]).code(2);
    let theme = home.write("own.yaml", "base: dark\nroles: {title: bright-blu, heading: green}\n");
    let screen = home.run(&["--theme", &theme, "--print", "120x20"]).ok().out;
    assert!(screen.contains("own.yaml:2:16"), "{screen}");
}
