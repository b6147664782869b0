//! Real file systems that are full or read-only, and a real limit: it is said at once, the session goes on, the warning
//! stands, and everything is saved when it can be. What this machine does not allow is skipped, and said.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Pid, Resource, getrlimit, prlimit};
use unsnag::host::journal::Contents;

use super::{Talk, command, inputs, sessions};
use crate::cli::Home;

const WARNING: &str = "in memory only, each step tries again";
const MENDED: &str = "Everything is saved again.";

/// A file system of 64 KiB for what the program keeps.
const SMALL: &str = "mount -t tmpfs -o size=64k,mode=777 none \"$XDG_STATE_HOME\"";

/// A program whose file systems only it sees; they go away with it.
struct Mounted {
    talk: Talk,
    home: Home,
}

impl Mounted {
    /// Starts the program behind a script that mounts; `/tmp` is a new and empty one. `None` where that cannot be.
    fn start(script: &str) -> Option<Mounted> {
        let home = Home::elsewhere();
        fs::create_dir(home.path().join("state")).unwrap();
        let script = format!("mount -t tmpfs -o mode=1777 none /tmp && {script}");
        let tried = enter(&command(&home, None), &format!("{script} && [ -x \"$0\" ]")).output();
        let why = match tried {
            Ok(tried) if tried.status.success() => {
                let talk =
                    Talk::start(enter(&command(&home, None), &format!("{script} && exec \"$0\" \"$@\"")));
                return Some(Mounted { talk, home });
            }
            Ok(tried) => String::from_utf8_lossy(&tried.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        skipped(&format!("no file systems of its own can be mounted here: {why}"));
        None
    }

    /// A path as the program sees it.
    fn inside(&self, path: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.talk.child.id()));
        root.join(path.strip_prefix("/").unwrap())
    }

    fn filler(&self) -> PathBuf {
        self.inside(&self.home.path().join("state/filler"))
    }

    /// The only log.
    fn log(&self) -> Contents {
        only_log(&self.inside(self.home.path()))
    }

    fn nothing_is_in_tmp(&self) {
        let left: Vec<_> = fs::read_dir(self.inside(Path::new("/tmp"))).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// The same command, run by a script that sees mounts of its own; `$0` and `$@` are the command.
fn enter(command: &Command, script: &str) -> Command {
    let mut outer = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        outer.arg("--map-root-user");
    }
    outer.args(["--mount", "--propagation", "private", "/bin/sh", "-c", script]);
    behind(outer, command)
}

/// A command with another behind it, in the surroundings of that one.
fn behind(mut outer: Command, command: &Command) -> Command {
    outer.arg(command.get_program()).args(command.get_args());
    outer.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    outer.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    outer.current_dir(command.get_current_dir().unwrap());
    outer
}

/// Says past the capturing of tests that something was not tested.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn only_log(home: &Path) -> Contents {
    let folder = sessions(home);
    let entries = folder.list().unwrap();
    assert_eq!(entries.len(), 1, "{entries:?}");
    let contents = folder.read(&entries[0].id).unwrap();
    assert_eq!(contents.notices, [], "the log does not end in a whole record");
    contents
}

/// A note that needs more than what may be left of a block.
fn long_note() -> String {
    format!("note {}", ["what the log of the server shows"; 200].join(" "))
}

#[test]
fn a_disk_that_fills_up_costs_nothing_once_there_is_room() {
    let Some(mut mounted) = Mounted::start(SMALL) else { return };
    let talk = &mut mounted.talk;
    assert!(!talk.hears().unwrap().contains(WARNING));
    assert_eq!(talk.say("note one"), "Noted.");
    let mut filler = File::create(mounted.filler()).unwrap();
    while filler.write_all(&[0; 1024]).is_ok() {}
    drop(filler);
    let talk = &mut mounted.talk;
    let said = talk.say(&long_note());
    assert!(said.starts_with("Not saved (No space left on device): "), "{said}");
    let said = talk.say("1");
    assert!(said.contains("second question"), "it does not go on: {said}");
    assert!(said.contains(WARNING), "the warning does not stand: {said}");
    assert_eq!(inputs(&mounted.log()), ["note one"]);
    fs::remove_file(mounted.filler()).unwrap();
    let said = mounted.talk.say("note two");
    assert!(said.contains(MENDED), "{said}");
    assert_eq!(
        inputs(&mounted.log()),
        ["note one".to_owned(), long_note(), "1".to_owned(), "note two".to_owned()]
    );
    assert!(!mounted.talk.say("1").contains(WARNING));
    mounted.nothing_is_in_tmp();
    let (last, code) = mounted.talk.ends_with("quit");
    assert!(last.contains("Resume with: unsnag sessions resume"), "{last}");
    assert_eq!(code, Some(1));
}

#[test]
fn a_disk_that_is_full_from_the_beginning_is_said_at_once() {
    let full =
        format!("{SMALL} && {{ head -c 1M /dev/zero > \"$XDG_STATE_HOME/filler\" 2>/dev/null || true; }}");
    let Some(mut mounted) = Mounted::start(&full) else { return };
    let said = mounted.talk.hears().unwrap();
    assert!(said.contains("Not saved (No space left on device): "), "{said}");
    mounted.talk.say("note one");
    let said = mounted.talk.say("quit");
    assert!(said.contains("is lost when you leave"), "{said}");
    mounted.talk.say("no");
    fs::remove_file(mounted.filler()).unwrap();
    let said = mounted.talk.say("note two");
    assert!(said.contains(MENDED), "{said}");
    assert_eq!(inputs(&mounted.log()), ["note one", "note two"]);
    mounted.nothing_is_in_tmp();
}

#[test]
fn a_read_only_home_keeps_the_session_in_memory_and_nothing_in_tmp() {
    let script = "mount --bind \"$HOME\" \"$HOME\" && mount -o remount,bind,ro \"$HOME\"";
    let Some(mut mounted) = Mounted::start(script) else { return };
    let said = mounted.talk.hears().unwrap();
    assert!(said.contains("Not saved (Read-only file system): "), "{said}");
    let said = mounted.talk.say("1");
    assert!(said.contains("second question") && said.contains(WARNING), "{said}");
    mounted.nothing_is_in_tmp();
    let (last, code) = mounted.talk.ends_with("quit\nyes");
    assert!(last.contains("is lost when you leave"), "{last}");
    assert!(last.ends_with("The session could not be saved."), "{last}");
    assert_eq!(code, Some(1));
}

#[test]
fn a_home_without_rights_keeps_the_session_in_memory_until_there_are_some() {
    let home = Home::elsewhere();
    let command = command(&home, None);
    // Modes are nothing to root, who becomes nobody for this.
    let root = rustix::process::geteuid().is_root();
    set_mode(home.path(), if root { 0o755 } else { 0o500 });
    let command = if root {
        let mut nobody = Command::new("setpriv");
        nobody.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
        let tried = behind(nobody, &command).arg("--help").output();
        if !tried.is_ok_and(|tried| tried.status.success()) {
            return skipped("the program cannot be run as nobody here");
        }
        let mut nobody = Command::new("setpriv");
        nobody.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
        behind(nobody, &command)
    } else {
        command
    };
    let mut talk = Talk::start(command);
    let said = talk.hears().unwrap();
    assert!(said.contains("Not saved (Permission denied): "), "{said}");
    talk.say("note one");
    let said = talk.say("1");
    assert!(said.contains("second question") && said.contains(WARNING), "{said}");
    assert!(!home.path().join("state").exists());
    set_mode(home.path(), 0o777);
    let said = talk.say("note two");
    assert!(said.contains(MENDED), "{said}");
    assert_eq!(inputs(&only_log(home.path())), ["note one", "1", "note two"]);
    drop(talk);
    set_mode(home.path(), 0o700);
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_limit_of_file_sizes_costs_nothing_once_it_is_lifted() {
    let home = Home::new();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "ulimit -S -f 16 && exec \"$0\" \"$@\""]);
    let mut talk = Talk::start(behind(shell, &command(&home, None)));
    talk.hears().unwrap();
    let mut said = Vec::new();
    // More than the limit in either of its units.
    let answer = loop {
        assert!(said.len() < 5, "the limit does not hold");
        said.push(long_note());
        let answer = talk.say(&long_note());
        if answer != "Noted." {
            break answer;
        }
    };
    assert!(answer.starts_with("Not saved (File too large): "), "{answer}");
    let answer = talk.say("1");
    assert!(answer.contains("second question") && answer.contains(WARNING), "{answer}");
    assert_eq!(inputs(&only_log(home.path())), said[..said.len() - 1]);
    let pid = Pid::from_raw(talk.child.id().try_into().unwrap());
    prlimit(pid, Resource::Fsize, getrlimit(Resource::Fsize)).unwrap();
    let answer = talk.say("note two");
    assert!(answer.contains(MENDED), "{answer}");
    said.extend(["1".to_owned(), "note two".to_owned()]);
    assert_eq!(inputs(&only_log(home.path())), said);
}
