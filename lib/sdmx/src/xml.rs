//! A thin writer of XML over `quick-xml`, which escapes.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use cube::Text;

pub(crate) const MESSAGE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
pub(crate) const STRUCTURE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure";
pub(crate) const COMMON: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common";
pub(crate) const GENERIC: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic";
pub(crate) const SPECIFIC: &str =
    "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific";
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Attributes of an element.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document that grows.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    pub(crate) fn new() -> Self {
        let mut made = Self { writer: Writer::new(Vec::new()) };
        made.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        made
    }

    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.put(Event::Start(start(name, attributes)));
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.put(Event::Empty(start(name, attributes)));
    }

    pub(crate) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.put(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    /// A name in both languages.
    pub(crate) fn names(&mut self, names: &Text) {
        self.text("com:Name", &[("xml:lang", "id")], &names.id);
        self.text("com:Name", &[("xml:lang", "en")], &names.en);
    }

    pub(crate) fn finish(self) -> String {
        String::from_utf8(self.writer.into_inner()).unwrap_or_default()
    }

    #[expect(clippy::expect_used, reason = "writing into memory cannot fail")]
    fn put(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// Without the control characters that XML 1.0 cannot hold in any form.
fn allowed(text: &str) -> String {
    let fits = |sign: char| matches!(sign, '\t' | '\n' | '\r') || sign >= ' ';
    let is_char = |sign: char| fits(sign) && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|sign| if is_char(sign) { sign } else { '\u{fffd}' }).collect()
}
