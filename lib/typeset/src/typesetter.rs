//! From a sheet to a file or a picture.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use base::Zone;
use typst::comemo;
use typst::foundations::{Datetime, Smart};
use typst::model::Document;
use typst::utils::{Scalar, hash128};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::error::Bound;
use crate::intake::{self, within};
use crate::places::{self, Place};
use crate::watch::{self, Strays};
use crate::world::{Desk, Shared};
use crate::{Fault, Limits, Sheet, TypesetError, fault, glyphs, text};

/// Compilations after which an unused intermediate result is forgotten. Previews of a letter that
/// is being written profit; memory stays bounded. Until then words of a letter stay in memory.
const MEMORY: usize = 8;
const DOTS: std::ops::RangeInclusive<f64> = 0.1..=20.0;

/// Fonts, standard library and prelude, loaded once. Cheap to clone; may be used from any thread.
#[derive(Clone)]
pub struct Typesetter {
    shared: Arc<Shared>,
    strays: Arc<Strays>,
    limits: Limits,
}

/// A finished letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// A file of PDF/A-2b (ISO 19005-2, level B), tagged, with a classical cross-reference table.
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Where signatures go.
    pub places: Vec<Place>,
    /// The words of each page, for search and for comparing versions.
    pub text: Vec<String>,
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub png: Vec<u8>,
    /// Of the whole document.
    pub pages: usize,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    pub fn with_limits(limits: Limits) -> Self {
        Self { shared: Arc::new(Shared::new()), strays: Arc::default(), limits }
    }

    /// Makes the file. The same sheet gives the same bytes.
    ///
    /// Takes tens of milliseconds and blocks: call it outside of transactions, from a thread that
    /// may wait.
    pub fn render(&self, sheet: &Sheet) -> Result<Rendered, TypesetError> {
        self.compile(sheet, |desk, document, sheet| {
            glyphs::check(document)?;
            let places = places::find(document)?;
            let pdf = archive(desk, document, sheet)?;
            Ok(Rendered { pdf, pages: document.pages().len(), places, text: text::pages(document) })
        })
    }

    /// Draws a page, counted from 1, with so many dots per point: 1 is small, 2 is for reading.
    pub fn preview(&self, sheet: &Sheet, page: usize, dots: f64) -> Result<Preview, TypesetError> {
        let limit = self.limits.pixels;
        self.compile(sheet, move |_, document, _| draw(document, page, dots, limit))
    }

    /// Compiles a sheet and lets `finish` make something of its pages, all under the watch.
    fn compile<T: Send + 'static>(
        &self,
        sheet: &Sheet,
        finish: impl FnOnce(&Desk, &PagedDocument, &Sheet) -> Result<T, TypesetError> + Send + 'static,
    ) -> Result<T, TypesetError> {
        let (shared, limits, sheet) = (self.shared.clone(), self.limits, sheet.clone());
        watch::run(&limits, &self.strays, move |stop: &Arc<AtomicBool>| {
            comemo::evict(MEMORY);
            let desk = intake::lay(&sheet, &limits, &shared, stop)?;
            let compiled = typst::compile::<PagedDocument>(&desk).output;
            let mut document = compiled.map_err(|all| fault::template(&desk, &all))?;
            within(Bound::Pages, document.pages().len(), limits.pages)?;
            name(&mut document, &sheet);
            finish(&desk, &document, &sheet)
        })
    }
}

/// Writes title and authors of the sheet over those of the template.
fn name(document: &mut PagedDocument, sheet: &Sheet) {
    let info = document.info_mut();
    if let Some(title) = &sheet.title {
        info.title = Some(title.as_str().into());
    }
    if !sheet.authors.is_empty() {
        info.author = sheet.authors.iter().map(|author| author.as_str().into()).collect();
    }
}

fn archive(desk: &Desk, document: &PagedDocument, sheet: &Sheet) -> Result<Vec<u8>, TypesetError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| TypesetError::Crash(error.message().to_string()))?;
    let options = PdfOptions {
        // Two letters with one title are two documents (ISO 32000-1, 14.4).
        ident: Smart::Custom(format!("{:032x}", hash128(&(document.info(), document)))),
        creator: Smart::Custom(Some("Pelangi".to_owned())),
        timestamp: timestamp(sheet),
        standards,
        tagged: true,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|all| match all.first() {
        Some(first) => TypesetError::Archive(Box::new(Fault::new(desk, first))),
        None => TypesetError::Crash("the file was refused without a reason".to_owned()),
    })
}

/// The moment of writing as clocks showed it there, with its distance from UTC.
fn timestamp(sheet: &Sheet) -> Option<Timestamp> {
    let civil = sheet.written.civil(&sheet.zone);
    let two = |n: i8| n.unsigned_abs();
    let moment = Datetime::from_ymd_hms(
        i32::from(civil.year()),
        two(civil.month()),
        two(civil.day()),
        two(civil.hour()),
        two(civil.minute()),
        two(civil.second()),
    )?;
    Timestamp::new_local(moment, offset_minutes(sheet)?)
}

fn offset_minutes(sheet: &Sheet) -> Option<i32> {
    let utc = Zone::parse("UTC").ok()?;
    let here = utc.instant_of(sheet.written.civil(&sheet.zone));
    i32::try_from((here.millis() - sheet.written.millis()).div_euclid(60_000)).ok()
}

fn draw(
    document: &PagedDocument,
    page: usize,
    dots: f64,
    limit: u64,
) -> Result<Preview, TypesetError> {
    let pages = document.pages().len();
    let wanted = page.checked_sub(1).and_then(|index| document.pages().get(index));
    let sheet = wanted.ok_or(TypesetError::NoPage { page, pages })?;
    if !DOTS.contains(&dots) {
        return Err(TypesetError::Resolution);
    }
    let size = sheet.frame.size();
    let pixels = (size.x.to_pt() * dots).ceil() * (size.y.to_pt() * dots).ceil();
    if pixels > limit as f64 {
        let what = Bound::Pixels;
        return Err(TypesetError::TooLarge { what, size: pixels as u64, limit });
    }
    let options = RenderOptions { pixel_per_pt: Scalar::new(dots), render_bleed: false };
    let png = typst_render::render(sheet, &options).encode_png();
    let png = png.map_err(|error| TypesetError::Crash(error.to_string()))?;
    Ok(Preview { png, pages })
}
