//! Names for the places of a file, for messages: `node "code"`, `option "network"`, `row 3`.

use super::yaml::Step;

/// The name of the thing a path leads to: `node "code"`, `"minutes"`, `the file`.
pub fn place(path: &[Step]) -> String {
    own_name(path).unwrap_or_else(|| match path.last() {
        None => "the file".to_owned(),
        Some(Step::Key(name)) => format!("\"{name}\""),
        Some(Step::Index(at)) => format!("entry {}", at + 1),
    })
}

/// The same with what it belongs to, unless it has a name of its own: `"minutes" in node "clock"`.
pub fn subject(path: &[Step]) -> String {
    if own_name(path).is_some() {
        return place(path);
    }
    match path {
        [] | [_] => place(path),
        [around @ .., Step::Key(list), Step::Index(at)] => {
            let entry = format!("entry {} of \"{list}\"", at + 1);
            if around.is_empty() { entry } else { format!("{entry} in {}", place(around)) }
        }
        [around @ .., _] => format!("{} in {}", place(path), place(around)),
    }
}

/// Of things that authors think of as things.
fn own_name(path: &[Step]) -> Option<String> {
    let (group, step) = match path {
        [.., Step::Key(group), step] => (*group, step),
        _ => return None,
    };
    match step {
        Step::Key(name) => match group {
            "nodes" => Some(format!("node \"{name}\"")),
            "options" => Some(format!("option \"{name}\"")),
            "fill" => Some(format!("slot \"{name}\"")),
            "questions" => Some(format!("question \"{name}\"")),
            _ => None,
        },
        Step::Index(at) => {
            let thing = match group {
                "run" => "command",
                "rows" => "row",
                "tests" => "test",
                "signatures" => "signature",
                "samples" => "sample",
                _ => return None,
            };
            Some(format!("{thing} {}", at + 1))
        }
    }
}
