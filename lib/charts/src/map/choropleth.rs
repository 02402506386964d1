//! A map whose regions are coloured by class.

use std::collections::BTreeMap;

use super::{Boundaries, Region};
use crate::{Anchor, Drawing, Shape, Tone};

const TYPE: i32 = 13;
/// The least distance from the border at which a label of two digits does not hide its region.
const ROOM: i32 = 5;

/// What a region shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shade {
    /// Usually [`crate::Breaks::tone`] of its figure.
    pub tone: Tone,
    /// Name and figure, shown when a pointer rests on the region: `Muara Wahau: +6,3 %`.
    pub title: String,
    /// A path of our own pages, such as `/pbb/64.08.02`.
    pub link: Option<String>,
}

/// A coloured map. Labels are the last group of the code, as in the first column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choropleth<'a> {
    pub boundaries: &'a Boundaries,
    /// What the map shows, and that the table has the same figures.
    pub sentence: String,
    /// By region code. A region without an entry is drawn as one without data.
    pub shades: BTreeMap<String, Shade>,
}

impl Choropleth<'_> {
    pub fn draw(&self) -> Drawing {
        let size = (self.boundaries.width(), self.boundaries.height());
        let mut drawing = Drawing::sheet("map", size, &self.sentence);
        for region in self.boundaries.regions() {
            drawing.shapes.push(self.area(region));
        }
        for region in self.boundaries.regions().iter().filter(|region| region.room >= ROOM) {
            let tone = self.shades.get(&region.code).map_or(Tone::Missing, |shade| shade.tone);
            let at = (region.middle.x, region.middle.y + 5);
            drawing.text(at, (TYPE, Anchor::Middle, tone.label()), last_group(&region.code));
        }
        drawing
    }

    /// Codes that have a shade but no place on this map, such as a kecamatan formed after the
    /// boundaries were drawn. The page must say so, or their figures would be missing unseen.
    pub fn off_map(&self) -> Vec<&str> {
        let known = |code: &str| self.boundaries.regions().iter().any(|r| r.code == code);
        self.shades.keys().map(String::as_str).filter(|code| !known(code)).collect()
    }

    fn area(&self, region: &Region) -> Shape {
        let rings = region.rings.clone();
        match self.shades.get(&region.code) {
            Some(Shade { tone, title, link }) => {
                Shape::Area { rings, tone: *tone, title: Some(title.clone()), link: link.clone() }
            }
            None => {
                let title = Some(region.name.clone());
                Shape::Area { rings, tone: Tone::Missing, title, link: None }
            }
        }
    }
}

fn last_group(code: &str) -> &str {
    code.rsplit_once('.').map_or(code, |(_, last)| last)
}
