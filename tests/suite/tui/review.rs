//! The look at what is masked before a transcript is written.

use super::Stage;
use unsnag::host::effect::Effect;

fn written(stage: &Stage) -> Option<(String, String)> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export { path, text, .. } => Some((path.display().to_string(), text.clone())),
        _ => None,
    })
}

/// A session with a note that holds a mail address and one that repeats it.
fn noted() -> Stage {
    Stage::bundled()
        .keys("CertificateValidationError<enter>nasked ada@corp.test<enter>nthen ada@corp.test and eva@corp.test<enter>")
}

#[test]
fn one_key_shows_what_is_masked_and_one_writes_it() {
    let stage = noted().keys("e").shows("2 of 2 findings are masked").shows("> [x] ada@corp.test becomes");
    let stage = stage.shows("note: asked ada@corp.test").shows("enter write");
    assert_eq!(written(&stage), None);
    let stage = stage.keys("<enter>").shows("Wrote unsnag-");
    let (_, text) = written(&stage).expect("an export");
    assert!(!text.contains("ada@corp.test") && !text.contains("eva@corp.test"), "{text}");
    assert!(text.to_lowercase().contains("best effort"));
}

#[test]
fn one_find_can_stay_and_says_so() {
    let stage = noted().keys("e<down>x").shows("> [ ] eva@corp.test STAYS AS IT IS").shows("1 of 2 findings");
    let (_, text) = written(&stage.keys("<enter>")).expect("an export");
    assert!(!text.contains("ada@corp") && text.contains("eva") && text.contains("custom"), "{text}");
    // A second press masks it again, and the policy is what it was.
    let (_, text) = written(&noted().keys("e<down>xx<enter>")).expect("an export");
    assert!(!text.contains("eva@corp"), "{text}");
}

#[test]
fn a_class_can_stay_and_be_masked_again() {
    noted().keys("eX").shows("0 of 2 findings are masked").keys("X").shows("2 of 2 findings are masked");
}

#[test]
fn esc_writes_nothing_and_the_file_can_be_named() {
    let stage = noted().keys("e<esc>").shows("The transcript was not written").shows("FIX");
    assert_eq!(written(&stage), None);
    let stage = noted().keys("ef<ctrl-a><ctrl-k>t.json<enter>").shows("Enter writes t.json").keys("<enter>");
    assert_eq!(written(&stage).expect("an export").0, "t.json");
}

#[test]
fn everything_fits_a_small_screen_in_every_language() {
    for lang in ["en", "sv", "zh-TW", "zh-CN"] {
        let mut stage = noted().size(40, 12);
        let now = "2026-03-01T03:00:00Z".parse().unwrap();
        stage.app.guide.speak(lang, now).ok();
        let stage = stage.keys("e");
        let screen = stage.screen();
        assert!(screen.lines().all(|line| unsnag::text::width(line) <= 40), "{screen}");
        stage.shows("ada@corp.test").keys("<down>").shows("eva@corp.test");
    }
}

#[test]
fn help_names_the_keys_of_the_review_and_comes_back_to_it() {
    let stage = noted().keys("e?").shows("Mask the find, or let it stay").shows("as it is shown here");
    stage.keys("<esc>").shows("2 of 2 findings are masked");
}

#[test]
fn what_will_be_written_is_seen_before_it_is_written() {
    let stage = noted().size(100, 40).keys("e").shows("What will be written").shows("# Transcript");
    // It follows what is masked.
    let stage = stage.keys("v").shows("Transcript:").keys("G").shows("mail-1").hides("ada@");
    let stage = stage.keys("<esc>Xv").shows("Transcript:").keys("G").shows("asked ada");
    assert_eq!(written(&stage.keys("<esc>")), None);
    // Where there is no room for it the finds come first.
    noted().size(40, 12).keys("e").hides("# Transcript").keys("v").shows("# Transcript");
}
