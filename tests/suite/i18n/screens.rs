//! Screens in Chinese: every line fits, frames stay straight, no wide character is cut; and a change of language
//! redraws everything.

use crate::tui::Stage;
use unsnag::flow::{Document, Library};
use unsnag::text::width;
use unsnag::ui::tui::picture;

const FLOW: &str = r#"
unsnag: 1
id: lamp
title: The lamp in the hall is dark
condition: The lamp does not light.
symptoms: [It is dark.]
start: plug
nodes:
  plug:
    ask: Is the plug of the lamp in the socket, all the way?
    hint: Look behind the cupboard, where two sockets are beside each other.
    options:
      in: {say: It is in, go: group}
      out: {say: It is out, go: push}
    unsure: group
  group: {try: [push, bulb], next: shop}
  push: {fix: Push the plug in, next: group, likely: common}
  bulb:
    fix: Change the bulb
    likely: rare
    cause: A bulb does not last for ever.
    do: [Let it cool down., Screw in a new one.]
    run:
      - {id: look, shell: bash, risk: change, undo: Put the old one back, text: "lamp --bulb <kind> --new", fill: {kind: {ask: Kind of bulb, example: E27}}}
    verify: The lamp lights.
    next: shop
  shop: {end: escalate, say: Buy another lamp., collect: [The lamp, The bill]}
"#;

const CHINESE: &str = r#"
of: lamp
lang: zh-TW
text:
  title: 走廊裡的那盞燈一直是暗的，怎麼按開關都不亮
  condition: 燈不亮。
  plug.ask: 這盞燈的插頭是否已經完全插入牆上的插座（AC 110V）？
  plug.hint: 請看櫃子後面，那裡有兩個並排的插座；其中一個是備用的，平常並沒有通電。
  plug.options.in.say: 已經插好了，而且插到底
  plug.options.out.say: 沒有插好，或插頭鬆脫
  push.fix: 把插頭插好
  bulb.fix: 更換燈泡
  bulb.cause: 燈泡的壽命有限，用久了總會壞掉。
  bulb.do:
    - 先讓燈泡冷卻，以免燙傷；冷卻大約需要十分鐘的時間，請不要急著用手去碰觸。
    - 再把新的燈泡旋緊。
  bulb.verify: 燈亮了。
  bulb.run.look.undo: 把舊的裝回去
  bulb.run.look.fill.kind.ask: 燈泡的規格
  shop.say: 請再買一盞燈。
  shop.collect: [那盞燈, 收據]
symptoms: [走廊一片漆黑]
"#;

fn library() -> Library {
    let loaded = Library::load([
        Document::new("p/pack.yaml", "id: p\ntitle: Lamps\nlanguages: [en, zh-TW]\n"),
        Document::new("p/pack.zh-TW.yaml", "of: p\nlang: zh-TW\ntext: {title: 各式各樣的燈具}\n"),
        Document::new("p/lamp.yaml", FLOW),
        Document::new("p/lamp.zh-TW.yaml", CHINESE),
    ]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.library
}

/// The language that is next in the menu after English.
fn in_chinese(size: (u16, u16)) -> Stage {
    Stage::over(library()).size(size.0, size.1).keys("<f2><down><enter>")
}

/// No line is wider than the screen, no wide character hangs over its edge, and each frame has its right side where
/// its corners are.
#[track_caller]
fn assert_aligned(stage: &Stage, size: (u16, u16), keys: &str) {
    let screen = stage.screen();
    let context = format!("{size:?} after {keys:?}:\n{screen}");
    for line in screen.lines() {
        assert!(width(line) <= usize::from(size.0), "{line:?} is too wide at {context}");
    }
    let buffer = picture::draw(&stage.app, size.0, size.1).unwrap();
    for y in 0..size.1 {
        let mut x = 0;
        while x < size.0 {
            let columns = width(buffer[(x, y)].symbol()).max(1) as u16;
            assert!(x + columns <= size.0, "a character is cut at {x},{y} of {context}");
            // Nothing is drawn into the second half of a wide character.
            let covered = (x + 1..x + columns).map(|x| buffer[(x, y)].symbol());
            assert!(
                covered.clone().all(|symbol| symbol.trim().is_empty()),
                "half a character at {x},{y} of {context}"
            );
            x += columns;
        }
    }
    let at = |x: u16, y: u16| buffer[(x, y)].symbol();
    for top in 0..size.1 {
        for left in (0..size.0).filter(|x| at(*x, top) == "╭") {
            let Some(right) = (left..size.0).find(|x| at(*x, top) == "╮") else {
                panic!("a frame has no corner in line {top} of {context}");
            };
            // A text that goes on below ends in a rule.
            let bottom = (top..size.1).find(|y| ["╰", "─"].contains(&at(left, *y))).unwrap_or(size.1);
            for y in top + 1..bottom {
                assert_eq!((at(left, y), at(right, y)), ("│", "│"), "line {y} of {context}");
            }
        }
    }
}

#[test]
fn no_screen_in_chinese_loses_its_alignment() {
    let screens = [
        "",
        "燈",
        "lamp",
        "qqqqq",
        "<enter>",
        "<enter>?",
        "<enter>L",
        "<enter>n走廊裡的那盞燈一直是暗的走廊裡的那盞燈一直是暗的走廊裡的那盞燈",
        "<enter>/燈",
        "<enter>p",
        "<enter>e",
        "<enter>1",
        "<enter>1<space><space>",
        "<enter>12",
        "<enter>12o",
        "<enter>12t",
        "<enter>12<tab>燈燈燈",
        "<enter>12<tab>E27<enter>c",
        "<enter>12<tab>E27<enter>cU",
        "<enter>123333",
    ];
    for size in [(80, 24), (40, 12), (41, 13), (79, 23), (61, 20), (120, 40), (30, 8)] {
        for keys in screens {
            assert_aligned(&in_chinese(size).keys(keys), size, keys);
        }
    }
}

#[test]
fn a_change_of_language_redraws_the_start_screen() {
    let stage =
        Stage::over(library()).shows("What went wrong?").shows("The lamp in the hall is dark").shows("Lamps");
    let stage = stage.keys("<f2><down><enter>");
    let stage = stage
        .shows("出了什麼問題？")
        .shows("走廊裡的那盞燈")
        .shows("各式各樣的燈具")
        .hides("lamp")
        .hides("Lamps");
    // What was found too.
    let stage = stage.keys("hall").shows("走廊裡的那盞燈").shows("其他語言的標題中有「hall」");
    stage
        .keys("<f2><up><enter>")
        .shows("The lamp in the hall is dark")
        .shows("\"hall\" in the title")
        .hides("標題");
}

#[test]
fn a_change_of_language_redraws_the_session() {
    let stage = Stage::over(library()).keys("<enter>").shows("Is the plug of the lamp in the socket");
    let stage = stage
        .keys("L<down><enter>")
        .shows("插頭是否已經完全插入")
        .shows("1  已經插好了")
        .shows("第 1 步")
        .hides("socket");
    // Typed in one language, unfinished sessions are named in the other.
    let stage = stage.keys("h").shows("未完成").hides("The lamp");
    stage
        .keys("<f2><up><enter>")
        .shows("Unfinished")
        .shows("The lamp in the hall is dark")
        .shows("step 1")
        .hides("走廊");
}
