//! Values in a pasted text that a command may ask for: names of machines, ids, codes, paths. Found by their form and
//! by what stands before them; nothing here is certain, so they are only ever offered.

use super::code::find_codes;
use super::pairs::pairs;
use regex::{Captures, Regex};
use std::sync::OnceLock;

/// Most values taken from a text.
const MOST: usize = 200;
/// Longest value, in bytes.
const LONGEST: usize = 260;

/// A value that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As it stands there.
    pub text: String,
    /// What form it has.
    pub form: Form,
    /// What it is, where something says so.
    pub label: Option<Label>,
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The host of an address, or a name with dots.
    Address,
    /// A GUID.
    Guid,
    /// An error code.
    Code,
    /// A path of files, of a registry or of a resource.
    Path,
    /// Anything else.
    Word,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// One of the things that texts call by many names.
    Known(Thing),
    /// What stands before it, in lower-case letters and digits only.
    Named(String),
}

/// Things that texts call by many names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say what they are
pub enum Thing {
    Machine,
    Subscription,
    Tenant,
    Workspace,
    ResourceGroup,
    AutomationAccount,
    Port,
}

/// What things are called, without blanks and marks; in lower case.
const NAMES: &[(Thing, &[&str])] = &[
    (Thing::Subscription, &["subscription", "prenumeration", "訂用帳戶", "訂閱", "订阅"]),
    (Thing::Tenant, &["tenant", "klientorganisation", "租用戶", "租户"]),
    (Thing::Workspace, &["workspace", "arbetsyta", "工作區", "工作区"]),
    (Thing::ResourceGroup, &["resourcegroup", "rg", "group", "resursgrupp", "資源群組", "资源组"]),
    (
        Thing::AutomationAccount,
        &["automationaccount", "automationkonto", "自動化帳戶", "自动化帐户", "自动化账户"],
    ),
    (Thing::Port, &["port", "連接埠", "端口"]),
    (
        Thing::Machine,
        &[
            "computer",
            "machine",
            "host",
            "server",
            "vm",
            "node",
            "dator",
            "maskin",
            "värd",
            "電腦",
            "機器",
            "主機",
            "伺服器",
            "计算机",
            "机器",
            "主机",
            "服务器",
        ],
    ),
];

/// What may follow such a name in a label: `ComputerName`, `subscription id`.
const ENDINGS: &[&str] = &["name", "id", "guid", "namn", "名稱", "名称", "名", "識別碼", "标识符"];

impl Thing {
    /// What a label speaks of: "failed for computer name" of a machine. The last thing named counts.
    fn labelled(label: &str) -> Option<Thing> {
        let words = words(label);
        (1..=words.len()).rev().find_map(|end| {
            (end.saturating_sub(3)..end).find_map(|start| Thing::named(&words.get(start..end)?.concat()))
        })
    }

    /// The thing of exactly this name.
    fn named(name: &str) -> Option<Thing> {
        let bare = ENDINGS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let is = |(_, names): &&(Thing, &[&str])| names.contains(&name) || names.contains(&bare);
        NAMES.iter().find(is).map(|(thing, _)| *thing)
    }
}

impl Label {
    /// Reads a label in a text.
    pub fn read(label: &str) -> Label {
        Thing::labelled(label).map_or_else(|| Label::Named(plain(label)), Label::Known)
    }

    /// Reads the name of a blank, which means what it says and no part of it.
    pub fn of_blank(name: &str) -> Label {
        let name = plain(name);
        Thing::named(&name).map_or(Label::Named(name), Label::Known)
    }
}

/// The words of a label in lower case; `resourceGroup` is two.
fn words(label: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for c in label.chars() {
        let inside = before.is_some_and(|before: char| {
            before.is_alphanumeric() && !(before.is_lowercase() && c.is_uppercase())
        });
        if c.is_alphanumeric() {
            match words.last_mut().filter(|_| inside) {
                Some(word) => word.extend(c.to_lowercase()),
                None => words.push(c.to_lowercase().collect()),
            }
        }
        before = Some(c);
    }
    words
}

fn plain(label: &str) -> String {
    label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A GUID, as a part of an expression.
macro_rules! guid {
    () => {
        "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
    };
}

/// Takes the values from the groups of a match.
type Take = fn(&Captures<'_>, &mut Vec<Value>);

/// What values look like, and what to make of the groups.
struct Pattern {
    /// One of these stands in each match. An expression with letters that are not ASCII takes memory, and is made only
    /// for a text that may need it.
    needs: &'static [&'static str],
    source: &'static str,
    take: Take,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    const fn new(needs: &'static [&'static str], source: &'static str, take: Take) -> Pattern {
        Pattern { needs, source, take, compiled: OnceLock::new() }
    }

    /// Takes what a text has of it. A test finds a value by each expression, so each compiles.
    fn find(&self, text: &str, out: &mut Vec<Value>) {
        if !self.needs.is_empty() && !self.needs.iter().any(|part| text.contains(part)) {
            return;
        }
        if let Some(regex) = self.compiled.get_or_init(|| Regex::new(self.source).ok()) {
            regex.captures_iter(text).take(MOST).for_each(|captures| (self.take)(&captures, out));
        }
    }
}

static RESOURCE: Pattern = Pattern::new(
    &["ubscriptions/", "UBSCRIPTIONS/"],
    concat!(
        r"(?i)/subscriptions/(",
        guid!(),
        r")(?:/resourceGroups/([^/\s\x22',;]+))?(?:/providers/[0-9A-Za-z_.]+/([0-9A-Za-z_]+)/([^/\s\x22',;]+))?"
    ),
    of_resource,
);

static PATTERNS: [Pattern; 7] = [
    // A name that can hardly be a word: `machine WEB01`, `server 'db-02'`.
    Pattern::new(
        &[],
        r"(?i-u)\b(?:computer|machine|server|host|vm|node|dator|maskin)[ \t]+[\x22']?([A-Z][0-9A-Z_-]*[0-9-][0-9A-Z_.-]*)",
        |found, out| push(out, group(found, 1), Form::Word, Some(Label::Known(Thing::Machine))),
    ),
    // The host of a syslog line.
    Pattern::new(
        &[],
        r"(?m-u)^(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Z-]+) ([A-Za-z][0-9A-Za-z_.-]*) [0-9A-Za-z_./-]+(?:\[[0-9]+\])?:",
        |found, out| push(out, group(found, 1), Form::Word, Some(Label::Known(Thing::Machine))),
    ),
    Pattern::new(&[], r"(?i-u)\bhttps?://([a-z0-9][a-z0-9.-]*)(?::([0-9]{1,5}))?", |found, out| {
        push(out, group(found, 1), Form::Address, None);
        push(out, group(found, 2), Form::Word, Some(Label::Known(Thing::Port)));
    }),
    // Classes of programs have dots too, but capitals.
    Pattern::new(
        &[],
        r"(?-u)\b[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+\.[a-z]{2,12}\b",
        |found, out| push(out, group(found, 0), Form::Address, None),
    ),
    Pattern::new(&[], concat!(r"(?-u)\b", guid!(), r"\b"), |found, out| {
        push(out, group(found, 0), Form::Guid, None);
    }),
    Pattern::new(&["\\"], r"\b[A-Za-z]:\\[^\s'<>|\x22,;]+|\\\\[A-Za-z0-9][^\s'<>|\x22,;]+", |found, out| {
        push(out, group(found, 0), Form::Path, None)
    }),
    Pattern::new(&["/"], r"(?m:^|[\s'\x22(=])((?:/[0-9A-Za-zÀ-ɏ一-鿿_.@%+~-]+){2,})", |found, out| {
        push(out, group(found, 1), Form::Path, None);
    }),
];

/// The values in a text, in the order in which they are likely to be meant; none stands twice with the same label.
pub fn values(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    RESOURCE.find(text, &mut found);
    pairs(text).take(MOST).for_each(|(label, value)| of_label(label, value, &mut found));
    PATTERNS.iter().for_each(|pattern| pattern.find(text, &mut found));
    for code in find_codes(text).take(MOST) {
        push(&mut found, text.get(code.range).unwrap_or_default(), Form::Code, None);
    }
    found.truncate(MOST);
    found
}

fn of_resource(found: &Captures<'_>, out: &mut Vec<Value>) {
    push(out, group(found, 1), Form::Guid, Some(Label::Known(Thing::Subscription)));
    push(out, group(found, 2), Form::Word, Some(Label::Known(Thing::ResourceGroup)));
    let kind = plain(group(found, 3));
    let kind = match kind.as_str() {
        "virtualmachines" => "vm",
        kind => kind.strip_suffix('s').unwrap_or(kind),
    };
    push(out, group(found, 4), Form::Word, Some(Label::read(kind)));
    push(out, group(found, 0), Form::Path, None);
}

fn of_label(label: &str, value: &str, out: &mut Vec<Value>) {
    let value = value.trim_end_matches(['.', ')', ']', '}', '>', '。', '）']);
    let label = Label::read(label);
    // `https://` is no value of the label "https".
    if value.starts_with("//") || value.starts_with('\\') && label == Label::Named(String::new()) {
        return;
    }
    let form = if is_guid(value) { Form::Guid } else { Form::Word };
    push(out, value, form, Some(label));
}

fn is_guid(text: &str) -> bool {
    let mut parts = text.split('-').map(str::len);
    let hex = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    hex && [8, 4, 4, 4, 12].into_iter().all(|length| parts.next() == Some(length)) && parts.next().is_none()
}

fn group<'a>(found: &Captures<'a>, number: usize) -> &'a str {
    found.get(number).map_or("", |group| group.as_str())
}

/// Adds a value unless it is there already with this label, or with any if it has none here.
fn push(out: &mut Vec<Value>, text: &str, form: Form, label: Option<Label>) {
    // What is labelled somewhere needs no second entry without a label.
    let known = |value: &Value| value.text == text && (value.label == label || label.is_none());
    if !text.is_empty() && text.len() <= LONGEST && out.len() < 2 * MOST && !out.iter().any(known) {
        out.push(Value { text: text.to_owned(), form, label });
    }
}
