//! An inventory: what a source document holds, one fact a line, tab-separated.

/// A fact of a source document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Name of the document.
    pub source: String,
    /// Id of the fact: parts separated by dots, the section among the first.
    pub id: String,
    /// What kind of fact it is.
    pub kind: String,
    /// The fact in words.
    pub description: String,
    /// What stands verbatim in the document, if that can be looked for.
    pub token: Option<String>,
    /// Line of the inventory, from 1.
    pub line: usize,
}

const COLUMNS: [&str; 5] = ["source", "id", "kind", "description", "token"];

/// Reads an inventory. The first line names the columns, in any order; further columns are left alone. A token that
/// is empty or `-` is none.
pub fn read(text: &str) -> Result<Vec<Row>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, head) = lines.next().ok_or("the inventory is empty")?;
    let names: Vec<&str> = head.split('\t').map(str::trim).collect();
    let mut places = [0; COLUMNS.len()];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = names.iter().position(|one| *one == name).ok_or_else(|| {
            format!(
                "line 1 has no column \"{name}\"; the columns are {}, separated by tabs",
                COLUMNS.join(", ")
            )
        })?;
    }
    let mut rows = Vec::new();
    for (index, line) in lines {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [source, id, kind, description, token] =
            places.map(|place| cells.get(place).copied().unwrap_or_default().to_owned());
        if source.is_empty() || id.is_empty() {
            return Err(format!("line {}: a row needs a source and an id", index + 1));
        }
        let token = Some(token).filter(|token| !token.is_empty() && token != "-");
        rows.push(Row { source, id, kind, description, token, line: index + 1 });
    }
    Ok(rows)
}
