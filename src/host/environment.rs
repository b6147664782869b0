//! The surroundings of the process, read once and passed on as data, so that every choice made from them is a
//! pure function.

use crate::host::os::{surroundings, terminal};
use crate::redact::Names;
use crate::text::lang;
use crate::text::sort;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::path::PathBuf;

/// Every variable that is read; the rest of the environment is left alone.
const VARIABLES: &[&str] = &[
    "ACCESSIBLE",
    "APPDATA",
    "COLORFGBG",
    "COLORTERM",
    "COMPUTERNAME",
    "DISPLAY",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LOCALAPPDATA",
    "LOGNAME",
    "NO_COLOR",
    "SHELL",
    "SSH_CLIENT",
    "SSH_CONNECTION",
    "SSH_TTY",
    "STY",
    "TERM",
    "TMUX",
    "UNSNAG_CONFIG",
    "UNSNAG_LANG",
    "UNSNAG_THEME",
    "USER",
    "USERDNSDOMAIN",
    "USERDOMAIN",
    "USERNAME",
    "USERPROFILE",
    "WAYLAND_DISPLAY",
    "WSL_DISTRO_NAME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
];

/// What the process was started with.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: BTreeMap<&'static str, OsString>,
    /// Where the standard streams lead.
    pub streams: Streams,
    /// The system, as far as it decides the clipboard tool.
    pub platform: Platform,
    /// What the system calls this machine.
    pub host: Option<String>,
}

/// Which of the standard streams is a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streams {
    /// Standard input.
    pub stdin: bool,
    /// Standard output.
    pub stdout: bool,
    /// Standard error.
    pub stderr: bool,
    /// Keys can be read: standard input is a terminal, or the process has a controlling terminal besides.
    pub keyboard: bool,
}

/// The system, as far as it decides the clipboard tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Platform {
    /// Linux and the BSDs.
    #[default]
    Unix,
    /// macOS.
    Mac,
    /// Windows, or Linux in WSL, where the Windows programs are at hand.
    Windows,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        let mut variables =
            sort::map(VARIABLES.iter().filter_map(|&name| Some((name, std::env::var_os(name)?))));
        surroundings::complete(&mut variables);
        let stdin = std::io::stdin().is_terminal();
        let streams = Streams {
            stdin,
            stdout: terminal::is_screen(),
            stderr: std::io::stderr().is_terminal(),
            keyboard: stdin || terminal::keyboard().is_ok(),
        };
        let platform = match surroundings::PLATFORM {
            Platform::Unix if variables.contains_key("WSL_DISTRO_NAME") => Platform::Windows,
            platform => platform,
        };
        Self { variables, streams, platform, host: surroundings::host_name() }
    }

    /// An environment made of the given variables, on plain Unix and without a terminal. Names the program does
    /// not read are dropped.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let known = |name: &str| VARIABLES.iter().copied().find(|&known| known == name);
        Self {
            variables: variables
                .into_iter()
                .filter_map(|(name, value)| Some((known(name)?, OsString::from(value))))
                .collect(),
            ..Self::default()
        }
    }

    /// A variable that is set and not empty.
    fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(name).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// A variable as text; one that is not UTF-8 counts as unset.
    fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str()
    }

    /// `TERM`.
    pub fn term(&self) -> Option<&str> {
        self.text("TERM")
    }

    /// `NO_COLOR` is set to anything (<https://no-color.org>).
    pub fn no_color(&self) -> bool {
        self.get("NO_COLOR").is_some()
    }

    /// `COLORTERM` says that there are colours.
    pub fn says_coloured(&self) -> bool {
        self.get("COLORTERM").is_some()
    }

    /// The number of the background colour (0 to 15) by `COLORFGBG`. Within tmux and GNU screen the variable comes
    /// from whatever terminal they were started in, so there it says nothing.
    pub fn background(&self) -> Option<u8> {
        let says = self.text("COLORFGBG").filter(|_| !self.in_tmux() && !self.in_screen())?;
        says.rsplit(';').next()?.parse().ok()
    }

    /// `UNSNAG_LANG`: the language to speak.
    pub fn asked_language(&self) -> Option<&str> {
        self.text("UNSNAG_LANG")
    }

    /// `UNSNAG_THEME`: how the screen looks.
    pub fn asked_theme(&self) -> Option<&str> {
        self.text("UNSNAG_THEME")
    }

    /// `UNSNAG_CONFIG`: the file of settings.
    pub fn config(&self) -> Option<PathBuf> {
        self.get("UNSNAG_CONFIG").map(PathBuf::from)
    }

    /// `ACCESSIBLE` asks for output that a screen reader can follow.
    pub fn accessible(&self) -> bool {
        self.get("ACCESSIBLE").is_some_and(|value| value != "0")
    }

    /// The language of messages as a tag (`zh-TW` of `zh_TW.UTF-8`); none for `C` and `POSIX`.
    pub fn language(&self) -> Option<String> {
        let tag = lang::tidy(self.locale("LC_MESSAGES")?);
        (!matches!(tag.as_str(), "c" | "posix" | "")).then_some(tag)
    }

    /// Whether Chinese characters can be shown: the Linux console has none.
    pub fn shows_cjk(&self) -> bool {
        !(self.streams.stdout && self.term() == Some("linux"))
    }

    /// Whether the locale says that output is UTF-8.
    pub fn utf8(&self) -> bool {
        let locale = self.locale("LC_CTYPE").unwrap_or_default().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    /// The value that decides a locale category.
    fn locale(&self, category: &'static str) -> Option<&str> {
        self.locale_by(category).map(|(_, value)| value)
    }

    /// The variable that decides a locale category, and its value: `LC_ALL`, the category itself, `LANG` (POSIX,
    /// chapter 8.2).
    pub fn locale_by(&self, category: &'static str) -> Option<(&'static str, &str)> {
        ["LC_ALL", category, "LANG"].into_iter().find_map(|name| Some((name, self.text(name)?)))
    }

    /// The name of the login shell: `bash` of `/bin/bash`.
    pub fn shell(&self) -> Option<&str> {
        self.text("SHELL")?.rsplit('/').next().filter(|name| !name.is_empty())
    }

    /// The session came in over SSH, so that a clipboard tool here would fill the wrong clipboard.
    pub fn over_ssh(&self) -> bool {
        ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].iter().any(|name| self.get(name).is_some())
    }

    /// Inside tmux.
    pub fn in_tmux(&self) -> bool {
        self.get("TMUX").is_some()
    }

    /// Inside GNU screen.
    pub fn in_screen(&self) -> bool {
        self.get("STY").is_some()
    }

    /// A Wayland display is at hand.
    pub fn wayland(&self) -> bool {
        self.get("WAYLAND_DISPLAY").is_some()
    }

    /// An X display is at hand.
    pub fn x11(&self) -> bool {
        self.get("DISPLAY").is_some()
    }

    /// The name of the user.
    pub fn user(&self) -> Option<&str> {
        self.text("USER").or_else(|| self.text("LOGNAME")).or_else(|| self.text("USERNAME"))
    }

    /// Names that tell where this machine stands and who sits at it, for redaction.
    pub fn names(&self) -> Names {
        let mut names = Names::new();
        self.host.as_deref().into_iter().chain(self.text("COMPUTERNAME")).for_each(|name| names.host(name));
        let full = self.host.as_deref().and_then(|name| name.split_once('.')).map(|(_, domain)| domain);
        let domains = [full, self.text("USERDOMAIN"), self.text("USERDNSDOMAIN")];
        domains.into_iter().flatten().for_each(|name| names.domain(name));
        self.user().into_iter().for_each(|name| names.user(name));
        let homes = [self.text("HOME"), self.text("USERPROFILE")];
        homes.into_iter().flatten().for_each(|path| names.home(path));
        names
    }

    /// The home folder.
    pub fn home(&self) -> Option<PathBuf> {
        self.path("HOME")
    }

    /// A variable that holds an absolute path; relative ones are to be ignored (XDG base directories).
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }
}
