//! A finder that need not be there before the first frame.

use super::{Finder, Shelf};
use crate::flow::Library;
use std::sync::{Arc, OnceLock};

/// A finder that is built when it is first asked for, or before that on another thread. Whoever asks while it is
/// being built waits, so that a search never answers less than it knows. Clones share it.
#[derive(Clone)]
pub struct FinderAhead {
    library: Arc<Library>,
    shelf: Option<Arc<dyn Shelf>>,
    finder: Arc<OnceLock<Finder>>,
}

impl FinderAhead {
    /// A finder over a library; nothing is built yet.
    pub fn new(library: Arc<Library>) -> FinderAhead {
        FinderAhead { library, shelf: None, finder: Arc::default() }
    }

    /// The same, with its index kept between runs if it is large.
    pub fn kept(library: Arc<Library>, shelf: Arc<dyn Shelf>) -> FinderAhead {
        FinderAhead { shelf: Some(shelf), ..FinderAhead::new(library) }
    }

    /// The finder.
    pub fn get(&self) -> &Finder {
        let mut news = None;
        let finder = self.finder.get_or_init(|| {
            let (finder, built) = Finder::kept(&self.library, self.shelf.as_deref());
            news = self.shelf.as_ref().filter(|_| built);
            finder
        });
        // Whoever waits for the finder does not wait for the disk.
        if let Some(shelf) = news {
            shelf.keep(&finder.to_bytes());
        }
        finder
    }

    /// Whether it is there without waiting.
    pub fn is_built(&self) -> bool {
        self.finder.get().is_some()
    }
}
