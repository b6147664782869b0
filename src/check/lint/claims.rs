//! E031: one sample that two flows claim. W068: one message that two flows claim, at least one of them as a signature. A
//! code may well have several causes, so signatures that are codes are not looked at.

use super::parts::Path;
use super::report::{Report, Subject};
use super::samples::samples;
use crate::flow::diagnostic::Code;
use crate::flow::{Flow, SignatureKind};
use crate::search::signature::normal_form;
use std::collections::HashMap;

/// A message that a flow claims, and where it says so.
struct Claim<'a> {
    flow: &'a Flow,
    at: Path<'a>,
    /// It is a sample, not a signature.
    sample: bool,
}

pub(super) fn run(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut claimed: HashMap<String, Claim<'_>> = HashMap::new();
    for flow in subject.flows() {
        for one in samples(flow) {
            let claim = Claim { flow, at: one.at, sample: true };
            look(&mut claimed, normal_form(&one.sample.text), claim, report);
        }
    }
    // Samples go first, so that a sample of two flows is told of as such.
    for flow in subject.flows() {
        for (at, message) in signatures(flow) {
            look(&mut claimed, normal_form(message), Claim { flow, at, sample: false }, report);
        }
    }
}

fn look<'a>(
    claimed: &mut HashMap<String, Claim<'a>>,
    message: String,
    claim: Claim<'a>,
    report: &mut Report<'_>,
) {
    let Some(first) = claimed.get(&message) else {
        claimed.insert(message, claim);
        return;
    };
    let other = &first.flow.id;
    if *other == claim.flow.id {
        return;
    }
    if claim.sample {
        let help = "a real message leads to one flow; keep it where it belongs";
        let text = format!("this sample is also one of flow \"{other}\"");
        report.value(Code::E031, claim.flow, &claim.at, text, help);
        report.related("the same sample", first.flow, &first.at);
    } else {
        let kind = if first.sample { "sample" } else { "signature" };
        let help = "a message that two flows claim decides for neither; give each the words that only it has";
        let text = format!("this message is also a {kind} of flow \"{other}\"");
        report.value(Code::W068, claim.flow, &claim.at, text, help);
        report.related("the same message", first.flow, &first.at);
    }
}

/// The messages among the signatures of a flow.
fn signatures(flow: &Flow) -> Vec<(Path<'_>, &str)> {
    let mut found: Vec<(Path<'_>, &str)> = Vec::new();
    for (index, signature) in flow.signatures.iter().enumerate() {
        let SignatureKind::Text { text, also } = &signature.kind else { continue };
        found.push((vec!["signatures".into(), index.into(), "text".into()], text));
        found.extend(also.iter().enumerate().map(|(form, text)| {
            let at: Path<'_> = vec!["signatures".into(), index.into(), "also".into(), form.into()];
            (at, text.as_str())
        }));
    }
    found
}
