//! Colours: those of the house, as they are on a white sheet.

/// A colour in sRGB, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Text and what must be read first.
    pub const INK: Self = Self(0x14, 0x25, 0x2a);
    /// Labels and notes; 6.5:1 or better on white.
    pub const QUIET: Self = Self(0x4a, 0x5c, 0x61);
    /// Hairlines.
    pub const LINE: Self = Self(0xd9, 0xdf, 0xdc);
    /// The edge of a box to be filled in by hand.
    pub const EDGE: Self = Self(0x72, 0x82, 0x87);
    pub const BRAND: Self = Self(0x0f, 0x5e, 0x6b);
    /// A calm area behind the figure that matters.
    pub const SOFT: Self = Self(0xe4, 0xf0, 0xf1);
    pub const OK: Self = Self(0x17, 0x63, 0x40);
    pub const WARN: Self = Self(0x7a, 0x4a, 0x00);
    pub const WARN_SOFT: Self = Self(0xfd, 0xf0, 0xd3);
    pub const BAD: Self = Self(0xa3, 0x23, 0x1f);
    pub const WHITE: Self = Self(0xff, 0xff, 0xff);
    /// A QR code is black on white, whatever the design.
    pub const BLACK: Self = Self(0, 0, 0);

    /// The six pillars in the order of the ribbon: governance, branding, economy, living,
    /// society, environment.
    pub const PILLARS: [Self; 6] = [
        Self(0x3c, 0x50, 0xa4),
        Self(0x7d, 0x4a, 0xa6),
        Self(0xb8, 0x38, 0x6f),
        Self(0xc4, 0x47, 0x2a),
        Self(0xbd, 0x81, 0x00),
        Self(0x2b, 0x85, 0x53),
    ];

    /// The three parts from 0 to 1, to three decimals, as they stand in the file.
    pub(crate) fn parts(self) -> [f32; 3] {
        [self.0, self.1, self.2].map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0)
    }
}
