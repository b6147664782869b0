//! Values found in a pasted text.

use proptest::prelude::*;
use unsnag::text::values::{Form, Label, Thing, values};

const GUID: &str = "1f0e9c7a-1b2c-4d3e-8f90-0123456789ab";

/// The values of a text that have this label.
fn labelled(text: &str, thing: Thing) -> Vec<String> {
    let found = values(text).into_iter().filter(|value| value.label == Some(Label::Known(thing)));
    found.map(|value| value.text).collect()
}

fn of_form(text: &str, form: Form) -> Vec<String> {
    values(text).into_iter().filter(|value| value.form == form).map(|value| value.text).collect()
}

#[test]
fn machines_are_found_in_the_ways_that_texts_name_them() {
    for text in [
        "Computer: WEB-01",
        "2026-03-01 12:00 ERROR registration failed, ComputerName=WEB-01, code 5",
        "\"computer\": \"WEB-01\"",
        "The machine WEB-01 is not registered.",
        "server 'WEB-01' does not answer",
        "Mar  1 12:00:00 WEB-01 sshd[12]: error",
        "2026-03-01T12:00:00Z WEB-01 omsagent[1]: error",
        "電腦名稱：WEB-01",
        "计算机名: WEB-01。",
        "Datornamn: WEB-01",
    ] {
        assert_eq!(labelled(text, Thing::Machine), ["WEB-01"], "{text}");
    }
    assert!(labelled("the server is down and the machine has stopped", Thing::Machine).is_empty());
}

#[test]
fn the_last_thing_that_a_label_names_counts() {
    let text = format!("cannot reach host for subscription: {GUID}\nSupport: 17\n");
    assert_eq!(labelled(&text, Thing::Subscription), [GUID]);
    assert!(labelled(&text, Thing::Machine).is_empty() && labelled(&text, Thing::Port).is_empty());
    assert_eq!(labelled(&format!("workspaceId={GUID}"), Thing::Workspace), [GUID]);
    assert_eq!(labelled("\"resourceGroupName\": \"rg-prod\",", Thing::ResourceGroup), ["rg-prod"]);
}

#[test]
fn a_resource_id_is_taken_apart() {
    let id = format!(
        "/subscriptions/{GUID}/resourceGroups/rg-prod/providers/Microsoft.Compute/virtualMachines/vm-7"
    );
    let text = format!("The resource '{id}' was not found.");
    assert_eq!(labelled(&text, Thing::Subscription), [GUID]);
    assert_eq!(labelled(&text, Thing::ResourceGroup), ["rg-prod"]);
    assert_eq!(labelled(&text, Thing::Machine), ["vm-7"]);
    assert_eq!(of_form(&text, Form::Path)[0], id);
}

#[test]
fn forms_speak_for_themselves() {
    let text = format!(
        "GET https://usage.example.net:8443/x failed with 0x80072EE2, request {GUID}\nC:\\Temp\\a.log\n"
    );
    assert_eq!(of_form(&text, Form::Address), ["usage.example.net"]);
    assert_eq!(labelled(&text, Thing::Port), ["8443"]);
    assert_eq!(of_form(&text, Form::Code), ["0x80072EE2"]);
    assert_eq!(of_form(&text, Form::Guid), [GUID]);
    assert_eq!(of_form(&text, Form::Path), ["C:\\Temp\\a.log"]);
    assert!(of_form("System.Net.WebException: no", Form::Address).is_empty());
}

proptest! {
    #[test]
    fn any_text_can_be_looked_through(text in "(\\PC|[\n:=/\\\\' ]|Computer: |https://|/subscriptions/){0,80}") {
        for value in values(&text) {
            prop_assert!(text.contains(&value.text));
        }
    }
}
