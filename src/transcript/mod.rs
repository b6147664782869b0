//! SHIM
/// x
pub struct Document;
impl Document {
    /// x
    pub fn of(
        _: &str,
        _: &[crate::session::Record],
        _: &crate::flow::Library,
        _: &crate::text::strings::Strings,
    ) -> Document {
        Document
    }
}
/// x
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// x
    Markdown,
}
impl Format {
    /// x
    pub fn write(&self, _: &Document, _: &crate::text::strings::Strings) -> String {
        String::new()
    }
    /// x
    pub fn from_extension(_: &str) -> Option<Format> {
        None
    }
    /// x
    pub fn name(&self) -> &'static str {
        "x"
    }
}
