//! Values in a pasted text that a command may ask for: names of machines, ids, codes, paths. Found by their form and
//! by what stands before them; nothing here is certain, so they are only ever offered.

use super::code::find_codes;
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

const GUID: &str = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

/// Takes the values from the groups of a match.
type Take = fn(&Captures<'_>, &mut Vec<Value>);

/// What values look like, each with what to make of its groups.
struct Patterns(Vec<(Regex, Take)>);

impl Patterns {
    fn get() -> &'static Patterns {
        static PATTERNS: OnceLock<Patterns> = OnceLock::new();
        // Of Unicode the program carries `\w`, `\d`, `\s` and cases alone; tests are built with all of it. And forty of
        // `\w` take five megabytes, so letters are those of the languages that the program speaks.
        PATTERNS.get_or_init(|| {
            let resource = format!(
                r"(?i)/subscriptions/({GUID})(?:/resourceGroups/([^/\s\x22',;]+))?(?:/providers/[\w.]+/(\w+)/([^/\s\x22',;]+))?"
            );
            let guid = format!(r"\b{GUID}\b");
            let all: Vec<(&str, Take)> = vec![
                (&resource, of_resource),
                // Label and value: `Computer: WEB01`, `"subscriptionId": "..."`, `-Name=x`.
                (r"([A-Za-zÀ-ɏ一-鿿][A-Za-z0-9À-ɏ一-鿿 _-]{0,40})[\x22']?[ \t]*[:=：＝][ \t]*[\x22']?([^\s\x22',;|，；]+)", of_label),
                // A name that can hardly be a word: `machine WEB01`, `server 'db-02'`.
                (
                    r"(?i)\b(?:computer|machine|server|host|vm|node|dator|maskin)[ \t]+[\x22']?([A-Za-z][\w-]*[0-9-][\w.-]*)",
                    |found, out| push(out, group(found, 1), Form::Word, Some(Label::Known(Thing::Machine))),
                ),
                // The host of a syslog line.
                (
                    r"(?m)^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+Z-]+) ([A-Za-z][\w.-]*) [\w./-]+(?:\[\d+\])?:",
                    |found, out| push(out, group(found, 1), Form::Word, Some(Label::Known(Thing::Machine))),
                ),
                (r"(?i)\bhttps?://([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?", |found, out| {
                    push(out, group(found, 1), Form::Address, None);
                    push(out, group(found, 2), Form::Word, Some(Label::Known(Thing::Port)));
                }),
                // Classes of programs have dots too, but capitals.
                (r"\b[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+\.[a-z]{2,12}\b", |found, out| {
                    push(out, group(found, 0), Form::Address, None);
                }),
                (&guid, |found, out| push(out, group(found, 0), Form::Guid, None)),
                (r"\b[A-Za-z]:\\[^\s'<>|\x22,;]+|\\\\[A-Za-z0-9][^\s'<>|\x22,;]+|(?m:^|[\s'\x22(=])((?:/[\w.@%+~-]+){2,})", |found, out| {
                    let path = if found.get(1).is_some() { group(found, 1) } else { group(found, 0) };
                    push(out, path, Form::Path, None);
                }),
            ];
            // A test finds a value by each of them, so all of them compile.
            Patterns(all.into_iter().filter_map(|(pattern, take)| Some((Regex::new(pattern).ok()?, take))).collect())
        })
    }
}

/// The values in a text, in the order in which they are likely to be meant; none stands twice with the same label.
pub fn values(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for (pattern, take) in &Patterns::get().0 {
        pattern.captures_iter(text).take(MOST).for_each(|captures| take(&captures, &mut found));
    }
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

fn of_label(found: &Captures<'_>, out: &mut Vec<Value>) {
    let value = group(found, 2).trim_end_matches(['.', ')', ']', '}', '>', '。', '）']);
    let label = Label::read(group(found, 1));
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
