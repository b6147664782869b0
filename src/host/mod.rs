//! The only side effects: terminal, signals, clipboard, files, clock and environment.

pub mod atomic;
pub mod blocks;
pub mod clipboard;
pub mod clock;
mod driver;
pub mod echo;
pub mod effect;
pub mod environment;
mod gate;
pub mod greeted;
mod index_file;
pub mod input;
pub mod journal;
mod kept_flows;
pub mod log;
mod os;
pub mod overview;
pub mod packs;
pub mod panics;
mod paths;
pub mod piped;
mod screen_backend;
pub mod signals;
pub mod terminal;
pub mod trial_folder;

pub use clock::Clock;
pub use driver::{Driver, Kept, newest};
pub use echo::Echo;
pub use environment::Environment;
pub use index_file::IndexFile;
pub use input::Input;
pub use journal::{Journal, Sessions};
pub use kept_flows::{KeptFlows, ToKeep, hashes, original};
pub use paths::Paths;
pub use signals::Farewell;
pub use terminal::{Screen, wants_line_mode};
