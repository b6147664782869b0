//! The settings that are in force: an option of the command line goes before the environment, that before
//! `config.yaml`, and that before what the program does by itself.

use super::file::ConfigFile;
use crate::cli::args::Global;
use crate::flow::Diagnostic;
use crate::flow::diagnostic::{Code, Source};
use crate::flow::nearest::did_you_mean;
use crate::flow::settings::Reading;
use crate::flow::yaml::Step;
use crate::host::clipboard::ClipboardChoice;
use crate::host::{Environment, Paths, packs};
use crate::ui::keymap::{Change, Keys};
use crate::ui::tui::theme::{self, Named, Theme};
use anyhow::{Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Who decided a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line.
    Flag,
    /// A variable.
    Environment,
    /// `config.yaml`.
    Config,
    /// Nobody.
    Default,
}

/// A setting and who decided it.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// What it is set to.
    pub value: T,
    /// Who decided it.
    pub origin: Origin,
}

/// How the screen looks, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// A theme that comes with the program.
    Named(Named),
    /// A file.
    File(PathBuf),
}

/// The settings that are in force.
pub struct Settings {
    /// Where `config.yaml` is, or would be; none without a home folder.
    pub path: Option<PathBuf>,
    /// The language that was asked for.
    pub language: Setting<Option<String>>,
    /// How the screen looks.
    pub look: Setting<Look>,
    /// Borders are ASCII characters.
    pub ascii: Setting<bool>,
    /// Lines instead of the full screen.
    pub plain: Setting<bool>,
    /// Clicks and the wheel are taken.
    pub mouse: Setting<bool>,
    /// How commands are copied.
    pub clipboard: Setting<ClipboardChoice>,
    /// What transcripts mask, as it was written: a word, or a path.
    pub redact: Setting<Option<String>>,
    /// The keys that are in force.
    pub keys: Arc<Keys>,
    /// Folders and files with more flows, each with its place in the list.
    pub packs: Vec<(usize, PathBuf)>,
    /// What the file says; there is none if nothing was read.
    file: Option<Reading<ConfigFile>>,
}

impl Settings {
    /// Reads the settings. A fault in `config.yaml` never stops anything: the rest of it is used.
    pub fn load(global: &Global, environment: &Environment) -> Result<Settings> {
        let path = path(environment);
        let mut file = path.as_deref().and_then(read);
        let config = file.as_ref().map(|file| file.value.clone()).unwrap_or_default();
        let folder = path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
        let place = |written: &str| placed(written, &folder, environment);
        let text = |text: Option<crate::flow::file::Text>| text.map(|text| text.0);
        let switch = |flag: Option<bool>, config: Option<bool>| first(flag, None, config, false);
        let settings = Settings {
            language: first(
                global.lang.clone().map(Some),
                environment.asked_language().map(|tag| Some(tag.to_owned())),
                text(config.language).map(Some),
                None,
            ),
            look: look(global, environment, text(config.theme), &place, file.as_mut())?,
            ascii: switch(global.ascii, config.ascii),
            plain: switch(global.plain, config.plain),
            mouse: switch(global.mouse, config.mouse),
            clipboard: first(global.clipboard, None, config.clipboard, ClipboardChoice::Auto),
            redact: redact(text(config.redact), &place, file.as_mut()),
            keys: Arc::new(keys(&config.keys, file.as_mut())),
            packs: config.packs.0.iter().map(|pack| place(&pack.0)).enumerate().collect(),
            path,
            file,
        };
        Ok(settings)
    }

    /// Whether there is a `config.yaml`.
    pub fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// What is wrong with `config.yaml`.
    pub fn faults(&self) -> &[Diagnostic] {
        self.file.as_ref().map(|file| file.faults.as_slice()).unwrap_or_default()
    }

    /// Reports something about a value of `config.yaml`.
    pub fn report(&mut self, path: &[Step], message: impl Into<String>, help: impl Into<String>) {
        if let Some(file) = &mut self.file {
            file.at(path, message, help);
        }
    }

    /// How the screen looks, and what is wrong with the file that says so.
    pub fn theme(&self, environment: &Environment) -> (Theme, Vec<Diagnostic>) {
        let detected = || Theme::named(theme::detect(environment));
        let (theme, faults) = match &self.look.value {
            Look::Named(Named::Auto) => (detected(), Vec::new()),
            Look::Named(named) => (Theme::named(*named), Vec::new()),
            Look::File(path) => match source(path) {
                Ok(source) => theme::read(&source, detected()),
                Err(faults) => (detected(), faults),
            },
        };
        (theme.with_ascii(self.ascii.value), faults)
    }
}

/// `UNSNAG_CONFIG`, else `config.yaml` in the folder for settings.
fn path(environment: &Environment) -> Option<PathBuf> {
    environment.config().or_else(|| Some(Paths::find(environment)?.config.join("config.yaml")))
}

/// The file, if there is one. That there is none costs one look.
fn read(path: &Path) -> Option<Reading<ConfigFile>> {
    fs::symlink_metadata(path).ok()?;
    Some(match source(path) {
        Ok(source) => Reading::of(&source),
        Err(faults) => {
            let mut reading = Reading::of(&Source::new(path.to_string_lossy(), ""));
            reading.faults = faults;
            reading
        }
    })
}

/// A file, or why it cannot be read.
fn source(path: &Path) -> Result<Source, Vec<Diagnostic>> {
    let refused = |why: String| {
        let source = Source::new(path.to_string_lossy(), "");
        let help = "it has to be a file that you may read";
        vec![Diagnostic::new(Code::E001, &source, 0..0, why).help(help)]
    };
    match packs::read(path) {
        Ok(found) if path.is_file() => match found.documents.into_iter().next() {
            Some(document) => Ok(document.source),
            None => Err(found.diagnostics),
        },
        Ok(_) => Err(refused("this is not a file".to_owned())),
        Err(error) => Err(refused(format!("the file cannot be read: {error}"))),
    }
}

/// A path as it is written in `config.yaml`: from its folder on, `~` for the home folder.
fn placed(written: &str, folder: &Path, environment: &Environment) -> PathBuf {
    match written.strip_prefix("~/").zip(environment.home()) {
        Some((rest, home)) => home.join(rest),
        None => folder.join(written),
    }
}

/// The first that was given.
fn first<T>(flag: Option<T>, environment: Option<T>, config: Option<T>, default: T) -> Setting<T> {
    let given = [(flag, Origin::Flag), (environment, Origin::Environment), (config, Origin::Config)];
    let found = given.into_iter().find_map(|(value, origin)| Some(Setting { value: value?, origin }));
    found.unwrap_or(Setting { value: default, origin: Origin::Default })
}

fn is_path(written: &str) -> bool {
    written.contains('/') || written.ends_with(".yaml") || written.ends_with(".yml")
}

fn look(
    global: &Global,
    environment: &Environment,
    config: Option<String>,
    place: &impl Fn(&str) -> PathBuf,
    file: Option<&mut Reading<ConfigFile>>,
) -> Result<Setting<Look>> {
    let names = Named::ALL.map(|(_, name)| name);
    let wrong = |written: &str| format!("there is no theme \"{written}\"{}", did_you_mean(written, names));
    let help = format!("themes are {}, or the path of a theme file", names.join(", "));
    if let Some(written) = &global.theme {
        let look = match Named::of(written) {
            Some(named) => Look::Named(named),
            None if is_path(written) && Path::new(written).exists() => Look::File(PathBuf::from(written)),
            None if is_path(written) => bail!("there is no file {written}"),
            None => bail!("{}; {help}", wrong(written)),
        };
        return Ok(Setting { value: look, origin: Origin::Flag });
    }
    if let Some(written) = environment.asked_theme() {
        let look = match Named::of(written) {
            Some(named) => Look::Named(named),
            None if is_path(written) => Look::File(PathBuf::from(written)),
            None => bail!("UNSNAG_THEME: {}; {help}", wrong(written)),
        };
        return Ok(Setting { value: look, origin: Origin::Environment });
    }
    let config = config.and_then(|written| match Named::of(&written) {
        Some(named) => Some(Look::Named(named)),
        None => {
            let path = place(&written);
            if is_path(&written) && path.is_file() {
                return Some(Look::File(path));
            }
            let message = match is_path(&written) {
                true => format!("there is no file {}", path.display()),
                false => wrong(&written),
            };
            if let Some(file) = file {
                file.at(&[Step::Key("theme")], message, help.clone());
            }
            None
        }
    });
    // Who asks for no colours in the environment means every program.
    let none = environment.no_color().then_some(Look::Named(Named::None));
    Ok(first(None, none, config, Look::Named(Named::Auto)))
}

fn redact(
    written: Option<String>,
    place: &impl Fn(&str) -> PathBuf,
    file: Option<&mut Reading<ConfigFile>>,
) -> Setting<Option<String>> {
    const WORDS: [&str; 3] = ["all", "secrets", "none"];
    let good = written.and_then(|written| {
        if WORDS.contains(&written.as_str()) {
            return Some(written);
        }
        let path = place(&written);
        if is_path(&written) && path.is_file() {
            return Some(path.to_string_lossy().into_owned());
        }
        let message = match is_path(&written) {
            true => format!("there is no file {}", path.display()),
            false => format!("\"redact\" cannot be \"{written}\"{}", did_you_mean(&written, WORDS)),
        };
        if let Some(file) = file {
            file.at(
                &[Step::Key("redact")],
                message,
                "write all, secrets, none, or the path of a policy file",
            );
        }
        None
    });
    first(None, None, good.map(Some), None)
}

fn keys(
    written: &indexmap::IndexMap<String, crate::flow::file::Many<crate::flow::file::Text>>,
    file: Option<&mut Reading<ConfigFile>>,
) -> Keys {
    let (Some(file), false) = (file, written.is_empty()) else { return Keys::default() };
    let changes: Vec<Change> = written
        .iter()
        .map(|(word, keys)| Change {
            word: word.clone(),
            keys: keys.0.iter().map(|key| key.0.clone()).collect(),
        })
        .collect();
    let (keys, faults) = Keys::changed(&changes);
    for fault in faults {
        let Some(change) = changes.get(fault.change) else { continue };
        let action = [Step::Key("keys"), Step::Key(&change.word)];
        match fault.key {
            None => file.at_key(&action, fault.message, fault.help),
            // Where a list is one word without brackets, its only entry is the word itself.
            Some(key) => file.at(&[action[0], action[1], Step::Index(key)], fault.message, fault.help),
        }
    }
    keys
}
