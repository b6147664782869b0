//! Language tags: one spelling of them, and which of the languages at hand serves a reader.

/// A tag in its usual spelling: `zh_TW.UTF-8` is `zh-TW`, `SV` is `sv`, `zh-hant` is `zh-Hant` (RFC 5646, 2.1.1).
pub fn tidy(tag: &str) -> String {
    let bare = tag.split(['.', '@']).next().unwrap_or(tag);
    let parts = bare.split(['-', '_']).enumerate().map(|(index, part)| match part.len() {
        2 if index > 0 => part.to_ascii_uppercase(),
        4 if index > 0 => {
            let lower = part.to_ascii_lowercase();
            let (first, rest) = lower.split_at_checked(1).unwrap_or((&lower, ""));
            format!("{}{rest}", first.to_ascii_uppercase())
        }
        _ => part.to_ascii_lowercase(),
    });
    parts.collect::<Vec<_>>().join("-")
}

/// Whether a text can be a language tag: a language of two or three letters, then parts of letters and digits.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The language without script and region.
pub fn base(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether its texts need Chinese, Japanese or Korean characters.
pub fn is_cjk(tag: &str) -> bool {
    matches!(base(tag), "zh" | "ja" | "ko")
}

/// The language that serves a reader of `wanted` best: the same, the same in another script or region that such
/// a reader can read, or none. Traditional characters stand for each other, simplified ones likewise; `zh` alone
/// means simplified ones.
pub fn best<'a>(wanted: &str, available: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = tidy(wanted);
    let available: Vec<&str> = available.into_iter().collect();
    let find = |tag: &str| available.iter().copied().find(|one| *one == tag);
    find(&wanted).or_else(|| match base(&wanted) {
        "zh" if is_traditional(&wanted) => ["zh-TW", "zh-Hant", "zh-HK", "zh"].into_iter().find_map(find),
        "zh" => ["zh-CN", "zh-Hans", "zh", "zh-SG"].into_iter().find_map(find),
        general => find(general),
    })
}

fn is_traditional(tag: &str) -> bool {
    let script = tag.split('-').nth(1).filter(|part| part.len() == 4);
    match script {
        Some(script) => script == "Hant",
        None => tag.split('-').any(|part| matches!(part, "TW" | "HK" | "MO")),
    }
}
