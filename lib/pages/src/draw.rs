//! Drawing a page, inside of a worker.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use pades::Document;
use pades::sign::{Area, signature_areas};

use crate::guard::guard;
use crate::protocol::{Place, Seen};
use crate::{Limits, PagesError, Picture};

/// Places of signatures that are told of a file.
const PLACES: usize = 2_000;

/// A file that may be drawn.
pub(crate) struct File {
    pub seen: Seen,
    pdf: Pdf,
}

impl File {
    pub fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Self, PagesError> {
        let pages = guard(&bytes, limits)?;
        let signatures = places(&bytes, limits);
        let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
            LoadPdfError::Decryption(_) => PagesError::Encrypted,
            LoadPdfError::Invalid => PagesError::Unreadable("the pages cannot be found".to_owned()),
        })?;
        Ok(Self { seen: Seen { pages, signatures }, pdf })
    }

    pub fn draw(&self, page: usize, width: u32, limits: &Limits) -> Result<Picture, PagesError> {
        let none = || PagesError::NoPage(page);
        let there = |index: &usize| *index < self.seen.pages;
        let index = page.checked_sub(1).filter(there).ok_or_else(none)?;
        let found = self.pdf.pages().get(index).ok_or_else(none)?;
        let (scale, width, height) = size(found.render_dimensions(), width, limits)?;
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            width: Some(width),
            height: Some(height),
            bg_color: WHITE,
        };
        let cache = RenderCache::new();
        let pixmap = hayro::render(found, &cache, &InterpreterSettings::default(), &settings);
        let matrix = found.initial_transform(true).to_kurbo().as_coeffs();
        Ok(picture(&pixmap, matrix.map(|entry| entry * f64::from(scale))))
    }
}

/// Where the signature fields of a file stand. The guard has read it already.
fn places(file: &[u8], limits: &Limits) -> Vec<Place> {
    let limits = pades::Limits { file: limits.file, ..pades::Limits::default() };
    let Ok(document) = Document::open_within(file, limits) else { return Vec::new() };
    let place = |Area { page, rect, .. }: Area| Place {
        page: page.saturating_add(1),
        rect: [rect.left, rect.bottom, rect.right, rect.top],
    };
    signature_areas(&document).into_iter().take(PLACES).map(place).collect()
}

/// Scale and size in pixels of a page so many points wide and high.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "both are between 1 and the longest side that is allowed"
)]
fn size(
    (across, down): (f32, f32),
    width: u32,
    limits: &Limits,
) -> Result<(f32, u16, u16), PagesError> {
    let most = limits.side.min(u32::from(u16::MAX));
    let scale = width as f32 / across;
    let height = (down * scale).floor();
    let fits = width >= 1 && width <= most && height >= 1.0 && height <= most as f32;
    if !(fits && scale.is_finite()) {
        let what = "the longer side of the picture".into();
        return Err(PagesError::TooLarge { what, most: u64::from(most) });
    }
    Ok((scale, width as u16, height as u16))
}

/// The ground is white, so nothing of it is transparent.
fn picture(pixmap: &Pixmap, matrix: [f64; 6]) -> Picture {
    let rgb = pixmap.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    Picture { width, height, rgb, matrix }
}
