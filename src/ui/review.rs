//! What is masked before a transcript is written, in words.

use super::guide::Draft;
use crate::text::Strings;
use crate::transcript::{Group, Item, Place};

/// How much is masked, and where the transcript goes.
pub fn about(draft: &Draft, strings: &Strings) -> String {
    let count = draft.review.items().count();
    let masked = draft.review.items().filter(|item| item.masked).count();
    let key = if count == 0 { "ui.review.none" } else { "ui.review.about" };
    let (count, masked) = (count.to_string(), masked.to_string());
    strings.fill(key, &[("count", &count), ("masked", &masked), ("path", &draft.file())])
}

/// A class, and how much of it is masked.
pub fn group(group: &Group, strings: &Strings) -> String {
    let class = strings.get(&format!("transcript.class.{}", group.class.id())).to_owned();
    let masked = group.items.iter().filter(|item| item.masked).count().to_string();
    let count = group.items.len().to_string();
    strings.fill("ui.review.group", &[("class", &class), ("masked", &masked), ("count", &count)])
}

/// A find, and what becomes of it.
pub fn item(item: &Item, strings: &Strings) -> String {
    let key = if item.masked { "ui.review.masked" } else { "ui.review.left" };
    let times = strings.count("ui.review.once", "ui.review.times", item.count);
    strings.fill(key, &[("value", &item.value), ("mark", &item.mark), ("times", &times)])
}

/// A place of a find.
pub fn place(place: &Place, strings: &Strings) -> String {
    let text = format!("{}{}{}", place.before.trim_start(), place.value, place.after.trim_end());
    strings.fill("ui.review.place", &[("part", strings.get(place.part.key())), ("text", &text)])
}
