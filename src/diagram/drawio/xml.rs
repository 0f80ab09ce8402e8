//! A small tree of XML elements and its text form.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::domain::text::clean;

/// An element with attributes and children, in writing order.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    name: &'static str,
    attributes: Vec<(String, String)>,
    children: Vec<Tag>,
}

impl Tag {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Adds an attribute. A name is written once: a second value for it is dropped, since draw.io
    /// refuses a file that repeats one.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts are passed as they come")]
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        if self.attributes.iter().all(|(n, _)| n != name) {
            let value: String =
                clean(&value.to_string()).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
            self.attributes.push((name.to_owned(), value));
        }
        self
    }

    #[must_use]
    pub(super) fn holding(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((name.as_str(), value.as_str()));
        }
        if self.children.is_empty() {
            return out.write_event(Event::Empty(start));
        }
        out.write_event(Event::Start(start))?;
        self.children.iter().try_for_each(|c| c.write(out))?;
        out.write_event(Event::End(BytesEnd::new(self.name)))
    }

    /// Returns the document whose root this is.
    pub(super) fn document(&self) -> String {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing into memory has no way to fail.
        let _ = out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let _ = self.write(&mut out);
        let _ = out.write_event(Event::Text(BytesText::new("\n")));
        String::from_utf8(out.into_inner()).unwrap_or_default()
    }
}
