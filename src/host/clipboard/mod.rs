//! The clipboard: which ways there are, in which order, and what can truthfully be said of each.

mod program;
mod trial;

pub use program::installed;
pub use trial::{After, Trial, try_out};

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use program::run;

use crate::host::Environment;
use crate::host::atomic::{self, Existing};
use crate::host::environment::Platform;
use crate::host::os::files::private_folder;
use crate::text::{Message, has_hidden, visible_line};

/// The most text sent by OSC 52, in bytes: terminals cut or drop sequences of over 75 kB, which this is in base64.
pub const OSC52_LIMIT: usize = 56_000;

/// The most bytes GNU screen passes on in one DCS string.
const SCREEN_CHUNK: usize = 200;

/// The setting `--clipboard`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ClipboardChoice {
    /// The best way there is, and the next when it fails.
    #[default]
    Auto,
    /// The escape sequence OSC 52, which also works over SSH.
    Osc52,
    /// The buffer of tmux, which passes it on to the terminal.
    Tmux,
    /// The clipboard program of this machine.
    Native,
    /// A file in the state folder.
    File,
    /// None: the text is only shown.
    Off,
}

/// One way to hand over a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A clipboard program of this machine.
    Native(Helper),
    /// `tmux load-buffer -w -`.
    Tmux,
    /// The escape sequence OSC 52.
    Osc52(Wrapping),
    /// A private file.
    File(PathBuf),
    /// No clipboard: the text is shown plainly, to be selected by hand. Never fails.
    Plain,
}

/// A clipboard program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Helper {
    /// macOS.
    Pbcopy,
    /// Windows.
    Clip,
    /// Wayland.
    WlCopy,
    /// X11.
    Xclip,
    /// X11.
    Xsel,
}

/// What OSC 52 must be wrapped in to pass through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// Nothing.
    Bare,
    /// DCS strings of at most 200 bytes, for GNU screen.
    Screen,
}

/// The ways to try, best first. Each list ends with [`Route::Plain`].
pub fn ladder(environment: &Environment, choice: ClipboardChoice, file: Option<&Path>) -> Vec<Route> {
    let osc52 = || {
        // Inside tmux inside GNU screen the sequence ends in tmux, which has its own way out.
        let wrapped = environment.in_screen() && !environment.in_tmux();
        Route::Osc52(if wrapped { Wrapping::Screen } else { Wrapping::Bare })
    };
    let file = file.map(|path| Route::File(path.to_owned()));
    let mut routes = Vec::new();
    match choice {
        ClipboardChoice::Auto => {
            if !environment.over_ssh() {
                routes.extend(helpers(environment).into_iter().map(Route::Native));
            }
            if environment.in_tmux() {
                routes.push(Route::Tmux);
            }
            routes.push(osc52());
            routes.extend(file);
        }
        ClipboardChoice::Osc52 => routes.push(osc52()),
        ClipboardChoice::Tmux => routes.push(Route::Tmux),
        ClipboardChoice::Native => routes.extend(helpers(environment).into_iter().map(Route::Native)),
        ClipboardChoice::File => routes.extend(file),
        ClipboardChoice::Off => {}
    }
    routes.push(Route::Plain);
    routes
}

/// The clipboard programs that could work here; whether they are installed shows when they are started.
fn helpers(environment: &Environment) -> Vec<Helper> {
    match environment.platform {
        Platform::Mac => return vec![Helper::Pbcopy],
        Platform::Windows => return vec![Helper::Clip],
        Platform::Unix => {}
    }
    let mut helpers = Vec::new();
    if environment.wayland() {
        helpers.push(Helper::WlCopy);
    }
    if environment.x11() {
        helpers.extend([Helper::Xclip, Helper::Xsel]);
    }
    helpers
}

/// What became of a copy; the `Display` text is its status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The way that was used.
    pub route: Route,
    /// The length of the text in bytes.
    pub bytes: usize,
    /// The ways that failed before, with the reason.
    pub failed: Vec<(Route, String)>,
}

/// Why a text is not copied at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has control, bidirectional or zero-width characters: what arrives would not be what is shown.
    Hidden,
    /// There is nothing to copy.
    Empty,
}

/// Hands over a text by the first route that takes it, byte for byte. `terminal` is where OSC 52 goes. The helper
/// programs get the text on standard input, are started without a shell and stopped after two seconds.
pub fn copy(text: &str, routes: &[Route], terminal: &mut dyn Write) -> Result<Outcome, Refusal> {
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if has_hidden(text) {
        return Err(Refusal::Hidden);
    }
    let mut failed = Vec::new();
    for route in routes {
        match try_route(text, route, terminal) {
            Ok(()) => return Ok(Outcome { route: route.clone(), bytes: text.len(), failed }),
            Err(reason) => failed.push((route.clone(), visible_line(&reason).into_owned())),
        }
    }
    Ok(Outcome { route: Route::Plain, bytes: text.len(), failed })
}

fn try_route(text: &str, route: &Route, terminal: &mut dyn Write) -> Result<(), String> {
    match route {
        Route::Native(helper) => {
            let [program, arguments @ ..] = helper.command() else { return Err("no program".into()) };
            run(program, arguments, &helper.encode(text))
        }
        Route::Tmux => run("tmux", &["load-buffer", "-w", "-"], text.as_bytes()),
        Route::Osc52(_) if text.len() > OSC52_LIMIT => {
            Err(format!("{} bytes are more than OSC 52 carries ({OSC52_LIMIT})", text.len()))
        }
        Route::Osc52(wrapping) => terminal
            .write_all(&osc52(text, *wrapping))
            .and_then(|()| terminal.flush())
            .map_err(|error| error.to_string()),
        Route::File(path) => write_file(path, text),
        Route::Plain => Ok(()),
    }
}

impl Helper {
    fn command(self) -> &'static [&'static str] {
        match self {
            Self::Pbcopy => &["pbcopy"],
            Self::Clip => &["clip.exe"],
            Self::WlCopy => &["wl-copy", "--type", "text/plain"],
            Self::Xclip => &["xclip", "-selection", "clipboard", "-in"],
            Self::Xsel => &["xsel", "--clipboard", "--input"],
        }
    }

    /// `clip.exe` takes its input for the console's code page unless a byte order mark says UTF-16.
    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Clip => {
                std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            _ => text.as_bytes().to_vec(),
        }
    }
}

/// The sequence that asks the terminal to fill its clipboard.
fn osc52(text: &str, wrapping: Wrapping) -> Vec<u8> {
    let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes();
    match wrapping {
        Wrapping::Bare => sequence,
        Wrapping::Screen => sequence
            .chunks(SCREEN_CHUNK)
            .flat_map(|chunk| [b"\x1bP".as_slice(), chunk, b"\x1b\\"].concat())
            .collect(),
    }
}

/// Replaces the clipboard file of the state folder.
fn write_file(path: &Path, text: &str) -> Result<(), String> {
    private_folder(atomic::folder_of(path)).map_err(|error| error.to_string())?;
    atomic::write(path, text.as_bytes(), Existing::Replace).map_err(|error| error.to_string())
}

impl Route {
    /// The way in a word, the same in every language: what the log of a session keeps.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Native(helper) => helper.command().first().copied().unwrap_or_default(),
            Self::Tmux => "tmux",
            Self::Osc52(_) => "osc52",
            Self::File(_) => "file",
            Self::Plain => "plain",
        }
    }
}

impl Outcome {
    /// What can truthfully be said of the copy.
    pub fn message(&self) -> Message {
        let said = match &self.route {
            Route::Native(_) => Message::new("host.copy.native").with("program", self.route.name()),
            // No answer comes back, so nobody knows more than that it was sent.
            Route::Osc52(_) => Message::new("host.copy.osc52"),
            Route::Tmux => Message::new("host.copy.tmux"),
            Route::File(path) => {
                Message::new("host.copy.file").with("path", visible_line(&path.to_string_lossy()))
            }
            Route::Plain => Message::new("host.copy.plain"),
        };
        said.with("bytes", self.bytes)
    }
}

impl Refusal {
    /// Why nothing was copied.
    pub fn message(self) -> Message {
        match self {
            Self::Hidden => Message::new("host.copy.hidden"),
            Self::Empty => Message::new("host.copy.empty"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Refusal {}
