//! What is seen of a signature: a QR code and text, drawn as a form XObject (ISO 32000-1 §12.5.5).
//!
//! One stream, no picture, no transparency, the font embedded, so that PDF/A-2b survives. Text and
//! code are DeviceGray black, which every output intent of PDF/A covers (§6.2.4.3); a mark in colour
//! becomes grey where the output intent of the base is not RGB.

mod code;
mod faces;
mod layout;
mod paint;

use crate::sign::place::{Rect, Turn};
use crate::write::{Body, Entries, Increment, Value, WriteError};

pub use code::{Correction, QrContent};
pub use faces::Faces;
pub use paint::{Mark, Shape, Step};

/// What is drawn in the rectangle of a signature.
#[derive(Debug, Clone)]
pub struct Appearance<'f> {
    pub faces: &'f Faces,
    pub qr: Option<QrContent>,
    /// From top to bottom; each is broken into lines as needed.
    pub text: Vec<Line>,
    pub layout: Layout,
    /// The largest type size, in points; text shrinks until it fits.
    pub size: f32,
}

/// A paragraph of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub is_bold: bool,
}

impl Line {
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), is_bold: false }
    }

    pub fn bold(text: &str) -> Self {
        Self { text: text.to_owned(), is_bold: true }
    }
}

/// Where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// To the right of the code.
    Beside,
    /// Under the code, centred.
    Below,
}

impl<'f> Appearance<'f> {
    pub const fn new(faces: &'f Faces, layout: Layout) -> Self {
        Self { faces, qr: None, text: Vec::new(), layout, size: 9.0 }
    }

    /// The same with a QR code.
    #[must_use]
    pub fn with_qr(self, qr: QrContent) -> Self {
        Self { qr: Some(qr), ..self }
    }

    /// The same with this text.
    #[must_use]
    pub fn with_text(self, text: Vec<Line>) -> Self {
        Self { text, ..self }
    }

    /// The form that fills this rectangle, upright on a page that is turned like this.
    pub(crate) fn form(
        &self,
        increment: &mut Increment<'_, '_>,
        rect: &Rect,
        turn: Turn,
    ) -> Result<Body, WriteError> {
        let (width, height) = turn.upright(rect);
        let in_colour = paint::allows_colour(&increment.base())?;
        let drawn = layout::draw(self, width, height, in_colour)?;
        let mut fonts = Entries::new();
        for (name, font) in &drawn.fonts {
            fonts.set(name, faces::embed(increment, font));
        }
        let mut resources = Entries::new();
        if !drawn.fonts.is_empty() {
            resources.set("Font", fonts);
        }
        let mut dict = Entries::of_type("XObject")
            .with("Subtype", Value::name("Form"))
            .with("BBox", Value::numbers(&[0.0, 0.0, width, height]))
            .with("Resources", resources)
            .with("Filter", Value::name("FlateDecode"));
        if turn != Turn::None {
            dict.set("Matrix", Value::numbers(&turn.matrix(width, height)));
        }
        // Speed before size: a signature is made while somebody waits, and the stream is short.
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&drawn.content, 1);
        Ok(Body::Stream(dict, packed))
    }
}
