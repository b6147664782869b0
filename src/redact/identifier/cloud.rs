//! Names of resources: in resource ids, in options of commands, in connection strings.

use super::{Tie, assigned, is_generic, is_mark, is_name, option_value};
use crate::redact::scan::{Rule, Site, tail};
use crate::redact::{Class, Hit};
use crate::text::visible::head;

pub(super) const RULES: &[(Rule, &[&str])] = &[
    (id, &["/resourcegroups/"]),
    (provider, &["/providers/"]),
    (
        named,
        &[
            "resourcegroup",
            "resourcegroupname",
            "resource-group",
            "resource_group",
            "resource group",
            "accountname",
            "account-name",
            "workspacename",
            "workspace-name",
            "storageaccountname",
            "storageaccount",
            "vaultname",
            "vault-name",
            "vmname",
            "vm-name",
            "资源组",
            "資源群組",
            "resursgrupp",
        ],
    ),
    (option, &["-g ", "-n ", "--name ", "-name "]),
    (workflow, &["/workflows/"]),
    (arn, &["arn:aws"]),
];

/// The name that a text begins with: what Azure allows, not a placeholder.
fn name_of(text: &str, spaces: bool) -> Option<&str> {
    let part =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '(' | ')') || (spaces && c == ' ');
    let run = head(text, 96);
    let name = run.get(..run.find(|c| !part(c)).unwrap_or(run.len()))?;
    let name = name.trim_end_matches(['.', ' ', '-']);
    let name = if name.contains('(') { name } else { name.trim_end_matches(')') };
    let placeholder =
        text.get(name.len()..).is_some_and(|rest| rest.starts_with(['<', '{', '$', '*', '%', '(', '=']));
    let plain = name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let guid = name.len() == 36 && name.split('-').count() == 5;
    (plain && !guid && !placeholder && (2..=90).contains(&name.len()) && !is_generic(name) && !is_mark(name))
        .then_some(name)
}

fn is_placeholder(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("your")
        || lower.starts_with("my-")
        || lower.ends_with("-name")
        || lower == "myresourcegroup"
}

fn push(site: Site<'_>, text: &str, spaces: bool, finds: &mut Vec<Hit>) -> usize {
    match name_of(text, spaces).filter(|name| !is_placeholder(name)) {
        Some(name) => {
            finds.push(site.hit(name, Class::Resource));
            name.len()
        }
        None => 0,
    }
}

/// `/resourceGroups/name`
fn id(site: Site<'_>, finds: &mut Vec<Hit>) {
    push(site, site.after(), false, finds);
}

/// `/providers/Microsoft.Web/sites/name/slots/name`: every second part is a name.
fn provider(site: Site<'_>, finds: &mut Vec<Hit>) {
    let path = head(site.after(), 320);
    let end = path.find(|c: char| c.is_whitespace() || "\"'`,;?&<>|#\\]".contains(c)).unwrap_or(path.len());
    let path = path.get(..end).unwrap_or_default();
    // Without a subscription before it this is the name of an operation, such as `Microsoft.Web/sites/write`.
    if !path.split('/').next().is_some_and(|space| space.contains('.')) {
        return;
    }
    let mut at = 0_usize;
    for (index, part) in path.split('/').enumerate() {
        let named = index >= 2 && index % 2 == 0;
        let kind =
            path.get(..at.saturating_sub(1)).and_then(|before| before.rsplit('/').next()).unwrap_or_default();
        if index > 12 || part.eq_ignore_ascii_case("providers") {
            break;
        }
        // Tables, metrics and definitions have names of the product.
        const PUBLIC: &[&str] = &[
            "tables",
            "roledefinitions",
            "policydefinitions",
            "locations",
            "extensions",
            "diagnosticsettings",
            "operations",
            "metricdefinitions",
            "publishers",
            "offers",
            "skus",
            "versions",
            "blobservices",
        ];
        if named && !part.is_empty() && !PUBLIC.contains(&kind.to_ascii_lowercase().as_str()) {
            push(site, part, false, finds);
        }
        at += part.len() + 1;
    }
}

/// `"resourceGroup": ".."`, `--account-name ..`, `AccountName=..;`
fn named(site: Site<'_>, finds: &mut Vec<Hit>) {
    let keyword = site.keyword().to_ascii_lowercase();
    let (value, tie) = match (assigned(site), option_value(site)) {
        (Some((value, tie)), _) => (value, tie),
        (None, Some(value)) => (value, Tie::Firm),
        (None, None) => return,
    };
    // An account of storage stands in a connection string; elsewhere it is a person's.
    if keyword == "accountname" {
        let line = tail(site.before(), 200).to_ascii_lowercase();
        if !(line.contains("protocol")
            || line.contains("endpoint")
            || head(value, 160).to_ascii_lowercase().contains("accountkey")
            || line.contains("az "))
        {
            if !site.before().ends_with(|c: char| c.is_ascii_alphanumeric()) {
                super::account::person(site, super::word(value), finds);
            }
            return;
        }
    }
    if !is_name(site)
        && keyword != "storageaccountname"
        && site.before().ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        return;
    }
    let quoted =
        site.text.get(..site.text.len() - value.len()).is_some_and(|before| before.ends_with(['"', '\'']));
    let Some(name) = name_of(value, quoted) else { return };
    let rest = value.get(name.len()..).unwrap_or_default();
    let plain = name.bytes().all(|b| b.is_ascii_lowercase());
    if tie == Tie::Loose && plain && rest.starts_with(' ') {
        return;
    }
    push(site, value, quoted, finds);
}

/// `-g` and `-n` of az, `-Name` of the cmdlets of Azure.
fn option(site: Site<'_>, finds: &mut Vec<Hit>) {
    if !site.before().ends_with(' ') {
        return;
    }
    let line = tail(site.before(), 300);
    let lower = line.to_ascii_lowercase();
    let azure = lower.contains("az ") && !lower.contains("kubectl");
    let cmdlet = line.contains("-Az") && !line.contains("Module");
    let fits = match site.keyword().to_ascii_lowercase().as_str() {
        "-g " | "-n " => azure,
        "--name " => azure,
        _ => cmdlet,
    };
    // Its subject decides: extensions, roles and secrets have names of the product, or their own.
    let public =
        ["extension", "role ", "create-for-rbac", "secret", "location", "feature", "provider", "policy"];
    let of_product = !site.keyword().starts_with("-g") && public.iter().any(|one| lower.contains(one));
    let value = site.after().trim_start_matches(['"', '\'']);
    if fits && !of_product {
        push(site, value, value.len() < site.after().len(), finds);
    }
}

/// The id of a workflow of Logic Apps.
fn workflow(site: Site<'_>, finds: &mut Vec<Hit>) {
    let run = head(site.after(), 40);
    let end = run.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(run.len());
    if end == 32 {
        finds.push((site.end..site.end + end, Class::Resource));
    }
}

/// The account in a resource name of AWS.
fn arn(site: Site<'_>, finds: &mut Vec<Hit>) {
    let mut at = site.start;
    for (index, part) in head(site.from(), 128).split(':').enumerate() {
        if index == 4 && part.len() == 12 && part.bytes().all(|b| b.is_ascii_digit()) {
            finds.push((at..at + part.len(), Class::Resource));
        }
        at += part.len() + 1;
    }
}
