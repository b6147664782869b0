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
