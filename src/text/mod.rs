//! Text as people see it: untrusted characters made visible, inline markup, lines cut by display width,
//! error codes in their one canonical form, language tags, and the wording of the program.

pub mod code;
pub mod lang;
pub mod markup;
pub mod message;
pub mod packed;
pub mod pairs;
pub mod patterns;
pub mod sort;
pub mod strings;
pub mod terms;
pub mod time;
pub mod values;
pub mod visible;
pub mod wrap;

pub use code::{Code, canonical_code, find_codes};
pub use markup::{Span, Style, parse, plain, slots};
pub use message::Message;
pub use strings::Strings;
pub use terms::Terms;
pub use visible::{has_hidden, non_ascii, visible, visible_line};
pub use wrap::{hanging, hard_wrap, truncate, width, wrap};
