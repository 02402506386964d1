//! A QR code as rectangles.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::sign::appearance::paint::{Mark, Painter};
use crate::write::WriteError;

/// How much of a code may be damaged and still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Correction {
    /// 7 %
    Low,
    /// 15 %
    Medium,
    /// 25 %
    Quartile,
    /// 30 %
    High,
}

/// What a code says.
#[derive(Debug, Clone, PartialEq)]
pub struct QrContent {
    pub text: String,
    pub correction: Correction,
    /// A drawing in the centre, for example the arms of the regency; modules under it are left out.
    pub mark: Option<Mark>,
}

/// Modules that stay white around a code (ISO/IEC 18004 §9.1).
const QUIET: i32 = 4;
/// The smallest module that a telephone reads off paper, in points: a quarter of a millimetre.
const SMALLEST: f64 = 0.7;
/// The side of the mark, of the side of the code: under 7 % of its area, where 25 % may be damaged.
const MARK: f64 = 0.22;
/// How high a dark run is drawn, in modules: a little into the next row, so that no hair shows.
const HEIGHT: f64 = 1.04;

/// A code that was laid out and can be drawn.
pub struct Code<'q> {
    code: QrCode,
    content: &'q QrContent,
}

impl<'q> Code<'q> {
    pub fn of(content: &'q QrContent) -> Result<Self, WriteError> {
        if content.mark.is_some() && content.correction < Correction::Quartile {
            return Err(WriteError::MarkTooLarge);
        }
        let level = match content.correction {
            Correction::Low => QrCodeEcc::Low,
            Correction::Medium => QrCodeEcc::Medium,
            Correction::Quartile => QrCodeEcc::Quartile,
            Correction::High => QrCodeEcc::High,
        };
        let bytes = content.text.len();
        let code = QrCode::encode_text(&content.text, level);
        Ok(Self { code: code.map_err(|_| WriteError::QrTooLong { bytes })?, content })
    }

    /// Modules along one side, the quiet zone counted.
    fn side(&self) -> f64 {
        f64::from(self.code.size() + 2 * QUIET)
    }

    /// The smallest side on which it can be read, in points.
    pub fn smallest(&self) -> f64 {
        self.side() * SMALLEST
    }

    /// Draws the code into a square with this lower left corner.
    pub fn paint(
        &self,
        painter: &mut Painter,
        [left, bottom]: [f64; 2],
        side: f64,
    ) -> Result<(), WriteError> {
        if side < self.smallest() {
            return Err(WriteError::QrTooSmall { bytes: self.content.text.len(), side });
        }
        let module = side / self.side();
        let modules = f64::from(self.code.size());
        let corner = f64::from(QUIET) * module;
        painter.save();
        // One unit is one module, counted from the upper left corner of the code.
        let top = bottom + side - corner;
        painter.transform([module, 0.0, 0.0, -module, left + corner, top]);
        painter.black();
        for y in 0..self.code.size() {
            for (x, width) in self.runs(y) {
                painter.rectangle([f64::from(x), f64::from(y), f64::from(width), HEIGHT]);
            }
        }
        painter.fill();
        if let Some(mark) = &self.content.mark {
            let side = modules * MARK;
            let corner = (modules - side) / 2.0;
            painter.transform([side, 0.0, 0.0, -side, corner, corner + side]);
            painter.mark(mark);
        }
        painter.restore();
        Ok(())
    }

    /// Dark modules beside each other: where they begin, and how many.
    fn runs(&self, y: i32) -> Vec<(i32, i32)> {
        let mut runs: Vec<(i32, i32)> = Vec::new();
        for x in (0..self.code.size()).filter(|x| self.is_dark(*x, y)) {
            match runs.last_mut() {
                Some((start, width)) if *start + *width == x => *width += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    }

    fn is_dark(&self, x: i32, y: i32) -> bool {
        self.code.get_module(x, y) && !(self.is_under_mark(x) && self.is_under_mark(y))
    }

    /// Whether a module lies under the mark or touches it.
    fn is_under_mark(&self, index: i32) -> bool {
        if self.content.mark.is_none() {
            return false;
        }
        let modules = f64::from(self.code.size());
        let from_centre = (f64::from(index) + 0.5 - modules / 2.0).abs();
        from_centre < modules * MARK / 2.0 + 0.5
    }
}
