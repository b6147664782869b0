//! Text as people see it: untrusted characters made visible, inline markup, lines cut by display width,
//! and error codes in their one canonical form.

pub mod code;
pub mod markup;
pub mod visible;
pub mod wrap;

pub use code::{Code, canonical_code, find_codes};
pub use markup::{Span, Style, parse, plain, slots};
pub use visible::{has_hidden, non_ascii, visible, visible_line};
pub use wrap::{hanging, hard_wrap, truncate, width, wrap};
