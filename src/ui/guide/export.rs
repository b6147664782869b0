//! Writing the transcript: what is in it, what is masked, and where it goes.

use super::{Guide, Say};
use crate::host::effect::Effect;
use crate::session::Session;
use crate::transcript::{Document, Format, Review};
use std::path::PathBuf;

/// A transcript that is about to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What is masked in it.
    pub review: Review,
    path: PathBuf,
    format: Format,
}

impl Guide {
    /// The transcript as it stands, ready to be looked through. Without a path the file is named after the session.
    pub fn draft(&self, path: Option<PathBuf>) -> Result<Draft, Say> {
        let path = path.unwrap_or_else(|| PathBuf::from(format!("unsnag-{}.md", self.id)));
        let format = self.format(&path)?;
        let document = self.document().ok_or_else(|| Say(self.strings.get("ui.no-session").to_owned()))?;
        Ok(Draft { review: Review::new(document, self.masking.clone()), path, format })
    }

    /// The same choices for the session and language as they are now.
    pub fn renew_draft(&self, draft: &mut Draft) {
        if let Some(document) = self.document() {
            draft.review.renew(document);
        }
    }

    /// Gives a transcript another file, and the format that its name ends in.
    pub fn rename_draft(&self, draft: &mut Draft, path: PathBuf) -> Result<(), Say> {
        draft.format = self.format(&path)?;
        draft.path = path;
        Ok(())
    }

    /// Writes the transcript by the policy, without a look at it.
    pub fn export(&self, path: Option<PathBuf>, force: bool) -> Result<Effect, Say> {
        Ok(self.draft(path)?.write(force))
    }

    fn document(&self) -> Option<Document> {
        let records = self.session.as_ref().map(Session::records)?;
        Some(Document::of(&self.id, records, &self.source, &self.lang))
    }

    fn format(&self, path: &std::path::Path) -> Result<Format, Say> {
        match path.extension().and_then(|end| end.to_str()) {
            None => Ok(Format::Markdown),
            Some(end) => Format::from_extension(end)
                .ok_or_else(|| Say(self.strings.fill("ui.export.unknown", &[("end", end)]))),
        }
    }
}

impl Draft {
    /// Where it will be written, for people.
    pub fn file(&self) -> String {
        self.path.display().to_string()
    }

    /// What will be written, as things are masked now.
    pub fn text(&self) -> String {
        self.format.write(&self.review.redacted())
    }

    /// Writes it.
    pub fn write(&self, force: bool) -> Effect {
        let document = self.review.redacted();
        Effect::Export {
            path: self.path.clone(),
            format: self.format.name().to_owned(),
            text: self.format.write(&document),
            force,
            redaction: document.notice().redaction.clone(),
        }
    }
}
