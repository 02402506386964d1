//! The words of a page, for search and for comparing versions.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// Distance from which two runs on one line are two words, as a share of the size of the type.
const WORD_GAP: f64 = 0.12;

/// The text of each page in reading order, line by line.
pub(crate) fn pages(document: &PagedDocument) -> Vec<String> {
    let texts = document.pages().iter().map(|page| {
        let mut writer = Writer::default();
        writer.read(&page.frame, Point::zero());
        writer.text
    });
    texts.collect()
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Where the run before ended.
    end: Option<Point>,
}

impl Writer {
    fn read(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            match item {
                FrameItem::Group(group) => self.read(&group.frame, at),
                FrameItem::Text(run) => {
                    self.part(at, run.size.to_pt());
                    self.text.push_str(&run.text);
                    self.end = Some(at + Point::with_x(run.width()));
                }
                _ => {}
            }
        }
    }

    /// What separates a run from the one before: nothing, a space, or a new line.
    fn part(&mut self, at: Point, size: f64) {
        let Some(end) = self.end else { return };
        let (dx, dy) = ((at.x - end.x).to_pt(), (at.y - end.y).to_pt());
        if dy.abs() > size / 2.0 || dx < -size {
            self.text.push('\n');
        } else if dx > size * WORD_GAP && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }
}
