//! A finder that need not be there before the first frame.

use super::Finder;
use crate::flow::Library;
use std::sync::{Arc, OnceLock};

/// A finder that is built when it is first asked for, or before that on another thread. Whoever asks while it is
/// being built waits, so that a search never answers less than it knows. Clones share it.
#[derive(Clone)]
pub struct FinderAhead {
    library: Arc<Library>,
    finder: Arc<OnceLock<Finder>>,
}

impl FinderAhead {
    /// A finder over a library; nothing is built yet.
    pub fn new(library: Arc<Library>) -> FinderAhead {
        FinderAhead { library, finder: Arc::default() }
    }

    /// The finder.
    pub fn get(&self) -> &Finder {
        self.finder.get_or_init(|| Finder::new(&self.library))
    }

    /// Whether it is there without waiting.
    pub fn is_built(&self) -> bool {
        self.finder.get().is_some()
    }
}
