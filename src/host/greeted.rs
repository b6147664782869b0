//! Whether a person has been greeted: an empty file in the state folder says so.

use super::atomic::{self, Existing};
use super::os::files::private_folder;
use super::paths::Paths;

/// Whether this is the first run of a person, which it is once. Where that cannot be remembered it is not, so that
/// nobody is greeted again and again. Nothing is ever said of a folder that cannot be written.
pub fn is_first_run(paths: &Paths) -> bool {
    let mark = paths.greeted();
    // One look on every run but the first.
    if mark.symlink_metadata().is_ok() {
        return false;
    }
    // Of two that begin at once one comes first.
    private_folder(&paths.state).is_ok() && atomic::write(&mark, b"", Existing::Keep).is_ok()
}
