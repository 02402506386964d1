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
    /// The page where there is something to see: one that only one version has, or the newer page with
    /// a frame around each change and around each place of a signature. The first [`PICTURES`] of
    /// these pages have it, where they could be drawn.
    pub picture: Option<Picture>,
}

/// What a comparison of one page found.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Nothing but signatures in their own places.
    Same,
    /// Where it differs.
    Differs(Vec<Region>),
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

impl Change {
    /// Whether a picture of such a page tells more than the words.
    pub const fn is_worth_seeing(&self) -> bool {
        matches!(self, Self::Differs(_) | Self::Added | Self::Removed)
    }
}

/// The two files of one comparison: the worker knows them by these numbers.
const BEFORE: usize = 0;
const AFTER: usize = 1;

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
        let mut pair = Pair { worker, width, time, signatures: after.signatures };
        let mut room = PICTURES;
        let one = |page: usize| {
            let is_over = page > MOST || Instant::now() > until || pair.worker.is_broken();
            let (change, picture) = match (page <= before.pages, page <= after.pages) {
                (false, _) => (Change::Added, pair.alone((AFTER, page), is_over || room == 0)),
                (_, false) => (Change::Removed, pair.alone((BEFORE, page), is_over || room == 0)),
                _ if is_over => (Change::NotCompared, None),
                _ => pair.compare(page),
            };
            let picture = picture.filter(|_| room > 0);
            room -= usize::from(picture.is_some());
            PageChange { page, change, picture }
        };
        Ok((1..=before.pages.max(after.pages)).map(one).collect())
    }
}

/// Two files in the hands of one worker.
struct Pair {
    worker: Worker,
    width: u32,
    /// For one page.
    time: Duration,
    /// Of the newer file.
    signatures: Vec<Place>,
}

impl Pair {
    fn draw(&mut self, page: (usize, usize)) -> Result<Picture, PagesError> {
        self.worker.draw(page, self.width, Instant::now() + self.time)
    }

    /// A page that has no other to compare it with.
    fn alone(&mut self, page: (usize, usize), is_enough: bool) -> Option<Picture> {
        if is_enough { None } else { self.draw(page).ok() }
    }

    fn compare(&mut self, page: usize) -> (Change, Option<Picture>) {
        let drawn =
            self.draw((BEFORE, page)).and_then(|before| Ok((before, self.draw((AFTER, page))?)));
        let (before, mut after) = match drawn {
            Ok(both) => both,
            Err(error) => return (Change::NotDrawn(error), None),
        };
        let here = self.signatures.iter().filter(|place| place.page == page);
        let places = here.map(|place| after.region(place.rect));
        let places: Vec<Region> = places.filter(|place| is_small(place, &after)).collect();
        match compare(&before, &after, &places) {
            Comparison::Same => (Change::Same, None),
            Comparison::OtherSize => (Change::OtherSize, None),
            Comparison::Differs(regions) => {
                places.iter().for_each(|region| after.frame(region, SIGNATURE));
                regions.iter().for_each(|region| after.frame(region, CHANGED));
                (Change::Differs(regions), Some(after))
            }
        }
    }
}

/// The place of a signature hides what is below it: one that takes more than a quarter of the page
/// is none.
fn is_small(place: &Region, page: &Picture) -> bool {
    let area = |width: u32, height: u32| u64::from(width) * u64::from(height);
    area(place.width, place.height) * 4 <= area(page.width, page.height)
}
