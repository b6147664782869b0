//! The language of the texts, and what decided it.

use super::report::Report;
use super::who;
use crate::cli::setup::Setup;
use crate::text::{Message, Strings};
use serde_json::{Map, Value};

pub fn check(setup: &Setup, report: &mut Report) {
    let (environment, asked) = (&setup.environment, &setup.settings.language);
    let id = "language.texts";
    let tag = setup.lang.as_str();
    let locale = environment.locale_by("LC_MESSAGES").map(|(name, value)| format!("{name}={value}"));
    let by = who(asked.origin, "--lang", "UNSNAG_LANG").map(str::to_owned);
    let tags: Vec<&str> = Strings::languages().collect();
    let fix = || Message::new("cli.doctor.language.fix").with("tags", tags.join(", "));
    let by = by.or_else(|| environment.language().and(locale));
    match (&setup.notice, by) {
        (Some(notice), _) => report.note(id, tag, Message::Verbatim(notice.clone()), fix()),
        (None, None) => report.ok(id, tag, Message::new("cli.doctor.language.default").with("tag", tag)),
        (None, Some(who)) => {
            let wanted = asked.value.clone().or_else(|| environment.language()).unwrap_or_default();
            let is_there = crate::text::lang::best(&wanted, [tag]).is_some();
            let key = if is_there { "cli.doctor.language.by" } else { "cli.doctor.language.missing" };
            let says = Message::new(key).with("tag", tag).with("who", who);
            match is_there {
                true => report.ok(id, tag, says),
                false => report.note(id, tag, says, fix()),
            }
        }
    }
    let set = ["LC_CTYPE", "LC_MESSAGES"].map(|category| environment.locale_by(category));
    let mut value = Map::new();
    for (name, text) in set.into_iter().flatten() {
        value.insert(name.to_owned(), text.into());
    }
    let list: Vec<String> = set.iter().flatten().map(|(name, text)| format!("{name}={text}")).collect();
    let says = match list.as_slice() {
        [] => Message::new("cli.doctor.locale.none"),
        [one, other] if one != other => {
            Message::new("cli.doctor.locale.is").with("locale", format!("{one}, {other}"))
        }
        [one, ..] => Message::new("cli.doctor.locale.is").with("locale", one),
    };
    report.ok("language.locale", Value::Object(value), says);
}
