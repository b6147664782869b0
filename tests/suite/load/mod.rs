//! Loading: every key of the format, every fault with its place, and what stays usable.

mod conditions;
mod faults;
mod locale;
mod packs;
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use unsnag::flow::diagnostic::to_text;
use unsnag::flow::library::{Content, Document};
use unsnag::flow::{
    Condition, Library, Likely, Loaded, Place, Risk, Severity, Shell, SignatureKind, SlotKind, Target,
    Verified, bundled,
};
use unsnag::flow::{EndKind, Kind, Pattern, Points, Translated, Translation};

/// Loads files of `tests/suite/fixtures` from anywhere, as packs are.
pub fn fixture(folder: &str) -> Loaded {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/fixtures").join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(root).expect("a fixture").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    Library::load(paths.iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        Document::new(format!("{folder}/{name}"), std::fs::read_to_string(path).expect("a text"))
    }))
}

pub fn load(text: &str) -> Loaded {
    Library::load([Document::new("pack/f.yaml", text)])
}

fn report(loaded: &Loaded) -> String {
    to_text(&loaded.diagnostics)
}

#[test]
fn the_bundled_flows_are_those_on_disk_as_they_are_read_through_the_gate() {
    let trusted = Library::load(bundled::documents());
    assert_eq!(report(&trusted), "");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut foreign = Library::load(bundled::documents().map(|document| {
        let path = document.source.path();
        Document::new(path, std::fs::read_to_string(root.join(path)).expect("the file that was bundled"))
    }));
    assert_eq!(report(&foreign), "");
    // What is only for translators is not bundled.
    let forget = |translations: &mut BTreeMap<String, Translated>| {
        for one in translations.values_mut() {
            *one = Translation { seen: BTreeMap::new(), ..Translation::clone(one) }.into();
        }
    };
    foreign.library.packs.values_mut().for_each(|pack| forget(&mut pack.translations));
    foreign.library.flows.values_mut().for_each(|flow| forget(&mut Arc::make_mut(flow).translations));
    assert_eq!(trusted.library.flows, foreign.library.flows);
    assert_eq!(trusted.library.packs, foreign.library.packs);
    assert!(!trusted.library.flows.is_empty());
}

#[test]
fn the_smallest_flow_is_a_pack_of_its_folder() {
    let loaded = fixture("small");
    assert_eq!(report(&loaded), "");
    let flow = loaded.library.flow("um.selfsigned-cert").expect("the flow");
    assert_eq!(
        (flow.pack.as_str(), flow.start.as_str(), flow.nodes.len(), flow.rev),
        ("small", "rights", 2, 1)
    );
    assert_eq!(flow.hash.len(), 64);
    let Kind::Fix(fix) = &flow.nodes["rights"].kind else { panic!("a fix") };
    assert_eq!((fix.minutes, fix.steps.len(), fix.likely), (5, 2, None));
}

#[test]
fn the_example_of_the_format_loads() {
    let loaded = fixture("example");
    assert_eq!(report(&loaded), "");
    let flow = loaded.library.flow("azs.usage").expect("the flow");
    assert_eq!((flow.nodes.len(), flow.tests.len()), (4, 2));
    let Kind::Check(check) = &flow.nodes["outbound"].kind else { panic!("a check") };
    assert_eq!(check.run[0].slots["endpoint"].kind, SlotKind::Host);
}

#[test]
fn every_key_of_the_header_arrives() {
    let loaded = fixture("every-key");
    assert_eq!(report(&loaded), "");
    let flow = loaded.library.flow("fixture.all").expect("the flow");
    assert_eq!((flow.pack.as_str(), flow.rev, flow.severity), ("fixture", 3, Some(Severity::High)));
    assert_eq!(flow.condition.as_ref().map(|text| text.text.as_str()), Some("It does not work."));
    assert_eq!((flow.tags.len(), flow.symptoms.len(), flow.aliases.len()), (2, 2, 1));
    assert_eq!(flow.likely, Likely::Common);
    assert_eq!(flow.applies.os, ["windows"]);
    assert_eq!(flow.source.verified, Some(Verified::Never));
    assert_eq!(flow.source.dated.as_deref(), Some("2019"));
    assert_eq!(flow.source.ours, ["The second step"]);
    assert_eq!(flow.samples.iter().map(|sample| sample.within).collect::<Vec<_>>(), [1, 3]);
    let kinds: Vec<_> = flow.signatures.iter().map(|one| (&one.kind, one.answers.len())).collect();
    assert!(matches!(kinds[0], (SignatureKind::Text { also, .. }, 1) if also == &["Det gick fel"]));
    assert!(matches!(kinds[1], (SignatureKind::Code(code), 0) if code == "0x8024402C"));
    assert!(matches!(kinds[2], (SignatureKind::Regex { .. }, 2)));
    let test = &flow.tests[0];
    assert_eq!(test.walk[1], ("fix-it".to_owned(), "fixed".to_owned()));
    assert!(test.any_order && test.given.is_some() && test.end.as_deref() == Some("resolved"));
}

#[test]
fn status_base_and_help_are_inherited_key_by_key() {
    let loaded = fixture("every-key");
    let flow = loaded.library.flow("fixture.all").expect("the flow");
    assert_eq!(flow.base.as_deref(), Some("https://example.net/flows/"));
    assert_eq!(flow.status.renamed_to.as_deref(), Some("Thing Two"));
    assert_eq!(flow.status.retired.as_deref(), Some("2024-08-31"));
    let status = &flow.nodes["code"].status;
    assert_eq!((status.product.as_deref(), status.retired.as_deref()), (Some("Agent"), Some("2023-12-31")));
    // The successor of the pack's product is not that of the agent.
    assert_eq!(status.replaced_by, None);
    let via = |id: &str| match &flow.nodes[id].kind {
        Kind::End(end) => end.via.clone(),
        _ => panic!("{id} is no end"),
    };
    assert_eq!(via("help"), Some(Target::parse("fixture.all#questions")));
    assert_eq!(via("plain-help"), Some(Target::parse("fixture.all#help")));
    assert_eq!(via("done"), None);
}

#[test]
fn every_kind_of_node_arrives_with_its_keys() {
    let loaded = fixture("every-key");
    let flow = loaded.library.flow("fixture.all").expect("the flow");
    let kind = |id: &str| &flow.nodes[id].kind;
    let Kind::Ask(code) = kind("code") else { panic!("a question") };
    assert!(code.urgent && code.minutes == Some(2) && code.hint.is_some());
    let network = &code.options["network"];
    assert_eq!(network.points["fix-it"], Points::Usually);
    assert!(
        matches!(&network.when, Some(Condition::Not(inner)) if matches!(**inner, Condition::Answer { .. }))
    );
    let Kind::Ask(os) = kind("os") else { panic!("a question") };
    assert_eq!((os.text.text.as_str(), os.shared.as_deref()), ("Which system?", Some("os")));
    assert_eq!(os.options["linux"].say.text, "Linux");
    assert_eq!(os.options["linux"].go, Target { flow: Some("fixture.all".into()), node: None });
    assert!(os.urgent && os.minutes == Some(1));
    let Kind::Check(look) = kind("look") else { panic!("a check") };
    assert_eq!(look.question.options["answers"].pattern, Some(Pattern::Match("Answer\\s*:\\s*True".into())));
    assert_eq!(look.question.options["silent"].pattern, Some(Pattern::Absent("Answer".into())));
    assert_eq!(look.steps[1].see[0].to, "manual.md");
    assert_eq!(look.steps[1].run[0].shell, Shell::Cmd);
    let probe = &look.run[0];
    assert_eq!(
        (probe.place, probe.risk, probe.ours, probe.admin),
        (Place::Affected, Risk::Danger, false, true)
    );
    assert_eq!(probe.full_text(), "$a = 1\n$b = 2\nTest-It -Name <name> `\n  -Secret <key>");
    assert_eq!((probe.slots["name"].kind, probe.slots["name"].list.len()), (SlotKind::Host, 2));
    assert!(probe.slots["key"].secret && probe.undo.is_some() && probe.no_undo.is_some());
    assert_eq!((look.run[1].place, look.run[1].ours), (Place::PortalLogs, true));
    let Kind::Table(table) = kind("table") else { panic!("a table") };
    let row = &table.rows[0];
    assert_eq!((row.codes.len(), row.texts.len(), row.see.len()), (2, 1, 2));
    assert_eq!(row.status.as_ref().and_then(|status| status.replaced_by.as_deref()), Some("Newer"));
    assert!(table.many && table.other.is_some() && table.unsure.is_some() && table.hint.is_some());
    let Kind::Try(group) = kind("group") else { panic!("a group") };
    assert!(group.listed && group.members == ["fix-it", "look"]);
    let Kind::Fix(fix) = kind("fix-it") else { panic!("a fix") };
    assert_eq!(fix.wait.as_ref().map(|wait| wait.seconds), Some(86_400));
    assert_eq!((fix.likely, fix.risk, fix.minutes, fix.run.len()), (Some(Likely::Rare), Risk::Change, 10, 1));
    assert!(fix.then.not_fixed.is_some() && fix.then.cannot.is_some() && fix.then.skip.is_some());
    let Kind::Note(note) = kind("talk") else { panic!("a note") };
    assert_eq!((note.say.len(), note.see.len()), (2, 1));
    let Kind::Go(jump) = kind("detour") else { panic!("a jump") };
    assert_eq!(jump.back, Some(Target::node("help")));
    let Kind::Faq(faq) = kind("questions") else { panic!("questions") };
    assert_eq!((faq.items[0].a.len(), faq.items[0].see.len()), (2, 1));
    let ends = flow.nodes.values().filter_map(|node| match &node.kind {
        Kind::End(end) => Some(end.kind),
        _ => None,
    });
    assert_eq!(
        ends.collect::<Vec<_>>(),
        [EndKind::Escalate, EndKind::Escalate, EndKind::Resolved, EndKind::Info]
    );
}

#[test]
fn files_know_what_they_hold() {
    let loaded = fixture("every-key");
    let contents: Vec<&Content> = loaded.files.iter().map(|file| &file.content).collect();
    assert_eq!(contents[0], &Content::Pack("fixture".into()));
    assert_eq!(contents[1], &Content::Flow("fixture.all".into()));
    assert!(contents[2..].contains(&&Content::Translation { of: "fixture".into(), lang: "sv".into() }));
    assert!(loaded.files.iter().all(|file| file.tree().is_some()));
}

#[test]
fn what_came_first_is_not_shadowed() {
    let flow = |title: &str| {
        format!("unsnag: 1\ntitle: {title}\nid: a.b\nsymptoms: [s]\nstart: n\nnodes: {{n: {{end: info}}}}\n")
    };
    let pack = "id: p\ntitle: The pack\n";
    let loaded = Library::load([
        Document::new("one/pack.yaml", pack),
        Document::new("one/a.yaml", flow("first")),
        Document::new("two/pack.yaml", pack),
        Document::new("two/b.yaml", flow("second")),
        Document::new("two/c.yaml", flow("third").replace("a.b", "a.c")),
    ]);
    let said: Vec<String> =
        loaded.diagnostics.iter().map(|one| format!("{} {} {}", one.path(), one.code, one.message)).collect();
    assert_eq!(
        said,
        [
            "two/b.yaml E005 id \"a.b\" is also in one/a.yaml:3",
            "two/pack.yaml E005 id \"p\" is also in one/pack.yaml:1"
        ]
    );
    assert_eq!(loaded.library.flow("a.b").map(|flow| flow.title.text.as_str()), Some("first"));
    assert_eq!(loaded.library.flow("a.b").map(|flow| flow.pack.as_str()), Some("p"));
    assert_eq!(loaded.library.flow("a.c").map(|flow| flow.pack.as_str()), Some("p-2"));
}
