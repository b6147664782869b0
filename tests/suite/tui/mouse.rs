//! The mouse on the full screen: where a thing is drawn, a click reaches it.

use super::Stage;
use unsnag::host::effect::Effect;
use unsnag::ui::tui::Msg;
use unsnag::ui::tui::mouse::{Hit, Mouse};
use unsnag::ui::tui::overlay::Overlay;

/// The column and row of a text on the screen.
#[track_caller]
fn find(stage: &Stage, text: &str) -> (u16, u16) {
    let screen = stage.screen();
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(text))
        .unwrap_or_else(|| panic!("{text}\n{screen}"));
    let column = line[..line.find(text).expect("there")].chars().count();
    (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"))
}

#[track_caller]
fn click(mut stage: Stage, text: &str) -> Stage {
    let (column, row) = find(&stage, text);
    stage.send(Msg::Mouse(Mouse::Click(column, row)));
    stage
}

#[track_caller]
fn wheel(mut stage: Stage, text: &str, down: bool) -> Stage {
    let (column, row) = find(&stage, text);
    stage.send(Msg::Mouse(if down { Mouse::WheelDown(column, row) } else { Mouse::WheelUp(column, row) }));
    stage
}

#[test]
fn a_click_selects_and_one_on_what_is_selected_takes_it() {
    let stage = click(Stage::bundled(), "Get help from Azure support").shows("> Get help from Azure support");
    assert!(stage.app.guide.session().is_none());
    let stage = click(stage, "Get help from Azure support");
    assert!(stage.app.guide.session().is_some());
    let card = stage.app.card.as_ref().expect("a card");
    let second = &unsnag::text::plain(&card.choices[1].label)[..20];
    let title = unsnag::text::plain(&card.title);
    let stage = click(stage, second).shows(&format!("> 2  {second}"));
    assert_eq!(unsnag::text::plain(&stage.app.card.as_ref().expect("a card").title), title);
    let stage = click(stage, second);
    let state = stage.app.guide.session().expect("a session").state();
    assert_eq!(state.path().filter(|visit| visit.answer.is_some()).count(), 1);
}

#[test]
fn the_footer_is_a_row_of_buttons() {
    let stage = click(Stage::bundled(), "keys").shows("Find any action by its name");
    let stage = click(stage, "close").hides("Find any action by its name");
    let stage = stage.keys("<enter>");
    click(stage, "note").shows("What should the transcript say?");
}

#[test]
fn a_step_of_the_trail_opens_the_answers_with_it_selected() {
    let stage = Stage::bundled().size(120, 30).keys("<enter>11");
    let mut stage = stage;
    stage.screen();
    let trail: Vec<_> =
        stage.app.hits.all().into_iter().filter(|(_, hit)| matches!(hit, Hit::Visit(_))).collect();
    assert!(trail.len() > 1, "{trail:?}");
    let (area, _) = trail[0].clone();
    stage.send(Msg::Mouse(Mouse::Click(area.x, area.y)));
    let Some(Overlay::Menu(menu)) = &stage.app.overlay else { panic!("no menu") };
    assert_eq!(menu.selected, 0);
}

#[test]
fn finds_are_selected_and_masked_by_clicks() {
    let stage = Stage::bundled().keys("<enter>nask ada@corp.test and eva@corp.test<enter>e");
    let stage = click(stage, "eva@corp.test becomes").shows("> [x] eva@corp.test");
    let stage = click(stage, "eva@corp.test becomes").shows("> [ ] eva@corp.test STAYS");
    let stage = wheel(stage, "eva@corp.test STAYS", false).shows("> [x] ada@corp.test");
    let stage = stage.keys("G").shows("> [ ] eva@corp.test").keys("g").shows("> [x] ada@corp.test");
    click(stage, "write  x").shows("Wrote unsnag-");
}

#[test]
fn rows_of_menus_and_the_palette_are_clicked_and_beside_them_closes() {
    let stage = click(Stage::bundled().keys("<enter>L"), "Svenska");
    let stage = click(stage, "Svenska");
    assert_eq!(stage.app.guide.lang(), "sv");
    let stage = click(Stage::bundled().keys("<enter>:show"), "Show what was copied last");
    let stage = click(stage, "Show what was copied last").shows("Nothing was copied yet.");
    let stage = stage.keys("?").shows("Choose what is selected");
    // What lies below is out of reach, and a click there closes what is only read.
    let mut stage = stage;
    stage.send(Msg::Mouse(Mouse::Click(0, 1)));
    assert!(stage.app.overlay.is_none());
    // A note that was begun is not thrown away.
    let mut stage = stage.keys("nthe fan");
    stage.send(Msg::Mouse(Mouse::Click(0, 1)));
    stage.shows("the fan");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let stage = Stage::bundled();
    let before = stage.app.start.selected;
    let stage = wheel(stage, "Get help from Azure support", true);
    assert!(stage.app.start.selected > before);
    let stage = wheel(stage, "Get help from Azure support", false);
    assert_eq!(stage.app.start.selected, before);
    let stage = Stage::bundled().size(60, 12).keys("?");
    let first = stage.screen();
    let stage = wheel(stage, "Move down", true);
    assert_ne!(stage.screen(), first);
    let stage = Stage::bundled().keys("<enter>");
    let stage = wheel(stage, "> 1", true);
    assert_eq!(stage.app.focus.choice, Some(1));
}

#[test]
fn the_mouse_is_switched_by_a_key_that_says_who_selects_text() {
    let stage = Stage::bundled().keys("<enter>").hides("select text");
    let stage = stage.keys("m").shows("The mouse chooses now; m lets it select text again.");
    assert_eq!(stage.effects.last(), Some(&Effect::Mouse(true)));
    let stage = stage.size(120, 30).keys("j").shows("m select text");
    let stage = stage.keys("m").shows("The mouse selects text now; m lets it choose again.");
    assert_eq!(stage.effects.last(), Some(&Effect::Mouse(false)));
    // While text is typed another key does it, and the footer shows that one.
    Stage::bundled().keys("<f3>").shows("f3 lets it select text").keys("x").shows("f3 select text");
}

/// Everything that is drawn for the mouse lies on the screen, and no row lies on another.
#[test]
fn areas_lie_on_the_screen_and_apart() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (140, 45)] {
        for keys in ["", "azure", "<enter>", "<enter>L", "<enter>:", "<enter>/azure", "<enter>?", "<enter>1t"]
        {
            let stage = Stage::bundled().size(columns, rows).keys(keys);
            stage.screen();
            let hits = stage.app.hits.all();
            let lists: Vec<_> =
                hits.iter().filter(|(_, hit)| !matches!(hit, Hit::Overlay | Hit::Card)).collect();
            for (at, (area, hit)) in lists.iter().enumerate() {
                assert!(area.right() <= columns && area.bottom() <= rows, "{keys} {hit:?} {area:?}");
                assert!(area.width > 0 && area.height > 0, "{keys} {hit:?} {area:?}");
                for (other, other_hit) in &lists[at + 1..] {
                    let both = area.intersection(*other);
                    let apart =
                        both.area() == 0 || matches!(hit, Hit::Key(_)) != matches!(other_hit, Hit::Key(_));
                    assert!(apart, "{keys} at {columns}x{rows}: {hit:?} and {other_hit:?}");
                }
            }
            assert!(!lists.is_empty(), "{keys}");
        }
    }
}
