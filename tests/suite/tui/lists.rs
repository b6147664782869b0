//! Arrows, vi keys and digits work wherever there is a list.

use super::Stage;

#[test]
fn the_start_screen_takes_digits_and_vi_keys_when_nothing_is_typed() {
    let stage = Stage::bundled().keys("<esc>").shows(">1 Azure Stack usage data does not reach Azure");
    let third = |stage: &Stage| {
        let row = stage.app.start.numbered().nth(2).expect("three rows");
        format!("{:?}", stage.app.start.rows[row])
    };
    let wanted = third(&stage);
    let stage = stage.keys("jj");
    assert_eq!(stage.app.start.numbered().nth(2), Some(stage.app.start.selected));
    let stage = stage.keys("G");
    assert_eq!(stage.app.start.numbered().last(), Some(stage.app.start.selected));
    let stage = stage.keys("gG<home>");
    assert_eq!(stage.app.start.numbered().next(), Some(stage.app.start.selected));
    let stage = stage.keys("3");
    let at =
        stage.app.guide.session().and_then(|session| session.state().current()).map(|visit| visit.at.clone());
    assert!(wanted.contains(&at.expect("a session").flow), "{wanted}");
    // While text is typed all of them are text.
    Stage::bundled().keys("3jG").shows("3jG");
}

#[test]
fn choices_menus_and_texts_have_a_first_and_a_last() {
    let stage = Stage::bundled().keys("0x<ctrl-w><enter>");
    let last = stage.app.card.as_ref().expect("a card").choices.len() - 1;
    let stage = stage.keys("G");
    assert_eq!(stage.app.focus.choice, Some(last));
    let stage = stage.keys("g");
    assert_eq!(stage.app.focus.choice, Some(0));
    let stage = stage.keys("LG<enter>").shows("Vilken");
    let stage = stage.keys("Lg<enter>");
    // Help stops at its end, so the way back is not longer than the way there.
    let mut stage = stage.size(60, 12).keys("?");
    let first = stage.screen();
    stage = stage.keys("GGG<down><down>");
    assert_ne!(stage.screen(), first);
    assert_eq!(stage.keys("g").screen(), first);
}

#[test]
fn lists_under_a_box_move_with_the_keys_that_are_no_text() {
    let stage = Stage::bundled().keys("<enter>/azure<ctrl-d>");
    let selected = |stage: &Stage| stage.app.overlay.as_ref().and_then(|overlay| overlay.selected());
    assert_eq!(selected(&stage), Some(8));
    let stage = stage.keys("<ctrl-u><down>");
    assert_eq!(selected(&stage), Some(1));
    let stage = stage.keys("<esc>:<pagedown>");
    assert_eq!(selected(&stage), Some(8));
    // A paste into the box of the palette is typed there.
    stage.paste("copy").shows("> copy");
}

#[test]
fn a_slash_narrows_a_list_and_esc_widens_it_again() {
    let stage = Stage::bundled().keys("<enter>L/sven").shows("Svenska").hides("English");
    let stage = stage.keys("<esc>").shows("English").keys("/q").shows("Nothing in this list").keys("<enter>");
    let stage = stage.keys("<esc>/sv<enter>").shows("Vilken");
    // Digits are text while something is typed.
    let stage = stage.keys("t/1").shows("> 1");
    stage.keys("<esc><esc>").hides("Svaren hittills");
}

#[test]
fn search_offers_the_answers_of_the_step_first() {
    let stage = Stage::bundled().keys("<enter>/requesttimed").shows("an answer of this step").keys("<enter>");
    stage.shows("step 2").shows("RequestTimedOut");
    Stage::bundled().keys("<enter>/azure support").hides("an answer of this step");
}

#[test]
fn help_leads_to_the_actions_by_name() {
    Stage::bundled()
        .keys("<enter>?/")
        .shows("What do you want to do?")
        .keys("note<enter>")
        .shows("What should");
}
