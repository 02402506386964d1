//! All pages of two versions of a file beside each other (rule 10): what a person is shown who wants to
//! see that only signatures were added.

use std::time::{Duration, Instant};

use crate::limits::JOB;
use crate::protocol::Place;
use crate::worker::Worker;
use crate::{Comparison, PagesError, Picture, Region, Renderer, compare};

/// Pages that are compared; a person looks at no more of them either.
const MOST: usize = 60;
/// Pictures of changed pages that a comparison keeps: people look at no more, and each is megabytes.
pub const PICTURES: usize = 6;
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
    /// The newer page with a frame around each change, and around each place of a signature; without
    /// a picture after the first [`PICTURES`] of them.
    Differs {
        picture: Option<Picture>,
        regions: Vec<Region>,
    },
    OtherSize,
    /// Only the newer version has this page.
    Added,
    /// Only the older version has it.
    Removed,
    /// One of the two could not be drawn.
    NotDrawn(PagesError),
    /// The time was up, there are too many pages, or the worker ended with an earlier one.
    NotCompared,
}

impl Renderer {
    /// Compares every page of two versions of a file, so many pixels wide. The places of the newer
    /// version's signature fields do not count. Waits for it, four times as long as for one page; it
    /// ends with the first page that takes too long.
    ///
    /// # Errors
    /// As [`Renderer::render`], for either file.
    pub fn changes(
        &self,
        before: impl AsRef<[u8]>,
        after: impl AsRef<[u8]>,
        width: u32,
    ) -> Result<Vec<PageChange>, PagesError> {
        let mut worker = self.worker()?;
        let time = self.limits().time;
        let until = Instant::now() + time * JOB;
        let before = worker.look(before.as_ref(), Instant::now() + time)?;
        let after = worker.look(after.as_ref(), Instant::now() + time)?;
        let mut kept = 0;
        let one = |page: usize| {
            let mut change = match (page <= before.pages, page <= after.pages) {
                (false, _) => Change::Added,
                (_, false) => Change::Removed,
                _ if page > MOST || Instant::now() > until => Change::NotCompared,
                _ if worker.is_broken() => Change::NotCompared,
                _ => change(&mut worker, (page, width), &after.signatures, time),
            };
            if let Change::Differs { picture, .. } = &mut change {
                kept += 1;
                picture.take_if(|_| kept > PICTURES);
            }
            PageChange { page, change }
        };
        Ok((1..=before.pages.max(after.pages)).map(one).collect())
    }
}

fn change(
    worker: &mut Worker,
    (page, width): (usize, u32),
    signatures: &[Place],
    time: Duration,
) -> Change {
    let mut drawn = |file: usize| worker.draw((file, page), width, Instant::now() + time);
    let (before, mut after) = match drawn(0).and_then(|before| Ok((before, drawn(1)?))) {
        Ok(both) => both,
        Err(error) => return Change::NotDrawn(error),
    };
    let here = signatures.iter().filter(|place| place.page == page);
    let places = here.map(|place| after.region(place.rect));
    let places: Vec<Region> = places.filter(|place| is_small(place, &after)).collect();
    match compare(&before, &after, &places) {
        Comparison::Same => Change::Same,
        Comparison::OtherSize => Change::OtherSize,
        Comparison::Differs(regions) => {
            places.iter().for_each(|region| after.frame(region, SIGNATURE));
            regions.iter().for_each(|region| after.frame(region, CHANGED));
            Change::Differs { picture: Some(after), regions }
        }
    }
}

/// The place of a signature hides what is below it: one that takes more than a quarter of the page
/// is none.
fn is_small(place: &Region, page: &Picture) -> bool {
    let area = |width: u32, height: u32| u64::from(width) * u64::from(height);
    area(place.width, place.height) * 4 <= area(page.width, page.height)
}
