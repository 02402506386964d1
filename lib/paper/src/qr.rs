//! QR codes as rows of dark runs.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::error::Fault;

/// How high a run is drawn, in modules: a little into the next row, so that no light hair shows
/// between two rows at odd zooms.
pub(crate) const HEIGHT: f32 = 1.04;

/// A code, from its upper row to its lower.
#[derive(Debug)]
pub(crate) struct Code {
    /// Modules along one side, at most 177.
    pub(crate) modules: u8,
    pub(crate) rows: Vec<Vec<Run>>,
}

/// Dark modules beside each other, counted from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) x: u8,
    pub(crate) width: u8,
}

impl Code {
    /// The code of a text. Medium error correction (15 %) survives a fold or a stamp.
    pub(crate) fn of(text: &str) -> Result<Self, Fault> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium)
            .map_err(|_| Fault::QrTooLong { bytes: text.len() })?;
        let modules = u8::try_from(code.size()).unwrap_or(u8::MAX);
        let rows = (0..modules).map(|y| runs(&code, y, modules)).collect();
        Ok(Self { modules, rows })
    }
}

fn runs(code: &QrCode, y: u8, modules: u8) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for x in (0..modules).filter(|&x| code.get_module(i32::from(x), i32::from(y))) {
        match runs.last_mut() {
            Some(last) if last.x + last.width == x => last.width += 1,
            _ => runs.push(Run { x, width: 1 }),
        }
    }
    runs
}
