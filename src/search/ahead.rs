//! A finder that need not be there before the first frame.

use super::{Finder, Shelf};
use crate::flow::Library;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// A finder that is built when it is first asked for, or before that on another thread. Whoever asks while it is
/// being built waits, so that a search never answers less than it knows. Clones share it.
#[derive(Clone)]
pub struct FinderAhead {
    library: Arc<Library>,
    shelf: Option<Arc<dyn Shelf>>,
    shared: Arc<Shared>,
}

/// Not the lock of a `OnceLock`, which would be held for ever by a thread that panics and cannot be unwound.
#[derive(Default)]
struct Shared {
    finder: OnceLock<Finder>,
    being_built: Mutex<bool>,
    changed: Condvar,
}

/// Whoever builds it; dropping this lets others go on.
struct Builder<'a>(&'a Shared);

impl FinderAhead {
    /// A finder over a library; nothing is built yet.
    pub fn new(library: Arc<Library>) -> FinderAhead {
        FinderAhead { library, shelf: None, shared: Arc::default() }
    }

    /// The same, with its index kept between runs if it is large.
    pub fn kept(library: Arc<Library>, shelf: Arc<dyn Shelf>) -> FinderAhead {
        FinderAhead { shelf: Some(shelf), ..FinderAhead::new(library) }
    }

    /// The finder.
    pub fn get(&self) -> &Finder {
        let mut news = None;
        let finder = self.shared.get_or_build(|| {
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

    /// The thread that builds it will not: whoever waits for it builds it instead.
    pub fn give_up(&self) {
        self.shared.release();
    }

    /// Whether it is there without waiting.
    pub fn is_built(&self) -> bool {
        self.shared.finder.get().is_some()
    }
}

impl Shared {
    fn get_or_build(&self, build: impl FnOnce() -> Finder) -> &Finder {
        if let Some(finder) = self.finder.get() {
            return finder;
        }
        let free = self.changed.wait_while(self.being_built(), |being_built| *being_built);
        let mut being_built = free.unwrap_or_else(PoisonError::into_inner);
        if let Some(finder) = self.finder.get() {
            return finder;
        }
        *being_built = true;
        drop(being_built);
        let _builder = Builder(self);
        let finder = build();
        self.finder.get_or_init(|| finder)
    }

    fn being_built(&self) -> MutexGuard<'_, bool> {
        self.being_built.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn release(&self) {
        *self.being_built() = false;
        self.changed.notify_all();
    }
}

impl Drop for Builder<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}
