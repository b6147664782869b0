//! What a program sends to the terminal, byte by byte: only text and the sequences we send on purpose.

use unsnag::text::has_hidden;

/// One piece of terminal output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Printable text, or what cannot be decoded, as U+FFFD.
    Text(String),
    /// A control character outside a sequence.
    Control(u8),
    /// `ESC [ parameters final`.
    Csi { parameters: String, last: char },
    /// `ESC ] ... BEL` or `ESC ] ... ESC \`.
    Osc(String),
    /// `ESC P`, `ESC X`, `ESC ^` or `ESC _` up to `ESC \`, with its introducer.
    String(char, String),
    /// Any other escape sequence.
    Escape(String),
    /// A sequence that the output ended in.
    Cut(String),
}

/// The private modes that the program sets and resets.
const MODES: [&str; 6] = ["?1049", "?2004", "?25", "?1000", "?1006", "?2026"];

/// Fails with the pieces that are not ours: unknown sequences, controls, invisible characters, broken UTF-8.
pub fn assert_only_ours(raw: &[u8]) {
    let foreign: Vec<Piece> = pieces(raw).into_iter().filter(|piece| !is_ours(piece)).collect();
    assert!(foreign.is_empty(), "foreign output {foreign:?} in {}", shown(raw));
}

/// How many OSC 52 were sent.
pub fn osc52_count(raw: &[u8]) -> usize {
    pieces(raw).iter().filter(|piece| matches!(piece, Piece::Osc(text) if text.starts_with("52;"))).count()
}

/// The bytes for a failure message, escapes made visible and the middle left out.
pub fn shown(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).escape_debug().to_string();
    match text.char_indices().rev().nth(4000) {
        Some((start, _)) => format!("...{}", &text[start..]),
        None => text,
    }
}

fn is_ours(piece: &Piece) -> bool {
    match piece {
        Piece::Text(text) => !has_hidden(text) && !text.contains('\u{fffd}'),
        Piece::Control(byte) => matches!(byte, b'\r' | b'\n'),
        Piece::Csi { parameters, last } => match last {
            'h' | 'l' => MODES.contains(&parameters.as_str()),
            'H' | 'm' => parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'),
            'J' => parameters == "2",
            _ => false,
        },
        Piece::Osc(text) => text.strip_prefix("52;c;").is_some_and(|data| {
            data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        }),
        Piece::String(..) | Piece::Escape(_) | Piece::Cut(_) => false,
    }
}

/// Takes output apart as a terminal does (ECMA-48, with C1 controls only in their two-byte form; those of one
/// character are text here, and not ours).
pub fn pieces(raw: &[u8]) -> Vec<Piece> {
    let text = String::from_utf8_lossy(raw);
    let mut pieces = Vec::new();
    let mut rest = text.as_ref();
    while let Some(first) = rest.chars().next() {
        let (piece, length) = match first {
            '\x1b' => escape(rest),
            '\0'..='\x1f' | '\x7f' => (Piece::Control(first as u8), 1),
            _ => {
                let end = rest.find(|c: char| c.is_ascii_control()).unwrap_or(rest.len());
                (Piece::Text(rest[..end].to_owned()), end)
            }
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    pieces
}

fn escape(rest: &str) -> (Piece, usize) {
    let cut = (Piece::Cut(rest.to_owned()), rest.len());
    let Some(kind) = rest[1..].chars().next() else { return cut };
    let body = &rest[1 + kind.len_utf8()..];
    let start = rest.len() - body.len();
    match kind {
        '[' => match body.find(|c: char| !matches!(c, ' '..='?')) {
            None => cut,
            Some(end) => {
                let last = body[end..].chars().next().unwrap_or_default();
                let parameters = body[..end].to_owned();
                (Piece::Csi { parameters, last }, start + end + last.len_utf8())
            }
        },
        ']' => match (body.find('\x07'), body.find("\x1b\\")) {
            (Some(bel), st) if st.is_none_or(|st| bel < st) => {
                (Piece::Osc(body[..bel].to_owned()), start + bel + 1)
            }
            (_, Some(st)) => (Piece::Osc(body[..st].to_owned()), start + st + 2),
            (_, None) => cut,
        },
        'P' | 'X' | '^' | '_' => match body.find("\x1b\\") {
            Some(end) => (Piece::String(kind, body[..end].to_owned()), start + end + 2),
            None => cut,
        },
        _ => (Piece::Escape(rest[..start].to_owned()), start),
    }
}

#[test]
fn own_output_passes_and_foreign_output_is_named() {
    let ours = "\x1b[?1049h\x1b[2J\x1b[1;1H\x1b[38;5;1mfel å 错\x1b[0m\x1b]52;c;aGVq\x07\r\n";
    assert_only_ours(ours.as_bytes());
    assert_eq!(osc52_count(ours.as_bytes()), 1);
    for foreign in [
        "\x1b[6n",
        "\x1b[c",
        "\x1b[?1049$p",
        "\x1b[?5h",
        "\x1b]0;title\x07",
        "\x1b]52;c;?\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x1bPq\x1b\\",
        "\x1bc",
        "\x07",
        "\x08",
        "\u{9b}31m",
        "\u{202e}",
        "\u{200b}",
        "text \x1b[",
    ] {
        let foreign_pieces = pieces(foreign.as_bytes()).into_iter().filter(|piece| !is_ours(piece)).count();
        assert!(foreign_pieces > 0, "{foreign:?} passes");
    }
    assert!(!is_ours(&pieces(&[b'a', 0x9b])[0]), "a bare C1 byte passes");
}
