//! A step as lines.

use super::page::Page;
use crate::session::output::Shown;
use crate::text::Strings;
use crate::text::markup::{Span, plain};
use crate::ui::action::{Action, word_of};
use crate::ui::card::{Block, Card, CommandView, Does, Readiness, SlotView};
use crate::ui::words;
use std::io::{self, Write};

/// Prints what a step says, and its choices by number. `shown` is what pasted output showed.
pub fn print<W: Write>(
    page: &mut Page<W>,
    progress: &str,
    card: &Card,
    shown: &[Shown],
    strings: &Strings,
) -> io::Result<()> {
    page.gap()?;
    page.say(
        &strings.fill("plain.step", &[("progress", progress), ("kind", strings.get(card.kind.label()))]),
    )?;
    page.spans(&card.title)?;
    let facts = card.facts.iter().map(|fact| &fact.text);
    let first: Vec<&String> = card.reason.iter().chain(facts).collect();
    if !first.is_empty() {
        page.say(&strings.sentences(&first))?;
    }
    for block in &card.blocks {
        self::block(page, block, card, strings)?;
    }
    page.say(&card.source)?;
    if card.fallback {
        page.say(strings.get("plain.fallback"))?;
    }
    if let Some(question) = &card.question {
        page.gap()?;
        page.spans(question)?;
    }
    for (index, choice) in card.choices.iter().enumerate() {
        let mut label = choice.label.clone();
        if choice.before {
            label.push(Span::plain(strings.aside(strings.get(card.before()))));
        }
        page.item(&format!("{} ", index + 1), &label)?;
        let read = shown.iter().find(|one| choice.does == Does::Answer(one.option.clone()));
        if let Some(line) = read.and_then(|one| one.line.as_deref()) {
            page.verbatim(&strings.fill("plain.shown-by", &[("line", line)]))?;
        }
    }
    Ok(())
}

fn block<W: Write>(page: &mut Page<W>, block: &Block, card: &Card, strings: &Strings) -> io::Result<()> {
    match block {
        Block::Text(spans) | Block::Aside(spans) | Block::Hint(spans) => page.spans(spans),
        Block::Warning(text) => page.say(text),
        Block::Heading(text) => page.say(&strings.fill("plain.list", &[("title", text)])),
        Block::Step(number, spans) => page.item(&format!("{number}. "), spans),
        Block::Bullet(spans) => page.item("- ", spans),
        Block::Evidence(text) => page.verbatim(text),
        Block::Link(text, to) => {
            if let Some(text) = text {
                page.say(&strings.fill("plain.list", &[("title", text)]))?;
            }
            page.verbatim(to)
        }
        Block::Command(index) => match card.commands.get(*index) {
            Some(command) => self::command(page, command, *index, card.commands.len(), strings),
            None => Ok(()),
        },
    }
}

fn command<W: Write>(
    page: &mut Page<W>,
    command: &CommandView,
    index: usize,
    count: usize,
    strings: &Strings,
) -> io::Result<()> {
    let number = (index + 1).to_string();
    let word = word_of(Action::Copy);
    let say = if count > 1 { format!("{word} {number}") } else { word.to_owned() };
    page.say(&strings.fill("plain.command", &[("about", &words::about(command, strings)), ("say", &say)]))?;
    if command.readiness == Readiness::ReadOnly {
        page.say(strings.get("ui.read-only.copy"))?;
    }
    for line in &command.lines {
        page.verbatim(&plain(line))?;
    }
    if let Some(expect) = &command.expect {
        page.say(&strings.fill("ui.command.expect", &[("text", expect.trim_end())]))?;
    }
    if !command.unusual.is_empty() {
        let names: Vec<String> =
            command.unusual.iter().take(5).map(|c| crate::text::visible::name(*c)).collect();
        page.say(&strings.fill("ui.command.unusual", &[("names", &strings.list(&names))]))?;
    }
    if let Some(undo) = command.undo.sentence(strings) {
        page.say(&undo)?;
    }
    slots(page, command, strings)
}

/// What has to be filled in, and how to say it.
pub fn slots<W: Write>(page: &mut Page<W>, command: &CommandView, strings: &Strings) -> io::Result<()> {
    for slot in &command.slots {
        let mut say = vec![match slot.value.as_deref().filter(|_| !slot.secret) {
            Some(value) => strings.fill("plain.slot-filled", &[("slot", &slot.name), ("value", value)]),
            None => strings.fill("plain.slot", &[("slot", &slot.name), ("ask", &slot.ask)]),
        }];
        if let Some(example) = slot.example.as_ref().filter(|_| slot.value.is_none()) {
            say.push(strings.fill("plain.slot-example", &[("example", example)]));
        }
        if !slot.list.is_empty() {
            say.push(strings.fill("plain.slot-offer", &[("values", &strings.list(&slot.list))]));
        }
        page.say(&strings.sentences(&say))?;
        if slot.value.is_none() {
            found(page, slot, strings)?;
        }
    }
    Ok(())
}

/// What the person pasted that may be meant, by number.
pub fn found<W: Write>(page: &mut Page<W>, slot: &SlotView, strings: &Strings) -> io::Result<()> {
    if slot.found.is_empty() {
        return Ok(());
    }
    let values: Vec<String> =
        slot.found.iter().enumerate().map(|(index, value)| format!("#{} {value}", index + 1)).collect();
    page.say(&strings.fill("plain.slot-found", &[("slot", &slot.name), ("values", &strings.list(&values))]))
}
