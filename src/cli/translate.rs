//! `unsnag translate`: makes the translation file beside a flow or pack, or brings it up to date.

use super::args::Global;
use super::exit::Exit;
use super::out::Out;
use super::setup::in_one_line;
use super::sources::read;
use crate::flow::diagnostic::Source;
use crate::flow::library::{Content, LoadedFile};
use crate::flow::load::is_flow_id;
use crate::flow::locale::SOURCE_LANGUAGE;
use crate::flow::nearest::did_you_mean;
use crate::flow::sidecar::{Accept, Original, Updated, update};
use crate::flow::{Level, Library, Loaded};
use crate::host::atomic;
use crate::text::lang;
use crate::text::sort::sort;
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Arguments of `unsnag translate`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "--lang names the language; without it every language that the pack declares is taken.\n\
                        A string without translation is added as \"\" with its English text above it. Where the \
                        English text changed since, a comment says so; when the translation is right again, remove \
                        its line under `seen` or use --accept."
)]
pub struct Translate {
    /// Flows or packs: a file, a folder, or an id from the --flows folders.
    #[arg(value_name = "FLOW", required_unless_present = "all")]
    targets: Vec<String>,
    /// Everything in the --flows folders.
    #[arg(long)]
    all: bool,
    /// Write nothing; exit 1 if a file is not up to date or not complete.
    #[arg(long)]
    check: bool,
    /// The translation of this string is right for the changed source; `all` for every string. Can be given more
    /// than once.
    #[arg(long, value_name = "STRING")]
    accept: Vec<String>,
}

impl Translate {
    /// Runs the command.
    pub fn run(self, global: &Global, out: &mut Out) -> Result<Exit> {
        let wanted = global.lang.as_deref().map(language).transpose()?;
        let (here, ids): (Vec<&str>, Vec<&str>) =
            self.targets.iter().map(String::as_str).partition(|target| Path::new(target).exists());
        let mut paths: Vec<PathBuf> = global.flows.clone();
        for path in &here {
            paths.extend(files_around(Path::new(path))?);
        }
        if paths.is_empty() {
            let hint = "name the file of the flow, or the folder of its pack with --flows";
            bail!("there is no file {}; {hint}", self.targets.join(", "));
        }
        let loaded = Library::load(read(&paths)?.0);
        let known = loaded.files.iter().filter_map(id_of);
        if let Some(id) = ids.iter().find(|id| !known.clone().any(|one| one == **id)) {
            bail!("there is no file and no flow \"{id}\"{}", did_you_mean(id, known));
        }
        let chosen = loaded.files.iter().filter(|file| {
            let within = |place: &Path| Path::new(file.source.path()).starts_with(place);
            here.iter().any(|path| within(Path::new(path)))
                || (self.all && global.flows.iter().any(|path| within(path)))
                || id_of(file).is_some_and(|id| ids.contains(&id))
        });
        let chosen: Vec<&LoadedFile> = chosen.filter(|file| id_of(file).is_some()).collect();
        if chosen.is_empty() {
            bail!("there is no flow or pack to translate here");
        }
        let accept = match self.accept.iter().any(|path| path == "all") {
            true => Accept::All,
            false => Accept::These(self.accept.iter().cloned().collect()),
        };
        let mut behind = false;
        for file in chosen {
            if let Some(fault) = error_in(&loaded, file) {
                bail!("{fault}\nfirst make {} readable, so that no text is lost", file.source.path());
            }
            for lang in languages(&loaded, file, wanted.as_deref()) {
                behind |= self.one(&loaded, file, &lang, &accept, out)?;
            }
        }
        Ok(Exit::unless(self.check && behind))
    }

    /// Brings one translation up to date; whether it was, or is still, behind.
    fn one(
        &self,
        loaded: &Loaded,
        file: &LoadedFile,
        lang: &str,
        accept: &Accept,
        out: &mut Out,
    ) -> Result<bool> {
        let Some((original, path)) = original(&loaded.library, file, lang) else { return Ok(false) };
        let existing = existing(loaded, &original.id, &path, lang);
        let path = existing.map_or(path, |file| PathBuf::from(file.path()));
        let updated =
            update(&original, lang, existing, accept).map_err(|fault| anyhow!("{}", in_one_line(&fault)))?;
        let same = existing.is_some_and(|file| file.text() == updated.text);
        let Updated { text, missing, changed, gone } = &updated;
        let state = match (same, self.check) {
            (true, _) => "up to date",
            (false, true) => "not up to date",
            (false, false) => "written",
        };
        if !same && !self.check {
            atomic::write_beside(&path, text.as_bytes(), Path::new(file.source.path()))?;
        }
        out.line(&format!(
            "{}: {state}; {} strings, {} missing, {} changed, {} gone",
            path.display(),
            original.count(),
            missing.len(),
            changed.len(),
            gone.len()
        ))?;
        Ok(!same || !missing.is_empty() || !changed.is_empty() || !gone.is_empty())
    }
}

fn language(tag: &str) -> Result<String> {
    let tidy = lang::tidy(tag);
    if !lang::is_tag(&tidy) {
        bail!("\"{tag}\" is not a language tag; write it like sv or zh-TW");
    }
    if lang::base(&tidy) == SOURCE_LANGUAGE {
        bail!("flows are written in English; name the language to translate to");
    }
    Ok(tidy)
}

/// A folder, or for a file the files beside it: its pack and its translations are among them.
fn files_around(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut files = vec![path.to_owned()];
    for entry in std::fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let found = folder.map_or_else(PathBuf::new, Path::to_owned).join(entry?.file_name());
        let is_flow = found.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if is_flow && name(&found) != name(path) && !name(&found).starts_with('.') && found.is_file() {
            files.push(found);
        }
    }
    sort(&mut files);
    Ok(files)
}

/// Id of the flow or pack that a file holds.
fn id_of(file: &LoadedFile) -> Option<&str> {
    match &file.content {
        Content::Flow(id) | Content::Pack(id) => Some(id),
        Content::Translation { .. } | Content::Nothing => None,
    }
}

fn error_in(loaded: &Loaded, file: &LoadedFile) -> Option<String> {
    let path = file.source.path();
    let mut errors = loaded.diagnostics.iter().filter(|one| one.level() == Level::Error);
    errors.find(|one| one.path() == path).map(in_one_line)
}

/// The language that was asked for, or those that the pack declares.
fn languages(loaded: &Loaded, file: &LoadedFile, wanted: Option<&str>) -> BTreeSet<String> {
    if let Some(wanted) = wanted {
        return BTreeSet::from([wanted.to_owned()]);
    }
    let library = &loaded.library;
    let pack = match &file.content {
        Content::Flow(id) => library.flow(id).and_then(|flow| library.pack_of(flow)),
        Content::Pack(id) => library.packs.get(id),
        _ => None,
    };
    let declared = pack.map(|pack| pack.languages.as_slice()).unwrap_or_default();
    declared.iter().filter(|tag| lang::base(tag) != SOURCE_LANGUAGE && lang::is_tag(tag)).cloned().collect()
}

/// What a file holds to translate, and the name of the file for it.
fn original(library: &Library, file: &LoadedFile, lang: &str) -> Option<(Original, PathBuf)> {
    let (original, name) = match &file.content {
        Content::Flow(id) => {
            let flow = library.flow(id).filter(|_| is_flow_id(id))?;
            (Original::of_flow(flow, library.pack_of(flow)), id.as_str())
        }
        Content::Pack(id) => (Original::of_pack(library.packs.get(id)?), "pack"),
        _ => return None,
    };
    Some((original, Path::new(file.source.path()).with_file_name(format!("{name}.{lang}.yaml"))))
}

/// The translation that is there: of this id and language in the same folder, or of this name.
fn existing<'a>(loaded: &'a Loaded, id: &str, path: &Path, lang: &str) -> Option<&'a Source> {
    let beside = |file: &&LoadedFile| Path::new(file.source.path()).parent() == path.parent();
    let is_it = |file: &&LoadedFile| match &file.content {
        Content::Translation { of, lang: tag } => of == id && tag == lang,
        _ => Path::new(file.source.path()) == path,
    };
    loaded.files.iter().filter(beside).find(is_it).map(|file| &file.source)
}
