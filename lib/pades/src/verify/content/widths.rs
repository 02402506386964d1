//! Widths of the standard fonts, which files need not hold (ISO 32000-1 §9.6.2.2). From Adobe's
//! Core 14 AFM files, codes 32 to 126, in thousandths.

/// One face.
pub struct Standard {
    widths: [u16; 95],
    /// Accented and other letters are as wide as this.
    other: u16,
}

impl Standard {
    /// For a font of size 1.
    pub fn width(&self, code: u32) -> f64 {
        let index = code.checked_sub(32).and_then(|index| usize::try_from(index).ok());
        let known = index.and_then(|index| self.widths.get(index)).copied();
        f64::from(known.unwrap_or(self.other)) / 1000.0
    }
}

/// The face with this name or one of the usual names for it, a subset's mark before it or not.
pub fn standard(name: &[u8]) -> Option<&'static Standard> {
    let name = String::from_utf8_lossy(name).into_owned();
    let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
    let is_bold = name.contains("Bold");
    if name.starts_with("Courier") {
        return Some(&COURIER);
    }
    if name.starts_with("Helvetica") || name.starts_with("Arial") {
        return Some(if is_bold { &HELVETICA_BOLD } else { &HELVETICA });
    }
    let is_times = name.starts_with("Times");
    is_times.then_some(if is_bold { &TIMES_BOLD } else { &TIMES })
}

static COURIER: Standard = Standard { widths: [600; 95], other: 600 };

static HELVETICA: Standard = Standard {
    widths: [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722,
        722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
        500, 334, 260, 334, 584,
    ],
    other: 556,
};

static HELVETICA_BOLD: Standard = Standard {
    widths: [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
        556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722,
        722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722,
        667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
        611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
        500, 389, 280, 389, 584,
    ],
    other: 611,
};

static TIMES: Standard = Standard {
    widths: [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667,
        722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722,
        722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
        500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500,
        444, 480, 200, 480, 541,
    ],
    other: 500,
};

static TIMES_BOLD: Standard = Standard {
    widths: [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500,
        500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722,
        722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722,
        722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500,
        556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500,
        444, 394, 220, 394, 520,
    ],
    other: 556,
};
