//! The real program where sessions get lost: killed, on disks that are full or cannot be written, beside others.

mod disks;
mod kept;
mod kills;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use unsnag::host::journal::{Contents, Sessions};

use crate::cli::Home;

/// When nothing has come by then, nothing ever will.
const HANG: Duration = Duration::from_secs(120);

/// What it prints when it waits for a line, and has done what the line before said.
const PROMPT: &[u8] = b"\nYour answer:\n";

/// Two questions that lead to each other for as long as they are answered with 1.
const LOOP: &str = "\
unsnag: 1
id: my.loop
title: Round and round
symptoms: [Dizziness]
start: first
nodes:
  first:
    ask: Is this the first question?
    options:
      again: {say: Go on, go: second}
      out: {say: Leave, go: shop}
  second:
    ask: Is this the second question?
    options:
      again: {say: Go on, go: first}
      out: {say: Leave, go: shop}
  shop: {end: escalate, say: Ask somebody.}
";

/// The program begins with the loop, or goes on with a session of it.
fn command(home: &Home, session: Option<&str>) -> Command {
    let flows = home.write("loop.yaml", LOOP);
    let what = match session {
        None => ["run", "my.loop"].to_vec(),
        Some(id) => ["sessions", "resume", id].to_vec(),
    };
    home.command(&[&what[..], &["--plain", "--flows", &flows]].concat())
}

/// The folder of the logs of a home.
fn sessions(home: &Path) -> Sessions {
    Sessions::at(home.join("state/unsnag/sessions"))
}

/// The events that an input of these tests leads to, in order: the text of each note, and `1` for each answer.
fn inputs(contents: &Contents) -> Vec<String> {
    let events = contents.records.iter().map(|one| serde_json::from_str::<Value>(&one.text).unwrap());
    let input = |record: Value| match record["event"]["kind"].as_str() {
        Some("noted") => Some(format!("note {}", record["event"]["text"].as_str().unwrap())),
        Some("answered") => Some("1".to_owned()),
        _ => None,
    };
    events.filter_map(input).collect()
}

/// The program in line mode, talked with through pipes. Dropping it kills it.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    pieces: mpsc::Receiver<Vec<u8>>,
    /// What came and was not looked at.
    heard: Vec<u8>,
}

impl Talk {
    /// Starts it; it has not asked for anything yet.
    fn start(mut command: Command) -> Talk {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let (sender, pieces) = mpsc::channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                if sender.send(piece[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Talk { input: child.stdin.take(), child, pieces, heard: Vec::new() }
    }

    /// Types lines, which it need not read.
    fn types(&mut self, lines: &str) {
        let _ = self.input.as_mut().unwrap().write_all(lines.as_bytes());
    }

    /// What it says until it waits for a line, in one line; `Err` with the last words if it ends.
    fn hears(&mut self) -> Result<String, String> {
        loop {
            if let Some(at) = self.heard.windows(PROMPT.len()).position(|bytes| bytes == PROMPT) {
                let rest = self.heard.split_off(at + PROMPT.len() - 1);
                let said = std::mem::replace(&mut self.heard, rest);
                // A prompt stands at the beginning of a line, also behind an answer that is nothing.
                self.heard[0] = b'\n';
                return Ok(one_line(&said[..at]));
            }
            match self.pieces.recv_timeout(HANG) {
                Ok(piece) => self.heard.extend(piece),
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(one_line(&self.heard)),
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("it hangs after: {}", one_line(&self.heard)),
            }
        }
    }

    /// Says a line, and hears the answer.
    #[track_caller]
    fn say(&mut self, line: &str) -> String {
        self.types(&format!("{line}\n"));
        match self.hears() {
            Ok(answer) => answer,
            Err(last) => panic!("it ended after {line:?}: {last}\n{}", self.error()),
        }
    }

    /// Says the last line, and returns the last words and the exit code.
    fn ends_with(&mut self, line: &str) -> (String, Option<i32>) {
        self.types(&format!("{line}\n"));
        self.input = None;
        let mut said = String::new();
        while let Ok(answer) = self.hears() {
            said = said + &answer + " ";
        }
        (said + &one_line(&self.heard), self.child.wait().unwrap().code())
    }

    /// What it said on standard error; it has ended.
    fn error(&mut self) -> String {
        let mut text = String::new();
        let _ = self.child.stderr.take().unwrap().read_to_string(&mut text);
        text
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn one_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}
