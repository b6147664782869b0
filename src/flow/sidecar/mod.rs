//! Translation files (`<id>.<lang>.yaml`): what is missing in one, what its source has changed since, and the
//! file brought up to date without touching what a translator wrote.

mod blocks;
mod update;

pub use update::{Accept, Updated, update};

use super::load::hash;
use super::model::{Flow, Pack, Translation};

/// How many hex digits of a SHA-256 stand for a source string.
const DIGITS: usize = 4;

/// What a translation file translates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Id of the flow or pack.
    pub id: String,
    /// Strings by path, in the order of the source; several for a list.
    pub strings: Vec<(String, Vec<String>)>,
    /// Symptoms, which speakers of another language put in words of their own, as many as they like.
    pub symptoms: Vec<String>,
    /// Names that people search for; likewise.
    pub aliases: Vec<String>,
}

/// How a translation stands to its source string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Translated, and the source is as it was then.
    Current,
    /// Not translated, or not all entries of a list.
    Missing,
    /// The source has changed since.
    Changed,
    /// The source has another number of entries, so that the translation is not shown.
    Unfit,
}

impl Original {
    /// What a translation of a flow holds. Strings that its pack translates for it are left out.
    pub fn of_flow(flow: &Flow, pack: Option<&Pack>) -> Original {
        let words = |texts: &[super::Text]| texts.iter().map(|text| text.text.clone()).collect();
        Original {
            id: flow.id.clone(),
            strings: flow.own_strings(pack),
            symptoms: words(&flow.symptoms),
            aliases: words(&flow.aliases),
        }
    }

    /// What a translation of a pack holds.
    pub fn of_pack(pack: &Pack) -> Original {
        let strings = pack.strings();
        Original { id: pack.id.clone(), strings, symptoms: Vec::new(), aliases: Vec::new() }
    }

    /// The paths that stand so in a translation. Missing symptoms and aliases count as one path each.
    pub fn paths<'a>(&'a self, translation: &Translation, standing: Standing) -> Vec<&'a str> {
        let strings = self.strings.iter().filter(|(path, source)| {
            let seen = translation.seen.get(path).map(String::as_str);
            let words = translation.text.get(path).map(Vec::as_slice).unwrap_or_default();
            stands(source, words, seen) == standing
        });
        let mut paths: Vec<&str> = strings.map(|(path, _)| path.as_str()).collect();
        if standing == Standing::Missing {
            let lists = [
                ("symptoms", &self.symptoms, &translation.symptoms),
                ("aliases", &self.aliases, &translation.aliases),
            ];
            let missing =
                lists.into_iter().filter(|(_, source, words)| !source.is_empty() && words.is_empty());
            paths.extend(missing.map(|(path, ..)| path));
        }
        paths
    }

    /// How many strings there are to translate; symptoms and aliases count as one each.
    pub fn count(&self) -> usize {
        let lists = [&self.symptoms, &self.aliases];
        self.strings.len() + lists.into_iter().filter(|list| !list.is_empty()).count()
    }
}

/// How the translation of a string stands to it; `seen` is what was noted when it was translated.
fn stands(source: &[String], words: &[String], seen: Option<&str>) -> Standing {
    if words.is_empty() || words.iter().any(String::is_empty) {
        Standing::Missing
    } else if words.len() != source.len() {
        Standing::Unfit
    } else if seen.is_some_and(|seen| seen != fingerprint(source)) {
        Standing::Changed
    } else {
        Standing::Current
    }
}

/// What is noted of a source string: the first four hex digits of its SHA-256, for a list those of each entry.
pub fn fingerprint(source: &[String]) -> String {
    let one = |text: &String| hash(text).chars().take(DIGITS).collect::<String>();
    source.iter().map(one).collect::<Vec<_>>().join(" ")
}
