//! Flow files from a git repository. It is cloned without being checked out, and the files are read as git keeps
//! them: so no hook, filter, link or submodule of it has an effect, and nothing of it is ever run.

use super::{Found, MAX_FILES, Reader, is_flow_file};
use crate::flow::gate::MAX_BYTES;
use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Largest list of files that is read, in bytes.
const MAX_LIST: u64 = 16 * 1024 * 1024;
/// What git may not do, whatever its settings say.
const OFF: [&str; 6] = [
    "protocol.ext.allow=never",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "submodule.recurse=false",
    "gc.auto=0",
];
/// Variables that would have git work on another repository, as in a hook.
const OTHERS: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_TEMPLATE_DIR",
];

/// Clones the newest commit of a repository into an empty folder.
pub fn clone(address: &str, reference: Option<&str>, into: &Path) -> Result<()> {
    let mut command = git();
    command.args(["clone", "--bare", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"]);
    command.args(["--template=", "--single-branch"]);
    if let Some(reference) = reference {
        command.arg(format!("--branch={reference}"));
    }
    run(command.arg("--").arg(address).arg(into)).with_context(|| format!("cannot read {address}"))?;
    Ok(())
}

/// The commit of a clone.
pub fn commit(clone: &Path) -> Result<String> {
    let commit = printed(within(clone).args(["rev-parse", "--verify", "HEAD^{commit}"]));
    let commit = commit.context("there is nothing in the repository")?;
    Ok(String::from_utf8_lossy(&commit).trim().to_owned())
}

/// Reads the flow files of a clone, by the same rules as those of a folder. Their paths begin with `name`.
pub fn read(clone: &Path, name: &str) -> Result<Found> {
    let list = printed(within(clone).args(["ls-tree", "-r", "-z", "--full-tree", "HEAD"]))?;
    let mut reader = Reader::default();
    let mut contents = Contents::of(clone)?;
    for entry in list.split(|byte| *byte == 0).take(MAX_FILES * 4) {
        let Some(entry) = Entry::of(entry) else { continue };
        if entry.path.split('/').any(|part| part.is_empty() || part.starts_with('.'))
            || !is_flow_file(Path::new(&entry.path))
        {
            continue;
        }
        let path = format!("{name}/{}", entry.path);
        if reader.full {
            break;
        } else if entry.path.contains(char::REPLACEMENT_CHARACTER) {
            reader.refuse(&path, super::NOT_UTF8);
        } else if entry.path.matches('/').count() > super::MAX_DEPTH {
            reader.refuse(&path, super::TOO_DEEP);
        } else if !entry.is_file {
            reader.refuse(&path, super::NO_FILE);
        } else {
            reader.take(&path, || contents.read(&entry.object));
        }
    }
    Ok(reader.found)
}

/// A line of `git ls-tree`.
struct Entry {
    is_file: bool,
    object: String,
    path: String,
}

impl Entry {
    fn of(line: &[u8]) -> Option<Entry> {
        let line = String::from_utf8_lossy(line);
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, kind, object) = (about.next()?, about.next()?, about.next()?);
        let is_file = kind == "blob" && mode.starts_with("100");
        Some(Entry { is_file, object: object.to_owned(), path: path.to_owned() })
    }
}

/// `git cat-file`, which prints what is asked for.
struct Contents {
    child: Child,
    asked: Option<ChildStdin>,
    printed: BufReader<ChildStdout>,
}

impl Contents {
    fn of(clone: &Path) -> Result<Contents> {
        let mut command = within(clone);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(missing)?;
        let printed = child.stdout.take().context("git prints nothing")?;
        Ok(Contents { asked: child.stdin.take(), child, printed: BufReader::new(printed) })
    }

    /// An object; of a large one no more than shows that it is too large.
    fn read(&mut self, object: &str) -> io::Result<Vec<u8>> {
        if let Some(asked) = &mut self.asked {
            writeln!(asked, "{object}")?;
            asked.flush()?;
        }
        let mut header = String::new();
        self.printed.by_ref().take(200).read_line(&mut header)?;
        let size = header.split_whitespace().nth(2).and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "git does not have it"))?;
        let mut bytes = Vec::new();
        self.printed.by_ref().take(size.min(MAX_BYTES as u64 + 1)).read_to_end(&mut bytes)?;
        // The rest, and the line end behind it.
        let rest = size + 1 - bytes.len() as u64;
        io::copy(&mut self.printed.by_ref().take(rest), &mut io::sink())?;
        Ok(bytes)
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        drop(self.asked.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Git without questions and without what could run something.
fn git() -> Command {
    let mut command = Command::new("git");
    for name in OTHERS {
        command.env_remove(name);
    }
    for setting in OFF {
        command.args(["-c", setting]);
    }
    command
        .env("GIT_ALLOW_PROTOCOL", "https:ssh:file")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_ASKPASS", "")
        .env("SSH_ASKPASS", "false")
        .env("SSH_ASKPASS_REQUIRE", "force")
        .env("GIT_LFS_SKIP_SMUDGE", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

fn within(clone: &Path) -> Command {
    let mut command = git();
    command.arg("--git-dir").arg(clone);
    command
}

/// Runs a command, or says what is wrong in its own words.
fn run(command: &mut Command) -> Result<()> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(missing)?;
    let mut said = Vec::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.by_ref().take(4096).read_to_end(&mut said)?;
        io::copy(&mut stderr, &mut io::sink())?;
    }
    match child.wait()?.success() {
        true => Ok(()),
        false => bail!("{}", String::from_utf8_lossy(&said).trim()),
    }
}

/// What a command prints.
fn printed(command: &mut Command) -> Result<Vec<u8>> {
    let mut child = command.stderr(Stdio::null()).spawn().map_err(missing)?;
    let mut printed = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(MAX_LIST).read_to_end(&mut printed)?;
    }
    match child.wait()?.success() {
        true => Ok(printed),
        false => bail!("git cannot read what it has cloned"),
    }
}

fn missing(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!(
            "the program git is needed for this and is not there; install it, or clone the repository elsewhere and add its folder"
        ),
        _ => anyhow::Error::new(error).context("cannot start git"),
    }
}
