//! Characters that no typeface of the house can show.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::TypesetError;

/// Refuses a document with a character that would be printed as an empty box: what was signed must
/// be what was read.
pub(crate) fn check(document: &PagedDocument) -> Result<(), TypesetError> {
    for (index, page) in document.pages().iter().enumerate() {
        if let Some(character) = missing(&page.frame) {
            return Err(TypesetError::Glyph { character, page: index + 1 });
        }
    }
    Ok(())
}

fn missing(frame: &Frame) -> Option<char> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => missing(&group.frame),
        FrameItem::Text(text) => {
            let glyph = text.glyphs.iter().find(|glyph| glyph.id == 0)?;
            text.text.get(glyph.range())?.chars().next()
        }
        _ => None,
    })
}
