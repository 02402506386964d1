//! Fonts, as far as the width of their glyphs and the meaning of their codes goes
//! (ISO 32000-1 §9.5 to §9.10).

use std::collections::HashMap;

use super::cmap::CMap;
use super::widths::{Standard, standard};
use crate::PdfError;
use crate::object::{Dict, Object};
use crate::view::View;
use crate::work::Work;

/// How far glyphs reach below and above the line, for a font of size 1. Accents and long tails
/// beyond it are not what a covered text loses.
const REACH: (f64, f64) = (-0.15, 0.7);
/// The width of a glyph about which nothing is known.
const UNKNOWN: f64 = 0.55;

pub struct Font {
    /// Codes are pairs of bytes.
    is_wide: bool,
    is_vertical: bool,
    widths: HashMap<u32, f64>,
    default: f64,
    standard: Option<&'static Standard>,
    meaning: Option<CMap>,
    /// Codes of a simple font are nearly those of ASCII.
    is_latin: bool,
    reach: (f64, f64),
}

/// One glyph of a string.
pub struct Glyph {
    /// For a font of size 1.
    pub width: f64,
    pub text: Option<String>,
    /// A single byte 32, to which word spacing applies (§9.3.3).
    pub is_blank_code: bool,
}

impl Font {
    /// What is used when there is no font.
    pub fn unknown() -> Self {
        Self {
            is_wide: false,
            is_vertical: false,
            widths: HashMap::new(),
            default: UNKNOWN,
            standard: None,
            meaning: None,
            is_latin: true,
            reach: REACH,
        }
    }

    pub fn read<'d>(view: View<'d, '_>, dict: &Dict<'d>, work: &Work) -> Result<Self, PdfError> {
        let mut font = Self::unknown();
        if let Object::Stream(stream) = view.value(dict, "ToUnicode")? {
            let text = stream.decode(view.document().limits())?;
            font.meaning = Some(CMap::read(&text, work)?);
        }
        if dict.has_name("Subtype", "Type0") {
            font.composite(view, dict)?;
        } else {
            font.simple(view, dict)?;
        }
        Ok(font)
    }

    pub const fn reach(&self) -> (f64, f64) {
        self.reach
    }

    pub const fn is_vertical(&self) -> bool {
        self.is_vertical
    }

    fn simple<'d>(&mut self, view: View<'d, '_>, dict: &Dict<'d>) -> Result<(), PdfError> {
        // Type 3 glyphs are measured in their own units.
        let mut unit = 0.001;
        if dict.has_name("Subtype", "Type3") {
            let matrix = view.value(dict, "FontMatrix")?;
            let first = matrix.as_array().and_then(|items| items.first()?.as_number());
            unit = first.unwrap_or(unit).abs();
            let scale = matrix.as_array().and_then(|items| items.get(3)?.as_number());
            let scale = scale.unwrap_or(0.001).abs();
            if let Some(bounds) = view.rectangle(dict, "FontBBox")?.filter(|b| b.has_area()) {
                self.reach = (bounds.bottom * scale, bounds.top * scale);
            }
        }
        let name = view.value(dict, "BaseFont")?;
        self.standard = name.as_name().and_then(|name| standard(name.bytes()));
        let descriptor = view.value(dict, "FontDescriptor")?;
        if let Some(descriptor) = descriptor.as_dict() {
            let missing = view.value(descriptor, "MissingWidth")?.as_number();
            self.default = missing.filter(|width| *width > 0.0).map_or(UNKNOWN, |w| w * unit);
        }
        let encoding = view.value(dict, "Encoding")?;
        self.is_latin = match &encoding {
            Object::Null => !name.as_name().is_some_and(is_symbolic),
            Object::Name(_) => true,
            // Differences may give any code any glyph.
            _ => false,
        };
        let first = view.value(dict, "FirstChar")?.as_integer().unwrap_or(0);
        if let Object::Array(widths) = view.value(dict, "Widths")? {
            for (code, width) in (first..).zip(&widths).take(256) {
                let width = view.resolve(width)?.as_number();
                if let (Ok(code), Some(width)) = (u32::try_from(code), width) {
                    self.widths.insert(code, width * unit);
                }
            }
        }
        Ok(())
    }

    fn composite<'d>(&mut self, view: View<'d, '_>, dict: &Dict<'d>) -> Result<(), PdfError> {
        self.is_wide = true;
        self.is_latin = false;
        self.default = 1.0;
        let encoding = view.value(dict, "Encoding")?;
        self.is_vertical = encoding.as_name().is_some_and(|name| name.bytes().ends_with(b"-V"));
        let below = view.value(dict, "DescendantFonts")?;
        let below = below.as_array().and_then(|items| items.first().cloned());
        let below = below.map(|value| view.resolve(&value)).transpose()?;
        let Some(below) = below.as_ref().and_then(Object::as_dict) else { return Ok(()) };
        let default = view.value(below, "DW")?.as_number();
        self.default = default.unwrap_or(1000.0) / 1000.0;
        let Object::Array(items) = view.value(below, "W")? else { return Ok(()) };
        // Widths are by glyph; with an encoding other than Identity codes are no glyphs, and the
        // default stands for all of them.
        let is_identity = encoding.as_name().is_some_and(|n| n.bytes().starts_with(b"Identity"));
        if is_identity { self.wide_widths(view, &items) } else { Ok(()) }
    }

    /// `c [w1 … wn]` and `first last w` (§9.7.4.3).
    fn wide_widths<'d>(
        &mut self,
        view: View<'d, '_>,
        items: &[Object<'d>],
    ) -> Result<(), PdfError> {
        let mut items = items.iter();
        while let (Some(first), Some(second)) = (items.next(), items.next()) {
            let code = |value: &Object<'d>| u32::try_from(value.as_integer()?).ok();
            let Some(first) = code(first) else { return Ok(()) };
            if let Object::Array(list) = view.resolve(second)? {
                for (code, width) in (first..).zip(&list) {
                    self.widths.extend(width.as_number().map(|width| (code, width / 1000.0)));
                }
                continue;
            }
            let width = items.next().and_then(Object::as_number);
            let (Some(last), Some(width)) = (code(second), width) else { return Ok(()) };
            self.widths.extend((first..=last.min(0xFFFF)).map(|code| (code, width / 1000.0)));
        }
        Ok(())
    }

    /// The glyphs of a string.
    pub fn glyphs<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = Glyph> + 'f {
        bytes.chunks(if self.is_wide { 2 } else { 1 }).map(|code| {
            let is_blank_code = code == b" ";
            let code = code.iter().fold(0, |value, byte| value << 8 | u32::from(*byte));
            Glyph { width: self.width(code), text: self.text(code), is_blank_code }
        })
    }

    fn width(&self, code: u32) -> f64 {
        let own = self.widths.get(&code).copied();
        let standard = || Some(self.standard?.width(code));
        own.or_else(standard).unwrap_or(self.default)
    }

    fn text(&self, code: u32) -> Option<String> {
        if let Some(meaning) = &self.meaning {
            return meaning.text(code);
        }
        let is_ascii = self.is_latin && (32..127).contains(&code);
        is_ascii.then(|| char::from_u32(code).map(String::from)).flatten()
    }
}

fn is_symbolic(name: &crate::Name<'_>) -> bool {
    let name = String::from_utf8_lossy(name.bytes()).into_owned();
    name.contains("Symbol") || name.contains("Dingbats") || name.contains("Wingdings")
}
