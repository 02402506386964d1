//! All pages of two versions of a file beside each other (rule 10): what a person is shown who wants to
//! see that only signatures were added.

use std::sync::Arc;
use std::time::Instant;

use pades::Document;
use pades::sign::{Area, signature_areas};

use crate::guard::guard;
use crate::{Comparison, Limits, PagesError, Picture, Region, Renderer, compare};

/// Pages that are compared; a person looks at no more of them either.
const MOST: usize = 60;
/// Frames: what changed, and where a signature stands.
const CHANGED: [u8; 3] = [200, 30, 30];
const SIGNATURE: [u8; 3] = [20, 120, 90];

/// A page of two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct PageChange {
    /// From 1.
    pub page: usize,
    pub change: Change,
}

/// What a comparison of one page found.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Nothing but signatures in their own places.
    Same,
    /// The newer page with a frame around each change, and around each place of a signature.
    Differs {
        picture: Picture,
        regions: Vec<Region>,
    },
    OtherSize,
    /// Only the newer version has this page; drawn where that could be done.
    Added(Option<Picture>),
    /// Only the older version has it; drawn likewise.
    Removed(Option<Picture>),
    /// One of the two could not be drawn.
    NotDrawn(PagesError),
    /// The time was up, or there are too many pages.
    NotCompared,
}

impl Renderer {
    /// Compares every page of two versions of a file, so many pixels wide. The places of the newer
    /// version's signature fields do not count. Waits for it, four times as long as for one page.
    ///
    /// # Errors
    /// Those of [`guard`], for either file.
    pub fn changes(
        &self,
        before: impl Into<Arc<[u8]>>,
        after: impl Into<Arc<[u8]>>,
        width: u32,
    ) -> Result<Vec<PageChange>, PagesError> {
        let (before, after) = (before.into(), after.into());
        let limits = self.limits();
        let counts = (guard(&before, limits)?, guard(&after, limits)?);
        let areas = areas_of(&after, limits);
        let until = Instant::now() + limits.time * 4;
        let one = |page: usize| {
            let is_enough = page > MOST || Instant::now() > until;
            let alone = |file: &Arc<[u8]>| match is_enough {
                true => None,
                false => self.render(file.clone(), page, width).ok(),
            };
            let change = match (page <= counts.0, page <= counts.1) {
                (false, _) => Change::Added(alone(&after)),
                (_, false) => Change::Removed(alone(&before)),
                _ if is_enough => Change::NotCompared,
                _ => self.change(&before, &after, (page, width), &areas),
            };
            PageChange { page, change }
        };
        Ok((1..=counts.0.max(counts.1)).map(one).collect())
    }

    fn change(
        &self,
        before: &Arc<[u8]>,
        after: &Arc<[u8]>,
        (page, width): (usize, u32),
        areas: &[Area],
    ) -> Change {
        let drawn = |file: &Arc<[u8]>| self.render(file.clone(), page, width);
        let (before, mut after) = match (drawn(before), drawn(after)) {
            (Ok(before), Ok(after)) => (before, after),
            (Err(error), _) | (_, Err(error)) => return Change::NotDrawn(error),
        };
        let here = areas.iter().filter(|area| area.page + 1 == page);
        let places = here.map(|area| place(&after, area));
        let places: Vec<Region> = places.filter(|place| is_small(place, &after)).collect();
        match compare(&before, &after, &places) {
            Comparison::Same => Change::Same,
            Comparison::OtherSize => Change::OtherSize,
            Comparison::Differs(regions) => {
                places.iter().for_each(|region| after.frame(region, SIGNATURE));
                regions.iter().for_each(|region| after.frame(region, CHANGED));
                Change::Differs { picture: after, regions }
            }
        }
    }
}

/// Where the signature fields of a file stand. The guard has read it already.
fn areas_of(file: &[u8], limits: &Limits) -> Vec<Area> {
    let limits = pades::Limits { file: limits.file, ..pades::Limits::default() };
    let document = Document::open_within(file, limits);
    document.map(|document| signature_areas(&document)).unwrap_or_default()
}

/// The place of a signature hides what is below it: one that takes more than a quarter of the page
/// is none.
fn is_small(place: &Region, page: &Picture) -> bool {
    let area = |width: u32, height: u32| u64::from(width) * u64::from(height);
    area(place.width, place.height) * 4 <= area(page.width, page.height)
}

fn place(picture: &Picture, area: &Area) -> Region {
    let rect = &area.rect;
    picture.region([rect.left, rect.bottom, rect.right, rect.top])
}
