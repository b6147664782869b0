//! What a flow says about itself.

use super::problem::{At, Problems};
use super::words::{answers, check_flow_id, check_id, date};
use super::{opt_text, strings, text, texts};
use crate::flow::diagnostic::{Code, Source};
use crate::flow::file::{
    FlowFile, LikelyWord, Many, SampleFile, SeverityWord, SignatureFile, SourceFile, StatusFile, TestFile,
};
use crate::flow::meta::{
    Applies, Likely, Provenance, Sample, Severity, Signature, SignatureKind, Status, Test, Verified,
};
use crate::flow::model::Flow;
use indexmap::IndexMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Puts a flow together; its pack is filled in by the library.
pub(super) fn flow(problems: &mut Problems, source: &Source, hash: String, file: FlowFile) -> Flow {
    let at = At::FILE;
    let id = if file.id.0.is_empty() { stem(source.path()) } else { file.id.0 };
    check_flow_id(problems, at.key("id"), &id);
    if file.symptoms.0.is_empty() && file.signatures.is_empty() {
        let help = "add what a person sees, or the messages that lead here";
        problems.missing(
            Code::E002,
            at,
            &["symptoms", "signatures"],
            "the file lacks \"symptoms\" or \"signatures\"".to_owned(),
            help,
        );
    }
    let mut nodes = IndexMap::with_capacity(file.nodes.len());
    for (node_id, node) in file.nodes {
        let all = at.key("nodes");
        let at = all.key(&node_id);
        check_id(problems, at, &node_id, true);
        let node = super::node::node(problems, at, &node_id, node);
        nodes.insert(node_id, node);
    }
    let start = match file.start.0 {
        start if start.is_empty() => nodes.keys().next().cloned().unwrap_or_default(),
        start => start,
    };
    Flow {
        title: text(file.title),
        pack: String::new(),
        path: source.path().to_owned(),
        hash,
        rev: file.rev.unwrap_or(1),
        condition: opt_text(file.condition),
        goal: opt_text(file.goal),
        severity: file.severity.map(|word| match word {
            SeverityWord::Low => Severity::Low,
            SeverityWord::Medium => Severity::Medium,
            SeverityWord::High => Severity::High,
        }),
        tags: strings(file.tags),
        symptoms: texts(file.symptoms),
        aliases: texts(file.aliases),
        signatures: signatures(problems, at.key("signatures"), file.signatures),
        likely: file.likely.map(likely).unwrap_or_default(),
        applies: file.applies.map_or_else(Applies::default, |file| Applies {
            product: strings(file.product),
            os: strings(file.os),
        }),
        source: file
            .source
            .map_or_else(Provenance::default, |file| provenance(problems, at.key("source"), file)),
        base: file.base.map(|base| base.0),
        status: file.status.map_or_else(Status::default, |file| status(problems, at.key("status"), file)),
        samples: samples(file.samples),
        tests: tests(problems, at.key("tests"), file.tests),
        start,
        nodes,
        translations: BTreeMap::new(),
        id,
    }
}

/// The name of a file without folder and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name).to_owned()
}

/// SHA-256 in hex.
pub(in crate::flow) fn hash(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub(super) fn likely(word: LikelyWord) -> Likely {
    match word {
        LikelyWord::Common => Likely::Common,
        LikelyWord::Sometimes => Likely::Sometimes,
        LikelyWord::Rare => Likely::Rare,
    }
}

pub(super) fn samples(files: Many<SampleFile>) -> Vec<Sample> {
    let sample = |SampleFile(keys): SampleFile| Sample {
        text: keys.text.0,
        within: keys.within.map_or(1, |within| within.max(1) as usize),
    };
    files.0.into_iter().map(sample).collect()
}

pub(super) fn provenance(problems: &mut Problems, at: At, file: SourceFile) -> Provenance {
    Provenance {
        doc: file.doc.map(|text| text.0),
        section: file.section.map(|text| text.0),
        lang: file.lang.map(|text| text.0),
        dated: date(problems, at.key("dated"), file.dated),
        updated: date(problems, at.key("updated"), file.updated),
        reviewed: date(problems, at.key("reviewed"), file.reviewed),
        verified: match file.verified {
            Some(text) if text.0 == "never" => Some(Verified::Never),
            text => date(problems, at.key("verified"), text).map(Verified::On),
        },
        ours: strings(file.ours),
    }
}

pub(super) fn status(problems: &mut Problems, at: At, file: StatusFile) -> Status {
    Status {
        product: file.product.map(|text| text.0),
        retired: date(problems, at.key("retired"), file.retired),
        ended: date(problems, at.key("ended"), file.ended),
        renamed_to: file.renamed_to.map(|text| text.0),
        replaced_by: file.replaced_by.map(|text| text.0),
        see: file.see.map(|text| text.0),
        still_helps: opt_text(file.still_helps),
    }
}

fn signatures(problems: &mut Problems, at: At, files: Vec<SignatureFile>) -> Vec<Signature> {
    let mut signatures = Vec::with_capacity(files.len());
    for (index, file) in files.into_iter().enumerate() {
        let at = at.index(index);
        let answers =
            file.answers.0.iter().flat_map(|text| answers(problems, at.key("answers"), &text.0)).collect();
        let also = strings(file.also);
        let sample = file.sample.map(|sample| sample.0);
        let kind = match (file.text, file.code, file.regex) {
            (Some(text), None, None) => SignatureKind::Text { text: text.0, also },
            (None, Some(code), None) => SignatureKind::Code(code.0),
            (None, None, Some(regex)) => {
                if sample.is_none() {
                    let message = format!("signature {} lacks \"sample\"", index + 1);
                    let help = "add a text that the regular expression must match";
                    problems.key(Code::E002, at.key("regex"), message, help);
                }
                SignatureKind::Regex { regex: regex.0, sample: sample.unwrap_or_default() }
            }
            _ => {
                let message =
                    format!("signature {} needs one of \"text\", \"code\" and \"regex\"", index + 1);
                problems.value(Code::E002, at, message, "keep one of the keys; write a list entry for each");
                continue;
            }
        };
        signatures.push(Signature { kind, answers });
    }
    signatures
}

fn tests(problems: &mut Problems, at: At, files: Vec<TestFile>) -> Vec<Test> {
    let mut tests = Vec::with_capacity(files.len());
    for (index, file) in files.into_iter().enumerate() {
        let at = at.index(index);
        tests.push(Test {
            given: file.given.map(|text| text.0),
            walk: file.walk.map(|walk| answers(problems, at.key("walk"), &walk.0)).unwrap_or_default(),
            end: file.end.map(|end| end.0),
            any_order: file.order.is_some(),
        });
    }
    tests
}
