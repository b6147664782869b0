//! Suggestions for misspelt names.

/// Longest name that is compared, in bytes: the comparison is quadratic and names may be hostile.
const MAX_NAME: usize = 64;

/// The candidate that was probably meant: one that differs in a third of its letters at most, or only in
/// upper case and in the marks between words.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.is_empty() || name.len() > MAX_NAME {
        return None;
    }
    let folded = fold(name);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= 3)
        .map(|candidate| (strsim::osa_distance(&folded, &fold(candidate)), candidate))
        // Two names of one letter have nothing in common.
        .filter(|&(distance, candidate)| distance <= candidate.len().max(3) / 3 && distance < candidate.len())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// `; did you mean "x"?` for the end of a message, or nothing.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, candidates).map_or_else(String::new, |found| format!("; did you mean \"{found}\"?"))
}

fn fold(name: &str) -> String {
    name.to_lowercase().replace(['_', ' '], "-")
}
