//! What is piped into the program, and the keyboard beside it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};

/// The end of what is read, and whether there was more before it. Errors stand at the end.
pub fn read_end(mut from: impl Read, most: usize) -> io::Result<(String, bool)> {
    let mut kept: VecDeque<u8> = VecDeque::new();
    let mut cut = false;
    let mut block = [0; 16 * 1024];
    loop {
        let count = match from.read(&mut block) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        kept.extend(block.iter().take(count));
        if kept.len() > most {
            cut = true;
            kept.drain(..kept.len() - most);
        }
    }
    let mut bytes = Vec::from(kept);
    if cut {
        // Half a line says nothing.
        let line = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        bytes.drain(..line);
    }
    Ok((String::from_utf8_lossy(&bytes).into_owned(), cut))
}

/// The terminal of the process, to read from while standard input is a pipe.
pub fn keyboard() -> io::Result<File> {
    crate::host::os::terminal::keyboard()
}
