//! Unfinished sessions on the start screen.

use super::Stage;
use unsnag::check::Remaining;
use unsnag::flow::Address;
use unsnag::host::effect::Effect;
use unsnag::ui::tui::Msg;
use unsnag::ui::unfinished::{Earlier, Unfinished};

fn offered(count: usize) -> Stage {
    let one = |number: usize| Unfinished {
        id: format!("s{number}"),
        at: Address::new("azs.usage", "code"),
        title: String::new(),
        steps: number,
        left: Some(Remaining { shortest: 2, longest: Some(4) }),
        last: "2026-02-01T03:00:00Z".parse().unwrap(),
    };
    let mut stage = Stage::bundled();
    stage.send(Msg::Earlier(Earlier { unfinished: (1..=count).map(one).collect(), ..Earlier::default() }));
    stage
}

fn opened(stage: &Stage) -> Option<String> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Open { id } => Some(id.clone()),
        _ => None,
    })
}

#[test]
fn what_was_being_solved_and_how_far_is_offered_first() {
    for (columns, rows) in [(80, 24), (40, 12), (140, 45)] {
        let stage = offered(1).size(columns, rows).shows("Unfinished");
        let stage =
            stage.shows("Azure Stack usage data does not re").shows("step 1, 2-4 left, 2026-02-01 03:00");
        assert_eq!(opened(&stage.keys("<enter>")).as_deref(), Some("s1"));
    }
    offered(1).size(140, 45).shows("Stands at: Which error code does the portal show?");
}

#[test]
fn one_of_several_sessions_is_chosen() {
    assert_eq!(opened(&offered(5).keys("<down><enter>")).as_deref(), Some("s2"));
    let stage = offered(5).shows("2 more unfinished").keys("<down><down><down><enter>");
    let stage = stage.shows("5 Azure Stack usage data does not reach Azure, step 5, 2-4 left");
    assert_eq!(opened(&stage.keys("5")).as_deref(), Some("s5"));
    // The key still takes the newest, whatever is typed.
    assert_eq!(opened(&offered(5).keys("certificate<ctrl-r>")).as_deref(), Some("s1"));
}
