//! Everything that is found in one text: the rules over all its views, round by round.

use super::literal::Literals;
use super::view::View;
use super::{Class, Hit, credential, identifier};
use crate::text::sort::sort_by;
use std::ops::Range;

/// Something found, before it is known whether the policy masks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    /// In the source.
    pub range: Range<usize>,
    pub class: Class,
    /// Decoded.
    pub value: String,
}

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Credentials,
    All,
}

/// How often a view is decoded again: `%2540` is an `@` in an address in an address.
const DECODINGS: usize = 3;

/// The forms of a text that are looked at: without what shows nothing, and what that decodes to.
pub(super) fn forms(view: View<'_>) -> Vec<View<'_>> {
    let mut forms = vec![view.cleaned().unwrap_or(view)];
    while forms.len() <= DECODINGS
        && let Some(decoded) = forms.last().and_then(View::decoded)
    {
        forms.push(decoded);
    }
    forms
}

/// What the rules find in the forms of a text.
pub(super) fn find(forms: &[View<'_>], scope: Scope) -> Vec<Raw> {
    let mut finds = Vec::new();
    for form in forms {
        let mut hits = credential::find(&form.text);
        if scope == Scope::All {
            identifier::find(&form.text, &mut hits);
        }
        add(form, hits, &mut finds);
    }
    finds
}

/// Where known values stand in the forms of a text.
pub(super) fn find_literals(forms: &[View<'_>], literals: &Literals) -> Vec<Raw> {
    let mut finds = Vec::new();
    forms.iter().for_each(|form| add(form, literals.find(&form.text), &mut finds));
    finds
}

fn add(view: &View<'_>, hits: Vec<Hit>, finds: &mut Vec<Raw>) {
    finds.extend(hits.into_iter().filter(|(range, _)| !range.is_empty()).filter_map(|(range, class)| {
        let value = view.text.get(range.clone())?.to_owned();
        Some(Raw { range: view.source(range), class, value })
    }));
}

/// The finds in order and without overlaps. Of two that overlap, a credential takes what it covers; identifiers
/// become one, of the class of the longer.
pub(super) fn merge(text: &str, mut finds: Vec<Raw>) -> Vec<Raw> {
    sort_by(&mut finds, |a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)));
    let mut out: Vec<Raw> = Vec::with_capacity(finds.len());
    for find in finds {
        let Some(last) = out.last_mut().filter(|last| find.range.start < last.range.end) else {
            out.push(find);
            continue;
        };
        // What stands first begins before, or is the longer one.
        let (ours, theirs) = (last.class.is_credential(), find.class.is_credential());
        let same = last.range == find.range;
        match (ours, theirs) {
            // A later view has decoded it.
            _ if same && ours == theirs => last.value = shorter(std::mem::take(&mut last.value), find.value),
            _ if same && theirs => *last = find,
            _ if find.range.end <= last.range.end && (ours || !theirs) => {}
            (true, false) => {}
            (false, true) => {
                // The credential stays whole; what stands beside it is looked at in the next round.
                if find.range.start > last.range.start && find.range.end <= last.range.end {
                    let rest = find.range.end..last.range.end;
                    let class = last.class;
                    last.range.end = find.range.start;
                    last.value = slice(text, &last.range);
                    out.push(find);
                    if !rest.is_empty() {
                        out.push(Raw { value: slice(text, &rest), range: rest, class });
                    }
                } else if find.range.start > last.range.start {
                    last.range.end = find.range.start;
                    last.value = slice(text, &last.range);
                    out.push(find);
                } else {
                    *last = find;
                }
            }
            _ => {
                let longer = find.range.len() > last.range.len();
                last.range.end = find.range.end;
                last.value = slice(text, &last.range);
                if longer {
                    last.class = find.class;
                }
            }
        }
    }
    out
}

fn slice(text: &str, range: &Range<usize>) -> String {
    text.get(range.clone()).unwrap_or_default().to_owned()
}

/// A value in two views: what is decoded is shorter.
fn shorter(a: String, b: String) -> String {
    if b.len() < a.len() { b } else { a }
}
