//! What a flow says about itself: where it comes from, how old it is, how it is found and tested.

use super::condition::Condition;
use super::model::Text;

/// How bad the problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A nuisance.
    Low,
    /// Work is hindered.
    Medium,
    /// Work stands still.
    High,
}

/// How often a problem or fix turns out to be the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Likely {
    /// Prior .6 in the order of a `try` group.
    Common,
    /// Prior .3; what is assumed when an author says nothing.
    #[default]
    Sometimes,
    /// Prior .1.
    Rare,
}

/// What the advice is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applies {
    /// Product names.
    pub product: Vec<String>,
    /// Operating systems.
    pub os: Vec<String>,
}

/// When somebody last made sure that the advice works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Nobody did.
    Never,
    /// ISO date.
    On(String),
}

/// Where advice comes from. Dates are ISO (`2019-10-04`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Title or address of the document.
    pub doc: Option<String>,
    /// Section of the document.
    pub section: Option<String>,
    /// Language of the document.
    pub lang: Option<String>,
    /// When it was written.
    pub dated: Option<String>,
    /// When it was last changed.
    pub updated: Option<String>,
    /// When its authors last reviewed it.
    pub reviewed: Option<String>,
    /// When the advice was last verified.
    pub verified: Option<Verified>,
    /// What does not come from the document, and why.
    pub ours: Vec<String>,
}

/// Whether the product still exists. Inherited key by key: pack, flow, node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// What this is about, when it is not the product of the flow.
    pub product: Option<String>,
    /// ISO date of retirement.
    pub retired: Option<String>,
    /// ISO date of the shutdown.
    pub ended: Option<String>,
    /// Today's name of the product.
    pub renamed_to: Option<String>,
    /// The successor.
    pub replaced_by: Option<String>,
    /// Address to read more.
    pub see: Option<String>,
    /// What of the advice still helps today.
    pub still_helps: Option<Text>,
}

impl Status {
    /// Takes over every key that is not said here. A status about another product has nothing to take over:
    /// its dates are its own.
    pub fn inherit(&mut self, from: &Status) {
        if self.product.is_some() && self.product != from.product {
            return;
        }
        fn take<T: Clone>(own: &mut Option<T>, from: &Option<T>) {
            if own.is_none() {
                own.clone_from(from);
            }
        }
        take(&mut self.product, &from.product);
        take(&mut self.retired, &from.retired);
        take(&mut self.ended, &from.ended);
        take(&mut self.renamed_to, &from.renamed_to);
        take(&mut self.replaced_by, &from.replaced_by);
        take(&mut self.see, &from.see);
        take(&mut self.still_helps, &from.still_helps);
    }
}

/// How a message leads to a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// What is looked for.
    pub kind: SignatureKind,
    /// `node=option`: an answer that the match presets.
    pub answers: Vec<(String, String)>,
}

/// The three kinds of signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureKind {
    /// A message; case and white space do not matter. `also` holds translated forms.
    Text {
        /// The message.
        text: String,
        /// Other forms of it.
        also: Vec<String>,
    },
    /// An error code, in any notation.
    Code(String),
    /// A regular expression, and a sample it must match.
    Regex {
        /// The pattern.
        regex: String,
        /// Text it must match.
        sample: String,
    },
}

/// A real message that must find the flow, node or row it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The message as somebody pasted it.
    pub text: String,
    /// It must be among the first `within` hits, usually 1.
    pub within: usize,
}

/// A test inside a flow: a walk, and where it must end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Text pasted at the beginning.
    pub given: Option<String>,
    /// `node=answer` in order.
    pub walk: Vec<(String, String)>,
    /// A node id, or `resolved`, `escalate`, `info`.
    pub end: Option<String>,
    /// The fixes of a `try` group may come in any order.
    pub any_order: bool,
}

/// A link that may depend on an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What the link is called; none shows the address.
    pub text: Option<Text>,
    /// Address, relative to the `base` of flow or pack unless it has a scheme.
    pub to: String,
    /// When it is shown.
    pub when: Option<Condition>,
}

/// The full address of a link: `to` itself if it has a scheme, else `to` seen from `base`.
pub fn address(to: &str, base: Option<&str>) -> String {
    let absolute =
        to.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()));
    let Some(base) = base.filter(|_| !absolute) else { return to.to_owned() };
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(rooted) = to.strip_prefix('/') {
        return format!("{scheme}://{host}/{rooted}");
    }
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if !path.ends_with('/') {
        parts.pop();
    }
    let mut to = to;
    loop {
        if let Some(rest) = to.strip_prefix("../") {
            parts.pop();
            to = rest;
        } else if let Some(rest) = to.strip_prefix("./") {
            to = rest;
        } else {
            break;
        }
    }
    parts.push(to);
    format!("{scheme}://{host}/{}", parts.join("/"))
}
