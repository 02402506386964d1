//! The fonts of appearances: cut to the characters in use, kept for the next signature.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use paper::{Cut, Fonts, Style, Weight};

use crate::object::Ref;
use crate::write::{Body, Entries, Increment, Value, WriteError};

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Cut fonts that are kept: one signer's name and title need two.
const KEPT: usize = 256;

/// The typeface of appearances, loaded once per process.
#[derive(Debug)]
pub struct Faces {
    fonts: Fonts,
    cuts: Mutex<BTreeMap<(bool, String), Arc<Cut>>>,
}

impl Faces {
    /// # Errors
    /// `Font` when the fonts built into the program are damaged.
    pub fn load() -> Result<Self, WriteError> {
        let fonts = Fonts::load().map_err(WriteError::Font)?;
        Ok(Self { fonts, cuts: Mutex::default() })
    }

    /// The width of a text in points.
    pub fn width(&self, is_bold: bool, size: f32, text: &str) -> f64 {
        f64::from(self.fonts.width(style(is_bold, size), text) * POINTS)
    }

    /// The text in lines no wider than this, in points.
    pub fn lines(&self, is_bold: bool, size: f32, width: f64, text: &str) -> Vec<String> {
        self.fonts.lines(style(is_bold, size), width as f32 / POINTS, text)
    }

    /// One weight with the characters of these texts.
    pub fn cut<'t>(
        &self,
        is_bold: bool,
        texts: impl Iterator<Item = &'t str>,
    ) -> Result<Arc<Cut>, WriteError> {
        let characters: BTreeSet<char> = texts.flat_map(str::chars).collect();
        let key = (is_bold, characters.iter().collect::<String>());
        let mut cuts = self.cuts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cuts.get(&key) {
            return Ok(known.clone());
        }
        let cut = self.fonts.cut(weight(is_bold), &characters).map_err(WriteError::Font)?;
        let cut = Arc::new(cut);
        if cuts.len() >= KEPT {
            cuts.clear();
        }
        cuts.insert(key, cut.clone());
        Ok(cut)
    }
}

const fn weight(is_bold: bool) -> Weight {
    if is_bold { Weight::Bold } else { Weight::Regular }
}

const fn style(is_bold: bool, size: f32) -> Style {
    if is_bold { Style::bold(size) } else { Style::regular(size) }
}

/// The five objects of an embedded font (ISO 32000-1 §9.7, §9.8).
pub fn embed(increment: &mut Increment<'_, '_>, cut: &Cut) -> Ref {
    let name = || Value::name(&cut.name);
    let packed = || Entries::new().with("Filter", Value::name("FlateDecode"));
    let program = increment.add(Body::Stream(packed(), cut.program.clone()));
    let unicode = increment.add(Body::Stream(packed(), cut.unicode.clone()));
    let integers = |numbers: &[i32]| {
        Value::Array(numbers.iter().map(|number| Value::Integer(i64::from(*number))).collect())
    };
    let descriptor = Entries::of_type("FontDescriptor")
        .with("FontName", name())
        // Not symbolic (§9.8.2).
        .with("Flags", 32)
        .with("FontBBox", integers(&cut.bounds))
        .with("ItalicAngle", 0)
        .with("Ascent", i64::from(cut.ascent))
        .with("Descent", i64::from(cut.descent))
        .with("CapHeight", i64::from(cut.cap_height))
        .with("StemV", i64::from(cut.stem))
        .with("FontFile2", program);
    let descriptor = increment.add(descriptor);
    let system = Entries::new()
        .with("Registry", Value::text("Adobe"))
        .with("Ordering", Value::text("Identity"))
        .with("Supplement", 0);
    let descendant = Entries::of_type("Font")
        .with("Subtype", Value::name("CIDFontType2"))
        .with("BaseFont", name())
        .with("CIDSystemInfo", system)
        .with("FontDescriptor", descriptor)
        .with("DW", 0)
        .with("W", Value::Array(vec![Value::Integer(1), integers(&cut.widths)]))
        .with("CIDToGIDMap", Value::name("Identity"));
    let descendant = increment.add(descendant);
    let font = Entries::of_type("Font")
        .with("Subtype", Value::name("Type0"))
        .with("BaseFont", name())
        .with("Encoding", Value::name("Identity-H"))
        .with("DescendantFonts", Value::references(&[descendant]))
        .with("ToUnicode", unicode);
    increment.add(font)
}
