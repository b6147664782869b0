//! `when`: whether a step, option or text is shown, decided by earlier answers.

/// A condition over the answers of a session. There is no arithmetic and no scripting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `code == network` or `os in [a, b]`: the question has one of these answers.
    Answer {
        /// Node id, or id of a shared question of the pack.
        question: String,
        /// Option or row ids, any of which will do.
        options: Vec<String>,
    },
    /// `tried clock`: the fix was tried, even if it was ruled out later.
    Tried(String),
    /// `not ..`
    Not(Box<Condition>),
    /// `.. and ..`
    And(Vec<Condition>),
    /// `.. or ..`
    Or(Vec<Condition>),
}

/// What a condition can ask about a session.
pub trait Facts {
    /// The current answer to a question, if it has one.
    fn answer(&self, question: &str) -> Option<&str>;
    /// Whether the fix was tried.
    fn tried(&self, fix: &str) -> bool;
}

impl Condition {
    /// Whether the condition holds. An unanswered question equals nothing.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        match self {
            Condition::Answer { question, options } => {
                facts.answer(question).is_some_and(|answer| options.iter().any(|option| option == answer))
            }
            Condition::Tried(fix) => facts.tried(fix),
            Condition::Not(inner) => !inner.holds(facts),
            Condition::And(all) => all.iter().all(|one| one.holds(facts)),
            Condition::Or(any) => any.iter().any(|one| one.holds(facts)),
        }
    }
}

/// Whether an optional condition holds; without one it does.
pub fn holds(when: Option<&Condition>, facts: &dyn Facts) -> bool {
    when.is_none_or(|condition| condition.holds(facts))
}

/// Why a condition cannot be read, and at which byte of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionError {
    /// Byte offset in the text.
    pub at: usize,
    /// What was expected there.
    pub message: String,
}

/// Deepest nesting of `not` and brackets.
const MAX_DEPTH: usize = 32;

/// Reads a condition such as `code == network and not (os in [linux, other] or tried clock)`. `not` binds
/// tighter than `and`, `and` tighter than `or`; round brackets group.
pub fn parse(text: &str) -> Result<Condition, ConditionError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let condition = reader.or()?;
    match reader.peek() {
        "" => Ok(condition),
        other => Err(reader.error(format!("expected `and`, `or` or the end, found `{other}`"))),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The token that comes next; empty at the end.
    fn peek(&mut self) -> &'a str {
        let text = self.text;
        let rest = text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("==") || rest.starts_with("!=") => 2,
            0 => rest.chars().next().map_or(0, char::len_utf8),
            word => word,
        };
        rest.get(..length).unwrap_or_default()
    }

    fn next(&mut self) -> &'a str {
        let token = self.peek();
        self.at += token.len();
        token
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.peek() == wanted;
        if found {
            self.at += wanted.len();
        }
        found
    }

    fn error(&self, message: String) -> ConditionError {
        ConditionError { at: self.at, message }
    }

    fn or(&mut self) -> Result<Condition, ConditionError> {
        let mut any = vec![self.and()?];
        while self.take("or") {
            any.push(self.and()?);
        }
        Ok(if any.len() == 1 { any.swap_remove(0) } else { Condition::Or(any) })
    }

    fn and(&mut self) -> Result<Condition, ConditionError> {
        let mut all = vec![self.not()?];
        while self.take("and") {
            all.push(self.not()?);
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Condition::And(all) })
    }

    fn not(&mut self) -> Result<Condition, ConditionError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(format!("the condition is nested more than {MAX_DEPTH} deep")));
        }
        let condition = if self.take("not") {
            Condition::Not(Box::new(self.not()?))
        } else if self.take("(") {
            let inner = self.or()?;
            if !self.take(")") {
                return Err(self.error("expected `)`".to_owned()));
            }
            inner
        } else {
            self.fact()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn fact(&mut self) -> Result<Condition, ConditionError> {
        if self.take("tried") {
            return Ok(Condition::Tried(self.name("the id of a fix")?));
        }
        let question = self.name("the id of a question")?;
        if self.take("==") {
            return Ok(Condition::Answer { question, options: vec![self.name("the id of an option")?] });
        }
        if !self.take("in") {
            let help = match self.peek() {
                "!=" => format!("write `not {question} == ..` instead of `!=`"),
                "=" => "write `==` instead of `=`".to_owned(),
                _ => format!("expected `==` or `in` after `{question}`"),
            };
            return Err(self.error(help));
        }
        if !self.take("[") {
            return Err(self.error("expected `[` after `in`".to_owned()));
        }
        let mut options = vec![self.name("the id of an option")?];
        while self.take(",") {
            options.push(self.name("the id of an option")?);
        }
        if !self.take("]") {
            return Err(self.error("expected `,` or `]`".to_owned()));
        }
        Ok(Condition::Answer { question, options })
    }

    fn name(&mut self, what: &str) -> Result<String, ConditionError> {
        let token = self.peek();
        let keyword = matches!(token, "and" | "or" | "not" | "in" | "tried");
        if keyword || !token.starts_with(is_word) {
            let found = if token.is_empty() { "the end".to_owned() } else { format!("`{token}`") };
            return Err(self.error(format!("expected {what}, found {found}")));
        }
        Ok(self.next().to_owned())
    }
}

/// Letters of ids; a question of another flow is written `flow#node`.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#')
}
