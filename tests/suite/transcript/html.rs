//! The page as a browser reads it.

use super::parsed::{Node, parse};
use super::{FLOW, HOSTILE, PACK, Walk, library, told, whole_walk, written};
use expect_test::expect_file;
use sha2::{Digest, Sha256};
use unsnag::text::{has_hidden, visible_line};
use unsnag::transcript::{Document, Format};

const SHELL: &str = include_str!("../../../assets/export/page.html");

fn page(walk: &Walk) -> String {
    walk.write(Format::Html)
}

/// Elements and attributes in order; not where lines of a quote break, nor what `href` and `lang` say.
fn structure(nodes: &[Node]) -> Vec<String> {
    let elements = nodes.iter().filter(|node| node.element != "br");
    elements
        .map(|node| {
            let names: Vec<&str> = node.attributes.iter().map(|(name, _)| name.as_str()).collect();
            format!("{}{} {}", " ".repeat(node.depth), node.element, names.join(" "))
        })
        .collect()
}

#[test]
fn the_walk_as_a_page() {
    expect_file!["walk.html"].assert_eq(&page(&whole_walk()));
}

#[test]
fn a_browser_finds_nothing_to_mend() {
    for text in HOSTILE.iter().chain(&["harmless"]) {
        let parsed = parse(&page(&told(text)));
        assert!(parsed.errors.is_empty(), "{text:?}: {:?}", parsed.errors);
        assert_eq!(parsed.comments, 0);
    }
}

#[test]
fn hostile_text_stays_text() {
    let harmless = structure(&parse(&page(&told("harmless"))).nodes);
    for text in HOSTILE {
        let html = page(&told(text));
        assert!(!has_hidden(&html), "{html:?}");
        let parsed = parse(&html);
        assert_eq!(structure(&parsed.nodes), harmless, "{text:?}");
        let expected: Vec<String> =
            text.replace("\r\n", "\n").lines().map(|line| visible_line(line).into_owned()).collect();
        // Given, command and evidence come back to the letter, but for tabs, which stay.
        let verbatim: Vec<&str> =
            parsed.nodes.iter().filter(|node| node.element == "pre").map(|node| node.text.as_str()).collect();
        let whole = expected.join("\n");
        let same = verbatim.iter().filter(|pre| pre.replace('\t', " ").starts_with(whole.trim_end()));
        assert!(same.count() >= 2, "{whole:?} in {verbatim:?}");
        let note = parsed.nodes.iter().find(|node| node.element == "blockquote").unwrap();
        for line in expected.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            assert!(note.text.replace('\t', " ").contains(line), "{line:?} in {:?}", note.text);
        }
    }
}

#[test]
fn hostile_flows_stay_text() {
    let hostile = r#"<b onclick=x()>x</b></title></style><script>1</script> "' &lt; {body} <!-- "#;
    let flow = FLOW
        .replace(
            "ask: Which error code does the portal show?",
            &format!("ask: '{}'", hostile.replace('\'', "''")),
        )
        .replace("title: The gateway does not upload", &format!("title: '{}'", hostile.replace('\'', "''")))
        .replace("see: windows.md", "see: 'javascript:alert(1)'")
        .replace("Endpoint host name", "=cmd|x");
    let walk = whole_walk();
    let document = Document::of("s", walk.session.records(), &library(&flow), "en");
    let parsed = parse(&written(&document, Format::Html));
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    assert!(parsed.nodes.iter().all(|node| !matches!(node.element.as_str(), "script" | "img" | "iframe")));
    let title = parsed.nodes.iter().find(|node| node.element == "title").unwrap();
    assert!(title.text.contains(hostile.trim()), "{}", title.text);
    // Links go to the web or into the page.
    let links = parsed.nodes.iter().filter_map(|node| node.attribute("href"));
    for link in links {
        assert!(
            link.starts_with("https://") || link.starts_with("http://") || link.starts_with("#part-"),
            "{link}"
        );
    }
    assert!(parsed.nodes.iter().any(|node| node.element == "th" && node.text == "'=cmd|x"));
}

#[test]
fn the_page_is_alone_and_carries_its_policy() {
    let html = page(&whole_walk());
    let parsed = parse(&html);
    let style = parsed.nodes.iter().find(|node| node.element == "style").unwrap();
    let hash = base64(&Sha256::digest(style.text.as_bytes()));
    let policy = parsed.nodes.iter().find(|node| node.attribute("http-equiv").is_some()).unwrap();
    let content = policy.attribute("content").unwrap();
    let expected =
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert_eq!(content, expected, "write the hash of the changed style into assets/export/page.html");
    for node in &parsed.nodes {
        assert!(!matches!(node.element.as_str(), "script" | "img" | "link" | "iframe" | "object" | "form"));
        for (name, _) in &node.attributes {
            assert!(!name.starts_with("on") && !matches!(name.as_str(), "src" | "style"), "{name}");
        }
    }
    assert!(!style.text.contains("url(") && !style.text.contains("@import"));
}

#[test]
fn the_page_can_be_heard_and_walked() {
    let parsed = parse(&page(&whole_walk()));
    let nodes = &parsed.nodes;
    assert_eq!(nodes.iter().filter(|node| node.element == "h1").count(), 1);
    assert_eq!(nodes.iter().filter(|node| node.element == "main").count(), 1);
    // No level of heading is left out.
    let levels: Vec<u32> =
        nodes.iter().filter_map(|node| node.element.strip_prefix('h')?.parse().ok()).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    // Every name and every link of the page leads to an element.
    let ids: Vec<&str> = nodes.iter().filter_map(|node| node.attribute("id")).collect();
    let named = nodes.iter().filter_map(|node| node.attribute("aria-labelledby"));
    let links = nodes.iter().filter_map(|node| node.attribute("href")?.strip_prefix('#'));
    let named: Vec<&str> = named.chain(links).collect();
    assert!(named.len() > 10 && named.iter().all(|id| ids.contains(id)), "{named:?} {ids:?}");
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    // A table says what its rows and columns are.
    assert!(nodes.iter().any(|node| node.element == "caption" && !node.text.is_empty()));
    assert!(nodes.iter().filter(|node| node.element == "th").all(|node| node.attribute("scope").is_some()));
}

#[test]
fn languages_are_marked() {
    for lang in ["en", "sv", "zh-TW", "zh-CN"] {
        let walk = whole_walk();
        let document = Document::of("s", walk.session.records(), &library(FLOW), lang);
        let parsed = parse(&written(&document, Format::Html));
        let html = parsed.nodes.iter().find(|node| node.element == "html").unwrap();
        assert_eq!(html.attribute("lang"), Some(lang));
        // The flow is in English only; the language of a note is not known.
        let english = parsed.nodes.iter().filter(|node| node.attribute("lang") == Some("en")).count();
        assert_eq!(english > 1, lang != "en", "{lang}");
        let note = parsed.nodes.iter().find(|node| node.element == "blockquote").unwrap();
        assert_eq!(note.attribute("lang"), Some(""));
    }
    assert!(PACK.contains("Gateway"));
}

#[test]
fn colours_can_be_told_apart() {
    // WCAG 2.2, 1.4.6: 7 to 1 for text.
    for theme in SHELL.match_indices("--page:").map(|(at, _)| SHELL[at..].lines().next().unwrap()) {
        let colour = |name: &str| {
            let at = theme.find(&format!("--{name}: #")).unwrap() + name.len() + 5;
            luminance(&theme[at..at + 6])
        };
        let contrast = |one: f64, other: f64| (one.max(other) + 0.05) / (one.min(other) + 0.05);
        for ground in ["page", "code"] {
            for text in ["text", "quiet", "link"] {
                let ratio = contrast(colour(text), colour(ground));
                assert!(
                    ratio >= 7.0 || (text == "link" && ratio >= 4.5),
                    "{text} on {ground}: {ratio} in {theme}"
                );
            }
        }
        assert!(contrast(colour("line"), colour("page")) >= 3.0, "{theme}");
    }
}

/// Relative luminance (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn base64(bytes: &[u8]) -> String {
    use ::base64::Engine;
    ::base64::engine::general_purpose::STANDARD.encode(bytes)
}
