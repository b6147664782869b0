//! A flow in another language: the translations of its sidecars in place of the English strings, string by
//! string. What is not translated stays English and is marked.
//!
//! Strings are named by id paths: `title`, `code.ask`, `code.options.network.say`, `endpoint.do`,
//! `lookup.rows.wsus.means`. A list of steps or sentences is one path with as many strings.

use super::command::Command;
use super::library::Library;
use super::meta::Link;
use super::model::{Flow, Pack, Text};
use super::node::{Item, Kind, Node, Question};
use super::translated::Translated;
use crate::text::{lang, sort};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The language that flows are written in.
pub const SOURCE_LANGUAGE: &str = "en";

/// Path of what still helps although the product is gone; flows have it from their pack.
const STILL_HELPS: &str = "status.still_helps";

/// The strings of one path, to read or to replace.
pub type Strings<'a> = Vec<&'a mut Text>;

impl Library {
    /// Everything in a language; see [`Flow::in_language`].
    pub fn localized(&self, lang: &str) -> Library {
        let mut library = self.clone();
        if is_source(lang) {
            return library;
        }
        for flow in library.flows.values_mut() {
            *flow = Arc::new(flow.in_language(lang, self.pack_of(flow)));
        }
        for pack in library.packs.values_mut() {
            pack.title = pack.title_in(lang);
        }
        library
    }
}

impl Flow {
    /// The flow in a language, or in the nearest that there is (see [`lang::best`]). Strings without a translation
    /// stay English and are marked as such. The pack translates what it says for all: shared questions, status.
    pub fn in_language(&self, lang: &str, pack: Option<&Pack>) -> Flow {
        let mut flow = self.clone();
        if is_source(lang) {
            return flow;
        }
        let own = pick(&self.translations, lang).map(Translated::glance);
        let own = own.as_deref();
        let shared = pack.and_then(|pack| pick(&pack.translations, lang));
        let of_pack = PackStrings::of(pack.filter(|_| shared.is_some()));
        let labels = pack.and_then(|pack| labels(pack, lang));
        if let Some(own) = own {
            append(&mut flow.symptoms, &own.symptoms);
            append(&mut flow.aliases, &own.aliases);
        }
        visit(&mut flow, &mut |path, shared_path, strings| {
            let words = own
                .and_then(|own| own.text.get(path))
                .or_else(|| {
                    // Only where the flow has the shared wording rather than one of its own.
                    shared?.text.get(shared_path?).filter(|_| of_pack.say(shared_path, &strings))
                })
                .filter(|words| words.len() == strings.len());
            for (index, string) in strings.into_iter().enumerate() {
                match words.and_then(|words| words.get(index)).filter(|word| !word.is_empty()) {
                    Some(word) => string.text.clone_from(word),
                    None => {
                        string.fallback = true;
                        if let Some(labels) = labels {
                            explain_labels(&mut string.text, labels);
                        }
                    }
                }
            }
        });
        flow
    }

    /// Every string to translate by its path, in the order of the flow; several for a list.
    pub fn strings(&self) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        visit(&mut self.clone(), &mut |path, _, strings| {
            all.push((path.to_owned(), strings.into_iter().map(|string| string.text.clone()).collect()));
        });
        all
    }

    /// The strings that a translation of the flow must hold: those that its pack translates for it are left out.
    pub fn own_strings(&self, pack: Option<&Pack>) -> Vec<(String, Vec<String>)> {
        let of_pack = PackStrings::of(pack);
        let mut all = Vec::new();
        visit(&mut self.clone(), &mut |path, shared_path, strings| {
            if !of_pack.say(shared_path, &strings) {
                all.push((path.to_owned(), strings.into_iter().map(|string| string.text.clone()).collect()));
            }
        });
        all
    }

    /// The languages the flow has strings in, English first.
    pub fn languages(&self) -> Vec<&str> {
        std::iter::once(SOURCE_LANGUAGE).chain(self.translations.keys().map(String::as_str)).collect()
    }
}

impl Pack {
    /// Every string of the pack to translate by its path.
    pub fn strings(&self) -> Vec<(String, Vec<String>)> {
        let mut all = vec![("title".to_owned(), vec![self.title.text.clone()])];
        let still_helps = self.status.still_helps.iter();
        all.extend(still_helps.map(|text| (STILL_HELPS.to_owned(), vec![text.text.clone()])));
        for (id, question) in &self.questions {
            all.push((format!("questions.{id}.ask"), vec![question.text.text.clone()]));
            all.extend(
                question.hint.iter().map(|hint| (format!("questions.{id}.hint"), vec![hint.text.clone()])),
            );
            for (option, choice) in &question.options {
                all.push((format!("questions.{id}.options.{option}.say"), vec![choice.say.text.clone()]));
            }
        }
        all
    }

    /// The title in a language.
    pub fn title_in(&self, lang: &str) -> Text {
        let words = pick(&self.translations, lang).and_then(|words| words.text.get("title")?.first());
        match words {
            Some(title) => Text::new(title),
            None => Text { fallback: !is_source(lang), ..self.title.clone() },
        }
    }
}

/// Portal labels in a language, or in the nearest that there is.
fn labels<'a>(pack: &'a Pack, lang: &str) -> Option<&'a BTreeMap<String, String>> {
    pack.glossary.get(lang::best(lang, pack.glossary.keys().map(String::as_str))?)
}

/// Who reads an English text beside a portal in another language finds `**Settings**` as what stands there.
fn explain_labels(text: &mut String, labels: &BTreeMap<String, String>) {
    for (english, shown) in labels {
        let label = format!("**{english}**");
        if text.contains(&label) {
            *text = text.replace(&label, &format!("{label} ({shown})"));
        }
    }
}

fn pick<'a>(translations: &'a BTreeMap<String, Translated>, lang: &str) -> Option<&'a Translated> {
    translations.get(lang::best(lang, translations.keys().map(String::as_str))?)
}

fn is_source(lang: &str) -> bool {
    lang::base(lang) == SOURCE_LANGUAGE
}

/// What a pack says for all its flows, by path.
struct PackStrings(BTreeMap<String, Vec<String>>);

impl PackStrings {
    fn of(pack: Option<&Pack>) -> PackStrings {
        PackStrings(pack.map(|pack| sort::map(pack.strings())).unwrap_or_default())
    }

    /// Whether these strings of a flow are those of its pack.
    fn say(&self, path: Option<&str>, strings: &Strings) -> bool {
        let shared = path.and_then(|path| self.0.get(path));
        shared.is_some_and(|shared| shared.iter().eq(strings.iter().map(|string| &string.text)))
    }
}

/// Words that are searched rather than shown: those of the language come first, the English ones stay.
fn append(own: &mut Vec<Text>, words: &[String]) {
    let mut all: Vec<Text> = words.iter().map(Text::new).collect();
    // Search reads all of them; who has those of the language needs no others.
    own.iter_mut().for_each(|text| text.fallback = !words.is_empty());
    all.append(own);
    *own = all;
}

/// Called with a path, the path of the shared question it may come from, and the strings there.
type Visit<'a> = &'a mut dyn FnMut(&str, Option<&str>, Strings);

struct Walk<'a> {
    visit: Visit<'a>,
    path: String,
    /// Path in the pack of the question that is being visited.
    shared: Option<String>,
}

fn visit(flow: &mut Flow, visit: Visit) {
    let mut walk = Walk { visit, path: String::new(), shared: None };
    walk.one("title", &mut flow.title);
    walk.some("condition", &mut flow.condition);
    walk.some("goal", &mut flow.goal);
    walk.some(STILL_HELPS, &mut flow.status.still_helps);
    let inherited = flow.status.still_helps.clone();
    for (id, node) in &mut flow.nodes {
        walk.under(id, |walk| walk.node(node, &inherited));
    }
}

impl Walk<'_> {
    fn under(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        inside(self);
        self.path.truncate(length);
    }

    fn one(&mut self, name: &str, text: &mut Text) {
        self.list(name, vec![text]);
    }

    fn some(&mut self, name: &str, text: &mut Option<Text>) {
        if let Some(text) = text {
            self.one(name, text);
        }
    }

    fn list(&mut self, name: &str, strings: Strings) {
        if strings.iter().all(|string| string.text.is_empty()) {
            return;
        }
        // A shared question is an `ask` in its pack, whatever it is here.
        let shared_name = if name == "check" { "ask" } else { name };
        let shared = match name {
            STILL_HELPS => Some(STILL_HELPS.to_owned()),
            _ => self.shared.as_ref().map(|shared| format!("{shared}.{shared_name}")),
        };
        let (length, dot) = (self.path.len(), if self.path.is_empty() { "" } else { "." });
        self.path.push_str(dot);
        self.path.push_str(name);
        (self.visit)(&self.path, shared.as_deref(), strings);
        self.path.truncate(length);
    }

    fn node(&mut self, node: &mut Node, inherited: &Option<Text>) {
        match &mut node.kind {
            Kind::Ask(question) => self.question("ask", question),
            Kind::Check(check) => {
                self.question("check", &mut check.question);
                self.items("do", &mut check.steps);
                self.commands(&mut check.run);
            }
            Kind::Table(table) => {
                self.one("table", &mut table.text);
                self.some("key", &mut table.key);
                self.some("hint", &mut table.hint);
                for row in &mut table.rows {
                    let name = format!("rows.{}", row.id);
                    self.under(&name, |walk| {
                        walk.one("means", &mut row.means);
                        walk.links(&mut row.see);
                    });
                }
            }
            Kind::Fix(fix) => {
                self.one("fix", &mut fix.text);
                self.some("cause", &mut fix.cause);
                self.items("do", &mut fix.steps);
                self.commands(&mut fix.run);
                self.some("verify", &mut fix.verify);
                self.some("undo", &mut fix.undo);
                self.links(&mut fix.see);
            }
            Kind::Note(note) => {
                self.items("note", &mut note.say);
                self.links(&mut note.see);
            }
            Kind::Faq(faq) => {
                self.one("faq", &mut faq.text);
                for item in &mut faq.items {
                    let name = format!("items.{}", item.id);
                    self.under(&name, |walk| {
                        walk.one("q", &mut item.q);
                        walk.items("a", &mut item.a);
                        walk.links(&mut item.see);
                    });
                }
            }
            Kind::End(end) => {
                self.items("say", &mut end.say);
                self.items("collect", &mut end.collect);
                self.some("contact", &mut end.contact);
                self.some("within", &mut end.within);
                self.links(&mut end.see);
            }
            Kind::Try(_) | Kind::Go(_) => {}
        }
        self.list("aliases", node.aliases.iter_mut().collect());
        if node.status.still_helps != *inherited {
            self.some(STILL_HELPS, &mut node.status.still_helps);
        }
    }

    fn question(&mut self, kind: &str, question: &mut Question) {
        let shared = question.shared.as_ref().map(|id| format!("questions.{id}"));
        self.shared.clone_from(&shared);
        self.one(kind, &mut question.text);
        self.some("hint", &mut question.hint);
        for (id, option) in &mut question.options {
            self.shared = shared.as_ref().map(|shared| format!("{shared}.options.{id}"));
            let name = format!("options.{id}");
            self.under(&name, |walk| walk.one("say", &mut option.say));
        }
        self.shared = None;
    }

    fn items(&mut self, name: &str, items: &mut [Item]) {
        self.list(name, items.iter_mut().map(|item| &mut item.text).collect());
        for (index, item) in items.iter_mut().enumerate() {
            self.commands(&mut item.run);
            let name = format!("{name}.{}", index + 1);
            self.under(&name, |walk| walk.links(&mut item.see));
        }
    }

    fn links(&mut self, links: &mut [Link]) {
        let labels: Vec<&mut Text> = links.iter_mut().filter_map(|link| link.text.as_mut()).collect();
        self.list("see", labels);
    }

    /// Command ids are unique in a node, so commands of items need no path of their own.
    fn commands(&mut self, commands: &mut [Command]) {
        for command in commands {
            let name = format!("run.{}", command.id);
            self.under(&name, |walk| {
                walk.some("expect", &mut command.expect);
                walk.some("undo", &mut command.undo);
                walk.some("no_undo", &mut command.no_undo);
                for (slot, keys) in &mut command.slots {
                    let name = format!("fill.{slot}");
                    walk.under(&name, |walk| walk.one("ask", &mut keys.ask));
                }
            });
        }
    }
}
