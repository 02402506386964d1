//! A font cut down to some characters, as parts that another writer of PDF puts into its own file.

use std::collections::BTreeSet;

use crate::font::Fonts;
use crate::pack::Packer;
use crate::subset::Used;
use crate::words::lines;
use crate::{Style, Weight};

/// A small font. Its glyphs are numbered from 1 on, two bytes each; as a `/CIDFontType2` with
/// `/Identity-H` and `/CIDToGIDMap/Identity` it needs nothing else (ISO 32000-1 §9.7). Measures are
/// thousandths of the type size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// `/BaseFont`: six capitals, a plus sign, the name of the typeface.
    pub name: String,
    /// `/FontFile2`, as zlib packs it.
    pub program: Vec<u8>,
    /// `/ToUnicode`, as zlib packs it.
    pub unicode: Vec<u8>,
    /// The widths of the glyphs from number 1 on.
    pub widths: Vec<i32>,
    /// Left, bottom, right, top of what the typeface can draw.
    pub bounds: [i32; 4],
    pub ascent: i32,
    pub descent: i32,
    pub cap_height: i32,
    /// `/StemV`.
    pub stem: i32,
    pub(crate) numbers: Vec<(char, u16)>,
}

impl Cut {
    /// The text as glyph numbers; a character that was not asked for is left out.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let number = |c: char| {
            let index = self.numbers.binary_search_by_key(&c, |(known, _)| *known).ok()?;
            self.numbers.get(index).map(|(_, number)| number.to_be_bytes())
        };
        text.chars().filter_map(number).flatten().collect()
    }
}

impl Fonts {
    /// One weight with these characters only. The same characters give the same bytes.
    ///
    /// # Errors
    /// `paper/font-subset` and `paper/pack`, which only a broken build can cause.
    pub fn cut(&self, weight: Weight, characters: &BTreeSet<char>) -> base::Result<Cut> {
        let face = self.face(weight);
        let mut used = Used::default();
        let numbers = characters.iter().map(|c| (*c, used.number(face.glyph(*c)))).collect();
        let cut = used.cut(&mut Packer::new(), face)?;
        Ok(Cut { numbers, ..cut })
    }

    /// A text broken at spaces so that no line is wider than this, in millimetres; a word that is
    /// wider by itself is broken between letters.
    pub fn lines(&self, style: Style, width: f32, text: &str) -> Vec<String> {
        lines(self, style, width, text)
    }
}
