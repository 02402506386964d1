//! Sizes of paper.

/// A sheet, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width in millimetres.
    pub width: f32,
    /// Height in millimetres.
    pub height: f32,
}

impl Paper {
    /// 210 × 297 mm, ISO 216.
    pub const A4: Self = Self { width: 210.0, height: 297.0 };
    /// 215 × 330 mm, the folio of Indonesian offices.
    pub const F4: Self = Self { width: 215.0, height: 330.0 };

    /// The same sheet lying on its side.
    #[must_use]
    pub const fn landscape(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

/// Millimetres as points. In the file they are rounded to a hundredth of a point (3.5 µm), finer
/// than any printer.
pub(crate) fn points(mm: f32) -> f32 {
    mm * 72.0 / 25.4
}
