//! Translations that are read when they are needed: most people read one language, and the program carries several.

use super::diagnostic::Source;
use super::load::{self, Prepared};
use super::model::Translation;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// The translation of a flow or pack; a bundled one is not read before somebody asks. Cheap to clone.
#[derive(Clone)]
pub struct Translated(Arc<Inner>);

struct Inner {
    read: OnceLock<Translation>,
    bundled: Option<(Source, Prepared)>,
}

impl Translated {
    /// A bundled translation. Nothing is wrong with it; the tests read each.
    pub(super) fn bundled(source: &Source, prepared: Prepared) -> Translated {
        Translated(Arc::new(Inner { read: OnceLock::new(), bundled: Some((source.clone(), prepared)) }))
    }

    /// The translation, without keeping what is read for it.
    pub fn glance(&self) -> Cow<'_, Translation> {
        self.0.read.get().map_or_else(|| Cow::Owned(self.0.translation()), Cow::Borrowed)
    }
}

impl Inner {
    fn translation(&self) -> Translation {
        let read =
            self.bundled.as_ref().and_then(|(source, prepared)| load::translation(source, Some(*prepared)).0);
        read.map(|(_, _, translation)| translation).unwrap_or_default()
    }
}

impl From<Translation> for Translated {
    fn from(translation: Translation) -> Translated {
        Translated(Arc::new(Inner { read: translation.into(), bundled: None }))
    }
}

impl Deref for Translated {
    type Target = Translation;

    fn deref(&self) -> &Translation {
        self.0.read.get_or_init(|| self.0.translation())
    }
}

impl PartialEq for Translated {
    fn eq(&self, other: &Translated) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.glance() == other.glance()
    }
}

impl Eq for Translated {}

impl fmt::Debug for Translated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.glance().fmt(out)
    }
}
