//! Lists the bundled flows, so that the program carries them inside, and turns each into JSON, so that it need
//! not parse YAML when it starts. Both are packed: words repeat themselves.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=flows");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("flows"), &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let path = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        let text = text.trim_start_matches('\u{feff}');
        let hash = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        // A file that is not YAML is left to the program, which says what is wrong with it.
        let prepared = match serde_yaml::from_str::<serde_json::Value>(text) {
            Ok(value) => {
                let json = out_dir.join(format!("{number}.json.deflate"));
                fs::write(&json, deflate(&value.to_string()))?;
                let translation = value.get("of").is_some();
                format!(
                    "Some(Prepared {{ json: Packed(include_bytes!({json:?})), hash: {hash:?}, \
                     translation: {translation} }})"
                )
            }
            Err(_) => "None".to_owned(),
        };
        let packed = out_dir.join(format!("{number}.yaml.deflate"));
        fs::write(&packed, deflate(text))?;
        let _ = writeln!(
            list,
            "Bundled {{ path: {path:?}, text: Packed(include_bytes!({packed:?})), prepared: {prepared} }},"
        );
    }
    list += "]\n";
    fs::write(out_dir.join("bundled.rs"), list)
}

fn deflate(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 10)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
