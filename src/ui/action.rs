//! The one table of actions: keys, footer, help, line-mode words and documentation come from it.

/// Something a person can do anywhere in the program, whatever the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Moves the selection up.
    Up,
    /// Moves the selection down.
    Down,
    /// Moves the selection to the first row.
    Top,
    /// Moves the selection to the last row.
    Bottom,
    /// Scrolls up, or shows the step again from its top.
    ScrollUp,
    /// Scrolls down.
    ScrollDown,
    /// Takes the selected choice.
    Confirm,
    /// Goes back a step.
    Back,
    /// Goes forward again after going back.
    Forward,
    /// Shows the answers so far, to reopen one.
    Trail,
    /// Undoes.
    Undo,
    /// Redoes.
    Redo,
    /// Copies a command.
    Copy,
    /// Fills the slots of a command.
    Fill,
    /// Writes a note.
    Note,
    /// Pastes output as evidence.
    Paste,
    /// Keeps the text that led to the problem as evidence.
    Keep,
    /// Shows what was copied last, as plain text.
    View,
    /// Searches.
    Search,
    /// Shows the other fixes of the group.
    Others,
    /// Returns from a detour or jump.
    Return,
    /// Writes the transcript.
    Export,
    /// Masks a find in the transcript, or lets it stay.
    Mask,
    /// Masks all finds of a class, or lets them stay.
    MaskClass,
    /// Gives the transcript another file.
    File,
    /// Shows what was changed on the machine and how to take it back.
    Changes,
    /// Finds an action by what it is called.
    Palette,
    /// Lets the mouse choose, or select text again.
    Mouse,
    /// Changes the language.
    Language,
    /// Shows the keys of this screen.
    Help,
    /// Goes to the start screen; the session is kept.
    Home,
    /// Resumes the newest unfinished session.
    Resume,
    /// Leaves the program.
    Quit,
    /// Leaves at once.
    Leave,
    /// Says that a copied command was run.
    Yes,
    /// Says that it was not.
    No,
    /// Says that one does not know, or will say later.
    Later,
}

/// Where an action can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On every screen.
    Anywhere,
    /// On the start screen.
    Start,
    /// In a session.
    Session,
    /// Where it is asked whether a command was run.
    Asked,
    /// Where a person looks at what is masked before a transcript is written.
    Review,
    /// In a session and in that look.
    Inside,
}

/// One row of the key table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// What it does. Its description is the string `action.<word>`.
    pub action: Action,
    /// Where it works.
    pub place: Place,
    /// Its keys unless a person chooses others, as text: `q`, `ctrl-c`, `enter`; the first one is shown.
    pub keys: &'static [&'static str],
    /// The word of the line mode.
    pub word: &'static str,
    /// What may follow the word, for people.
    pub takes: &'static str,
    /// It also works while text is typed.
    pub in_text: bool,
    /// It belongs into the footer.
    pub footer: bool,
}

const fn row(
    action: Action,
    place: Place,
    keys: &'static [&'static str],
    word: &'static str,
    takes: &'static str,
) -> Binding {
    Binding { action, place, keys, word, takes, in_text: false, footer: false }
}

impl Binding {
    /// What names its description on a screen, behind `action.`.
    pub fn says(&self, screen: Place) -> &'static str {
        match self.action {
            Action::Confirm if screen == Place::Review => "write",
            Action::View if screen == Place::Review => "draft",
            _ => self.word,
        }
    }

    const fn in_text(mut self) -> Binding {
        self.in_text = true;
        self
    }

    const fn footer(mut self) -> Binding {
        self.footer = true;
        self
    }
}

/// All actions, in the order that help shows them.
pub const TABLE: &[Binding] = &[
    row(Action::Confirm, Place::Anywhere, &["enter"], "ok", "").in_text().footer(),
    row(Action::Up, Place::Anywhere, &["up", "k"], "up", "").in_text(),
    row(Action::Down, Place::Anywhere, &["down", "j"], "down", "").in_text(),
    row(Action::Top, Place::Anywhere, &["g", "home"], "top", ""),
    row(Action::Bottom, Place::Anywhere, &["G", "end"], "bottom", ""),
    row(Action::ScrollUp, Place::Anywhere, &["pageup", "ctrl-u"], "again", "").in_text(),
    row(Action::ScrollDown, Place::Anywhere, &["space", "pagedown", "ctrl-d"], "more", "").in_text(),
    row(Action::Mask, Place::Review, &["x"], "mask", "[NUMBER]").footer(),
    row(Action::MaskClass, Place::Review, &["X"], "class", "[NUMBER]").footer(),
    row(Action::File, Place::Review, &["f"], "file", "[NAME]").footer(),
    row(Action::Copy, Place::Session, &["c"], "copy", "[NUMBER]").footer(),
    row(Action::Fill, Place::Session, &["tab"], "fill", "NAME VALUE").footer(),
    row(Action::Back, Place::Inside, &["esc", "b", "left"], "back", "[STEPS]").footer(),
    row(Action::Forward, Place::Session, &["right", "f"], "forward", ""),
    row(Action::Trail, Place::Session, &["t"], "trail", "[NUMBER]"),
    row(Action::Paste, Place::Session, &["p"], "paste", "... end").footer(),
    row(Action::Keep, Place::Session, &["K"], "keep", "").footer(),
    row(Action::Note, Place::Session, &["n"], "note", "TEXT").footer(),
    row(Action::Others, Place::Session, &["o"], "others", "[NUMBER]").footer(),
    row(Action::Return, Place::Session, &["r"], "return", ""),
    row(Action::Undo, Place::Session, &["u"], "undo", ""),
    row(Action::Redo, Place::Session, &["ctrl-r"], "redo", ""),
    row(Action::View, Place::Inside, &["v"], "view", "").footer(),
    row(Action::Changes, Place::Session, &["U"], "changes", "[NUMBER | ran]"),
    row(Action::Export, Place::Session, &["e"], "export", "[FILE]").footer(),
    row(Action::Search, Place::Anywhere, &["/"], "search", "WORDS").footer(),
    row(Action::Resume, Place::Start, &["ctrl-r"], "resume", "[NUMBER | all]").in_text().footer(),
    row(Action::Palette, Place::Anywhere, &[":", "ctrl-p"], "action", "WORDS").in_text(),
    row(Action::Language, Place::Anywhere, &["L", "f2"], "language", "[TAG]").in_text(),
    row(Action::Mouse, Place::Anywhere, &["m", "f3"], "mouse", "").in_text().footer(),
    row(Action::Home, Place::Session, &["h"], "home", ""),
    row(Action::Help, Place::Anywhere, &["?", "f1"], "help", "").in_text().footer(),
    row(Action::Quit, Place::Anywhere, &["q"], "quit", "").footer(),
    row(Action::Leave, Place::Anywhere, &["ctrl-c"], "leave", "").in_text(),
    row(Action::Yes, Place::Asked, &["y"], "yes", ""),
    row(Action::No, Place::Asked, &["n"], "no", ""),
    row(Action::Later, Place::Asked, &["s"], "later", ""),
];

/// The row of an action on a screen.
pub fn binding(action: Action) -> Option<&'static Binding> {
    TABLE.iter().find(|row| row.action == action)
}

/// The word of an action in line mode.
pub fn word_of(action: Action) -> &'static str {
    binding(action).map(|row| row.word).unwrap_or_default()
}

impl Place {
    /// Whether an action of this place works on `screen`.
    pub fn covers(self, screen: Place) -> bool {
        let inside = matches!(screen, Place::Session | Place::Review);
        self == Place::Anywhere || self == screen || (self == Place::Inside && inside)
    }
}

/// The action of a word of the line mode.
pub fn of_word(word: &str, screen: Place) -> Option<Action> {
    TABLE.iter().find(|row| row.place.covers(screen) && row.word == word).map(|row| row.action)
}
