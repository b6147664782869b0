//! Parser errors in words for authors: what is wrong, where it began, what to do.

use granit_parser::ErrorKind;

/// What is said about every misplaced tab.
pub(super) const TAB: (&str, &str) = ("a tab stands where only spaces may", "indent with spaces");

/// What is said about every bracket that stays open.
pub(super) const UNCLOSED: (&str, &str) = ("this bracket is never closed", "close it");

/// Where the quoted text opens that runs into the place of an error, if it started on an earlier line or never
/// ends. The parser notices a missing quote only at the next one, or at the end of the file.
pub(super) fn unclosed_quote(text: &str, from: usize, error: usize, kind: &ErrorKind) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut starts_value = true;
    while at < bytes.len() && at <= error {
        let byte = *bytes.get(at)?;
        match byte {
            b'"' | b'\'' if starts_value => {
                let close = closing_quote(bytes, at);
                let runs_into = match close {
                    None => true,
                    Some(close) => close + 1 >= error && text.get(at..close)?.contains('\n'),
                };
                if runs_into {
                    let at_fault = close.is_none()
                        || !matches!(
                            kind,
                            ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidUnicodeEscape
                        );
                    return at_fault.then_some(at);
                }
                at = close? + 1;
                starts_value = false;
            }
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace) => {
                at += bytes.get(at..)?.iter().position(|&byte| byte == b'\n')?;
            }
            b'\n' | b':' | b',' | b'[' | b'{' | b'?' | b'-' => {
                starts_value = true;
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            _ => {
                starts_value = false;
                at += 1;
            }
        }
    }
    None
}

fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    loop {
        let byte = *bytes.get(at)?;
        let escape = byte == b'\\' && quote == b'"';
        let doubled = byte == b'\'' && quote == b'\'' && bytes.get(at + 1) == Some(&quote);
        if escape || doubled {
            at += 2;
        } else if byte == quote {
            return Some(at);
        } else {
            at += 1;
        }
    }
}

/// A parser error in words for authors, and the remedy.
pub(super) fn explain(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind::*;
    let (message, help) = match kind {
        TabNotAllowed
        | TabInBlockIndentation
        | TabInIndentation
        | TabAtBlockScalarStart
        | TabInPlainScalar => TAB,
        InvalidIndentation
        | InvalidBlockScalarIndent
        | InvalidQuotedScalarIndent
        | InvalidFlowScalarIndent
        | ExpectedBlockMappingKey
        | ExpectedBlockSequenceEntry
        | ExpectedDocumentStart => (
            "this line is not indented like its neighbours",
            "align it with the other keys or entries of its block",
        ),
        MappingValueNotAllowed | InvalidColonPlacement => (
            "a colon stands where none can",
            "quote the text if the colon belongs to it; check the indentation",
        ),
        MappingKeyNotAllowed | BlockSequenceEntryNotAllowed | BlockEntryInFlowCollection => {
            ("an entry stands where none can", "check the indentation")
        }
        SimpleKeyExpected | InvalidSimpleKey => {
            ("a key without a colon, or one that is too long", "write `key: value`; check the indentation")
        }
        ExpectedFlowMappingSeparator | ExpectedFlowSequenceSeparator => (
            "a comma or a closing bracket is missing",
            "close the bracket; quote texts that hold brackets or commas",
        ),
        UnclosedFlowCollection { .. }
        | UnexpectedEofFlowSequence
        | UnexpectedEofFlowMapping
        | UnexpectedEofImplicitFlowMapping => UNCLOSED,
        MisplacedFlowCollectionEnd | MismatchedFlowCollectionEnd { .. } => {
            ("a closing bracket without its opening one", "remove it, or quote the text it belongs to")
        }
        DirectiveDisallowed => ("directives are not allowed", "remove the line that begins with `%`"),
        UndeclaredTagHandle => {
            ("tags are not allowed", "remove the `!..`; quote the value if it is meant as text")
        }
        UnexpectedCharacter { .. } => ("no value can begin with this character", "quote the text"),
        UnknownQuotedScalarEscape => {
            ("an unknown escape", "write \\\\ for a backslash, or use single quotes")
        }
        InvalidTrailingDoubleQuotedScalar | InvalidTrailingSingleQuotedScalar => (
            "text follows a closing quote",
            "write \\\" for a quote inside double quotes, '' inside single ones",
        ),
        _ => return (format!("not YAML: {kind}"), "check quotes, brackets and indentation near this place"),
    };
    (message.to_owned(), help)
}
