//! The two weights of the house's typeface, and how wide a text is in them.
//!
//! The typeface is Noto Sans (SIL Open Font Licence 1.1), carried by the crate `notosans`. Its
//! figures have one width, so columns of amounts align by themselves.

use ttf_parser::{Face, RawFace};

use crate::Ink;
use crate::error::Fault;

/// Thickness of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// How a text looks: weight, size in points, colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub weight: Weight,
    /// Size in points.
    pub size: f32,
    pub ink: Ink,
}

impl Style {
    pub const fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size, ink: Ink::INK }
    }

    pub const fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, size, ink: Ink::INK }
    }

    /// The same in another colour.
    #[must_use]
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// From one baseline to the next, in millimetres.
    pub fn leading(self) -> f32 {
        self.size * 1.36 * 25.4 / 72.0
    }
}

/// The fonts, read once per process and shared by every document.
#[derive(Debug)]
pub struct Fonts {
    faces: [Typeface; 2],
}

impl Fonts {
    /// Reads the fonts that are built into the program.
    ///
    /// # Errors
    /// `paper/font` when they are damaged, which only a broken build can cause.
    pub fn load() -> base::Result<Self> {
        let regular = Typeface::read(notosans::REGULAR_TTF, "NotoSans-Regular")?;
        let bold = Typeface::read(notosans::BOLD_TTF, "NotoSans-Bold")?;
        Ok(Self { faces: [regular, bold] })
    }

    /// The width of a text on one line, in millimetres.
    pub fn width(&self, style: Style, text: &str) -> f32 {
        let face = self.face(style.weight);
        let units: u32 = text.chars().map(|c| u32::from(face.glyph(c).advance)).sum();
        // A line of text has far fewer units than the 2^24 that an f32 counts exactly.
        let units = units as f32;
        units / face.units_per_em * style.size * 25.4 / 72.0
    }

    pub(crate) fn face(&self, weight: Weight) -> &Typeface {
        &self.faces[weight as usize]
    }
}

/// One glyph of a font: its number there, its width, and the character it stands for when the
/// text is copied or searched.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: u16,
    pub(crate) meaning: char,
}

/// Characters below this number are looked up in a table.
const COMMON: usize = 0x180;

/// One weight: the tables needed for embedding, and its measures in font units.
pub(crate) struct Typeface {
    pub(crate) name: &'static str,
    pub(crate) tables: Vec<u8>,
    pub(crate) units_per_em: f32,
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    pub(crate) cap_height: i16,
    pub(crate) bounds: [i16; 4],
    face: Face<'static>,
    common: Vec<Glyph>,
    unknown: Glyph,
}

impl Typeface {
    fn read(data: &'static [u8], name: &'static str) -> Result<Self, Fault> {
        let face = Face::parse(data, 0).map_err(|_| Fault::Font)?;
        let unknown = find(&face, char::REPLACEMENT_CHARACTER).ok_or(Fault::Font)?;
        let common = (0..COMMON)
            .filter_map(|code| char::from_u32(u32::try_from(code).ok()?))
            .map(|c| find(&face, c).unwrap_or(unknown))
            .collect();
        let bounds = face.global_bounding_box();
        Ok(Self {
            name,
            tables: embeddable_tables(data).ok_or(Fault::Font)?,
            units_per_em: f32::from(face.units_per_em()),
            ascent: face.ascender(),
            descent: face.descender(),
            cap_height: face.capital_height().ok_or(Fault::Font)?,
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            face,
            common,
            unknown,
        })
    }

    /// The glyph of a character; the replacement mark when the font does not have it.
    pub(crate) fn glyph(&self, c: char) -> Glyph {
        match self.common.get(c as usize) {
            Some(glyph) => *glyph,
            None => find(&self.face, c).unwrap_or(self.unknown),
        }
    }

    /// A measure in font units as thousandths of the type size, as PDF wants it.
    pub(crate) fn thousandths(&self, units: impl Into<f32>) -> f32 {
        (units.into() * 1000.0 / self.units_per_em).round()
    }
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Typeface").field(&self.name).finish()
    }
}

/// Spaces and hyphens that only forbid a line break look and read like the plain ones.
fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' | '\t' | '\n' | '\r' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    }
}

fn find(face: &Face<'_>, c: char) -> Option<Glyph> {
    let meaning = plain(c);
    let id = face.glyph_index(meaning)?;
    Some(Glyph { id: id.0, advance: face.glyph_hor_advance(id)?, meaning })
}

/// The tables a PDF needs, in a font file of their own: the rest (names, kerning, layout) would
/// only make every document larger.
fn embeddable_tables(data: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 6] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"];
    let records = RawFace::parse(data, 0).ok()?.table_records;
    let mut directory = vec![0, 1, 0, 0, 0, 6, 0, 64, 0, 2, 0, 32];
    let mut body = Vec::with_capacity(data.len());
    let start = directory.len() + 16 * KEPT.len();
    for tag in KEPT {
        let record = records.into_iter().find(|r| &r.tag.to_bytes() == tag)?;
        let from = usize::try_from(record.offset).ok()?;
        let table = data.get(from..from + usize::try_from(record.length).ok()?)?;
        let offset = u32::try_from(start + body.len()).ok()?;
        directory.extend_from_slice(tag);
        for number in [record.check_sum, offset, record.length] {
            directory.extend_from_slice(&number.to_be_bytes());
        }
        body.extend_from_slice(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    directory.append(&mut body);
    Some(directory)
}
