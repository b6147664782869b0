//! The codes of everything that can be wrong with a file, one table.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The file is wrong.
    Error,
    /// The file works and could be better.
    Warning,
}

impl Level {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($code:ident $title:literal)*) => {
        /// What is wrong, as a stable code: `E..` is an error, `W..` a warning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// The code as it is written, such as `E010`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// One line that says what the code stands for.
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => $title,)* }
            }
        }
    };
}

codes! {
    E001 "the file cannot be read as YAML, or uses a part of YAML that is not allowed"
    E002 "a key is unknown or missing, or a value is of the wrong kind"
    E003 "YAML reads the value differently from how it is meant, or an id is not allowed"
    E004 "the format version is newer than this program"
    E005 "an id is used twice"
    E006 "a node has no kind, or more than one"
    E010 "a target does not exist"
    E011 "a node cannot be reached"
    E012 "a step does not say what comes next"
    E013 "a loop has no way out"
    E014 "no end can be reached"
    E015 "a question has only one option, or does not say where \"not sure\" leads"
    E016 "all options of a question can be hidden at once"
    E017 "a condition asks about an answer that is unknown or never given before"
    E018 "detours lead into each other and never return"
    E020 "a slot is used but not declared, or declared but not used"
    E021 "a dangerous command does not say how to undo it"
    E022 "a command does not name its shell"
    E030 "a regular expression is wrong, too costly, or does not match its sample"
    E031 "two flows claim the same sample"
    E032 "a code stands in two rows of a table without `many`"
    E040 "a translation does not fit its source"
    E050 "a test of a flow fails"
    E051 "a sample does not find what it stands on"
    W041 "strings are missing in a translation"
    W042 "the source changed since it was translated"
    W043 "a translation has a word that the language has another word for"
    W051 "no test walks some branches"
    W052 "a flow has no test"
    W060 "the advice was never verified, or long ago"
    W061 "a link has no scheme and no base"
    W062 "nobody can find this flow, row or question"
    W063 "a question has more than nine options"
    W064 "a question asks two things"
    W065 "a member of a `try` group does not say how likely it is"
    W066 "a comma cuts a sentence in a `[..]` list"
    W067 "a step has no command, link or expected result"
    W068 "two flows claim the same message"
}

impl Code {
    /// The level that the letter stands for.
    pub fn level(self) -> Level {
        if self.name().starts_with('E') { Level::Error } else { Level::Warning }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
