//! Pictures of pages that anybody may see: drawn apart from files of strangers, and the last ones kept.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use base::{Error, Kind, Result};
use bytes::Bytes;

use super::{Verifier, off_thread};

/// Pixels across: to be read on a phone and compared with paper.
pub const WIDTH: u32 = 952;
/// Pictures that are kept, some hundred kilobytes each.
const MOST: usize = 48;

/// Pictures by file and page.
#[derive(Default)]
pub(super) struct Pictures(BTreeMap<(String, usize), Bytes>);

impl Verifier {
    pub(super) fn kept_picture(&self, sha256: &str, page: usize) -> Option<Bytes> {
        let kept = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        kept.0.get(&(sha256.to_owned(), page)).cloned()
    }

    /// Draws a page, counted from 1.
    pub(super) async fn picture(&self, sha256: &str, pdf: Bytes, page: usize) -> Result<Bytes> {
        let turn = self.turn(&self.showing.turns).await?;
        let renderer = self.showing.renderer.clone();
        let drawn = off_thread(turn, move || {
            renderer.render(&pdf, page, WIDTH).and_then(|picture| picture.to_png())
        });
        let drawn = drawn.await?;
        let png = Bytes::from(drawn.map_err(no_picture)?);
        let mut kept = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0.len() >= MOST {
            kept.0.pop_first();
        }
        kept.0.insert((sha256.to_owned(), page), png.clone());
        Ok(png)
    }
}

/// A page that is not there, or that cannot be drawn: the PDF itself is always to be had.
pub fn no_picture(error: pages::PagesError) -> Error {
    let kind = match error {
        pages::PagesError::Busy | pages::PagesError::NoWorker(_) => Kind::Unavailable,
        _ => Kind::NotFound,
    };
    Error::new(kind, "documents/no-picture").caused_by(error)
}
