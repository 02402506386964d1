//! Drawing a page.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};

use crate::guard::guard;
use crate::watch::{Strays, run};
use crate::{Limits, PagesError, Picture};

/// Draws pages within limits. Cheap to clone; clones share the count of strays.
#[derive(Debug, Clone, Default)]
pub struct Renderer {
    limits: Limits,
    strays: Arc<Strays>,
}

impl Renderer {
    pub fn new(limits: Limits) -> Self {
        Self { limits, strays: Arc::default() }
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A page, counted from 1, so many pixels wide. Waits for it: call it where waiting is allowed.
    ///
    /// # Errors
    /// Those of [`guard`]; [`PagesError::NoPage`], [`PagesError::TooSlow`], [`PagesError::Busy`],
    /// [`PagesError::Failed`].
    pub fn render(
        &self,
        pdf: impl Into<Arc<[u8]>>,
        page: usize,
        width: u32,
    ) -> Result<Picture, PagesError> {
        let (pdf, limits) = (pdf.into(), self.limits);
        run(&self.limits, &self.strays, move || drawn(pdf, page, width, &limits))
    }
}

/// The bytes of a file as the drawing program takes them.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn drawn(pdf: Arc<[u8]>, page: usize, width: u32, limits: &Limits) -> Result<Picture, PagesError> {
    let count = guard(&pdf, limits)?;
    let none = || PagesError::NoPage(page);
    let index = page.checked_sub(1).filter(|index| *index < count).ok_or_else(none)?;
    let read = Pdf::new(Arc::new(Shared(pdf))).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PagesError::Encrypted,
        LoadPdfError::Invalid => PagesError::Unreadable("the pages cannot be found".to_owned()),
    })?;
    let found = read.pages().get(index).ok_or_else(none)?;
    let (across, down) = found.render_dimensions();
    let (scale, width, height) = size((across, down), width, limits)?;
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
        let what = "the longer side of the picture";
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
